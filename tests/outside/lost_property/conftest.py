"""What Countywide gives to every test: databases by copying, the test county."""

pytest_plugins = ["core.testing.databases", "core.testing.fixtures"]

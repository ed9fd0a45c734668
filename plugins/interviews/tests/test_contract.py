from core.testing.contract import PluginContract


class TestContract(PluginContract):
    slug = "interviews"

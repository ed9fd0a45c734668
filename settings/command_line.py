"""Django's command line for Countywide: `manage.py` in a checkout, `countywide` where it is installed."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def run(default: str) -> None:
    """Run the command that the arguments name. `default` is the settings module without DJANGO_SETTINGS_MODULE."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", default)
    execute_from_command_line(sys.argv)


def main() -> None:
    """The program `countywide`. An installed system is somebody's production until it is told otherwise."""
    try:
        run("settings.production")
    except ImproperlyConfigured as error:
        sys.exit(
            f"countywide: {error}\n"
            f"The settings are {os.environ['DJANGO_SETTINGS_MODULE']}. To try it out, or to write a plugin: "
            "export DJANGO_SETTINGS_MODULE=settings.development"
        )

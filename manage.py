#!/usr/bin/env python
"""Django's command line for Countywide."""

from settings.command_line import run

if __name__ == "__main__":
    run("settings.development")

"""Looks at pages with broken plugins installed, and with one that goes wrong while a page is drawn. Keeps nothing."""

import json

import django

django.setup()

from django.conf import settings
from django.core.checks import run_checks
from django.db import transaction
from django.test import Client
from people import HOST, subsite

from core.plugin_api import SYSTEM, enable_plugin, installed_plugins

visitor = Client(headers=HOST)
settings.PLUGIN_PATIENCE = 0.0  # whatever is drawn is slow
with transaction.atomic():
    enable_plugin(subsite=subsite("chengguan"), slug="b_drawing", by=SYSTEM)
    found = {
        "statuses": [visitor.get(path).status_code for path in ("/", "/", "/lost-property/", "/news/")],
        "loaded": [config.slug for config in installed_plugins() if config.slug.startswith("b_")],
        "told": sorted(
            f"{message.id} {message.msg.partition(' (')[0]}"
            for message in run_checks(tags=["plugins"], databases=["default"])
            if message.id in {"countywide.W119", "countywide.W120"} and message.obj == "b_drawing"
        ),
    }
    transaction.set_rollback(True)
print(json.dumps(found))

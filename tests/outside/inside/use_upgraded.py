"""Looks at what version 2.0 of the plugin has made of the content of version 1.0."""

import json
import re

import django

django.setup()

from django.test import Client
from lost_property.models import Find
from people import HOST, subsite, text_of

from core.plugin_api import plugin_settings

visitor = Client(headers=HOST)
answer = visitor.get("/lost-property/")
found = {
    "finds": sorted(Find.objects.values_list("thing", "number")),
    "page": [answer.status_code, re.findall(r"<li> ?(第\d+号)", text_of(answer))],
    "api_fields": sorted(visitor.get("/api/v1/lost_property/finds/").json()["results"][0]),
    "setting": plugin_settings("lost_property", subsite("chengguan"))["counter"],
}
print(json.dumps(found))

"""Looks for the plugin on the town where it has been switched off."""

import json

import django

django.setup()

from django.test import Client
from lost_property.models import Find
from lost_property.viewsets import find_viewset
from people import HOST, signed_in, text_of

visitor = Client(headers=HOST)
browser = signed_in()
found = {
    "page": visitor.get("/lost-property/").status_code,
    "page_in_english": visitor.get("/en/lost-property/").status_code,
    "screen": browser.get(find_viewset.menu_url).status_code,
    "slot": "lost-property-newest" in text_of(visitor.get("/")),
    "api": visitor.get("/api/v1/lost_property/finds/").status_code,
    "finds": Find.objects.count(),
}
browser.logout()
print(json.dumps(found))

"""Gives the town an English side."""

import json

import django

django.setup()

from people import subsite
from wagtail.models import Locale

from core.review.origin import importing

with importing("tests"):
    home = subsite("chengguan").root_page.specific
    english = home.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
print(json.dumps(english.url_path))

"""Gives the town an English side."""

import json

import django

django.setup()

from people import subsite  # noqa: E402
from wagtail.models import Locale  # noqa: E402

from core.review.origin import importing  # noqa: E402

with importing("tests"):
    home = subsite("chengguan").root_page.specific
    english = home.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
print(json.dumps(english.url_path))

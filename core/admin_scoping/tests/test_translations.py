"""Editing the translation of an own page: the replacements that it may name are checked as well."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation, TranslationSource

from core.access.actors import SYSTEM
from core.media.models import Picture
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy
from core.testing.county import County, make_article
from core.testing.factories import UserFactory

LINK = RichText('<p><a href="http://shiqiao.localhost/a/">见此</a></p>')


def picture_of(subsite: Any) -> Picture:
    picture: Picture = Picture.objects.create(
        title="图", file=get_test_image_file(), collection_id=subsite.collection_id
    )
    return picture


@pytest.fixture
def translation(county: County, client: Client) -> Translation:
    """The English side of an own article with a picture."""
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    english = Locale.objects.get(language_code="en")
    news = county.home("shiqiao").get_children().get(slug="news").specific
    news.copy_for_translation(english, copy_parents=True)
    article = make_article(
        news, "石桥镇的文章", lead_picture=picture_of(county.shiqiao), body=[("paragraph", LINK)]
    )
    source, _created = TranslationSource.get_or_create_from_instance(article)
    made: Translation = Translation.objects.create(source=source, target_locale=english)
    made.save_target(publish=False)
    return made


def put(client: Client, address: str, **values: Any) -> int:
    body = urlencode(values)
    return client.put(address, body, content_type="application/x-www-form-urlencoded").status_code


def test_a_replacement_is_an_own_picture(county: County, client: Client, translation: Translation) -> None:
    segment = OverridableSegment.objects.get(source=translation.source, context__path="lead_picture")
    address = f"/admin/localize/translate/{translation.pk}/overrides/{segment.pk}/edit/"
    assert put(client, address, value=picture_of(county.baijie).pk) == 400
    assert put(client, address) == 400
    assert not SegmentOverride.objects.exists()
    assert put(client, address, value=picture_of(county.shiqiao).pk) == 201
    client.force_login(UserFactory(role="manager", role__subsite=county.baijie))
    assert put(client, address, value=picture_of(county.baijie).pk) == 404


def test_a_link_is_replaced_as_policy_has_links(client: Client, translation: Translation) -> None:
    key = RuleKey("external_links", profile="township")
    change_policy(changes=[Change(key, Rule.FORBIDDEN)], by=SYSTEM)
    segment = OverridableSegment.objects.get(source=translation.source, context__path__startswith="body.")
    address = f"/admin/localize/translate/{translation.pk}/overrides/{segment.pk}/edit/"
    assert put(client, address, value="https://example.org/") == 400
    assert not SegmentOverride.objects.exists()
    assert put(client, address, value="http://shiqiao.localhost/b/") == 201


def test_a_string_without_a_value_is_refused(client: Client, translation: Translation) -> None:
    segment = translation.source.stringsegment_set.first()
    address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    assert put(client, address) == 400
    assert put(client, address, value="Shiqiao's article") == 201


def test_a_catalogue_of_nothing_is_refused_in_words(client: Client, translation: Translation) -> None:
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    catalogue = SimpleUploadedFile("any.po", b'msgid ""\nmsgstr ""\n')
    response = client.post(address, {"file": catalogue}, follow=True)
    assert "这不是本翻译的 PO 文件" in response.content.decode()

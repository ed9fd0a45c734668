"""Pictures and attachments of a private subsite or collection are not served to everybody."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from core.media.models import Attachment, Picture
from core.testing.county import County
from core.testing.factories import UserFactory


def picture_in(collection_id: int) -> Picture:
    picture: Picture = Picture.objects.create(
        title="图", file=get_test_image_file(), collection_id=collection_id
    )
    return picture


def attachment_in(collection_id: int) -> Attachment:
    attachment: Attachment = Attachment.objects.create(
        title="表", file=ContentFile(b"a", "a.csv"), collection_id=collection_id
    )
    return attachment


def is_served(client: Client, address: str) -> bool:
    """Whether the whole file comes; the only other answer is that there is none."""
    response: Any = client.get(address)
    if response.status_code == 200:
        return bool(b"".join(response.streaming_content))
    assert response.status_code == 404
    return False


@pytest.fixture
def guarded(county: County) -> Collection:
    """A collection with a restriction of its own inside a township's."""
    parent = Collection.objects.get(pk=county.baijie.collection_id)
    collection: Collection = parent.add_child(name="百节镇内部")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    assert restriction.pk
    return collection


def test_public_pictures_lie_where_the_web_server_serves_them(county: County) -> None:
    picture = picture_in(county.shiqiao.collection_id)
    assert picture.file.name.startswith("original_images/")
    assert picture.get_rendition("max-100x100").file.name.startswith("images/")


def test_pictures_of_a_private_subsite_ask_for_a_login(county: County, client: Client) -> None:
    picture = picture_in(county.intranet.collection_id)
    rendition = picture.get_rendition("max-100x100")
    addresses = [picture.file.url, rendition.url]
    assert addresses == [
        f"/media/private_pictures/{picture.file.name.removeprefix('private_pictures/')}",
        f"/media/private_pictures/{rendition.file.name.removeprefix('private_pictures/')}",
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response.streaming_content)
        assert response["Cache-Control"] == "private, max-age=0"
    assert client.get("/media/private_pictures/original_images/nothing.png").status_code == 404


def test_a_closed_collection_is_its_offices_own(county: County, client: Client, guarded: Collection) -> None:
    picture, attachment = picture_in(guarded.pk), attachment_in(guarded.pk)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    assert client.get(picture.file.url).status_code == 404
    assert client.get(attachment.url).headers["Location"].startswith("/accounts/login/")
    client.force_login(UserFactory(role="manager", role__subsite=county.baijie))
    assert is_served(client, picture.file.url)


@pytest.mark.parametrize(("slug", "served"), [("shiqiao", True), ("intranet", False)])
def test_attachments_follow_their_subsite(county: County, client: Client, slug: str, served: bool) -> None:
    attachment: Any = attachment_in(getattr(county, slug).collection_id)
    assert is_served(client, attachment.url) is served
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert is_served(client, attachment.url)


def test_what_lies_below_a_private_subsites_collection_is_private_too(county: County, client: Client) -> None:
    inner = county.intranet.collection.add_child(name="内网的子集").add_child(name="再下一层")
    picture, attachment = picture_in(inner.pk), attachment_in(inner.pk)
    assert picture.file.name.startswith("private_pictures/original_images/")
    assert (is_served(client, picture.file.url), is_served(client, attachment.url)) == (False, False)
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert (is_served(client, picture.file.url), is_served(client, attachment.url)) == (True, True)


def test_a_name_tells_nothing_of_other_offices_files(county: County) -> None:
    names = [
        Attachment.objects.create(
            title="表", file=ContentFile(b"1", "plan.csv"), collection_id=subsite.collection_id
        ).file.name
        for subsite in (county.baijie, county.shiqiao)
    ]
    assert all(re.fullmatch(r"documents/[0-9a-f]{8}/plan\.csv", name) for name in names)
    assert names[0] != names[1]

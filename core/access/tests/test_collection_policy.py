"""Pictures and attachments: those of one's own office, in every screen that asks Wagtail's registry."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from core.access.collection_policy import GrantedCollectionPolicy
from core.media.models import Attachment
from core.testing.county import County
from core.testing.factories import UserFactory


def test_our_policy_is_the_one_that_counts(db: None) -> None:
    for model in (get_image_model(), get_document_model()):
        assert isinstance(policy_registry.get_by_type(model), GrantedCollectionPolicy)


@pytest.fixture
def attachments(county: County) -> dict[str, Attachment]:
    return {
        slug: Attachment.objects.create(
            title=f"{slug}的文件",
            file=ContentFile(b"x", name=f"{slug}.txt"),
            collection=getattr(county, slug).collection,
        )
        for slug in ("shiqiao", "baijie")
    }


def test_own_office_only(county: County, attachments: dict[str, Attachment], client: Client) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    policy = policy_registry.get_by_type(Attachment)
    assert list(policy.instances_user_has_permission_for(person, "change")) == [attachments["shiqiao"]]
    assert list(policy.collections_user_has_permission_for(person, "add")) == [county.shiqiao.collection]
    client.force_login(person)
    html = client.get("/admin/documents/").content.decode()
    assert "shiqiao的文件" in html
    assert "baijie的文件" not in html
    assert client.get(f"/admin/documents/edit/{attachments['shiqiao'].pk}/").status_code == 200
    assert client.get(f"/admin/documents/edit/{attachments['baijie'].pk}/").status_code == 404
    chooser = client.get("/admin/documents/chooser/", headers={"X-Requested-With": "XMLHttpRequest"}).json()[
        "html"
    ]
    assert "shiqiao的文件" in chooser
    assert "baijie的文件" not in chooser
    assert client.get("/admin/images/").status_code == 200


def test_an_auditor_has_no_media_screens(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="auditor", role__subsite=county.shiqiao))
    assert client.get("/admin/images/").status_code == 302

"""An office words its foot and its page marks; nobody else does."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from core.audit.models import AuditRecord
from core.tenancy.models import SubsiteSettings
from core.tenancy.services import change_settings
from core.testing.county import County
from core.testing.factories import UserFactory


def test_a_manager_changes_the_foot(county: County, client: Client) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    client.force_login(manager)
    response = client.post(
        "/admin/subsite-settings/shiqiao/",
        {"icp_number": "蜀ICP备00000001号", "contact_phone": "0818-5550114"},
    )
    assert response.status_code == 302
    html = client.get("/townships/shiqiao/", headers={"host": "localhost"}).content.decode()
    assert "蜀ICP备00000001号" in html
    assert "0818-5550114" in html
    record = AuditRecord.objects.get(action="subsite.settings_changed")
    assert (record.actor, record.subsite_id) == (manager, county.shiqiao.pk)


def test_a_bad_value_changes_nothing_and_is_kept_in_the_form(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    before = SubsiteSettings.objects.get(subsite=county.shiqiao)
    response = client.post("/admin/subsite-settings/shiqiao/", {"contact_email": "not-an-address"})
    assert response.status_code == 200
    assert 'value="not-an-address"' in response.content.decode()
    assert SubsiteSettings.objects.get(subsite=county.shiqiao).sponsor == before.sponsor


@pytest.mark.parametrize("role", ["contributor", "auditor", "approver"])
def test_other_roles_do_not_reach_the_screen(county: County, client: Client, role: str) -> None:
    client.force_login(UserFactory(role=role, role__subsite=county.shiqiao))
    assert client.get("/admin/subsite-settings/").status_code == 404


def test_another_offices_settings_are_not_there(county: County, client: Client) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    client.force_login(manager)
    assert client.get("/admin/subsite-settings/baijie/").status_code == 404
    assert client.post("/admin/subsite-settings/baijie/", {"sponsor": "别人"}).status_code == 404
    with pytest.raises(PermissionDenied):
        change_settings(subsite=county.baijie, values={"sponsor": "别人"}, by=manager)
    assert SubsiteSettings.objects.get(subsite=county.baijie).sponsor == "百节镇"


def test_the_service_refuses_bad_values_too(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    with pytest.raises(ValidationError):
        change_settings(subsite=county.shiqiao, values={"contact_email": "x"}, by=manager)
    assert not AuditRecord.objects.filter(action="subsite.settings_changed").exists()


def test_a_home_page_can_not_be_deleted_moved_or_unpublished(county: County, client: Client) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    tester = county.home("shiqiao").permissions_for_user(manager)
    assert tester.can_edit()
    assert not tester.can_delete()
    assert not tester.can_move()
    assert not tester.can_unpublish()
    client.force_login(manager)
    client.post(f"/admin/pages/{county.shiqiao.root_page_id}/delete/")
    assert county.home("shiqiao").live

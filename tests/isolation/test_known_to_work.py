"""The walk is known to work: whoever may see B is found out, and without the policies the leaks are back."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.http import HttpResponse, StreamingHttpResponse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    AbstractPage,
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.pages.models.base import PageMixin
from tests.isolation.database import read_all
from tests.isolation.marks import COMMON_WORD, mark, marks_in, said, written
from tests.isolation.offices import World
from tests.isolation.table import all_surfaces
from tests.isolation.walk import Walker, rolled_back

CLOSED = (
    "wagtailadmin_workflows:task_chooser",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:images:detail",
    "wagtail_localize:translations_report",
)
"""Screens of Wagtail's that name every office, and are therefore closed to offices."""
SCOPED = (
    "wagtailadmin_pages:move_confirm",
    "wagtail_bulk_action",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_editing_sessions:release",
)
"""Screens of Wagtail's that are open because ours stand in their place."""
OBJECTS = (
    "wagtailadmin_explore", "wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft", "wagtailadmin_pages:history",
    "wagtailadmin_pages:delete", "wagtailadmin_pages:unlock", "wagtailadmin_pages:set_privacy", "wagtailimages:edit",
    "wagtailimages:delete", "wagtaildocs:edit", "wagtailimages_chooser:chosen", "wagtailadmin_api:pages:detail",
    "wagtail_localize:download_pofile", "plugin_switch_off", "subsite_settings", "members_roles", "members_leave",
    "office_history", "notices_notice:edit", "notices_notice:index",
)  # fmt: skip
"""Screens on which a person of B reads or changes what is B's."""


def leaking(world: World, person: str, names: tuple[str, ...]) -> set[str]:
    """Which of these surfaces leak to a person."""
    chosen = [surface for surface in all_surfaces() if surface.name in names]
    assert {surface.name for surface in chosen} == set(names)
    found = Walker(world, person).walk(chosen)
    return {step.surface for step in found.steps if step.leaks}


def test_a_person_of_b_is_found_out_everywhere(world: World) -> None:
    """Every kind of leak is seen: whoever holds a role in B reads and changes what is B's."""
    with rolled_back():
        manager = world.people["manager"]
        assign_role(user=manager, role="manager", subsite=world.subsites["b"], by=SYSTEM)
        rows = world.ownership.rows
        try:
            world.ownership = replace(world.ownership, rows=read_all())
            assert leaking(world, "manager", OBJECTS) == set(OBJECTS)
        finally:
            world.ownership = replace(world.ownership, rows=rows)


@pytest.fixture
def no_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail's views answer themselves, to everybody who may enter the administration."""
    monkeypatch.setattr("core.admin_scoping.gate.surface_of", lambda match: None)
    monkeypatch.setattr("core.admin_scoping.gate.may_meet", lambda request, match: True)


@pytest.fixture
def wagtails_policies(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Permissions as Wagtail's documentation gives them: a group of office A with its branch and its collection."""
    picture, attachment = get_image_model(), get_document_model()
    policies = {
        AbstractPage: PagePermissionPolicy(),
        Collection: CollectionManagementPermissionPolicy(Collection),
        picture: CollectionOwnershipPermissionPolicy(
            picture, auth_model=picture, owner_field_name="uploaded_by_user"
        ),
        attachment: CollectionOwnershipPermissionPolicy(
            attachment, auth_model=attachment, owner_field_name="uploaded_by_user"
        ),
    }
    for model, policy in policies.items():
        monkeypatch.setitem(policy_registry.values_by_class, model, policy)
    monkeypatch.delattr(PageMixin, "permissions_for_user")
    with rolled_back():
        group = Group.objects.create(name="editors")
        for action in ("add", "change", "publish", "lock", "unlock"):
            GroupPagePermission.objects.create(
                group=group,
                page_id=world.a["home"],
                permission=Permission.objects.get(codename=f"{action}_page"),
            )
        for model in (picture, attachment):
            for action in ("add", "change", "choose"):
                permission = Permission.objects.get(codename=f"{action}_{model._meta.model_name}")
                GroupCollectionPermission.objects.create(
                    group=group, collection_id=world.a["collection"], permission=permission
                )
        account = world.people["approver"]
        assert account is not None
        account.groups.add(group)
        yield


@pytest.mark.usefixtures("no_gate")
def test_without_the_gate_the_leaks_are_back(world: World) -> None:
    assert leaking(world, "contributor", CLOSED + SCOPED) == set(CLOSED + SCOPED)


@pytest.mark.usefixtures("no_gate", "wagtails_policies")
def test_with_wagtails_own_policies_the_leaks_are_back(world: World) -> None:
    assert leaking(world, "approver", CLOSED + SCOPED) == set(CLOSED + SCOPED)


def test_a_change_of_what_is_b_s_is_seen(world: World) -> None:
    draft = Page.objects.get(pk=world.b["draft"])
    with rolled_back():
        Page.objects.filter(pk=draft.pk).update(title="x")
        assert world.ownership.changes(read_all()) == ["wagtailcore_page: changed title"]
    with rolled_back():
        Page.objects.filter(pk=world.a["draft"]).update(title="x")
        assert world.ownership.changes(read_all()) == []
    with rolled_back():
        Page.objects.filter(pk=world.a["draft"]).update(owner_id=world.b["person"])
        assert world.ownership.changes(read_all()) == [
            "wagtailcore_page: row names core_accounts_user in owner_id"
        ]
    with rolled_back():
        draft.delete()
        assert "wagtailcore_page: deleted" in world.ownership.changes(read_all())
    assert world.ownership.changes(read_all()) == []


def workbook(text: str) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    book.active["A1"] = text
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(f"<p>{mark('b', 'fact')} {COMMON_WORD}</p>"),
        HttpResponse(workbook(mark("b", "fact"))),
        HttpResponse(headers={"Location": f"/{mark('b', 'fact')}/"}),
        StreamingHttpResponse([f"a,{mark('b', 'fact')}".encode()]),
    ],
    ids=["page", "workbook", "header", "stream"],
)
def test_a_mark_is_seen_wherever_it_stands(response: HttpResponse) -> None:
    assert marks_in(said(response), "b") == {"fact"}
    assert marks_in(said(response), "a") == set()


def test_a_mark_is_seen_in_a_cookie_and_a_mail() -> None:
    response = HttpResponse()
    response.set_cookie("last", mark("b", "fact"))
    assert marks_in(said(response), "b") == {"fact"}
    message = mail.EmailMultiAlternatives("subject", "text", to=[f"{mark('b', 'mail')}@example.org"])
    message.attach_alternative(f"<p>{mark('b', 'html')}</p>", "text/html")
    assert marks_in(written(message), "b") == {"mail", "html"}

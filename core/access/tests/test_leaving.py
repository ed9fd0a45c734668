"""With the last role on a subsite everything ends that the person could act or hear by; the office keeps it all."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Comment, Page, PageSubscription

from core.access.actors import SYSTEM
from core.access.grants import grants_of
from core.access.models import RoleAssignment
from core.access.permissions import permissions_of
from core.access.roles import Role
from core.access.services import assign_role, end_membership, move_member, revoke_role, set_roles
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.pages.models import ArticlePage
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def article_of(county: County, slug: str, person: User, title: str) -> ArticlePage:
    """A page that the person owns, has locked, follows, edits, commented on and has a draft of."""
    column = county.home(slug).get_children().get(slug="news").specific
    page = make_article(column, title, owner=person)
    page.title = f"{title}（修改稿）"
    page.save_revision(user=person)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=person, locked_at=timezone.now())
    PageSubscription.objects.create(user=person, page=page, comment_notifications=True)
    Comment.objects.create(page=page, user=person, text="请核对", contentpath="title")
    EditingSession.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
    )
    return ArticlePage.objects.get(pk=page.pk)


def reach(page: Page, person: User) -> dict[str, object]:
    page = ArticlePage.objects.get(pk=page.pk)
    return {
        "owner": page.owner,
        "lock": (page.locked, page.locked_by, page.locked_at is None),
        "follows": PageSubscription.objects.filter(page=page, user=person).exists(),
        "edits": EditingSession.objects.filter(user=person, object_id=str(page.pk)).exists(),
    }


NOTHING = {"owner": None, "lock": (False, None, True), "follows": False, "edits": False}


@pytest.fixture
def person(county: County) -> User:
    someone = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=someone, role="approver", subsite=county.shiqiao, by=SYSTEM)
    assign_role(user=someone, role="contributor", subsite=county.baijie, by=SYSTEM)
    return someone


def test_a_role_of_several_ends_nothing(county: County, person: User) -> None:
    page = article_of(county, "shiqiao", person, "防汛")
    before = reach(page, person)
    revoke_role(user=person, role="approver", subsite=county.shiqiao, by=SYSTEM)
    assert reach(page, person) == before
    assert before["owner"] == person
    assert not AuditRecord.objects.filter(action="membership.ended").exists()


def test_the_last_role_ends_all_of_it_there_and_nothing_elsewhere(county: County, person: User) -> None:
    here, there = (
        article_of(county, "shiqiao", person, "防汛"),
        article_of(county, "baijie", person, "春耕"),
    )
    kept = reach(there, person)
    end_membership(user=person, subsite=county.shiqiao, by=SYSTEM)
    assert reach(here, person) == NOTHING
    assert reach(there, person) == kept
    assert grants_of(User.objects.get(pk=person.pk)) == {county.baijie.pk: permissions_of(Role.CONTRIBUTOR)}
    ended = AuditRecord.objects.get(action="membership.ended")
    assert (ended.subsite_id, ended.target_id) == (county.shiqiao.pk, str(person.pk))
    assert ended.data == {"locks": 1, "pages": 1, "subscriptions": 1, "editing_sessions": 1}


def test_the_office_keeps_drafts_comments_and_history(county: County, person: User) -> None:
    page = article_of(county, "shiqiao", person, "防汛")
    end_membership(user=person, subsite=county.shiqiao, by=SYSTEM)
    revision = ArticlePage.objects.get(pk=page.pk).get_latest_revision()
    assert (revision.user, revision.as_object().title) == (person, "防汛（修改稿）")
    assert [(comment.user, comment.text) for comment in Comment.objects.filter(page=page)] == [
        (person, "请核对")
    ]


def test_a_move_takes_nothing_along(county: County, person: User) -> None:
    page = article_of(county, "shiqiao", person, "防汛")
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    move_member(user=person, from_=county.shiqiao, to=county.finance, role="approver", by=centre)
    assert reach(page, person) == NOTHING
    assert set(RoleAssignment.objects.filter(user=person).values_list("subsite", "role")) == {
        (county.finance.pk, "approver"),
        (county.baijie.pk, "contributor"),
    }
    moved = AuditRecord.objects.get(action="member.moved")
    assert (moved.actor, moved.subsite_id) == (centre, county.finance.pk)
    assert moved.data == {"from": county.shiqiao.pk, "role": "approver"}


def test_a_move_that_is_refused_leaves_everything(county: County, person: User) -> None:
    page = article_of(county, "shiqiao", person, "防汛")
    before = reach(page, person)
    held = set(RoleAssignment.objects.filter(user=person).values_list("subsite", "role"))
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    with pytest.raises(PermissionDenied):
        move_member(user=person, from_=county.shiqiao, to=county.finance, role="contributor", by=manager)
    for values, by in (
        ({"from_": county.shiqiao, "to": county.shiqiao, "role": "manager"}, centre),
        ({"from_": county.finance, "to": county.shiqiao, "role": "manager"}, centre),
        ({"from_": county.shiqiao, "to": county.finance, "role": "central_auditor"}, centre),
        ({"from_": county.shiqiao, "to": county.portal, "role": "central_auditor"}, centre),
    ):
        with pytest.raises(ValidationError):
            move_member(user=person, by=by, **values)  # type: ignore[arg-type]
    assert set(RoleAssignment.objects.filter(user=person).values_list("subsite", "role")) == held
    assert reach(page, person) == before


def test_the_last_manager_does_not_move(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    with pytest.raises(ValidationError):
        move_member(user=manager, from_=county.shiqiao, to=county.finance, role="manager", by=centre)
    with pytest.raises(ValidationError):
        end_membership(user=manager, subsite=county.shiqiao, by=centre)
    assert RoleAssignment.objects.filter(user=manager, subsite=county.shiqiao, role="manager").exists()


def test_a_manager_whose_account_is_off_does_not_count(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    gone = UserFactory(role="manager", role__subsite=county.shiqiao)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        revoke_role(user=manager, role="manager", subsite=county.shiqiao, by=manager)
    with pytest.raises(ValidationError):
        assign_role(user=User.objects.get(pk=gone.pk), role="contributor", subsite=county.shiqiao, by=manager)


def test_roles_are_set_as_a_whole(county: County, person: User) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    set_roles(user=person, roles=["reviewer", "approver"], subsite=county.shiqiao, by=manager)
    here = RoleAssignment.objects.filter(user=person, subsite=county.shiqiao)
    assert set(here.values_list("role", flat=True)) == {"reviewer", "approver"}
    with pytest.raises(PermissionDenied):
        set_roles(user=person, roles=["system_administrator"], subsite=county.shiqiao, by=manager)
    set_roles(user=person, roles=[], subsite=county.shiqiao, by=manager)
    assert not here.exists()


def test_an_account_with_roles_is_not_deleted(county: County, person: User) -> None:
    with pytest.raises(models.ProtectedError):
        person.delete()
    assert RoleAssignment.objects.filter(user=person).count() == 3

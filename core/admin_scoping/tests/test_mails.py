"""Mails about comments on a page reach the people of its office, not those who left it."""

from django.core import mail
from wagtail.admin.views.pages import edit
from wagtail.models import PageSubscription

from core.access.actors import SYSTEM
from core.access.services import assign_role, revoke_role
from core.admin_scoping.mails import recipients_of
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def test_who_left_gets_no_mail(county: County) -> None:
    article = make_article(county.home("shiqiao").get_children().get(slug="news"), "石桥镇的文章")
    stays = UserFactory(role="approver", role__subsite=county.shiqiao, email="stays@example.org")
    leaves = UserFactory(role="contributor", role__subsite=county.shiqiao, email="leaves@example.org")
    for person in (stays, leaves):
        PageSubscription.objects.create(page=article, user=person, comment_notifications=True)
    assert recipients_of(article, [stays, leaves]) == [stays, leaves]
    revoke_role(user=leaves, role="contributor", subsite=county.shiqiao, by=SYSTEM)
    assign_role(user=leaves, role="contributor", subsite=county.baijie, by=SYSTEM)
    told = {"new_comments": [], "resolved_comments": [], "deleted_comments": [], "replied_comments": []}
    edit.send_notification([stays, leaves], "updated_comments", {"page": article, "editor": stays, **told})
    assert [message.to for message in mail.outbox] == [["stays@example.org"]]

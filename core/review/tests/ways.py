"""Every way that we found by which a text of a page could become public, or cease to be, past the chain.

Read from Wagtail's actions, models, management commands, views, bulk actions and APIs, from wagtail-localize,
and from what Django lets anybody do with a model. Each way takes the stage and tries; what refuses it may be the
gate (PermissionDenied), the trigger (a database error), or a screen that answers something else than success.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.actions import action_registry
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, Revision

from core.accounts.models import User
from core.pages.models import ArticlePage
from core.review.services import submit_page
from core.tasks.beat import beat
from core.testing.factories import UserFactory

from .conftest import Chain


@dataclass
class Stage:
    """A draft, a public article with a newer draft, a public article elsewhere; people and their browsers."""

    chain: Chain
    draft: ArticlePage
    public: ArticlePage
    elsewhere: ArticlePage
    root: User

    @property
    def revision(self) -> Revision:
        """The newest revision of the draft."""
        revision: Revision = self.draft.latest_revision
        return revision

    @property
    def correction(self) -> Revision:
        """The newest, uncleared revision of the public article."""
        revision: Revision = self.public.latest_revision
        return revision

    def other_column(self) -> Page:
        """The column of the public article elsewhere, with an address that is free here."""
        Page.objects.filter(pk=self.elsewhere.get_parent().pk).update(slug="other-news")
        return Page.objects.get(pk=self.elsewhere.get_parent().pk).specific

    def client(self, person: User) -> Client:
        """A browser in which the person is signed in."""
        client = Client()
        client.force_login(person, backend="core.accounts.backends.AccountBackend")
        return client

    def post(self, person: User, address: str, data: dict[str, Any] | None = None) -> None:
        """Post to a screen of the administration."""
        self.client(person).post(f"/admin/{address}", data or {})


type Way = Callable[[Stage], object]
PUBLISHING: dict[str, Way] = {}
WITHDRAWING: dict[str, Way] = {}


def publishing(name: str) -> Callable[[Way], Way]:
    """A way to make something public."""
    return lambda way: PUBLISHING.setdefault(name, way)


def withdrawing(name: str) -> Callable[[Way], Way]:
    """A way to take something back."""
    return lambda way: WITHDRAWING.setdefault(name, way)


# Wagtail's models and actions

PUBLISHING |= {
    "Revision.publish()": lambda s: s.revision.publish(),
    "Revision.publish(user=manager)": lambda s: s.revision.publish(user=s.chain.manager),
    "Revision.publish(user=approver)": lambda s: s.revision.publish(user=s.chain.approver),
    "Revision.publish(user=superuser)": lambda s: s.revision.publish(user=s.root),
    "Revision.publish(skip_permission_checks=True)": lambda s: s.revision.publish(skip_permission_checks=True),
    "Revision.publish() of a correction": lambda s: s.correction.publish(),
    "Page.publish(revision)": lambda s: s.draft.publish(s.revision),
    "PublishPageRevisionAction": lambda s: PublishPageRevisionAction(s.revision).execute(),
    "PublishPageRevisionAction, skipping checks": lambda s: PublishPageRevisionAction(
        s.revision, user=s.chain.contributor
    ).execute(skip_permission_checks=True),
    "PublishRevisionAction, the generic one": lambda s: PublishRevisionAction(s.revision).execute(),
    "the action registry's publish": lambda s: action_registry.get_action_class(ArticlePage, "publish")(
        s.revision
    ).execute(),
    "CopyPageAction with keep_live": lambda s: CopyPageAction(
        s.public, to=s.chain.news, update_attrs={"slug": "copy"}, user=s.root
    ).execute(),
    "Page.copy() with keep_live": lambda s: s.public.copy(update_attrs={"slug": "copy"}),
    "Page.copy() from another office": lambda s: s.elsewhere.copy(to=s.chain.news),
    "Page.copy() of a whole column": lambda s: s.elsewhere.get_parent().specific.copy(
        to=s.chain.county.home("shiqiao"), recursive=True, update_attrs={"slug": "stolen"}
    ),
    "CreatePageAliasAction from another office": lambda s: CreatePageAliasAction(
        s.elsewhere, parent=s.chain.news
    ).execute(),
    "Page.create_alias() of a draft made live": lambda s: _live_alias(s),
    "an alias that follows another office's page": lambda s: _following_alias(s),
    "Page.copy_for_translation, then publish": lambda s: _translate_and_publish(s),
    "MovePageAction from another office": lambda s: MovePageAction(
        s.elsewhere, s.chain.news, pos="last-child", user=s.root
    ).execute(),
    "Page.move() from another office": lambda s: s.elsewhere.move(s.chain.news, pos="last-child"),
    "Page.move() of a whole column": lambda s: s.other_column().move(
        s.chain.county.home("shiqiao"), pos="last-child"
    ),
}  # fmt: skip


def _live_alias(s: Stage) -> None:
    alias = s.draft.create_alias(update_slug="alias")
    alias.live = True
    alias.save()


def _following_alias(s: Stage) -> None:
    """Made while the source says nothing yet; the source is then changed where no chain applies."""
    with transaction.atomic():
        alias = s.elsewhere.copy(to=s.chain.news, keep_live=False)
        Page.objects.filter(pk=alias.pk).update(alias_of_id=s.elsewhere.pk)
        s.elsewhere.save_revision().publish()


def _translate_and_publish(s: Stage) -> None:
    translated = s.draft.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    translated.save_revision().publish()


# Saving and writing past the screens


def _set(page: Page, **values: Any) -> Page:
    for name, value in values.items():
        setattr(page, name, value)
    return page


def _bare(page: Page) -> Page:
    found: Page = Page.objects.get(pk=page.pk)
    return found


PUBLISHING |= {
    "live = True; save()": lambda s: _set(s.draft, live=True).save(),
    "live = True; save(clean=False)": lambda s: _set(s.draft, live=True).save(clean=False),
    "live = True; save(update_fields)": lambda s: _set(s.draft, live=True).save(update_fields=["live"]),
    "live = True on the bare Page": lambda s: _set(_bare(s.draft), live=True).save(),
    "live = True; save_base()": lambda s: _set(s.draft, live=True).save_base(),
    "changing the public text and save()": lambda s: _set(s.public, title="另一个题目").save(),
    "changing the public text by update_fields": lambda s: _set(s.public, summary="另一段").save(
        update_fields=["summary"]
    ),
    "changing the title on the bare Page": lambda s: _set(_bare(s.public), title="另一个题目").save(),
    "adding an attachment to the public text": lambda s: _attach(s),
    "add_child() of a public page": lambda s: s.chain.news.add_child(
        instance=ArticlePage(title="直接上网", slug="direct")
    ),
    "add_sibling() of a public page": lambda s: s.draft.add_sibling(
        instance=ArticlePage(title="直接上网", slug="direct")
    ),
    "QuerySet.update(live=True) on Page": lambda s: Page.objects.filter(pk=s.draft.pk).update(live=True),
    "QuerySet.update(live=True) on the type": lambda s: ArticlePage.objects.filter(pk=s.draft.pk).update(
        live=True
    ),
    "QuerySet.bulk_update": lambda s: Page.objects.bulk_update([_set(_bare(s.draft), live=True)], ["live"]),
    "an UPDATE in SQL": lambda s: _sql("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, s.draft.pk),
    "loaddata of a public page": lambda s: _load(s),
    "update_or_create": lambda s: ArticlePage.objects.update_or_create(pk=s.draft.pk, defaults={"live": True}),
}  # fmt: skip


def _sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _attach(s: Stage) -> None:
    from django.core.files.base import ContentFile

    from core.media.models import Attachment
    from core.pages.models import ArticleAttachment

    file = Attachment.objects.create(title="附件", file=ContentFile("新的附件".encode(), name="new.txt"))
    s.public.attachments.add(ArticleAttachment(document=file))
    s.public.save()


def _load(s: Stage) -> None:
    import tempfile
    from pathlib import Path

    from django.core import serializers

    rows = serializers.serialize("json", [_set(_bare(s.draft), live=True)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.json"
        path.write_text(rows, encoding="utf-8")
        call_command("loaddata", str(path), verbosity=0)


# Schedules


def _schedule(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))


@publishing("a schedule set on the revision, and the beat")
def _beat(s: Stage) -> None:
    _schedule(s.revision)
    beat()


@publishing("a schedule, and Wagtail's publish_scheduled")
def _publish_scheduled(s: Stage) -> None:
    _schedule(s.correction)
    call_command("publish_scheduled", verbosity=0)


@publishing("save_revision(approved_go_live_at) in the past, and the beat")
def _approved(s: Stage) -> None:
    s.draft.save_revision(approved_go_live_at=timezone.now() - timedelta(hours=1))
    beat()


# A clearance for something else


@publishing("another revision than the cleared one")
def _other_revision(s: Stage) -> None:
    _cleared_for_later(s)
    page = s.chain.edit(s.draft, "没有审过的题目")
    page.latest_revision.publish()


@publishing("another page with the cleared text")
def _other_page(s: Stage) -> None:
    _cleared_for_later(s)
    twin = ArticlePage.objects.get(pk=s.draft.pk).copy(keep_live=False, update_attrs={"slug": "twin"})
    twin.save_revision().publish()


@publishing("the cleared text with its revision rewritten")
def _rewritten(s: Stage) -> None:
    review = _cleared_for_later(s)
    review.revision.content["title"] = "改过的题目"
    review.revision.content["go_live_at"] = None
    review.revision.save()
    review.revision.publish()


def _cleared_for_later(s: Stage) -> Any:
    s.draft.go_live_at = timezone.now() + timedelta(hours=9)
    s.draft.save_revision(user=s.chain.contributor)
    return s.chain.clear(submit_page(page=s.draft, by=s.chain.contributor))


# Screens and APIs


def _form(page: ArticlePage, **values: str) -> dict[str, str]:
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {
        "title": page.title, "slug": page.slug, "subtitle": "", "summary": "", "source": "", "author": "",
        "keywords": "", "lead_picture": "", "body-count": "0", "seo_title": "", "search_description": "",
        "go_live_at": "", "expire_at": "", "comment_notifications": "",
        **{f"attachments-{name}": value for name, value in empty.items()},
        **{f"comments-{name}": value for name, value in empty.items()},
        "action-publish": "action-publish", **values,
    }  # fmt: skip


def _screen(name: str, who: str, address: str, data: Callable[[Stage], dict[str, str]] = lambda _s: {}) -> None:
    def way(s: Stage) -> None:
        person = s.root if who == "superuser" else getattr(s.chain, who)
        s.post(
            person,
            address.format(
                draft=s.draft.pk, public=s.public.pk, news=s.chain.news.pk, elsewhere=s.elsewhere.pk,
                old=s.public.revisions.order_by("id").first().pk,
            ),
            data(s),
        )  # fmt: skip

    PUBLISHING[f"{name}, {who}"] = way


for _who in ("manager", "superuser"):
    _screen("edit screen, a forged “publish”", _who, "pages/{draft}/edit/", lambda s: _form(s.draft))
    _screen("edit screen of a public page", _who, "pages/{public}/edit/", lambda s: _form(s.public, title="改题"))
    _screen(
        "create screen, a forged “publish”", _who, "pages/add/core_pages/articlepage/{news}/",
        lambda s: _form(s.draft, title="新题", slug="brand-new"),
    )  # fmt: skip
    _screen("bulk action publish", _who, "bulk/wagtailcore/page/publish/?id={draft}&id={public}")
    _screen(
        "bulk action publish with descendants", _who, "bulk/wagtailcore/page/publish/?id={news}",
        lambda _s: {"include_descendants": "on"},
    )  # fmt: skip
    _screen(
        "copy screen with “publish copies”", _who, "pages/{public}/copy/",
        lambda s: {
            "new_title": "抄来的", "new_slug": "copied", "new_parent_page": str(s.chain.news.pk),
            "publish_copies": "on",
        },
    )  # fmt: skip
    _screen(
        "copy screen as alias of another office's page", _who, "pages/{elsewhere}/copy/",
        lambda s: {
            "new_title": "x", "new_slug": "x", "new_parent_page": str(s.chain.news.pk), "alias": "on",
            "publish_copies": "on",
        },
    )  # fmt: skip
    _screen("move screen from another office", _who, "pages/{elsewhere}/move/{news}/confirm/")
    _screen("bulk move from another office", _who, "bulk/wagtailcore/page/move/?id={elsewhere}",
            lambda s: {"chooser": str(s.chain.news.pk)})  # fmt: skip
    _screen(
        "reverting to an older revision with “publish”", _who, "pages/{draft}/edit/",
        lambda s: _form(s.draft, revision=str(s.revision.pk)),
    )  # fmt: skip
    _screen("admin API publish", _who, "api/main/pages/{draft}/action/publish/")
    _screen("admin API copy with keep_live", _who, "api/main/pages/{public}/action/copy/")
    _screen(
        "admin API create_alias elsewhere → here", _who, "api/main/pages/{elsewhere}/action/create_alias/",
        lambda s: {"destination_page_id": str(s.chain.news.pk)},
    )  # fmt: skip
    _screen(
        "admin API move", _who, "api/main/pages/{elsewhere}/action/move/",
        lambda s: {"destination_page_id": str(s.chain.news.pk), "position": "last-child"},
    )  # fmt: skip


# wagtail-localize


@publishing("wagtail-localize, create_or_update_translation(publish=True)")
def _localize(s: Stage) -> None:
    source, english = _translation(s)
    source.create_or_update_translation(english, publish=True, copy_parent_pages=True, fallback=True)


@publishing("wagtail-localize, save_target(publish=True)")
def _save_target(s: Stage) -> None:
    from wagtail_localize.models import Translation

    source, english = _translation(s)
    translation = Translation.objects.create(source=source, target_locale=english)
    source.create_or_update_translation(english, publish=False, copy_parent_pages=True, fallback=True)
    translation.save_target(publish=True)


def _translation(s: Stage) -> Any:
    from wagtail_localize.models import TranslationSource

    source, _created = TranslationSource.update_or_create_from_instance(s.public)
    return source, Locale.objects.get(language_code="en")


# Taking back

WITHDRAWING |= {
    "Page.unpublish()": lambda s: s.public.unpublish(),
    "Page.unpublish(user=manager)": lambda s: s.public.unpublish(user=s.chain.manager),
    "Page.unpublish(set_expired=True) before its end": lambda s: s.public.unpublish(set_expired=True),
    "UnpublishPageAction, skipping checks": lambda s: UnpublishPageAction(s.public).execute(
        skip_permission_checks=True
    ),
    "UnpublishPageAction of the column with descendants": lambda s: UnpublishPageAction(
        s.chain.news, user=s.root, include_descendants=True
    ).execute(skip_permission_checks=True),
    "PageQuerySet.unpublish()": lambda s: Page.objects.filter(pk=s.public.pk).unpublish(),
    "live = False; save()": lambda s: _set(s.public, live=False).save(),
    "live = False on the bare Page": lambda s: _set(_bare(s.public), live=False).save(update_fields=["live"]),
    "Page.delete()": lambda s: s.public.delete(),
    "QuerySet.delete()": lambda s: ArticlePage.objects.filter(pk=s.public.pk).delete(),
    "deleting the column": lambda s: s.chain.news.delete(),
    "publishing with a later date, which hides it": lambda s: _hide(s),
    "moving it to another office": lambda s: s.public.move(s.elsewhere.get_parent(), pos="last-child"),
    "an end set past the chain, and the beat": lambda s: _end(s),
    "unpublish screen, superuser": lambda s: s.post(s.root, f"pages/{s.public.pk}/unpublish/"),
    "unpublish screen, manager": lambda s: s.post(s.chain.manager, f"pages/{s.public.pk}/unpublish/"),
    "delete screen, superuser": lambda s: s.post(s.root, f"pages/{s.public.pk}/delete/"),
    "delete screen, manager": lambda s: s.post(s.chain.manager, f"pages/{s.public.pk}/delete/"),
    "bulk action unpublish": lambda s: s.post(s.root, f"bulk/wagtailcore/page/unpublish/?id={s.public.pk}"),
    "bulk action delete": lambda s: s.post(s.root, f"bulk/wagtailcore/page/delete/?id={s.public.pk}"),
    "admin API unpublish": lambda s: s.post(s.root, f"api/main/pages/{s.public.pk}/action/unpublish/"),
    "admin API delete": lambda s: s.post(s.root, f"api/main/pages/{s.public.pk}/action/delete/"),
}  # fmt: skip


def _hide(s: Stage) -> None:
    page = ArticlePage.objects.get(pk=s.public.pk)
    page.live_revision = None
    page.go_live_at = timezone.now() + timedelta(days=30)
    page.save_revision().publish()


def _end(s: Stage) -> None:
    page = _bare(s.public)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    beat()


CLOSED_ANYWAY = frozenset(
    {
        "QuerySet.update(live=True) on Page",
        "QuerySet.update(live=True) on the type",
        "QuerySet.bulk_update",
        "loaddata of a public page",
        "an UPDATE in SQL",
        "copy screen as alias of another office's page, manager",
        "move screen from another office, manager",
        "bulk move from another office, manager",
        "admin API create_alias elsewhere → here, manager",
        "admin API move, manager",
    }
)
"""Closed without a chain too: by the trigger, which knows no policy, and to managers of another office."""

ONLY_WITH_CHAIN = frozenset(
    {
        "another revision than the cleared one",
        "another page with the cleared text",
        "the cleared text with its revision rewritten",
    }
)
"""These begin with a clearance, which there is only where a chain applies."""


def public_texts() -> dict[int, str]:
    """Every public article with everything it says: what must be the same after a refused way."""
    found = {}
    for page in ArticlePage.objects.live():
        data = {
            name: value
            for name, value in page.serializable_data().items()
            if name not in {"latest_revision", "has_unpublished_changes", "draft_title", "latest_revision_created_at"}
        }
        found[page.pk] = json.dumps(data, default=str, sort_keys=True)
    return found


def stage_for(chain: Chain) -> Stage:
    """Everything in place, before the way is tried."""
    from core.testing.county import make_article

    public = chain.edit(chain.published("已经公开的", slug="public"), "想改成的题目")
    news = chain.county.home("baijie").get_children().get(slug="news").specific
    elsewhere = make_article(news, "别处公开的", slug="elsewhere")
    return Stage(
        chain, chain.draft("还没审的", slug="unreviewed"), public, elsewhere,
        UserFactory(is_superuser=True, is_staff=True),
    )  # fmt: skip

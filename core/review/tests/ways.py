"""Every way that we found by which a text of a page could become public, or cease to be, past the chain.

Read from Wagtail's actions, models, management commands, views, bulk actions and APIs, from wagtail-localize,
and from what Django lets anybody do with a model. Each way takes the stage and tries; what refuses it may be the
gate (PermissionDenied), the trigger (a database error), or a screen that answers something else than success.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.actions import action_registry
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Locale, Page, Revision

from core.pages.models import ArticlePage
from core.review.services import submit_page
from core.tasks.beat import beat

from .stage import Stage, bare, put
from .ways_parts import OTHER_BODY, WAYS_OF_PARTS

type Way = Callable[[Stage], object]
PUBLISHING: dict[str, Way] = {}


def publishing(name: str) -> Callable[[Way], Way]:
    """A way to make something public."""
    return lambda way: PUBLISHING.setdefault(name, way)


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


PUBLISHING |= {
    "live = True; save()": lambda s: put(s.draft, live=True).save(),
    "live = True; save(clean=False)": lambda s: put(s.draft, live=True).save(clean=False),
    "live = True; save(update_fields)": lambda s: put(s.draft, live=True).save(update_fields=["live"]),
    "live = True on the bare Page": lambda s: put(bare(s.draft), live=True).save(),
    "live = True; save_base()": lambda s: put(s.draft, live=True).save_base(),
    "changing the public text and save()": lambda s: put(s.public, title="另一个题目").save(),
    "changing the public text by update_fields": lambda s: put(s.public, summary="另一段").save(
        update_fields=["summary"]
    ),
    "changing the title on the bare Page": lambda s: put(bare(s.public), title="另一个题目").save(),
    "adding an attachment to the public text": lambda s: _attach(s),
    "changing the body and save()": lambda s: put(s.public, body=OTHER_BODY).save(),
    "changing the body by update_fields": lambda s: put(s.public, body=OTHER_BODY).save(update_fields=["body"]),
    **WAYS_OF_PARTS,
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
    "QuerySet.bulk_update": lambda s: Page.objects.bulk_update([put(bare(s.draft), live=True)], ["live"]),
    "an UPDATE in SQL": lambda s: sql("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, s.draft.pk),
    "loaddata of a public page": lambda s: load(put(bare(s.draft), live=True)),
    "update_or_create": lambda s: ArticlePage.objects.update_or_create(pk=s.draft.pk, defaults={"live": True}),
}  # fmt: skip


def sql(statement: str, *values: Any) -> None:
    """Carry out a statement past everything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _attach(s: Stage) -> None:
    from django.core.files.base import ContentFile

    from core.media.models import Attachment
    from core.pages.models import ArticleAttachment

    file = Attachment.objects.create(title="附件", file=ContentFile("新的附件".encode(), name="new.txt"))
    s.public.attachments.add(ArticleAttachment(document=file))
    s.public.save()


def load(page: Page) -> None:
    """Have `loaddata` bring this row."""
    import tempfile
    from pathlib import Path

    from django.core import serializers

    rows = serializers.serialize("json", [page])
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

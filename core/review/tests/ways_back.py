"""Ways to take something back, and which ways are closed without a chain too."""

from datetime import timedelta

from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from core.pages.models import ArticlePage
from core.tasks.beat import beat

from .stage import Stage, bare, put
from .ways import Way, load, sql

WITHDRAWING: dict[str, Way] = {}

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
    "live = False; save()": lambda s: put(s.public, live=False).save(),
    "live = False on the bare Page": lambda s: put(bare(s.public), live=False).save(update_fields=["live"]),
    "QuerySet.update(live=False) on Page": lambda s: Page.objects.filter(pk=s.public.pk).update(live=False),
    "QuerySet.update(live=False) on the type": lambda s: ArticlePage.objects.filter(pk=s.public.pk).update(
        live=False
    ),
    "QuerySet.bulk_update(live=False)": lambda s: Page.objects.bulk_update(
        [put(bare(s.public), live=False)], ["live"]
    ),
    "an UPDATE in SQL that hides it": lambda s: sql(
        "UPDATE wagtailcore_page SET live = %s WHERE id = %s", False, s.public.pk
    ),
    "a DELETE in SQL": lambda s: sql("DELETE FROM wagtailcore_page WHERE id = %s", s.public.pk),
    "loaddata of a hidden page": lambda s: load(put(bare(s.public), live=False)),
    "Page.delete()": lambda s: s.public.delete(),
    "Page.delete() of an object that says it is hidden": lambda s: put(s.public, live=False).delete(),
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
    page = bare(s.public)
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
        "QuerySet.update(live=False) on Page",
        "QuerySet.update(live=False) on the type",
        "QuerySet.bulk_update(live=False)",
        "an UPDATE in SQL that hides it",
        "a DELETE in SQL",
        "loaddata of a hidden page",
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

"""Puts many new articles below a column in a few statements instead of a dozen for each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, ReferenceIndex

from core.pages.models import ArticlePage

_BATCH = 200


@transaction.atomic
def add_articles(parent: Any, articles: Sequence[ArticlePage]) -> None:
    """Insert published articles last below ``parent``, in their order.

    The tree's bookkeeping is treebeard's: step of the path, depth, number of children. Each article needs title,
    slug and first_published_at. No signal is sent: the caller brings the indexes up to date.
    """
    if not articles:
        return
    last = parent.get_children().order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[len(parent.path) :]) if last else 0
    content_type = ContentType.objects.get_for_model(ArticlePage)
    for number, article in enumerate(articles, start=step + 1):
        article.path = Page._get_path(parent.path, parent.depth + 1, number)
        article.depth = parent.depth + 1
        article.content_type = content_type
        article.locale_id = parent.locale_id
        article.url_path = f"{parent.url_path}{article.slug}/"
        article.draft_title = article.title
        article.live, article.has_unpublished_changes = True, False
        article.last_published_at = article.latest_revision_created_at = article.first_published_at
    pages = Page._base_manager.bulk_create([_as_page(article) for article in articles], batch_size=_BATCH)
    for article, page in zip(articles, pages, strict=True):
        article.pk = article.id = page.pk
        article._state.adding = False
    # bulk_create refuses models with a parent table; what it does for others is this one insert.
    ArticlePage._base_manager.all()._batched_insert(
        list(articles), ArticlePage._meta.local_concrete_fields, batch_size=_BATCH
    )
    parent.numchild += len(articles)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def _as_page(article: ArticlePage) -> Page:
    return Page(
        **{
            field.attname: getattr(article, field.attname)
            for field in Page._meta.concrete_fields
            if not field.primary_key
        }
    )


def index_references(objects: Iterable[Any]) -> None:
    """Write the reference index of new objects: what Wagtail writes for each of them, in few statements."""
    rows = []
    for each in objects:
        types = [
            ContentType.objects.get_for_model(kind, for_concrete_model=False)
            for kind in (each, *each._meta.get_parent_list())
        ]
        rows += [
            ReferenceIndex(
                content_type=types[0],
                base_content_type=types[-1],
                object_id=each.pk,
                to_content_type_id=to_type,
                to_object_id=to_object,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for to_type, to_object, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(each)
            )
        ]
    ReferenceIndex.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)

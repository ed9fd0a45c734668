"""What others keep about a plugin's content: its reviews and publications, the history of its pages, waiting work.

The audit record is not among it: it remembers for as long as law says, and that the plugin was removed too.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex

from core.admin_scoping.models import DeletedPage
from core.plugin_api.manifest import LABEL_PREFIX
from core.review.models import Publication, Review, ReviewRule


def exported_traces(slug: str) -> list[QuerySet[Any]]:
    """What belongs into an export of the plugin's content: what was public of it, and who looked at it before."""
    return [Publication.objects.filter(_kinds(slug)), Review.objects.filter(_kinds(slug))]


def delete_traces(slug: str) -> list[str]:
    """Delete all of it; returns what was done, a line each. The pages must be gone, and their types still there."""
    types = ContentType.objects.filter(app_label=LABEL_PREFIX + slug)
    history = PageLogEntry.objects.filter(content_type__in=types)
    pages = list(history.values_list("page_id", flat=True).distinct())
    found: dict[str, QuerySet[Any]] = {
        # In this order: a publication holds on to its review.
        "publications": Publication.objects.filter(_kinds(slug)),
        "reviews": Review.objects.filter(_kinds(slug)),
        "rules of review": ReviewRule.objects.filter(_kinds(slug)),
        "entries of the history": history,
        "entries of the history of rows": ModelLogEntry.objects.filter(content_type__in=types),
        "marks of deleted pages": DeletedPage.objects.filter(page_number__in=pages),
        "references": ReferenceIndex.objects.filter(
            Q(content_type__in=types) | Q(to_content_type__in=types) | Q(base_content_type__in=types)
        ),
        "tasks, waiting or done": DBTaskResult.objects.filter(
            Q(args_kwargs__args__0__startswith=f"{slug}.") | Q(args_kwargs__args__0=LABEL_PREFIX + slug)
        ),
    }
    done = []
    for what, rows in found.items():
        count, _by_model = rows.delete()
        if count:
            done.append(f"{count} {what} deleted")
    return done


def _kinds(slug: str) -> Q:
    """Reviews name a page by its type, and other content by its id in contributions."""
    return Q(kind__startswith=f"{LABEL_PREFIX}{slug}.") | Q(kind__startswith=f"{slug}.")

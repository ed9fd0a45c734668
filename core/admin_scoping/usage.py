"""Where something is used: references from what the person may name; another office's drafts and rows are not counted.

Wagtail's counts, usage screens and questions before deleting all read the reference index, in which nobody's rights
are known. A reference that forbids to delete its target is told all the same: else deleting would fail without a word.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, ReferenceIndex

from core.access.grants import grants_of, is_central
from core.tenancy.models import Subsite, SubsiteOwned

from .acting import acting_user
from .reach import nameable_pages


@cache
def _row_models() -> tuple[type[models.Model], ...]:
    """The models of offices' rows that can refer to something."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, SubsiteOwned) and ReferenceIndex.model_is_indexable(model)
    )


def _sources(user: Any) -> dict[int, Any]:
    """By content type: of the pages and rows that offices own, those that the person may name."""
    offices = [subsite_id for subsite_id, held in grants_of(user).items() if held]
    found: dict[int, Any] = {
        ContentType.objects.get_for_model(Page).pk: nameable_pages(user, Page.objects.all())
    }
    for model in _row_models():
        rows = model._base_manager.filter(subsite__in=offices)
        found[ContentType.objects.get_for_model(model).pk] = rows
    return found


def told(references: Any, user: Any) -> Any:
    """Of these entries of the reference index those that the person may know of."""
    if user is None or is_central(user):
        return references
    sources = _sources(user)
    condition: Any = ~Q(base_content_type__in=sources)
    for number, (content_type, rows) in enumerate(sources.items()):
        # The key is text, of every kind of object: it is read as a number where it is one of this kind.
        key = Case(
            When(base_content_type=content_type, then=Cast("object_id", models.BigIntegerField())),
            output_field=models.BigIntegerField(),
        )
        references = references.alias(**{f"source_{number}": key})
        condition |= Q(base_content_type=content_type) & Exists(
            rows.order_by().filter(pk=OuterRef(f"source_{number}"))
        )
    return references.filter(condition)


@cache
def _can_be_held(model: type[models.Model]) -> bool:
    """Whether something but a subsite can forbid to delete an object of this model."""
    return any(
        getattr(relation, "on_delete", None) is models.PROTECT and relation.related_model is not Subsite
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
    )


def _holding(references: Any) -> list[int]:
    """Of these entries those that forbid to delete what they refer to."""
    return [entry.pk for entry in references if entry.on_delete is models.PROTECT]


def _scoped(references: Any, kinds: set[type[models.Model]]) -> Any:
    user = acting_user()
    if user is None or is_central(user):
        return references
    known = told(references, user)
    if any(_can_be_held(kind) for kind in kinds):
        held = _holding(references.exclude(pk__in=known.values("pk")))
        if held:
            return references.filter(Q(pk__in=known.values("pk")) | Q(pk__in=held))
    return known


def _count_for(user: Any, model: type[models.Model]) -> Any:
    """How often each row of a query of this model is used, to sort and filter by."""
    references = told(
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(model),
            to_object_id=Cast(OuterRef("pk"), output_field=CharField()),
        ),
        user,
    )
    by_target = references.order_by().values("to_object_id")
    return Coalesce(Subquery(by_target.annotate(found=Count("object_id", distinct=True)).values("found")), 0)


def install() -> None:
    """Wrap the ways in which Wagtail's screens read the index. Called once, when all apps are ready."""
    one: Callable[..., Any] = ReferenceIndex.get_references_to.__func__
    many: Callable[..., Any] = ReferenceIndex.get_references_to_in_bulk.__func__

    @wraps(one)
    def get_references_to(cls: Any, object: Any) -> Any:  # noqa: A002 - Wagtail's name
        return _scoped(one(cls, object), {type(object)})

    @wraps(many)
    def get_references_to_in_bulk(cls: Any, objects: Any) -> Any:
        found = many(cls, objects)
        kinds = {objects.model} if isinstance(objects, models.QuerySet) else {type(each) for each in objects}
        return _scoped(found, kinds)

    counted: Callable[..., Any] = ReferenceIndex.usage_count_subquery.__func__

    @wraps(counted)
    def usage_count_subquery(cls: Any, model: type[models.Model]) -> Any:
        user = acting_user()
        return counted(cls, model) if user is None or is_central(user) else _count_for(user, model)

    ReferenceIndex.usage_count_subquery = classmethod(usage_count_subquery)
    ReferenceIndex.get_references_to = classmethod(get_references_to)
    ReferenceIndex.get_references_to_in_bulk = classmethod(get_references_to_in_bulk)

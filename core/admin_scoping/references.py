"""What may be referred to when something is saved: own things, and what others have published.

Wagtail accepts any primary key in a foreign key, a link in rich text or a chooser in a StreamField. A forged one
would put another office's draft or private picture on a page, in its preview, or in the form itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from core.access.grants import is_central
from core.plugin_host.gate import page_is_open
from core.tenancy.holding import held_table
from core.tenancy.models import Subsite, SubsiteOwned

from .acting import acting_user
from .naming import is_medium, media_of
from .reach import is_public

type Reference = tuple[type[models.Model], str]
"""Model and primary key of what is referred to."""


def references_in_value(field: Any, value: Any) -> Iterator[Reference]:
    """What the cleaned value of one form field refers to; `field` is the model's field, or None."""
    if isinstance(value, models.Model):
        yield type(value), str(value.pk)
    elif isinstance(value, models.QuerySet):
        for row in value:
            yield type(row), str(row.pk)
    elif isinstance(value, (list, tuple)) and not hasattr(field, "extract_references"):
        yield from ((type(row), str(row.pk)) for row in value if isinstance(row, models.Model))
    elif value and hasattr(field, "extract_references"):
        for model, key, _model_path, _content_path in field.extract_references(value):
            yield model, str(key)


def references_of(instance: Any) -> set[Reference]:
    """What an object refers to as it is, its children included."""
    from django.contrib.contenttypes.models import ContentType

    found: set[Reference] = set()
    for content_type_id, key, _model_path, _path in ReferenceIndex._extract_references_from_object(instance):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None:
            found.add((model, str(key)))
    return found


def references_in_form(form: Any) -> Mapping[str, set[Reference]]:
    """What the cleaned values of a form refer to, by field."""
    model = getattr(getattr(form, "_meta", None), "model", None)
    found: dict[str, set[Reference]] = {}
    for name, value in getattr(form, "cleaned_data", {}).items():
        field = None
        if model is not None:
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                field = None
        if references := set(references_in_value(field, value)):
            found[name] = references
    return found


def foreign_references(references: Iterable[Reference], *, subsite_id: int | None) -> set[Reference]:
    """Of these references those that an object of this subsite may not hold. One query a kind of object."""
    by_model: dict[type[models.Model], set[str]] = {}
    for model, key in references:
        by_model.setdefault(_base(model), set()).add(key)
    foreign: set[Reference] = set()
    for model, keys in by_model.items():
        usable = _usable(model, keys, subsite_id)
        foreign |= {(model, key) for key in keys - usable}
    return foreign


def _base(model: type[models.Model]) -> type[models.Model]:
    return Page if issubclass(model, Page) else model


def _usable(model: Any, keys: set[str], subsite_id: int | None) -> set[str]:
    """The keys that may be referred to. What belongs to no office may always be."""
    user = acting_user()
    if model is Page:
        table = held_table()
        pages = Page.objects.filter(pk__in=keys).only("pk", "path", "live", "content_type")
        return {
            str(page.pk)
            for page in pages
            if is_public(page)
            or ((entry := table.for_page(page)) is not None and entry.id == subsite_id and page_is_open(page))
        }
    if is_medium(model):
        entry = held_table().by_id.get(subsite_id or 0)
        own = models.Q(collection_id=entry.collection_id) if entry else models.Q(pk__in=())
        if user is not None:
            own |= models.Q(pk__in=media_of(user, model).values("pk"))
        return _keys(model.objects.filter(own, pk__in=keys))
    if issubclass(model, SubsiteOwned):
        return _keys(model._default_manager.filter(subsite_id=subsite_id, pk__in=keys))
    if issubclass(model, get_user_model()):
        people = model._default_manager.filter(role_assignments__subsite_id=subsite_id, pk__in=keys)
        return _keys(people) | ({str(user.pk)} if user is not None else set())
    if issubclass(model, Subsite):
        return {str(subsite_id)}
    return keys


def _keys(rows: Any) -> set[str]:
    return {str(key) for key in rows.values_list("pk", flat=True)}


def _message(model: type[models.Model]) -> str:
    if model is Page:
        return _(
            "This refers to a page of another office that is not published. Choose one of your own, or a "
            "published one."
        )
    if is_medium(model):
        return _("This refers to a picture or file of another office. Choose or upload one of your own.")
    return _("This belongs to another subsite.")


def refuse_foreign_references(form: Any, *, subsite_id: int | None, kept: Iterable[Reference] = ()) -> bool:
    """Add an error to each field, of the form and its inline forms, that refers to what is not this subsite's.

    `kept` is what the object referred to before: it is no news to anybody. True when nothing was refused.
    The centre, which works for all, is not limited.
    """
    user = acting_user()
    if user is not None and is_central(user):
        return True
    known = {(_base(model), key) for model, key in kept}
    sound = True
    for each in _forms(form):
        by_field = references_in_form(each)
        wanted = {(_base(model), key) for found in by_field.values() for model, key in found} - known
        foreign = foreign_references(wanted, subsite_id=subsite_id)
        for name, found in by_field.items():
            refused = {(_base(model), key) for model, key in found} & foreign
            for model in sorted({model for model, _key in refused}, key=lambda it: it.__name__):
                each.add_error(name if name in each.fields else None, _message(model))
                sound = False
    return sound


def _forms(form: Any) -> Iterator[Any]:
    yield form
    for formset in getattr(form, "formsets", {}).values():
        for child in formset.forms:
            if not getattr(child, "cleaned_data", {}).get("DELETE"):
                yield from _forms(child)


def refuse_foreign_content(page: Page, *, kept_from: Page) -> None:
    """Raise ValidationError when a text of the page refers to what is not its subsite's, and the text that
    `kept_from` holds does not yet."""
    entry = held_table().for_path(page.path)
    _refuse(references_of(page) - references_of(kept_from), entry.id if entry else None)


def refuse_foreign_copy(page: Page, parent: Page, *, recursive: bool) -> None:
    """Raise ValidationError when a copy of the page below another subsite's page would refer to what may not be
    referred to there. `recursive`: with everything below it."""
    table = held_table()
    target = table.for_path(parent.path)
    pages = page.get_descendants(inclusive=True) if recursive else Page.objects.filter(pk=page.pk)
    if target == table.for_path(page.path):
        return
    wanted: set[Reference] = set()
    for each in pages.specific().iterator():
        wanted |= references_of(each)
    inside = {(Page, str(key)) for key in pages.values_list("pk", flat=True)}
    _refuse({(_base(model), key) for model, key in wanted} - inside, target.id if target else None)


def _refuse(references: Iterable[Reference], subsite_id: int | None) -> None:
    user = acting_user()
    if user is not None and is_central(user):
        return
    content = {
        (model, key) for model, key in references if not issubclass(model, (get_user_model(), Subsite))
    }
    if foreign := foreign_references(content, subsite_id=subsite_id):
        kinds = sorted({model for model, _key in foreign}, key=lambda it: it.__name__)
        raise ValidationError([_message(model) for model in kinds])

"""What a public page is made of beside its own row: its child rows, and the files that it shows.

They change with their page, through the chain. A row that is saved or deleted by itself, and a file that is put in
another's place, would change a public text that nobody has read: both are refused.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from .canonical import BOOKKEEPING
from .gate import PublicationRefused
from .origin import import_going_on
from .rules import chain_for_page, chains_anywhere
from .writing import is_being_written


@cache
def page_keys(model: type[models.Model]) -> tuple[str, ...]:
    """The attributes by which rows of a model belong to pages; none for most models."""
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, ParentalKey)
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, Page)
        and field.remote_field.related_name not in BOOKKEEPING
    )


def before_row_save(row: models.Model, names: tuple[str, ...]) -> None:
    """Called before a child row of a page is written, `names` being its `page_keys`. Raises PublicationRefused."""
    if import_going_on() or not chains_anywhere():
        return
    stored = type(row)._default_manager.filter(pk=row.pk).values().first() if row.pk else None
    if stored and all(getattr(row, name, None) == value for name, value in stored.items()):
        return
    for name in names:
        for page_id in {getattr(row, name), stored[name] if stored else None}:
            _refuse_part_of(page_id)


def before_row_delete(row: models.Model, names: tuple[str, ...]) -> None:
    """The same before a child row is deleted; with its page it may go, if the page may."""
    if not import_going_on() and chains_anywhere():
        for name in names:
            _refuse_part_of(getattr(row, name))


def _refuse_part_of(page_id: int | None) -> None:
    if page_id is None or is_being_written(page_id):
        return
    page = Page.objects.filter(pk=page_id, live=True).first()
    if page is not None and chain_for_page(page):
        raise PublicationRefused(
            _(
                "“%(title)s” is public. Change its attachments in a draft of the page and submit that for review."
            )
            % {"title": page.title}
        )


def is_file(model: type[models.Model]) -> bool:
    """Whether rows of the model are files that pages show."""
    return model in (get_image_model(), get_document_model())


def shown_fields(file: Any) -> set[str]:
    """What a public page shows of a file: itself, its title, and of a picture the description, which is what those
    read who do not see it."""
    known = {field.name for field in type(file)._meta.concrete_fields}
    return {"file", "title", "description"} & known


def before_file_save(file: Any, update_fields: Iterable[str] | None) -> None:
    """Called before a picture or an attachment is written. Raises PublicationRefused."""
    shown = shown_fields(file)
    names = shown if update_fields is None else shown & set(update_fields)
    if not names or file._state.adding or not file.pk:
        return
    stored = type(file)._base_manager.filter(pk=file.pk).values(*shown).first()
    if stored is None:
        return
    changed = {name for name in names if str(getattr(file, name)) != stored[name]}
    if not getattr(file.file, "_committed", True):  # a new file, perhaps with the name of the old one
        changed.add("file")
    if words := refusal_of_change(file, changed):
        raise PublicationRefused(words)


def refusal_of_change(file: Any, changed: Iterable[str]) -> str:
    """Why these fields of a picture or attachment must stay as they are, in words; "" when they need not."""
    page = shown_on(file) if shown_fields(file) & set(changed) else None
    if page is None:
        return ""
    return _(
        "This file stands on the public page “%(title)s”. Upload the new one beside it, put it on the page in its "
        "place, and submit the page as a correction."
    ) % {"title": page.title}


def before_file_delete(file: Any) -> None:
    """Called before a picture or an attachment is deleted. Raises PublicationRefused while a public page shows it."""
    if (page := shown_on(file)) is not None:
        raise PublicationRefused(
            _(
                "This file stands on the public page “%(title)s”. Take it off that page first, as a correction."
            )
            % {"title": page.title}
        )


def shown_on(file: Any) -> Page | None:
    """A public page under a chain that shows the file; None without one, and in an import."""
    if import_going_on() or not chains_anywhere():
        return None
    pages = ContentType.objects.get_for_model(Page)
    ids = ReferenceIndex.get_references_to(file).filter(base_content_type=pages).values_list("object_id")
    found = Page.objects.live().filter(pk__in=[int(object_id) for (object_id,) in ids.distinct()])
    return next((page for page in found.order_by("pk") if chain_for_page(page)), None)

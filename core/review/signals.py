"""Where the gate is hung in: at the saving, moving and deleting of pages, whoever does it."""

from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.models import Page, Revision
from wagtail.signals import pre_page_move

from core.accounts.leaving.signals import work_handed_over, work_in_hand


def connect() -> None:
    """Listen; each handler once."""
    pre_save.connect(_before_save, dispatch_uid="core.review.before_save")
    post_save.connect(_after_save, dispatch_uid="core.review.after_save")
    pre_delete.connect(_before_delete, dispatch_uid="core.review.before_delete")
    pre_page_move.connect(_before_move, dispatch_uid="core.review.before_move")
    work_in_hand.connect(_work_in_hand, dispatch_uid="core.review.work_in_hand")
    work_handed_over.connect(_hand_over, dispatch_uid="core.review.hand_over")


def _before_save(sender: type, instance: Any, raw: bool, update_fields: Any = None, **_kwargs: Any) -> None:
    from . import parts

    if names := parts.page_keys(sender):
        parts.before_row_save(instance, names)
    if parts.is_file(sender):
        parts.before_file_save(instance, update_fields)
    if not issubclass(sender, (Page, Revision)):
        return
    from .gate import before_raw_save, before_save
    from .secrecy import check_revision_secrecy

    if raw:
        if isinstance(instance, Page):
            before_raw_save(instance)
    elif isinstance(instance, Page):
        before_save(instance, update_fields)
    elif instance.content.get("secrecy_level"):
        check_revision_secrecy(instance.content, instance.content_object)


def _after_save(sender: type, instance: Any, created: bool, raw: bool, **_kwargs: Any) -> None:
    if created and not raw and issubclass(sender, Page):
        from .gate import after_creation

        after_creation(instance)


def _before_delete(sender: type, instance: Any, **_kwargs: Any) -> None:
    from . import parts

    if names := parts.page_keys(sender):
        parts.before_row_delete(instance, names)
    if parts.is_file(sender):
        parts.before_file_delete(instance)
    if issubclass(sender, Page):
        from .gate import before_delete

        before_delete(instance)
    else:
        from .items import before_item_delete

        before_item_delete(instance)


def _before_move(instance: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    from .gate import before_move

    before_move(instance, parent_page_after)


def _work_in_hand(sender: type, **kwargs: Any) -> list[Any]:
    from .leaving import work_in_review

    return work_in_review(sender, **kwargs)


def _hand_over(sender: type, **kwargs: Any) -> None:
    from .leaving import hand_over_reviews

    hand_over_reviews(sender, **kwargs)

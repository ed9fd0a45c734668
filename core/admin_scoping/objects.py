"""May this person meet the object that an address names? One small query each, before the view begins."""

from typing import Any

from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.access.page_policy import EXPLORING

MEDIA_ACTIONS = ("change", "delete")


def plain(request: HttpRequest, value: Any) -> bool:
    """No object, or one that the view finds through an object checked beside it, or through the person."""
    return True


def own_page(request: HttpRequest, value: Any) -> bool:
    """A page on whose subsite the person edits or publishes."""
    page = Page.objects.filter(pk=value).first()
    policy = policy_registry.get_by_type(Page)
    return page is not None and bool(
        policy.user_has_any_permission_for_instance(request.user, EXPLORING, page)
    )


def explored_page(request: HttpRequest, value: Any) -> bool:
    """An own page, or one on the way from where the explorer starts down to it."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.explorable_instances(request.user).filter(pk=value).exists())


def _medium(model: Any, request: HttpRequest, value: Any) -> bool:
    policy = policy_registry.get_by_type(model)
    reached = policy.instances_user_has_any_permission_for(request.user, MEDIA_ACTIONS)
    return bool(reached.filter(pk=value).exists())


def own_picture(request: HttpRequest, value: Any) -> bool:
    """A picture in the collection of an own subsite."""
    return _medium(get_image_model(), request, value)


def own_attachment(request: HttpRequest, value: Any) -> bool:
    """An attachment in the collection of an own subsite."""
    return _medium(get_document_model(), request, value)


def translated_page(value: Any) -> Page | None:
    """The page in the other language that a translation makes, or None."""
    from wagtail_localize.models import Translation

    translation = Translation.objects.select_related("source").filter(pk=value).first()
    if translation is None:
        return None
    found: Page | None = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).first()
    return found


def own_translation(request: HttpRequest, value: Any) -> bool:
    """A translation whose page in the other language is an own page."""
    page = translated_page(value)
    return page is not None and own_page(request, page.pk)


def own_session(request: HttpRequest, value: Any) -> bool:
    """An editing session of the person's."""
    from wagtail.admin.models import EditingSession

    return EditingSession.objects.filter(pk=value, user=request.user).exists()

"""What editors show of a reference: choosers and rich text would print the title and address of any key.

Wagtail's widgets do not know who looks at them, so a few of its methods are wrapped here, once, at the start. A
reference that the person may not name is kept in the form and shown without its title; the pages above one's offices
are called in breadcrumbs by their published titles.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.admin.views.pages import utils
from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from .acting import acting_user
from .keys import whole_numbers
from .naming import may_name_object
from .reach import as_published, is_own


def _hidden(instance: Any) -> bool:
    user = acting_user()
    return user is not None and not may_name_object(user, instance)


def _unnamed(widget: Any, instance: Any) -> dict[str, Any]:
    return {
        "id": instance.pk,
        "edit_url": None,
        widget.display_title_key: _("Not available to your office"),
        "parent_id": None,
        "preview": {"url": "", "width": 0, "height": 0},
        "default_alt_text": "",
    }


def _wrap_chooser(widget_class: Any) -> None:
    original: Callable[[Any, Any], dict[str, Any]] = widget_class.get_value_data_from_instance

    @wraps(original)
    def get_value_data_from_instance(self: Any, instance: Any) -> dict[str, Any]:
        if _hidden(instance):
            return _unnamed(self, instance)
        if isinstance(instance, Page) and (user := acting_user()) is not None:
            instance = as_published(user, instance)
        return original(self, instance)

    widget_class.get_value_data_from_instance = get_value_data_from_instance


def _wrap_link(handler_class: Any, model: Any) -> None:
    original: Callable[[Any, Any], dict[str, Any]] = handler_class.get_attribute_data

    @wraps(original)
    def get_attribute_data(self: Any, attrs: dict[str, Any]) -> dict[str, Any]:
        keys = whole_numbers([attrs.get("id", "")])
        if acting_user() is not None and keys:
            instance = model.objects.filter(pk__in=keys).first()
            if instance is not None and _hidden(instance):
                return {"id": instance.pk, "url": None, "parentId": None}
        return original(self, attrs)

    handler_class.get_attribute_data = get_attribute_data


def _wrap_breadcrumbs() -> None:
    original: Callable[[Any], str] = utils.get_latest_str

    @wraps(original)
    def get_latest_str(instance: Any) -> str:
        user = acting_user()
        if user is not None and isinstance(instance, Page) and not is_own(user, instance):
            return str(instance.title)
        return original(instance)

    utils.get_latest_str = get_latest_str


def install() -> None:
    """Wrap Wagtail's methods. Called once, when all apps are ready."""
    _wrap_breadcrumbs()
    for widget_class in (BaseChooser, AdminPageChooser, AdminImageChooser):
        _wrap_chooser(widget_class)
    _wrap_link(PageLinkElementHandler, Page)
    _wrap_link(DocumentLinkElementHandler, get_document_model())

"""What the chain hangs into Wagtail: its screens, the button beside saving, the desk on the first screen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button

from core.access.grants import has_permission, subsites_with
from core.tenancy.holding import held_table

from .models import State, Verdict
from .querysets import reviews_of_page, waiting_for
from .rules import chain_below, chain_to_submit, chains_anywhere
from .screens.stand_ins import offices_of
from .screens.urls import urlpatterns

SUBMIT = "action-review"


@hooks.register("register_admin_urls")
def review_screens() -> list[URLPattern]:
    """Desk, review, submission, stand-ins, rules."""
    return urlpatterns


class _DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return chains_anywhere()


class _ManagersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(subsites_with(request.user, "manage_review"))


class _StandInsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return chains_anywhere() and bool(offices_of(request.user))


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """The way to one's desk."""
    return _DeskMenuItem(
        _("My desk"), reverse_lazy("review_desk"), name="review-desk", icon_name="clipboard-list", order=50
    )


@hooks.register("register_admin_menu_item")
def rules_menu_item() -> MenuItem:
    """The way to the chain's rules."""
    return _ManagersMenuItem(
        _("Review chain"),
        reverse_lazy("review_rules"),
        name="review-rules",
        icon_name="tasks",
        order=8550,
    )


@hooks.register("register_admin_menu_item")
def stand_ins_menu_item() -> MenuItem:
    """The way to the stand-ins."""
    return _StandInsMenuItem(
        _("Stand-ins"),
        reverse_lazy("review_stand_ins"),
        name="review-stand-ins",
        icon_name="user",
        order=8560,
    )


class SubmitMenuItem(ActionMenuItem):
    """Saves the draft and goes on to the submission."""

    label = _("Save and submit for review")
    name = SUBMIT
    icon_name = "resubmit"
    order = 5

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        """Where a chain decides what is public."""
        if context["view"] == "create":
            parent = context["parent_page"]
            return chain_below(parent, context["request"].user) or chain_below(parent)
        page, person = context["page"], context["request"].user
        return not context["locked_for_user"] and bool(chain_to_submit(page, person))


@hooks.register("register_page_action_menu_item")
def submit_menu_item() -> ActionMenuItem:
    """Beside "save draft"."""
    return SubmitMenuItem()


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def go_on_to_submission(request: HttpRequest, page: Any) -> HttpResponse | None:
    """The draft is saved: now to the chain."""
    if request.method == "POST" and request.POST.get(SUBMIT) and chain_to_submit(page, request.user):
        return HttpResponseRedirect(reverse("review_submit", args=[page.pk]))
    return None


@hooks.register("before_edit_page")
def tell_what_to_change(request: HttpRequest, page: Any) -> None:
    """Where the text is changed, what it was returned with is read: the note, and the remarks by field."""
    if request.method != "GET":
        return
    newest = reviews_of_page(page).first()
    if newest is None or newest.state != State.RETURNED:
        return
    returned = next((made for made in newest.decisions.all() if made.verdict == Verdict.RETURNED), None)
    if returned is None:
        return
    between = pgettext("between label and text", ": ")
    rows = [(label, between, text) for label, text in returned.remarks_in_words]
    words = format_html(
        "{}{}{}{}",
        gettext("Returned by %(person)s") % {"person": returned.person_name},
        between if returned.note else "",
        returned.note,
        format_html_join("", "<br><b>{}</b>{}{}", rows),
    )
    address = reverse("review_item", args=[newest.pk])
    messages.warning(request, words, buttons=[messages.button(address, gettext("Show the review"))])


@hooks.register("register_page_header_buttons")
def review_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """The page's reviews, from its header: who did what, taking it back, translations too."""
    if chain_to_submit(page, user) and has_permission(user, "edit_content", held_table().for_path(page.path)):
        yield Button(_("Review"), reverse("review_submit", args=[page.pk]), icon_name="tasks", priority=45)


class DeskPanel(Component):
    """What waits for the person, on the first screen."""

    name = "review_desk"
    template_name = "core_review/desk_panel.html"
    order = 20

    def __init__(self, reviews: list[Any], count: int) -> None:
        self.reviews = reviews
        self.count = count

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"reviews": self.reviews, "count": self.count}


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, panels: list[Component]) -> None:
    """The five most pressing; nothing where nothing waits."""
    if not chains_anywhere():
        return
    waiting = waiting_for(request.user)
    if reviews := list(waiting[:5]):
        panels.append(DeskPanel(reviews, waiting.count()))

"""Moving, copying and guarding a page: forms that accept the person's own places only."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.move import MoveChooseDestinationView
from wagtail.models import BaseViewRestriction, Page

from .keys import whole_numbers
from .reach import explorable_pages
from .references import refuse_foreign_copy


class CopyPage(CopyView):
    """A copy goes to an own place; a foreign one is not named in an error either."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["new_parent_page"].queryset = explorable_pages(self.request.user, Page.objects.all())
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Also: nothing goes along that may not be referred to where the copy is."""
        place = form.cleaned_data["new_parent_page"]
        try:
            refuse_foreign_copy(self.page, place, recursive=bool(form.cleaned_data.get("copy_subpages")))
        except ValidationError as refusal:
            form.add_error("new_parent_page", refusal)
            invalid: HttpResponse = self.form_invalid(form)
            return invalid
        response: HttpResponse = super().form_valid(form)
        return response

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = whole_numbers([request.POST.get("new_parent_page", "")])
        places = explorable_pages(request.user, Page.objects.all())
        if not places.filter(pk__in=wanted).exists():
            raise Http404
        response: HttpResponse = super().post(request, page_id, *args, **kwargs)
        return response


class MovePage(MoveChooseDestinationView):
    """A page moves to an own place."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["new_parent_page"].queryset = explorable_pages(self.request.user, Page.objects.all())
        return form


class GuardPage(SetPrivacyView):
    """Who may see a page: everybody, those who signed in, or those who know a word; there are no groups."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields.pop("groups", None)
        kind = form.fields["restriction_type"]
        kind.choices = [choice for choice in kind.choices if choice[0] != BaseViewRestriction.GROUPS]
        return form

"""Adding a page: the types are offered that the person may make there."""

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.pages.create import AddSubpageView, CreateView

from core.access.page_policy import may_make


class ChooseType(AddSubpageView):
    """Without the types that arrange columns, for whoever may not."""

    page_types: list[Any]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page_types = [
            found
            for found in self.page_types
            if may_make(request.user, apps.get_model(found[1], found[2]), self.parent_page.path)
        ]
        if len(self.page_types) == 1:
            _title, app_label, model_name, _about = self.page_types[0]
            return redirect("wagtailadmin_pages:add", app_label, model_name, self.parent_page.pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response


class CreatePage(CreateView):
    """Says no before the form is shown, not when it is saved."""

    def run_hook(self, hook_name: str, *args: Any, **kwargs: Any) -> Any:
        if hook_name == "before_create_page" and not may_make(
            self.request.user, self.page_class, self.parent_page.path
        ):
            raise PermissionDenied
        return super().run_hook(hook_name, *args, **kwargs)

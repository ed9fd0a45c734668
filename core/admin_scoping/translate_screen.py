"""The screen on which an office begins the translation of one of its pages."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import Page

from core.access.actors import person_of
from core.access.admin_screen import AdminScreenMixin

from .translating import may_start, missing_languages, refresh_translations, source_of, start_translation


class TranslatePage(AdminScreenMixin, TemplateView):
    """The languages that are missing, and bringing those that are there up to date. 404 for who may not edit."""

    template_name = "core_admin_scoping/translate.html"
    page_title = gettext_lazy("Translate")
    header_icon = "globe"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page: Page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not may_start(request.user, self.page):
            raise Http404

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            page=self.page,
            languages=missing_languages(self.page),
            source=source_of(self.page),
            back=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Begin in the language that is named, or bring up to date; a refusal is said on the screen."""
        by, code = person_of(request), request.POST.get("language", "")
        try:
            if code:
                language = next(
                    (each for each in missing_languages(self.page) if each.language_code == code), None
                )
                if language is None:
                    raise ValidationError(_("There is a page in this language already."))
                made = start_translation(page=self.page, language=language, by=by)
                return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[made.pk]))
            refresh_translations(page=self.page, by=by)
        except (PermissionDenied, ValidationError) as refusal:
            messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
        else:
            messages.success(request, _("The translations now ask for what has changed in the original."))
        return HttpResponseRedirect(reverse("translate_page", args=[self.page.pk]))

"""The screen on which an office words its foot and its page marks."""

from dataclasses import fields
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from core.access.admin_screen import AdminScreenMixin
from core.access.subsite_screen import SubsiteScreenMixin

from .models import SubsiteSettings
from .services import change_settings
from .table import SettingsEntry


class SubsiteSettingsForm(forms.ModelForm[SubsiteSettings]):
    """All fields of the foot and the page marks."""

    class Meta:
        model = SubsiteSettings
        fields = [field.name for field in fields(SettingsEntry)]


class SubsiteSettingsScreen(SubsiteScreenMixin, AdminScreenMixin, FormView[SubsiteSettingsForm]):
    """Settings of one subsite; people with several choose which."""

    template_name = "core_tenancy/settings.html"
    form_class = SubsiteSettingsForm
    page_title = gettext_lazy("Subsite settings")
    header_icon = "cog"
    permission = "manage_settings"

    def get_form_kwargs(self) -> dict[str, Any]:
        instance = SubsiteSettings.objects.filter(subsite_id=self.entry.id).first()
        return {
            **super().get_form_kwargs(),
            "instance": instance or SubsiteSettings(subsite_id=self.entry.id),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(entry=self.entry, managed=self.managed)
        return context

    def form_valid(self, form: SubsiteSettingsForm) -> HttpResponse:
        change_settings(subsite=self.entry, values=form.cleaned_data, by=self.request.user)  # type: ignore[arg-type]
        messages.success(
            self.request, _("The settings of %(subsite)s are saved.") % {"subsite": self.entry.name}
        )
        return HttpResponseRedirect(reverse("subsite_settings", args=[self.entry.slug]))

    def form_invalid(self, form: SubsiteSettingsForm) -> HttpResponse:
        messages.validation_error(self.request, _("The settings could not be saved."), form)
        return super().form_invalid(form)

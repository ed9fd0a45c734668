"""Making, changing and trying sources, and how they all fare."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.plugin_api import Subsite, newest_review
from plugins.queries import SOURCE_KIND
from plugins.queries.models import DataSource
from plugins.queries.services_uploads import hold_upload, preview_upload
from plugins.queries.sources.calling import read_all
from plugins.queries.sources.faults import SourceError
from plugins.queries.sources.forms import SourceForm
from plugins.queries.sources.registry import PROVIDERS
from plugins.queries.sources.services import (
    change_source,
    create_source,
    decided_by_chain,
    refresh_table,
    stop_source,
    submit_source,
    try_at_once,
)
from plugins.queries.specs import ColumnSpec, suggest_specs
from plugins.queries.tables.masking import mask
from plugins.queries.tables.problems import TableError

EXAMPLE_ROWS = 5


class _SourceScreen(WagtailAdminTemplateMixin, TemplateView):
    """Below the list of sources. The viewset lets only those in who may be."""

    header_icon = "link"
    screens: Any
    subsites: list[Any]

    def address(self, name: str, *args: Any) -> str:
        """The address of another screen of the viewset."""
        return reverse(self.screens.get_url_name(name), args=args)

    @cached_property
    def source(self) -> DataSource:
        """The source that the address names."""
        found: DataSource = (
            self.screens.get_queryset(self.request)
            .select_related("table__current_version")
            .get(pk=self.kwargs["pk"])
        )
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.address("index"), "label": _("Data sources")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


class _SourceFormScreen(_SourceScreen):
    template_name = "queries/admin/source_form.html"

    def forms(self, data: Any = None) -> tuple[SourceForm, Any]:
        """What all sources have, and what this provider has."""
        raise NotImplementedError

    def save(self, form: SourceForm, settings: Any) -> DataSource:
        """Hand valid forms to the services."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if "form" not in context:
            context["form"], context["settings_form"] = self.forms()
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show what stands against it; a secret has to be typed in again then."""
        form, settings_form = self.forms(request.POST)
        if all([form.is_valid(), settings_form.is_valid()]):
            try:
                source = self.save(form, settings_form)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                messages.success(
                    request, _("The source “%(source)s” is saved. Try it now.") % {"source": source}
                )
                return HttpResponseRedirect(self.address("try", source.pk))
        messages.error(request, _("Nothing was saved. See the fields below."))
        response: HttpResponse = self.render_to_response(
            self.get_context_data(form=form, settings_form=settings_form)
        )
        return response


class NewSourceScreen(_SourceFormScreen):
    """Choose a kind of source and an office, then fill in its form (`?provider=rest&subsite=5`)."""

    def get_page_title(self) -> str:
        return _("New data source")

    @property
    def provider(self) -> Any:
        """The provider that was chosen, or None."""
        return PROVIDERS.get(self.request.GET.get("provider", ""))

    @cached_property
    def subsite(self) -> Any:
        """Whose source it will be: one of one's own offices. Raises `Http404` for another's."""
        if len(self.subsites) == 1:
            return self.subsites[0]
        asked = self.request.GET.get("subsite", "")
        found = next((entry for entry in self.subsites if str(entry.pk) == asked), None)
        if found is None:
            raise Http404
        return found

    def get_template_names(self) -> list[str]:
        return [self.template_name if self.provider else "queries/admin/source_choice.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.provider:
            return super().get_context_data(**kwargs)
        context: dict[str, Any] = super(_SourceFormScreen, self).get_context_data(**kwargs)
        context["providers"] = PROVIDERS.values()
        context["offices"] = self.subsites if len(self.subsites) > 1 else []
        return context

    def forms(self, data: Any = None) -> tuple[SourceForm, Any]:
        form = SourceForm(data, takes_secret=self.provider.takes_secret)
        return form, self.provider.form_class()(data, subsite=self.subsite)

    def save(self, form: SourceForm, settings: Any) -> DataSource:
        details = {name: form.cleaned_data[name] for name in form._meta.fields or ()}
        return create_source(
            subsite=Subsite.objects.get(pk=self.subsite.pk),
            by=self.request.user,  # type: ignore[arg-type]  # signed in
            provider=self.provider.slug,
            settings=settings.cleaned_data,
            secret=form.typed_secret or "",
            **details,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.provider is None:
            return HttpResponseRedirect(self.address("add"))
        return super().post(request, *args, **kwargs)


class EditSourceScreen(_SourceFormScreen):
    """Change a source. Its kind and its office stay."""

    def get_page_title(self) -> str:
        return _("Change data source")

    def get_page_subtitle(self) -> str:
        return self.source.name

    def forms(self, data: Any = None) -> tuple[SourceForm, Any]:
        provider = PROVIDERS[self.source.provider]
        form = SourceForm(data, instance=self.source, takes_secret=provider.takes_secret)
        entry = next(each for each in self.subsites if each.pk == self.source.subsite_id)
        return form, provider.form_class()(data, initial=self.source.draft().settings, subsite=entry)

    def save(self, form: SourceForm, settings: Any) -> DataSource:
        details = {name: form.cleaned_data[name] for name in form._meta.fields or ()}
        return change_source(
            source=DataSource.objects.get(pk=self.source.pk),
            by=self.request.user,  # type: ignore[arg-type]  # signed in
            settings=settings.cleaned_data,
            secret=form.typed_secret,
            **details,
        )


class TrySourceScreen(_SourceScreen):
    """Ask the source now and look at what comes; make a table of it, or read it into its table."""

    template_name = "queries/admin/source_try.html"

    def get_page_title(self) -> str:
        return _("Try")

    def get_page_subtitle(self) -> str:
        return self.source.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        chain = decided_by_chain(self.source, self.request.user)
        review = newest_review(SOURCE_KIND, self.source)
        waits = not self.source.is_cleared or bool(self.source.held)
        shared = {
            "chain": chain,
            "review": review,
            "waits": waits,
            "provider": PROVIDERS[self.source.provider],
        }
        return {"source": self.source, **shared, **context}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says."""
        action = request.POST.get("action")
        try:
            if action not in {"submit", "stop"}:
                try_at_once(source=self.source, by=request.user)  # type: ignore[arg-type]  # signed in
            if action == "refresh":
                new = refresh_table(source=self.source, by=request.user)  # type: ignore[arg-type]  # signed in
                messages.success(request, _("The table has new rows.") if new else _("There is nothing new."))
            elif action == "table":
                return self._hold()
            elif action == "submit":
                submit_source(source=self.source, by=request.user)  # type: ignore[arg-type]  # signed in
                messages.success(request, _("“%(source)s” is submitted.") % {"source": self.source})
            elif action == "stop":
                note = request.POST.get("note", "")
                stop_source(source=self.source, by=request.user, note=note)  # type: ignore[arg-type]  # signed in
                messages.success(request, _("“%(source)s” is submitted.") % {"source": self.source})
            else:
                return self._show()
        except SourceError as error:
            messages.error(request, str(error.fault.label))
        except (TableError, ValidationError) as error:
            messages.error(request, "；".join(getattr(error, "messages", [str(error)])))
        return HttpResponseRedirect(self.address("try", self.source.pk))

    def _show(self) -> HttpResponse:
        """The first rows of what comes; what seems personal is masked."""
        raw = preview_upload(content=read_all(self.source).content)
        specs = suggest_specs(raw)
        rows = [
            [_example(spec, cell) for spec, cell in zip(specs, row.cells, strict=True)]
            for row in raw.rows[:EXAMPLE_ROWS]
        ]
        response: HttpResponse = self.render_to_response(
            self.get_context_data(names=raw.names, example_rows=rows, count=len(raw.rows))
        )
        return response

    def _hold(self) -> HttpResponse:
        """Go on to the screen on which a table's columns are decided, with what came as its file."""
        fetched = read_all(self.source)
        preview_upload(content=fetched.content)
        upload = hold_upload(
            subsite=self.source.subsite,
            by=self.request.user,
            content=fetched.content,
            file_name=fetched.file_name,
            details={"name": self.source.name, "source": self.source.pk},
        )
        return HttpResponseRedirect(reverse("queries_lookuptable:confirm", args=[upload.pk]))


def _example(spec: ColumnSpec, cell: str) -> str:
    return mask(cell, keep_first=spec.keep_first, keep_last=spec.keep_last) if spec.masked else cell


class HealthScreen(_SourceScreen):
    """How all sources fare: what is down since when and why, when it is tried again, and how long answers take."""

    template_name = "queries/admin/source_health.html"

    def get_page_title(self) -> str:
        return _("How the sources fare")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        sources = self.screens.get_queryset(self.request).select_related("table", "subsite__organisation")
        found = list(sources.order_by("-failures", "name")[:200])
        context["sources"] = [
            {"source": source, "try_url": self.address("try", source.pk)} for source in found
        ]
        context["down"] = sum(source.is_down for source in found)
        return context

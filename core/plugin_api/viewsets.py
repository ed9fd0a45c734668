"""Screens of plugins in Wagtail's administration, closed by default.

Wagtail's generic views never ask about the object, list everything and offer everything in forms. These
viewsets put one mixin under every view: 404 where the person may reach no subsite, rows of reachable
subsites only, forms that offer and accept own rows only.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import BaseForm, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry, register_permission_policy

from core.access.grants import require
from core.admin_scoping.surfaces import SCOPED
from core.audit.services import record
from core.plugin_host.gate import slug_of_label
from core.plugin_host.references import limit_choices, refuse_foreign_rows
from core.tenancy.models import Subsite
from core.tenancy.table import SubsiteEntry

from .scoping import SubsiteOwnedPolicy, reachable_subsites


class SubsiteScreens(ViewSet):
    """Screens that are not about one model. Set `name`, `slug` (the plugin's) and `permission`.

    Build views with `construct_view`: they answer 404 unless the person holds the permission on a subsite
    where the plugin is on, and find those subsites in `self.subsites`.
    """

    slug: ClassVar[str] = ""
    permission: ClassVar[str] = ""

    def subsites_of(self, request: HttpRequest) -> list[SubsiteEntry]:
        """The subsites this person may work on here."""
        return reachable_subsites(request.user, self.slug, self.permission)

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponseBase]:
        """The view with the gate in front."""
        gated = type(view_class.__name__, (_Gated, view_class), {"screens": self})
        view: Callable[..., HttpResponseBase] = super().construct_view(gated, **kwargs)
        setattr(view, SCOPED, True)
        return view

    def check_objects(self, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        """Raise Http404 when the address names an object that this person may not reach."""


class _Gated:
    """Under every view of a plugin's screens."""

    screens: ClassVar[SubsiteScreens]
    request: HttpRequest

    @cached_property
    def subsites(self) -> list[SubsiteEntry]:
        """The subsites this person may work on here; never empty inside a view."""
        return self.screens.subsites_of(self.request)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        # Views load their object in setup, so this is the place to ask.
        self.request = request
        if not self.subsites:
            raise Http404
        self.screens.check_objects(request, kwargs)
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


class SubsiteViewSet(SubsiteScreens, ModelViewSet):
    """List, make, edit and delete rows of a SubsiteOwned model.

    Set `model`, `permission` (as stored: `<slug>_<codename>`, or one of the core's), `form_fields` or
    `panels`, and what else ModelViewSet knows. The `subsite` field is added: it offers the person's own
    subsites, and can't be changed later. Saving and deleting check the permission and are audited; override
    `save_object` and `delete_object` to call your own services.
    """

    permission: ClassVar[str] = ""
    subsite_field: ClassVar[str] = "subsite"
    copy_view_enabled = False
    add_to_reference_index = True
    left_out: ClassVar[frozenset[str]] = frozenset({"usage"})
    """Wagtail's usage view names pages of other offices."""

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.slug = slug_of_label(self.model._meta.app_label) or ""  # type: ignore[misc]

    @cached_property
    def name(self) -> str:
        """Unique among all plugins: `<slug>_<model>`."""
        return f"{slug_of_label(self.model._meta.app_label)}_{self.model._meta.model_name}"

    @cached_property
    def url_prefix(self) -> str:
        """Below /admin/."""
        return f"plugins/{self.slug}/{self.model._meta.model_name}"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows this person may reach."""
        ids = [entry.id for entry in self.subsites_of(request)]
        found: models.QuerySet[Any] = self.model._default_manager.filter(**{f"{self.subsite_field}__in": ids})
        return found

    def check_objects(self, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        if "pk" not in kwargs:
            return
        try:
            reached = self.get_queryset(request).filter(pk=unquote(str(kwargs["pk"]))).exists()
        except (ValueError, ValidationError):  # not a key of this model
            reached = False
        if not reached:
            raise Http404

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponseBase]:
        bases = (_ScopedDelete if issubclass(view_class, DeleteView) else _Scoped, view_class)
        return super().construct_view(type(view_class.__name__, bases, {}), **kwargs)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        shared: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**shared, "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.left_out]

    def get_form_fields(self) -> Sequence[str] | None:
        fields = super().get_form_fields()
        if fields is None or fields == "__all__" or self.subsite_field in fields:
            return fields  # type: ignore[no-any-return]
        return [self.subsite_field, *fields]

    def get_edit_handler(self) -> Any:
        panels = getattr(self, "panels", None) or getattr(self.model, "panels", None)
        if panels and not any(getattr(panel, "field_name", "") == self.subsite_field for panel in panels):
            self.panels = [FieldPanel(self.subsite_field), *panels]
        return super().get_edit_handler()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        scoped = type("ScopedFilterSet", (_ScopedFilterSet,), {"screens": self})
        shared: dict[str, Any] = super().get_index_view_kwargs(base_filterset_class=scoped, **kwargs)
        return shared

    def save_object(self, *, form: Any, by: Any, created: bool) -> Any:
        """Save a valid form and return the row. Raises PermissionDenied without the permission."""
        subsite = getattr(form.instance, self.subsite_field)
        require(by, self.permission, subsite)
        instance = form.save()
        self._record("created" if created else "changed", instance, subsite, by)
        return instance

    def delete_object(self, *, instance: Any, by: Any) -> None:
        """Delete a row. Raises PermissionDenied without the permission on its subsite."""
        subsite = getattr(instance, self.subsite_field)
        require(by, self.permission, subsite)
        self._record("deleted", instance, subsite, by)
        instance.delete()

    def _record(self, verb: str, instance: Any, subsite: Subsite, by: Any) -> None:
        action = f"{self.slug}.{self.model._meta.model_name}.{verb}"
        record(action=action, by=by, subsite=subsite, target=instance)

    def on_register(self) -> None:
        register_policy(self)
        super().on_register()

    def get_permissions_to_register(self) -> Any:
        """None: grants on subsites decide, not Wagtail's groups."""
        from django.contrib.auth.models import Permission

        return Permission.objects.none()


def register_policy(viewset: SubsiteViewSet) -> None:
    """Put the policy of grants and gate under the viewset's model, once."""
    if policy_registry.get_by_type(viewset.model, fallback=False) is None:
        policy = SubsiteOwnedPolicy(viewset.model, viewset.slug, viewset.permission, viewset.subsite_field)
        register_permission_policy(viewset.model, policy, exact_class=True)


class _Scoped:
    """Under every view of a SubsiteViewSet."""

    screens: ClassVar[SubsiteViewSet]
    request: HttpRequest
    subsites: list[SubsiteEntry]

    def get_base_queryset(self) -> models.QuerySet[Any]:
        queryset: models.QuerySet[Any] = super().get_base_queryset()  # type: ignore[misc]
        if queryset.model is self.screens.model:
            queryset = queryset.filter(pk__in=self.screens.get_queryset(self.request).values("pk"))
        return queryset

    def get_form(self, form_class: Any = None) -> BaseForm:
        form: BaseForm = super().get_form(form_class)  # type: ignore[misc]
        ids = [entry.id for entry in self.subsites]
        limit_choices(form, ids)
        field = form.fields.get(self.screens.subsite_field)
        if isinstance(field, ModelChoiceField):
            instance = getattr(form, "instance", None)
            field.disabled = instance is not None and instance.pk is not None
            if len(ids) == 1 and not field.disabled:
                field.empty_label = None
                field.initial = ids[0]
        return form

    def is_valid(self, form: Any) -> bool:
        # Asked before Wagtail's own, which reports what is wrong.
        if form.is_valid():
            refuse_foreign_rows(form, self.screens.subsite_field)
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        return valid

    def save_instance(self) -> Any:
        form = self.form  # type: ignore[attr-defined]
        created = form.instance.pk is None or form.instance._state.adding
        return self.screens.save_object(form=form, by=self.request.user, created=created)


class _ScopedDelete(_Scoped):
    """Deleting through the viewset's own way."""

    def get_form(self, form_class: Any = None) -> BaseForm:
        form: BaseForm = super(_Scoped, self).get_form(form_class)  # type: ignore[misc]
        return form

    def delete_action(self) -> None:
        with transaction.atomic():
            self.screens.delete_object(instance=self.object, by=self.request.user)  # type: ignore[attr-defined]


class _ScopedFilterSet(WagtailFilterSet):
    """Filters that name own rows only."""

    screens: ClassVar[SubsiteViewSet]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_choices(self.form, [entry.id for entry in self.screens.subsites_of(self.request)])


__all__ = ["SubsiteScreens", "SubsiteViewSet", "limit_choices", "refuse_foreign_rows"]

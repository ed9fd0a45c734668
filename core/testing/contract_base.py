"""What the parts of the contract suite share: the plugin, two offices, people, pages and rows."""

import itertools
from importlib import import_module
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.db import models
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.plugin_api import (
    EXTENSION_POINTS,
    Availability,
    Owned,
    PluginConfig,
    disable_plugin,
    enable_plugin,
    installed_plugins,
    is_enabled,
    plugin,
)
from core.plugin_host.public_urls import resolver_of
from core.plugin_host.registry import contributions_at
from core.tenancy.models import Subsite, SubsiteOwned
from core.tenancy.table import subsite_table

from .county import County
from .factories import UserFactory

_numbers = itertools.count(1)


class PluginTests:
    """Base for tests of one plugin: fixtures `enabled`, `manager_on`, `manager_off`, and ways to make content.

    `county.shiqiao` has the plugin on, `county.baijie` has it off.
    """

    slug: ClassVar[str] = ""

    @pytest.fixture
    def enabled(self, county: County) -> County:
        """The county, with the plugin (and what it requires) on for Shiqiao alone."""
        for subsite in (county.portal, county.baijie, county.finance, county.intranet):
            self.switch_off(subsite)
        self.switch_on(county.shiqiao)
        return county

    @pytest.fixture
    def manager_on(self, county: County) -> User:
        """The manager of the township where the plugin is on."""
        person: User = UserFactory(role="manager", role__subsite=county.shiqiao)
        return person

    @pytest.fixture
    def manager_off(self, county: County) -> User:
        """The manager of the township where it is off."""
        person: User = UserFactory(role="manager", role__subsite=county.baijie)
        return person

    @property
    def config(self) -> PluginConfig:
        """The plugin's manifest."""
        found = plugin(self.slug)
        assert found is not None, f"{self.slug} is not installed, or has a fault: manage.py plugin check"
        return found

    def switch_on(self, subsite: Subsite) -> None:
        """Switch on what the plugin requires, then the plugin."""
        for slug in (*self.config.requires, self.slug):
            enable_plugin(subsite=subsite, slug=slug, by=SYSTEM)

    def switch_off(self, subsite: Subsite) -> None:
        """Switch off what requires the plugin, then the plugin; an always-on one stays."""
        if self.config.availability == Availability.ALWAYS_ON:
            return
        for other in reversed(installed_plugins()):
            if self.slug in other.requires and is_enabled(other.slug, subsite):
                disable_plugin(subsite=subsite, slug=other.slug, by=SYSTEM)
        disable_plugin(subsite=subsite, slug=self.slug, by=SYSTEM)

    def contributions(self, *points: str) -> list[Owned[Any]]:
        """The plugin's own contributions at these points; all points if none is named."""
        return [
            owned
            for point in points or EXTENSION_POINTS
            for owned in contributions_at(point)
            if owned.owner == self.slug
        ]

    @property
    def page_types(self) -> list[type[Page]]:
        """The plugin's page types that can be made."""
        models_of: list[Any] = list(self.config.get_models())
        return [model for model in models_of if issubclass(model, Page) and model.is_creatable]

    @property
    def row_types(self) -> list[type[SubsiteOwned]]:
        """The plugin's models that say themselves which subsite owns a row."""
        return [model for model in self.config.get_models() if issubclass(model, SubsiteOwned)]

    def make_page(self, model: type[Page], parent: Page) -> Page:
        """A live page of a type, from the plugin's `testing.make_page` or from its fields."""
        if own := self._own("make_page"):
            page: Page = own(model, parent)
            return page
        number = next(_numbers)
        page = model(
            title=f"合同页{number}",
            slug=f"contract-{number}",
            draft_title=f"合同页{number}",
            locale=parent.locale,
        )
        for field in model._meta.local_concrete_fields:
            fill(page, field)
        page.full_clean = lambda *args, **kwargs: None  # what the gate decides does not hang on valid content
        parent.add_child(instance=page)
        return model.objects.get(pk=page.pk)

    def make_row(self, model: type[SubsiteOwned], subsite: Subsite) -> SubsiteOwned:
        """A row of a subsite, from the plugin's `testing.make_row` or from its fields."""
        if own := self._own("make_row"):
            made: SubsiteOwned = own(model, subsite)
            return made
        row = model(subsite=subsite)
        for field in model._meta.concrete_fields:
            if field.is_relation and not field.null and getattr(row, field.attname) is None:
                setattr(row, field.name, self._related(field.related_model, subsite))
            fill(row, field)
        row.save()
        return row

    def make_content(self, subsite: Subsite) -> list[SubsiteOwned]:
        """What the plugin shows wherever it shows something: from its `testing.make_content`, or a row of each kind."""
        if own := self._own("make_content"):
            return list(own(subsite))
        return [self.make_row(model, subsite) for model in self.row_types]

    def public_addresses(self, subsite: Subsite, rows: list[SubsiteOwned]) -> list[str]:
        """The addresses of these rows that the plugin's `urls.py` declares, below `-/<slug>/`."""
        resolver: Any = resolver_of(self.config)
        if resolver is None:
            return []
        own = self._own("address_arguments")
        given = own(subsite) if own else {}
        found = []
        for pattern in resolver.url_patterns:
            for row in rows:
                values = {name: getattr(row, name) for name in ("pk", "slug") if hasattr(row, name)} | given
                wanted = pattern.pattern.converters.keys()
                if pattern.name and wanted <= values.keys():
                    found.append(resolver.reverse(pattern.name, **{name: values[name] for name in wanted}))
        return list(dict.fromkeys(found))

    def message_context(self, name: str, subsite: Subsite) -> dict[str, Any]:
        """What a message is about: from `testing.message_context`, or a row of each kind by its model's name."""
        if own := self._own("message_context"):
            return dict(own(name, subsite))
        return {str(model._meta.model_name): self.make_row(model, subsite) for model in self.row_types}

    def _related(self, model: Any, subsite: Subsite) -> Any:
        if issubclass(model, User):
            return UserFactory()
        assert model in self.row_types, f"say in {self.config.name}.testing how to make a {model.__name__}"
        return self.make_row(model, subsite)

    def _own(self, name: str) -> Any:
        if not module_has_submodule(self.config.module, "testing"):
            return None
        return getattr(import_module(f"{self.config.name}.testing"), name, None)


def fill(row: models.Model, field: "models.Field[Any, Any]") -> None:
    """Give a required field a plausible value; what has a default, may be empty or is a key is left alone."""
    if field.primary_key or field.null or field.blank or field.has_default() or field.is_relation:
        return
    if getattr(row, field.attname, None) not in (None, ""):
        return
    if field.choices:
        setattr(row, field.attname, next(value for value, _label in field.flatchoices))
    elif isinstance(field, models.UUIDField):
        return
    elif isinstance(field, models.DateTimeField):
        setattr(row, field.attname, timezone.now())
    elif isinstance(field, models.DateField):
        setattr(row, field.attname, timezone.localdate())
    elif isinstance(field, (models.IntegerField, models.DecimalField, models.FloatField)):
        setattr(row, field.attname, next(_numbers))
    elif isinstance(field, (models.CharField, models.TextField)):
        setattr(row, field.attname, f"contract{next(_numbers)}")


def both_addresses(subsite: Subsite, below: str = "") -> list[tuple[str, str]]:
    """(host, path) of an address below a subsite's home page: on the portal's host, and on its own if it has one."""
    entry = subsite_table().by_id[subsite.pk]
    home = entry.roots[settings.LANGUAGE_CODE].url_path.strip("/").split("/")[1:]
    found = [(settings.PORTAL_HOST, "/" + "".join(f"{part}/" for part in home) + below)]
    return [*found, (entry.hostname, f"/{below}")] if entry.hostname else found


def answers(client: Client, subsite: Subsite, below: str = "") -> list[Any]:
    """What an address below a subsite's home page answers, on each of its hosts; 500 when it raises."""
    client.raise_request_exception = False
    return [client.get(path, headers={"host": host}) for host, path in both_addresses(subsite, below)]


def statuses(client: Client, subsite: Subsite, below: str = "") -> set[int]:
    """The statuses of the same: one element where all hosts agree."""
    return {answer.status_code for answer in answers(client, subsite, below)}


def below_home(page: Page) -> str:
    """A page's address below its subsite's home page."""
    entry = subsite_table().for_path(page.path)
    assert entry is not None
    return page.url_path.removeprefix(entry.roots[settings.LANGUAGE_CODE].url_path)


__all__ = ["PluginTests", "answers", "below_home", "both_addresses", "fill", "statuses"]

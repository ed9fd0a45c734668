"""The contract suite, third part: the machinery and other plugins, with the plugin on here and off there."""

from importlib import import_module
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.utils.module_loading import module_has_submodule

from core.access.actors import SYSTEM
from core.plugin_api import (
    Check,
    NotificationTemplate,
    PersonalData,
    RetentionRule,
    SettingsForm,
    Subscription,
    SupervisionIndicator,
    Task,
    ask,
    disable_plugin,
    notify,
    plugin_settings,
)
from core.plugin_host import background
from core.plugin_host.checks import plugin_faults
from core.plugin_host.collecting import open_contributions
from core.plugin_host.keeping import apply_retention, erase_personal_data, export_personal_data

from .contract_base import PluginTests
from .contract_public import entry_of
from .county import County
from .factories import UserFactory


@pytest.mark.django_db
class GateContract(PluginTests):
    """What other plugins and the machinery see."""

    def test_tasks_run_only_where_it_is_on(self, enabled: County) -> None:
        for owned in self.contributions(Task.point):
            assert background.run_plugin_task.func(owned.id, enabled.baijie.pk, {}) == "off"
            if owned.contribution.every is not None:
                assert background.run_plugin_task.func(owned.id, enabled.shiqiao.pk, {}) == "ran"

    def test_events_and_indicators_reach_it_only_where_it_is_on(self, enabled: County) -> None:
        for point in (Subscription, SupervisionIndicator):
            for subsite, wanted in ((enabled.shiqiao, self.contributions(point.point)), (enabled.baijie, [])):
                asked = open_contributions(point, subsite=subsite)
                assert [owned for owned in asked if owned.owner == self.slug] == wanted
        for owned in self.contributions("supervision_indicators"):
            value = owned.contribution.measure(entry_of(enabled.shiqiao))
            assert value is None or isinstance(value, (int, float))

    def test_other_plugins_reach_it_only_where_it_is_on(self, enabled: County) -> None:
        has_public = module_has_submodule(self.config.module, "public")
        public = import_module(f"{self.config.name}.public") if has_public else None
        assert ask(self.slug, enabled.shiqiao) is public
        assert ask(self.slug, enabled.baijie) is None

    def test_messages_are_sent_only_where_it_is_on(
        self, enabled: County, mailoutbox: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        """The templates get a row of each kind by its model's name, or what `testing.message_context` returns."""
        person = UserFactory(email="contract@example.org")
        for owned in self.contributions(NotificationTemplate.point):
            for subsite, sent in ((enabled.shiqiao, 1), (enabled.baijie, 0)):
                context = self.message_context(owned.contribution.name, subsite)
                mailoutbox.clear()
                with django_capture_on_commit_callbacks(execute=True):
                    count = notify(owned.id, subsite=subsite, recipients=[person], context=context)
                mine = [mail for mail in mailoutbox if mail.to == ["contract@example.org"]]
                assert (count, len(mine)) == (sent, sent), owned.id
                assert all(mail.subject.strip() and mail.body.strip() for mail in mine)

    def test_settings_have_values_from_the_start(self, enabled: County) -> None:
        for owned in self.contributions(SettingsForm.point):
            values = plugin_settings(self.slug, entry_of(enabled.shiqiao))
            assert set(values) == set(owned.contribution.form().fields)

    def test_data_is_kept_when_it_is_switched_off(self, enabled: County) -> None:
        rows = [self.make_row(model, enabled.shiqiao) for model in self.row_types]
        pages = [self.make_page(model, enabled.home("shiqiao")) for model in self.page_types]
        disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
        for kept in (*rows, *pages):
            assert type(kept).objects.filter(pk=kept.pk).exists()

    def test_checks_retention_export_and_erasure_run_though_it_is_off(self, county: County) -> None:
        for subsite in (county.portal, county.shiqiao, county.baijie, county.finance, county.intranet):
            self.switch_off(subsite)
        for owned in self.contributions(Check.point):
            said = list(owned.contribution.function())
            assert all(isinstance(each, CheckMessage) for each in said), owned.id
            assert [each for each in said if each not in plugin_faults()] == [], f"{owned.id} is not heard"
        person = UserFactory()
        ran = apply_retention()
        assert {o.id for o in self.contributions(RetentionRule.point)} <= set(ran)
        mine = {owned.id for owned in self.contributions(PersonalData.point)}
        assert mine <= set(export_personal_data(person=person, by=SYSTEM))
        assert mine <= set(erase_personal_data(person=person, by=SYSTEM))

"""What the look-ups add to the host."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.plugin_api import (
    AdminMenuItem,
    ApiRoute,
    Check,
    DashboardPanel,
    HomeBlock,
    PersonalData,
    RetentionRule,
    ReviewableKind,
    SettingsForm,
    SupervisionIndicator,
    Task,
)
from plugins.queries import clearing
from plugins.queries.api import LookupTableApi
from plugins.queries.audit_words import audit_verbs
from plugins.queries.blocks import latest_prices, lookup_box, overdue_tables, sources_down
from plugins.queries.checks import check_limits
from plugins.queries.forms import QueriesSettings
from plugins.queries.keeping import (
    down_count,
    erase_person,
    expired_answers,
    expired_counts,
    expired_uploads,
    export_person,
    overdue_count,
    prune_old_versions,
)
from plugins.queries.models import DataSource, LookupTable
from plugins.queries.row_difference import row_difference
from plugins.queries.services import PERMISSION
from plugins.queries.services_clearing import hide, make_public
from plugins.queries.source_viewset import source_viewset
from plugins.queries.sources.services import refresh_due, take_out_of_use, use_source
from plugins.queries.viewsets import table_viewset

contributions = (
    AdminMenuItem(
        name="tables", label=_("Look-up tables"), viewset=table_viewset, permission=PERMISSION, icon="table"
    ),
    AdminMenuItem(
        name="sources", label=_("Data sources"), viewset=source_viewset, permission=PERMISSION, icon="link"
    ),
    ApiRoute(name="tables", viewset=LookupTableApi),
    HomeBlock(
        name="latest_prices",
        label=_("Latest prices"),
        template="queries/blocks/latest_prices.html",
        context=latest_prices,
        icon="table",
    ),
    HomeBlock(
        name="lookup_box",
        label=_("Look-up box"),
        template="queries/blocks/lookup_box.html",
        context=lookup_box,
        icon="search",
    ),
    DashboardPanel(
        name="sources_down",
        label=_("Data sources that fail"),
        template="queries/admin/sources_down_panel.html",
        permission=PERMISSION,
        context=sources_down,
    ),
    DashboardPanel(
        name="overdue",
        label=_("Look-up tables to be updated"),
        template="queries/admin/overdue_panel.html",
        permission=PERMISSION,
        context=overdue_tables,
    ),
    Task(
        name="prune_versions",
        label=_("Delete the rows of old versions"),
        function=prune_old_versions,
        every=timedelta(days=1),
    ),
    Task(
        name="refresh_sources",
        label=_("Read data sources that are due"),
        function=refresh_due,
        every=timedelta(minutes=5),
    ),
    RetentionRule(
        name="kept_answers",
        label=_("Kept answers of data sources"),
        keep=timedelta(days=30),
        expired=expired_answers,
    ),
    RetentionRule(
        name="attempt_counts",
        label=_("Counts of attempts at personal look-ups"),
        keep=timedelta(hours=2),
        expired=expired_counts,
    ),
    RetentionRule(
        name="pending_uploads",
        label=_("Files uploaded but never confirmed"),
        keep=timedelta(days=1),
        expired=expired_uploads,
    ),
    PersonalData(
        name="uploads",
        label=_("Files that a member of staff uploaded"),
        export=export_person,
        erase=erase_person,
    ),
    SupervisionIndicator(
        name="overdue_tables", label=_("Look-up tables overdue"), unit=_("tables"), measure=overdue_count
    ),
    SupervisionIndicator(
        name="sources_down", label=_("Data sources that fail"), unit=_("sources"), measure=down_count
    ),
    ReviewableKind(
        name="table",
        label=pgettext_lazy("kind of content", "Look-up table"),
        model=LookupTable,
        content=clearing.content,
        public_content=clearing.public_content,
        in_words=clearing.in_words,
        labels=clearing.LABELS,
        preview=clearing.preview,
        difference=row_difference,
        publish=make_public,
        withdraw=hide,
        renews=True,
        guards=(clearing.TABLE_GUARD,),
    ),
    ReviewableKind(
        name="source",
        label=pgettext_lazy("kind of content", "Data source"),
        model=DataSource,
        content=clearing.source_content,
        public_content=clearing.public_source_content,
        in_words=clearing.source_in_words,
        publish=use_source,
        withdraw=take_out_of_use,
        guards=(clearing.SOURCE_GUARD,),
    ),
    SettingsForm(form=QueriesSettings),
    Check(name="limits", function=check_limits),
    *audit_verbs,
)

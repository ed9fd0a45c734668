"""What the plugin adds to the host. docs/plugins/extension-points/ has a page for each kind."""

from django.utils.translation import gettext_lazy as _

from core.plugin_api import AdminMenuItem, ApiRoute, SettingsForm

from .api import SampleEntryApi
from .forms import SampleSettings
from .viewsets import entry_viewset

contributions = (
    AdminMenuItem(
        name="entries",
        label=_("Sample"),
        viewset=entry_viewset,
        permission="sample_manage_entries",
        icon="list-ul",
    ),
    ApiRoute(name="entries", viewset=SampleEntryApi),
    SettingsForm(form=SampleSettings),
)

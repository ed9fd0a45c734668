"""Addresses of the plugin screens, below /admin/."""

from django.urls import path

from .indicators import IndicatorsScreen
from .settings import SettingsScreen
from .switches import SwitchesScreen, SwitchScreen

urlpatterns = [
    path("plugin-switches/", SwitchesScreen.as_view(), name="plugin_switches"),
    path("plugin-switches/<slug:subsite>/", SwitchesScreen.as_view(), name="plugin_switches_of"),
    path(
        "plugin-switches/<slug:subsite>/<slug:slug>/on/",
        SwitchScreen.as_view(enable=True),
        name="plugin_switch_on",
    ),
    path(
        "plugin-switches/<slug:subsite>/<slug:slug>/off/",
        SwitchScreen.as_view(enable=False),
        name="plugin_switch_off",
    ),
    path(
        "plugin-switches/<slug:subsite>/<slug:slug>/settings/",
        SettingsScreen.as_view(),
        name="plugin_settings",
    ),
    path("plugin-indicators/", IndicatorsScreen.as_view(), name="plugin_indicators"),
]

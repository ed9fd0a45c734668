"""Addresses of the policy screens, below /admin/."""

from django.urls import path

from .history import HistoryScreen, RevertScreen
from .office import OfficeScreen
from .policy_screen import ApplyScreen, PolicyScreen

urlpatterns = [
    path("policy/", PolicyScreen.as_view(), name="policy"),
    path("policy/apply/", ApplyScreen.as_view(), name="policy_apply"),
    path("policy/history/", HistoryScreen.as_view(), name="policy_history"),
    path("policy/history/<int:change_set>/revert/", RevertScreen.as_view(), name="policy_revert"),
    path("subsite-rules/", OfficeScreen.as_view(), name="policy_office_choice"),
    path("subsite-rules/<slug:subsite>/", OfficeScreen.as_view(), name="policy_office"),
]

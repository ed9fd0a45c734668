"""Addresses of our own scoped screens, below /admin/."""

from django.urls import path

from .reports import OfficeHistory
from .translate_screen import TranslatePage

urlpatterns = [
    path("translate/<int:page_id>/", TranslatePage.as_view(), name="translate_page"),
    path("office-history/", OfficeHistory.as_view(), name="office_history"),
    path("office-history/results/", OfficeHistory.as_view(results_only=True), name="office_history_results"),
]

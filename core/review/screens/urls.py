"""Addresses of the review chain in the administration."""

from django.urls import path

from .desk import Desk
from .item import ReviewScreen, preview
from .rules import RulesScreen
from .stand_ins import StandInScreen
from .submit import SubmitScreen

urlpatterns = [
    path("review/", Desk.as_view(), name="review_desk"),
    path("review/<int:pk>/", ReviewScreen.as_view(), name="review_item"),
    path("review/<int:pk>/preview/", preview, name="review_preview"),
    path("review/submit/<int:pk>/", SubmitScreen.as_view(), name="review_submit"),
    path("review/stand-ins/", StandInScreen.as_view(), name="review_stand_ins"),
    path("review/rules/", RulesScreen.as_view(), name="review_rules"),
]

"""Addresses below `-/sample/` of every subsite where the plugin is on."""

from django.urls import path

from . import views

app_name = "sample"
urlpatterns = [path("<int:pk>/", views.entry, name="entry")]

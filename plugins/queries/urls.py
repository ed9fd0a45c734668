"""Addresses below `-/queries/` of every subsite where the plugin is on."""

from django.urls import path

from plugins.queries import views

app_name = "queries"
urlpatterns = [path("find/<slug:slug>/", views.find, name="find")]

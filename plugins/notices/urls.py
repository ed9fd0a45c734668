"""Addresses below `-/notices/` of every subsite where the plugin is on."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [path("<int:pk>/", views.notice, name="notice")]

"""Addresses below /citizens/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.own_data, name="citizen_own"),
    path("sign-in/", views.ask_address, name="citizen_sign_in"),
    path("code/", views.ask_code, name="citizen_code"),
    path("data/", views.export_data, name="citizen_export"),
    path("erase/", views.erase_data, name="citizen_erase"),
    path("sign-out/", views.leave, name="citizen_sign_out"),
]

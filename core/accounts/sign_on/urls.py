"""Addresses below /accounts/. Only what staff need of django-allauth: nobody signs up, nobody changes their address."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.urls import include, path

from core.accounts.invitations.views import answer_invitation
from core.accounts.sessions import views as sessions

from . import fresh_sign_in, identity_service_views, views

urlpatterns = [
    path("", views.overview, name="accounts_overview"),
    path("login/", views.sign_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in-anew/", fresh_sign_in.sign_in_anew, name="accounts_sign_in_anew"),
    path("carry-on/<str:token>/", fresh_sign_in.carry_on_after_sign_in, name="accounts_carry_on"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/<slug:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitation/<str:token>/", answer_invitation, name="accounts_invitation"),
    path("sessions/", sessions.own_sessions, name="accounts_sessions"),
    path("sessions/others/end/", sessions.end_other_sessions, name="accounts_end_other_sessions"),
    path("sessions/<int:session_id>/end/", sessions.end_own_session, name="accounts_end_session"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("identity/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("identity/error/", social.login_error, name="socialaccount_login_error"),
    path("identity/", views.overview, name="socialaccount_connections"),
    path("identity/<slug:provider_id>/login/", identity_service_views.sign_in, name="openid_connect_login"),
    path(
        "identity/<slug:provider_id>/login/callback/",
        identity_service_views.callback,
        name="openid_connect_callback",
    ),
]

"""How allauth's accounts behave here."""

import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.accounts.mail import send
from core.accounts.mail_limits import may_send
from core.accounts.sessions.recording import network_label
from core.audit.services import record

from . import devices, throttle
from .reauthentication import recently_signed_in

RESET = "account/email/password_reset_key"


class AccountAdapter(DefaultAccountAdapter):
    """Invited staff only; wrong passwords slow down nobody else; mails leave as tasks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "This account name and password do not belong together. Look at both again, or have a new password "
            "sent to you."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address behind the trusted proxies; "" where there is none to see."""
        try:
            return str(super().get_client_ip(request))
        except (PermissionDenied, ImproperlyConfigured):
            return ""

    def _buckets(self, request: HttpRequest, username: str) -> list[throttle.Bucket]:
        return throttle.buckets(
            username=username,
            address=self.get_client_ip(request),
            device=devices.device_of(request, username),
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError while this account has to wait, as seen from here."""
        seconds = throttle.take_a_try(self._buckets(request, credentials.get("username", "")))
        if seconds:
            minutes = math.ceil(seconds / 60)
            raise ValidationError(
                ngettext(
                    "Too many wrong passwords from here. Wait %(minutes)d minute, then try again; a passkey or a "
                    "new password sent by mail work at once.",
                    "Too many wrong passwords from here. Wait %(minutes)d minutes, then try again; a passkey or a "
                    "new password sent by mail work at once.",
                    minutes,
                )
                % {"minutes": minutes},
                code="too_many_login_attempts",
            )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        self._login_failed_rl_usage = None
        user = super().authenticate(request, **credentials)
        if user is not None:
            throttle.forgive(self._buckets(request, credentials.get("username", "")))
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return reverse("accounts_overview")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user.get_username())
        record(
            action="account.signed_in", by=user, target=user,
            data={"network": network_label(self.get_client_ip(request))},
        )  # fmt: skip
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Without “you have signed in”: that is seen."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in is not asked again."""
        return not recently_signed_in(context.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = self.request
        if template_prefix == RESET and not self._may_reset(request, email, context.get("user")):
            return
        message = self.render_mail(template_prefix, email, {"request": request, "email": email, **context})
        send(to=email, subject=message.subject, text=str(message.body))

    def _may_reset(self, request: HttpRequest, email: str, user: Any) -> bool:
        """Whether one more mail for a new password may go out; the page says the same in any case."""
        device = devices.device_of(request, user.get_username()) if user is not None else ""
        network = throttle.network_of(self.get_client_ip(request))
        return may_send("password", email, network=network, device=device)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tells of a change of the account; the address is shortened."""
        shown = {"network": network_label(self.get_client_ip(self.request)), "user": user, **(context or {})}
        super().send_notification_mail(template_prefix, user, shown, email or user.email)

"""Signing in: django-allauth, one-time passwords, passkeys, the identity service. docs/sign-on.md explains them."""

from typing import Any

from .environment import environment

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Wagtail's own forms for these know no second factor, no re-authentication and no record.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

SECOND_FACTOR_REQUIRED = environment.second_factor_required is not False
"""Whether people who publish or manage must have a second factor before the administration opens."""

ACCOUNT_ADAPTER = "core.accounts.sign_on.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "core.accounts.sign_on.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
"""Staff are invited by mail: whoever accepts has shown that the address is theirs."""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords are counted by core.accounts.sign_on.throttle. What is left of this one counts wrong codes,
    # which only somebody who knows the password can send.
    "login": None,
    "login_failed": "10/5m/key",
    # Not by address: whoever knows it would keep its owner from a new password. core.accounts.mail_limits counts.
    "reset_password": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.trusted_proxies

MFA_ADAPTER = "core.accounts.sign_on.second_factor_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "activate_totp": "core.accounts.sign_on.forms.SetUpAppForm",
    "add_webauthn": "core.accounts.sign_on.forms.PasskeyForm",
    "authenticate": "core.accounts.sign_on.forms.CodeForm",
    "reauthenticate": "core.accounts.sign_on.forms.ConfirmCodeForm",
}

SOCIALACCOUNT_ADAPTER = "core.accounts.sign_on.identity_service.IdentityServiceAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": environment.oidc_scope.split(),
        "APPS": (
            [
                {
                    "provider_id": "identity",
                    "name": environment.oidc_name,
                    "client_id": environment.oidc_client_id,
                    "secret": environment.oidc_client_secret.get_secret_value(),
                    "settings": {"server_url": environment.oidc_issuer, "uid_field": "sub"},
                }
            ]
            if environment.oidc_issuer
            else []
        ),
    }
}
OIDC_MATCH_CLAIM = environment.oidc_match_claim
"""The claim that tells which invited account is meant: `email` (which must be verified) or `preferred_username`."""

SESSION_COOKIE_AGE = 12 * 60 * 60

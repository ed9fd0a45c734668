"""Signing in, and the person's own account: no address of theirs names anything of an office."""

from tests.isolation.visits import get, nothing, surface

SURFACES = (
    surface("accounts_overview", get(quiet=True)),
    surface("accounts_sessions", get(quiet=True)),
    surface("mfa_index", get(quiet=True)),
    *nothing(
        "signing in and out, before anybody is known",
        "admin/login/", "account_login", "account_logout", "account_inactive", "accounts_invitation",
        "account_reset_password",
        "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
        "mfa_authenticate", "mfa_login_webauthn", "openid_connect_login", "openid_connect_callback",
        "socialaccount_login_cancelled", "socialaccount_login_error",
    ),
    *nothing(
        "a citizen's own pages, found through a session that is none of staff's; tested in core.citizens",
        "citizen_own", "citizen_sign_in", "citizen_code", "citizen_export", "citizen_erase", "citizen_sign_out",
    ),
    *nothing(
        "about the person's own account only, found through the session; tested in core.accounts",
        "account_reauthenticate", "accounts_sign_in_anew", "accounts_carry_on", "account_change_password",
        "account_set_password", "accounts_end_session", "accounts_end_other_sessions", "mfa_activate_totp",
        "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_list_webauthn", "mfa_remove_webauthn",
        "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes", "socialaccount_connections",
    ),
)  # fmt: skip

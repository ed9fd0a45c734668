"""Our own screens, the first screen, the account."""

from tests.isolation.visits import (
    AUDIT,
    MEMBERS,
    PLUGINS,
    SETTINGS,
    central,
    get,
    nothing,
    post,
    surface,
)  # fmt: skip

SURFACES = (
    surface("wagtailadmin_home", get()),
    surface("wagtailadmin_account", get()),
    surface("wagtailadmin_dismissibles", get()),
    surface("plugin_switches", get(needs=PLUGINS)),
    surface("plugin_switches_of", get(needs=PLUGINS, subsite="{slug}")),
    *(
        surface(f"plugin_switch_{way}", get(needs=PLUGINS, subsite="{slug}", slug="notices"),
                post(needs=PLUGINS, subsite="{slug}", slug="notices"))
        for way in ("on", "off")
    ),
    central("policy", get(), post()),
    central("policy_apply", post()),
    central("policy_history", get()),
    central("policy_revert", get(change_set="1"), post(change_set="1")),
    surface("policy_office_choice", get(needs=SETTINGS)),
    surface("policy_office", get(needs=SETTINGS, subsite="{slug}"),
            post({"item": "comments", "on": "0"}, needs=SETTINGS, own=0, subsite="{slug}")),
    central("plugin_indicators", get()),
    central("superusers", get(), get({"account": "{person}"})),
    surface(
        "who_may_what",
        get(needs=(MEMBERS, AUDIT)),
        get({"person": "{username}"}, needs=(MEMBERS, AUDIT), quiet=True),
        get({"office": "{slug}"}, needs=(MEMBERS, AUDIT)),
        get({"office": "{slug}", "export": "csv"}, needs=(MEMBERS, AUDIT)),
        get({"office": "{slug}", "export": "xlsx"}, needs=(MEMBERS, AUDIT)),
    ),
    surface("subsite_settings_choice", get(needs=SETTINGS)),
    surface("subsite_settings", get(needs=SETTINGS, subsite="{slug}"),
            post({"tagline": "走"}, needs=SETTINGS, subsite="{slug}")),
    *nothing(
        "says the same to everybody, about nobody",
        "admin/test404/", "wagtailadmin_error_test", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
        "wagtail_localize:javascript_catalog", "admin/^.*/$", "health", "wagtailadmin_block_preview",
    ),
    *nothing(
        "signing in and out, before anybody is known",
        "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete", "wagtailcore_login",
    ),
    *nothing("fetches a video's address from outside; knows nothing of ours",
             "wagtailembeds:chooser", "wagtailembeds:chooser_upload"),
)  # fmt: skip

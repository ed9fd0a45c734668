"""The public names of the contract, and what may be imported when."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import core.plugin_api
from core.plugin_api.version import ContractRangeError, accepts, parse_range

NAMES_1_0 = frozenset(
    {
        "AdminMenuItem",
        "Answer",
        "ApiRoute",
        "Availability",
        "CONTRACT_VERSION",
        "Check",
        "Contribution",
        "DashboardPanel",
        "EXTENSION_POINTS",
        "Event",
        "HomeBlock",
        "NotificationTemplate",
        "Owned",
        "PagePublished",
        "PageSlot",
        "PageUnpublished",
        "PersonalData",
        "PluginConfig",
        "PluginDisabled",
        "PluginEnabled",
        "PluginPage",
        "PluginPermission",
        "RenderContext",
        "RetentionRule",
        "Role",
        "SYSTEM",
        "SettingsForm",
        "Slot",
        "Subscription",
        "Subsite",
        "SubsiteApiViewSet",
        "SubsiteCreated",
        "SubsiteEntry",
        "SubsiteOwned",
        "SubsiteScreens",
        "SubsiteViewSet",
        "SupervisionIndicator",
        "Task",
        "ask",
        "collect",
        "disable_plugin",
        "discover",
        "enable_plugin",
        "enqueue",
        "has_permission",
        "installed_plugins",
        "is_enabled",
        "notify",
        "open_subsites",
        "plugin",
        "plugin_settings",
        "plugin_url",
        "publish",
        "record",
        "render_public",
        "require",
        "set_policy",
        "subsite_of",
        "subsites_with",
    }
)
"""What contract 1.0 promised. Add a list for each minor version; never take a name away within a major one."""

NAMES_1_1 = NAMES_1_0 | {"record_view"}
NAMES_1_2 = NAMES_1_1 | {"ReviewableKind", "needs_review", "require_cleared", "submit_for_review"}
"""Contract 1.2: plugins' content in the review chain."""
NAMES_1_3 = NAMES_1_2 | {"RecentSignInMixin", "recent_sign_in_required", "require_recent_sign_in"}
"""Contract 1.3: dangerous acts ask for the person again; `render_public` takes `title` and `above`."""
NAMES_1_4 = NAMES_1_3 | {"require_taking_back_cleared", "Hit", "SearchSource", "current_citizen"}
"""Contract 1.4: taking back goes through the chain as publishing does; rows in the public search; which citizen a
visitor is; `core.streams`, `core.public_forms`, `core.outgoing` and `core.sealing` are public."""
NAMES_1_5 = NAMES_1_4 | {
    "AuditVerb",
    "HeldChanges",
    "PublicRows",
    "newest_review",
    "render_preview",
    "require_within",
    "responsibility_column",
    "review_running",
}
"""Contract 1.5: a plugin's own words for what it records; what of plugins' content the public is shown, previews, the
public line, and the database's guard."""
NAMES_1_6 = NAMES_1_5
"""Contract 1.6: `core.text_messages` is public."""


def test_the_contract_keeps_what_it_promised() -> None:
    assert core.plugin_api.CONTRACT_VERSION[0] == 1
    assert set(core.plugin_api.__all__) >= NAMES_1_0
    assert core.plugin_api.CONTRACT_VERSION == (1, 6)
    assert set(core.plugin_api.__all__) == NAMES_1_6, "a new name: raise the minor version, and list it here"


@pytest.mark.parametrize("name", core.plugin_api.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(core.plugin_api, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        core.plugin_api.nothing  # noqa: B018


def test_a_manifest_is_imported_without_models_or_settings() -> None:
    root = Path(core.plugin_api.__file__).resolve().parent.parent.parent
    program = (
        "import sys, plugins.notices.apps, plugins.queries.apps\n"
        "from django.conf import settings\n"
        "assert not settings.configured\n"
        "print([name for name in sys.modules if name.startswith('wagtail') or name.endswith('.models')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    found = ast.literal_eval(done.stdout)
    assert [name for name in found if not name.startswith("django.")] == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (">=1,<2", True),
        (">=1.0,<2", True),
        (">= 1.0 , < 2", True),
        (">=1.1,<2", False),
        (">=2,<3", False),
        (">=1,<9", True),
    ],
)
def test_a_range_takes_every_minor_version(text: str, fits: bool) -> None:
    assert accepts(text, (1, 0)) is fits


def test_a_range_is_read() -> None:
    assert parse_range(">=1.2,<3") == ((1, 2), 3)


@pytest.mark.parametrize("text", ["", "1", ">=1", "==1", ">=1,<1.5", ">=2,<2", ">=3,<2", "~=1.0"])
def test_a_range_that_could_exclude_a_minor_version_is_refused(text: str) -> None:
    with pytest.raises(ContractRangeError):
        parse_range(text)

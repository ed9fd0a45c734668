"""Plugins that are broken, each in its own way: its files, the fault and what the check says."""

from pathlib import Path

from tests.contract.outside import register

GOOD = """
from core.plugin_api import PluginConfig

class Config(PluginConfig):
    slug = "{slug}"
    title = "A title"
    summary = "A summary"
    version = "1.0"
    contract = ">=1,<2"
"""
MODEL = """
from django.db import models

class Thing(models.Model):
    name = models.CharField(max_length=10)
"""
PAGE = """
from wagtail.models import Page

class LonelyPage(Page):
    pass
"""
CHECK = """
from core.plugin_api import Check

def fall():
    raise RuntimeError("the check fell over")

contributions = (Check(name="fall", function=fall),)
"""
PERMISSION = """
from core.plugin_api import DashboardPanel

contributions = (DashboardPanel(name="panel", label="Panel", template="x.html", permission="no_such_permission"),)
"""


SCREENS = """
from core.plugin_api import AdminMenuItem, SubsiteScreens

contributions = (AdminMenuItem(name="screens", label="Screens", viewset=SubsiteScreens, permission="access_admin"),)
"""
PATTERNS = """
from core.plugin_api import AdminMenuItem, SubsiteScreens

class Screens(SubsiteScreens):
    slug = "b_patterns"
    name = "b_patterns"
    permission = "access_admin"

    def get_urlpatterns(self):
        raise RuntimeError("no addresses")

contributions = (
    AdminMenuItem(name="screens", label="Screens", viewset=Screens(), permission="access_admin"),
)
"""
ROUTE = """
from core.plugin_api import ApiRoute

contributions = (ApiRoute(name="things", viewset=object()),)
"""
DRAWING = """
from core.plugin_api import PageSlot, Slot

def fall(context):
    raise RuntimeError("the slot fell over")

def leave(context):
    raise SystemExit(1)

contributions = (
    PageSlot(name="falls", slot=Slot.FOOTER, template="x.html", context=fall),
    PageSlot(name="leaves", slot=Slot.FOOTER, template="x.html", context=leave),
    PageSlot(name="misses", slot=Slot.FOOTER, template="no_such_template.html"),
    PageSlot(name="drags", slot=Slot.FOOTER, template="design/parts/crest.html", context=lambda context: None),
)
"""


def good(slug: str, more: str = "") -> str:
    return GOOD.format(slug=slug) + more


CASES: dict[str, tuple[dict[str, str], str, str]] = {
    "b_syntax": ({"apps.py": "class Config(:\n"}, "E101", "b_syntax.apps could not be imported: SyntaxError"),
    "b_dependency": (
        {"apps.py": "import nowhere_to_be_found\n"},
        "E101",
        "No module named 'nowhere_to_be_found'",
    ),
    "b_exit": ({"apps.py": "import sys\nsys.exit(3)\n"}, "E101", "SystemExit: 3"),
    "b_nothing": ({"apps.py": "x = 1\n"}, "E102", "has 0 subclasses of PluginConfig instead of one"),
    "b_bare": (
        {
            "apps.py": 'from core.plugin_api import PluginConfig\nclass Config(PluginConfig):\n    slug = "b_bare"\n'
        },
        "E103",
        "its manifest has no `summary`",
    ),
    "b_slug": ({"apps.py": good("Not A Slug")}, "E103", "is not a name of 2 to 40 lower-case letters"),
    "b_reserved": ({"apps.py": good("search")}, "E103", "is reserved for addresses of the core"),
    "b_number": (
        {"apps.py": good("b_number").replace('"1.0"', "1.0")},
        "E103",
        "its manifest can't be read: TypeError: expected string",
    ),
    "b_entry": (
        {"apps.py": good("b_entry")},
        "E101",
        "its entry point says 'b entry', which names no module",
    ),
    "b_screens": (
        {"apps.py": good("b_screens"), "contributions.py": SCREENS},
        "E109",
        "the viewset of 'screens' at admin_menu_items is not an instance of a SubsiteViewSet or SubsiteScreens",
    ),
    "b_patterns": (
        {"apps.py": good("b_patterns"), "contributions.py": PATTERNS},
        "E109",
        "b_patterns.screens at admin_menu_items could not be made: RuntimeError: no addresses",
    ),
    "b_route": (
        {"apps.py": good("b_route"), "contributions.py": ROUTE},
        "E109",
        "the viewset of 'things' at api_routes is not a subclass of SubsiteApiViewSet",
    ),
    "b_newer": (
        {"apps.py": good("b_newer").replace(">=1,<2", ">=2,<3")},
        "E104",
        "it is written for contract >=2,<3, and this core keeps contract 1.6",
    ),
    "b_range": ({"apps.py": good("b_range").replace(">=1,<2", "==1.0")}, "E104", "'==1.0' can't be read"),
    "b_minor": ({"apps.py": good("b_minor").replace("<2", "<1.5")}, "E104", "'>=1,<1.5' can't be read"),
    "b_double": (
        {"apps.py": good("notices")},
        "E105",
        "its slug 'notices' belongs to plugins.notices.apps already",
    ),
    "b_label": (
        {"apps.py": good("b_label", '    label = "core_pages"\n')},
        "E117",
        "its app label is 'core_pages'",
    ),
    "b_taken": (
        {"apps.py": good("b_taken", '    label = "plugin_notices"\n')},
        "E117",
        "its app label is 'plugin_notices' instead of 'plugin_b_taken'",
    ),
    "b_twin_two": (
        {"apps.py": good("b_twin_one")},
        "E105",
        "its slug 'b_twin_one' belongs to b_twin_one.apps already",
    ),
    "b_leaving": (
        {"apps.py": good("b_leaving"), "models.py": "import sys\nsys.exit(3)\n"},
        "E108",
        "its models could not be imported: SystemExit: 3",
    ),
    "b_alone": (
        {"apps.py": good("b_alone", '    requires = ("not_there",)\n')},
        "E106",
        "it requires not_there, which is not installed",
    ),
    "b_round": (
        {"apps.py": good("b_round", '    requires = ("b_trip",)\n')},
        "E107",
        "its requirements go round in a circle (b_round, b_trip)",
    ),
    "b_trip": (
        {"apps.py": good("b_trip", '    requires = ("b_round",)\n')},
        "E107",
        "its requirements go round in a circle (b_round, b_trip)",
    ),
    "b_models": (
        {"apps.py": good("b_models"), "models.py": MODEL + "import not_installed_here\n"},
        "E108",
        "its models could not be imported: ModuleNotFoundError",
    ),
    "b_upon": (
        {"apps.py": good("b_upon", '    requires = ("b_models",)\n')},
        "E106",
        "it requires b_models, which could not be loaded",
    ),
    "b_contributions": (
        {"apps.py": good("b_contributions"), "contributions.py": "raise ValueError('no')\n"},
        "E109",
        "stays off everywhere: b_contributions.contributions could not be read: ValueError: no",
    ),
    "b_list": (
        {"apps.py": good("b_list"), "contributions.py": "contributions = []\n"},
        "E109",
        "is not a tuple",
    ),
    "b_permission": (
        {"apps.py": good("b_permission"), "contributions.py": PERMISSION},
        "E109",
        "names an unknown permission 'no_such_permission'",
    ),
    "b_unscoped": (
        {"apps.py": good("b_unscoped"), "models.py": MODEL},
        "E110",
        "the model Thing does not say which subsite owns a row",
    ),
    "b_page": (
        {"apps.py": good("b_page"), "models.py": PAGE},
        "E112",
        "the page type LonelyPage does not derive from PluginPage",
    ),
    "b_hooks": ({"apps.py": good("b_hooks"), "wagtail_hooks.py": ""}, "E113", "it has a wagtail_hooks.py"),
    "b_urls": (
        {"apps.py": good("b_urls"), "urls.py": "1 / 0\n"},
        "E114",
        "urls.py could not be imported: ZeroDivisionError",
    ),
    "b_public": (
        {"apps.py": good("b_public"), "public.py": "1 / 0\n"},
        "E115",
        "public.py could not be imported",
    ),
    "b_check": (
        {"apps.py": good("b_check"), "contributions.py": CHECK},
        "E116",
        "its check b_check.fall raised RuntimeError",
    ),
}


SOUND = {
    "b_twin_one": {"apps.py": good("b_twin_one")},
    "b_drawing": {"apps.py": good("b_drawing"), "contributions.py": DRAWING},
}
"""Plugins without a fault that a check can find: one that came first, and one that goes wrong at work."""


def install(folder: Path) -> None:
    """Make `folder` look like an installed distribution with all of them."""
    every = SOUND | {name: files for name, (files, _fault, _message) in CASES.items()}
    for name, files in every.items():
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
        for file, text in files.items():
            (folder / name / file).write_text(text)
    register(folder, {name: f"{name}.apps:Config" for name in every} | {"b_entry": "b entry"})

"""Our screens in the place of Wagtail's: redirects and history of one's own offices."""

from tests.isolation.surfaces.central import own_report
from tests.isolation.visits import EDIT, PUBLISH, SETTINGS, get, post, surface

REDIRECTS = "office_redirects"
ANSWERS = {"old_address": "walked", "address": "https://example.org/", "subsite": "{subsite}"}
SURFACES = (
    *own_report("office_history", (EDIT, PUBLISH)),
    surface(f"{REDIRECTS}:index", get(needs=SETTINGS), get({"export": "csv"}, needs=SETTINGS)),
    surface(f"{REDIRECTS}:index_results", get(needs=SETTINGS)),
    surface(f"{REDIRECTS}:add", get(needs=SETTINGS), post(ANSWERS, needs=SETTINGS, quiet=True)),
    surface(
        f"{REDIRECTS}:edit",
        get(needs=SETTINGS, pk="{office_redirect}"),
        post(ANSWERS, needs=SETTINGS, pk="{office_redirect}"),
    ),
    surface(
        f"{REDIRECTS}:delete",
        get(needs=SETTINGS, pk="{office_redirect}"),
        post(needs=SETTINGS, pk="{office_redirect}"),
    ),
    surface(f"{REDIRECTS}:history", get(needs=SETTINGS, pk="{office_redirect}")),
    surface(f"{REDIRECTS}:history_results", get(needs=SETTINGS, pk="{office_redirect}")),
)

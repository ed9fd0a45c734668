"""The API that Wagtail's administration calls itself: pages."""

from tests.isolation.marks import COMMON_WORD
from tests.isolation.visits import EDIT, NOBODY, PUBLISH, get, post, surface

EXPLORER = (EDIT, PUBLISH)
API = "wagtailadmin_api:pages"
SURFACES = (
    surface(
        f"{API}:listing",
        get({"limit": "20"}),
        get({"child_of": "{column}", "fields": "*"}, needs=EXPLORER, quiet=True),
        get({"search": COMMON_WORD}),
        get({"for_explorer": "1", "child_of": "{column}"}, needs=EXPLORER, quiet=True),
        get({"descendant_of": "{home}"}, needs=EXPLORER, quiet=True),
        get({"translation_of": "{draft}"}, needs=EXPLORER, quiet=True),
    ),
    surface(f"{API}:detail", get(pk="{draft}", needs=EXPLORER), get(pk="{open}", needs=EXPLORER)),
    surface(f"{API}:find", get({"html_path": "/townships/{slug}/"}, needs=NOBODY)),
    surface(
        f"{API}:action",
        *(
            post(data, needs=needs, own=status, pk="{draft}", action_name=action, json=True)
            for action, data, needs, status in (
                ("copy", {"slug": "copied-walk", "destination_page_id": "{own_column}"}, PUBLISH, 201),
                ("delete", {}, EDIT, 204),
                ("publish", {}, PUBLISH, 200),
                ("convert_alias", {}, NOBODY, 400),
                ("move", {"destination_page_id": "{own_closed_column}"}, EDIT, 200),
                ("create_alias", {"update_slug": "alias-walk"}, PUBLISH, 201),
                ("copy_for_translation", {"locale": "en"}, NOBODY, 201),
            )
        ),
        post(
            {"destination_page_id": "{closed_column}"},
            needs=EDIT,
            own=200,
            pk="{own_draft}",
            action_name="move",
            json=True,
        ),
        post(
            {"slug": "copied-walk", "destination_page_id": "{closed_column}"},
            needs=PUBLISH,
            own=201,
            pk="{own_draft}",
            action_name="copy",
            json=True,
        ),
        post({}, needs=PUBLISH, own=200, pk="{open}", action_name="unpublish", json=True),
        post({}, needs=EDIT, own=200, pk="{alias}", action_name="convert_alias", json=True),
        post(
            {"revision_id": "{draft_revision}"},
            needs=EDIT,
            own=200,
            pk="{draft}",
            action_name="revert_to_page_revision",
            json=True,
        ),
    ),
)

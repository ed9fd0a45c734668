"""Pages: explorer, editor, history, review, editing sessions."""

from tests.isolation.marks import COMMON_WORD
from tests.isolation.payloads import (
    ARTICLE,
    COLUMN,
    with_attachment,
    with_block,
    with_comment,
    with_picture,
    with_rich_text,
)
from tests.isolation.visits import COLUMNS, EDIT, NOBODY, PUBLISH, Surface, central, get, post, surface

PAGES = "wagtailadmin_pages"
ARTICLE_TYPE = {"content_type_app_name": "core_pages", "content_type_model_name": "articlepage"}
COLUMN_TYPE = {"content_type_app_name": "core_pages", "content_type_model_name": "columnpage"}
EXPLORER = (EDIT, PUBLISH)


def confirmed(name: str, argument: str = "page_id", kind: str = "{draft}", needs: str = PUBLISH) -> Surface:
    """A question and its confirmation."""
    return surface(
        f"{PAGES}:{name}", get(needs=needs, **{argument: kind}), post(needs=needs, **{argument: kind})
    )


EXPLORING = (
    surface("wagtailadmin_explore_root", get(needs=EXPLORER, own=302)),
    surface(
        "wagtailadmin_explore",
        get(needs=EXPLORER, parent_page_id="{column}", shows="drafttitle"),
        get(needs=EXPLORER, parent_page_id="{home}", shows="opencolumn"),
        get({"q": COMMON_WORD}, needs=EXPLORER, parent_page_id="{column}"),
        get({"ordering": "ord"}, needs=EXPLORER, parent_page_id="{column}"),
        get({"locale": "en"}, needs=EXPLORER, parent_page_id="{column}"),
        get({"owner": "{person}"}, needs=EXPLORER, quiet=True, parent_page_id="{own_column}"),
        get(needs=EXPLORER, parent_page_id="{draft}"),
    ),
    surface(
        "wagtailadmin_explore_results",
        get(needs=EXPLORER, parent_page_id="{column}"),
        get({"q": COMMON_WORD}, needs=EXPLORER, parent_page_id="{column}"),
    ),
    surface(
        f"{PAGES}:search",
        get({"q": COMMON_WORD}, needs=EXPLORER, shows="drafttitle"),
        get({"q": ""}, needs=EXPLORER),
        get({"q": COMMON_WORD, "content_type": "core_pages.articlepage"}, needs=EXPLORER),
    ),
    surface(f"{PAGES}:search_results", get({"q": COMMON_WORD}, needs=EXPLORER)),
)

EDITING = (
    surface(
        f"{PAGES}:add",
        get(needs=EDIT, parent_page_id="{column}", **ARTICLE_TYPE),
        post(ARTICLE, needs=EDIT, parent_page_id="{column}", **ARTICLE_TYPE),
        post(
            lambda h: with_picture(h["privatepicture"]),
            parent_page_id="{own_column}",
            **ARTICLE_TYPE,
            quiet=True,
        ),
        get(needs=COLUMNS, parent_page_id="{home}", **COLUMN_TYPE),
        post({**COLUMN, "action-publish": "1"}, needs=COLUMNS, parent_page_id="{home}", **COLUMN_TYPE),
    ),
    surface(
        f"{PAGES}:preview_on_add",
        get(needs=EDIT, parent_page_id="{column}", **ARTICLE_TYPE),
        post(ARTICLE, needs=EDIT, own=200, parent_page_id="{column}", **ARTICLE_TYPE),
    ),
    surface(
        f"{PAGES}:edit",
        get(needs=EDIT, page_id="{draft}", shows="drafttitle"),
        get(needs=EDIT, page_id="{open}"),
        get(needs=EDIT, page_id="{review}"),
        get(needs=EDIT, page_id="{alias}"),
        get(needs=EDIT, page_id="{translated}"),
        get(needs=EDIT, page_id="{home}"),
        post(ARTICLE, page_id="{draft}"),
        post({**ARTICLE, "action-publish": "1"}, page_id="{draft}"),
        post({**ARTICLE, "action-submit": "1"}, page_id="{draft}"),
        post(with_comment(), page_id="{draft}"),
        post(
            lambda h: with_picture(h["privatepicture"]),
            note="names a private picture",
            page_id="{own_draft}",
            quiet=True,
        ),
        post(
            lambda h: with_attachment(h["privatedocument"]),
            note="names a private attachment",
            page_id="{own_draft}",
            quiet=True,
        ),
        post(
            lambda h: with_block("picture", {"image": h["privatepicture"], "alt_text": "走", "caption": ""}),
            note="a block names a private picture",
            page_id="{own_draft}",
            quiet=True,
        ),
        post(
            lambda h: with_rich_text(f'<p><a linktype="page" id="{h["draft"]}">走</a></p>'),
            note="the text links to a draft",
            page_id="{own_draft}",
            quiet=True,
        ),
        post(
            lambda h: with_rich_text(f'<p><a linktype="document" id="{h["privatedocument"]}">走</a></p>'),
            note="the text links to a private attachment",
            page_id="{own_draft}",
            quiet=True,
        ),
        post(
            lambda h: with_rich_text(
                f'<embed embedtype="image" id="{h["privatepicture"]}" format="left" alt="走"/>'
            ),
            note="the text shows a private picture",
            page_id="{own_draft}",
            quiet=True,
        ),
    ),
    surface(
        f"{PAGES}:preview_on_edit",
        get(needs=EDIT, page_id="{draft}"),
        post(ARTICLE, needs=EDIT, own=200, page_id="{draft}"),
    ),
    surface(f"{PAGES}:view_draft", get(needs=EDIT, page_id="{draft}"), get(needs=EDIT, page_id="{changed}")),
    surface(
        f"{PAGES}:add_subpage",
        get(needs=EDIT, parent_page_id="{column}"),
        get(parent_page_id="{home}", needs=EDIT),
    ),
    confirmed("delete", needs=EDIT),
    confirmed("unpublish", kind="{open}"),
    confirmed("convert_alias", kind="{alias}", needs=EDIT),
    surface(
        f"{PAGES}:move",
        get(needs=EDIT, page_to_move_id="{draft}"),
        post({"new_parent_page": "{closed_column}"}, needs=EDIT, page_to_move_id="{own_draft}", quiet=True),
        post({"new_parent_page": "{own_column}"}, needs=EDIT, page_to_move_id="{draft}"),
    ),
    surface(
        f"{PAGES}:move_confirm",
        get(needs=EDIT, page_to_move_id="{draft}", destination_id="{closed_column}"),
        get(needs=EDIT, page_to_move_id="{own_draft}", destination_id="{closed_column}"),
        post(needs=EDIT, page_to_move_id="{own_draft}", destination_id="{closed_column}"),
        post(needs=EDIT, page_to_move_id="{draft}", destination_id="{own_closed_column}"),
    ),
    surface(
        f"{PAGES}:set_page_position",
        post(needs=PUBLISH, own=200, page_to_move_id="{draft}", query={"position": "0"}),
    ),
    surface(
        f"{PAGES}:copy",
        get(needs=EDIT, page_id="{draft}"),
        post(
            {
                "new_title": "走",
                "new_slug": "copied-walk",
                "new_parent_page": "{own_column}",
                "copy_subpages": "",
            },
            needs=EDIT,
            page_id="{draft}",
        ),
        post(
            {
                "new_title": "走",
                "new_slug": "copied-walk",
                "new_parent_page": "{closed_column}",
                "copy_subpages": "",
            },
            needs=EDIT,
            page_id="{own_draft}",
            quiet=True,
        ),
    ),
    surface(
        f"{PAGES}:set_privacy",
        get(needs=PUBLISH, page_id="{draft}"),
        post({"restriction_type": "none", "password": ""}, needs=PUBLISH, own=200, page_id="{private}"),
    ),
    surface(f"{PAGES}:lock", post(needs=PUBLISH, page_id="{draft}")),
    surface(f"{PAGES}:unlock", post(needs=PUBLISH, page_id="{locked}")),
)

HISTORY = (
    surface(f"{PAGES}:usage", get(page_id="{open}", needs=EXPLORER), get(page_id="{draft}", needs=EXPLORER)),
    surface(f"{PAGES}:revisions_index", get(page_id="{draft}", needs=EXPLORER, own=302)),
    surface(
        f"{PAGES}:revisions_view", get(page_id="{draft}", revision_id="{draft_revision}", needs=EXPLORER)
    ),
    surface(
        f"{PAGES}:revisions_revert",
        get(page_id="{draft}", revision_id="{draft_revision}", needs=EDIT),
        get(page_id="{own_draft}", revision_id="{draft_revision}", needs=EDIT),
    ),
    surface(
        f"{PAGES}:revisions_unschedule",
        get(page_id="{scheduled}", revision_id="{scheduled_revision}", needs=PUBLISH),
        post(page_id="{scheduled}", revision_id="{scheduled_revision}", needs=PUBLISH),
    ),
    surface(
        f"{PAGES}:revisions_compare",
        get(pk="{changed}", revision_id_a="earliest", revision_id_b="latest", needs=EXPLORER),
        get(
            pk="{own_changed}", revision_id_a="{openchanged_revision}", revision_id_b="latest", needs=EXPLORER
        ),
    ),
    surface(f"{PAGES}:history", get(page_id="{draft}", needs=EXPLORER)),
    surface(f"{PAGES}:history_results", get(page_id="{draft}", needs=EXPLORER)),
)

TYPES = (
    central(f"{PAGES}:type_use", get(**ARTICLE_TYPE), get(**COLUMN_TYPE)),
    central(f"{PAGES}:type_use_results", get(**ARTICLE_TYPE)),
    central(f"{PAGES}:choose_parent", get(app_label="core_pages", model_name="articlepage")),
)

WORKFLOW_STEP = {"page_id": "{review}", "action_name": "approve", "task_state_id": "{task_state}"}
WORKFLOW = (
    central(
        f"{PAGES}:workflow_action",
        get(ajax=True, **WORKFLOW_STEP),
        post(ajax=True, **WORKFLOW_STEP),
        post({"comment": "走"}, ajax=True, **{**WORKFLOW_STEP, "action_name": "reject"}),
    ),
    central(
        f"{PAGES}:collect_workflow_action_data",
        get(ajax=True, **WORKFLOW_STEP),
        post({"comment": "走"}, ajax=True, **WORKFLOW_STEP),
    ),
    central(
        f"{PAGES}:confirm_workflow_cancellation",
        get(page_id="{review}"),
        post({"next": "/admin/pages/"}, page_id="{review}"),
    ),
    central(f"{PAGES}:workflow_preview", get(page_id="{review}", task_id="{task}")),
    central(f"{PAGES}:workflow_history", get(page_id="{review}")),
    central(f"{PAGES}:workflow_history_detail", get(page_id="{review}", workflow_state_id="{state}")),
)

SESSIONS = (
    surface(
        "wagtailadmin_editing_sessions:ping",
        post(
            {"revision_id": "{draft_revision}"},
            needs=EDIT,
            own=200,
            app_label="core_pages",
            model_name="articlepage",
            object_id="{draft}",
            session_id="{session}",
        ),
    ),
    surface(
        "wagtailadmin_editing_sessions:release",
        post(needs=NOBODY, session_id="{session}"),
    ),
)

SURFACES = (*EXPLORING, *EDITING, *HISTORY, *TYPES, *WORKFLOW, *SESSIONS)

"""Bulk actions: their questions name what they are about, their confirmations do it."""

from tests.isolation.visits import EDIT, MEDIA, NOBODY, Visit, get, post, surface


def bulk(action: str, *visits_of: str, needs: str = EDIT, **data: str) -> tuple[Visit, ...]:
    """A bulk action's question and confirmation."""
    where = {"app_label": "wagtailcore", "model_name": "page", "action": action}
    ids = [f"{{{kind}}}" for kind in visits_of]
    return (
        get({"id": ids}, needs=needs, quiet=True, **where),
        post(data, needs=needs, quiet=True, query={"id": ids, "next": "/admin/pages/"}, **where),
    )


def media_bulk(app: str, model: str, kind: str, action: str, **data: str) -> tuple[Visit, ...]:
    """A bulk action on pictures or attachments."""
    where = {"app_label": app, "model_name": model, "action": action}
    query = {"id": [f"{{{kind}}}", f"{{private{kind}}}"]}
    return (
        get(query, needs=MEDIA, quiet=True, **where),
        post(data, needs=MEDIA, quiet=True, query={**query, "next": "/admin/images/"}, **where),
    )


SURFACES = (
    surface(
        "wagtail_bulk_action",
        *bulk("delete", "draft", "open", needs=EDIT),
        *bulk("move", "draft", chooser="{own_column}", needs=EDIT),
        *bulk("publish", "draft", include_descendants="on"),
        *bulk("unpublish", "open", include_descendants="on"),
        get(
            {"id": "all", "childOf": "{column}"},
            needs=EDIT,
            quiet=True,
            app_label="wagtailcore",
            model_name="page",
            action="publish",
        ),
        *media_bulk("core_media", "picture", "picture", "delete"),
        *media_bulk("core_media", "picture", "picture", "add_tags", tags="走"),
        *media_bulk("core_media", "picture", "picture", "add_to_collection", collection="{own_collection}"),
        *media_bulk("core_media", "attachment", "document", "delete"),
        *media_bulk("core_media", "attachment", "document", "add_tags", tags="走"),
        *media_bulk(
            "core_media", "attachment", "document", "add_to_collection", collection="{own_collection}"
        ),
        get(
            {"id": ["{person}"]}, needs=NOBODY, app_label="core_accounts", model_name="user", action="delete"
        ),
        post(
            query={"id": ["{person}"]},
            needs=NOBODY,
            app_label="core_accounts",
            model_name="user",
            action="delete",
        ),
        post(
            {"mark_as_active": ""},
            query={"id": ["{person}"]},
            needs=NOBODY,
            app_label="core_accounts",
            model_name="user",
            action="set_active_state",
        ),
        post(
            {"role": "1"},
            query={"id": ["{person}"]},
            needs=NOBODY,
            app_label="core_accounts",
            model_name="user",
            action="assign_role",
        ),
    ),
)

"""Pictures, attachments, collections, tags."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.isolation.furnishing import png
from tests.isolation.marks import COMMON_WORD
from tests.isolation.visits import MEDIA, NOBODY, central, get, post, surface


def upload(name: str) -> SimpleUploadedFile:
    """A new file of a kind by its ending."""
    if name.endswith("png"):
        return SimpleUploadedFile(name, png("walked"), "image/png")
    return SimpleUploadedFile(name, b"walked", "text/plain")


def sends(field: str, file: str, collection: str, prefix: str = ""):
    """A form that uploads into a collection."""
    return lambda things: {
        f"{prefix}title": "走", f"{prefix}{field}": upload(file), f"{prefix}collection": things[collection],
        f"{prefix}tags": "", f"{prefix}credit": "",
    }  # fmt: skip


def edits(prefix: str = "", collection: str = "own_collection"):
    return lambda things: {
        f"{prefix}title": "走",
        f"{prefix}collection": things[collection],
        f"{prefix}tags": "",
        f"{prefix}credit": "",
    }


def kind(app: str, chooser: str, thing: str, argument: str, file: str, field: str, bulk: str):
    """The screens of one kind of media."""
    private = f"private{thing}"
    return (
        surface(
            f"{app}:index",
            get(needs=MEDIA, shows=f"{private}title"),
            get({"q": COMMON_WORD}, needs=MEDIA, shows=f"{private}title"),
            get({"collection_id": "{collection}"}, needs=MEDIA, quiet=True),
            get({"p": "1"}, needs=MEDIA),
        ),
        surface(f"{app}:index_results", get({"q": COMMON_WORD}, needs=MEDIA)),
        surface(
            f"{app}:add",
            get(needs=MEDIA),
            post(sends(field, file, "collection"), needs=MEDIA, quiet=True),
        ),
        surface(
            f"{app}:edit",
            get(needs=MEDIA, **{argument: f"{{{private}}}"}),
            get(needs=MEDIA, **{argument: f"{{{thing}}}"}),
            post(edits(), needs=MEDIA, **{argument: f"{{{private}}}"}),
            post(edits(collection="collection"), needs=MEDIA, quiet=True, **{argument: f"{{own_{thing}}}"}),
        ),
        surface(
            f"{app}:delete",
            get(needs=MEDIA, **{argument: f"{{{private}}}"}),
            post(needs=MEDIA, **{argument: f"{{{private}}}"}),
        ),
        surface(
            f"{app}:{'image' if app == 'wagtailimages' else 'document'}_usage",
            get(needs=MEDIA, **{argument: f"{{{thing}}}"}),
        ),
        surface(
            f"{app}:add_multiple",
            get(needs=MEDIA),
            post(
                lambda things: {"files[]": upload(file), "title": "走", "collection": things["collection"]},
                needs=MEDIA,
                own=200,
                ajax=True,
                quiet=True,
            ),
        ),
        surface(
            f"{app}:edit_multiple",
            post(
                edits(f"{bulk}-1-"),
                needs=MEDIA,
                own=200,
                ajax=True,
                **{"image_id" if app == "wagtailimages" else "doc_id": f"{{{private}}}"},
            ),
        ),
        surface(
            f"{app}:delete_multiple",
            post(
                needs=MEDIA,
                own=200,
                ajax=True,
                **{"image_id" if app == "wagtailimages" else "doc_id": f"{{{private}}}"},
            ),
        ),
        surface(
            f"{app}:create_multiple_from_uploaded_{'image' if app == 'wagtailimages' else 'document'}",
            post(edits(), needs=NOBODY, ajax=True, uploaded_file_id="{upload}"),
        ),
        surface(f"{app}:delete_upload_multiple", post(needs=NOBODY, ajax=True, uploaded_file_id="{upload}")),
        surface(
            f"{chooser}:choose",
            get(),
            get({"collection_id": "{collection}"}, quiet=True),
        ),
        surface(
            f"{chooser}:choose_results",
            get(shows=f"{private}title", shows_to=MEDIA),
            get({"q": COMMON_WORD}, shows=f"{private}title", shows_to=MEDIA),
            get({"collection_id": "{closed_collection}"}, quiet=True),
        ),
        surface(f"{chooser}:chosen", get(needs=MEDIA, pk=f"{{{private}}}")),
        surface(
            f"{chooser}:chosen_multiple",
            get({"id": [f"{{{private}}}", f"{{{thing}}}"]}, quiet=True),
        ),
        surface(
            f"{chooser}:create",
            get(needs=MEDIA),
            post(
                sends(field, file, "collection", f"{bulk}-chooser-upload-"), needs=MEDIA, own=200, quiet=True
            ),
        ),
    )


SURFACES = (
    *kind("wagtailimages", "wagtailimages_chooser", "picture", "image_id", "walked.png", "file", "image"),
    *kind("wagtaildocs", "wagtaildocs_chooser", "document", "document_id", "walked.txt", "file", "document"),
    central("wagtailimages:url_generator", get(needs=MEDIA, image_id="{privatepicture}")),
    central("wagtailimages:url_generator_output", get(needs=MEDIA, image_id="{privatepicture}", own=200)),
    surface("wagtailimages:preview", get(needs=MEDIA, image_id="{privatepicture}", filter_spec="max-30x30")),
    surface(
        "wagtailimages_chooser:select_format",
        get(needs=MEDIA, image_id="{privatepicture}"),
        post(
            {"image-chooser-insertion-format": "left", "image-chooser-insertion-alt_text": "走"},
            needs=MEDIA,
            own=200,
            image_id="{privatepicture}",
        ),
    ),
    *(
        central(name, *visits)
        for api, thing in (("images", "picture"), ("documents", "document"))
        for name, visits in (
            (
                f"wagtailadmin_api:{api}:listing",
                (get({"limit": "20"}, needs=MEDIA), get({"search": COMMON_WORD}, needs=MEDIA)),
            ),
            (
                f"wagtailadmin_api:{api}:detail",
                (get(pk=f"{{private{thing}}}", needs=MEDIA), get(pk=f"{{{thing}}}", needs=MEDIA)),
            ),
            (
                f"wagtailadmin_api:{api}:find",
                (get({"id": f"{{private{thing}}}"}, needs=MEDIA, own=302, quiet=True),),
            ),
        )
    ),
    central("wagtailadmin_collections:index", get()),
    central("wagtailadmin_collections:add", get(), post({"name": "走", "parent": "{collection}"})),
    central(
        "wagtailadmin_collections:edit",
        get(pk="{closed_collection}"),
        post({"name": "走", "parent": "{own_collection}"}, pk="{closed_collection}"),
    ),
    central("wagtailadmin_collections:delete", get(pk="{closed_collection}"), post(pk="{closed_collection}")),
    central(
        "wagtailadmin_collections:set_privacy",
        get(collection_id="{closed_collection}"),
        post({"restriction_type": "none", "password": ""}, collection_id="{closed_collection}"),
    ),
    surface(
        "wagtailadmin_tag_autocomplete",
        get({"term": "b"}),
        get({"term": "a"}, shows="openpicturetag", shows_to=MEDIA),
    ),
    surface("wagtailadmin_tag_model_autocomplete", get({"term": "b"}, app_name="taggit", model_name="tag")),
)

"""wagtail-localize."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.isolation.visits import EDIT, central, get, post, surface

LOCALIZE = "wagtail_localize"
ONE = {"translation_id": "{translation}"}

SURFACES = (
    surface(
        f"{LOCALIZE}:submit_page_translation",
        get(page_id="{openchanged}", needs=EDIT),
        post({"locales": ["2"], "include_subtree": ""}, page_id="{openchanged}", needs=EDIT),
    ),
    central(
        f"{LOCALIZE}:submit_snippet_translation",
        get(app_label="core_media", model_name="picture", pk="{privatepicture}"),
        post({"locales": ["2"]}, app_label="core_media", model_name="picture", pk="{privatepicture}"),
    ),
    surface(
        f"{LOCALIZE}:update_translations",
        get(translation_source_id="{source}", needs=EDIT),
        post({"publish_translations": ""}, translation_source_id="{source}", needs=EDIT),
    ),
    surface(
        f"{LOCALIZE}:edit_string_translation",
        post({"value": "walked"}, method="PUT", json=True, own=200, string_segment_id="{segment}", **ONE),
        post(method="DELETE", own=200, string_segment_id="{segment}", **ONE),
    ),
    surface(
        f"{LOCALIZE}:edit_override",
        post(
            {"value": "{own_picture}"},
            method="PUT",
            json=True,
            own=200,
            overridable_segment_id="{overridable}",
            **ONE,
        ),
    ),
    surface(f"{LOCALIZE}:download_pofile", get(needs=EDIT, **ONE)),
    surface(
        f"{LOCALIZE}:upload_pofile",
        post(lambda things: {"file": SimpleUploadedFile("x.po", b"")}, **ONE),
    ),
    surface(f"{LOCALIZE}:machine_translate", post(own=302, **ONE)),
    surface(
        f"{LOCALIZE}:preview_translation", get(needs=EDIT, **ONE), get(needs=EDIT, mode="default", **ONE)
    ),
    surface(f"{LOCALIZE}:stop_translation", post(**ONE)),
    surface(
        f"{LOCALIZE}:convert_to_alias",
        get(page_id="{translated}", needs=EDIT),
        post(page_id="{translated}"),
    ),
    surface(
        f"{LOCALIZE}:translations_report",
        get(needs=EDIT),
        get({"export": "csv"}, needs=EDIT),
        get({"export": "xlsx"}, needs=EDIT),
    ),
    surface(f"{LOCALIZE}:translations_report_results", get(needs=EDIT)),
    central(f"{LOCALIZE}:snippets_api_listing", get(app_label="core_media", model_name="picture")),
    central(
        f"{LOCALIZE}:snippets_api_detail",
        get(app_label="core_media", model_name="picture", pk="{privatepicture}"),
    ),
)

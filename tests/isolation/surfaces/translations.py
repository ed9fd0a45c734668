"""wagtail-localize."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.isolation.holdings import Holdings
from tests.isolation.visits import EDIT, NOBODY, central, get, post, surface

LOCALIZE = "wagtail_localize"
ONE = {"translation_id": "{translation}"}


def catalogue(things: Holdings) -> dict[str, object]:
    """A catalogue made for this translation."""
    text = f'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: {things["translation_uuid"]}\\n"\n'
    return {"file": SimpleUploadedFile("walked.po", text.encode()), "next": "/admin/pages/"}


SURFACES = (
    surface(
        "translate_page",
        get(page_id="{open}", needs=EDIT),
        post({"language": "en"}, page_id="{open}", needs=EDIT),
        post({"refresh": "1"}, page_id="{openchanged}", needs=EDIT),
    ),
    central(
        f"{LOCALIZE}:submit_page_translation",
        get(page_id="{openchanged}"),
        post({"locales": ["2"], "include_subtree": ""}, page_id="{openchanged}"),
    ),
    central(
        f"{LOCALIZE}:submit_snippet_translation",
        get(app_label="core_media", model_name="picture", pk="{privatepicture}"),
        post({"locales": ["2"]}, app_label="core_media", model_name="picture", pk="{privatepicture}"),
    ),
    central(
        f"{LOCALIZE}:update_translations",
        get(translation_source_id="{source}"),
        post({"publish_translations": ""}, translation_source_id="{source}"),
    ),
    surface(
        f"{LOCALIZE}:edit_string_translation",
        post({"value": "walked"}, method="PUT", own=200, string_segment_id="{segment}", **ONE),
        post(
            {"value": "walked"},
            method="PUT",
            own=200,
            string_segment_id="{segment}",
            translation_id="{own_translation}",
        ),
        post(method="DELETE", own=200, string_segment_id="{segment}", **ONE),
    ),
    surface(
        f"{LOCALIZE}:edit_override",
        post(
            {"value": "{own_picture}"}, method="PUT", own=201, overridable_segment_id="{overridable}", **ONE
        ),
        post(
            {"value": "{privatepicture}"},
            method="PUT",
            own=201,
            quiet=True,
            overridable_segment_id="{own_overridable}",
            translation_id="{own_translation}",
        ),
    ),
    surface(f"{LOCALIZE}:download_pofile", get(needs=EDIT, **ONE)),
    surface(f"{LOCALIZE}:upload_pofile", post(catalogue, **ONE)),
    surface(f"{LOCALIZE}:machine_translate", post(own=404, **ONE)),
    surface(
        f"{LOCALIZE}:preview_translation",
        get(needs=EDIT, **ONE),
        get(needs=NOBODY, mode="default", **ONE),
    ),
    surface(f"{LOCALIZE}:stop_translation", post({"next": "/admin/pages/"}, **ONE)),
    surface(
        f"{LOCALIZE}:convert_to_alias",
        get(page_id="{translated}", needs=EDIT),
        post({"next": "/admin/pages/"}, page_id="{translated}"),
    ),
    central(f"{LOCALIZE}:translations_report", get(), get({"export": "csv"}), get({"export": "xlsx"})),
    central(f"{LOCALIZE}:translations_report_results", get()),
    central(f"{LOCALIZE}:snippets_api_listing", get(app_label="core_media", model_name="picture")),
    central(
        f"{LOCALIZE}:snippets_api_detail",
        get(app_label="core_media", model_name="picture", pk="{privatepicture}"),
    ),
)

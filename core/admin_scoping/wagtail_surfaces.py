"""Wagtail's and wagtail-localize's views that offices may use, each with the reason why it is safe.

Not here, and so closed: users, groups, sites, locales, collections, redirects, page types, translations of
everything, Wagtail's history of everything, snippets, embeds, signed picture addresses.
"""

from .objects import explored_page, own_attachment, own_page, own_picture, own_session, own_translation, plain
from .surfaces import ObjectCheck, Surface

PUBLIC = "Answered before anybody signed in; shows nothing of any office."
OWN_ACCOUNT = "About the person's own account only."
NO_OBJECT = "Shows no object of any office."
OURS = "A view of ours answers, and checks each object itself."
OWN_PAGE = "The page in the address is the person's own; Wagtail asks for the action besides."
SCOPED_PAGES = "The listing is limited by the page policy."
OWN_MEDIA = "The picture or attachment in the address lies in the person's own collection."
SCOPED_MEDIA = "The listing is limited by the collection policy."
OWN_UPLOAD = "The upload is looked up with the person who uploaded it."
OWN_TRANSLATION = "The translated page is the person's own."

CLOSED_TO_ALL = (
    # Wagtail's workflow is replaced by the review chain; no permission is ever read from a group.
    "wagtailadmin_workflows:",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_pages:workflow_",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailusers_groups:",
)
"""Beginnings of the names of views that nobody needs, central administrators and superusers included."""


def _group(reason: str, names: str, /, namespace: str = "", **objects: ObjectCheck) -> tuple[Surface, ...]:
    prefix = f"{namespace}:" if namespace else ""
    return tuple(Surface(prefix + name, reason, objects) for name in names.split())


def _own(name: str, view: str, **objects: ObjectCheck) -> Surface:
    """A view of ours in the place of Wagtail's."""
    return Surface(name, OURS, objects or None, view=f"core.admin_scoping.{view}")


def _public(*names: str) -> tuple[Surface, ...]:
    return tuple(Surface(name, PUBLIC, public=True) for name in names)


def _pages(reason: str, names: str, **objects: ObjectCheck) -> tuple[Surface, ...]:
    return _group(reason, names, "wagtailadmin_pages", **objects)


ENTRANCE = (
    *_public(
        "wagtailadmin_sprite",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_javascript_catalog",
    ),
    *_group(OWN_ACCOUNT, "wagtailadmin_account wagtailadmin_dismissibles"),
    *_group("The panels are the person's own.", "wagtailadmin_home"),
    *_group(NO_OBJECT, "wagtailadmin_block_preview"),
    *_group(NO_OBJECT, "javascript_catalog", "wagtail_localize"),
)

PAGES = (
    *_group(SCOPED_PAGES, "wagtailadmin_explore_root"),
    *_group(SCOPED_PAGES, "wagtailadmin_explore wagtailadmin_explore_results", parent_page_id=explored_page),
    *_pages(SCOPED_PAGES, "search search_results"),
    *_pages(
        OWN_PAGE,
        "add preview_on_add",
        content_type_app_name=plain,
        content_type_model_name=plain,
        parent_page_id=own_page,
    ),
    *_pages(OWN_PAGE, "add_subpage", parent_page_id=own_page),
    *_pages(
        OWN_PAGE,
        "edit preview_on_edit view_draft delete unpublish copy convert_alias lock unlock set_privacy usage "
        "history history_results revisions_index",
        page_id=own_page,
    ),
    *_pages(
        OWN_PAGE,
        "revisions_view revisions_revert revisions_unschedule",
        page_id=own_page,
        revision_id=plain,
    ),
    *_pages(OWN_PAGE, "revisions_compare", pk=own_page, revision_id_a=plain, revision_id_b=plain),
    *_pages(OWN_PAGE, "move set_page_position", page_to_move_id=own_page),
    *_pages(OWN_PAGE, "move_confirm", page_to_move_id=own_page, destination_id=own_page),
    _own("wagtail_bulk_action", "bulk.bulk_action"),
    *_group(
        "The object's policy is asked by the view.",
        "ping",
        "wagtailadmin_editing_sessions",
        app_label=plain,
        model_name=plain,
        object_id=plain,
        session_id=plain,
    ),
    *_group("The person's own session.", "release", "wagtailadmin_editing_sessions", session_id=own_session),
)

CHOOSERS = (
    _own("wagtailadmin_choose_page", "page_chooser.BrowsePages"),
    _own("wagtailadmin_choose_page_child", "page_chooser.BrowsePages"),
    _own("wagtailadmin_choose_page_external_link", "page_links.LinkToAddress"),
    _own("wagtailadmin_choose_page_search", "page_chooser.SearchPages"),
    _own("wagtailadmin_choose_page_chosen_multiple", "page_chooser.ChosenPages"),
    *_group(
        NO_OBJECT,
        "wagtailadmin_choose_page_email_link wagtailadmin_choose_page_phone_link "
        "wagtailadmin_choose_page_anchor_link",
    ),
    *_group(SCOPED_MEDIA, "choose choose_results create chosen_multiple", "wagtaildocs_chooser"),
    *_group(OWN_MEDIA, "chosen", "wagtaildocs_chooser", pk=own_attachment),
    *_group(SCOPED_MEDIA, "choose choose_results create chosen_multiple", "wagtailimages_chooser"),
    *_group(OWN_MEDIA, "chosen", "wagtailimages_chooser", pk=own_picture),
    *_group(OWN_MEDIA, "select_format", "wagtailimages_chooser", image_id=own_picture),
)

MEDIA = (
    _own("wagtaildocs:index", "media_screens.Attachments"),
    _own("wagtaildocs:index_results", "media_screens.AttachmentsResults"),
    *_group(SCOPED_MEDIA, "add add_multiple", "wagtaildocs"),
    *_group(OWN_MEDIA, "edit delete", "wagtaildocs", document_id=own_attachment),
    _own("wagtaildocs:document_usage", "usage_screens.AttachmentUsage", document_id=own_attachment),
    *_group(OWN_MEDIA, "edit_multiple delete_multiple", "wagtaildocs", doc_id=own_attachment),
    *_group(
        OWN_UPLOAD,
        "create_multiple_from_uploaded_document delete_upload_multiple",
        "wagtaildocs",
        uploaded_file_id=plain,
    ),
    _own("wagtailimages:index", "media_screens.Pictures"),
    _own("wagtailimages:index_results", "media_screens.PicturesResults"),
    *_group(SCOPED_MEDIA, "add add_multiple", "wagtailimages"),
    _own("wagtailadmin_tag_autocomplete", "tags.autocomplete"),
    _own("wagtailadmin_tag_model_autocomplete", "tags.autocomplete"),
    *_group(
        OWN_MEDIA,
        "edit delete edit_multiple delete_multiple",
        "wagtailimages",
        image_id=own_picture,
    ),
    _own("wagtailimages:image_usage", "usage_screens.PictureUsage", image_id=own_picture),
    *_group(OWN_MEDIA, "preview", "wagtailimages", image_id=own_picture, filter_spec=plain),
    *_group(
        OWN_UPLOAD,
        "create_multiple_from_uploaded_image delete_upload_multiple",
        "wagtailimages",
        uploaded_file_id=plain,
    ),
)

REPORTS = (
    _own("wagtailadmin_reports:locked_pages", "reports.OwnLockedPages"),
    _own("wagtailadmin_reports:locked_pages_results", "reports.OwnLockedPagesResults"),
    _own("wagtailadmin_reports:aging_pages", "reports.OwnAgingPages"),
    _own("wagtailadmin_reports:aging_pages_results", "reports.OwnAgingPagesResults"),
)

INTERFACES = (
    *_group(SCOPED_PAGES, "pages:listing pages:find", "wagtailadmin_api"),
    *_group(OWN_PAGE, "pages:detail", "wagtailadmin_api", pk=explored_page),
    *_group(OWN_PAGE, "pages:action", "wagtailadmin_api", pk=own_page, action_name=plain),
)

TRANSLATIONS = (
    *_group(OWN_PAGE, "convert_to_alias", "wagtail_localize", page_id=own_page),
    _own(
        "wagtail_localize:edit_string_translation",
        "translations.edit_string",
        translation_id=own_translation,
        string_segment_id=plain,
    ),
    _own(
        "wagtail_localize:edit_override",
        "translations.edit_override",
        translation_id=own_translation,
        overridable_segment_id=plain,
    ),
    _own("wagtail_localize:upload_pofile", "translations.upload_catalogue", translation_id=own_translation),
    *_group(
        OWN_TRANSLATION,
        "download_pofile machine_translate stop_translation",
        "wagtail_localize",
        translation_id=own_translation,
    ),
    *_group(
        OWN_TRANSLATION, "preview_translation", "wagtail_localize", translation_id=own_translation, mode=plain
    ),
)

WAGTAIL_SURFACES = (*ENTRANCE, *PAGES, *CHOOSERS, *MEDIA, *REPORTS, *INTERFACES, *TRANSLATIONS)

"""Beginning the translation of an own page, and bringing it up to date with the original.

wagtail-localize's own screens make whatever is missing around a page in the other language: the pages above it up to
the tree's root, the pages it refers to, all of it published. Here one page becomes a draft below its own column.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from core.access.grants import require
from core.access.page_policy import may_make
from core.audit.services import record
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

if TYPE_CHECKING:
    from core.accounts.models import User


def missing_languages(page: Page) -> list[Locale]:
    """The languages in which there is no page of this one yet. One query."""
    there = Page.objects.filter(translation_key=page.translation_key).values("locale_id")
    return list(Locale.objects.exclude(pk__in=there))


def source_of(page: Page) -> TranslationSource | None:
    """What the page's translations are made from; None when it has none that is still kept as one."""
    found: TranslationSource | None = TranslationSource.objects.get_for_instance_or_none(page)
    if found is None or found.locale_id != page.locale_id:
        return None
    return found if found.translations.filter(enabled=True).exists() else None


def _office_of(page: Page, by: "User") -> SubsiteEntry:
    entry = held_table().for_path(page.path)
    require(by, "edit_content", entry)
    if entry is None or page.path in held_table().by_path:
        raise PermissionDenied(_("The home page's languages are set up by the central office."))
    return entry


def place_of(page: Page, language: Locale) -> Page:
    """Where the translation goes: the column's page in the other language, of the same office.

    Raises ValidationError when there is none.
    """
    above = page.get_parent()
    found: Page | None = above.get_translation_or_none(language)
    table = held_table()
    if found is None or table.for_path(found.path) != table.for_path(page.path):
        raise ValidationError(
            _("“%(page)s” has no page in %(language)s yet. Translate that one first.")
            % {"page": above.title, "language": language.get_display_name()}
        )
    return found


@transaction.atomic
def start_translation(*, page: Page, language: Locale, by: "User") -> Page:
    """Make the page's draft in another language, to be translated; returns it.

    Raises PermissionDenied for who may not make such a page there, ValidationError when it is there already or the
    page above it is not.
    """
    entry = _office_of(page, by)
    # Two who begin at once: the second finds the first one's.
    Page.objects.select_for_update().get(pk=page.pk)
    if language not in missing_languages(page):
        raise ValidationError(_("There is a page in this language already."))
    place = place_of(page, language)
    if not may_make(by, page.specific_class or type(page), place.path):
        raise PermissionDenied(_("Pages of this kind are made by who arranges the columns."))
    source, _created = TranslationSource.update_or_create_from_instance(page.specific)
    translation = Translation.objects.create(source=source, target_locale=language)
    translation.save_target(user=by, publish=False)
    made: Page = page.get_translation(language)
    data = {"language": language.language_code, "from": page.pk}
    record(action="translation.created", by=by, subsite=entry, target=made, data=data)
    return made


@transaction.atomic
def refresh_translations(*, page: Page, by: "User") -> int:
    """Let the page's translations ask for the texts that changed since; what is translated stays. How many there are.

    Raises PermissionDenied, and ValidationError for a page without translations.
    """
    entry = _office_of(page, by)
    source = source_of(page)
    if source is None:
        raise ValidationError(_("This page has no translation."))
    source.update_from_db()
    record(action="translation.changed", by=by, subsite=entry, target=page)
    count: int = source.translations.filter(enabled=True).count()
    return count


def may_start(user: Any, page: Page) -> bool:
    """Whether the page's own screens offer to translate it."""
    table = held_table()
    return (
        page.path not in table.by_path
        and page.permissions_for_user(user).can_edit()
        and may_make(user, page.specific_class or type(page), page.path)
    )

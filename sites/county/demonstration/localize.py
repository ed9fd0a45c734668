"""Hands the English pages over to wagtail-localize, so that editors go on with them there.

A page is handed over when every string of its original has its counterpart, found by place: the same field,
the same block, the same paragraph. The others stay ordinary pages of the English side.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

type Place = tuple[str, int]


def aligned(ours: Any, theirs: Any) -> Any:
    """Our stream (raw, as JSON) with the identifiers of their blocks wherever the two have the same shape."""
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [aligned(mine, other) for mine, other in zip(ours, theirs, strict=True)]
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping) and ours.get("type") == theirs.get("type"):
        same = {key: aligned(value, theirs.get(key)) for key, value in ours.items()}
        return same | ({"id": theirs["id"]} if "id" in same and "id" in theirs else {})
    return ours


def hand_over(pairs: Iterable[tuple[Page, Page]], locale: Locale) -> int:
    """Register (original, translation) pairs as finished translations. Returns how many could be."""
    return sum(_hand_over(original, translation, locale) for original, translation in pairs)


def _strings(page: Page) -> dict[Place, str]:
    return {
        (segment.path, segment.order): segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }


def _hand_over(original: Page, translation: Page, locale: Locale) -> bool:
    wanted, given = _strings(original), _strings(translation)
    if not wanted.keys() <= given.keys():
        return False
    source, _created = TranslationSource.get_or_create_from_instance(original)
    Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        text = given[segment.context.path, segment.order]
        StringTranslation.from_text(segment.string, locale, segment.context, text)
    return True

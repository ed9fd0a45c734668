"""What valid forms send."""

from collections.abc import Mapping

EMPTY_SET = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def formset(prefix: str) -> Mapping[str, str]:
    """The management form of an empty formset."""
    return {f"{prefix}-{name}": value for name, value in EMPTY_SET.items()}


ARTICLE: Mapping[str, str] = {
    "title": "正文", "slug": "written-by-a-walk", "subtitle": "", "summary": "", "source": "", "author": "",
    "keywords": "", "lead_picture": "", "body-count": "0", "seo_title": "", "search_description": "",
    "comment_notifications": "", **formset("attachments"), **formset("comments"),
}  # fmt: skip
"""The form of an article."""

COLUMN: Mapping[str, str] = {
    "title": "栏目", "slug": "column-of-a-walk", "kind": "news", "introduction": "", "keywords": "", "seo_title": "",
    "search_description": "", "comment_notifications": "", **formset("comments"),
}  # fmt: skip
"""The form of a column."""


def with_picture(picture: str) -> Mapping[str, str]:
    """An article with this lead picture."""
    return {**ARTICLE, "lead_picture": picture}


def with_rich_text(html: str) -> Mapping[str, str]:
    """An article with one paragraph, as the editor sends it: the content state of Draftail is made from HTML."""
    from wagtail.test.utils.form_data import rich_text

    return {
        **ARTICLE, "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "paragraph",
        "body-0-id": "", "body-0-value": rich_text(html),
    }  # fmt: skip


def with_block(kind: str, values: Mapping[str, str]) -> Mapping[str, str]:
    """An article with one block of a kind."""
    inner = {f"body-0-value{'-' if name else ''}{name}": value for name, value in values.items()}
    return {
        **ARTICLE, "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": kind, "body-0-id": "",
        **inner,
    }  # fmt: skip


def with_attachment(document: str) -> Mapping[str, str]:
    """An article with one attachment."""
    return {
        **ARTICLE, "attachments-TOTAL_FORMS": "1", "attachments-0-document": document, "attachments-0-title": "",
        "attachments-0-id": "", "attachments-0-ORDER": "1",
    }  # fmt: skip


def with_comment(position: str = "title") -> Mapping[str, str]:
    """An article with a new comment."""
    return {
        **ARTICLE, "comments-TOTAL_FORMS": "1", "comments-0-id": "", "comments-0-text": "走", "comments-0-contentpath":
        position, "comments-0-position": "", "comments-0-resolved": "", "comments-0-DELETE": "",
        **{f"comments-0-replies-{name}": value for name, value in EMPTY_SET.items()},
    }  # fmt: skip

"""Ways to change a public text by what it is made of: its rows of attachments, and the files that it shows."""

from typing import TYPE_CHECKING, Any

from core.media.models import Attachment
from core.pages.models import ArticleAttachment

from .stage import Stage, picture_file, put, text_file

if TYPE_CHECKING:
    from .ways import Way

OTHER_BODY = [{"type": "paragraph", "value": "<p>没有人审过的一段。</p>"}]


def _another() -> Any:
    return Attachment.objects.create(title="新附件", file=text_file("新的", "new.txt"))


def _row(s: Stage) -> Any:
    return ArticleAttachment.objects.get(article=s.public)


def _added(s: Stage, *, commit: bool) -> None:
    s.public.attachments.add(ArticleAttachment(document=_another()))
    if commit:
        s.public.attachments.commit()


def _moved_here(s: Stage) -> None:
    """A row of a page elsewhere, given to the public page."""
    row = ArticleAttachment.objects.create(article=s.elsewhere, document=_another())
    put(row, article=s.public).save()


WAYS_OF_PARTS: "dict[str, Way]" = {
    "saving a new row of attachments": lambda s: ArticleAttachment(
        article=s.public, document=_another()
    ).save(),
    "objects.create() of a row of attachments": lambda s: ArticleAttachment.objects.create(
        article=s.public, document=_another()
    ),
    "attachments.add() and commit()": lambda s: _added(s, commit=True),
    "another title of a row of attachments": lambda s: put(_row(s), title="改过的").save(),
    "another document in a row of attachments": lambda s: put(_row(s), document=_another()).save(),
    "deleting a row of attachments": lambda s: _row(s).delete(),
    "QuerySet.delete() of rows of attachments": lambda s: ArticleAttachment.objects.filter(
        article=s.public
    ).delete(),
    "moving a row of attachments away": lambda s: put(_row(s), article=s.draft).save(),
    "moving a row of attachments here": _moved_here,
    "another file of an attachment": lambda s: put(_row(s).document, file=text_file("二")).save(),
    "another file of an attachment by update_fields": lambda s: put(
        _row(s).document, file=text_file("二")
    ).save(update_fields=["file"]),
    "another title of an attachment": lambda s: put(_row(s).document, title="改过的").save(),
    "another file of a picture": lambda s: put(s.public.lead_picture, file=picture_file()).save(),
    "another description of a picture": lambda s: put(s.public.lead_picture, description="没有审过的说明").save(),
    "another title of a picture": lambda s: put(s.public.lead_picture, title="没有审过的题名").save(),
    "deleting a picture": lambda s: s.public.lead_picture.delete(),
}  # fmt: skip

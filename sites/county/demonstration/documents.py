"""Small Word documents for the items that have an attachment."""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from sites.county.demonstration.items import Grid, Heading, Item, Listing, Paragraph, Quotation, Remark

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}
_FIXED_TIME = (2026, 1, 1, 0, 0, 0)


def word_document(title: str, item: Item) -> bytes:
    """A DOCX (ECMA-376) with the title and the item's text; the same bytes for the same text."""
    body = "".join(_paragraph(text, size) for text, size in _lines(title, item))
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_NAMESPACE}"><w:body>{body}'
        "</w:body></w:document>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**_PARTS, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), text)
    return stream.getvalue()


def _lines(title: str, item: Item) -> Iterator[tuple[str, int]]:
    """The lines with their size in half points."""
    yield title, 36
    yield "（示例文件，供演示使用）", 21
    yield item.summary, 24
    for part in item.parts:
        if isinstance(part, Heading):
            yield part.text, 28
        elif isinstance(part, Paragraph):
            yield part.text, 24
        elif isinstance(part, Listing):
            for number, entry in enumerate(part.entries, start=1):
                yield f"{number}. {entry}" if part.numbered else f"· {entry}", 24
        elif isinstance(part, Quotation):
            yield f"{part.text}{f' —— {part.attribution}' if part.attribution else ''}", 24
        elif isinstance(part, Remark):
            yield f"{part.title}：{part.text}", 24
        elif isinstance(part, Grid):
            for row in (part.header, *part.rows):
                yield "　".join(row), 24


def _paragraph(text: str, size: int) -> str:
    return (
        f'<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )

"""The demonstration's pictures, videos and attachments in the database."""

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from core.media.models import Attachment, Picture
from core.tenancy.models import Subsite
from sites.county.demonstration.documents import word_document
from sites.county.demonstration.items import Figure, Files, Item
from sites.county.demonstration.offices import FOLDER
from sites.county.demonstration.pictures.motifs import MOTIFS, file_name
from sites.county.demonstration.pictures.portraits import LOOKS, portrait
from sites.county.demonstration.slugs import slug_of
from sites.county.demonstration.streams import entries

PICTURES = FOLDER / "pictures" / "files"
VIDEOS = FOLDER / "videos"
CREDIT = "达县融媒体素材（程序绘制）"


class Media:
    """Keeps what was made: pictures in the portal's collection, which all offices show, and files by office."""

    def __init__(self, portal: Subsite) -> None:
        self.portal = portal
        self.made = 0
        self._pictures = self._all_pictures()
        self._attachments = {
            (row.collection_id, row.title): row for row in Attachment.objects.only("collection_id", "title")
        }

    def picture(self, motif: str, draw: random.Random) -> Picture | None:
        """One of a motif's pictures, or None for an unknown or empty motif."""
        variants = self._pictures.get(motif)
        return draw.choice(variants) if variants else None

    def gallery(self, motifs: tuple[str, ...]) -> list[Picture]:
        """The first picture of each motif."""
        return [self._pictures[motif][0] for motif in motifs]

    def portrait(self, number: int) -> Picture:
        """A drawn portrait of nobody."""
        title = f"人像（示例{number + 1}）"
        row: Picture | None = Picture.objects.filter(
            collection_id=self.portal.collection_id, title=title
        ).first()
        if row is None:
            content = portrait(LOOKS[number % len(LOOKS)])
            row = self._keep(title, "虚构嘉宾的绘制人像", f"portrait-{number + 1}.jpg", content)
        return row

    def video(self, motif: str) -> Attachment | None:
        """The video of a motif, or None where there is none."""
        path = VIDEOS / f"{motif}.mp4"
        if not path.exists():
            return None
        return self._attachment(self.portal, f"视频素材：{MOTIFS[motif].title}", path.name, path.read_bytes())

    def attachment(self, subsite: Subsite, item: Item) -> Attachment | None:
        """The document that an item offers, or None."""
        if not item.attachment:
            return None
        name = f"{subsite.organisation.slug}-{item.slug}.docx"
        return self._attachment(subsite, item.attachment, name, word_document(item.attachment, item))

    def document(self, subsite: Subsite, item: Item, title: str) -> Attachment:
        """A document within an item's text, with that title."""
        name = f"{subsite.organisation.slug}-{item.slug}-{slug_of(title)}.docx"
        return self._attachment(subsite, title, name, word_document(title, item))

    def _attachment(self, subsite: Subsite, title: str, name: str, content: bytes) -> Attachment:
        key = (subsite.collection_id, title)
        if key not in self._attachments:
            row = Attachment(title=title, collection_id=subsite.collection_id, file_size=len(content))
            row.file.save(name, ContentFile(content), save=False)
            row.save()
            self._attachments[key] = row
            self.made += 1
        return self._attachments[key]

    def _all_pictures(self) -> Mapping[str, list[Picture]]:
        known: dict[str, Any] = {
            row.title: row for row in Picture.objects.filter(collection_id=self.portal.collection_id)
        }
        found: dict[str, list[Picture]] = {}
        for motif in MOTIFS.values():
            for variant in range(len(motif.palettes)):
                title = f"{motif.title}（{variant + 1}）"
                row = known.get(title) or self._picture(title, motif.alternative, file_name(motif, variant))
                found.setdefault(motif.name, []).append(row)
        return found

    def _picture(self, title: str, alternative: str, name: str) -> Picture:
        return self._keep(title, alternative, name, (PICTURES / name).read_bytes())

    def _keep(self, title: str, alternative: str, name: str, content: bytes) -> Picture:
        row = Picture(
            title=title,
            description=alternative,
            credit=CREDIT,
            collection_id=self.portal.collection_id,
            file=ImageFile(io.BytesIO(content), name=name),
        )
        row.save()
        self.made += 1
        return row


@dataclass(frozen=True, slots=True)
class ItemMedia:
    """The pictures and documents within one item's text."""

    media: Media
    subsite: Subsite
    item: Item

    def figure(self, figure: Figure) -> dict[str, Any]:
        """The value of a picture block: the motif's first picture."""
        return picture_value(self.media, figure.motif, figure.caption)

    def files(self, files: Files) -> dict[str, Any]:
        """The value of a block of attachments, made where they are missing."""
        documents = [self.media.document(self.subsite, self.item, title) for title in files.titles]
        key = f"{self.subsite.organisation.slug}/{self.item.slug}/files"
        return {"title": "文中提到的文件", "files": entries((document.pk for document in documents), key=key)}


def picture_value(media: Media, motif: str, caption: str) -> dict[str, Any]:
    """The value of a picture block with a motif's first picture. Raises KeyError for an unknown motif."""
    [picture] = media.gallery((motif,))
    return {"image": picture.pk, "alternative": picture.description, "caption": caption}

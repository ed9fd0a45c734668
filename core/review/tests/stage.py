"""What the ways are tried on."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision

from core.accounts.models import User
from core.media.models import Attachment, Picture
from core.pages.models import ArticleAttachment, ArticlePage
from core.review.canonical import page_content
from core.testing.factories import UserFactory

from .conftest import Chain


@dataclass
class Stage:
    """A draft, a public article with a newer draft, a public article elsewhere; people and their browsers."""

    chain: Chain
    draft: ArticlePage
    public: ArticlePage
    elsewhere: ArticlePage
    root: User

    @property
    def revision(self) -> Revision:
        """The newest revision of the draft."""
        revision: Revision = self.draft.latest_revision
        return revision

    @property
    def correction(self) -> Revision:
        """The newest, uncleared revision of the public article."""
        revision: Revision = self.public.latest_revision
        return revision

    @property
    def collection(self) -> int:
        """The number of the office's collection."""
        number: int = self.chain.county.shiqiao.collection_id
        return number

    def other_column(self) -> Page:
        """The column of the public article elsewhere, with an address that is free here."""
        Page.objects.filter(pk=self.elsewhere.get_parent().pk).update(slug="other-news")
        return Page.objects.get(pk=self.elsewhere.get_parent().pk).specific

    def client(self, person: User) -> Client:
        """A browser in which the person is signed in."""
        client = Client()
        client.force_login(person, backend="core.accounts.backends.AccountBackend")
        return client

    def post(self, person: User, address: str, data: dict[str, Any] | None = None) -> None:
        """Post to a screen of the administration."""
        self.client(person).post(f"/admin/{address}", data or {})


def public_texts() -> dict[int, str]:
    """Every public article with everything it says: what must be the same after a refused way."""
    found = {}
    for page in ArticlePage.objects.live():
        data = {
            name: value
            for name, value in page.serializable_data().items()
            if name
            not in {"latest_revision", "has_unpublished_changes", "draft_title", "latest_revision_created_at"}
        }
        data["files"] = page_content(page)["files"]
        data["words of files"] = [str(row) for row in page.attachments.all()]
        data["words of pictures"] = page.lead_picture.default_alt_text if page.lead_picture else ""
        found[page.pk] = json.dumps(data, default=str, sort_keys=True)
    return found


def stage_for(chain: Chain) -> Stage:
    """Everything in place, before the way is tried."""
    from core.testing.county import make_article

    collection = chain.county.shiqiao.collection
    file = Attachment.objects.create(title="附件", file=text_file("一"), collection=collection)
    picture = Picture.objects.create(title="图", file=get_test_image_file("a.png"), collection=collection)
    public = chain.published(
        "已经公开的",
        slug="public",
        attachments=[ArticleAttachment(document=file)],
        lead_picture=picture,
    )
    public = chain.edit(public, "想改成的题目")
    news = chain.county.home("baijie").get_children().get(slug="news").specific
    elsewhere = make_article(news, "别处公开的", slug="elsewhere")
    return Stage(
        chain, chain.draft("还没审的", slug="unreviewed"), public, elsewhere,
        UserFactory(is_superuser=True, is_staff=True),
    )  # fmt: skip


def put(page: Page, **values: Any) -> Page:
    """The page with other values, not saved."""
    for name, value in values.items():
        setattr(page, name, value)
    return page


def text_file(text: str, name: str = "file.txt") -> ContentFile:
    """A text as a file to upload."""
    return ContentFile(text.encode(), name=name)


def picture_file() -> ContentFile:
    """Another picture to upload."""
    drawn = get_test_image_file("b.png", size=(20, 30))
    return ContentFile(drawn.file.getvalue(), name="b.png")


def bare(page: Page) -> Page:
    """The page read anew, as what all pages are."""
    found: Page = Page.objects.get(pk=page.pk)
    return found

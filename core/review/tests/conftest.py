"""An office with the full chain, and a person for each part in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.translation import override

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.pages.models import ArticlePage
from core.review.models import Review, Verdict
from core.review.services import decide, set_rule, submit_page
from core.testing.county import County
from core.testing.factories import UserFactory

ARTICLE = "core_pages.articlepage"
PARAGRAPH = [{"type": "paragraph", "value": "<p>镇里修好了三公里水渠。</p>"}]


@dataclass(frozen=True)
class Chain:
    """The township with the chain, its column of news, and its people."""

    county: County
    news: Any
    contributor: User
    reviewer: User
    secrecy: User
    approver: User
    second: User
    manager: User

    def draft(self, title: str = "水渠修好了", **values: Any) -> ArticlePage:
        """A draft of the contributor's."""
        page = ArticlePage(
            title=title, slug=values.pop("slug", "canal"), live=False, body=PARAGRAPH, **values
        )
        self.news.add_child(instance=page)
        page.save_revision(user=self.contributor)
        page.refresh_from_db()
        return page

    def edit(self, page: ArticlePage, title: str, by: User | None = None) -> ArticlePage:
        """A newer draft of a page."""
        page = ArticlePage.objects.get(pk=page.pk)
        page.title = title
        page.save_revision(user=by or self.contributor)
        return ArticlePage.objects.get(pk=page.pk)

    def clear(self, review: Review) -> Review:
        """Everyone whose turn it is passes it."""
        who = {
            "review": self.reviewer, "secrecy": self.secrecy, "approval": self.approver,
            "second_approval": self.second,
        }  # fmt: skip
        while review.state == "open":
            review = decide(
                review=review, step=review.waiting_for, verdict=Verdict.PASSED, by=who[review.waiting_for]
            )
        return review

    def published(self, title: str = "水渠修好了", **values: Any) -> ArticlePage:
        """An article that went through the whole chain."""
        page = self.draft(title, **values)
        self.clear(submit_page(page=page, by=self.contributor))
        return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def chain(county: County) -> Chain:
    """The full chain on the township of Shiqiao, for articles."""
    subsite = county.shiqiao
    set_rule(by=SYSTEM, subsite=subsite, kind=ARTICLE, review_hours=24, secrecy_hours=24, approval_hours=48)

    def person(role: str) -> User:
        return UserFactory(role=role, role__subsite=subsite, email=f"{role}@county.example")

    return Chain(
        county,
        county.home("shiqiao").get_children().get(slug="news").specific,
        person("contributor"), person("reviewer"), person("secrecy_reviewer"), person("approver"),
        UserFactory(role="approver", role__subsite=subsite), person("manager"),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are asked for in the words of the code."""
    with override("en"):
        yield

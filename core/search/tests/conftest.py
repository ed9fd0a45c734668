"""Pages to search."""

from collections.abc import Callable
from typing import Any

import pytest

from core.pages.models import ArticlePage
from core.search.services import rebuild_index
from core.testing.county import County, make_article


@pytest.fixture
def publish(county: County) -> Callable[..., ArticlePage]:
    """Publish an article in a subsite's news; indexed when `index()` is called."""

    def publish_article(title: str, text: str = "", *, where: str = "portal", **values: Any) -> ArticlePage:
        column = county.home(where).get_children().get(slug="news")
        if text:
            values["body"] = [("paragraph", f"<p>{text}</p>")]
        return make_article(column.specific, title, **values)

    return publish_article


@pytest.fixture
def index() -> Callable[[], int]:
    """Bring the index up to date."""
    return rebuild_index

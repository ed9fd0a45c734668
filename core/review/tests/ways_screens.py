"""Ways to publish through screens and APIs of the administration."""

from collections.abc import Callable
from typing import Any

from core.pages.models import ArticlePage

from .stage import Stage, picture_file, text_file
from .ways import Way

FORGED: dict[str, Way] = {}

# Screens and APIs


def _form(page: ArticlePage, **values: str) -> dict[str, str]:
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {
        "title": page.title, "slug": page.slug, "subtitle": "", "summary": "", "source": "", "author": "",
        "keywords": "", "lead_picture": "", "body-count": "0", "seo_title": "", "search_description": "",
        "go_live_at": "", "expire_at": "", "comment_notifications": "",
        **{f"attachments-{name}": value for name, value in empty.items()},
        **{f"comments-{name}": value for name, value in empty.items()},
        "action-publish": "action-publish", **values,
    }  # fmt: skip


def _screen(
    name: str, who: str, address: str, data: Callable[[Stage], dict[str, Any]] = lambda _s: {}
) -> None:
    def way(s: Stage) -> None:
        person = s.root if who == "superuser" else getattr(s.chain, who)
        s.post(
            person,
            address.format(
                draft=s.draft.pk, public=s.public.pk, news=s.chain.news.pk, elsewhere=s.elsewhere.pk,
                old=s.public.revisions.order_by("id").first().pk,
                attachment=s.public.attachments.get().document_id, picture=s.public.lead_picture_id,
            ),
            data(s),
        )  # fmt: skip

    FORGED[f"{name}, {who}"] = way


for _who in ("manager", "superuser"):
    _screen(
        "documents edit screen, another file", _who, "documents/edit/{attachment}/",
        lambda s: {"title": "附件", "file": text_file("二", "two.txt"), "tags": "", "collection": s.collection},
    )  # fmt: skip
    _screen(
        "documents edit screen, another title", _who, "documents/edit/{attachment}/",
        lambda s: {"title": "另一个附件", "tags": "", "collection": s.collection},
    )  # fmt: skip
    _screen(
        "images edit screen, another picture", _who, "images/{picture}/",
        lambda s: {
            "title": "图", "file": picture_file(), "tags": "", "credit": "",
            "description": "", "collection": s.collection,
        },
    )  # fmt: skip
    _screen("images delete screen", _who, "images/{picture}/delete/")
    _screen("edit screen, a forged “publish”", _who, "pages/{draft}/edit/", lambda s: _form(s.draft))
    _screen(
        "edit screen of a public page", _who, "pages/{public}/edit/", lambda s: _form(s.public, title="改题")
    )
    _screen(
        "create screen, a forged “publish”", _who, "pages/add/core_pages/articlepage/{news}/",
        lambda s: _form(s.draft, title="新题", slug="brand-new"),
    )  # fmt: skip
    _screen("bulk action publish", _who, "bulk/wagtailcore/page/publish/?id={draft}&id={public}")
    _screen(
        "bulk action publish with descendants", _who, "bulk/wagtailcore/page/publish/?id={news}",
        lambda _s: {"include_descendants": "on"},
    )  # fmt: skip
    _screen(
        "copy screen with “publish copies”", _who, "pages/{public}/copy/",
        lambda s: {
            "new_title": "抄来的", "new_slug": "copied", "new_parent_page": str(s.chain.news.pk),
            "publish_copies": "on",
        },
    )  # fmt: skip
    _screen(
        "copy screen as alias of another office's page", _who, "pages/{elsewhere}/copy/",
        lambda s: {
            "new_title": "x", "new_slug": "x", "new_parent_page": str(s.chain.news.pk), "alias": "on",
            "publish_copies": "on",
        },
    )  # fmt: skip
    _screen("move screen from another office", _who, "pages/{elsewhere}/move/{news}/confirm/")
    _screen("bulk move from another office", _who, "bulk/wagtailcore/page/move/?id={elsewhere}",
            lambda s: {"chooser": str(s.chain.news.pk)})  # fmt: skip
    _screen(
        "reverting to an older revision with “publish”", _who, "pages/{draft}/edit/",
        lambda s: _form(s.draft, revision=str(s.revision.pk)),
    )  # fmt: skip
    _screen("admin API publish", _who, "api/main/pages/{draft}/action/publish/")
    _screen("admin API copy with keep_live", _who, "api/main/pages/{public}/action/copy/")
    _screen(
        "admin API create_alias elsewhere → here", _who, "api/main/pages/{elsewhere}/action/create_alias/",
        lambda s: {"destination_page_id": str(s.chain.news.pk)},
    )  # fmt: skip
    _screen(
        "admin API move", _who, "api/main/pages/{elsewhere}/action/move/",
        lambda s: {"destination_page_id": str(s.chain.news.pk), "position": "last-child"},
    )  # fmt: skip

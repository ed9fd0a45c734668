"""What the public reads of the chain, and how anyone verifies it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override

from core.pages.models import ArticlePage
from core.review.canonical import content_hash, page_content, says_the_same
from core.review.codes import read, shown
from core.review.models import Publication
from core.review.services import submit_page
from core.review.verification import Finding, verify
from core.testing.county import County

from .conftest import Chain

HOST = {"host": "shiqiao.localhost:8000"}


def code_of(page: ArticlePage) -> str:
    return shown(Publication.objects.get(page_number=page.pk, ended_at=None).code)


def html(client: Client, address: str, status: int = 200) -> str:
    with override("zh-hans"):
        response = client.get(address, headers=HOST)
    assert response.status_code == status
    return response.content.decode()


def test_a_published_article_shows_its_line_and_its_code(chain: Chain, client: Client) -> None:
    page = chain.published()
    text = html(client, "/news/canal/")
    for step in ("供稿", "审核", "保密审查", "签发"):
        assert f'<span class="label">{step}：</span>石桥镇' in text
    assert f"-/verify/{code_of(page)}/" in text
    assert "更正" not in text


def test_the_page_of_a_code_names_its_own_address(chain: Chain, client: Client) -> None:
    code = code_of(chain.published())
    for address in (f"/-/verify/{code}/", f"/-/verify/?code={code.lower()}"):
        assert f'<link rel="canonical" href="http://shiqiao.localhost:8000/-/verify/{code}/">' in html(
            client, address
        )


def test_a_correction_and_urgency_are_shown(chain: Chain, client: Client) -> None:
    page = chain.edit(chain.published(), "水渠修好了（更正）")
    chain.clear(submit_page(page=page, by=chain.contributor, note="更正里程", urgent_reason="公众关切"))
    text = html(client, "/news/canal/")
    assert "更正里程" in text
    assert "紧急发布" in text


def test_anyone_verifies_a_code(chain: Chain, client: Client) -> None:
    page = chain.published()
    code = code_of(page)
    for address in (f"/-/verify/{code}/", f"/-/verify/?code={code.lower().replace('-', ' ')}"):
        assert "公开文本与此处记录一字不差" in html(client, address)
    assert "没有" in html(client, "/-/verify/AAAAA-AAAAA/", status=404)
    assert html(client, "/-/verify/")
    ArticlePage.objects.filter(pk=page.pk).update(summary="被人改过")
    assert "不一致" in html(client, f"/-/verify/{code}/")


def test_a_replaced_text_leads_to_the_one_in_force(chain: Chain, client: Client) -> None:
    page = chain.published()
    old = code_of(page)
    chain.clear(submit_page(page=chain.edit(page, "更正"), by=chain.contributor, note="更正"))
    assert f"/-/verify/{code_of(page)}/" in html(client, f"/-/verify/{old}/")


def test_the_command_verifies_too(chain: Chain) -> None:
    page = chain.published()
    out = StringIO()
    call_command("verify_publication", code_of(page), stdout=out)
    assert "to the letter" in out.getvalue()
    with pytest.raises(CommandError, match="no publication"):
        call_command("verify_publication", "AAAAA-AAAAA")
    ArticlePage.objects.filter(pk=page.pk).update(summary="被人改过")
    with pytest.raises(SystemExit):
        call_command("verify_publication", code_of(page), stdout=StringIO())


@pytest.mark.parametrize(
    ("typed", "code"),
    [("7k3zq-0w9tx", "7K3ZQ0W9TX"), (" 7K3ZQ 0W9TX ", "7K3ZQ0W9TX"), ("7K3ZQ-OW9TX", "7K3ZQ0W9TX"), ("", ""),
     ("7K3ZQ", ""), ("7K3ZQ-0W9TU", "")],
)  # fmt: skip
def test_a_code_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert read(typed) == code


def test_what_is_marked_stays_off_public_subsites(county: County) -> None:
    news = county.home("baijie").get_children().get(slug="news").specific
    with pytest.raises(PermissionDenied, match="public subsite"):
        news.add_child(
            instance=ArticlePage(title="内部", slug="internal", live=False, secrecy_level="internal")
        )
    page = ArticlePage(title="草稿", slug="draft", live=False)
    ArticlePage.objects.filter(slug="internal").delete()
    news.refresh_from_db()
    news.add_child(instance=page)
    page.secrecy_level = "internal"
    with pytest.raises(PermissionDenied, match="public subsite"):
        page.save_revision()
    inside = county.home("intranet").get_children().get(slug="news").specific
    inside.add_child(
        instance=ArticlePage(title="内部", slug="internal", live=False, secrecy_level="internal")
    )
    with pytest.raises(PermissionDenied, match="State secrets"):
        inside.add_child(
            instance=ArticlePage(title="机密", slug="secret", live=False, secrecy_level="secret")
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticlePage.objects.filter(slug="internal").update(secrecy_level="top_secret")


def test_a_field_that_the_software_has_got_since_changes_nothing(
    chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = chain.published()
    code, content = code_of(page), page_content(page)
    for more, finding in (({"new": "", "rows": []}, Finding.SAME), ({"new": "一段话"}, Finding.CHANGED)):
        with monkeypatch.context() as patch:
            patch.setattr(
                "core.review.verification.page_content", lambda _page, more=more: {**content, **more}
            )
            assert verify(code).finding == finding
    assert not says_the_same(content, {**content, "title": ""})


def test_the_audit_record_speaks_against_what_was_rewritten(chain: Chain) -> None:
    """Page, publication and review are all rewritten to fit each other, as the database's owner could."""
    page = chain.published()
    code = code_of(page)
    ArticlePage.objects.filter(pk=page.pk).update(summary="被人改过")
    content = page_content(ArticlePage.objects.get(pk=page.pk))
    row = Publication.objects.get(page_number=page.pk)
    for record in (row, row.review):
        type(record).objects.filter(pk=record.pk).update(content=content, content_hash=content_hash(content))
    assert verify(code).finding == Finding.CHANGED


def test_a_publication_dated_before_its_clearance_is_found(chain: Chain) -> None:
    page = chain.published()
    assert verify(code_of(page)).finding == Finding.SAME
    row = Publication.objects.filter(page_number=page.pk)
    row.update(published_at=row.get().published_at - timedelta(days=3))
    assert verify(code_of(page)).finding == Finding.CHANGED

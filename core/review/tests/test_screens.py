"""The desk and the screen of a review."""

from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from core.review.services import submit_page
from core.testing.factories import UserFactory

from .conftest import Chain


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="core.accounts.backends.AccountBackend")
    return client


def test_a_reviewer_decides_on_one_screen(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    reviewer = browser(chain.reviewer)
    assert f"/admin/review/{review.pk}/" in reviewer.get("/admin/review/").content.decode()
    html = reviewer.get(f"/admin/review/{review.pk}/").content.decode()
    assert "remark-title" in html
    assert "remark-path" not in html
    assert f"/admin/review/{review.pk}/preview/" in html
    assert reviewer.get(f"/admin/review/{review.pk}/preview/").status_code == 200
    refused = reviewer.post(
        f"/admin/review/{review.pk}/", {"step": "review", "return": "1", "remark-title": " "}
    )
    assert refused.status_code == 422
    passed = reviewer.post(f"/admin/review/{review.pk}/", {"step": "review", "pass": "1"})
    assert passed.status_code == 302
    review.refresh_from_db()
    assert review.waiting_for == "secrecy"


def test_another_office_sees_nothing_of_it(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    stranger = browser(UserFactory(role="manager", role__subsite=chain.county.baijie))
    for address in (f"{review.pk}/", f"{review.pk}/preview/", f"submit/{review.page_id}/"):
        assert stranger.get(f"/admin/review/{address}").status_code == 404
    assert review.title not in stranger.get("/admin/review/").content.decode()


def test_the_screens_have_their_names_and_a_rule_reads_as_words(chain: Chain, client: Client) -> None:
    client.force_login(chain.manager)
    shown = client.get(f"{reverse('review_rules')}?subsite=shiqiao")
    assert [words for _rule, _kind, words in shown.context["rules"]] == [
        "审核 24 小时 → 保密审查 24 小时 → 签发 48 小时"
    ]
    for name in ("review_desk", "review_rules", "review_stand_ins"):
        screen = client.get(reverse(name)).context["view"]
        assert [item["label"] for item in screen.get_breadcrumbs_items()][-1] == screen.get_page_title()

"""The desk and the screen of a review."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from core.pages.models import ArticlePage
from core.review.models import ReviewRule, StandIn, Verdict
from core.review.rules import chain_for_page
from core.review.services import decide, set_stand_in, submit_page
from core.testing.factories import UserFactory

from .conftest import Chain


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="core.accounts.backends.AccountBackend")
    return client


def test_a_reviewer_decides_on_one_screen(chain: Chain) -> None:
    review = submit_page(page=chain.draft(), by=chain.contributor)
    reviewer = browser(chain.reviewer)
    desk = reviewer.get("/admin/review/").content.decode()
    assert f"/admin/review/{review.pk}/" in desk
    assert "<span>文章</span>" in desk
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
    assert [words for _rule, _scope, _kind, words in shown.context["rules"]] == [
        "审核 24 小时 → 保密审查 24 小时 → 签发 48 小时"
    ]
    for name in ("review_desk", "review_rules", "review_stand_ins"):
        screen = client.get(reverse(name)).context["view"]
        assert [item["label"] for item in screen.get_breadcrumbs_items()][-1] == screen.get_page_title()


def test_the_remarks_are_read_where_the_text_is_changed(chain: Chain) -> None:
    page = chain.draft()
    review = submit_page(page=page, by=chain.contributor)
    writer, edit = browser(chain.contributor), reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "请写明地点" not in writer.get(edit).content.decode()
    decide(
        review=review, step="review", verdict=Verdict.RETURNED, by=chain.reviewer, note="改一改",
        remarks={"title": "请写明地点", "attachments": "缺<附件>"},
    )  # fmt: skip
    shown = writer.get(edit).content.decode()
    assert "<b>标题</b>：请写明地点" in shown
    assert "缺&lt;附件&gt;" in shown
    assert "改一改" in shown
    screen = writer.get(reverse("review_item", args=[review.pk])).content.decode()
    assert "<b>标题：</b>请写明地点" in screen
    assert f'href="{edit}"' in screen
    submit_page(page=page, by=chain.contributor)
    assert "请写明地点" not in writer.get(edit).content.decode()


def test_the_centre_sets_rules_for_a_profile_on_the_portals_screen(chain: Chain) -> None:
    centre = browser(UserFactory(role="central_administrator", role__subsite=chain.county.portal))
    address = f"{reverse('review_rules')}?subsite=county"
    values = {"kind": "", "urgent_hours": "2", "line": "names", "approval_hours": "6"}
    assert centre.post(address, {**values, "scope": "department"}).status_code == 302
    rule = ReviewRule.objects.get(profile="department")
    assert (rule.subsite, rule.column, rule.approval_hours, rule.line) == (None, None, 6, "names")
    news = chain.county.home("finance").get_children().get(slug="news").specific
    page = ArticlePage(title="预算", slug="budget", live=False)
    news.add_child(instance=page)
    assert [step for step, _hours in chain_for_page(page).steps] == ["approval"]
    column = chain.county.portal.root_page.specific.get_children().get(slug="news")
    refused = centre.post(address, {**values, "scope": "*", "column": str(column.pk)})
    assert "栏目属于某一个单位" in refused.content.decode()
    manager = browser(UserFactory(role="manager", role__subsite=chain.county.finance))
    own = f"{reverse('review_rules')}?subsite=finance"
    assert "签发 6 小时" in manager.get(own).content.decode()
    assert manager.post(own, {"remove": str(rule.pk)}).status_code == 404
    manager.post(own, {**values, "scope": "*", "approval_hours": "1"})
    assert list(ReviewRule.objects.filter(approval_hours=1).values_list("subsite", flat=True)) == [
        chain.county.finance.pk
    ]
    assert centre.post(address, {"remove": str(rule.pk)}).status_code == 302
    assert not ReviewRule.objects.filter(profile="department").exists()


def test_who_does_not_manage_the_review_writes_down_their_own_absence(chain: Chain) -> None:
    address = "/admin/review/stand-ins/"
    form = browser(chain.reviewer).get(address).context["form"]
    assert list(form.fields["person"].queryset) == [chain.reviewer]
    days = {"first_day": "2026-12-01", "last_day": "2026-12-05", "stand_in": chain.approver.pk}
    refused = browser(chain.reviewer).post(address, {"person": chain.approver.pk, **days})
    assert "person" in refused.context["form"].errors
    assert not StandIn.objects.exists()
    written = browser(chain.reviewer).post(address, {"person": chain.reviewer.pk, **days})
    assert written.status_code == 302
    assert StandIn.objects.get().person == chain.reviewer
    everybody = browser(chain.manager).get(address).context["form"].fields["person"].queryset
    assert chain.approver in everybody


def test_an_absence_is_ended_on_the_screen(chain: Chain) -> None:
    today = timezone.localdate()
    row = set_stand_in(
        subsite=chain.county.shiqiao, person=chain.reviewer, stand_in=chain.second, by=chain.manager,
        first_day=today, last_day=today + timedelta(days=2),
    )  # fmt: skip
    address = f"{reverse('review_stand_ins')}?subsite=shiqiao"
    assert f'value="{row.pk}"' not in browser(chain.approver).get(address).content.decode().split("<h2>")[-1]
    assert browser(chain.approver).post(address, {"end": str(row.pk)})["Location"] == "/admin/"
    assert StandIn.objects.exists()
    assert browser(chain.reviewer).post(address, {"end": str(row.pk)}).status_code == 302
    assert not StandIn.objects.exists()

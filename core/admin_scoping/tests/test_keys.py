"""What is typed where a key belongs: nothing is found, nothing fails."""

import pytest
from django.test import Client

from core.admin_scoping.keys import whole_numbers
from core.testing.county import County
from core.testing.factories import UserFactory

LONG = "9" * 30


def test_keys_are_whole_numbers_of_a_size_that_fits() -> None:
    assert whole_numbers(["1", 2, "٣", "9223372036854775807"]) == [1, 2, 3, 9223372036854775807]
    assert whole_numbers(["", "-1", "1.5", "a", "²", None, "9223372036854775808", LONG]) == []


@pytest.mark.parametrize("typed", ["abc", LONG, "-1", "²"])
def test_choosers_answer_that_nothing_was_chosen(county: County, client: Client, typed: str) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    for chooser in ("choose-page", "images/chooser", "documents/chooser"):
        answer = client.get(f"/admin/{chooser}/chosen-multiple/", {"id": typed})
        assert (answer.status_code, answer.json()["result"]) == (200, [])


@pytest.mark.parametrize("typed", ["abc", LONG, "-1", "²"])
def test_what_names_no_page_is_not_found(county: County, client: Client, typed: str) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    column = county.home("shiqiao").get_children().get(slug="news")
    for address in (
        f"/admin/bulk/wagtailcore/page/delete/?id={typed}",
        f"/admin/bulk/wagtailcore/page/move/?id=all&childOf={typed}",
        f"/admin/bulk/core_media/picture/delete/?id={typed}",
    ):
        assert client.get(address).status_code == 404
    copied = {"new_title": "x", "new_slug": "x", "new_parent_page": typed}
    assert client.post(f"/admin/pages/{column.pk}/copy/", copied).status_code == 404
    assert (
        client.post(f"/admin/bulk/wagtailcore/page/move/?id={column.pk}", {"chooser": typed}).status_code
        == 404
    )

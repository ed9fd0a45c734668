"""The public API: subsites and articles that every visitor may read, paginated, nothing else."""

from django.test import Client

from core.testing.county import County, make_article


def test_subsites_without_the_intranet(county: County, client: Client) -> None:
    found = client.get("/api/v1/subsites/", headers={"host": "localhost:8000"}).json()
    assert [row["slug"] for row in found["results"]] == ["baijie", "county", "finance", "shiqiao"]
    shiqiao = client.get("/api/v1/subsites/shiqiao/", headers={"host": "localhost:8000"}).json()
    assert (shiqiao["code"], shiqiao["name"]) == ("511703116", "石桥镇")
    assert shiqiao["url"] == "http://shiqiao.localhost:8000/"
    assert client.get("/api/v1/subsites/intranet/", headers={"host": "localhost"}).status_code == 404


def test_articles_newest_first_without_drafts_and_the_intranet(county: County, client: Client) -> None:
    for slug, title, days in (("shiqiao", "旧闻", 3), ("finance", "新闻", 1), ("intranet", "内网通知", 2)):
        make_article(
            county.home(slug).get_children().get(slug="news").specific, title, slug="one", days_ago=days
        )
    draft = make_article(county.home("shiqiao").get_children().get(slug="news").specific, "草稿")
    draft.live = False
    draft.save()
    found = client.get("/api/v1/articles/", headers={"host": "localhost:8000"}).json()
    assert [row["title"] for row in found["results"]] == ["新闻", "旧闻"]
    assert found["results"][1]["url"] == "http://shiqiao.localhost:8000/news/one/"
    assert found["results"][1]["subsite"] == "shiqiao"
    own = client.get("/api/v1/articles/?subsite=shiqiao", headers={"host": "localhost:8000"}).json()
    assert [row["title"] for row in own["results"]] == ["旧闻"]
    assert client.get("/api/v1/articles/?subsite=nowhere", headers={"host": "localhost"}).status_code == 404


def test_lists_cost_the_same_whatever_their_length(  # type: ignore[no-untyped-def]
    county: County, client: Client, django_assert_max_num_queries
) -> None:
    column = county.home("shiqiao").get_children().get(slug="news").specific
    for number in range(30):
        make_article(column, f"第 {number} 条")
    client.get("/api/v1/articles/", headers={"host": "localhost"})
    with django_assert_max_num_queries(4):
        found = client.get("/api/v1/articles/", headers={"host": "localhost"}).json()
    assert (found["count"], len(found["results"])) == (30, 20)


def test_writing_is_not_offered(county: County, client: Client) -> None:
    for address in ("/api/v1/articles/", "/api/v1/subsites/"):
        assert client.post(address, {}, headers={"host": "localhost"}).status_code in {403, 405}


def test_the_description_is_served(county: County, client: Client) -> None:
    response = client.get("/api/v1/schema/", headers={"host": "localhost"})
    assert response.status_code in {200, 403}

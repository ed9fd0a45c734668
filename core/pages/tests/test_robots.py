"""robots.txt: what crawlers may read, host by host."""

import pytest
from django.test import Client

from core.testing.county import County

OPEN = ["User-agent: *", "Disallow: /admin/", "Disallow: /api/", "Disallow: /-/", "Disallow: /en/-/"]


def lines(client: Client, host: str) -> list[str]:
    response = client.get("/robots.txt", headers={"host": f"{host}:8000"})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode().splitlines()


def test_the_portal_names_the_sitemaps_of_subsites_without_a_host(county: County, client: Client) -> None:
    found = lines(client, "localhost")
    assert found[:5] == OPEN
    assert sorted(found[5:]) == [
        "Sitemap: http://localhost:8000/departments/finance/sitemap.xml",
        "Sitemap: http://localhost:8000/sitemap.xml",
        "Sitemap: http://localhost:8000/townships/baijie/sitemap.xml",
    ]


def test_a_township_with_a_host_names_its_own(county: County, client: Client) -> None:
    assert lines(client, "shiqiao.localhost") == [*OPEN, "Sitemap: http://shiqiao.localhost:8000/sitemap.xml"]


def test_the_intranet_is_closed(county: County, client: Client) -> None:
    assert lines(client, "intranet.localhost") == ["User-agent: *", "Disallow: /"]


@pytest.mark.parametrize("path", ["/townships/baijie/sitemap.xml", "/sitemap.xml"])
def test_what_it_names_is_there(county: County, client: Client, path: str) -> None:
    assert client.get(path, headers={"host": "localhost:8000"}).status_code == 200

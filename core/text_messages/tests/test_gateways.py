"""Handing over, to a real server in a process of its own and to a folder."""

import json
from urllib.parse import parse_qs

import pytest

from core.text_messages.gateways import GatewayRefused, GatewayUnavailable, current_gateway

MESSAGE = {"number": "13800000000", "text": "123456 是验证码 & {secret}", "key": "k-1"}


def headers_of(asked) -> dict[str, str]:
    return {name.lower(): value for name, value in asked["headers"].items()}


def test_a_message_as_json(upstream, gateway) -> None:
    gateway(secret="Bearer 甲".encode().decode("latin-1"), success={"code": "0"})

    current_gateway().send(**MESSAGE)

    [asked] = upstream.requests
    assert (asked["method"], asked["path"]) == ("POST", "/send")
    assert json.loads(asked["body"]) == {"to": "13800000000", "content": MESSAGE["text"], "id": "k-1"}
    assert headers_of(asked)["content-type"] == "application/json; charset=utf-8"


def test_a_message_as_a_form_with_the_secret_in_its_body(upstream, gateway) -> None:
    gateway(
        body={"mobile": "{number}", "msg": "{text}", "apikey": "{secret}"}, body_format="form", secret="s3"
    )

    current_gateway().send(**MESSAGE)

    [asked] = upstream.requests
    assert parse_qs(asked["body"]) == {"mobile": ["13800000000"], "msg": [MESSAGE["text"]], "apikey": ["s3"]}
    assert headers_of(asked)["content-type"] == "application/x-www-form-urlencoded; charset=utf-8"
    assert "authorization" not in headers_of(asked)


def test_a_header_of_the_operators_choice(upstream, gateway) -> None:
    gateway(header="X-Key", secret="s3")

    current_gateway().send(**MESSAGE)

    assert headers_of(upstream.requests[0])["x-key"] == "s3"


@pytest.mark.parametrize("mode", ["slow", "dripping", "failing", "half"])
def test_what_passes_is_told_apart(upstream, gateway, mode) -> None:
    upstream.answer("/send", {"code": 0, "more": "x" * 200})
    upstream.mode(mode)

    with pytest.raises(GatewayUnavailable):
        current_gateway().send(**MESSAGE)


def test_a_dead_gateway_may_come_back(upstream, gateway) -> None:
    upstream.die()

    with pytest.raises(GatewayUnavailable, match=r"^unreachable$"):
        current_gateway().send(**MESSAGE)


@pytest.mark.parametrize(
    ("status", "fault"), [(429, GatewayUnavailable), (400, GatewayRefused), (403, GatewayRefused)]
)
def test_a_status_says_whether_later_helps(upstream, gateway, status, fault) -> None:
    upstream.answer("/send", {"code": 0}, status=status)

    with pytest.raises(fault, match=f"^status {status}$"):
        current_gateway().send(**MESSAGE)


@pytest.mark.parametrize(
    ("said", "words"),
    [({"code": 7, "reason": "13800000000"}, "another code"), ([], "another code"), ("<html>", "no JSON")],
)
def test_an_answer_that_is_no_success_is_a_refusal_without_its_words(upstream, gateway, said, words) -> None:
    gateway(success={"code": 0})
    upstream.answer("/send", said)

    with pytest.raises(GatewayRefused, match=f"^{words}$"):
        current_gateway().send(**MESSAGE)


def test_the_wrong_site_answers(upstream, gateway) -> None:
    gateway(success={"code": 0})
    upstream.mode("wrong")

    with pytest.raises(GatewayRefused, match=r"^no JSON$"):
        current_gateway().send(**MESSAGE)


def test_the_message_goes_to_nobody_else(upstream, gateway) -> None:
    upstream.answer("/send", {}, status=307, headers={"Location": upstream.url("/elsewhere")})

    with pytest.raises(GatewayRefused, match=r"^redirect$"):
        current_gateway().send(**MESSAGE)
    assert [asked["path"] for asked in upstream.requests] == ["/send"]


def test_the_own_network_is_asked_only_where_it_is_named(upstream, gateway, settings) -> None:
    chosen = current_gateway()
    settings.OUTGOING_INTERNAL = []

    with pytest.raises(GatewayRefused, match=r"^address$"):
        chosen.send(**MESSAGE)
    assert upstream.requests == []
    assert current_gateway() is None


def test_a_folder_holds_each_message_for_its_owner(folder) -> None:
    current_gateway().send(**MESSAGE)

    [path] = folder.iterdir()
    assert path.name.endswith("-k-1.txt")
    number, _at, _blank, text = path.read_text(encoding="utf-8").splitlines()
    assert (number, text) == ("13800000000", MESSAGE["text"])
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)

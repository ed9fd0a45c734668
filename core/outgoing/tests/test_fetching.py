import socket

import pytest

from core.outgoing import Limits, OutgoingError, Reason, fetch

QUICK = Limits(seconds=0.3)


def reason_of(*args, **kwargs) -> Reason:
    with pytest.raises(OutgoingError) as failed:
        fetch(*args, **kwargs)
    return failed.value.reason


def test_an_answer(upstream) -> None:
    url = upstream.answer("/list", {"rows": ["甲"]}, status=200)
    answer = fetch(url + "?a=1", headers={"X-Key": "secret"})
    assert (answer.status, answer.body.decode()) == (200, '{"rows": ["甲"]}')
    asked = upstream.requests[0]
    assert (asked["method"], asked["path"]) == ("GET", "/list?a=1")
    assert {name.lower(): value for name, value in asked["headers"].items()}["x-key"] == "secret"


def test_what_is_posted(upstream) -> None:
    fetch(upstream.answer("/ask", {}), method="POST", body=b'{"a": 1}')
    assert (upstream.requests[0]["method"], upstream.requests[0]["body"]) == ("POST", '{"a": 1}')


def test_a_status_of_failure_is_an_answer(upstream) -> None:
    url = upstream.answer("/list", {})
    upstream.mode("failing")
    assert fetch(url).status == 503


def test_the_own_network_is_not_asked(upstream, settings) -> None:
    url = upstream.answer("/list", {})
    settings.OUTGOING_INTERNAL = []
    assert reason_of(url) is Reason.ADDRESS
    assert upstream.requests == []


@pytest.mark.parametrize("mode", ["slow", "dripping"])
def test_the_time_is_for_the_whole_answer(upstream, mode) -> None:
    url = upstream.answer("/list", {"rows": ["x" * 200]})
    upstream.mode(mode)
    assert reason_of(url, limits=QUICK) is Reason.TIME


def test_half_an_answer_is_none(upstream) -> None:
    url = upstream.answer("/list", {"rows": ["x" * 200]})
    upstream.mode("half")
    assert reason_of(url) is Reason.BROKEN


def test_a_dead_server(upstream) -> None:
    url = upstream.answer("/list", {})
    upstream.die()
    assert reason_of(url) is Reason.UNREACHABLE


def test_too_much(upstream) -> None:
    url = upstream.answer("/list", "x" * 100_000)
    assert len(fetch(url, limits=Limits(size=100_000)).body) == 100_000
    assert reason_of(url, limits=Limits(size=99_999)) is Reason.SIZE


def test_packed_content_is_refused(upstream) -> None:
    assert reason_of(upstream.answer("/list", "x", headers={"Content-Encoding": "gzip"})) is Reason.BROKEN


def redirect(upstream, path, target, status=302):
    return upstream.answer(path, "", status=status, headers={"Location": target})


def test_a_redirect_is_followed_and_judged_anew(upstream) -> None:
    upstream.answer("/new", "here")
    assert fetch(redirect(upstream, "/old", "/new")).body == b"here"
    asked = len(upstream.requests)
    for target in ("http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd"):
        assert reason_of(redirect(upstream, "/away", target)) is Reason.ADDRESS
    assert len(upstream.requests) == asked + 3


def test_redirects_end(upstream) -> None:
    assert reason_of(redirect(upstream, "/round", "/round")) is Reason.REDIRECT
    assert len(upstream.requests) == 4


def test_what_was_posted_is_not_sent_elsewhere(upstream) -> None:
    upstream.answer("/new", "here")
    assert reason_of(redirect(upstream, "/old", "/new", 307), method="POST", body=b"id") is Reason.REDIRECT
    assert [asked["path"] for asked in upstream.requests] == ["/old"]


def test_secrets_stay_with_their_origin(upstream, settings) -> None:
    settings.OUTGOING_INTERNAL = [*settings.OUTGOING_INTERNAL, f"localhost:{upstream.port}"]
    upstream.answer("/new", "here")
    url = redirect(upstream, "/old", f"http://localhost:{upstream.port}/new")
    fetch(url, headers={"Authorization": "Bearer s", "Accept": "text/csv"})
    first, second = [
        {name.lower(): value for name, value in asked["headers"].items()} for asked in upstream.requests
    ]
    assert first["authorization"] == "Bearer s"
    assert "authorization" not in second
    assert second["accept"] == "text/csv"


def test_a_name_that_changes_its_mind_is_asked_once(upstream, settings) -> None:
    """DNS rebinding: what was judged is what is connected to, whatever a second look-up would say."""
    host = f"data.example:{upstream.port}"
    settings.OUTGOING_INTERNAL = [host]
    upstream.answer("/list", "here")
    told = iter(["127.0.0.1", "169.254.169.254"])
    asked = []

    def resolve(name: str, port: int):
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(told), port))]

    assert fetch(f"http://{host}/list", resolver=resolve).body == b"here"
    assert asked == ["data.example"]
    assert upstream.requests[0]["headers"]["host"] == host


def test_a_name_that_turns_inward_between_two_requests_is_refused() -> None:
    told = iter(["10.0.0.8"])

    def resolve(name: str, port: int):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(told), port))]

    assert reason_of("http://data.example/", resolver=resolve) is Reason.ADDRESS


def test_the_message_names_no_address(upstream) -> None:
    url = upstream.answer("/secret-token", {})
    upstream.die()
    with pytest.raises(OutgoingError) as failed:
        fetch(url)
    assert "secret" not in str(failed.value)

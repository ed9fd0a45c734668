import socket

import pytest

from core.outgoing import OutgoingError, Reason, is_public, may_be_asked
from core.outgoing.addresses import look_up, place_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "2001:0:a00:1::",
    ],
)  # fmt: skip
def test_internal_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "114.114.114.114", "2400:3200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "", "/path", "file:///etc/passwd", "gopher://example.com/", "ftp://example.com/", "http://", "http:///x",
        "http://a@example.com/", "http://a:b@example.com/", "http://example.com\\@127.0.0.1/",
        "http://example.com/\r\nHost: x", "http://exa mple.com/", "http://example.com:99999/", "http://[::1/",
        "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_to_ask(url: str) -> None:
    with pytest.raises(OutgoingError) as refused:
        place_of(url)
    assert refused.value.reason is Reason.ADDRESS


def test_an_address_taken_apart() -> None:
    place = place_of("HTTPS://Data.Example.COM.:8443/列表?q=1".replace("列表", "list"))
    assert (place.scheme, place.host, place.port, place.target) == (
        "https",
        "data.example.com",
        8443,
        "/list?q=1",
    )
    assert place.authority == "data.example.com:8443"
    assert place_of("http://数据.example/").host == "xn--vxup8b.example"
    assert place_of("http://[2400:3200::1]").authority == "[2400:3200::1]"


def answering(*addresses: str):
    def resolve(host: str, port: int):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    return resolve


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "0x7f000001", "2130706433", "017700000001", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_every_way_to_write_the_own_machine_is_refused(host: str) -> None:
    with pytest.raises(OutgoingError) as refused:
        look_up(place_of(f"http://{host}/"), 5)
    assert refused.value.reason is Reason.ADDRESS


def test_a_name_with_one_internal_address_among_public_ones_is_refused() -> None:
    place = place_of("http://data.example/")
    assert len(look_up(place, 5, answering("1.1.1.1", "1.0.0.1"))) == 2
    with pytest.raises(OutgoingError) as refused:
        look_up(place, 5, answering("1.1.1.1", "10.0.0.8"))
    assert refused.value.reason is Reason.ADDRESS


def test_the_operator_names_internal_hosts_with_their_ports(settings) -> None:
    settings.OUTGOING_INTERNAL = ["fund.gov.example", "fund.gov.example:9000"]
    inside = answering("10.0.0.8")
    assert look_up(place_of("https://fund.gov.example/"), 5, inside)
    assert look_up(place_of("http://FUND.gov.example:9000/"), 5, inside)
    for url in ("http://fund.gov.example:8080/", "http://other.gov.example/", "http://x.fund.gov.example/"):
        with pytest.raises(OutgoingError):
            look_up(place_of(url), 5, inside)


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 11211])
def test_ports_of_no_website_are_refused(port: int) -> None:
    with pytest.raises(OutgoingError):
        look_up(place_of(f"http://data.example:{port}/"), 5, answering("1.1.1.1"))


def test_an_unknown_name() -> None:
    def unknown(host: str, port: int):
        raise socket.gaierror

    with pytest.raises(OutgoingError) as failed:
        look_up(place_of("http://nowhere.example/"), 5, unknown)
    assert failed.value.reason is Reason.NAME


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://example.com/send", True),
        ("http://example.com:8080/", True),
        ("http://example.com:9090/", False),
        ("http://sms.internal:9090/", True),
        ("ftp://example.com/", False),
        ("https://user:word@example.com/", False),
        ("example.com", False),
        ("", False),
    ],
)
def test_whether_an_address_may_be_asked_at_all(settings, url, may) -> None:
    settings.OUTGOING_INTERNAL = ["sms.internal:9090"]
    assert may_be_asked(url) is may

"""Events on the wire, read back as a browser reads them."""

from hypothesis import given
from hypothesis import strategies as st

from core.streams.events import LiveEvent, on_the_wire


def read_back(content: bytes) -> list[tuple[str, str, str]]:
    """After the HTML Living Standard, 9.2.6: what an EventSource makes of it."""
    found = []
    identifier = name = ""
    data: list[str] = []
    text = content.decode().replace("\r\n", "\n").replace("\r", "\n")
    for line in text.split("\n"):
        field, _colon, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                found.append((identifier, name, "\n".join(data)))
            name, data = "", []
        elif field == "id":
            identifier = value
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)
    return found


def test_an_event_on_the_wire():
    assert (
        on_the_wire([LiveEvent(7, "line", "一\n二")]) == "id: 7\nevent: line\ndata: 一\ndata: 二\n\n".encode()
    )
    assert on_the_wire([]) == b""


@given(st.lists(st.text(alphabet="a: \r\n\u2028\u0085一"), max_size=5))
def test_whatever_is_said_arrives(texts):
    events = [LiveEvent(number, "line", text) for number, text in enumerate(texts, start=1)]
    expected = [
        (str(number), "line", text.replace("\r\n", "\n").replace("\r", "\n"))
        for number, text in enumerate(texts, start=1)
    ]
    assert read_back(on_the_wire(events)) == expected

"""Parts of attachments, for players and broken downloads."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import CollectionViewRestriction

from core.media.models import Attachment
from core.media.ranges import Span, span_of
from core.testing.county import County

CONTENT = bytes(range(256)) * 1000
SIZE = len(CONTENT)


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", Span(0, 0)),
        ("bytes=0-", Span(0, 99)),
        ("bytes=90-200", Span(90, 99)),
        ("bytes=-10", Span(90, 99)),
        ("bytes=-1000", Span(0, 99)),
        ("bytes= 5 - 9", Span(5, 9)),
        ("", None),
        ("bytes=-", None),
        ("bytes=9-5", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
    ],
)
def test_what_a_header_asks_for(header: str, span: Span | None) -> None:
    assert span_of(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", f"bytes={'9' * 18}-"])
def test_behind_the_end(header: str) -> None:
    with pytest.raises(ValueError, match=r"bytes"):
        span_of(header, 100)


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,20}-\d{0,20}"), st.integers(1, 10**12))
def test_whatever_is_asked_a_span_lies_within_the_file(header: str, size: int) -> None:
    try:
        span = span_of(header, size)
    except ValueError:
        return
    assert span is None or 0 <= span.first <= span.last < size


@pytest.fixture
def video(county: County) -> Attachment:
    made: Attachment = Attachment.objects.create(
        title="访谈录像", collection=county.shiqiao.collection, file=ContentFile(CONTENT, name="video.mp4")
    )
    return made


def asked(client: Client, video: Attachment, **headers: str) -> Any:
    return client.get(video.url, headers=headers)


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=70000-200000", 70000, 200000),
        ("bytes=250000-", 250000, SIZE - 1),
        ("bytes=-300", SIZE - 300, SIZE - 1),
    ],
)
def test_a_part_is_sent(client: Client, video: Attachment, header: str, first: int, last: int) -> None:
    response = asked(client, video, range=header)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["Content-Type"] == "video/mp4"
    assert response.getvalue() == CONTENT[first : last + 1]


def test_the_whole_is_sent_and_says_that_parts_can_be_had(client: Client, video: Attachment) -> None:
    for header in ({}, {"range": "bytes=0-1,5-6"}, {"range": "lines=1-2"}):
        response = asked(client, video, **header)
        assert (response.status_code, response["Accept-Ranges"]) == (200, "bytes")
        assert response.getvalue() == CONTENT
    head = client.head(video.url, headers={"range": "bytes=0-1"})
    assert (head.status_code, head["Content-Length"]) == (200, str(SIZE))
    head.close()


def test_behind_the_end_is_said(client: Client, video: Attachment) -> None:
    response = asked(client, video, range=f"bytes={SIZE}-")
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert response.content == b""


def test_a_file_that_has_changed_is_sent_whole(client: Client, video: Attachment) -> None:
    whole = asked(client, video)
    for same in (whole["ETag"], whole["Last-Modified"]):
        assert asked(client, video, range="bytes=0-1", if_range=same).status_code == 206
    response = asked(client, video, range="bytes=0-1", if_range='"another"')
    assert response.status_code == 200
    assert response.getvalue() == CONTENT


def test_a_private_file_is_as_private_in_parts(client: Client, video: Attachment) -> None:
    CollectionViewRestriction.objects.create(
        collection=video.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    response = asked(client, video, range="bytes=0-1")
    assert response.status_code == 302
    assert "Content-Range" not in response

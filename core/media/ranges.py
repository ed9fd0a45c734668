"""Parts of a file: a player jumps within a video, a broken download goes on (RFC 9110, section 14).

Safari plays no video from a server that knows no ranges.
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, BinaryIO, NamedTuple

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

PIECE = 64 * 1024
"""Bytes that are read at a time."""
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class Span(NamedTuple):
    """From the first to the last byte, both included."""

    first: int
    last: int


def span_of(header: str, size: int) -> Span | None:
    """What a Range header asks for of a file of `size` bytes; None where the whole is the right answer.

    That is so without a header, for another unit, for several ranges at once, and for what can't be read.
    Raises ValueError for a range that begins behind the end.
    """
    found = ONE_RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        span = Span(max(size - int(last), 0), size - 1) if int(last) else Span(size, size - 1)
    else:
        span = Span(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if span.first >= size:
        raise ValueError(header)
    return span


def with_ranges[**P](view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """A view whose answer, when it is a whole file, is cut to the range that was asked for."""

    @wraps(view)
    def ranged(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request: Any = args[0]
        return cut(request, view(*args, **kwargs))

    return ranged


def cut(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response, or the part of its file that the request asks for, or 416."""
    if not isinstance(response, FileResponse) or response.status_code != 200:
        return response
    file, length = response.file_to_stream, response.headers.get("Content-Length", "")
    if file is None or not length.isdecimal():
        return response
    response.headers["Accept-Ranges"] = "bytes"
    if request.method != "GET" or not _still_the_same(request, response):
        return response
    size = int(length)
    try:
        span = span_of(request.headers.get("Range", ""), size)
    except ValueError:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if span is None:
        return response
    file.seek(span.first)
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    response.headers["Content-Length"] = str(span.last - span.first + 1)
    # The file stays among what the response closes.
    response.streaming_content = _pieces(file, span.last - span.first + 1)
    return response


def _still_the_same(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the file is the one that If-Range speaks of; a weak tag says nothing of bytes."""
    said = request.headers.get("If-Range")
    return said is None or said in (response.headers.get("ETag"), response.headers.get("Last-Modified"))


def _pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece

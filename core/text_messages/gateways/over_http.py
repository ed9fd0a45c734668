"""A gateway that is asked over HTTP, as the operator describes it: most providers differ in names only."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from core.outgoing import Answer, Limits, OutgoingError, Reason, fetch, may_be_asked

from .bodies import fill, mentions, plain, value_at
from .faults import GatewayRefused, GatewayUnavailable

LARGEST_ANSWER = 64 * 1024
TRANSIENT = frozenset({Reason.NAME, Reason.UNREACHABLE, Reason.TIME, Reason.BROKEN})
"""Faults that pass. The answer that was lost may have been a good one: by `{key}` a gateway knows the message again."""
TYPES = {
    "json": "application/json; charset=utf-8",
    "form": "application/x-www-form-urlencoded; charset=utf-8",
}
TOO_MANY_REQUESTS = 429


class HTTPGateway:
    """Sends a POST for each message.

    `body` is what is sent, by the gateway's own names; `{number}`, `{text}`, `{key}` and `{secret}` in its values stand
    for what they say. As "json" it may be nested, as "form" it is flat. `header` holds `secret` as it is, unless the
    body does. A status of 2xx is success; with `success`, only when the answer's JSON has these values too, by dotted
    path. `seconds` is how long an answer may take.
    """

    def __init__(
        self,
        *,
        url: str,
        body: Mapping[str, Any],
        body_format: str = "json",
        header: str = "Authorization",
        secret: str = "",
        success: Mapping[str, Any] | None = None,
        seconds: float = 8,
    ) -> None:
        self.url, self.body, self.body_format = url, body, body_format
        self.header, self.secret = header, secret
        self.success, self.seconds = success or {}, seconds

    @staticmethod
    def shortcomings(
        *, url: str, body: Mapping[str, Any], body_format: str = "json", **_more: Any
    ) -> Iterator[str]:
        """What the operator has still to say, by the names in the environment."""
        if not url:
            yield "COUNTYWIDE_TEXT_GATEWAY_URL is missing."
        elif not may_be_asked(url):
            yield (
                "COUNTYWIDE_TEXT_GATEWAY_URL is no address that may be asked: http(s) on port 80, 443, 8080 or 8443, "
                "or a host and port that COUNTYWIDE_OUTGOING_INTERNAL names."
            )
        for mark in ("{number}", "{text}"):
            if not mentions(body, mark):
                yield f"COUNTYWIDE_TEXT_GATEWAY_BODY has no value with {mark}."
        if body_format == "form" and any(isinstance(value, Mapping | list) for value in body.values()):
            yield "COUNTYWIDE_TEXT_GATEWAY_BODY is nested, which a form can't be."

    def send(self, *, number: str, text: str, key: str) -> None:
        """Hand over one message. Raises GatewayUnavailable and GatewayRefused."""
        filled = fill(self.body, {"number": number, "text": text, "key": key, "secret": self.secret})
        as_json = self.body_format == "json"
        content = json.dumps(filled, ensure_ascii=False) if as_json else urlencode(filled)
        headers = {"content-type": TYPES[self.body_format], "accept": "application/json"}
        if self.secret and not mentions(self.body, "{secret}"):
            headers[self.header] = self.secret
        limits = Limits(seconds=self.seconds, size=LARGEST_ANSWER)
        try:
            answer = fetch(self.url, method="POST", headers=headers, body=content.encode(), limits=limits)
        except OutgoingError as error:
            fault = GatewayUnavailable if error.reason in TRANSIENT else GatewayRefused
            raise fault(error.reason.value) from None
        self._judge(answer)

    def _judge(self, answer: Answer) -> None:
        if answer.status == TOO_MANY_REQUESTS or answer.status >= 500:
            raise GatewayUnavailable(f"status {answer.status}")
        if not 200 <= answer.status < 300:
            raise GatewayRefused(f"status {answer.status}")
        if not self.success:
            return
        try:
            said = json.loads(answer.body)
        except ValueError:
            raise GatewayRefused("no JSON") from None
        for path, wanted in self.success.items():
            if plain(value_at(said, path)) != plain(wanted):
                # What stands there instead may name the number.
                raise GatewayRefused(f"another {path}")

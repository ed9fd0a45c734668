"""Another system's interface over HTTP, in JSON or XML."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from core.outgoing import Answer, Limits, OutgoingError, fetch
from plugins.queries.configuration import limits
from plugins.queries.sources.delimiting import as_csv
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.files import check_status
from plugins.queries.sources.paging import PagingSettings, Step, Walk
from plugins.queries.sources.paths import all_at, has, read, text_at
from plugins.queries.sources.provider import Fetched, Provider, Record

if TYPE_CHECKING:
    from plugins.queries.sources.forms import ProviderForm


@dataclass(frozen=True)
class RestSettings(PagingSettings):
    """`parameters` by their name there: `{fact}` stands for what is asked, anything else for itself. `fields` maps our
    names to paths below each row; `rows` is the path to the rows.
    """

    url: str = ""
    method: str = "GET"
    body: str = "json"
    parameters: dict[str, str] = field(default_factory=dict)
    header_name: str = "Authorization"
    format: str = "json"
    rows: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class RestUpstream(Provider[RestSettings]):
    """Asks an address with parameters, and reads rows out of the answer."""

    slug = "rest"
    label = _("Interface of another system")
    summary = _("JSON or XML over HTTP: a list that is read on a rhythm, or answers to single questions.")
    settings_class = RestSettings
    asks = True
    takes_secret = True
    searches = True

    @classmethod
    def form_class(cls) -> "type[ProviderForm]":
        from plugins.queries.sources.rest_form import RestForm

        return RestForm

    @property
    def keeps_questions_apart(self) -> bool:
        return self.settings.method == "POST"

    def read_all(self, seconds: float) -> Fetched:
        records = self._records({}, seconds)
        names = list(self.settings.fields)
        rows = [[record.values[name] for name in names] for record in records]
        return Fetched(as_csv(names, rows), "upstream.csv")

    def ask(self, facts: Mapping[str, str], seconds: float) -> list[Record]:
        return self._records(facts, seconds)

    def _records(self, facts: Mapping[str, str], seconds: float) -> list[Record]:
        """The rows of all pages, or none: half a list would be a wrong one."""
        ends, left = time.monotonic() + seconds, limits().file_bytes
        walk = Walk(self.settings.url, self.settings)
        step: Step | None = walk.first()
        records: list[Record] = []
        while step is not None:
            seconds_left = ends - time.monotonic()
            if seconds_left <= 0:
                raise SourceError(Fault.TIME)
            answer = self._answer(step, walk, facts, Limits(seconds=seconds_left, size=left))
            left -= len(answer.body)
            tree = read(answer.body, self.settings.format)
            parts = all_at(tree, self.settings.rows)
            records += [self._record(part) for part in parts]
            if len(records) > limits().rows:
                raise SourceError(Fault.SIZE)
            step = walk.after(tree, answer.url, hashlib.sha256(answer.body).hexdigest(), len(parts))
        return records

    def _record(self, part: Any) -> Record:
        fields = self.settings.fields
        if not any(has(part, path) for path in fields.values()):
            raise SourceError(Fault.MAPPING)
        return Record({name: text_at(part, path) or "" for name, path in fields.items()})

    def _answer(self, step: Step, walk: Walk, facts: Mapping[str, str], most: Limits) -> Answer:
        own = {
            name: facts.get(value[1:-1], "") if value[:1] == "{" and value[-1:] == "}" else value
            for name, value in self.settings.parameters.items()
        }
        sent: dict[str, str | int] = {} if step.is_whole else {**own, **step.parameters}
        headers = {"Accept": f"application/{self.settings.format}"}
        if self.secret and walk.takes_secret(step.url):
            headers[self.settings.header_name] = self.secret
        url, body = step.url, None
        if self.settings.method == "POST":
            in_json = self.settings.body == "json"
            body = (json.dumps(sent, ensure_ascii=False) if in_json else urlencode(sent)).encode()
            headers["Content-Type"] = (
                "application/json" if in_json else "application/x-www-form-urlencoded; charset=utf-8"
            )
        elif sent:
            url += f"{'&' if '?' in url else '?'}{urlencode(sent)}"
        try:
            answer = fetch(url, method=self.settings.method, headers=headers, body=body, limits=most)
        except OutgoingError as error:
            raise SourceError(Fault(error.reason.value)) from None
        check_status(answer.status)
        if walk.pages:
            walk.judge(answer.url)
        return answer

"""Another system's interface over HTTP, in JSON or XML."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from core.outgoing import Limits, OutgoingError, fetch
from plugins.queries.configuration import limits
from plugins.queries.sources.delimiting import as_csv
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.files import check_status
from plugins.queries.sources.paths import all_at, has, read, text_at
from plugins.queries.sources.provider import Fetched, Provider, Record

if TYPE_CHECKING:
    from plugins.queries.sources.forms import ProviderForm


@dataclass(frozen=True)
class RestSettings:
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
        from plugins.queries.sources.forms import RestForm

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
        tree = read(self._answer(facts, seconds), self.settings.format)
        return [self._record(part) for part in all_at(tree, self.settings.rows)]

    def _record(self, part: Any) -> Record:
        fields = self.settings.fields
        if not any(has(part, path) for path in fields.values()):
            raise SourceError(Fault.MAPPING)
        return Record({name: text_at(part, path) or "" for name, path in fields.items()})

    def _answer(self, facts: Mapping[str, str], seconds: float) -> bytes:
        sent = {
            name: facts.get(value[1:-1], "") if value[:1] == "{" and value[-1:] == "}" else value
            for name, value in self.settings.parameters.items()
        }
        headers = {"Accept": f"application/{self.settings.format}"}
        if self.secret:
            headers[self.settings.header_name] = self.secret
        url, body = self.settings.url, None
        if self.settings.method == "POST":
            in_json = self.settings.body == "json"
            body = (json.dumps(sent, ensure_ascii=False) if in_json else urlencode(sent)).encode()
            headers["Content-Type"] = (
                "application/json" if in_json else "application/x-www-form-urlencoded; charset=utf-8"
            )
        elif sent:
            url += f"{'&' if '?' in url else '?'}{urlencode(sent)}"
        try:
            answer = fetch(
                url,
                method=self.settings.method,
                headers=headers,
                body=body,
                limits=Limits(seconds=seconds, size=limits().file_bytes),
            )
        except OutgoingError as error:
            raise SourceError(Fault(error.reason.value)) from None
        check_status(answer.status)
        return answer.body

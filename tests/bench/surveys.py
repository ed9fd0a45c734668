"""Surveys: statistics of very many answers, and many people who send at the same moment."""

import asyncio
import math
import os
import random
import re
import statistics
import subprocess
import time
from array import array
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.plugin_host.settings_store import save_settings
from core.tenancy.models import Subsite
from core.tenancy.table import subsite_table
from deploy.commands import demo
from deploy.commands.places import PYTHON, ROOT
from plugins.surveys.form.variables import form_variables
from plugins.surveys.forms import SurveysSettings
from plugins.surveys.models import AnswerBits, MeasureValues, PendingResponse, Survey
from plugins.surveys.models.statistics import COUNTED
from plugins.surveys.results.bits import CHUNK
from plugins.surveys.results.crossing import crossed
from plugins.surveys.results.reading import figures_of
from plugins.surveys.results.showing import office_results, public_results
from plugins.surveys.services.surveys import create_survey, publish_survey

from .registry import Figure, measurement

SHEETS = 200_000
QUESTIONS = 30
PEOPLE = 500
PORT = 8765


def _definition(questions: int) -> dict[str, Any]:
    """Single and multiple choices, ratings and numbers, in turn."""
    kinds = ("single", "multiple", "rating", "single", "number")
    made = []
    for number in range(1, questions + 1):
        kind = kinds[number % len(kinds)]
        question: dict[str, Any] = {
            "code": f"Q{number}",
            "kind": kind,
            "text": f"问题{number}",
            "in_results": True,
        }
        if kind in {"single", "multiple"}:
            question["options"] = [{"code": str(each), "text": f"选项{each}"} for each in range(1, 7)]
        made.append(question)
    return {"sections": [{"title": "", "questions": made}]}


def _fill(survey: Survey, chance: random.Random) -> None:
    """Write what is kept ready of the sheets straight away, as taking them in would."""
    last = -(-SHEETS // CHUNK)
    sizes = [min(CHUNK, SHEETS - chunk * CHUNK) for chunk in range(last)]
    names = [(COUNTED, "1")]
    for variable in form_variables(survey.current_version.form):
        names.extend((variable.name, value) for value, _label in variable.values)
    for variable, value in names:
        AnswerBits.objects.bulk_create(
            AnswerBits(
                survey=survey,
                variable=variable,
                value=value,
                chunk=chunk,
                bits=((1 << size) - 1 if variable == COUNTED else chance.getrandbits(size)).to_bytes(
                    CHUNK // 8, "little"
                ),
            )
            for chunk, size in enumerate(sizes)
        )
    for question in survey.current_version.form.questions():
        if question.kind.value == "number":
            for chunk, size in enumerate(sizes):
                numbers = array("d", [float(chance.randint(0, 99)) for _each in range(size)])
                numbers.extend([math.nan] * (CHUNK - size))
                MeasureValues.objects.create(
                    survey=survey, variable=question.code, chunk=chunk, numbers=numbers.tobytes()
                )
    Survey.objects.filter(pk=survey.pk).update(position=SHEETS)


def _survey(questions: int, **details: Any) -> Survey:
    township = Subsite.objects.filter(organisation__kind="township").order_by("pk").first()
    enable_plugin(subsite=township, slug="surveys", by=SYSTEM)
    survey = create_survey(
        subsite=township,
        by=SYSTEM,
        title="量度",
        slug="measured",
        definition=_definition(questions),
        **details,
    )
    publish_survey(survey=survey, by=SYSTEM)
    return survey


@measurement
def statistics_of_very_many_answers() -> Iterable[Figure]:
    """All figures of 30 questions, a crossing, and the public page's, of 200,000 answer sheets."""
    survey = _survey(QUESTIONS, results="always")
    _fill(survey, random.Random(1))
    survey.refresh_from_db()
    assert figures_of(survey).total == SHEETS
    yield Figure(
        "survey: figures of 30 questions, 200,000 sheets",
        _median(lambda: office_results(figures_of(survey))),
        "s",
        1,
    )
    yield Figure(
        "survey: public figures of the same", _median(lambda: public_results(figures_of(survey), {})), "s", 1
    )
    rows, columns = [
        each for each in form_variables(figures_of(survey).form) if each.question.kind == "single"
    ][:2]

    def cross() -> None:
        crossed(figures_of(survey, [rows.name, columns.name]), rows, columns, k=5)

    yield Figure("survey: a crossing of 200,000 sheets", _median(cross), "s", 1)


def _median(work: Any) -> float:
    took = []
    for _time in range(5):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


class _Person:
    """Opens the form and solves what it asks, then sends at the moment at which all others do, and once more later."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.body, self.headers = self._prepare()

    async def send(self, began: float) -> tuple[int, float]:
        """Send the sheet over a connection of its own: the answer's status, and when it was whole after `began`."""
        reading, writing = await asyncio.open_connection("127.0.0.1", PORT)
        head = {"Host": f"localhost:{PORT}", "Connection": "close", "Content-Length": str(len(self.body))}
        lines = [
            f"POST {self.path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in (head | self.headers).items()),
        ]
        writing.write("\r\n".join([*lines, "", self.body]).encode())
        answer = await reading.read()
        writing.close()
        return int(answer.split(b" ", 2)[1]), time.perf_counter() - began

    def _open(self) -> tuple[str, list[str]]:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.request("GET", self.path, headers={"Host": f"localhost:{PORT}"})
        answer = connection.getresponse()
        text = answer.read().decode()
        cookies = answer.headers.get_all("Set-Cookie") or []
        connection.close()
        return text, cookies

    def _prepare(self) -> tuple[str, dict[str, str]]:
        html, cookies = self._open()
        jar: SimpleCookie = SimpleCookie()
        for each in cookies:
            jar.load(each)

        def value(name: str) -> str:
            found = re.search(rf'name="{name}"\s+value="([^"]*)"', html)
            assert found, name
            return found[1]

        goal = re.search(r'data-goal="(\w+)"', html)
        salt = value("proof-salt")
        number = next(
            n for n in range(100_000) if goal and sha256(f"{salt}{n}".encode()).hexdigest() == goal[1]
        )
        body = {
            "csrfmiddlewaretoken": value("csrfmiddlewaretoken"), "code": value("code"), "part": "1", "shown": "Q1",
            "a-Q1": ["1", "2"][number % 2], "proof-salt": salt, "proof-number": str(number), "action": "send",
        }  # fmt: skip
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
        headers = {
            "Cookie": cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://localhost:{PORT}{self.path}",
        }
        return urlencode(body), headers


@measurement
def many_people_at_the_same_moment() -> Iterable[Figure]:
    """500 people send at once through the real server, then all of them again: none lost, none doubled."""
    survey = _survey(1)
    form = SurveysSettings({"sheets_per_hour": 100_000})
    save_settings(slug="surveys", subsite=survey.subsite, form=form, by=SYSTEM)
    entry = subsite_table().by_id[survey.subsite_id]
    path = f"/townships/{entry.slug}/-/surveys/measured/"
    with subprocess.Popen(
        [str(PYTHON), *demo.WEB, "--port", str(PORT)], cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL
    ) as server:
        try:
            while not demo.answers(PORT):
                time.sleep(0.1)
            with ThreadPoolExecutor(4) as pool:
                people = list(pool.map(_Person, [path] * PEOPLE))
            answers = asyncio.run(_all_at_once(people))
            again = asyncio.run(_all_at_once(people))
        finally:
            server.terminate()
    took = sorted(seconds for _status, seconds in answers)
    refused = sum(status != 302 for status, _seconds in [*answers, *again])
    kept = PendingResponse.objects.filter(survey=survey).count()
    yield Figure("survey: answers of 500 people lost or doubled", abs(PEOPLE - kept) + refused, "sheets", 0)
    yield Figure("survey: 500 people at once, p95", took[int(PEOPLE * 0.95)], "s", 1)
    yield Figure("survey: 500 people at once, slowest", took[-1], "s")


async def _all_at_once(people: list[_Person]) -> list[tuple[int, float]]:
    began = time.perf_counter()
    return list(await asyncio.gather(*(person.send(began) for person in people)))

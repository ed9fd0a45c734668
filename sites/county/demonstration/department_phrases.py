"""Phrases for a department without texts by hand: its duties, topics, documents and services fill the slots."""

import functools
import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sites.county.demonstration.offices import FOLDER, Office
from sites.county.demonstration.phrases import fill
from sites.county.demonstration.texts import split_items

PHRASES = FOLDER / "phrases"
type Facts = Mapping[str, Any]
type Slots = dict[str, str]


@functools.cache
def _facts(slug: str) -> Facts:
    return tomllib.loads((PHRASES / "departments" / f"{slug}.toml").read_text(encoding="utf-8"))


@functools.cache
def _phrases(column: str) -> tuple[str, ...]:
    return tuple(split_items((PHRASES / "department" / f"{column}.md").read_text(encoding="utf-8")))


def department_sources(office: Office, column: str, draw: random.Random) -> Iterator[str]:
    """The sources of five or six items of a column. Raises KeyError for an unknown slot."""
    facts = _facts(office.slug)
    common = _common(office, facts, draw)
    entries = _ENTRIES[column](facts)
    phrases = list(_phrases(column))
    first, *others = phrases
    draw.shuffle(others)
    phrases = [first, *others]
    for number, entry in enumerate(entries):
        yield fill(phrases[number % len(phrases)], {**common, **entry}, draw)


def _common(office: Office, facts: Facts, draw: random.Random) -> Slots:
    topic, _what, result = draw.choice(facts["topics"]).split("｜")
    divisions = "\n".join(f"| {' | '.join(division.split('：'))} |" for division in facts["divisions"])
    return {
        "office": office.name,
        "phone": office.phone,
        "address": office.address,
        "duty": facts["duty"],
        "number": facts["number"],
        "picture": facts["picture"],
        "topic": topic,
        "result": result,
        "title": f"《{draw.choice(facts['documents']).split('｜')[0]}》",
        "divisions_table": f"| 股室 | 主要工作 |\n{divisions}",
        **{f"task{number}": task for number, task in enumerate(facts["tasks"], start=1)},
    }


def _topics(facts: Facts) -> list[Slots]:
    return [
        dict(zip(("name", "what", "result"), topic.split("｜"), strict=True)) for topic in facts["topics"]
    ]


def _notices(facts: Facts) -> list[Slots]:
    return [dict(zip(("name", "text"), notice.split("｜"), strict=True)) for notice in facts["notices"]]


def _documents(facts: Facts) -> list[Slots]:
    """Documents with the day they were made: the first one lately, the others over the year."""
    documents = []
    for number, document in enumerate(facts["documents"]):
        title, *clauses = document.split("｜")
        documents.append(
            {
                "title": title,
                **{f"clause{place}": clause for place, clause in enumerate(clauses, start=1)},
                "made": "ago: 19" if number == 0 else f"on: {_month(facts, number)}-08",
                "explained": "ago: 17" if number == 0 else f"on: {_month(facts, number)}-10",
            }
        )
    return documents


def _services(facts: Facts) -> list[Slots]:
    services = []
    for number, service in enumerate(facts["services"]):
        title, materials, days, note = service.split("｜")
        listed = ["只需说明情况，不用带材料"] if materials == "无" else materials.split("、")
        services.append(
            {
                "title": title,
                "materials": "无需材料" if materials == "无" else materials,
                "materials_list": "；\n".join(f"- {material}" for material in listed) + "。",
                "days": days,
                "days_text": "材料齐全的当日办结" if days == "1" else f"受理后{days}个工作日内办结",
                "note": note,
                "service_month": _month(facts, number),
            }
        )
    return services


def _questions(facts: Facts) -> list[Slots]:
    questions = []
    for number, pair in enumerate(facts["questions"]):
        question, answer = pair.split("｜")
        questions.append(
            {"question": question, "answer": answer, "question_month": _month(facts, number + 2)}
        )
    return questions


def _once_each(facts: Facts) -> list[Slots]:
    return [{} for _ in range(5)]


def _month(facts: Facts, number: int) -> str:
    """Months spread over the year, other ones for each department."""
    return f"{(len(facts['duty']) + number * 5) % 12 + 1:02d}"


_ENTRIES: Mapping[str, Callable[[Facts], list[Slots]]] = {
    "about": _once_each,
    "news": _topics,
    "notices": _notices,
    "documents": _documents,
    "interpretation": _documents,
    "services": _services,
    "plans": _once_each,
    "participation": _questions,
}

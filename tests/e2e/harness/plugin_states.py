"""States of surveys, interviews and queries that nobody meets in the demonstration by an address alone.

Run as a program in a copy of the demonstration, it makes them on the portal and prints, as JSON, what leads to them.
"""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from deploy.commands import demonstration
from deploy.commands.places import PYTHON, ROOT

OVERALL = "对本次活动的总体评价"


def make(folder: Path, port: int) -> dict[str, str]:
    """Make the states in the demonstration of a var folder: addresses and codes by name.

    Raises RuntimeError with the program's last words.
    """
    done = subprocess.run(
        [PYTHON, "-m", __name__],
        cwd=ROOT,
        env=demonstration.settings_of(folder, port),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Make everything and print it."""
    import django

    django.setup()
    from core.review.origin import importing
    from core.tenancy.models import Subsite
    from core.tenancy.table import touch_revision

    portal = Subsite.objects.get(organisation__kind="county")
    with importing("end-to-end tests"):
        found = {**surveys(portal), **interviews(portal), **sources(portal)}
    touch_revision()
    sys.stdout.write(f"{json.dumps(found)}\n")


def surveys(portal: Any) -> dict[str, str]:
    """A survey of every kind of question, one for each way of being closed to somebody, and two drafts."""
    from django.utils import timezone

    from core.access.actors import SYSTEM
    from plugins.surveys.answering.views import preview_token
    from plugins.surveys.services.publishing import end_survey
    from plugins.surveys.services.surveys import save_survey
    from plugins.surveys.tests.factories import answer, make_survey, options, question

    now = timezone.now()
    every = make_survey(portal, *of_every_kind(), slug="every-kind", title="各类题目", proof_wanted=True)
    make_survey(portal, slug="not-yet", title="尚未开始的调查", opens_at=now + timedelta(days=2))
    over = make_survey(portal, slug="over", title="已经结束的调查")
    end_survey(survey=over, by=SYSTEM)
    make_survey(portal, slug="by-account", title="凭账号参加的调查", participation="account")
    taken = make_survey(portal, quota=1, slug="taken", title="已满额的调查")
    answer(taken, {"Q1": "1"})
    choice = [{**options("上午")[0], "quota": 1}, {"code": "2", "text": "下午"}]
    full = make_survey(portal, [question("Q1", options=choice)], slug="full", title="选项已满的调查")
    answer(full, {"Q1": "1"})
    faulty = make_survey(portal, slug="faulty", title="有错误的草稿", publish=False)
    stream = faulty.form.get_prep_value()
    stream[0]["value"]["questions"][0]["value"]["text"] = ""
    faulty.form = stream
    save_survey(survey=faulty, by=SYSTEM)
    return {
        "preview": f"/-/surveys/preview/{preview_token(every)}/",
        "faults": f"/-/surveys/preview/{preview_token(faulty)}/",
    }


def of_every_kind() -> list[list[dict[str, Any]]]:
    """Two sections with every kind of question there is."""
    from plugins.surveys.form.definition import Kind
    from plugins.surveys.tests.factories import options, question

    special: dict[str, dict[str, Any]] = {
        Kind.SINGLE: {"other": True, "options": options("现场", "电话", "网上")},
        Kind.MULTIPLE: {"other": True, "randomised": True, "least": "1", "most": "2"},
        Kind.RATING: {"steps": 5, "low_label": "很不满意", "high_label": "很满意"},
        Kind.NUMBER: {"unit": "人", "least": "1", "most": "20", "whole": True},
        Kind.SHORT_TEXT: {"length": 50, "help": "一句话即可。"},
    }
    kinds = [str(kind) for kind in Kind]
    made = [
        question(f"Q{number}", kind, text=f"第{number}题：{OVERALL}", required=True, **special.get(kind, {}))
        for number, kind in enumerate(kinds, start=1)
    ]
    return [made[: len(made) // 2], made[len(made) // 2 :]]


def interviews(portal: Any) -> dict[str, str]:
    """Codes of questions: one that waits, one that was refused, one that another stands for, one passed on."""
    from datetime import date

    from core.access.actors import SYSTEM
    from core.public_forms.codes import new_code
    from plugins.interviews.services.interviews import begin_interview, end_interview
    from plugins.interviews.services.questions import (
        accept_question,
        ask_question,
        merge_question,
        reject_question,
    )
    from plugins.interviews.services.routing import route_question
    from plugins.interviews.testing import make_interview

    interview = make_interview(portal, title="群众身边的小事", slug="small-matters")
    codes = {state: new_code() for state in ("waiting", "refused", "merged", "routed")}
    asked = {
        state: ask_question(interview=interview, code=code, text=f"路灯何时修好？（{state}）")
        for state, code in codes.items()
    }
    reject_question(question=asked["refused"], by=SYSTEM, reason="不属于本期主题，请拨打12345热线。")
    accept_question(question=asked["routed"], by=SYSTEM)
    merge_question(question=asked["merged"], into=asked["routed"], by=SYSTEM)
    begin_interview(interview=interview, by=SYSTEM)
    end_interview(interview=interview, by=SYSTEM)
    route_question(question=asked["routed"], subsite=portal, due_on=date.max, by=SYSTEM)
    make_interview(portal, title="正在直播的访谈", slug="live-now", stage="live")
    return codes


def sources(portal: Any) -> dict[str, str]:
    """A page whose source answered once and can't be reached any more, and pages that have nothing to ask."""
    from core.access.actors import SYSTEM
    from plugins.queries.models import CachedAnswer, LookupPage, SourcePage
    from plugins.queries.sources.calling import ask_with_cache
    from plugins.queries.sources.services import create_source
    from plugins.queries.tests.factories import make_table

    table = make_table(portal, name="供水村庄", slug="water-villages")
    settings = {
        "url": "https://water.invalid/",
        "parameters": {"q": "{村名}"},
        "fields": {"村名": "name", "户数": "households"},
    }
    common: dict[str, Any] = {"subsite": portal, "by": SYSTEM, "cache_minutes": 0, "retries": 0}
    gone = create_source(provider="rest", name="停水信息", settings=settings, **common)
    earlier = create_source(provider="uploaded", name="停水名单", settings={"table": table.pk}, **common)
    ask_with_cache(earlier, {"村名": "太平村"})
    CachedAnswer.objects.filter(source=earlier).update(source=gone)
    column = portal.root_page.get_children().get(slug="queries")
    page: dict[str, Any] = {"locale": column.locale, "is_personal": False}
    column.add_child(
        instance=SourcePage(
            title="停水查询",
            slug="water-cut",
            source=gone,
            asked=[("fact", {"name": "村名", "label": "村名", "kind": "text"})],
            answered=[("field", {"name": "户数", "label": "停水户数"})],
            **page,
        )
    )
    column.add_child(instance=SourcePage(title="准备中的查询", slug="no-source", **page))
    column.add_child(instance=LookupPage(title="准备中的名录", slug="no-table", locale=column.locale))
    return {}


if __name__ == "__main__":
    main()

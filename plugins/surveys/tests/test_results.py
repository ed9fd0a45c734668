"""Figures, the public page, exports, versions, weights."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.factories import UserFactory
from plugins.surveys.builder.converting import to_stream
from plugins.surveys.form.definition import Kind, Question
from plugins.surveys.form.reading import FormFaults
from plugins.surveys.form.variables import form_variables
from plugins.surveys.models import Survey, TextAnswer
from plugins.surveys.results.crossing import crossed
from plugins.surveys.results.figures import groups_of
from plugins.surveys.results.reading import figures_of, words_of
from plugins.surveys.results.showing import office_results
from plugins.surveys.services.moderation import decide_on_texts, set_weighting
from plugins.surveys.services.surveys import (
    copy_survey,
    create_survey,
    delete_survey,
    end_survey,
    export_survey,
    import_survey,
    publish_survey,
    save_survey,
)
from plugins.surveys.tests.factories import answer, definition, make_survey, options, question

HOST = {"host": "localhost"}


@pytest.fixture
def on(county):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    return county


def test_percentages_have_the_base_of_who_answered(county):
    survey = make_survey(
        county.shiqiao, [question("Q1"), question("Q2", "multiple", options=options("甲", "乙", "丙"))]
    )
    answer(
        survey,
        *[{"Q1": ["1"], "Q2": ["1", "2"]} for _n in range(3)],
        {"Q1": ["2"], "Q2": ["2"]},
        {"Q1": ["2"]},
    )
    figures = figures_of(survey)
    one, many = (figures.distribution(variable) for variable in form_variables(figures.form))

    assert [(bar.label, bar.count, bar.share) for bar in one.bars] == [("甲", 3, 60.0), ("乙", 2, 40.0)]
    assert (many.base, [(bar.count, bar.share) for bar in many.bars]) == (
        4,
        [(3, 75.0), (4, 100.0), (0, 0.0)],
    )
    shown = office_results(figures)
    assert shown[1].parts[0].base == "百分比以回答本题的 4 人为基数；可多选，合计可能超过 100 %。"


def test_numbers_dates_ratings_and_rankings(county):
    survey = make_survey(
        county.shiqiao,
        [
            question("Q1", "number"),
            question("Q2", "date"),
            question("Q3", "rating"),
            question("Q4", "ranking"),
        ],
    )
    answer(
        survey,
        {"Q1": "10", "Q2": "2026-01-01", "Q3": 2, "Q4": ["2", "1"]},
        {"Q1": "20", "Q2": "2026-01-03", "Q3": 5, "Q4": ["2", "1"]},
        {"Q1": "60", "Q3": 5, "Q4": ["1", "2"]},
    )
    figures = figures_of(survey)
    number = figures.summary(figures.form.question("Q1"))
    day = figures.summary(figures.form.question("Q2"))

    assert (number.base, number.mean, number.middle, number.lowest, number.highest) == (
        3,
        "30",
        "20",
        "10",
        "60",
    )
    assert sum(bar.count for bar in number.groups) == 3
    assert (day.mean, day.lowest, day.highest) == ("2026-01-02", "2026-01-01", "2026-01-03")
    assert figures.distributions(figures.form.question("Q3"))[0].mean == pytest.approx(4.0)
    ranking = {each.variable.label: each.mean for each in figures.distributions(figures.form.question("Q4"))}
    assert ranking == {"甲": pytest.approx(5 / 3), "乙": pytest.approx(4 / 3)}


def test_weights_correct_shares(county):
    survey = make_survey(county.shiqiao, [question("Q1"), question("Q2")])
    answer(
        survey,
        *[{"Q1": ["1"], "Q2": ["1"]} for _n in range(8)],
        *[{"Q1": ["2"], "Q2": ["2"]} for _n in range(2)],
    )

    set_weighting(survey=survey, by=SYSTEM, variable="Q1", targets={"1": 50.0, "2": 50.0})
    shares = [
        bar.share for bar in figures_of(survey).distribution(form_variables(figures_of(survey).form)[1]).bars
    ]

    assert shares == [pytest.approx(50.0), pytest.approx(50.0)]
    with pytest.raises(ValidationError):
        set_weighting(survey=survey, by=SYSTEM, variable="Q1", targets={"1": 50.0, "2": 20.0})


@pytest.mark.parametrize(
    ("fields", "numbers", "labels"),
    [
        ({"kind": Kind.NUMBER, "whole": True}, [0, 12, 40], ["0 – 4", "5 – 9", "10 – 14"]),
        ({"kind": Kind.NUMBER, "whole": True}, [1, 2], ["1", "2"]),
        ({"kind": Kind.NUMBER}, [0, 1.5, 4], ["0 – <0.5", "0.5 – <1", "1 – <1.5"]),
        ({"kind": Kind.DATE}, [739_001, 739_003], ["2024-04-25", "2024-04-26", "2024-04-27"]),
    ],
)
def test_no_number_belongs_to_two_ranges_by_their_words(fields, numbers, labels):
    bars = groups_of(Question("Q1", text="", **fields), dict.fromkeys(numbers, 1))
    assert [bar.label for bar in bars][: len(labels)] == labels
    assert sum(bar.count for bar in bars) == len(numbers)


def test_a_crossing_with_margins_and_small_groups_held_back(county):
    survey = make_survey(county.shiqiao, [question("Q1"), question("Q2")])
    sheets = [(1, 1, 3), (1, 2, 20), (2, 1, 30), (2, 2, 40)]
    answer(survey, *[{"Q1": [str(a)], "Q2": [str(b)]} for a, b, count in sheets for _n in range(count)])
    figures = figures_of(survey)
    rows, columns = form_variables(figures.form)

    plain = crossed(figures, rows, columns, k=0)
    assert [[cell.count for cell in cells] for _label, cells in plain.lines] == [[3, 20, 23], [30, 40, 70]]
    assert [cell.count for cell in plain.totals] == [33, 60, 93]
    held = crossed(figures, rows, columns, k=5)
    assert [[cell.count for cell in cells] for _label, cells in held.lines] == [
        [None, None, 23],
        [None, None, 70],
    ]


def test_the_public_page_shows_chosen_questions_and_holds_small_groups_back(on, client):
    survey = make_survey(
        on.shiqiao,
        [
            question("Q1", in_results=True),
            question("Q2", text="内部问题"),
            question("Q3", "long_text", in_results=True),
        ],
        results="always",
    )
    page = f"/townships/shiqiao/-/surveys/{survey.slug}/results/"
    answer(survey, *[{"Q1": ["1"], "Q3": f"建议{number}"} for number in range(4)])
    assert client.get(page, headers=HOST).context["enough"] is False
    answer(survey, *[{"Q1": ["1"]} for _n in range(8)], *[{"Q1": ["2"]} for _n in range(2)])

    found = client.get(page, headers=HOST)

    html = found.content.decode()
    assert "内部问题" not in html
    assert [row.count for row in found.context["results"][0].parts[0].rows] == ["–", "–"]
    assert "建议" not in html
    decide_on_texts(survey=survey, texts=[TextAnswer.objects.get(text="建议2").pk], state="shown", by=SYSTEM)
    html = client.get(page, headers=HOST).content.decode()
    assert "建议2" in html
    assert "建议1" not in html


@pytest.mark.parametrize(("rule", "status"), [("never", 404), ("after", 404), ("always", 200)])
def test_results_are_public_by_rule(on, client, rule, status):
    survey = make_survey(on.shiqiao, results=rule)
    page = f"/townships/shiqiao/-/surveys/{survey.slug}/results/"
    assert client.get(page, headers=HOST).status_code == status


def test_who_ends_a_survey_early_does_not_bring_its_results_forward(on, client):
    closes = datetime(2026, 12, 24, 4, tzinfo=UTC)
    page = "/townships/shiqiao/-/surveys/{}/results/"
    with time_machine.travel(closes - timedelta(days=20), tick=False):
        announced = make_survey(on.shiqiao, results="after", closes_at=closes)
        open_ended = make_survey(on.shiqiao, results="after")
        for survey in (announced, open_ended):
            end_survey(survey=survey, by=SYSTEM)
        assert (announced.results_come_at, open_ended.results_come_at) == (closes, None)
        assert client.get(page.format(announced.slug), headers=HOST).status_code == 404
        assert client.get(page.format(open_ended.slug), headers=HOST).status_code == 200
        closed = client.get(page.format(announced.slug).removesuffix("results/"), headers=HOST)
        assert "结果公布时间" in closed.content.decode()
        assert list(Survey.objects.with_public_results()) == [open_ended]
    with time_machine.travel(closes, tick=False):
        assert announced.results_come_at is None
        assert client.get(page.format(announced.slug), headers=HOST).status_code == 200
        assert set(Survey.objects.with_public_results()) == {announced, open_ended}


def test_the_api_gives_public_results(on, client):
    survey = make_survey(on.shiqiao, [question("Q1", in_results=True)], results="always")
    answer(survey, *[{"Q1": ["1"]} for _n in range(6)], *[{"Q1": ["2"]} for _n in range(7)])

    data = client.get(f"/api/v1/surveys/surveys/{survey.pk}/results/").json()

    assert data["sheets"] == 13
    assert data["questions"][0]["parts"][0]["values"] == [
        {"label": "甲", "count": 6, "share": 46.2},
        {"label": "乙", "count": 7, "share": 53.8},
    ]


def test_a_page_of_results_costs_few_queries(on, client, django_assert_max_num_queries):
    survey = make_survey(
        on.shiqiao, [question(f"Q{n}", in_results=True) for n in range(1, 20)], results="always"
    )
    answer(survey, *[{f"Q{n}": ["1"] for n in range(1, 20)} for _n in range(12)])
    page = f"/townships/shiqiao/-/surveys/{survey.slug}/results/"
    client.get(page, headers=HOST)

    with django_assert_max_num_queries(12):
        client.get(page, headers=HOST)


def test_a_changed_form_keeps_old_answers_readable(county):
    survey = make_survey(county.shiqiao, [question("Q1"), question("Q2", text="取消的题")])
    answer(survey, {"Q1": ["2"], "Q2": ["1"]})
    survey.form = to_stream(
        definition([question("Q1", options=[{"code": "1", "text": "甲改"}, {"code": "3", "text": "丙"}])])
    )
    save_survey(survey=survey, by=SYSTEM)
    publish_survey(survey=survey, by=SYSTEM)
    answer(survey, {"Q1": ["3"]})

    assert survey.versions.count() == 2
    figures = figures_of(survey)
    first, second = form_variables(figures.form)
    assert [(bar.label, bar.count) for bar in figures.distribution(first).bars] == [
        ("甲改", 0),
        ("丙", 1),
        ("乙", 1),
    ]
    assert (second.question.text, figures.distribution(second).base) == ("取消的题", 1)


def test_publishing_the_same_form_again_makes_no_version(county):
    survey = make_survey(county.shiqiao)
    publish_survey(survey=survey, by=SYSTEM)
    assert survey.versions.count() == 1


def test_a_form_with_faults_is_saved_but_not_published(county):
    survey = make_survey(county.shiqiao)
    survey.form = to_stream(definition([question("Q1", options=options("甲"))]))
    save_survey(survey=survey, by=SYSTEM)

    with pytest.raises(FormFaults):
        publish_survey(survey=survey, by=SYSTEM)

    survey.refresh_from_db()
    assert survey.current_version.number == 1


def test_export_and_import_and_copy(county):
    survey = make_survey(county.shiqiao, [question("Q1", required=True)], introduction="说明")

    twin = import_survey(subsite=county.baijie, by=SYSTEM, data=export_survey(survey))
    copy = copy_survey(survey=survey, by=SYSTEM)

    assert export_survey(twin) == export_survey(survey)
    assert (twin.subsite, twin.state, twin.slug) == (county.baijie, "draft", survey.slug)
    assert (copy.title, copy.state, copy.current_version) == ("出行调查（副本）", "draft", None)
    with pytest.raises(FormFaults) as found:
        import_survey(subsite=county.baijie, by=SYSTEM, data={"title": 3, "sections": []})
    assert [fault.path for fault in found.value.faults] == ["title"]


def test_only_who_may(county):
    stranger = UserFactory(role="manager", role__subsite=county.baijie)
    survey = make_survey(county.shiqiao)
    with pytest.raises(PermissionDenied):
        publish_survey(survey=survey, by=stranger)
    with pytest.raises(PermissionDenied):
        create_survey(
            subsite=county.shiqiao, by=stranger, title="甲", definition=definition([question("Q1")])
        )
    with pytest.raises(PermissionDenied):
        decide_on_texts(survey=survey, texts=[], state="shown", by=stranger)
    with pytest.raises(ValidationError):
        delete_survey(survey=survey, by=SYSTEM)
    assert Survey.objects.count() == 1


def test_words_of_a_question(county):
    survey = make_survey(county.shiqiao, [question("Q1", "long_text")])
    answer(survey, {"Q1": "修桥修路"}, {"Q1": "请修桥"}, {"Q1": "停车难"})
    assert words_of(survey, "Q1") == [("修桥", 2)]

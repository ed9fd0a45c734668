"""Forms as JSON: there and back, and every fault with its path."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.surveys.builder.converting import Codes, to_definition, to_stream, with_codes
from plugins.surveys.builder.places import place_in_words
from plugins.surveys.form.reading import FormFaults, published_form, read_form
from plugins.surveys.form.writing import write_form
from plugins.surveys.models import Survey
from plugins.surveys.tests.factories import definition, options, question

EVERYTHING = definition(
    [
        question("Q1", help="说明", required=True, in_results=True, other=True, randomised=True),
        question("Q2", "multiple", least="1", most="2", options=options("甲", "乙", quota=3)),
        question("Q3", "matrix", several=True),
        question("Q4", "rating", steps=10, low_label="差", high_label="好"),
    ],
    [
        question("Q5", "ranking"),
        question("Q6", "number", least="0", most="120", whole=True, unit="岁"),
        question("Q7", "date", least="2026-01-01"),
        question("Q8", "short_text", length=30),
        question("Q9", "long_text"),
        question("Q10", "file"),
        question("Q11", "location"),
        question("Q12", "phone"),
        question("Q13", "id_number"),
        question(
            "Q14",
            "agreement",
            shown_if={
                "match": "any",
                "conditions": [
                    {"question": "Q1", "operator": "is_any", "values": ["1", "other"]},
                    {"question": "Q3:2", "operator": "answered"},
                    {"question": "Q6", "operator": "at_least", "values": ["18"]},
                ],
            },
        ),
    ],
)

NONE_OF_THESE = {"code": "2", "text": "都不是", "exclusive": True}


def faults(data):
    with pytest.raises(FormFaults) as found:
        read_form(data)
    return [(fault.path, fault.message) for fault in found.value.faults]


def judged(data):
    """The form, or its faults."""
    try:
        return read_form(data), []
    except FormFaults as found:
        return None, found.faults


def test_there_and_back():
    written = write_form(read_form(EVERYTHING))
    assert write_form(read_form(json.loads(json.dumps(written)))) == written
    assert read_form(written) == read_form(EVERYTHING)


def test_through_the_builder_and_back():
    form = read_form(EVERYTHING)
    stream = to_stream(write_form(form))
    assert read_form(to_definition(with_codes(stream, Codes()))) == form


def test_all_faults_are_found_at_once_with_their_paths():
    data = definition(
        [question("Q1", options=[{"code": "a b", "text": ""}]), {"kind": "riddle"}], [question("Q3")]
    )
    data["sections"][1]["questions"][0]["colour"] = "red"
    data["sections"][1]["help"] = 3

    assert faults(data) == [
        ("sections[0].questions[0].options[0].code", "编号由不超过 16 个字母、数字或下划线组成。"),
        ("sections[0].questions[0].options[0].text", "此处不能为空。"),
        ("sections[0].questions[0].options", "请至少设置两个选项。"),
        ("sections[0].questions[1].kind", "未知的题型。"),
        ("sections[0].questions[1].code", "编号由不超过 16 个字母、数字或下划线组成。"),
        ("sections[0].questions[1].text", "此处不能为空。"),
        ("sections[1].help", "此处应为文字。"),
        ("sections[1].questions[0].colour", "未知的键。"),
    ]


def test_faults_of_conditions_are_found_beside_those_of_structure_and_none_that_only_follows():
    def shown_if(*conditions):
        return {"match": "all", "conditions": list(conditions)}

    data = definition(
        [
            question("Q1", "riddle"),
            question("Q2", options=[{"code": "a b", "text": "甲"}, {"code": "2", "text": "乙"}]),
            question("Q3"),
            question(
                "Q4",
                shown_if=shown_if(
                    {"question": "Q1", "operator": "at_least", "values": ["1"]},
                    {"question": "Q1_other", "operator": "answered"},
                    {"question": "Q2", "operator": "is_any", "values": ["1"]},
                    {"question": "Q3", "operator": "greater", "values": ["1"]},
                    {"question": "Q3", "operator": "is_any", "values": ["7"]},
                    {"question": "Q9", "operator": "answered"},
                ),
            ),
        ]
    )

    assert [path for path, _message in faults(data)] == [
        "sections[0].questions[0].kind",
        "sections[0].questions[1].options[0].code",
        "sections[0].questions[3].shown_if.conditions[3].operator",
        "sections[0].questions[3].shown_if.conditions[4].values",
        "sections[0].questions[3].shown_if.conditions[5].question",
    ]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], ""),
        ({"sections": 1}, "sections"),
        ({"sections": [], "version": 2}, "version"),
        (definition(), "sections"),
        (definition([question("Q1"), question("Q1")]), "sections[0].questions[1].code"),
        (definition([question("Q1", options=options("甲"))]), "sections[0].questions[0].options"),
        (
            definition([question("Q1", options=[*options("甲", "乙"), *options("丙")])]),
            "sections[0].questions[0].options[2].code",
        ),
        (definition([question("Q1", "number", least="5", most="1")]), "sections[0].questions[0].most"),
        (definition([question("Q1", "multiple", least="3")]), "sections[0].questions[0].least"),
        (
            definition(
                [question("Q1", "multiple", least="2", options=[*options("甲"), NONE_OF_THESE], other=False)]
            ),
            "sections[0].questions[0].least",
        ),
        (definition([question("Q1", "date", least="5")]), "sections[0].questions[0].least"),
        (definition([question("Q1", "phone", in_results=True)]), "sections[0].questions[0].in_results"),
        (definition([question("Q1", "rating", steps=True)]), "sections[0].questions[0].steps"),
    ],
)
def test_single_faults(data, path):
    assert [found for found, _message in faults(data)] == [path]


@pytest.mark.parametrize(
    ("condition", "ending"),
    [
        ({"question": "Q2", "operator": "answered"}, ".question"),
        ({"question": "Q9", "operator": "answered"}, ".question"),
        ({"question": "Q1", "operator": "is_any", "values": ["7"]}, ".values"),
        ({"question": "Q1", "operator": "is_any"}, ".values"),
        ({"question": "Q1", "operator": "at_least", "values": ["1"]}, ".operator"),
        ({"question": "Q1", "operator": "is_like", "values": ["1"]}, ".operator"),
    ],
)
def test_conditions_look_back_only_and_at_answers_that_exist(condition, ending):
    data = definition([question("Q1"), question("Q2", shown_if={"conditions": [condition]})])
    assert [path for path, _message in faults(data)] == [
        f"sections[0].questions[1].shown_if.conditions[0]{ending}"
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "sections",
                    "questions",
                    "code",
                    "kind",
                    "text",
                    "options",
                    "shown_if",
                    "conditions",
                    "least",
                ]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(json_values)
def test_any_json_is_a_form_or_has_faults(data):
    form, found = judged(data)
    assert bool(found) is (form is None)
    assert form is None or read_form(write_form(form)) == form


@given(st.data())
def test_a_damaged_form_is_a_form_or_has_faults_with_paths(data):
    damaged = json.loads(json.dumps(EVERYTHING))
    at = damaged
    while isinstance(at, (dict, list)) and at:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()) or not isinstance(at[key], (dict, list)):
            at[key] = data.draw(json_values)
            break
        at = at[key]
    form, found = judged(damaged)
    assert bool(found) is (form is None)
    assert all(fault.message for fault in found)


def test_the_builder_shows_what_was_imported(db):
    form = read_form(EVERYTHING)
    survey = Survey(form=to_stream(write_form(form)))
    section = survey.form[0].value
    assert [block.value["text"] for block in section["questions"]] == [
        "问题 Q1",
        "问题 Q2",
        "问题 Q3",
        "问题 Q4",
    ]
    assert [option["text"] for option in section["questions"][0].value["options"]] == ["甲", "乙"]
    assert survey.form[1].value["questions"][-1].value["conditions"][0]["values"] == "1，other"
    assert read_form(to_definition(survey.form.get_prep_value())) == form


def test_codes_are_given_and_never_come_back():
    stream = to_stream(definition([question("Q1"), question("Q2")]))
    del stream[0]["value"]["questions"][1]["value"]["code"]
    entries = stream[0]["value"]["questions"][0]["value"]["options"]
    del entries[1]["value"]["code"]
    earlier = definition(
        [question("Q7", options=options("甲", "乙")), question("Q1", options=options("甲", "乙", "丙", "丁"))]
    )

    coded = with_codes(stream, Codes([earlier]))

    questions = coded[0]["value"]["questions"]
    assert questions[1]["value"]["code"] == "Q8"
    assert questions[0]["value"]["options"][1]["value"]["code"] == "5"


def test_conditions_may_be_written_with_the_words_of_options():
    stream = to_stream(
        definition(
            [
                question("Q1"),
                question(
                    "Q2", shown_if={"conditions": [{"question": "Q1", "operator": "is_any", "values": ["1"]}]}
                ),
            ]
        )
    )
    stream[0]["value"]["questions"][1]["value"]["conditions"][0]["value"]["values"] = "乙，甲"

    condition = to_definition(stream)["sections"][0]["questions"][1]["shown_if"]["conditions"][0]

    assert condition["values"] == ["2", "1"]


def test_places_in_words():
    assert place_in_words("sections[0].questions[2].options[1].text") == "第 1 部分、第 3 题、第 2 个选项"
    assert place_in_words("version") == ""


def test_a_published_form_is_read_once_and_another_content_is_another_form() -> None:
    published = definition([question("Q1")])
    assert published_form(published) == read_form(published)
    assert published_form(json.loads(json.dumps(published))) is published_form(published)
    changed = definition([question("Q1", text="另一题")])
    assert published_form(changed) == read_form(changed)
    assert published_form(changed) != published_form(published)

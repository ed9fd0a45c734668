"""The operator's choice, from the environment to the check."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from core.text_messages.checks import gateway_is_whole
from core.text_messages.gateways import current_gateway
from settings.environment import Environment
from settings.text_messages import text_gateway

WHOLE = {
    "TEXT_GATEWAY_URL": "https://sms.example.com/send",
    "TEXT_GATEWAY_BODY": '{"to": "{number}", "text": "{text}"}',
}


@pytest.fixture
def chosen(monkeypatch, settings, tmp_path):
    """`chosen(TEXT_GATEWAY="http")`: the setting that the environment makes, in force."""

    def choose(otherwise="", **variables):
        for name, value in variables.items():
            monkeypatch.setenv(f"COUNTYWIDE_{name}", value)
        settings.TEXT_GATEWAY = text_gateway(Environment(), tmp_path, otherwise)
        return settings.TEXT_GATEWAY

    return choose


def warnings() -> list[tuple[str, str]]:
    return [(each.id, each.msg) for each in gateway_is_whole()]


def test_nothing_said_is_no_gateway(chosen) -> None:
    assert chosen() == {}
    assert (current_gateway(), warnings()) == (None, [])


def test_a_demonstration_writes_to_its_folder_unless_told_otherwise(chosen, tmp_path) -> None:
    assert chosen("folder")["OPTIONS"] == {"folder": str(tmp_path / "text-messages")}
    assert warnings() == []
    assert chosen("folder", **WHOLE)["CLASS"].endswith("HTTPGateway")


def test_a_folder_is_no_production(chosen, settings) -> None:
    settings.DEMONSTRATION = False
    chosen(TEXT_GATEWAY="folder")

    assert [name for name, _words in warnings()] == ["countywide.W021"]


def test_a_whole_gateway(chosen) -> None:
    options = chosen(
        **WHOLE,
        TEXT_GATEWAY_SECRET="Bearer s3",
        TEXT_GATEWAY_SUCCESS='{"result.code": 0}',
        TEXT_GATEWAY_SECONDS="3",
    )["OPTIONS"]

    assert (options["secret"], options["success"], options["seconds"]) == ("Bearer s3", {"result.code": 0}, 3)
    assert warnings() == []
    assert current_gateway() is not None


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"TEXT_GATEWAY_BODY": WHOLE["TEXT_GATEWAY_BODY"]}, "COUNTYWIDE_TEXT_GATEWAY_URL is missing."),
        ({"TEXT_GATEWAY": "http"}, "COUNTYWIDE_TEXT_GATEWAY_URL is missing."),
        ({"TEXT_GATEWAY_URL": WHOLE["TEXT_GATEWAY_URL"]}, "no value with {number}"),
        ({**WHOLE, "TEXT_GATEWAY_BODY": '{"to": "{number}"}'}, "no value with {text}"),
        ({**WHOLE, "TEXT_GATEWAY_URL": "sms.example.com"}, "no address that may be asked"),
        ({**WHOLE, "TEXT_GATEWAY_URL": "http://10.0.0.5:9090/send"}, "no address that may be asked"),
        (
            {"TEXT_GATEWAY_URL": WHOLE["TEXT_GATEWAY_URL"], "TEXT_GATEWAY_FORMAT": "form",
             "TEXT_GATEWAY_BODY": '{"to": ["{number}"], "text": "{text}"}'},
            "nested",
        ),
        ({"TEXT_GATEWAY_SECRET": "s3"}, "COUNTYWIDE_TEXT_GATEWAY_URL is missing."),
        ({"TEXT_GATEWAY": "htp"}, "can't be imported"),
        ({"TEXT_GATEWAY": "pathlib.Path"}, "has no method send"),
    ],
)  # fmt: skip
def test_half_a_gateway_is_none_and_told(chosen, variables, words) -> None:
    chosen(**variables)

    [(name, said)] = warnings()
    assert name == "countywide.W020"
    assert words in said
    assert "s3" not in said
    assert current_gateway() is None


@pytest.mark.parametrize(
    "variables",
    [
        {"TEXT_GATEWAY_BODY": "to={number}"},
        {"TEXT_GATEWAY_FORMAT": "xml"},
        {"TEXT_GATEWAY_SECONDS": "0"},
    ],
)
def test_what_can_not_be_read_stops_the_start(chosen, variables) -> None:
    with pytest.raises((ValidationError, ValueError)):
        chosen(**variables)


def test_the_folder_of_messages_lies_below_the_var_folder(chosen) -> None:
    assert Path(chosen(TEXT_GATEWAY="folder")["OPTIONS"]["folder"]).name == "text-messages"

"""The builder: a form as a stream of sections, each with a stream of questions, one block per question type."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks import BlockGroup

from plugins.surveys.form.definition import Kind, Operator
from plugins.surveys.form.reading import LONGEST_HELP, LONGEST_TEXT

OPERATORS = [
    (Operator.IS_ANY.value, _("is one of")),
    (Operator.IS_NONE.value, _("is none of")),
    (Operator.ANSWERED.value, _("is answered")),
    (Operator.NOT_ANSWERED.value, _("is not answered")),
    (Operator.AT_LEAST.value, _("is at least")),
    (Operator.AT_MOST.value, _("is at most")),
]
MATCHES = [("all", _("all of these hold")), ("any", _("any of these holds"))]
CODE_HELP = _("Left empty, a code is given. It names the column in exports; conditions refer to it.")


def _condition() -> Any:
    return blocks.StructBlock(
        [
            ("question", blocks.CharBlock(label=_("Code of an earlier question"), max_length=40)),
            ("operator", blocks.ChoiceBlock(choices=OPERATORS, label=_("Comparison"), default="is_any")),
            (
                "values",
                blocks.CharBlock(
                    required=False,
                    label=_("Values"),
                    help_text=_("Options by their words or codes, parted by commas; or a number, or a date."),
                ),
            ),
        ],
        label_format="{question} {operator} {values}",
    )


def _shown() -> list[tuple[str, Any]]:
    return [
        ("match", blocks.ChoiceBlock(choices=MATCHES, default="all", label=_("Shown only if"))),
        (
            "conditions",
            blocks.ListBlock(
                _condition(),
                default=[],
                label=_("Conditions"),
                help_text=_("Without conditions it is always shown."),
            ),
        ),
    ]


def _options(label: Any, *, exclusive: bool = False, quota: bool = False) -> Any:
    fields: list[tuple[str, Any]] = [
        ("text", blocks.CharBlock(label=pgettext_lazy("survey", "Words"), max_length=LONGEST_TEXT)),
        ("code", blocks.CharBlock(required=False, label=pgettext_lazy("survey", "Code"), max_length=16)),
    ]
    if exclusive:
        fields.append(
            (
                "exclusive",
                blocks.BooleanBlock(
                    required=False,
                    label=_("stays last"),
                    help_text=_("Such as “none of these”: it excludes the others and is never shuffled."),
                ),
            )
        )
    if quota:
        fields.append(
            ("quota", blocks.IntegerBlock(required=False, min_value=1, label=_("taken at most … times")))
        )
    listed = blocks.ListBlock(_Entry(fields, label_format="{text}"), label=label, min_num=1)
    # Set here, as the layout is in its class: how the builder looks is nothing for a migration.
    listed.meta.help_text = (
        _("Behind the gear of each: its code, whether it stays last, how often it may be taken.")
        if quota
        else _("Behind the gear of each: its code.")
    )
    return listed


class _Entry(blocks.StructBlock):
    """An option or row in one line: what few need lies behind the button for settings."""

    def get_form_layout(self) -> BlockGroup:
        first, *others = self.child_blocks
        return BlockGroup(children=[first], settings=others)


def _question(
    kind: Kind, label: Any, icon: str, *own: tuple[str, Any], public: bool = True
) -> tuple[str, Any]:
    fields: list[tuple[str, Any]] = [
        ("text", blocks.CharBlock(label=_("Question"), max_length=LONGEST_TEXT)),
        (
            "help",
            blocks.TextBlock(
                required=False, label=pgettext_lazy("survey", "Help"), max_length=LONGEST_HELP, rows=2
            ),
        ),
        *own,
        ("required", blocks.BooleanBlock(required=False, label=_("Required"))),
    ]
    if public:
        fields.append(
            ("in_results", blocks.BooleanBlock(required=False, label=_("Show in the public results")))
        )
    fields.append(
        (
            "code",
            blocks.CharBlock(
                required=False, label=pgettext_lazy("survey", "Code"), max_length=16, help_text=CODE_HELP
            ),
        )
    )
    fields.extend(_shown())
    return kind.value, blocks.StructBlock(fields, label=label, icon=icon, label_format="{code} {text}")


def _flag(name: str, label: Any) -> tuple[str, Any]:
    return name, blocks.BooleanBlock(required=False, label=label)


def _text(name: str, label: Any, length: int = 20) -> tuple[str, Any]:
    return name, blocks.CharBlock(required=False, label=label, max_length=length)


def _date(name: str, label: Any) -> tuple[str, Any]:
    return name, blocks.DateBlock(required=False, label=label)


_RANDOMISED = _flag("randomised", _("Options in an order of each respondent's own"))
_OTHER = _flag("other", _("“Other, please say” as the last option"))


def _bounds() -> list[tuple[str, Any]]:
    return [
        ("least", blocks.IntegerBlock(required=False, min_value=1, label=_("At least … chosen"))),
        ("most", blocks.IntegerBlock(required=False, min_value=1, label=_("At most … chosen"))),
    ]


def _length(default: Any) -> tuple[str, Any]:
    return "length", blocks.IntegerBlock(
        required=False, min_value=1, max_value=10_000, label=_("Characters at most"), help_text=default
    )


def question_blocks() -> list[tuple[str, Any]]:
    """One block per question type, in the order in which the builder offers them."""
    return [
        _question(
            Kind.SINGLE, _("One choice"), "radio-full",
            ("options", _options(_("Options"), exclusive=True, quota=True)), _OTHER, _RANDOMISED,
        ),
        _question(
            Kind.MULTIPLE, _("Several choices"), "tick-inverse",
            ("options", _options(_("Options"), exclusive=True, quota=True)), _OTHER, _RANDOMISED, *_bounds(),
        ),
        _question(
            Kind.MATRIX, _("Table of choices"), "table",
            ("rows", _options(pgettext_lazy("survey", "Rows"))),
            ("options", _options(pgettext_lazy("survey", "Columns"))),
            _flag("several", _("Several choices per row")),
        ),
        _question(
            Kind.RATING, _("Rating"), "pick",
            ("steps", blocks.IntegerBlock(default=5, min_value=2, max_value=10, label=_("Steps"))),
            _text("low_label", _("Words for the lowest"), 60), _text("high_label", _("Words for the highest"), 60),
        ),
        _question(Kind.RANKING, _("Ranking"), "order-down", ("options", _options(_("Options"))), _RANDOMISED),
        _question(
            Kind.NUMBER, pgettext_lazy("question type", "Number"), "decimal",
            _text("least", _("Not below")), _text("most", _("Not above")),
            _flag("whole", _("Whole numbers only")), _text("unit", _("Unit")),
        ),
        _question(
            Kind.DATE, pgettext_lazy("question type", "Date"), "date",
            _date("least", _("Not before")), _date("most", _("Not after")),
        ),
        _question(Kind.SHORT_TEXT, _("Short text"), "pilcrow", _length(_("Left empty: 200."))),
        _question(Kind.LONG_TEXT, _("Long text"), "doc-full", _length(_("Left empty: 2000."))),
        _question(Kind.FILE, pgettext_lazy("question type", "File"), "upload", public=False),
        _question(Kind.LOCATION, pgettext_lazy("question type", "Place"), "site", public=False),
        _question(Kind.PHONE, pgettext_lazy("survey", "Telephone number"), "mobile-alt", public=False),
        _question(Kind.ID_NUMBER, pgettext_lazy("survey", "Identity number"), "user", public=False),
        _question(Kind.AGREEMENT, pgettext_lazy("question type", "Agreement"), "check"),
    ]  # fmt: skip


class FormStream(blocks.StreamBlock):
    """A form: a stream of sections."""

    section = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(required=False, label=_("Title"), max_length=200)),
            (
                "help",
                blocks.TextBlock(
                    required=False, label=pgettext_lazy("survey", "Help"), max_length=LONGEST_HELP, rows=2
                ),
            ),
            ("questions", blocks.StreamBlock(question_blocks(), required=False, label=_("Questions"))),
            *_shown(),
        ],
        label=pgettext_lazy("survey", "Section"),
        icon="list-ul",
        label_format="{title}",
    )

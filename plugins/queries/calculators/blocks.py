"""How a calculator is written in the page editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

NAME_HELP = _("One word that formulas use, such as “amount”. It begins with a letter and holds no blanks.")


def _named(*fields: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("name", blocks.CharBlock(label=_("Name in formulas"), max_length=30, help_text=NAME_HELP)),
        ("label", blocks.CharBlock(label=_("Label"), max_length=60)),
        ("help", blocks.CharBlock(required=False, label=_("Help"), max_length=200)),
        *fields,
    ]


class InputStream(blocks.StreamBlock):
    """What citizens type in or choose."""

    number = blocks.StructBlock(
        _named(
            ("unit", blocks.CharBlock(required=False, label=_("Unit"), max_length=20)),
            ("minimum", blocks.DecimalBlock(label=_("At least"), default=0, max_digits=15, decimal_places=4)),
            (
                "maximum",
                blocks.DecimalBlock(label=_("At most"), default=1_000_000, max_digits=15, decimal_places=4),
            ),
            ("decimals", blocks.IntegerBlock(label=_("Decimals"), default=0, min_value=0, max_value=4)),
        ),
        label=_("Number"),
        label_format="{label} ({name})",
    )
    choice = blocks.StructBlock(
        _named(
            (
                "options",
                blocks.ListBlock(
                    blocks.StructBlock(
                        [
                            ("label", blocks.CharBlock(label=_("Label"), max_length=60)),
                            (
                                "value",
                                blocks.DecimalBlock(
                                    label=_("Number in formulas"), max_digits=15, decimal_places=4
                                ),
                            ),
                        ],
                        label_format="{label} = {value}",
                    ),
                    label=_("Options"),
                    min_num=2,
                ),
            ),
        ),
        label=_("Choice"),
        label_format="{label} ({name})",
    )


class ResultStream(blocks.StreamBlock):
    """What is computed, in this order."""

    result = blocks.StructBlock(
        _named(
            (
                "formula",
                blocks.TextBlock(
                    label=_("Formula"),
                    rows=2,
                    max_length=1000,
                    help_text=_(
                        "With + - * / ( ), comparisons, and, or, not, if(condition, then, else), min, max, abs, "
                        "round, floor, ceil, and tiered(amount, limit, rate, …, rate). Earlier results may be used."
                    ),
                ),
            ),
            ("unit", blocks.CharBlock(required=False, label=_("Unit"), max_length=20)),
            ("decimals", blocks.IntegerBlock(label=_("Decimals"), default=2, min_value=0, max_value=4)),
            (
                "hidden",
                blocks.BooleanBlock(required=False, label=_("Only a step"), help_text=_("Not shown.")),
            ),
        ),
        label=_("Result"),
        label_format="{label} ({name})",
    )

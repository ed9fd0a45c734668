"""How an office writes down what is asked and answered."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plugins.queries.asking.definition import FactKind

FACT_KINDS = [
    (FactKind.TEXT.value, _("Text")),
    (FactKind.CODE.value, _("Number or code")),
    (FactKind.ID_NUMBER.value, _("Identity number")),
    (FactKind.PHONE.value, _("Telephone number")),
    (FactKind.DATE.value, _("Date")),
]


class FactStream(blocks.StreamBlock):
    """What a citizen types in. The first one finds the record."""

    fact = blocks.StructBlock(
        [
            (
                "name",
                blocks.CharBlock(
                    label=_("Field of the source"),
                    max_length=60,
                    help_text=_("As the source's columns call it; the record must agree in it."),
                ),
            ),
            ("label", blocks.CharBlock(label=_("Label"), max_length=60)),
            ("kind", blocks.ChoiceBlock(label=_("Kind"), choices=FACT_KINDS, default=FactKind.TEXT.value)),
            ("help", blocks.CharBlock(required=False, label=_("Help"), max_length=200)),
        ],
        label=_("Fact"),
        label_format="{label} ({name})",
    )


class AnswerStream(blocks.StreamBlock):
    """What a citizen is shown, in this order."""

    field = blocks.StructBlock(
        [
            ("name", blocks.CharBlock(label=_("Field of the source"), max_length=60)),
            ("label", blocks.CharBlock(label=_("Label"), max_length=60)),
            (
                "masked",
                blocks.BooleanBlock(
                    required=False,
                    label=_("Masked until verified"),
                    help_text=_("Shown in clear only to the account whose address the record holds."),
                ),
            ),
            (
                "keep_first",
                blocks.IntegerBlock(label=_("Kept at the start"), default=1, min_value=0, max_value=20),
            ),
            (
                "keep_last",
                blocks.IntegerBlock(label=_("Kept at the end"), default=0, min_value=0, max_value=20),
            ),
        ],
        label=_("Field"),
        label_format="{label} ({name})",
    )

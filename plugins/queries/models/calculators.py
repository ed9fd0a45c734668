"""The page of a calculator."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.plugin_api import PluginPage
from plugins.queries.calculators.blocks import InputStream, ResultStream
from plugins.queries.calculators.definition import Calculator


class CalculatorPage(PluginPage):
    """A page that computes fees from what a citizen types in. What it says is reviewed with the page."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)
    inputs = StreamField(InputStream(), blank=True, verbose_name=_("what is asked for"))
    results = StreamField(ResultStream(), blank=True, verbose_name=_("what is computed"))
    basis = models.TextField(
        _("basis"),
        blank=True,
        max_length=1000,
        help_text=_("The rule or tariff that this follows, and since when."),
    )
    is_sample = models.BooleanField(
        _("sample data"), default=False, help_text=_("Marks the page as sample data.")
    )

    is_gathered = True
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("inputs"), FieldPanel("results")], heading=_("Calculator")),
        FieldPanel("basis"),
        FieldPanel("is_sample"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("basis")]

    class Meta:
        verbose_name = _("calculator")
        verbose_name_plural = _("calculators")

    @property
    def calculator(self) -> Calculator:
        """What the page computes."""
        return Calculator.of(self.inputs, self.results)

    def clean(self) -> None:
        super().clean()
        if faults := list(self.calculator.faults()):
            raise ValidationError({"results": faults})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from plugins.queries.calculators.asking import calculator_content

        context = super().get_context(request, *args, **kwargs)
        context.update(calculator_content(request.GET, self.calculator))
        return context

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [
            ("ArticleTitle", self.title),
            ("Description", self.introduction or self.search_description or self.title),
        ]

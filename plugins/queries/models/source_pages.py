"""The page that asks a source."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.plugin_api import PluginPage
from plugins.queries.asking.blocks import AnswerStream, FactStream
from plugins.queries.asking.definition import Definition
from plugins.queries.page_forms import SourcePageForm


class SourcePage(PluginPage):
    """A page that takes facts from a citizen and asks a source of its own office.

    A personal one is answered to POST only, tells nothing of whom it does not know, and keeps nothing.
    """

    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)
    source = models.ForeignKey(
        "plugin_queries.DataSource",
        verbose_name=_("data source"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="pages",
    )
    is_personal = models.BooleanField(
        _("personal"),
        default=True,
        help_text=_(
            "Answers concern one person: several facts must agree, nothing is kept, everything is limited."
        ),
    )
    asked = StreamField(FactStream(), blank=True, verbose_name=_("what is asked for"))
    answered = StreamField(AnswerStream(), blank=True, verbose_name=_("what is answered"))
    account_field = models.CharField(
        _("field of the e-mail address"),
        max_length=60,
        blank=True,
        help_text=_(
            "Whoever is signed in with exactly this address sees their own record unmasked. Empty: by facts only."
        ),
    )
    is_sample = models.BooleanField(
        _("sample data"), default=False, help_text=_("Marks the page as sample data.")
    )

    is_gathered = True
    base_form_class = SourcePageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("is_personal"), FieldPanel("account_field")],
            heading=_("Data source"),
        ),
        MultiFieldPanel([FieldPanel("asked"), FieldPanel("answered")], heading=_("Question and answer")),
        FieldPanel("is_sample"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("look-up at a source")
        verbose_name_plural = _("look-ups at a source")

    @property
    def definition(self) -> Definition:
        """What is asked and answered."""
        return Definition.of(self.asked, self.answered, self.account_field if self.is_personal else "")

    def faults(self) -> list[str]:
        """What stands against asking the source in this way, in words."""
        from plugins.queries.asking.soundness import faults_of

        return list(faults_of(self))

    def clean(self) -> None:
        super().clean()
        if self.source and self.path and (entry := self.subsite_entry) and self.source.subsite_id != entry.pk:
            raise ValidationError({"source": _("This source belongs to another office.")})
        if (self.source or self.asked or self.answered) and (faults := self.faults()):
            raise ValidationError({"asked": faults})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        from plugins.queries.asking.serving import serve_source_page

        return serve_source_page(self, request, super().get_context(request, *args, **kwargs))

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [
            ("ArticleTitle", self.title),
            ("Description", self.introduction or self.search_description or self.title),
        ]

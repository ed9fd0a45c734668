"""An article: one thing an office says."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from core.blocks.streams import ArticleStream
from core.review.secrecy import KEPT_LEVELS, SecrecyLevel

from .base import PageMixin


class ArticlePage(PageMixin, Page):
    """An article with source, author, date, pictures, video and attachments.

    Its publication date is Wagtail's `first_published_at`: set once, by publishing.
    """

    subtitle = models.CharField(_("subtitle"), max_length=160, blank=True)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    author = models.CharField(_("author"), max_length=80, blank=True)
    keywords = models.CharField(_("keywords"), max_length=200, blank=True)
    secrecy_level = models.CharField(
        _("secrecy level"),
        max_length=12,
        blank=True,
        choices=SecrecyLevel,
        default=SecrecyLevel.NONE,
        help_text=_(
            "What is marked can't be kept on a public subsite; state secrets can't be kept here at all."
        ),
    )
    lead_picture = models.ForeignKey(
        "core_media.Picture",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(ArticleStream(), blank=True, verbose_name=_("text"))

    is_gathered = True
    parent_page_types = ["core_pages.ColumnPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("author")]),
                FieldPanel("keywords"),
                FieldPanel("secrecy_level"),
            ],
            heading=_("Responsibility"),
        ),
        FieldPanel("lead_picture"),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("Attachment")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("subtitle"),
        index.SearchField("keywords"),
        index.SearchField("source"),
        index.SearchField("body"),
    ]
    template = "core_pages/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(secrecy_level__in=KEPT_LEVELS), name="article_holds_no_state_secret"
            )
        ]

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        published = self.first_published_at
        return [
            ("ArticleTitle", self.title),
            ("PubDate", localtime(published).strftime("%Y-%m-%d %H:%M") if published else ""),
            ("ContentSource", self.source),
            ("Keywords", self.keywords or self.title),
            ("Author", self.author),
            ("Description", self.summary or self.search_description or self.title),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from core.pages.articles import article_context

        context = super().get_context(request, *args, **kwargs)
        context.update(article_context(request, self, context))
        return context


class ArticleAttachment(Orderable):
    """A file that belongs to an article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "core_media.Attachment", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=160, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment of an article")
        verbose_name_plural = _("attachments of articles")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title or self.document.title

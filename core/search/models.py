"""What search keeps beside Wagtail's index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexedText(models.Model):
    """The plain text of an index entry, as it was indexed: search results cut their excerpts from it.

    Wagtail's index holds tokens only, and reading the text from the pages anew would cost queries per result.
    """

    entry = models.OneToOneField(
        "wagtailsearch.IndexEntry", on_delete=models.CASCADE, primary_key=True, related_name="indexed_text"
    )
    text = models.TextField(_("text"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("indexed text")
        verbose_name_plural = _("indexed texts")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:40]

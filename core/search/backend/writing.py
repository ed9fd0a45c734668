"""Writing the index: what both databases share."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from modelsearch.conf import get_app_config
from modelsearch.utils import get_content_type_pk

from core.search.models import IndexedText

from .documents import Document, document_of, plain_text

COLUMNS = ["title", "body", "autocomplete", "title_norm"]

TYPICAL_TITLE_TOKENS = 20
"""A headline of twenty characters is neither lifted nor lowered in rank."""


class PairsIndex:
    """Mixed into modelsearch's index of a database: stores pairs, and the plain text beside them."""

    entry_columns: list[str] = COLUMNS
    write_connection: Any

    @abstractmethod
    def entry_values(self, document: Document) -> dict[str, Any]:
        """The values of the index entry's columns for a document."""

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Insert the objects into the index, or replace them there, in a constant number of queries."""
        if not model.get_search_fields():  # type: ignore[attr-defined]
            return
        documents = {document.object_id: document for document in map(document_of, objs)}
        if not documents:
            return
        index_entry = get_app_config().get_model("IndexEntry")
        content_type_id = get_content_type_pk(model)
        alias = self.write_connection.alias
        with transaction.atomic(using=alias):
            entries = index_entry._default_manager.using(alias).bulk_create(
                [
                    index_entry(
                        content_type_id=content_type_id, object_id=object_id, **self.entry_values(document)
                    )
                    for object_id, document in documents.items()
                ],
                update_conflicts=True,
                unique_fields=["content_type", "object_id"],
                update_fields=self.entry_columns,
            )
            self._texts().bulk_create(
                [
                    IndexedText(entry=entry, text=plain_text(documents[entry.object_id].body))
                    for entry in entries
                ],
                update_conflicts=True,
                unique_fields=["entry"],
                update_fields=["text"],
            )

    def delete_item(self, item: Model) -> None:
        """Take an object out of the index."""
        self._texts().filter(entry__in=item.index_entries.all()).delete()  # type: ignore[attr-defined]
        super().delete_item(item)  # type: ignore[misc]

    def reset(self) -> None:
        """Empty the index."""
        self._texts().all().delete()
        super().reset()  # type: ignore[misc]

    def tidy(self) -> None:
        """Settle down after a rebuild; nothing, unless a database has a use for it."""

    def _texts(self) -> QuerySet[IndexedText]:
        # modelsearch deletes entries past Django's cascade, so their texts must be gone before.
        return IndexedText.objects.using(self.write_connection.alias)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: modelsearch would average over the whole index after every save.

        Titles are weighed against a typical length instead, when they are written.
        """


def title_norm(tokens: int) -> float:
    """The factor by which a title of so many tokens counts."""
    return TYPICAL_TITLE_TOKENS / max(tokens, 1)

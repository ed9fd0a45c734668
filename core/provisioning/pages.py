"""Make and change pages of a build through Wagtail, with what is the same for all of them done once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, Revision

ENGLISH = "en"


class Pages:
    """The pages that a build works on. Parents are held, so that their place in the tree is read once."""

    def __init__(self) -> None:
        self._held: dict[int, Any] = {}
        self._made: list[Any] = []

    def get(self, page_id: int) -> Any:
        """A page as its own type. Raises Page.DoesNotExist."""
        if page_id not in self._held:
            self._held[page_id] = Page.objects.get(pk=page_id).specific
        return self._held[page_id]

    def tree_root(self) -> Any:
        """The root of all page trees."""
        root = Page.get_first_root_node()
        return self.get(root.pk)

    def add[P: Page](self, parent: Any, page: P) -> P:
        """Put a new, published page last below its parent."""
        now = timezone.now()
        page.live = True
        page.has_unpublished_changes = False
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
        page.locale = parent.locale if parent.depth > 1 else page.get_default_locale()
        parent.add_child(instance=page)
        self._held[page.pk] = page
        self._made.append(page)
        return page

    def change(self, page_id: int, values: Mapping[str, Any]) -> None:
        """Give a page new values, without publishing what an office has in draft."""
        page = self.get(page_id)
        if page.live and not page.has_unpublished_changes:
            for name, value in values.items():
                setattr(page, name, value)
            page.save_revision(log_action=True).publish()
        else:
            self._change_below_draft(page, values)
        self._held.clear()

    def change_english(self, page_id: int, title: str) -> None:
        """Give the English translation of a page a new title. Raises Page.DoesNotExist without one."""
        key = self.get(page_id).translation_key
        translation = Page.objects.get(translation_key=key, locale__language_code=ENGLISH)
        self.change(translation.pk, {"title": title})

    def move(self, page_id: int, parent_id: int) -> None:
        """Hang a page, with everything below it, last below another parent."""
        self.get(page_id).move(self.get(parent_id), pos="last-child")
        self._held.clear()

    def forget(self) -> None:
        """Read pages anew from here on."""
        self._held.clear()

    def finish(self) -> None:
        """Give the new pages their first revision: one statement for all instead of five for each."""
        page_type = ContentType.objects.get_for_model(Page)
        Revision.objects.bulk_create(
            [_first_revision(page, page_type) for page in self._made], batch_size=500
        )
        ids = [str(page.pk) for page in self._made]
        for start in range(0, len(ids), 500):
            _link(ids[start : start + 500], page_type)
        self._made = []

    def _change_below_draft(self, page: Any, values: Mapping[str, Any]) -> None:
        """Change what is public, and the same values in the draft, which keeps everything else."""
        for name, value in values.items():
            setattr(page, name, value)
        page.save()
        draft = page.latest_revision
        if draft is not None:
            draft.content |= {name: value for name, value in values.items() if name in draft.content}
            draft.save(update_fields=["content"])


def _first_revision(page: Any, page_type: ContentType) -> Revision:
    return Revision(
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
        base_content_type=page_type,
        object_id=str(page.pk),
        created_at=page.first_published_at,
        object_str=str(page),
        content=page.serializable_data(),
    )


def _link(ids: Iterable[str], page_type: ContentType) -> None:
    """Point pages at their first, live revision."""
    revisions = dict(
        Revision.objects.filter(base_content_type=page_type, object_id__in=ids).values_list("object_id", "pk")
    )
    pages = [Page(pk=int(page_id), latest_revision_id=pk) for page_id, pk in revisions.items()]
    Page.objects.bulk_update(pages, ["latest_revision"])
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(live_revision_id=F("latest_revision_id"))

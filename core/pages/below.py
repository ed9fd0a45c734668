"""What answers below a page without being one: a column's year, the search, the addresses of plugins."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from core.navigation.tree import Breadcrumb


@dataclass(frozen=True, slots=True)
class Below:
    """An address below a page: `rest` is what follows the page's own address ("2026/", "-/search/").

    `title` is the last step of the breadcrumb, `above` are the steps between the page and it.
    """

    rest: str
    title: str
    above: Sequence[Breadcrumb] = ()

    @property
    def quoted(self) -> str:
        """`rest` as it is appended to an address."""
        return quote(self.rest)

    def breadcrumbs(self, page_url: str) -> list[Breadcrumb]:
        """The steps of the way from the page down to here."""
        return [*self.above, Breadcrumb(self.title, f"{page_url}{self.quoted}")]

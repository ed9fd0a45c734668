"""The page types of the core."""

from .article import ArticleAttachment, ArticlePage
from .base import PageMixin
from .column import ColumnKind, ColumnPage
from .error import ErrorPage
from .home import HomePage
from .offices import OfficesPage

__all__ = [
    "ArticleAttachment",
    "ArticlePage",
    "ColumnKind",
    "ColumnPage",
    "ErrorPage",
    "HomePage",
    "OfficesPage",
    "PageMixin",
]

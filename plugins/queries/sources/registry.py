"""All providers."""

from collections.abc import Mapping
from typing import Any

from plugins.queries.sources.database_view import DatabaseView
from plugins.queries.sources.files import FolderFile, UrlFile
from plugins.queries.sources.provider import Provider
from plugins.queries.sources.rest import RestUpstream
from plugins.queries.sources.uploaded import UploadedTable

PROVIDERS: Mapping[str, type[Provider[Any]]] = {
    provider.slug: provider for provider in (UploadedTable, FolderFile, UrlFile, DatabaseView, RestUpstream)
}

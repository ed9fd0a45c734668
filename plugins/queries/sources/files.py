"""A file that another system writes on a rhythm: in a folder of the server, or at an address."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.outgoing import Limits, OutgoingError, fetch
from plugins.queries.configuration import limits
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.provider import Fetched, Provider

if TYPE_CHECKING:
    from plugins.queries.sources.forms import ProviderForm


@dataclass(frozen=True)
class FolderFileSettings:
    """`path` below the office's own folder of the setting `DATA_FOLDER`."""

    path: str = ""


class FolderFile(Provider[FolderFileSettings]):
    """A file below `DATA_FOLDER/<slug of the office>/`; nothing outside is read, whatever links there are."""

    slug = "folder"
    label = _("File in a folder")
    summary = _("A CSV or XLSX file that another system puts into the office's folder on the server.")
    settings_class = FolderFileSettings

    @classmethod
    def form_class(cls) -> "type[ProviderForm]":
        from plugins.queries.sources.forms import FolderFileForm

        return FolderFileForm

    def read_all(self, seconds: float) -> Fetched:
        path = self._path()
        try:
            if not path.is_file():
                raise SourceError(Fault.FILE)
            with path.open("rb") as file:
                content = file.read(limits().file_bytes + 1)
        except OSError:
            raise SourceError(Fault.FILE) from None
        if len(content) > limits().file_bytes:
            raise SourceError(Fault.SIZE)
        return Fetched(content, path.name)

    def _path(self) -> Path:
        if settings.DATA_FOLDER is None:
            raise SourceError(Fault.FILE)
        root = (Path(settings.DATA_FOLDER) / self.subsite.slug).resolve()
        path = (root / PurePosixPath(self.settings.path)).resolve()
        if not path.is_relative_to(root):
            raise SourceError(Fault.FILE)
        return path


@dataclass(frozen=True)
class UrlFileSettings:
    """The address, and the header in which the secret is sent, if there is one."""

    url: str = ""
    header_name: str = "Authorization"


class UrlFile(Provider[UrlFileSettings]):
    """A file at an address, fetched through `core.outgoing`."""

    slug = "url"
    label = _("File at an address")
    summary = _("A CSV or XLSX file that is fetched from a web address on a rhythm.")
    settings_class = UrlFileSettings
    takes_secret = True

    @classmethod
    def form_class(cls) -> "type[ProviderForm]":
        from plugins.queries.sources.forms import UrlFileForm

        return UrlFileForm

    def read_all(self, seconds: float) -> Fetched:
        headers = {self.settings.header_name: self.secret} if self.secret else {}
        try:
            answer = fetch(
                self.settings.url, headers=headers, limits=Limits(seconds=seconds, size=limits().file_bytes)
            )
        except OutgoingError as error:
            raise SourceError(Fault(error.reason.value)) from None
        check_status(answer.status)
        name = PurePosixPath(answer.url.partition("?")[0]).name
        return Fetched(answer.body, name or hashlib.sha256(answer.body).hexdigest()[:12])


def check_status(status: int) -> None:
    """Take 200 only. Raises `SourceError`."""
    if status >= 500 or status == 429:
        raise SourceError(Fault.FAILING)
    if status != 200:
        raise SourceError(Fault.REFUSED)

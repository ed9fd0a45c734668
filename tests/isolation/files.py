"""A place for files that forgets nothing, so that what is rolled back in the database is still there."""

from django.core.files.storage import FileSystemStorage

deleted: list[str] = []
"""Names that were to be deleted since this list was last emptied."""


class KeptFiles(FileSystemStorage):
    """Notes what is to be deleted and keeps it."""

    def delete(self, name: str) -> None:
        deleted.append(name)

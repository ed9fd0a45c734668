"""A gateway for demonstrations and development: each message becomes a file, to be looked at."""

from pathlib import Path

from django.utils import timezone


class FolderGateway:
    """Writes `YYYYMMDD-HHMMSS-<key>.txt` into a folder, for its owner's eyes."""

    def __init__(self, *, folder: str | Path) -> None:
        self.folder = Path(folder)

    def send(self, *, number: str, text: str, key: str) -> None:
        """Write the file whole or not at all."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = timezone.localtime()
        path = self.folder / f"{now:%Y%m%d-%H%M%S}-{key}.txt"
        unfinished = path.with_suffix(".part")
        unfinished.touch(mode=0o600)
        unfinished.write_text(f"{number}\n{now:%Y-%m-%d %H:%M:%S}\n\n{text}\n", encoding="utf-8")
        unfinished.replace(path)

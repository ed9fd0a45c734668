"""Draws the pictures again: ``python -m sites.county.demonstration.write_pictures``.

The files are committed: 2 MB that spare every first build the drawing, and the same bytes with every version of
the imaging library.
"""

from sites.county.demonstration.offices import FOLDER
from sites.county.demonstration.pictures.motifs import drawn

FILES = FOLDER / "pictures" / "files"

if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    for picture in drawn():
        (FILES / picture.file_name).write_bytes(picture.content)

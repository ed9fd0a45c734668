import io

from PIL import Image

from sites.county.demonstration.pictures.motifs import MOST_BYTES, MOTIFS, draw, file_name
from sites.county.demonstration.pictures.portraits import LOOKS, portrait
from sites.county.demonstration.write_pictures import FILES


def test_every_variant_of_a_motif_is_a_modest_file():
    names = {file_name(motif, variant) for motif in MOTIFS.values() for variant in range(len(motif.palettes))}

    assert {path.name for path in FILES.iterdir()} == names
    for name in names:
        with Image.open(FILES / name) as picture:
            assert (picture.format, picture.size) == ("JPEG", (1600, 900))
        assert (FILES / name).stat().st_size <= MOST_BYTES, name


def test_a_picture_is_drawn_the_same_again():
    content = draw(MOTIFS["hills"], 0)

    assert content == draw(MOTIFS["hills"], 0)
    assert Image.open(io.BytesIO(content)).size == (1600, 900)


def test_portraits_are_upright_and_drawn_the_same_again():
    drawn = [portrait(look) for look in LOOKS]

    assert drawn == [portrait(look) for look in LOOKS]
    assert len(set(drawn)) == len(LOOKS)
    assert [Image.open(io.BytesIO(content)).size for content in drawn] == [(480, 640)] * len(LOOKS)

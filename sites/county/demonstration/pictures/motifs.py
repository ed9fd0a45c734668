"""The pictures of the demonstration: which there are, what they show, how they are drawn."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sites.county.demonstration.pictures import countryside, palette, public_places, towns, waterside
from sites.county.demonstration.pictures.canvas import Canvas
from sites.county.demonstration.pictures.palette import Palette

QUALITY = 80
MOST_BYTES = 120_000
type Scene = Callable[[Canvas, Palette], None]


@dataclass(frozen=True, slots=True)
class Motif:
    """A scene, its words for people who don't see it, and the times of day it is drawn at."""

    name: str
    title: str
    alternative: str
    scene: Scene
    palettes: tuple[Palette, ...]


def _motif(name: str, title: str, alternative: str, scene: Scene, *palettes: Palette) -> tuple[str, Motif]:
    return name, Motif(name, title, alternative, scene, palettes)


MOTIFS: Mapping[str, Motif] = MappingProxyType(
    dict(
        (
            _motif(
                "hills", "远山", "层层山岭间立着一座小亭", countryside.hills, palette.MORNING, palette.AUTUMN
            ),
            _motif(
                "terraces",
                "梯田",
                "山坡上一弯一弯的梯田",
                countryside.rice_terraces,
                palette.MORNING,
                palette.EVENING,
            ),
            _motif("rice", "稻田", "成片的稻田伸向山脚的村庄", countryside.rice_fields, palette.AUTUMN),
            _motif("river", "江湾", "江水绕过青山，江上有一只小船", waterside.river, palette.DAY),
            _motif("lake", "平湖", "湖面映出群山，岸边有栈桥", waterside.lake, palette.MORNING),
            _motif("mist", "云海", "云海之上露出山峰和亭子", waterside.sea_of_clouds, palette.EVENING),
            _motif("road", "山路", "新修的公路盘旋上山", countryside.road, palette.DAY, palette.EVENING),
            _motif("orchard", "果园", "坡地上一排排挂满果子的果树", countryside.orchard, palette.DAY),
            _motif("plum", "梅花", "薄雾群山前盛开的梅枝", countryside.plum, palette.MORNING),
            _motif(
                "village", "村落", "山脚竹林间的几户人家", countryside.village, palette.DAY, palette.EVENING
            ),
            _motif("rain", "汛期", "雨中上涨的河水和防洪堤", waterside.rain, palette.RAIN),
            _motif("bridge", "石桥", "横跨河面的多孔石拱桥", towns.bridge, palette.MORNING),
            _motif("hall", "政务中心", "广场后的政务中心大楼", towns.hall, palette.DAY, palette.MORNING),
            _motif("town", "街景", "行道树与商铺相连的街道", towns.town, palette.DAY, palette.EVENING),
            _motif("oldtown", "老街", "石板老街、木屋与石牌坊", towns.old_town, palette.EVENING),
            _motif("market", "集市", "集市上的菜摊和果筐", towns.market, palette.DAY),
            _motif("school", "学校", "教学楼前的操场", public_places.school, palette.DAY),
            _motif("clinic", "卫生院", "绿树环绕的卫生院", public_places.clinic, palette.DAY),
            _motif("factory", "产业园", "厂房、粮仓和光伏板", public_places.factory, palette.DAY),
            _motif("night", "夜色", "河边灯火通明的城区", public_places.night, palette.NIGHT),
            _motif("library", "阅览室", "书架之间的阅览桌，窗外是山", public_places.library, palette.AUTUMN),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as a file."""

    file_name: str
    motif: Motif
    content: bytes


def draw(motif: Motif, variant: int) -> bytes:
    """One variant of a motif as a JPEG of 1600 × 900, at most about 120 KB; always the same bytes."""
    canvas = Canvas(seed=sum(motif.name.encode()) + 101 * variant)
    motif.scene(canvas, motif.palettes[variant])
    picture = canvas.finished()
    for quality in range(QUALITY, 30, -8):
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
        if stream.tell() <= MOST_BYTES:
            break
    return stream.getvalue()


def file_name(motif: Motif, variant: int) -> str:
    """The name of a variant's file."""
    return f"{motif.name}-{variant + 1}.jpg"


def drawn() -> Iterator[Drawn]:
    """All pictures, one after the other."""
    for motif in MOTIFS.values():
        for variant in range(len(motif.palettes)):
            yield Drawn(file_name(motif, variant), motif, draw(motif, variant))

"""`xl/styles.xml`: which cell formats change what a person reads, by a percentage, by a misleading format, by an unseen font."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeVar

from haishu_desk.bundle.number_formats import is_percent, veils_numbers, veils_texts
from haishu_desk.bundle.part_scan import COUNT, MAIN, Limits, Scanner, local

FORMATS = 65_490  # Excel's own bound for the formats of cells; no list of the part may be longer
_BUILT_IN_PERCENTS = frozenset({"9", "10"})  # ECMA-376 part 1, 18.8.30: 0% and 0.00%
_CODE, _XF, _FONT, _FILL = (
    [MAIN + part for part in ("styleSheet", *path.split("/"))]
    for path in ("numFmts/numFmt", "cellXfs/xf", "fonts/font", "fills/fill")
)
_LISTED = frozenset({"xf", "font", "fill", "border", "numFmt", "dxf", "cellStyle"})
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_CODE_LENGTH = 255
_SMALLEST_POINTS = 4.0
_LEAST_CONTRAST = 1.5  # of the 21 between black and white; pale ink on the pale yellow of our cells has 3 and more
Colour = tuple[int, int, int]
_T = TypeVar("_T")
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_INDEXED: dict[str, Colour] = {"0": _BLACK, "8": _BLACK, "64": _BLACK, "1": _WHITE, "9": _WHITE, "65": _WHITE}
_THEME: dict[str, Colour] = {"0": _WHITE, "1": _BLACK}


@dataclass(frozen=True)
class CellStyles:
    """The numbers (`s` of a cell) of the formats that show a percentage, and of those that veil a number or a text."""

    percents: frozenset[str] = frozenset()
    veiled_numbers: frozenset[str] = frozenset()
    veiled_texts: frozenset[str] = frozenset()


@dataclass
class _Font:
    colour: Colour | None = _BLACK
    points: float = 11.0


class Styles(Scanner):
    """The part, read once; `found` is what it says."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self._codes: list[tuple[str, str]] = []
        self._fonts: list[_Font] = []
        self._fills: list[Colour | None] = []
        self._formats: list[dict[str, str]] = []
        self._counts: dict[str, int] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the number formats, the fonts and fills and, in their order, the formats of cells."""
        kind = local(name)
        if kind in _LISTED:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            if self._counts[kind] > FORMATS:
                raise self.fault("looks")
        if self.path == _CODE:
            self._codes.append((attributes.get("numFmtId", ""), attributes.get("formatCode", "")[:_CODE_LENGTH]))
        elif self.path == _XF:
            self._formats.append(attributes)
        elif self.path == _FONT:
            self._fonts.append(_Font())
        elif self.path == _FILL:
            self._fills.append(_WHITE)
        elif self.path[:-1] == _FONT and self._fonts:
            self._of_font(kind, attributes)
        elif self.path[:-2] == _FILL and self._fills and kind == "fgColor":
            self._fills[-1] = _colour(attributes)
        elif self.path[:-1] == _FILL and attributes.get("patternType", "none") not in {"none", "solid"}:
            self._fills[-1] = None

    @property
    def found(self) -> CellStyles:
        """What each format does to what stands in the cell."""
        numbers = {code for code, said in self._codes if veils_numbers(said)}
        texts = {code for code, said in self._codes if veils_texts(said)}
        percents = _BUILT_IN_PERCENTS | {code for code, said in self._codes if is_percent(said)}
        codes = [attributes.get("numFmtId", "0") for attributes in self._formats]
        unseen = [self._is_unseen(attributes) for attributes in self._formats]
        return CellStyles(
            frozenset(str(place) for place, code in enumerate(codes) if code in percents),
            frozenset(str(place) for place, code in enumerate(codes) if code in numbers or unseen[place]),
            frozenset(str(place) for place, code in enumerate(codes) if code in texts or unseen[place]),
        )

    def _of_font(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "color":
            self._fonts[-1].colour = _colour(attributes)
        elif kind == "sz":
            try:
                self._fonts[-1].points = float(attributes.get("val", "11"))
            except ValueError:
                raise self.fault("damaged") from None

    def _is_unseen(self, attributes: dict[str, str]) -> bool:
        font, fill = _at(self._fonts, attributes.get("fontId")), _at(self._fills, attributes.get("fillId"))
        if font is None:
            return False
        return font.points < _SMALLEST_POINTS or (
            font.colour is not None and fill is not None and _contrast(font.colour, fill) < _LEAST_CONTRAST
        )


def _at(values: list[_T], place: str | None) -> _T | None:
    return values[int(place)] if place and COUNT.fullmatch(place) and int(place) < len(values) else None


def _colour(attributes: dict[str, str]) -> Colour | None:
    """The colour if it can be told without the theme of the workbook."""
    if attributes.get("tint", "0") not in {"0", "0.0"}:
        return None
    match = _HEX.fullmatch(attributes.get("rgb", ""))
    if match:
        red, green, blue = bytes.fromhex(match[1])
        return red, green, blue
    return _INDEXED.get(attributes.get("indexed", "")) or _THEME.get(attributes.get("theme", ""))


def _contrast(one: Colour, other: Colour) -> float:
    """How well the one is seen on the other, from 1 to 21: the contrast of WCAG 2.1, with a plain power for its curve."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (math.pow(part / 255, 2.2) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

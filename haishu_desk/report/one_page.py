"""一页纸: one indicator on one upright page of A4. Figure and verdict above, the picture of its path, sentences, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from haishu_desk.report.breaking import broken
from haishu_desk.report.drawn import BODY, BOLD, CENTRE, HEAD, PORTRAIT, RIGHT, Faces, Page, Picture, line_height
from haishu_desk.report.setting import THICK, THIN, Setter

_TITLE, _BIG, _TEXT, _SMALL = 18.0, 22.0, 12.0, 9.5
_GAP, _ROW = 4.0, 2


@dataclass(frozen=True)
class OnePage:
    """What stands on it, as it is printed.

    `figure` and `verdict` are large, side by side; `facts` are names with figures, `sentences` the three that matter,
    `formula` its steps; `asking` says whom to ask, `source` what the figures rest on. `picture` is a PNG that is
    `proportion` times as wide as high, `legend` its marks in words; `across` a word across the page, or nothing.
    """

    title: str
    kind: str
    figure: str
    verdict: str
    facts: Sequence[tuple[str, str]]
    sentences: Sequence[str]
    formula: Sequence[str]
    asking: str
    source: str
    picture: bytes
    proportion: float
    legend: str = ""
    across: str = ""


def one_page(sheet: OnePage, faces: Faces) -> Page:
    """The page; what is too long for it is left out at the end of the formula, and said so."""
    setter = Setter(PORTRAIT, faces)
    _head(setter, sheet)
    picture = _picture(setter, sheet)
    _facts(setter, sheet.facts)
    setter.y += _GAP
    for number, sentence in enumerate(sheet.sentences, start=1):
        setter.paragraph(f"{number}．{sentence}", _TEXT, hang=7.0)
        setter.y += 1.0
    below = _foot_height(setter, sheet)
    _formula(setter, sheet.formula, setter.bottom - below)
    setter.y = setter.bottom - below + _GAP
    _foot(setter, sheet)
    setter.end_page()
    texts, rules = setter.done[0]
    return Page(*PORTRAIT, tuple(texts), tuple(rules), sheet.across, (picture,))


def _head(setter: Setter, sheet: OnePage) -> None:
    for line in broken(sheet.title, setter.room, _TITLE, setter.faces, HEAD):
        setter.put(line, (setter.left, setter.right), _TITLE, HEAD, CENTRE)
        setter.y += line_height(_TITLE)
    setter.put(sheet.kind, (setter.left, setter.right), _SMALL, BODY, CENTRE)
    setter.y += line_height(_SMALL) + 1.5
    setter.level(setter.y, THICK)
    setter.y += 2.0
    middle = (setter.left + setter.right) / 2
    setter.put(sheet.figure, (setter.left, middle), _BIG, HEAD)
    setter.put(sheet.verdict, (middle, setter.right), _BIG, HEAD, RIGHT)
    setter.y += line_height(_BIG) + 2.0


def _picture(setter: Setter, sheet: OnePage) -> Picture:
    height = setter.room / sheet.proportion
    made = Picture(setter.left, setter.y, setter.room, height, sheet.picture)
    setter.y += height + 1.0
    if sheet.legend:
        setter.paragraph(sheet.legend, _SMALL)
    setter.y += 2.0
    return made


def _facts(setter: Setter, facts: Sequence[tuple[str, str]]) -> None:
    """Two names with their figures a line."""
    width = setter.room / _ROW
    setter.level(setter.y, THIN)
    setter.y += 1.0
    for start in range(0, len(facts), _ROW):
        for place, (name, value) in enumerate(facts[start : start + _ROW]):
            left = setter.left + place * width
            setter.put(name, (left, left + width), _SMALL)
            setter.put(value, (left, left + width - 6.0), _SMALL, BOLD, RIGHT)
        setter.y += line_height(_SMALL) + 0.8
    setter.level(setter.y + 0.4, THIN)


def _formula(setter: Setter, formula: Sequence[str], bottom: float) -> None:
    if not formula:
        return
    setter.y += 2.0
    steps = [f"{'　　　' if place else '算式　'}{step}" for place, step in enumerate(formula)]
    lines = [line for step in steps for line in broken(step, setter.room, _SMALL, setter.faces)]
    room = int((bottom - setter.y) / line_height(_SMALL))
    shown = lines if len(lines) <= room else [*lines[: max(room - 1, 0)], "……（算式没有印完，见监测页）"]
    setter.stack(shown[: max(room, 0)], (setter.left, setter.right), _SMALL)


def _foot_lines(setter: Setter, sheet: OnePage) -> Iterable[tuple[str, str]]:
    for face, words in ((BOLD, sheet.asking), (BODY, sheet.source)):
        for line in broken(words, setter.room, _SMALL, setter.faces, face):
            yield face, line


def _foot_height(setter: Setter, sheet: OnePage) -> float:
    return len(list(_foot_lines(setter, sheet))) * line_height(_SMALL) + _GAP + 2.0


def _foot(setter: Setter, sheet: OnePage) -> None:
    setter.level(setter.y - 2.0, THIN)
    for face, line in _foot_lines(setter, sheet):
        setter.put(line, (setter.left, setter.right), _SMALL, face)
        setter.y += line_height(_SMALL)

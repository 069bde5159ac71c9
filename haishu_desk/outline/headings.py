"""Chapters and sections, however a plan numbers them: 第一章/第一节, 第一篇/第一章, 一、/（一）, 1/1.1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from haishu_desk.outline.numerals import number_in

_NUMERAL = r"[一二三四五六七八九十百零〇0-9]+"
_TITLE = r"[ \t]*[:：]?[ \t]*(?P<title>\S.{0,49})"
_STYLES = {
    "篇": re.compile(rf"第(?P<n>{_NUMERAL})[篇编部]{_TITLE}\Z"),
    "章": re.compile(rf"第(?P<n>{_NUMERAL})章{_TITLE}\Z"),
    "节": re.compile(rf"第(?P<n>{_NUMERAL})节{_TITLE}\Z"),
    "一、": re.compile(rf"(?P<n>[一二三四五六七八九十]+)、{_TITLE}\Z"),
    "（一）": re.compile(rf"[（(](?P<n>[一二三四五六七八九十]+)[)）]{_TITLE}\Z"),
    "1": re.compile(rf"(?P<n>\d{{1,2}})(?:[ \t]+|[.．、](?!\d)){_TITLE}\Z"),
    "1.1": re.compile(rf"\d{{1,2}}[.．](?P<n>\d{{1,2}})(?![.．\d]){_TITLE}\Z"),
}
# Which style is the chapter where several are used, and which are its sections.
_LEVELS = (("篇", "章"), ("章", "节"), ("一、", "（一）"), ("1", "1.1"))
_OF_CONTENTS = re.compile(r"[.…·]{2,}\s*\d+\Z|\t\s*\d+\Z|\s{2,}\d+\Z")
_SENTENCE = re.compile(r"[。；;！!]")
_FEWEST = 2


@dataclass(frozen=True)
class Heading:
    """A heading: `level` 1 chapter, 2 section; its number and title."""

    line: int
    level: int
    number: int
    title: str


class Headings:
    """How this plan numbers; `of` a text the heading that it is."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._styles = _styles_of(texts)

    def __bool__(self) -> bool:
        """Whether chapters could be made out at all."""
        return bool(self._styles)

    def of(self, line: int, text: str) -> Heading | None:
        """The heading that stands on this line; None for other text, and for a line of a table of contents."""
        if _OF_CONTENTS.search(text) or _SENTENCE.search(text):
            return None
        for level, style in enumerate(self._styles, start=1):
            found = _STYLES[style].match(text)
            number = number_in(found["n"]) if found else None
            if found and number is not None:
                return Heading(line, level, number, found["title"].strip())
        return None


def _styles_of(texts: Sequence[str]) -> tuple[str, ...]:
    plain = [text for text in texts if not _OF_CONTENTS.search(text) and not _SENTENCE.search(text)]
    for levels in _LEVELS:
        counts = [sum(_STYLES[style].match(text) is not None for text in plain) for style in levels]
        if counts[0] >= _FEWEST or (counts[0] and counts[1] >= _FEWEST):
            return levels
    return ()


def last_of_each(headings: Sequence[Heading]) -> Iterator[Heading]:
    """Of chapters that are printed twice (in the contents and in the text) those of the text, with their sections."""
    starts = [place for place, each in enumerate(headings) if each.level == 1 and each.number == 1]
    yield from headings[starts[-1] :] if len(starts) > 1 else headings

"""Quantified targets of the running text: what is to be reached, not what was, each with its paragraph.

A sentence counts that says until when (到2025年) or that something is to be reached (力争, 达到, 超过, 以上, 翻番); the review of the
plan before, numbers that describe today, and what stands in tables and boxes do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from haishu_desk.outline.blocks import Text
from haishu_desk.outline.figures import Figure, figures_in
from haishu_desk.outline.splitting import split_outside

_LONGEST = 40
_YEAR = re.compile(r"(?:到|至|，)?(?P<year>20\d\d)年(?:末|底)?")
_GOAL = re.compile(
    r"力争|确保|达到|超过|突破|不低于|不少于|控制在|稳定在|保持在|以上|以下|以内|翻番|翻一番|双倍增|小于|低于|高于|争创|"
    r"(?<![已经现全累])(?:超|达)\d|完成\d|新增\S{0,12}\d|新建\S{0,12}\d|建成\S{0,10}\d"
)
_PAST = re.compile(r"已(?:经|达|建成|完成)|(?:去年|上年|20\d\d年末?已)|累计达|增长了|提高了|达\d+家，|连续\d年")
_REVIEW_TITLE = re.compile(r"回顾|成就|成效|完成情况|发展基础|现实基础|如期实现|发展现状|取得")
_REVIEW_TEXT = re.compile(r"\A“?十[一二三四五六七八九]五”?(?:时期|期间|以来)|过去五年|五年来")
_AHEAD = re.compile(r"展望|今后五年|“?十[一二三四五六七八九]五”?时期是|锚定|发展目标|主要目标")


@dataclass(frozen=True)
class Target:
    """A target: where it stands, what it speaks of, the figure, and the year as the sentence says it."""

    line: int
    chapter: int
    section: int | None
    figure: Figure
    year: int | None
    sentence: str


def is_review(title: str, texts: Sequence[str]) -> bool:
    """Whether a section looks back: by its title, or by how its first paragraph begins."""
    return bool(_REVIEW_TITLE.search(title)) or any(_REVIEW_TEXT.search(text) for text in texts[:1])


def targets_in(text: Text, chapter: int, section: int | None) -> list[Target]:
    """The targets of one paragraph in print order."""
    found: list[Target] = []
    for sentence in split_outside(text.text, "。"):
        year = next((int(each["year"]) for each in _YEAR.finditer(sentence)), None)
        if year is None and not _GOAL.search(sentence):
            continue
        if _PAST.search(sentence):
            continue
        found += [
            Target(text.line, chapter, section, figure, year, sentence)
            for figure in figures_in(sentence)
            if _is_target(figure, has_year=year is not None)
        ]
    return found


def _is_target(figure: Figure, *, has_year: bool) -> bool:
    """With a year every figure counts; without one only what is to be reached itself."""
    said = figure.quantity
    if len(figure.what) > _LONGEST:
        return False
    return has_year or said.op not in ("eq", "approx") or bool(_GOAL.search(said.raw))

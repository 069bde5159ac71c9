"""A whole 规划纲要 read: chapters and sections, tables of indicators, 专栏, targets of the text, lists, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from haishu_desk.outline.blocks import Block, Box, Grid, Text, blocks_of
from haishu_desk.outline.headings import Heading, Headings, last_of_each
from haishu_desk.outline.indicators import IndicatorTable, table_of
from haishu_desk.outline.named_lists import NamedList, areas_in, lists_in, positions_in
from haishu_desk.outline.problems import Problem
from haishu_desk.outline.source import Line
from haishu_desk.outline.targets import Target, is_review, targets_in
from haishu_desk.outline.undertakings import ReadBox, read_box

_CAPTION = re.compile(r"\A(?P<table>表\s*\d+(?:-\d+)?)\s*[:：]?\s*(?P<title>\S.*)?\Z")
_FEW_PRINTED = 1
Progress = Callable[[int, int], None]


@dataclass
class Section:
    """A section: its number, its title (None where the heading is lost and was made out by the text), and its line."""

    number: int
    title: str | None
    line: int


@dataclass
class Chapter:
    """A chapter with its sections; number 0 is what stands before the first."""

    number: int
    title: str
    line: int
    sections: list[Section] = field(default_factory=list)


@dataclass
class Outline:
    """What was read. Lines count from 1; nothing is in it that is not in the text."""

    chapters: list[Chapter] = field(default_factory=list)
    tables: list[IndicatorTable] = field(default_factory=list)
    boxes: list[ReadBox] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    lists: list[NamedList] = field(default_factory=list)
    areas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    positions: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan at all: a table of indicators, or several 专栏 under chapters."""
        return bool(self.tables) or (len(self.chapters) > 1 and len(self.boxes) > 1)

    def place(self, line: int) -> tuple[int, int | None]:
        """The chapter and section that a line stands in."""
        chapter = next((each for each in reversed(self.chapters) if each.line <= line), None)
        if chapter is None:
            return 0, None
        section = next((each for each in reversed(chapter.sections) if each.line <= line), None)
        return chapter.number, section.number if section else None


def read_outline(lines: Sequence[Line], progress: Progress | None = None) -> Outline:
    """Read a text; `progress` is told how many blocks of how many are done, and may stop the reading by raising."""
    headings = Headings([line.text for line in lines if line.cells is None])
    blocks = blocks_of(lines, lambda line: headings.of(line.number, line.text) is not None)
    outline = Outline()
    _Assembly(outline, headings, blocks).read(progress)
    return outline


class _Assembly:
    def __init__(self, outline: Outline, headings: Headings, blocks: Sequence[Block]) -> None:
        self._outline, self._headings, self._blocks = outline, headings, blocks

    def read(self, progress: Progress | None) -> None:
        outline = self._outline
        outline.chapters = list(_chapters(list(self._printed())))
        self._find_lost_sections()
        looking_back = self._looking_back()
        caption: str | None = None
        for place, block in enumerate(self._blocks):
            if progress is not None:
                progress(place, len(self._blocks))
            if isinstance(block, Box):
                self._take_box(read_box(block))
            elif isinstance(block, Grid):
                self._take_grid(block, caption)
            elif not self._headings.of(block.line, block.text):
                self._take_text(block, is_review=self.of(block.line) in looking_back)
            caption = _caption(block) if isinstance(block, Text) else None
        outline.positions = positions_in([block for block in self._blocks if isinstance(block, Text)])
        self._name_problems()

    def of(self, line: int) -> tuple[int, int | None]:
        return self._outline.place(line)

    # Chapters and sections

    def _printed(self) -> Iterator[Heading]:
        found = [
            heading
            for block in self._blocks
            if isinstance(block, Text) and (heading := self._headings.of(block.line, block.text)) is not None
        ]
        yield from last_of_each(found)

    def _find_lost_sections(self) -> None:
        """Where headings of sections are lost the blank that they left before the next paragraph says where they stood."""
        chapters = self._outline.chapters
        ends = [*(chapter.line for chapter in chapters[1:]), 1 << 30][: len(chapters)]
        apart = [block.line for block in self._blocks if isinstance(block, Text) and block.is_apart]
        for chapter, end in zip(chapters, ends, strict=True):
            lost = [line for line in apart if chapter.line < line < end and not self._headings_at(line)]
            _fill_gaps(chapter, lost)

    def _headings_at(self, line: int) -> bool:
        return any(
            each.line == line or any(part.line == line for part in each.sections) for each in self._outline.chapters
        )

    def _looking_back(self) -> set[tuple[int, int | None]]:
        """The sections that tell how the plan before came out."""
        texts: dict[tuple[int, int | None], list[str]] = {}
        for block in self._blocks:
            if isinstance(block, Text) and not self._headings.of(block.line, block.text):
                texts.setdefault(self.of(block.line), []).append(block.text)
        titles: dict[tuple[int, int | None], str] = {
            (chapter.number, section.number): section.title or ""
            for chapter in self._outline.chapters
            for section in chapter.sections
        }
        return {place for place, found in texts.items() if is_review(titles.get(place, ""), found)}

    # What stands in the text

    def _take_text(self, text: Text, *, is_review: bool) -> None:
        outline, (chapter, section) = self._outline, self.of(text.line)
        if chapter and not is_review:
            outline.targets += targets_in(text, chapter, section)
        outline.lists += [each for each in lists_in(text) if chapter]
        outline.areas |= dict(areas_in(text))

    def _take_grid(self, grid: Grid, caption: str | None) -> None:
        table = table_of(grid)
        if table is None:
            said = " ".join(filter(None, grid.rows[0].cells))[:40] if grid.rows else ""
            if said:
                self._outline.problems.append(Problem(grid.line, f"这张表不是指标表，没有读：{said}"))
            return
        table.caption = caption
        self._outline.tables.append(table)
        self._outline.problems += table.problems

    def _take_box(self, box: ReadBox) -> None:
        same = next((each for each in self._outline.boxes if each.number == box.number), None)
        if same is not None and not same.tasks:
            self._outline.boxes.remove(same)
        elif same is not None:
            message = f"专栏{box.number}出现了两次（前一次在第 {same.line} 行），后一次另列"
            self._outline.problems.append(Problem(box.line, message))
        self._outline.boxes.append(box)

    def _name_problems(self) -> None:
        outline = self._outline
        for box in outline.boxes:
            outline.problems += box.problems
        for table in outline.tables:
            outline.problems += list(_gaps(table))
            outline.problems += [
                Problem(row.line, f"{row.number} {row.name} {doubt}") for row in table.rows for doubt in row.doubts
            ]
        for chapter in outline.chapters:
            lost = [section for section in chapter.sections if section.title is None]
            outline.problems += [
                Problem(each.line, f"第{chapter.number}章第{each.number}节没有印标题，从这一段断开") for each in lost
            ]
        for each in outline.lists:
            if not each.is_whole:
                outline.problems.append(
                    Problem(each.line, f"“{each.what}”说是 {each.count} 个，列出 {len(each.names)} 个")
                )
        if not outline.is_plan:
            outline.problems.insert(0, Problem(1, "这份文字里没有找到指标表，也没有专栏，不像规划纲要"))
        outline.problems.sort(key=lambda problem: problem.line)


def _chapters(headings: Sequence[Heading]) -> Iterator[Chapter]:
    chapter: Chapter | None = None
    for heading in headings:
        if heading.level == 1:
            if chapter is not None:
                yield chapter
            chapter = Chapter(heading.number, heading.title, heading.line)
        elif chapter is not None:
            chapter.sections.append(Section(heading.number, heading.title, heading.line))
    if chapter is not None:
        yield chapter


def _fill_gaps(chapter: Chapter, lost: Sequence[int]) -> None:
    """Sections without a heading: in a gap of the numbers, and at the end of a chapter that prints one or none."""
    printed = list(chapter.sections)
    found: list[Section] = []
    bounds = [(0, chapter.line), *((each.number, each.line) for each in printed)]
    for (number, line), following in zip(bounds, [*bounds[1:], None], strict=True):
        inside = [each for each in lost if each > line and (following is None or each < following[1])]
        missing = following[0] - number - 1 if following else len(inside) if len(printed) <= _FEW_PRINTED else 0
        found += [Section(number + place, None, at) for place, at in enumerate(inside[:missing], start=1)]
    chapter.sections = sorted([*printed, *found], key=lambda section: section.line)


def _caption(block: Text) -> str | None:
    found = _CAPTION.match(block.text)
    return block.text if found else None


def _gaps(table: IndicatorTable) -> Iterator[Problem]:
    """Numbers that are missing in a table that numbers its rows, or stand twice for different rows."""
    numbers = [int(row.number) for row in table.rows if row.number.isdecimal()]
    whole = set(range(1, max(numbers, default=0) + 1))
    missing = sorted(whole - set(numbers))
    if missing:
        yield Problem(table.line, f"这张表缺第 {'、'.join(map(str, missing))} 项")

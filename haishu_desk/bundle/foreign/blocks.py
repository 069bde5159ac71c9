"""Where the tables of a sheet stand: the lines above them, their head rows, their data rows; 续表 begins a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from haishu_desk.bundle.foreign.figures import is_year
from haishu_desk.bundle.foreign.grid import Grid
from haishu_desk.bundle.foreign.measures import measures_in
from haishu_desk.bundle.foreign.names import plain
from haishu_desk.bundle.foreign.phrases import Reader
from haishu_desk.bundle.foreign.words import (
    CODE_HEADS,
    LABEL_HEADS,
    MEASURE_HEADS,
    NOTE_STARTS,
    REMARK_HEADS,
    SERIAL_HEADS,
)

HEAD_ROWS = 4
_LOOKED_BACK = 30  # rows above the first figures: titles, lines, heads and headings
_HEAD_WORDS = LABEL_HEADS | SERIAL_HEADS | CODE_HEADS | MEASURE_HEADS | REMARK_HEADS
_NOTE = re.compile(rf"^(?:{'|'.join(NOTE_STARTS)})\s*(?:[:：]|[（(]?[\d一二三四五六七八九十]|$)")
_PAIR = re.compile(r"^(?!其中)[^\s:：]{2,8}[:：]\S")
_COUNTING = frozenset({"甲", "乙", "丙", "丁", "栏次", "行次"})
_CONTINUED = re.compile(r"续表|\(续\)|（续）")


@dataclass
class Block:
    """One table; all numbers are rows from 0. `is_continued` says that it goes on with the titles of the one before."""

    titles: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    is_continued: bool = False


def blocks_of(grid: Grid, reader: Reader) -> list[Block]:
    """The tables of a sheet from top to bottom; rows that belong to none are in no block."""
    return _Finder(grid, reader).found()


class _Finder:
    """Goes down the rows of one sheet."""

    def __init__(self, grid: Grid, reader: Reader) -> None:
        self._grid, self._reader = grid, reader
        self._rows = [row for row in grid.rows if not self._is_counting(row)]

    def found(self) -> list[Block]:
        """The blocks."""
        blocks: list[Block] = []
        waiting: list[int] = []
        block: Block | None = None
        for row in self._rows:
            if self._is_note(row):
                (block.notes if block else waiting).append(row)
            elif block is not None and not self._begins_anew(row, block):
                block.rows.append(row)
            elif self._grid.figures(row) and not self._is_head(row):
                made = self._begun(waiting, row)
                if made is not None:
                    block, waiting = made, []
                    blocks.append(made)
                else:
                    waiting.append(row)
                    del waiting[:-_LOOKED_BACK]
            else:
                waiting += self._titles_below(block) if block else []
                block = None
                waiting.append(row)
                del waiting[:-_LOOKED_BACK]
        return blocks

    def _begun(self, above: list[int], first: int) -> Block | None:
        """The block whose first data row is `first`; None where nothing above it is a head."""
        columns = self._grid.figures(first)
        over = [row for row in reversed(above) if self._covers(row, columns) and not self._is_note(row)]
        # 单位：万元 may stand in the corner of the only head row
        last = next((row for row in over if not self._is_title_line(row)), next(iter(over), None))
        if last is None:
            return None
        position = above.index(last)
        heads = [last]
        for row in reversed(above[:position]):
            if len(heads) == HEAD_ROWS or not self._heads_too(row, columns):
                break
            heads.insert(0, row)
        lines = above[: above.index(heads[0])]
        titles = [text for row in lines for _, text in self._grid.texts(row)]
        is_continued = any(_CONTINUED.search(title) for title in titles)
        return Block(titles, heads, [*above[position + 1 :], first], [], is_continued)

    def _is_head(self, row: int) -> bool:
        """Whether a row with nothing but words and years could be a head; years need a word for a head beside them."""
        if self._grid.figures(row):
            return False
        texts = self._grid.texts(row)
        years = [text for _, text in texts if is_year(text)]
        labels = [text for _, text in texts if not is_year(text)]
        if years and labels and self._reader.said(labels[0]).is_telling and plain(labels[0]) not in _HEAD_WORDS:
            said = self._reader.said(labels[0])
            return not (said.items or said.unit)
        return bool(texts)

    def _covers(self, row: int, columns: Sequence[int]) -> bool:
        """Whether the texts of a row stand over at least half of those columns."""
        if not self._is_head(row):
            return False
        over = [column for column in columns if self._grid.text((row, column))]
        return bool(over) and 2 * len(over) >= len(columns) and not self._is_across(row)

    def _heads_too(self, row: int, columns: Sequence[int]) -> bool:
        """Whether a row above a head row belongs to it."""
        if not self._is_head(row) or self._is_title_line(row) or self._is_across(row):
            return False
        texts = self._grid.texts(row)
        first = self._grid.columns[0]
        over = [column for column, _ in texts if column in columns or column > first]
        return bool(over) and (len(texts) > 1 or texts[0][0] > first)

    def _is_across(self, row: int) -> bool:
        """Whether the row says only one thing, from its first column on: a title or a heading between rows."""
        texts = self._grid.texts(row)
        if len(texts) != 1 or self._grid.figures(row):
            return False
        return texts[0][0] == self._grid.columns[0]

    def _is_title_line(self, row: int) -> bool:
        """Whether the row speaks of the whole table: 填报单位：…, 单位：万元, a period alone at the right."""
        texts = [text for _, text in self._grid.texts(row)]
        speaking = [text for text in texts if measures_in(text) or _PAIR.match(text)]
        if speaking:
            others = [text for text in texts if text not in speaking]
            return sum(self._reader.said(text).is_telling for text in others) <= 1
        return len(texts) == 1 and self._reader.said(texts[0]).when is not None and not self._spans(row)

    def _spans(self, row: int) -> bool:
        """Whether the one text of a row stands over several columns by a merge."""
        anchors = [self._grid.anchor((row, column)) for column in self._grid.columns]
        texts = self._grid.texts(row)
        return sum(1 for place in anchors if self._grid.text(place) == texts[0][1]) > 1

    def _is_note(self, row: int) -> bool:
        texts = self._grid.texts(row)
        return bool(texts) and bool(_NOTE.match(texts[0][1])) and texts[0][1] not in _HEAD_WORDS

    def _is_counting(self, row: int) -> bool:
        """A row that only numbers the columns: 甲 乙 1 2 3."""
        texts = [plain(text) for _, text in self._grid.texts(row)]
        numbers = [self._grid.text((row, column)) for column in self._grid.figures(row)]
        return bool(texts) and set(texts) <= _COUNTING and numbers == [str(n + 1) for n in range(len(numbers))]

    def _begins_anew(self, row: int, block: Block) -> bool:
        """Whether a row under a table is the title or the head of the next one."""
        texts = self._grid.texts(row)
        if self._grid.figures(row) or not texts:
            return False
        if _CONTINUED.search(texts[0][1]) or any(measures_in(text) for _, text in texts):
            return True
        if len(texts) == 1:
            return False
        same = [self._grid.texts(head) for head in block.heads]
        words = sum(plain(text) in _HEAD_WORDS for _, text in texts)
        return texts in same or (words > 0 and self._is_head(row))

    def _titles_below(self, block: Block) -> list[int]:
        """The last rows of a table that are none of it: the title of the next one. They are taken off it."""
        titles: list[int] = []
        while block.rows and self._is_across(block.rows[-1]):
            titles.insert(0, block.rows.pop())
        return titles

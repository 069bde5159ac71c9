"""Ctrl+F: finds in names, numbers, codes, initials and whole syllables of pinyin, and in the words of the cells."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from haishu_desk.domain.cells import VALUE
from haishu_desk.ui.entry.bars import FindBar
from haishu_desk.ui.entry.looks import HEADING
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.pinyin import sort_key

_IN_NAME = -1
_SHORTEST = 2


class Finding(QObject):
    """Marks what is found among the rows that are shown and goes from one to the next, round to the first again."""

    def __init__(self, view: SheetView, bar: FindBar, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._bar, self._model = view, bar, view.cells
        self._text = ""
        bar.sought.connect(self.seek)
        bar.next_wanted.connect(self.seek_next)
        bar.previous_wanted.connect(self.seek_previous)
        bar.closed.connect(self.stop)
        view.cells.modelReset.connect(self._again)

    def seek(self, text: str) -> None:
        """Show the first cell with that text."""
        self._text = text.strip().lower()
        self._go(1, (-1, _IN_NAME))

    def seek_next(self) -> None:
        """Show the one after the current cell."""
        self._go(1, self._here())

    def seek_previous(self) -> None:
        """Show the one before it."""
        self._go(-1, self._here())

    def stop(self) -> None:
        """Back into the sheet."""
        self._text = ""
        self._view.show_found(frozenset())
        self._view.setFocus()

    def _again(self) -> None:
        """Other rows are there, or in another order."""
        self._view.show_found(frozenset(self._hits()))

    def _here(self) -> tuple[int, int]:
        index = self._view.currentIndex()
        at_value = index.column() == max(self._model.column_of(VALUE), 0)
        in_name = at_value and (index.row(), _IN_NAME) in self._view.found
        return (index.row(), _IN_NAME if in_name else index.column())

    def _go(self, way: int, start: tuple[int, int]) -> None:
        hits = list(self._hits())
        self._view.show_found(frozenset(hits))
        self._bar.found.setText("" if not self._text else f"{len(hits)} 处" if hits else "没有找到")
        ordered = hits if way > 0 else hits[::-1]
        after = (hit for hit in ordered if (hit > start if way > 0 else hit < start))
        found = next(after, ordered[0] if ordered else None)
        if found is not None:
            row, column = found
            self._view.go(row, max(self._model.column_of(VALUE), 0) if column == _IN_NAME else column)

    def _hits(self) -> Iterator[tuple[int, int]]:
        if not self._text:
            return
        for row, line in enumerate(self._model.lines):
            if line.item is None or self._view.isRowHidden(row):
                continue
            if self._is_named(f"{line.item.number} {line.item.code} {line.item.name}".lower(), line.item.name):
                yield row, _IN_NAME
            for column, look in enumerate(self._model.looks(row)):
                if look.kind != HEADING and self._text in look.text.lower():
                    yield row, column

    def _is_named(self, words: str, name: str) -> bool:
        if self._text in words:
            return True
        if len(self._text) < _SHORTEST or not (self._text.isascii() and self._text.isalpha()):
            return False
        syllables = [syllable for syllable in sort_key(name)[0] if syllable.isalnum()]
        initials = "".join(syllable[0] for syllable in syllables)
        return self._text in initials or any(
            "".join(syllables[place:]).startswith(self._text) for place in range(len(syllables))
        )

"""Filters and order of the rows that are shown, as somebody chose them from the headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from haishu_desk.ui.entry.column_menu import ColumnMenu
from haishu_desk.ui.entry.filters import ALL, STATES, Filter, Sorting, sorted_lines, stands, text_at, title_of
from haishu_desk.ui.entry.headers import DOWN, FILTERED, UP
from haishu_desk.ui.entry.notices import ArrangedBar
from haishu_desk.ui.entry.sheet_view import SheetView

if TYPE_CHECKING:
    from haishu_desk.ui.entry.sheet import Line


class Arranging(QObject):
    """Hides rows and puts them in order; a row that changes stays where it is until somebody asks again.

    `arranged` says that other rows are shown now.
    """

    arranged = Signal()

    def __init__(self, view: SheetView, bar: ArrangedBar, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._model, self._bar = view, view.cells, bar
        self.filters: dict[str, Filter] = {}
        self.state = ALL
        self.sorting: Sorting | None = None
        view.columns_header.sectionClicked.connect(self._on_section)
        view.frame.corner.pressed.connect(self._on_front)
        view.order_given_up.connect(self.unsort)
        bar.restored.connect(self.restore)

    # What is asked for.

    def show_only(self, state: str) -> None:
        """Show the rows that stand so; ALL for every one."""
        self.state = state
        self._apply()

    def filter_by(self, column: str, wanted: Filter | None) -> None:
        """Show the rows whose words in that column are wanted; None for all."""
        self.filters.pop(column, None)
        if wanted is not None:
            self.filters[column] = wanted
        self._apply()

    def sort_by(self, column: str, *, is_down: bool = False) -> None:
        """Put the rows in order; the headings of groups are gone while they are."""
        if self._model.sheet is not None:
            self.sorting = Sorting(column, is_down)
            self._order(sorted_lines(self._model, self._model.sheet.lines, self.sorting))

    def unsort(self) -> None:
        """Back to the order in print."""
        if self.sorting is not None and self._model.sheet is not None:
            self.sorting = None
            self._order(list(self._model.sheet.lines))

    def restore(self) -> None:
        """All rows, in the order in print."""
        self.filters, self.state = {}, ALL
        if self.sorting is None:
            self._apply()
        self.unsort()

    def forget(self) -> None:
        """Another sheet is shown: nothing is asked for any more."""
        self.filters, self.state, self.sorting = {}, ALL, None
        self._apply()

    # Carrying it out.

    def _order(self, lines: Sequence[Line]) -> None:
        self._view.close_editor()
        index = self._view.currentIndex()
        item, column = self._model.item_at(index), index.column()
        self._model.arrange(lines)
        self._apply()
        if item is not None:
            self._view.go(self._model.row_of(item.code), column)

    def _apply(self) -> None:
        members, hidden = 0, 0
        for row in reversed(range(len(self._model.lines))):
            is_heading = self._model.lines[row].item is None
            is_shown = members > 0 if is_heading else self._is_wanted(row)
            members = 0 if is_heading else members + is_shown
            hidden += not is_heading and not is_shown
            if self._view.isRowHidden(row) == is_shown:
                self._view.setRowHidden(row, not is_shown)
        self._view.frame.fit()
        self._say(hidden)
        self.arranged.emit()

    def _is_wanted(self, row: int) -> bool:
        return stands(self._model, row, self.state) and all(
            wanted.takes(text_at(self._model, row, column)) for column, wanted in self.filters.items()
        )

    def _say(self, hidden: int) -> None:
        said = [f"只看{STATES[self.state]}"] if self.state else []
        said += [f"{title_of(self._model, column)}：{wanted.words}" for column, wanted in self.filters.items()]
        if said:
            said = [f"筛选 {'；'.join(said)}", f"隐去 {hidden} 行"]
        if self.sorting is not None:
            way = "降序" if self.sorting.is_down else "升序"
            said.append(f"按{title_of(self._model, self.sorting.column)}{way}（Esc 恢复原来的次序）")
        self._bar.say("　".join(said))
        signs = dict.fromkeys(self.filters, FILTERED)
        if self.sorting is not None:
            signs[self.sorting.column] = DOWN if self.sorting.is_down else UP
        self._view.show_signs(signs)

    # The menu.

    def menu(self, column: str) -> ColumnMenu:
        """The menu of that column."""
        model = self._model
        rows = [row for row, line in enumerate(model.lines) if line.item is not None]
        values = sorted({text_at(model, row, column) for row in rows})
        menu = ColumnMenu(title_of(model, column), values, self.filters.get(column), self.state, self._view)
        menu.setProperty("column", column)
        menu.sorted_.connect(self._on_sorted)
        menu.unsorted.connect(self.unsort)
        menu.stood.connect(self.show_only)
        menu.filtered.connect(self._on_filtered)
        menu.widened.connect(self._view.frame.forget_widths)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _on_sorted(self, is_down: bool) -> None:  # noqa: FBT001  a signal of Qt
        self.sort_by(self._column(), is_down=is_down)

    def _on_filtered(self, wanted: Filter | None) -> None:
        self.filter_by(self._column(), wanted)

    def _column(self) -> str:
        return str(self.sender().property("column"))

    def _on_section(self, section: int) -> None:
        header = self._view.columns_header
        place = QPoint(header.sectionViewportPosition(section), header.height())
        self._open(self._model.columns[section].name, header.viewport().mapToGlobal(place))

    def _on_front(self, column: str) -> None:
        corner = self._view.frame.corner
        self._open(column, corner.mapToGlobal(QPoint(corner.left_of(column), corner.height())))

    def _open(self, column: str, place: QPoint) -> None:
        if self._model.sheet is not None:
            self._view.close_editor()
            self.menu(column).popup(place)

"""What keys and buttons of the sheet do, beside typing: undo, blocks, the next cell that waits, finding."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from haishu_desk.domain.cells import VALUE, Edit
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.entry.bars import FindBar, SaidBar
from haishu_desk.ui.entry.blocks import Blocks, next_row
from haishu_desk.ui.entry.clipboard import block_of
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.entry.wording import sentence
from haishu_desk.ui.session import Session


class Commands(QObject):
    """What the keys and buttons of the sheet do."""

    def __init__(self, session: Session, view: SheetView, said: SaidBar, find: FindBar, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._view, self._said, self._find = session, view, said, find
        self._blocks = Blocks(view)
        for keys, slot in (
            ("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+C", self.copy),
            ("Ctrl+V", self.paste), ("Ctrl+D", self.fill_down), ("F3", self.next_unfilled),
            ("Ctrl+F", find.open), ("Ctrl+S", self.reassure),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        view.cleared.connect(self.clear)
        find.sought.connect(self.seek)
        find.next_wanted.connect(self.seek_next)
        find.closed.connect(self.stop_seeking)

    # Blocks.

    def copy(self) -> None:
        """The chosen cells to the clipboard."""
        QGuiApplication.clipboard().setText(self._blocks.copied())

    def paste(self) -> None:
        """The clipboard into the sheet, as one batch."""
        self._view.close_editor()
        self._tell(self._blocks.paste(block_of(QGuiApplication.clipboard().text())))

    def fill_down(self) -> None:
        """The uppermost of the chosen cells into those below it."""
        if self._view.open_editor is None:
            self._tell(self._blocks.fill_down())

    def clear(self) -> None:
        """Empty the chosen cells."""
        self._tell(self._blocks.clear())

    def _tell(self, refused: DeskError | None) -> None:
        self._said.say("bad", "没有写入", sentence(refused))

    # Back and forth.

    def undo(self) -> None:
        """Take back the last batch on this sheet and show where it was."""
        self._view.close_editor()
        sheet = self._view.cells.sheet
        self._show_step(self._session.undo(sheet.key) if sheet else None)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._view.close_editor()
        sheet = self._view.cells.sheet
        self._show_step(self._session.redo(sheet.key) if sheet else None)

    def _show_step(self, done: dict[str, list[object]] | None) -> None:
        """Go to what changed: nobody should have to look for it."""
        if not done or not done["edits"]:
            return
        journal, sheet = self._session.desk.workspace.journal, self._view.cells.sheet
        entries = [entry for name in done["edits"] if (entry := journal.get(str(name)))]
        for edit in map(Edit.from_body, (entry.body for entry in entries)):
            if sheet is not None and edit.key == sheet.key:
                slot, model = edit.changes[0].slot, self._view.cells
                self._view.go(model.row_of(slot.item), max(model.column_of(slot.field), 0))
                break
        left = len(done["left"])
        self._said.say("warn", "部分撤回", f"有 {left} 格后来又改过，没有动。" if left else "")

    # The next one.

    def next_unfilled(self) -> None:
        """To the next row that nobody has answered."""
        self._view.close_editor()
        model, sheet = self._view.cells, self._view.cells.sheet
        if sheet is None:
            return
        column = max(model.column_of(VALUE), 0)
        wanted = [
            line.item is not None and line.item.code not in sheet.filled and model.is_entry(model.index(row, column))
            for row, line in enumerate(model.lines)
        ]
        row = next_row(model, self._view.currentIndex().row(), iter(wanted))
        if row is None:
            self._said.say("ok", "没有了", "这张表已经全部录了。")
            return
        if self._view.isRowHidden(row):
            self._view.setRowHidden(row, False)
        self._view.go(row, column)
        self._view.setFocus()

    def seek(self, text: str) -> None:
        """Show the first item with that text in its name, number or code."""
        self._view.rows.seek(text.strip())
        self._seek_from(-1)

    def seek_next(self) -> None:
        """Show the one after."""
        self._seek_from(self._view.currentIndex().row())

    def stop_seeking(self) -> None:
        """Back into the sheet."""
        self._view.rows.seek("")
        self._view.setFocus()

    def _seek_from(self, row: int) -> None:
        model, text = self._view.cells, self._view.rows.sought.lower()
        hits = [
            bool(text)
            and line.item is not None
            and text in f"{line.item.number} {line.item.code} {line.item.name}".lower()
            for line in model.lines
        ]
        found = next_row(model, row, iter(hits))
        self._find.found.setText("" if not text else f"{sum(hits)} 处" if found is not None else "没有找到")
        if found is not None:
            self._view.go(found, max(model.column_of(VALUE), 0))

    def reassure(self) -> None:
        """Ctrl+S: there is nothing to do."""
        self._view.close_editor()
        self._said.say("ok", "都存好了", "每一格在按 Enter 时就已经存入，不用另外保存。")

"""What keys and buttons of the sheet do, beside typing: undo, blocks, the next cell that waits, how large it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from haishu_desk.domain.cells import VALUE, Edit
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.entry.bars import FindBar, SaidBar
from haishu_desk.ui.entry.blocks import Blocks, next_row
from haishu_desk.ui.entry.clipboard import block_of_clipboard, mime_of
from haishu_desk.ui.entry.notices import PastePreview
from haishu_desk.ui.entry.pasting import Plan
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.entry.typist import Typed
from haishu_desk.ui.entry.wording import sentence
from haishu_desk.ui.session import Session

_Unclear = tuple[tuple[Typed, str], ...]


class Commands(QObject):
    """What the keys and buttons of the sheet do."""

    def __init__(
        self, session: Session, view: SheetView, bars: tuple[SaidBar, FindBar, PastePreview], page: QWidget
    ) -> None:
        super().__init__(page)
        self._session, self._view = session, view
        self._said, find, self._preview = bars
        preview = self._preview
        self.blocks = Blocks(view)
        self._unclear: dict[str, _Unclear] = {}
        frame = view.frame
        for keys, slot in (
            ("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+C", self.copy),
            ("Ctrl+V", self.paste), ("Ctrl+D", self.fill_down), ("F3", self.next_unfilled),
            ("Ctrl+F", find.open), ("Ctrl+S", self.reassure), ("Ctrl+=", frame.larger), ("Ctrl++", frame.larger),
            ("Ctrl+-", frame.smaller), ("Ctrl+0", frame.usual),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        view.cleared.connect(self.clear)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for word, keys, slot in (
            ("复制", "Ctrl+C", self.copy), ("粘贴", "Ctrl+V", self.paste), ("向下填充", "Ctrl+D", self.fill_down),
            ("清除", "Delete", self.clear),
        ):  # fmt: skip
            # The keys stand beside the word only: the shortcuts above do the work.
            view.addAction(f"{word}\t{keys}").triggered.connect(slot)
        preview.agreed.connect(self.carry_out)
        preview.declined.connect(view.setFocus)
        view.cells.modelReset.connect(preview.decline)

    # Blocks.

    def copy(self) -> None:
        """The chosen cells to the clipboard, as text and as a table."""
        QGuiApplication.clipboard().setMimeData(mime_of(self.blocks.copied()))

    def paste(self) -> None:
        """The clipboard into the sheet, as one batch; what does not fit is shown and asked about first."""
        self._view.close_editor()
        self._preview.decline()
        plan = self.blocks.plan(block_of_clipboard(QGuiApplication.clipboard().mimeData()))
        if plan is None:
            return
        if plan.fits:
            self.carry_out(plan)
        else:
            self._said.say("bad", "", "")
            self._preview.ask(plan)

    def carry_out(self, plan: Plan) -> None:
        """Paste as planned, and say what stays in its cell unstored."""
        written = len(self._session.desk.workspace.journal)
        refused = self.blocks.paste(plan)
        self._view.setFocus()
        if refused is not None or not plan.unclear:
            self._tell(refused)
            return
        for edit in self._edits_since(written):
            self._unclear[edit.batch] = plan.unclear
        first, why = plan.unclear[0]
        place = f"{first.item.number} {first.item.name}·{first.column.title}"
        # The reason begins with the cell's name, which stands before it already.
        why = why.partition("：")[2] or why
        said = f"已写入 {len(plan.typed)} 格；{len(plan.unclear)} 格没有存入，原文标红留在格里，按 F8 到那一格。{place}：{why}"
        self._said.say("bad", "没有存入", said)

    def fill_down(self) -> None:
        """The uppermost of the chosen cells into those below it."""
        if self._view.open_editor is None:
            self._tell(self.blocks.fill_down())

    def clear(self) -> None:
        """Empty the chosen cells."""
        self._tell(self.blocks.clear())

    def _tell(self, refused: DeskError | None) -> None:
        self._said.say("bad", "没有写入", sentence(refused))

    # Back and forth.

    def undo(self) -> None:
        """Take back the last batch on this sheet and show where it was."""
        self._view.close_editor()
        sheet = self._view.cells.sheet
        steps = self._show_step(self._session.undo(*sheet.keys) if sheet else None)
        for typed, _ in self._unclear.get(_batch(steps), ()):
            row, column = self._view.cells.row_of(typed.item.code), self._view.cells.column_of(typed.column.name)
            if row >= 0 and column >= 0:
                self._view.cells.give_up(self._view.cells.index(row, column))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._view.close_editor()
        sheet = self._view.cells.sheet
        steps = self._show_step(self._session.redo(*sheet.keys) if sheet else None)
        self._view.cells.keep_all(
            pair for pair in self._unclear.get(_batch(steps), ()) if self._view.cells.row_of(pair[0].item.code) >= 0
        )

    def _show_step(self, done: dict[str, list[object]] | None) -> list[Edit]:
        """Go to what changed: nobody should have to look for it."""
        if not done or not done["edits"]:
            return []
        journal, sheet = self._session.desk.workspace.journal, self._view.cells.sheet
        entries = [entry for name in done["edits"] if (entry := journal.get(str(name)))]
        edits = [Edit.from_body(entry.body) for entry in entries]
        found = next((edit for edit in edits if sheet is not None and edit.key in sheet.keys), None)
        if found is not None:
            model, slot = self._view.cells, found.changes[0].slot
            code = slot.item if model.row_of(slot.item) >= 0 else found.key.unit
            self._view.go(model.row_of(code), max(model.column_of(slot.field), 0))
        left = len(done["left"])
        self._said.say("warn", "部分撤回", f"有 {left} 格后来又改过，没有动。" if left else "")
        return edits

    def _edits_since(self, written: int) -> list[Edit]:
        """What was written on this sheet after that entry of the journal."""
        desk = self._session.desk
        return [edit for key in self._view.cells.shown.keys for edit in desk.edits(key, since=written)]

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

    def reassure(self) -> None:
        """Ctrl+S: there is nothing to do."""
        self._view.close_editor()
        self._said.say("ok", "都存好了", "每一格在按 Enter 时就已经存入，不用另外保存。")


def _batch(steps: list[Edit]) -> str:
    """The batch that was taken back or done again."""
    return str(steps[0].source.get("batch", "")) if steps else ""

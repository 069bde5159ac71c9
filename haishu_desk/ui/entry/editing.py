"""An editor in a cell of the sheet: it closes only when its text is stored, kept or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from haishu_desk.checks.builtin.personal import ADVICE, asks_for_contact
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.personal import kinds_in
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.columns import NUMBER
from haishu_desk.ui.entry.editor import ChoiceEditor, Editor
from haishu_desk.ui.entry.hint import Hint
from haishu_desk.ui.entry.unstored import NOT_STORED
from haishu_desk.ui.entry.wording import advice_of, sentence

if TYPE_CHECKING:
    from haishu_desk.ui.entry.delegate import SheetDelegate
    from haishu_desk.ui.entry.sheet_view import SheetView

# After so long without a key the text is on the disk, whatever happens to the program then.
_PAUSE_MS = 400
_HINT_KEYS, _WRONG_KEYS = "Enter 存入　Esc 放弃", "请改好再按 Enter；Esc 放弃"


class Editing(QObject):
    """The open editor of a view, if there is one, and the hint under it.

    `stepped` says where to go on, `closed` that an editor was closed, `reason_wanted` that somebody typed over 数据不一致.
    """

    stepped = Signal(str)
    closed = Signal()
    reason_wanted = Signal()

    def __init__(self, view: SheetView, delegate: SheetDelegate, brush: Brush, front: QWidget) -> None:
        super().__init__(view)
        self._view, self._cells = view, view.cells
        self.hint = Hint(Brush(brush.theme), front)
        self.editor: Editor | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)
        delegate.opened.connect(self._on_opened)
        delegate.confirmed.connect(self.confirm)
        delegate.given_up.connect(self.give_up)
        delegate.left.connect(self.leave)

    def begin(self) -> None:
        """Open the current cell with its text and the caret behind it: F2."""
        index = self._view.currentIndex()
        if self._cells.is_entry(index):
            self._view.edit(index)
            if self.editor is not None:
                self.editor.to_end()
        elif index.isValid():
            self.say_why_not(index)

    def confirm(self, editor: Editor, step: str) -> None:
        """Store the text and go on; what is refused stays open with the reason under it."""
        if editor is not self.editor:
            return
        refused = self._store(editor)
        if refused is not None:
            editor.show_wrong(wrong=True)
            self.hint.refuse(self._under(editor), refused.message, advice_of(refused), _WRONG_KEYS)
            return
        waits = self._cells.kept_at(_plain(editor)) is not None
        self._close(editor)
        if waits:
            self.reason_wanted.emit()
        else:
            self.stepped.emit(step)

    def give_up(self, editor: Editor) -> None:
        """Close without storing; what was kept of an earlier try is given up too."""
        if editor is self.editor:
            self._cells.give_up(_plain(editor))
            self._close(editor)

    def leave(self, editor: Editor) -> None:
        """Somebody went elsewhere: store the text, or keep it in its cell if it cannot be stored."""
        if editor is not self.editor:
            return
        refused = self._store(editor)
        if refused is not None:
            index = _plain(editor)
            self._cells.keep(index, editor.words(), sentence(refused))
        self._close(editor)

    def close(self) -> None:
        """Leave the open editor, if there is one."""
        if self.editor is not None:
            self.leave(self.editor)

    def keep(self) -> None:
        """Close the open editor and keep its text in the cell as not stored: whoever typed it did not say that it is done."""
        editor = self.editor
        if editor is not None:
            if editor.words() != editor.before:
                self._cells.keep(_plain(editor), editor.words(), NOT_STORED)
            self._close(editor)

    def say_why_not(self, index: QModelIndex) -> None:
        """A cell that the Desk refuses says so where it was tried."""
        refused = self._cells.refusal(index)
        if refused is not None:
            place = self._view.visualRect(index)
            corner = self._view.viewport().mapTo(self.hint.front, place.topLeft())
            self.hint.refuse(QRect(corner, place.size()), refused.message, advice_of(refused), "")

    def _store(self, editor: Editor) -> DeskError | None:
        index, text = _plain(editor), editor.words()
        if not index.isValid():
            return None
        is_same = text == editor.before and self._cells.kept_at(index) is None
        # The same text again is nothing, but of a cell that is 待核: there it says that somebody looked at it.
        return None if is_same and not self._cells.is_carried(index) else self._cells.store(index, text)

    def _close(self, editor: Editor) -> None:
        had_focus = editor.hasFocus()
        self.editor = None
        self._timer.stop()
        self._cells.forget_typing(_plain(editor))
        self.hint.hide()
        self._view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._cells.mark_edited(-1)
        if had_focus:
            self._view.setFocus()
        self.closed.emit()

    def _on_opened(self, editor: Editor) -> None:
        self.editor = editor
        if not isinstance(editor, ChoiceEditor):
            editor.textChanged.connect(self._on_typed)
        self._cells.mark_edited(editor.index.row())

    def _on_pause(self) -> None:
        if self.editor is not None and self.editor.words() != self.editor.before:
            self._cells.remember_typing(_plain(self.editor), self.editor.words())

    def _on_typed(self) -> None:
        """Say what is understood; asks no database."""
        editor = self.editor
        if editor is None or editor.before is None:
            return
        editor.show_wrong(wrong=False)
        self._timer.start()
        index, text = _plain(editor), editor.words()
        if text == editor.before:
            self.hint.hide()
            return
        try:
            quantity = self._cells.understand(index, text)
        except DeskError as error:
            self.hint.refuse(self._under(editor), error.message, advice_of(error), "")
            return
        if self._cells.column_at(index).kind == NUMBER:
            self.hint.say(self._under(editor), *self._cells.explained(index, text, quantity), _HINT_KEYS)
        elif kinds := kinds_in(text, asks_for_contact=asks_for_contact(self._cells.column_at(index).title)):
            self.hint.refuse(self._under(editor), f"像有{'、'.join(kinds)}", ADVICE, "")
        else:
            self.hint.hide()

    def _under(self, editor: Editor) -> QRect:
        return QRect(editor.mapTo(self.hint.front, QPoint(0, 0)), editor.size())


def _plain(editor: Editor) -> QModelIndex:
    """The place of an editor in the model as it is now."""
    kept = editor.index
    return kept.model().index(kept.row(), kept.column()) if kept.isValid() else QModelIndex()

"""Paints the cells of the sheet and makes their editors; keys of an open editor become one of three facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QLine,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from haishu_desk.ui.entry.brush import LEFT, RIGHT, Brush
from haishu_desk.ui.entry.columns import CHOICE, NUMBER, Column
from haishu_desk.ui.entry.editor import ChoiceEditor, Editor, NumberEditor, TextEditor
from haishu_desk.ui.entry.looks import BETWEEN, CLASH, FIELD, HEADING, Look
from haishu_desk.ui.entry.row_shown import RowShown
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from haishu_desk.ui.entry.sheet_view import SheetView

Index = QModelIndex | QPersistentModelIndex
PAD, INSET, RADIUS = 8, 3.5, 3
_FIELD_HEIGHT = 30
STAY, DOWN, UP, NEXT, BACK, EAST, WEST = "stay", "down", "up", "next", "back", "right", "left"
_KEYS = {
    Qt.Key.Key_Return: DOWN, Qt.Key.Key_Enter: DOWN, Qt.Key.Key_Tab: NEXT, Qt.Key.Key_Backtab: BACK,
}  # fmt: skip
_ARROWS = {Qt.Key.Key_Down: DOWN, Qt.Key.Key_Up: UP, Qt.Key.Key_Left: WEST, Qt.Key.Key_Right: EAST}


class SheetDelegate(QStyledItemDelegate):
    """`confirmed` carries an editor and where to go next, `given_up` and `left` an editor."""

    confirmed = Signal(QWidget, str)
    given_up = Signal(QWidget)
    left = Signal(QWidget)
    opened = Signal(QWidget)

    def __init__(self, brush: Brush, view: SheetView) -> None:
        super().__init__(view)
        self._brush, self._view = brush, view

    # Painting.

    def paint_row(self, painter: QPainter, place: QRect, row: RowShown) -> None:
        """Paint all cells of a row; nothing but `row`, the brush and the widths of the columns tells how."""
        color, cells = self._brush.color, self._cells_in(place, row)
        rule, is_heading = QPen(color("line"), 1), row.looks[0].kind == HEADING
        painter.fillRect(place, color("sunk" if is_heading else "accent_soft" if row.current >= 0 else "wash"))
        if row.found or row.chosen:
            self._paint_grounds(painter, cells, row, is_heading=is_heading)
        painter.setPen(rule)
        if not is_heading:
            painter.drawLines([QLine(rect.topRight(), rect.bottomRight()) for _, _, rect in cells])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for column, look, rect in cells:
                self._paint_cell(painter, rect, look, row, column)
            painter.setPen(rule)
        if not painter.deviceTransform().isScaling():
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        else:
            self._paint_fine_edge(painter, [rect for _, _, rect in cells], is_over_cells=row.is_over_cells)

    @staticmethod
    def _paint_fine_edge(painter: QPainter, rects: list[QRect], *, is_over_cells: bool) -> None:
        """The lower edge on a screen whose pixels are finer than what is counted in: cells meet within a pixel."""
        for rect in rects:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_over_cells:  # the lines of the row below begin a pixel above it
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            ends = [rect.bottomRight() + QPoint(0, 1) for rect in rects]
            painter.drawLines([QLine(end, end) for end in ends])

    def _cells_in(self, place: QRect, row: RowShown) -> list[tuple[int, Look, QRect]]:
        """Column, look and place of each cell that is shown."""
        cells, left, top, height = [], place.left(), place.top(), place.height()
        for column, look in enumerate(row.looks):
            if width := self._view.columnWidth(column):
                cells.append((column, look, QRect(left, top, width, height)))
            left += width
        return cells

    def _paint_grounds(
        self, painter: QPainter, cells: list[tuple[int, Look, QRect]], row: RowShown, *, is_heading: bool
    ) -> None:
        color = self._brush.color
        for column, _, rect in cells:
            if column in row.found or (column in row.chosen and not is_heading):
                painter.fillRect(rect, color("mark" if column in row.found else "accent_soft"))

    def _paint_cell(self, painter: QPainter, rect: QRect, look: Look, row: RowShown, column: int) -> None:
        is_current = column == row.current
        if look.kind == FIELD:
            self._paint_field(painter, rect, look, is_chosen=column in row.chosen and not is_current)
        if is_current and not row.is_edited:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._brush.color("accent"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -3, -3), RADIUS + 1, RADIUS + 1)
        if look.text or look.mark or look.is_choice:
            self._paint_words(painter, rect.adjusted(PAD, 0, -PAD - 1, 0), look)

    def _paint_field(self, painter: QPainter, rect: QRect, look: Look, *, is_chosen: bool) -> None:
        color = self._brush.color
        box = QRectF(rect).adjusted(INSET, INSET, -INSET - 1, -INSET - 1)
        edge = {"bad": "bad", "clash": "clash", "warn": "warn"}.get(look.tone, "line2")
        ground = {"bad": "bad_soft", "clash": "clash_soft", "warn": "warn_soft"}.get(look.tone, "raised")
        painter.setBrush(color("accent_soft" if is_chosen and not look.tone else ground))
        painter.setPen(
            QPen(
                color("line" if look.tone == "faint" else edge),
                1.5 if look.tone in ("bad", "clash", "warn") else 1,
            )
        )
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if look.tone in ("", "faint"):
            # The lower edge of 3:1 is what tells a field from the cells beside it.
            painter.setPen(QPen(color("field"), 1))
            painter.drawLine(QPointF(box.left() + 2, box.bottom()), QPointF(box.right() - 2, box.bottom()))

    def _paint_words(self, painter: QPainter, inside: QRect, look: Look) -> None:
        theme, middle = self._brush.theme, inside.center().y() + 0.5
        if look.mark:
            paint_mark(painter, QPointF(inside.left() + 4.5, middle), look.mark, theme)
            inside = inside.adjusted(14, 0, 0, 0)
        if look.is_choice:
            caret = pixmap(theme, "caret-down", "text3", 12, self._view.devicePixelRatioF())
            painter.drawPixmap(QPoint(inside.right() - 13, int(middle) - 6), caret)
            inside = inside.adjusted(0, 0, -14, 0)
        ink = look.ink or (text_token(look.mark) if look.mark else "text2")
        if look.tone == CLASH and inside.height() > self._brush.px(_FIELD_HEIGHT) + 6:
            self._paint_both(painter, inside, look)
        elif look.wraps and inside.height() > self._brush.px(_FIELD_HEIGHT) + 6:
            self._brush.lines(painter, inside, look.text, ink, use="chip")
        elif look.is_right:
            self._brush.words(painter, inside, look.text, ink, bold=look.is_bold, align=RIGHT)
        else:
            self._brush.words(
                painter, inside, look.text, ink, use="chip" if look.kind != FIELD else "body", bold=look.is_bold
            )

    def _paint_both(self, painter: QPainter, inside: QRect, look: Look) -> None:
        """Values that do not agree, one under the other."""
        values = look.text.split(BETWEEN)[:2]
        height = inside.height() // 2 - 2
        align = RIGHT if look.is_right else LEFT
        for place, value in enumerate(values):
            line = QRect(inside.left(), inside.top() + 3 + place * (height - 1), inside.width(), height)
            self._brush.words(painter, line, value, look.ink, use="small", bold=True, align=align)

    # Editors.

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> Editor:
        del option
        model: SheetModel = index.model()  # type: ignore[assignment]
        editor = _editor(model.column_at(index), self._brush.theme, index, parent)
        editor.setFont(self._brush.font())
        editor.setAccessibleName(
            f"{model.headerData(index.row(), Qt.Orientation.Vertical)} {model.column_at(index).title}"
        )
        if isinstance(editor, ChoiceEditor):
            editor.activated.connect(self._on_chosen)
        self.opened.emit(editor)
        return editor

    def _on_chosen(self) -> None:
        self.confirmed.emit(self.sender(), STAY)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Only once: what is being typed outlives a repaint of its cell.
        if isinstance(editor, Editor) and editor.before is None:
            editor.put(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Nothing: the view stores what was confirmed, and keeps the editor open if it was refused."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        if isinstance(editor, TextEditor):
            editor.least = rect.height()
            room = self._view.viewport().width()
            width = max(rect.width(), min(260, room))
            left = min(rect.left(), max(room - width, 0))
            editor.setGeometry(left, rect.top(), width, rect.height())
            editor.grow()
            return
        height = self._brush.px(_FIELD_HEIGHT)
        editor.setGeometry(rect.left(), rect.center().y() - height // 2 + 1, rect.width(), height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, Editor) or editor.is_composing:
            return False  # whatever is being composed belongs to the input method
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(editor, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            kept = (
                Qt.FocusReason.PopupFocusReason,
                Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.MenuBarFocusReason,
            )
            # The list of 数值状态 takes the focus when it opens.
            to_its_list = isinstance(editor, ChoiceEditor) and editor.view().hasFocus()
            if event.reason() not in kept and not to_its_list:
                self.left.emit(editor)
        return False

    def _key(self, editor: Editor, event: QKeyEvent) -> bool:
        key, alone = (
            Qt.Key(event.key()),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if key == Qt.Key.Key_Escape:
            self.given_up.emit(editor)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if isinstance(editor, TextEditor):
                editor.insertPlainText("\n")
            return True
        if key in _KEYS:
            back = (
                key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            )
            self.confirmed.emit(editor, UP if back else _KEYS[key])
            return True
        if (
            isinstance(editor, NumberEditor)
            and alone
            and key in _ARROWS
            and (editor.types_over or key in (Qt.Key.Key_Up, Qt.Key.Key_Down))
        ):
            self.confirmed.emit(editor, _ARROWS[key])
            return True
        if key == Qt.Key.Key_F2:
            editor.to_end()
            return True
        return False


def _editor(column: Column, theme: Theme, index: Index, parent: QWidget) -> Editor:
    if column.kind == NUMBER:
        return NumberEditor(theme, index, parent)
    if column.kind == CHOICE:
        return ChoiceEditor(theme, index, parent, column.choices)
    return TextEditor(theme, index, parent)

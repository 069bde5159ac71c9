"""Two chosen versions in the review, and the 对比表 of whatever is laid side by side."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from haishu_desk.desk.choices import choices_of, usual_pair
from haishu_desk.desk.comparing import PAIR
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.sitting import Sitting


class Pairing(QObject):
    """Opens the choosers and shows what was chosen; `left` says that the review goes on."""

    left = Signal()

    def __init__(self, sitting: Sitting, middle: ReviewMiddle, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting, self._middle, self._pair = sitting, middle, middle.pair
        self._pair.chosen.connect(self.show_pair)
        self._pair.left.connect(self._go_back)
        middle.tools.papered.connect(self.ask_where)
        self._escape = QShortcut(QKeySequence("Esc"), middle, self._go_back)
        self._escape.setEnabled(False)

    def begin(self) -> None:
        """Offer what there is of the return that is looked at, and show the usual two of it."""
        key, desk = self._sitting.key, self._sitting.session.desk
        if key is None:
            return
        offered = self._sitting.session.read(lambda: (choices_of(desk, key), usual_pair(desk, key)))
        if offered is not None:
            self._pair.offer(*offered)
            self.show_pair(*self._pair.names)
            self._pair.first.list.setFocus()

    def show_pair(self, first: str, second: str) -> None:
        """Lay those two side by side; a refusal stands beside the choosers."""
        key, comparing = self._sitting.key, self._sitting.session.desk.reviewing.comparing
        if key is None:
            return
        comparison = self._pair.said.read(lambda: comparing.pair(key, first, second))
        if comparison is None:
            return
        middle = self._middle
        self._sitting.model.show_comparison(comparison)
        middle.tools.show_against(PAIR)
        middle.tools.show_pair(is_pair=True)
        middle.tools.allow(judging=False)
        middle.tools.show_counts(comparison, 0, self._sitting.model.kind)
        middle.bar.hide()
        middle.same.first.setText("甲乙两版一样")
        middle.table.setCurrentWidget(middle.view if self._sitting.model.lines else middle.same)
        middle.view.stand_on(None)
        self._escape.setEnabled(True)

    def leave(self) -> None:
        """The review goes on with what is shown next."""
        self._escape.setEnabled(False)
        self._pair.hide()
        self._middle.tools.show_pair(is_pair=False)
        self._middle.bar.show()

    def _go_back(self) -> None:
        self._sitting.model.show_comparison(None)
        self.leave()
        self.left.emit()
        self._middle.view.setFocus()

    # On paper.

    def ask_where(self) -> None:
        """Ask for a file name, then write the 对比表."""
        key, desk = self._sitting.key, self._sitting.session.desk
        if key is None:
            return
        name = f"{desk.documents.name_of(key.unit, key.period)}_{key.period}_对比表.xlsx"
        kinds = "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx)"
        chosen, _ = QFileDialog.getSaveFileName(self._middle, "存为对比表", name, kinds)
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Write what is shown as a 对比表 to an .xlsx or a .docx."""
        comparison, versions = self._sitting.model.comparison, self._sitting.session.desk.reviewing.versions
        if comparison is None or comparison.laid is None:
            return
        laid, said = comparison.laid, self._pair.said if self._sitting.model.is_pair else self._middle.bar.said
        if said.read(lambda: versions.write(laid, path)) is not None:
            said.say(f"对比表已存为 {path.name}")

"""Two chosen versions in the review, and the 对比表 of whatever is laid side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from haishu_desk.desk.choices import choices_of, usual_pair
from haishu_desk.desk.comparing import PAIR
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.sitting import Sitting

if TYPE_CHECKING:
    from haishu_desk.bundle.read_process import Workbook


class Pairing(QObject):
    """Opens the choosers and shows what was chosen; `left` says that the review goes on."""

    left = Signal()

    def __init__(self, sitting: Sitting, middle: ReviewMiddle, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting, self._middle, self._pair = sitting, middle, middle.pair
        self._pair.chosen.connect(self.show_pair)
        self._pair.left.connect(self._go_back)
        middle.tools.papered.connect(self.ask_where)
        self._read: dict[tuple[Path, int], Workbook | DeskError] = {}
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
        """Lay those two side by side, once their files are read; a refusal stands beside the choosers."""
        key, comparing = self._sitting.key, self._sitting.session.desk.reviewing.comparing
        if key is None or self._is_reading(first, second):
            return
        comparison = self._pair.said.read(lambda: comparing.pair(key, first, second, self._workbook))
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

    # A workbook takes seconds: it is read in the background, and the window goes on.

    def _is_reading(self, *names: str) -> bool:
        """Whether a workbook has to be read first; what was chosen then is shown when it is."""
        unread = [Path(name) for name in names if _is_workbook(name) and _as_it_is(Path(name)) not in self._read]
        if unread:
            self._pair.said.say(f"正在读取 {'、'.join(file.name for file in unread)}…", "info")
            self._sitting.session.background.run("读取文件", _opened, unread, self._keep, self._show_read)
        return bool(unread)

    def _keep(self, file: Path, result: tuple[int, Workbook] | DeskError) -> None:
        if isinstance(result, DeskError):
            self._read[_as_it_is(file)] = result
        else:
            self._read[file, result[0]] = result[1]

    def _show_read(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        self._pair.said.forget()
        if whole and not self._pair.isHidden():
            self.show_pair(*self._pair.names)

    def _workbook(self, file: Path) -> Workbook:
        """The file as it was read in the background; what was wrong with it is said now."""
        result = self._read[_as_it_is(file)]
        if isinstance(result, DeskError):
            raise result
        return result

    def leave(self) -> None:
        """The review goes on with what is shown next."""
        self._read.clear()
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


def _is_workbook(name: str) -> bool:
    return Path(name).is_file() and Path(name).suffix.lower() != ".csv"


def _as_it_is(file: Path) -> tuple[Path, int]:
    """The file and when it was written last: one that is saved again is another one. 0 for one that is gone."""
    try:
        return file, file.stat().st_mtime_ns
    except OSError:
        return file, 0


def _opened(file: Path) -> tuple[int, Workbook]:
    """In the background: the workbook, and of which moment it is."""
    from haishu_desk.desk.tables import open_workbook  # noqa: PLC0415  only where a file is compared

    at = _as_it_is(file)[1]
    return at, open_workbook(file)

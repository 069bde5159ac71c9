"""佐证材料 on the page: adding a file, looking at one, taking one off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from haishu_desk.desk.evidence import Evidence
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.entry.bars import SaidBar
from haishu_desk.ui.entry.detail_panel import ADD, DROP, OPEN, DetailPanel
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.session import Session

Open = Callable[[Path], bool]


class EvidenceDesk(QObject):
    """Does what the links of the panel ask for; `open_file` hands a file to the program that it is looked at with."""

    def __init__(self, session: Session, view: SheetView, panel: DetailPanel, said: SaidBar, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._view, self._said, self._page = session, view, said, page
        self._copies: QTemporaryDir | None = None
        self.open_file: Open = _open
        panel.linked.connect(self.follow)

    def follow(self, link: str) -> None:
        """A link of the panel was clicked: `add`, `open:` or `drop:` and the sha256 of the file."""
        what, _, sha256 = link.partition(":")
        if what == ADD:
            names, _ = QFileDialog.getOpenFileNames(self._page, "添加佐证材料", str(Path.home()))
            self.add([Path(name) for name in names])
            return
        place = self._place()
        files = self._session.desk.evidence.of(place[0]).get(place[1], ()) if place else ()
        chosen = next((each for each in files if each.sha256 == sha256), None)
        if chosen is not None and what == OPEN:
            self.open(chosen)
        elif chosen is not None and what == DROP:
            self.drop(chosen)

    def add(self, files: list[Path]) -> None:
        """Name these files in the current row."""
        place = self._place()
        if place is None or not files:
            return
        key, item = place
        keeper = self._session.desk.evidence
        for file in files:
            if self._session.write([key], partial(keeper.add, key, item, file)) is None:
                return
        self._said.say(
            "ok", "已添加", f"添加了 {len(files)} 个佐证材料，随上报包走的是名称、大小和校验码，文件在本机。"
        )

    def open(self, evidence: Evidence) -> None:
        """Look at a copy of it."""
        if not evidence.may_be_opened:
            self._said.say("warn", "没有打开", f"{evidence.shown_name} 不是文档、表格或图片，不直接打开。")
            return
        if self._copies is None:
            self._copies = QTemporaryDir()  # gone with the page, as far as nobody has a copy open
        folder = Path(self._copies.path())
        copy = self._session.read(lambda: self._session.desk.evidence.copy_to(evidence, folder))
        if copy is not None and not self.open_file(copy):
            self._said.say("bad", "没有打开", f"这台电脑上没有能打开 {evidence.shown_name} 的程序。")

    def drop(self, evidence: Evidence) -> None:
        """Take it off the current row; Ctrl+Z brings it back."""
        place = self._place()
        if place is not None:
            key, item = place
            self._session.write([key], partial(self._session.desk.evidence.remove, key, item, evidence))

    def _place(self) -> tuple[ReturnKey, str] | None:
        """The return and the item of the current row."""
        model = self._view.cells
        row = model.item_at(self._view.currentIndex())
        if model.sheet is None or row is None:
            return None
        sheet, item = model.sheet.row(row)
        return sheet.key, item.code


def _open(file: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

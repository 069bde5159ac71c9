"""A unit's own return as the sheet that is signed: its pages, its version code, and what is still open on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haishu_desk.desk.return_paper import ReturnPaper, note_written, return_paper, write_office_file
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.leaves import Leaf, drawn
from haishu_desk.press.pdf import write_leaves
from haishu_desk.report.layout import laid_out
from haishu_desk.ui.icons import icon
from haishu_desk.ui.printing.printer import ask_and_print_leaves
from haishu_desk.ui.report.pages_pane import PagesPane
from haishu_desk.ui.report.writing import KINDS, file_asked
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView
from haishu_desk.ui.widgets.nothing import Nothing
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section
from haishu_desk.ui.widgets.tick import Tick

RIGHT, RIGHT_NARROW, ROOMY = 288, 200, 848


class ReturnFace(QWidget):
    """All forms of one unit and period; `asked` carries a ReturnKey and an item whose cell is to be opened."""

    asked = Signal(object, str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.paper: ReturnPaper | None = None
        self.leaves: tuple[Leaf, ...] = ()
        self._faces = PaperFaces()
        self.unit, self.period, self.blank = QComboBox(), QComboBox(), Tick(theme, "空表")
        self.unit.setVisible(session.desk.is_district)
        for widget, name in ((self.unit, "哪个单位"), (self.period, "哪一期")):
            widget.setAccessibleName(name)
        self.unit.setMaximumWidth(theme.wide(150))
        self.nothing = Nothing(theme, "file-text", "还没有报表", "装入任务包以后，这里是签字用的填报表。")
        self.said = Said(session, theme, self)
        self.said.setContentsMargins(16, 8, 16, 8)
        self.pane = PagesPane(theme, self.said, self.nothing, extra=(self.unit, self.period, self.blank))
        self.bar, self.view = self.pane.bar, self.pane.view
        self.checks = LineModel(self)
        self.open = QPushButton(icon(theme, "table", "text2"), "打开这张报表")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.addWidget(self.pane, 1)
        side = self._side = QFrame()
        side.setObjectName("sidePanel")
        side.setFixedWidth(self._theme.wide(RIGHT))
        section = Section(self._theme, "签字以前")
        section.column.setContentsMargins(0, 14, 0, 14)
        section.column.itemAt(0).layout().setContentsMargins(16, 0, 16, 0)
        self.check_view = LineView(self.checks, self._theme, "签字以前")
        section.column.addWidget(self.check_view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.open)
        section.column.addLayout(foot)
        inner = QVBoxLayout(side)
        inner.addWidget(section)
        whole.addWidget(side)
        for layout in (whole, inner):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        self.pane.act(self, print_them=self.print, write_them=self.ask_where)
        self.open.clicked.connect(self._open)
        self.unit.activated.connect(self._on_unit)
        self.period.activated.connect(self._show)
        self.blank.toggled.connect(self._show)
        self.check_view.activated.connect(self._on_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel gives way as the pages do."""
        super().resizeEvent(event)
        wide = self._theme.wide
        self._side.setFixedWidth(wide(RIGHT if self.width() >= wide(ROOMY) else RIGHT_NARROW))

    # What is shown.

    def refresh(self) -> None:
        """Read anew which returns there are, and show the one that is chosen."""
        chosen, desk = self.unit.currentData(), self._session.desk
        units = dict.fromkeys(key.unit for key in self._keys())
        named = [(unit, desk.documents.units.get(unit).name) for unit in units]
        with QSignalBlocker(self.unit):
            self.unit.clear()
            for unit, name in named:
                self.unit.addItem(name, unit)
            self.unit.setCurrentIndex(max(self.unit.findData(chosen), 0))
        self._on_unit()

    def _keys(self) -> list[ReturnKey]:
        """The returns of this workspace, those of the unit itself first."""
        desk = self._session.desk
        keys = desk.workspace.cells.returns()
        if not desk.is_district:
            keys = [key for key in keys if key.unit in desk.own_units]
        return sorted(keys, key=lambda key: (key.unit != desk.unit, key.unit))

    def _on_unit(self) -> None:
        chosen, unit = self.period.currentData(), self.unit.currentData()
        periods = {parse_period(key.period) for key in self._keys() if key.unit == unit}
        with QSignalBlocker(self.period):
            self.period.clear()
            for period in sorted(periods, key=lambda each: each.last_day, reverse=True):
                self.period.addItem(period.title, str(period))
            self.period.setCurrentIndex(max(self.period.findData(chosen), 0))
        self._show()

    def _show(self) -> None:
        unit, period = self.unit.currentData(), self.period.currentData()
        paper = None
        if unit and period:
            blank, desk = self.blank.isChecked(), self._session.desk
            paper = self.said.read(lambda: return_paper(desk, unit, period, blank=blank))
        self.paper = paper
        pages = [page for sheet in paper.sheets for page in laid_out(sheet, self._faces)] if paper else []
        self.leaves = drawn(pages, self._faces)
        self.pane.show_leaves(self.leaves)
        self.checks.show_lines(list(lines_of(paper)) if paper else [])
        self.bar.allow(may_print=paper is not None, may_write=paper is not None)
        self.open.setEnabled(paper is not None)

    def _on_line(self) -> None:
        line = self.checks.lines[self.check_view.currentIndex().row()]
        if line.payload is not None:
            self.asked.emit(*line.payload)

    def _open(self) -> None:
        if self.paper is not None:
            self.asked.emit(self.paper.keys[0], "")

    # What can be done.

    def print(self) -> None:
        """Ask for a printer, and print."""
        paper = self.paper
        if paper is None:
            return
        if self.said.read(lambda: ask_and_print_leaves(self.leaves, paper.title, self)):
            self.said.say(f"已送去打印：{paper.title}")

    def ask_where(self) -> None:
        """Ask for a file, and write it."""
        if self.paper is not None:
            name = Path.home() / f"{self.paper.title.replace(' ', '_')}.docx"
            path, kind = QFileDialog.getSaveFileName(self, "写出填报表", str(name), KINDS)
            if path:
                self.write(file_asked(path, kind))

    def write(self, file: Path) -> None:
        """Write what is shown to that file, and put it on record."""
        paper = self.paper
        if paper is None:
            return

        def written() -> Path:
            if file.suffix.lower() == ".pdf":
                write_leaves(file, self.leaves, paper.title)
            else:
                write_office_file(paper, file)
            note_written(self._session.desk, paper, file)
            return file

        if self.said.write(paper.keys, written) is not None:
            self.said.say(f"已写出 {file.name}，共 {len(self.leaves)} 页")


def lines_of(paper: ReturnPaper) -> Iterator[Line]:
    """What to know before it is signed: the version of each form, what nobody has answered, notices."""
    for sheet in paper.sheets:
        if sheet.is_blank:
            yield Line("idle", sheet.title, "空表，留着手填")
        else:
            is_draft = "草稿" in sheet.version or "改动" in sheet.version
            yield Line(
                "warn" if is_draft else "ok", sheet.title, f"版本码 {sheet.version}" if not is_draft else sheet.version
            )
    for notice in paper.notices:
        yield Line("warn", notice, tip=notice)
    if not paper.missing:
        yield Line("ok", "每一项都答复了", f"有数的 {paper.facts} 格")
        return
    yield Line(None, f"没有答复的 {len(paper.missing)} 项（回车去填）")
    forms = {key.form: key for key in paper.keys}
    for row in paper.missing:
        yield Line("idle", row["name"], "没有填", payload=(forms[row["form"]], row["item"]), tip=row["name"])

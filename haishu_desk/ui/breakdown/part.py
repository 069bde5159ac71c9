"""责任分解: the part of 规划 in which the district breaks targets down, and in which a unit sees what is its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.breakdown import Wishes, edition_words
from haishu_desk.desk.breakdown_draft import Draft
from haishu_desk.desk.series import short_title
from haishu_desk.desk.tables import open_tables
from haishu_desk.domain.assignments import Changes, Row, changes_between, made_row
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.breakdown.grid import BreakdownGrid
from haishu_desk.ui.breakdown.issuing import AddingBar, IssuingBar
from haishu_desk.ui.breakdown.lines import Wanted, lines_of
from haishu_desk.ui.breakdown.model import BreakdownModel
from haishu_desk.ui.breakdown.notes import CHECKS, DRAFT, LAST, UNREAD, Notes
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.tick import Tick
from haishu_desk.ui.wording import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from haishu_desk.bundle.read_process import Workbook
    from haishu_desk.desk.breakdown_paper import Paper

_TABLES = "表格 (*.xlsx *.xls *.et *.csv)"
_PAPERS = "文档 (*.docx);;工作簿 (*.xlsx)"


class BreakdownPart(QFrame):
    """`chosen` carries the code of the row that is current."""

    chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planMiddle")
        self._session, self._theme, self._plan = session, theme, ""
        self._unread: list[str] = []
        self._unwritten: list[str] = []
        desk = session.desk
        self.draft = Draft(desk.workspace.path)
        self.is_open = desk.is_district and desk.workspace.database.writable
        self.head, self.about = QLabel(self), QLabel(self)
        self.head.setFont(theme.font("sheet", bold=True))
        self.about.setObjectName("secondary")
        self.words, self.unit = QLineEdit(self), QComboBox(self)
        self.only_figures, self.only_draft = Tick(theme, "有年度目标的"), Tick(theme, "草稿改了的")
        self.take, self.write = QPushButton("取入分工表…", self), QPushButton("写出…", self)
        self.write_all = QPushButton("写出各单位的…", self)
        self.model = BreakdownModel(theme)
        self.grid = BreakdownGrid(self.model, theme, self)
        self.adding, self.issuing, self.notes = AddingBar(theme, self), IssuingBar(theme, self), Notes(theme, self)
        self.said = Said(session, theme, self)
        self._lay_out()
        self._connect()
        for widget in (self.adding, self.issuing, self.take, self.only_draft):
            widget.setVisible(self.is_open)
        for shown in (self.unit, self.write_all):
            shown.setVisible(desk.is_district)

    def _lay_out(self) -> None:
        top, filters = QFrame(self), QHBoxLayout()
        top.setObjectName("toolBar")
        top.setFixedHeight(self._theme.tall(44))
        row = QHBoxLayout(top)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self.head)
        row.addWidget(self.about, 1)
        for button in (self.take, self.write, self.write_all):
            row.addWidget(button)
        self.words.setPlaceholderText("指标、单位或职责里的字，空一格可写几个")
        self.words.setAccessibleName("筛选")
        self.unit.setAccessibleName("单位")
        self.unit.setMinimumWidth(self._theme.wide(190))
        filters.setContentsMargins(16, 6, 16, 6)
        filters.setSpacing(12)
        filters.addWidget(self.words, 1)
        for widget in (self.unit, self.only_figures, self.only_draft):
            filters.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addLayout(filters)
        column.addWidget(self.grid, 1)
        for below in (self.adding, self.issuing):
            column.addWidget(below)
        said = QHBoxLayout()
        said.setContentsMargins(16, 0, 16, 4)
        said.addWidget(self.said)
        column.addLayout(said)
        column.addWidget(self.notes)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._show_lines)
        self.unit.currentIndexChanged.connect(self._show_lines)
        self.only_figures.toggled.connect(self._show_lines)
        self.only_draft.toggled.connect(self._show_lines)
        self.model.typed.connect(self.gather)
        self.model.refused.connect(lambda text: self.said.say(text, "bad"))
        self.grid.undone.connect(self.undo)
        self.grid.selectionModel().currentRowChanged.connect(self._on_current)
        self.adding.added.connect(self.add)
        self.adding.removed.connect(self.remove)
        self.issuing.issued.connect(self.issue)
        self.issuing.given_up.connect(self.give_up)
        self.take.clicked.connect(self._ask_table)
        self.write.clicked.connect(self._ask_file)
        self.write_all.clicked.connect(self._ask_folder)

    # What is shown.

    def show_plan(self, plan: str) -> None:
        """Show the assignment of a plan as it is now, with the draft."""
        self._plan = plan
        documents = self._session.desk.documents
        frame = documents.catalogue.plan(plan)
        edition = documents.edition("assignment")
        self.head.setText(f"{short_title(frame)}责任分解")
        waiting = [f"{edition_words(each)}等待生效" for each in self._session.desk.planning.waiting()]
        self.about.setText("；".join([edition_words(edition), *waiting]))
        self.unit.blockSignals(True)
        chosen = self.unit.currentData()
        self.unit.clear()
        self.unit.addItem("全部单位", "")
        for unit in documents.units:
            self.unit.addItem(unit.name, unit.code)
        self.unit.setCurrentIndex(max(self.unit.findData(chosen), 0))
        self.unit.blockSignals(False)
        self.adding.show_units(documents)
        self.refresh()

    def refresh(self) -> None:
        """Show anew what is in force and what the draft makes of it."""
        self._show_lines()
        base = self._base()
        left, rows = self.draft.left(base), self.draft.rows(base)
        self.issuing.show_count(len(left), len(self.draft.overtaken(base)))
        desk = self._session.desk
        own = None if desk.is_district else desk.unit
        texts = {}
        if desk.is_district:
            items = {row["item"] for row in rows if desk.documents.catalogue.get(row["item"]).plan == self._plan}
            texts[CHECKS] = [f"{found.severity}　{found.message}" for found in desk.breakdown.check(rows, items)]
        if self.is_open:
            texts[DRAFT] = [desk.breakdown.told(change) for change in changes_between(base, rows)]
        head, texts[LAST] = self._last(own)
        if self._unread:
            texts[UNREAD] = self._unread
        self.notes.show_texts(texts, {LAST: head})

    def _last(self, unit: str | None) -> tuple[str, list[str]]:
        """Which editions are compared, and what the one in force changed; nothing for the first one."""
        breakdown = self._session.desk.breakdown
        try:
            compared = breakdown.changes(None, unit)
        except DeskError:
            return "", []
        words = f"{edition_words(compared.after)}与{edition_words(compared.before)}相比"
        return words, [breakdown.told(change) for change in compared.rows]

    def _base(self) -> list[Row]:
        return list(self._session.desk.documents.assignment)

    def _show_lines(self) -> None:
        desk, base = self._session.desk, self._base()
        unit = str(self.unit.currentData() or "") if desk.is_district else desk.unit
        wanted = Wanted(unit, self.words.text(), self.only_figures.isChecked(), self.only_draft.isChecked())
        frame = desk.documents.catalogue.plan(self._plan)
        current = self.grid.currentIndex()
        lines = lines_of(desk.documents, self._plan, self.draft.rows(base), self.draft.left(base), wanted)
        scroll = self.grid.verticalScrollBar().value()
        row, column = current.row(), current.column()
        self.model.show_lines(lines, range(frame.start_year, frame.end_year + 1), is_open=self.is_open)
        if self.grid.currentIndex().row() != row:
            self.grid.setCurrentIndex(self.model.index(min(row, len(lines) - 1), column))
            self.grid.verticalScrollBar().setValue(scroll)

    def _on_current(self) -> None:
        row = self.grid.currentIndex().row()
        if 0 <= row < len(self.model.lines):
            code = self.model.lines[row].key[0]
            self.adding.item.setText(code)
            self.chosen.emit(code)

    # What is done.

    def gather(self, changes: Changes) -> None:
        """Put changes into the draft as one step."""
        self.said.forget()
        self._session.read(lambda: self.draft.put(changes, self._base()))
        self.refresh()

    def undo(self) -> None:
        """Take the last step of the draft back."""
        if self._session.read(self.draft.undo):
            self.refresh()

    def add(self, item: str, unit: str, role: str) -> None:
        """Let the unit have that role; what is no item is said."""
        documents, key = self._session.desk.documents, (item, unit, role)
        if item not in documents.catalogue:
            self.said.say(f"没有代码为“{item}”的指标或任务。代码在表的第一列", "bad")
            return
        if any((row["item"], row["unit"], row["role"]) == key for row in self.draft.rows(self._base())):
            self.said.say("已经有这一行", "warn")
            return
        self.gather({key: made_row(key, {})})

    def remove(self) -> None:
        """Take away the rows that are chosen."""
        rows = {index.row() for index in self.grid.selectedIndexes()}
        keys = [self.model.lines[row].key for row in sorted(rows)]
        if keys:
            self.gather(dict.fromkeys(keys))

    def give_up(self) -> None:
        """Forget the draft and what could not be taken into it."""
        self._unread = []
        self._session.read(self.draft.clear)
        self.said.forget()
        self.refresh()

    def issue(self, document: str, effective: str) -> None:
        """Write the draft as one edition."""
        desk = self._session.desk
        written = self.said.write([], lambda: self.draft.issue(desk, document=document, effective=effective or None))
        if written is None:
            return
        when = f"，{written.edition.effective} 起生效" if written.edition.effective else ""
        waiting = f"；等待生效的 {len(written.waiting)} 版也一并改了" if written.waiting else ""
        kept = f"，其中 {len(written.kept)} 行仍按那一版自己的规定" if written.kept else ""
        self._unread = []
        self.issuing.document.clear()
        self.issuing.effective.clear()
        self.show_plan(self._plan)
        self.said.say(f"已发布第 {written.edition.number} 版{when}，随下一个数据包发到单位{waiting}{kept}。")

    def open_table(self, path: Path) -> None:
        """Read a 任务分工 table in the background, then put what it says into the draft."""
        self.said.say("正在读…", "info")
        self._session.background.run("读取任务分工表", open_tables, [path], self._was_read)

    def _was_read(self, path: Path, result: Any) -> None:
        if isinstance(result, DeskError):
            self.said.say(refusal(result), "bad")
            return
        workbook: Workbook = result
        breakdown = self._session.desk.breakdown
        taking = self.said.read(lambda: breakdown.read(path, Wishes(self._plan), read=lambda _: workbook))
        if taking is None:
            return
        self._unread = [f"{each.sheet} {each.place}“{each.text}”{each.why}" for each in taking.duties.unread]
        if taking.changes:
            self.gather(taking.changes)
        else:
            self.refresh()
        left = f"，{len(self._unread)} 处没有取（见下面“{UNREAD}”）" if self._unread else ""
        self.said.say(
            f"{path.name}：取到 {len(taking.duties.rows)} 行，变动 {len(taking.told)} 行，已放进草稿{left}。核对后写文号、发布。"
        )
        self.notes.open(UNREAD if self._unread else DRAFT)

    def write_out(self, out: Path, unit: str | None) -> None:
        """Write the table of what is in force in the background; into a folder those of all units that have a part."""
        from haishu_desk.desk.breakdown_paper import BreakdownPaper, write_paper  # noqa: PLC0415  only where one is written

        desk = self._session.desk
        papers = self.said.read(lambda: BreakdownPaper(desk, self._plan).papers(out, unit))
        if papers is None:
            return
        self._unwritten = []
        self.said.say(f"正在写 {len(papers)} 份…", "info")
        self._session.background.run(
            "写出责任分解表",
            write_paper,
            papers,
            self._was_written,
            lambda whole: self._all_written(papers, whole=whole),
        )

    def _was_written(self, paper: Paper, result: Any) -> None:
        if isinstance(result, DeskError):
            self._unwritten.append(f"{paper.file.name}：{refusal(result)}")

    def _all_written(self, papers: Sequence[Paper], *, whole: bool) -> None:
        if self._unwritten or not whole:
            first = self._unwritten[0] if self._unwritten else "中途停下了，请重新写出"
            self.said.say(f"没有全部写成。{first}", "bad")
            return
        draft = "；草稿里没有发布的不在里面" if self.draft.is_any and self.is_open else ""
        place = papers[0].file if len(papers) == 1 else papers[0].file.parent if papers else ""
        self.said.say(f"已写出 {len(papers)} 份到 {place}{draft}。")

    def _ask_table(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window(), "选择任务分工表", "", _TABLES)
        if name:
            self.open_table(Path(name))

    def _ask_file(self) -> None:
        desk = self._session.desk
        unit = str(self.unit.currentData() or "") if desk.is_district else desk.unit
        whose = desk.documents.units.get(unit).name if unit else desk.documents.units.district.name
        name, _ = QFileDialog.getSaveFileName(self.window(), "写出责任分解表", f"{whose}_责任分解表.docx", _PAPERS)
        if name:
            self.write_out(Path(name), unit or None)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.window(), "各单位的责任分解表写到哪个文件夹")
        if folder:
            self.write_out(Path(folder), None)

"""新建规划 as a window: a file is read in the background, its rows stand beside the lines they were read from, then it is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QTextEdit,
    QWidget,
)

from haishu_desk.desk.importing import ReadPlan, read_plan
from haishu_desk.desk.plan_draft import PlanDraft
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.background import Job, StoppedError
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.newplan.model import CODE, DOUBT, KIND, TAKEN, WORDS, DraftModel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.tables import dress_table
from haishu_desk.ui.wording import refusal

SIZE, ROW, AROUND = (1180, 640), 28, 3
_WIDTHS = {TAKEN: 40, KIND: 64, CODE: 96, WORDS: 200, 4: 64, 5: 64, 6: 96, 7: 76, DOUBT: 180}
_PLANS = "规划纲要 (*.txt *.docx)"
_HOW = (
    "选规划纲要的文本（.txt 或 .docx），程序读出指标表、专栏、项目和正文目标，存疑的排在前面，右边是原文。"
    "双击可以改，去掉勾就不采用。采用后成为一个新的规划，由区级牵头和填报，再分工。"
)
_NEW = "新的规划"


class NewPlanWindow(OfficeWindow):
    """`made` carries the id of the plan that was taken over."""

    made = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "新建规划", parent)
        self._job: Job | None = None
        self._source: Sequence[str] = ()
        self.bar.addWidget(self.label("新建规划", name="", use="panel", bold=True))
        self.count = self.label(_HOW)
        self.count.setWordWrap(True)
        self.bar.addWidget(self.count, 1)
        self.follow = self.button("没有文本，接着上一个规划…", "arrow-clockwise")
        self.open_file = self.button("选文件…", "file-text")
        self.stop = self.button("停止", "x")
        self.stop.hide()
        self.table, self.model = QTableView(), DraftModel(theme)
        self.source = QPlainTextEdit()
        self._lay_out()
        self.open_file.clicked.connect(self._ask_file)
        self.follow.clicked.connect(self.begin_next)
        self.stop.clicked.connect(self.stop_reading)
        self.take.clicked.connect(self.take_over)
        self.table.selectionModel().currentRowChanged.connect(self._show_lines)
        self.model.corrected.connect(self._count)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def _lay_out(self) -> None:
        theme = self.theme
        self.table.setModel(self.model)
        dress_table(self.table, theme, ROW)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.setAccessibleName("读出的各行")
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, theme.wide(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.source.setReadOnly(True)
        self.source.setAccessibleName("原文")
        self.source.setPlaceholderText("选一行，这里是它的原文")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.source)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.wide(850), theme.wide(310)])
        self.column.addWidget(split, 1)
        self.into, self.document = QComboBox(), QLineEdit()
        self.into.setAccessibleName("写成")
        self.document.setPlaceholderText("依据的文号（可不写）")
        self.document.setAccessibleName("依据的文号")
        self.document.setFixedWidth(theme.wide(180))
        for widget in (self.into, self.document):
            self.bar.addWidget(widget)
        self.take = self.button("采用", "check", primary=True)
        self._allow(is_read=False)

    def show_again(self) -> None:
        """Come up; what was read stays."""
        self.said.forget()
        plans = self.session.desk.documents.plans_json()
        self.into.clear()
        self.into.addItem(_NEW, None)
        for plan in plans:
            self.into.addItem(f"写成 {plan['id']} 的新一版", plan["id"])
        for plan in plans:
            self.into.addItem(f"只作 {plan['id']} 的原文", (plan["id"],))
        self.follow.setText(f"没有文本，接着 {plans[-1]['id']} 建草案" if plans else "没有文本，接着上一个规划…")
        self.show()
        self.activateWindow()
        self.open_file.setFocus()

    # Reading

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选规划纲要", str(Path.home()), _PLANS)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read that file in the background."""
        self.said.say(f"正在读 {path.name}…", "info")
        self.stop.show()
        self.open_file.setEnabled(False)
        units = self.session.desk.documents.units

        def step(file: Path) -> ReadPlan:
            job = self._job

            def heard(done: int, of: int) -> None:
                del done, of
                if job is not None and job.is_stopped:
                    raise StoppedError

            return read_plan(file, units=units, progress=heard)

        self._job = self.session.background.run("读取规划纲要", step, [path], self._was_read, self._ended)

    def stop_reading(self) -> None:
        """Stop; nothing was written."""
        if self._job is not None:
            self._job.stop()

    def _was_read(self, path: object, result: object) -> None:
        if isinstance(result, DeskError):
            self.said.say(refusal(result), "warn" if isinstance(result, StoppedError) else "bad")
            return
        if not isinstance(result, ReadPlan):
            return
        read, self._source = result, result.lines
        self.said.forget()
        if not read.outline.is_plan:
            self.said.say(f"{Path(str(path)).name} 里没有找到指标表，也没有专栏，不像规划纲要。", "bad")
        self.model.show_draft(PlanDraft(read))
        self._allow(is_read=read.outline.is_plan)
        if self.model.rows:
            self.table.selectRow(0)
            self.table.setFocus()
        self._count()

    def _ended(self, whole: bool) -> None:  # noqa: FBT001  what the job tells
        del whole
        self._job = None
        self.stop.hide()
        self.open_file.setEnabled(True)

    def _allow(self, *, is_read: bool) -> None:
        may = self.session.desk.workspace.database.writable and self.session.desk.is_district
        for widget in (self.take, self.into, self.document):
            widget.setEnabled(is_read and may)
        self.follow.setEnabled(may)

    def _count(self) -> None:
        draft = self.model.draft
        if draft is None:
            return
        counts: dict[str, int] = {}
        for row in self.model.rows:
            counts[row.kind] = counts.get(row.kind, 0) + row.is_taken
        told = "，".join(f"{kind} {number}" for kind, number in counts.items())
        doubtful = sum(bool(row.doubt) for row in self.model.rows)
        first, last = draft.years
        self.count.setText(f"{draft.title}（{first}—{last}）：{told}；存疑 {doubtful} 处排在前面")

    def _show_lines(self, current: QModelIndex) -> None:
        """The lines of the row, with some before and behind."""
        if not 0 <= current.row() < len(self.model.rows):
            return
        first, last = self.model.rows[current.row()].lines
        begin, end = max(first - 1 - AROUND, 0), min(last + AROUND, len(self._source))
        shown = self._source[begin:end]
        self.source.setPlainText("\n".join(f"{number}　{text}" for number, text in enumerate(shown, start=begin + 1)))
        marks = []
        for block in range(first - 1 - begin, last - begin):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.source.document().findBlockByNumber(block))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            form = QTextCharFormat()
            form.setBackground(self.theme.color("accent_soft"))
            form.setForeground(self.theme.color("text"))
            mark.cursor, mark.format = cursor, form  # type: ignore[attr-defined]
            marks.append(mark)
        self.source.setExtraSelections(marks)
        cursor = QTextCursor(self.source.document().findBlockByNumber(max(first - 1 - begin, 0)))
        self.source.setTextCursor(cursor)

    # Taking over

    def take_over(self) -> None:
        """Make it a plan, or the next edition of the plan that is chosen."""
        draft = self.model.draft
        if draft is None:
            return
        into: Any = self.into.currentData()
        document = self.document.text().strip() or None
        importing = self.session.desk.importing
        if isinstance(into, tuple):
            self._keep_text(draft, into[0], document)
            return
        done = self.said.write((), lambda: importing.take_over(draft.result(), into=into, document=document))
        if done is not None:
            self._told(done[0], done[1])

    def _keep_text(self, draft: PlanDraft, plan: str, document: str | None) -> None:
        """Keep the text beside a plan that is here, to be looked up on 规划."""

        def keep() -> bool:
            self.session.desk.importing.keep_text(plan, draft.result(), document=document)
            return True

        if self.said.write((), keep):
            self.said.say(f"已存作规划 {plan} 的原文，规划页选一项就看得到它的原文。")
            self.made.emit(plan)

    def begin_next(self) -> None:
        """Begin the plan after the last one before its text is there."""
        plans = self.session.desk.documents.plans_json()
        done = self.said.write((), lambda: self.session.desk.importing.begin(plans[-1]["id"]))
        if done is not None:
            self._told(done[0], done[1])

    def _told(self, plan: str, made: Any) -> None:
        said = f"已建立规划 {plan}。"
        if made is not None:
            said += (
                f"接 {made.before}：沿用 {len(made.carried)} 项，不再有 {len(made.dropped)} 项，新增 {len(made.new)} 项；"
                "沿用的分工在规划页的责任分解草稿里，核对后发布。"
            )
        self.said.say(said)
        self.model.show_draft(None)
        self.source.clear()
        self._allow(is_read=False)
        self.made.emit(plan)

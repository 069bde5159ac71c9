"""公开版: which indicators are public, the 审查单 looked through and confirmed by a named person, the folder written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.public_looked import Looked, look
from haishu_desk.desk.publishing import PublicDraft
from haishu_desk.domain.errors import DeskError
from haishu_desk.report.personal_places import ADVICE
from haishu_desk.store.files import write_file
from haishu_desk.ui.aside import Aside
from haishu_desk.ui.icons import icon
from haishu_desk.ui.report.review_model import WIDTHS, ReviewModel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section
from haishu_desk.ui.widgets.tables import dress_table
from haishu_desk.ui.wording import refusal

RIGHT = 288
Result = TypeVar("Result")


class PublicFace(QWidget):
    """The 审查单 as a table; at the right what is to be known, and the three steps."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.looked: Looked | None = None
        self.year, self.document = QComboBox(), QLineEdit()
        self.hide_them = QPushButton("不公开所选的")
        self.show_them = QPushButton("公开所选的")
        self.table, self.model = QTableView(), ReviewModel(self)
        self.said = Said(session, theme, self)
        self.said.setContentsMargins(16, 8, 16, 8)
        self.lines = LineModel(self)
        self.sheet = QPushButton(icon(theme, "table", "text2"), "存审查单…")
        self.confirm = QPushButton(icon(theme, "check-circle", "text2"), "审查确认")
        self.write = QPushButton(icon(theme, "download-simple", "on_accent"), "写出公开版…")
        self.write.setObjectName("primary")
        self._fill()
        self._lay_out()
        self._connect()
        self._allow()

    def _fill(self) -> None:
        desk = self._session.desk
        plans = desk.documents.catalogue.plans.values()
        years = sorted({year for plan in plans for year in range(plan.start_year, plan.end_year + 1)}, reverse=True)
        for year in years:
            self.year.addItem(f"{year} 年度", year)
        self.year.setCurrentIndex(max(self.year.findData(int(desk.today[:4]) - 1), 0))
        self.year.setAccessibleName("哪一年")
        self.document.setPlaceholderText("依据的文号，改公开范围时必填")
        self.document.setAccessibleName("依据的文号")
        self.table.setModel(self.model)
        self.table.setAccessibleName("公开版审查单")
        dress_table(self.table, self._theme, 30)
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        for place, width in enumerate(WIDTHS):
            self.table.setColumnWidth(place, self._theme.wide(width))

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setObjectName("headStrip")
        bar.setFixedHeight(self._theme.tall(44))
        tools, column, whole = QHBoxLayout(bar), QVBoxLayout(), QHBoxLayout(self)
        tools.setContentsMargins(12, 0, 12, 0)
        tools.setSpacing(8)
        for widget in (self.year, self.document, self.hide_them, self.show_them):
            tools.addWidget(widget, int(widget is self.document))
        for each in (bar, self.said, self.table):
            column.addWidget(each, int(each is self.table))
        whole.addLayout(column, 1)
        whole.addWidget(self._side())
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("sidePanel")
        side.setFixedWidth(self._theme.wide(RIGHT))
        section = Section(self._theme, "写出以前")
        section.column.setContentsMargins(0, 14, 0, 14)
        section.column.itemAt(0).layout().setContentsMargins(16, 0, 16, 0)
        section.column.addWidget(LineView(self.lines, self._theme, "写出以前"), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        quiet = QLabel(
            "审查确认记在姓名下，认的是现在这一版内容；数或公开范围再改，要重新确认。写出的是一个文件夹：网页、Excel 和 CSV，不联网也能看。"
        )
        quiet.setObjectName("tertiary")
        quiet.setWordWrap(True)
        quiet.setFont(self._theme.font("small"))
        for widget in (quiet, self.sheet, self.confirm, self.write):
            foot.addWidget(widget)
        section.column.addLayout(foot)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        return side

    def _connect(self) -> None:
        self.year.activated.connect(self.refresh)
        self.hide_them.clicked.connect(partial(self._decide, public=False))
        self.show_them.clicked.connect(partial(self._decide, public=True))
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.document.textChanged.connect(self._allow)
        self.sheet.clicked.connect(self._ask_sheet)
        self.confirm.clicked.connect(self.confirm_it)
        self.write.clicked.connect(self._ask_folder)

    # What would go out.

    def refresh(self) -> None:
        """Gather anew what would be public, in the background."""
        path, year = self._session.desk.workspace.database.path, int(self.year.currentData())
        aside = Aside(look, path, year)
        self._session.background.run_told("取公开版的数", aside.run, self._on_looked, self._on_over, aside.stop)

    def _on_over(self, whole: bool) -> None:  # noqa: FBT001  what Background calls it with
        if not whole:
            self.said.say("停下了。再选一次年度，重新取数。", "warn")

    def _on_looked(self, title: object, found: Looked | DeskError) -> None:
        del title
        if isinstance(found, DeskError):
            self.looked = None
            self.model.show([])
            self.lines.show_lines([])
            self.said.say(refusal(found), "warn" if found.code == "stopped" else "bad")
        elif found.year == self.year.currentData():
            self.looked = found
            self.model.show(found.rows)
            self.lines.show_lines(lines_of(found))
        self._allow()

    def _allow(self) -> None:
        writable, looked = self._session.desk.workspace.database.writable, self.looked
        has_rows = self.table.selectionModel().hasSelection()
        for button in (self.hide_them, self.show_them):
            button.setEnabled(writable and has_rows and bool(self.document.text().strip()))
            button.setToolTip("" if button.isEnabled() else "先选中指标，再写文号")
        self.sheet.setEnabled(looked is not None)
        self.confirm.setEnabled(writable and looked is not None and looked.confirmed is None)
        self.write.setEnabled(writable and looked is not None and looked.confirmed is not None)
        self.write.setToolTip("" if self.write.isEnabled() else "先看审查单，审查确认以后才能写出")

    # What can be done.

    def _decide(self, *, public: bool) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        codes = [str(self.model.rows[row]["item"]) for row in rows]
        if not codes:
            return
        document, publishing = self.document.text().strip(), self._session.desk.publishing

        def decided() -> bool:
            publishing.decide(codes, public=public, document=document)
            return True

        done = self.said.write([], decided)
        if done:
            self.said.say(f"{len(codes)} 项改为{'公开' if public else '不公开'}，依据 {document}")
            self.refresh()

    def _draft(self) -> PublicDraft:
        return self._session.desk.publishing.draft(int(self.year.currentData()))

    def confirm_it(self) -> None:
        """Let the person who acts stand for exactly this content."""
        publishing, document = self._session.desk.publishing, self.document.text().strip() or None
        confirmed = self._waiting(
            lambda: self.said.write([], lambda: publishing.confirm(self._same(self._draft()), document))
        )
        if confirmed is not None:
            self.said.say(f"{confirmed.day} 由{confirmed.by}审查确认。")
            self.refresh()

    def _same(self, draft: PublicDraft) -> PublicDraft:
        """The draft, if it is what is looked at; DeskError where something was changed meanwhile."""
        if self.looked is None or draft.code != self.looked.code:
            self.refresh()
            raise DeskError("数或公开范围刚刚改过", "请看新的审查单，再确认", code="stale")
        return draft

    def _ask_sheet(self) -> None:
        name = Path.home() / f"公开版审查单_{self.year.currentData()}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, "存审查单", str(name), "Excel 工作簿 (*.xlsx)")
        if path:
            self.save_sheet(Path(path).with_suffix(".xlsx"))

    def save_sheet(self, file: Path) -> None:
        """Write the 审查单 that is signed on paper."""
        publishing = self._session.desk.publishing

        def saved() -> bool:
            write_file(file, publishing.review_book(self._draft()))
            return True

        if self._waiting(lambda: self.said.read(saved)):
            self.said.say(f"已存 {file.name}，请打印签字。")

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "写到哪个文件夹", str(Path.home()))
        if folder:
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write the page, the workbook and the table into that folder."""
        publishing = self._session.desk.publishing
        answer = self._waiting(lambda: self.said.write([], lambda: publishing.write(self._same(self._draft()), folder)))
        if answer is None:
            return
        others = f"；文件夹里还有别的：{'、'.join(answer['others'][:3])}，发布前请移走" if answer["others"] else ""
        self.said.say(f"已写到 {folder.name}：数据 {answer['facts']} 个{others}", "warn" if others else "ok")

    @staticmethod
    def _waiting(do: Callable[[], Result]) -> Result:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return do()
        finally:
            QGuiApplication.restoreOverrideCursor()


def lines_of(looked: Looked) -> list[Line]:
    """What is to be known before it is written."""
    hidden = [str(row["name"]) for row in looked.rows if not row["public"]]
    confirmed = looked.confirmed
    return [
        Line("info", looked.title, f"快照 {looked.code}", tip=looked.title),
        Line("ok", f"公开 {len(looked.rows) - len(hidden)} 项", f"数据 {looked.facts} 个"),
        Line("warn" if hidden else "ok", f"不公开 {len(hidden)} 项", "、".join(hidden), tip="\n".join(hidden)),
        Line("warn" if looked.missing else "ok", f"没有数的 {looked.missing} 项", "照样列出，写明尚未公布"),
        *_personal(looked),
        Line("ok", "已审查确认", f"{confirmed.day} {confirmed.by}")
        if confirmed
        else Line("bad", "还没有审查确认", "看过审查单，按“审查确认”"),
    ]


def _personal(looked: Looked) -> list[Line]:
    places = looked.personal
    tip = "\n".join((*places, ADVICE))
    return [Line("warn", f"{len(places)} 处像有个人的号码", "、".join(places[:2]), tip=tip)] if places else []

"""This computer: its 校验码, and the 登记申请 as a file and as a page to be stamped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from haishu_desk.desk import now
from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.pdf import write_pdf
from haishu_desk.report.drawn import Page
from haishu_desk.report.request import TITLE, request_page
from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import MarkedLabel, text_token
from haishu_desk.ui.printing.printer import ask_and_print
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section

_DISTRICT = "这是区级的校验码。请印在任务通知上：单位第一次装入任务包时，凭它认出区级。"
_UNIT = "区级登记过这台电脑，才认得它传出的包。请把申请文件交给区级，打印的一页盖公章后一起交，或打电话报校验码。"


class ComputerSection(Section):
    """校验码 in four groups; print, PDF, file."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "本机", parent)
        self._session = session
        self.code, self.standing = QLabel(), MarkedLabel(theme)
        self.code.setFont(theme.font("figure", bold=True))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName("本机校验码")
        self.who = self.words(quiet=False)
        self.column.addWidget(self.code)
        self.column.addWidget(self.standing)
        self.words(_DISTRICT if session.desk.is_district else _UNIT)
        self.column.addLayout(self._buttons())
        self.said = Said(session, theme)
        self.column.addWidget(self.said)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.print, self.pdf, self.file = (
            QPushButton(icon(self._theme, name, "text2"), word)
            for name, word in (("printer", "打印申请…"), ("file-text", "存为 PDF…"), ("shield-check", "传出申请文件…"))
        )
        for button, slot in ((self.print, self.print_page), (self.pdf, self._ask_pdf), (self.file, self._ask_file)):
            button.clicked.connect(slot)
            line.addWidget(button)
            if self._session.desk.is_district:  # never shown before it has a parent: it would be a window of its own
                button.hide()
        self.file.setEnabled(self._session.desk.workspace.database.writable)
        line.addStretch(1)
        return line

    def refresh(self) -> None:
        """Read anew what the roster says of this computer."""
        desk = self._session.desk
        own = self._session.read(desk.exchange.keys)
        if own is None:
            return
        facts = dict(desk.exchange.roster.request_facts(now()))
        self.who.setText(f"{facts['单位']}　电脑 {facts['电脑']}")
        self.code.setText("  ".join(own["code"].split("-")))
        mark, words = _standing(own)
        self.standing.show_mark(mark, words, token=text_token(mark), use="chip")

    def page(self) -> Page:
        """The 登记申请 as a page of A4."""
        return request_page(self._session.desk.exchange.roster.request_facts(now()))

    def print_page(self) -> None:
        """Ask for a printer, and print."""
        faces = PaperFaces()
        if self.said.read(lambda: ask_and_print([self.page()], self._name, faces, self)):
            self.said.say("已送去打印，请签字、盖公章后交给区级。")

    def save_pdf(self, path: Path) -> None:
        """Write the page as a PDF."""
        file = self.said.read(lambda: write_pdf(path, [self.page()], self._name, PaperFaces()))
        if file is not None:
            self.said.say(f"已存为 {file.name}，打印后签字、盖公章，交给区级。")

    def write_file(self, path: Path) -> None:
        """Write the 登记申请 that the district takes in."""
        file = self.said.read(lambda: self._session.desk.exchange.roster.request(path))
        if file is not None:
            self.said.say(f"已传出 {file.name}，并已核对；写到U盘的现在可拔出。请交给区级，并报校验码。")

    @property
    def _name(self) -> str:
        return f"{self._session.unit_name}_{TITLE}"

    def _ask_pdf(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "存为 PDF", f"{self._name}.pdf", "PDF 文件 (*.pdf)")
        if path:
            self.save_pdf(Path(path))

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "传出登记申请", f"{self._name}.xlsx", "登记申请 (*.xlsx)")
        if path:
            self.write_file(Path(path))


def _standing(own: dict[str, str | None]) -> tuple[str, str]:
    """Mark and words for a row of the roster that this computer has, or has not."""
    if own["until"]:
        return "bad", f"登记已撤销（{own['until']}）：请重新建立数据文件，再申请"
    if own["from"]:
        return "ok", f"已登记（{own['from']}）"
    return "idle", "还没有登记，或登记的消息还没有随回执传到"

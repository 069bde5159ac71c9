"""移交: who takes over, what is open, and the 移交单 for three signatures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from haishu_desk.desk.handing_over import OPEN, SENT_BACK, TITLE, TYPED, Row
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView

SIZE = (860, 560)
_MARKS = {OPEN: "warn", TYPED: "warn", SENT_BACK: "bad"}
_WORDS = (
    "没有办完的事都列在这里和移交单上。前一个人录入而没有上报的数，后一个人看得到、改得了、报得出；撤销只撤自己做的。"
)


class HandoverWindow(OfficeWindow):
    """Two names, the list, and two ways on: the paper, and the change of person."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "移交", parent)
        self.bar.addWidget(self.label("移交", name="", use="panel", bold=True))
        self.count = self.label()
        self.bar.addWidget(self.count, 1)
        self.switch = self.button("换人操作…", "user")
        self.save = self.button("存移交单…", "file-text", primary=True)
        self.to, self.supervisor = QLineEdit(), QLineEdit()
        names = QHBoxLayout()
        names.setContentsMargins(16, 0, 16, 0)
        for field, hint in ((self.to, "接收人姓名（必填）"), (self.supervisor, "监交人姓名（可留空，手签）")):
            field.setPlaceholderText(hint)
            field.setAccessibleName(hint)
            field.setMaxLength(40)
            names.addWidget(field, 1)
        self.column.addLayout(names)
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "没有办完的事")
        self.column.addWidget(self.view, 1)
        quiet = self.label(_WORDS, name="tertiary")
        quiet.setWordWrap(True)
        quiet.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(quiet)
        self.to.textChanged.connect(self._judge)
        self.save.clicked.connect(self._ask_where)
        self.switch.clicked.connect(self._change_person)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def show_open(self) -> None:
        """Come up with what is open now."""
        self.said.forget()
        rows = self.session.read(self.session.desk.handing_over.open) or []
        self.lines.show_lines([_line(row) for row in rows] or [Line("ok", "没有没办完的事")])
        self.count.setText(f"没有办完的 {len(rows)} 件" if rows else "")
        self._judge()
        self.show()
        self.activateWindow()
        self.to.setFocus()

    def _judge(self) -> None:
        self.save.setEnabled(bool(self.to.text().strip()) and self.session.desk.workspace.database.writable)

    def _ask_where(self) -> None:
        path = self.ask_where("存移交单", f"{self.session.unit_name}_{TITLE}.docx", "文档 (*.docx);;工作簿 (*.xlsx)")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the 移交单 and put it on record."""
        to, supervisor = self.to.text(), self.supervisor.text()
        made = self.said.write((), lambda: self.session.desk.handing_over.hand_over(to, supervisor, path))
        if made is not None:
            self.said.say(f"已存为 {path.name}，并记入留痕。打印后由移交人、接收人、监交人签字，再按“换人操作”。")

    def _change_person(self) -> None:
        self.close()
        self.session.person_asked.emit()


def _line(row: Row) -> Line:
    return Line(_MARKS.get(row.part, "info"), row.where or row.part, row.what, row.left, corner=row.part)

"""What a unit hands over: 传出上报包, and once 登记申请."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from haishu_desk.desk.checking import OpenFindingsError
from haishu_desk.desk.statements import WORDS
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.exchange.statement_section import StatementSection
from haishu_desk.ui.findings.wording import key_of
from haishu_desk.ui.handing import Asked, Handing, Rows
from haishu_desk.ui.marks import MarkedLabel, mark_of_state
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section, rule

_FORMS = 4


class UnitPanel(QWidget):
    """Period, forms and what is missing; one button for the bundle, one for the application.

    `to_findings` asks for the sheet of a return, and the item of it where a finding stands in the way of 上报.
    """

    to_findings = Signal(object, object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._rows: list[dict[str, Any]] = []
        self._open: Finding | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._report())
        self.statement = StatementSection(session, theme)
        column.addWidget(self.statement)
        self.application = QWidget()
        applying = QVBoxLayout(self.application)
        applying.setContentsMargins(0, 0, 0, 0)
        applying.setSpacing(0)
        applying.addWidget(rule(theme))
        applying.addWidget(self._application())
        column.addWidget(self.application)
        self.setEnabled(session.desk.workspace.database.writable)

    def _report(self) -> Section:
        section = Section(self._theme, "传出上报包")
        self.period = QComboBox()
        self.period.setAccessibleName("报告期")
        self.period.currentIndexChanged.connect(self._show_period)
        section.column.addWidget(self.period)
        self._forms = [self._form_line(section) for _ in range(_FORMS)]
        self.missing = section.words()
        self.submit = section.button("传出上报包…", "paper-plane-tilt", primary=True)
        self.submit.clicked.connect(self.ask_where)
        self.said = Said(self._session, self._theme)
        self._handing = Handing(self._session, self.said, self, self.submit)
        section.column.addWidget(self.said)
        self.look = section.button("去看差错清单", "checks")
        self.look.clicked.connect(self._look)
        self.look.hide()
        self._session.failed.connect(self._on_failed)
        return section

    def _form_line(self, section: Section) -> tuple[QLabel, MarkedLabel]:
        name, state = QLabel(), MarkedLabel(self._theme)
        name.setFont(self._theme.font("body"))
        section.column.addWidget(name)
        section.column.addWidget(state)
        return name, state

    def _application(self) -> Section:
        section = Section(self._theme, "登记申请")
        section.words("区级登记过这台电脑，才认得它传出的包。本机校验码：")
        self.code = QLabel(self._session.desk.exchange.keys()["code"])
        self.code.setFont(self._theme.font("sheet", bold=True))
        section.column.addWidget(self.code)
        section.words("打电话报给区级，或盖章后随申请一起交。")
        self.request = section.button("传出登记申请…", "shield-check")
        self.request.clicked.connect(self.ask_where_to_apply)
        self.request_said = Said(self._session, self._theme)
        section.column.addWidget(self.request_said)
        return section

    def refresh(self) -> None:
        """Read anew what there is to report; who is admitted finds the 登记申请 on 设置."""
        known = self._session.desk.exchange.keys()
        self.application.setVisible(known["from"] is None or known["until"] is not None)
        desk = self._session.desk
        rows = self._session.read(lambda: desk.reviewing.queue(check=False)) or []
        units, own = desk.documents.units, desk.own_units
        self._rows = [row for row in rows
                      if row["unit"] in own and units.get(row["unit"]).reports(parse_period(row["period"]))]  # fmt: skip
        places = sorted({(row["period"], row["unit"]) for row in self._rows}, reverse=True)
        if [self.period.itemData(number) for number in range(self.period.count())] != places:
            self.period.blockSignals(True)
            self.period.clear()
            for period, unit in places:
                whose = f" · {desk.documents.called(unit, period)}" if unit != desk.unit else ""
                self.period.addItem(f"{parse_period(period).title}{whose}", (period, unit))
            self.period.blockSignals(False)
        self._show_period()

    @property
    def _place(self) -> tuple[str, str]:
        """The period and the unit that are chosen; two empty texts where there is nothing to hand over."""
        period, unit = self.period.currentData() or ("", "")
        return str(period), str(unit)

    def _shown(self) -> list[dict[str, Any]]:
        return [row for row in self._rows if (row["period"], row["unit"]) == self._place]

    def _show_period(self) -> None:
        rows = self._shown()
        forms = self._session.desk.documents.forms
        for number, (name, state) in enumerate(self._forms):
            name.setVisible(number < len(rows))
            state.setVisible(number < len(rows))
            if number < len(rows):
                row = rows[number]
                name.setText(str(forms[row["form"]]["title"]))
                mark, token = mark_of_state(row["state"])
                missing = row["expected"] - row["filled"]
                tail = f" · 未填 {missing} 项" if missing else " · 已填齐"
                if row["statement"]:
                    tail = f" · {WORDS[row['statement']['what']]}"
                state.show_mark(mark, f"{row['state']}{tail}", token=token, use="chip")
        self.period.setVisible(bool(rows))
        self._answers = any(
            self._session.desk.querying.waits_to_travel(ReturnKey(row["form"], row["unit"], row["period"]))
            for row in rows
        )
        self.submit.setEnabled(self._answers or any(row["filled"] and row["state"] not in CLOSED for row in rows))
        self.missing.setText(self._advice(rows))
        still = [row for row in rows if row["state"] not in CLOSED and not row["filled"]]
        self.statement.show_period([ReturnKey(row["form"], row["unit"], row["period"]) for row in still])

    def _advice(self, rows: list[dict[str, Any]]) -> str:
        if not rows:
            return "还没有任务。请先把区级发来的任务包拖到左边装入。"
        due = next((row["due"] for row in rows if row["due"]), None)
        by = f"截止 {due}。" if due else ""
        if all(row["state"] in CLOSED for row in rows):
            return "答复了查询，请传出答复包。" if self._answers else "这一期已审核通过，不用再传。"
        if not any(row["filled"] for row in rows):
            return f"{by}还没有填任何数，填了才能传出。"
        missing = sum(row["expected"] - row["filled"] for row in rows)
        new = sum(row["unreported"] for row in rows)
        rest = f"还有 {missing} 项未填；" if missing else ""
        return f"{by}{rest}{f'{new} 格还没有传出。' if new else '已填的都传出了。'}"

    def ask_where(self) -> None:
        """Ask for a file name, then hand over."""
        period, unit = self._place
        name = f"{self._session.desk.documents.name_of(unit, period)}_{period}_上报包.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "传出上报包", name, "数据包 (*.xlsx)")
        if chosen:
            self.hand_over(Path(chosen))

    def hand_over(self, path: Path) -> None:
        """Write the 上报包 of the period that is shown to `path`."""
        desk, (period, unit) = self._session.desk, self._place
        keys = [ReturnKey(row["form"], unit, period) for row in self._shown()]
        self._open = None
        exchange = desk.exchange
        self._handing.run([Asked(tuple(keys), lambda: exchange.to_submit(unit, period, None, path))], self._tell)

    def _tell(self, rows: Rows | None) -> None:
        self.look.setVisible(self._open is not None)
        if rows:
            code = f"，版本码 {version_code(rows[0]['revision'])}" if rows[0]["revision"] else ""
            self.said.say(
                f"已传出 {Path(rows[0]['file']).name}{code}。文件已核对，写到U盘的现在可拔出。请交给区级，等回执。"
            )

    _answers = False

    def _on_failed(self, error: object) -> None:
        if isinstance(error, OpenFindingsError):
            self._open = error.findings[0]

    def _look(self) -> None:
        """To the first finding that stands in the way."""
        if self._open is not None:
            self.look.hide()
            self.said.forget()
            self.to_findings.emit(key_of(self._session.desk, self._open), self._open.item)

    def ask_where_to_apply(self) -> None:
        """Ask for a file name, then write the application."""
        name = f"{self._session.unit_name}_登记申请.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "传出登记申请", name, "登记申请 (*.xlsx)")
        if chosen:
            self.apply_for_key(Path(chosen))

    def apply_for_key(self, path: Path) -> None:
        """Write the 登记申请 to `path`."""
        file = self.request_said.read(lambda: self._session.desk.exchange.roster.request(path))
        if file is not None:
            self.request_said.say(f"已传出 {file.name}，请交给区级并报出校验码。")

"""收发 of the district: who says 暂不报, why and until when; to agree is to hand out a task bundle with the new date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.handing import Asked, Handing, Rows
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section


class DeferralSection(Section):
    """There while somebody waits for an answer. `wrote`: a bundle went out."""

    wrote = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "暂不报", parent)
        self._session = session
        self.which, self.until = QComboBox(), QLineEdit()
        self.which.setAccessibleName("哪家的哪张表")
        self.until.setAccessibleName("新的截止日期")
        self.until.setPlaceholderText("新的截止日期")
        self.column.addWidget(self.which)
        self.why = self.words()
        self.column.addWidget(self.until)
        self.grant = self.button("同意，传出任务包…", "paper-plane-tilt")
        self.said = Said(session, theme)
        self.column.addWidget(self.said)
        self._handing = Handing(session, self.said, self, self.grant)
        self.which.currentIndexChanged.connect(self._show)
        self.grant.clicked.connect(self._ask)

    def refresh(self) -> None:
        """Read anew who waits for an answer."""
        desk = self._session.desk
        rows = self._session.read(lambda: desk.statements.rows(by_and_by=True)) or []
        waiting = [row for row in rows if row["granted"] is None]
        self.count(f"{len(waiting)} 份待答复" if waiting else "")
        self.which.blockSignals(True)
        self.which.clear()
        for row in waiting:
            unit, form = desk.documents.units.get(row["unit"]).name, desk.documents.form(row["form"])["title"]
            self.which.addItem(f"{unit} {form} {parse_period(row['period']).title}", row)
        self.which.blockSignals(False)
        self.setVisible(bool(waiting) or self.said.isVisibleTo(self))
        for widget in (self.which, self.until, self.grant, self.why):
            widget.setVisible(bool(waiting))
        self._show()

    @property
    def chosen(self) -> dict[str, Any] | None:
        """The row that is answered."""
        found = self.which.currentData()
        return found if isinstance(found, dict) else None

    def _show(self) -> None:
        row = self.chosen
        if row is not None:
            self.why.setText(f"原截止 {row['due'] or '未定'}，{row['by']}说 {row['until']} 能报：{row['reason']}")
            self.until.setText(row["until"])

    def agree(self, path: Path) -> None:
        """Agree to the chosen one, and write the task bundle with the new date to `path`."""
        row = self.chosen
        if row is None:
            return
        key = ReturnKey(row["form"], row["unit"], row["period"])
        statements, until = self._session.desk.statements, self.until.text().strip() or None
        asked = Asked((key,), lambda: statements.to_grant([key], until, path))
        self._handing.run([asked], lambda rows: self._tell(rows, path))

    def _tell(self, rows: Rows | None, path: Path) -> None:
        if rows is not None:
            self.said.say(f"已同意到 {rows[0]['due']}，请把 {path.name} 交给单位装入。")
            self.wrote.emit()

    def _ask(self) -> None:
        row = self.chosen
        unit = self._session.desk.documents.units.get(row["unit"]).name if row else ""
        name = f"{unit}_{row['period'] if row else ''}_任务包.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "传出任务包", name, "数据包 (*.xlsx)")
        if chosen:
            self.agree(Path(chosen))

"""收发 of a unit: 空表上报 and 暂不报, each with its reason."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.handing import Asked, Handing
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section


class StatementSection(Section):
    """Folded until it is asked for; one return at a time. `wrote`: a bundle went out."""

    wrote = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "没有数，或暂时报不了", parent)
        self._session = session
        self.door = QPushButton("说明理由…")
        self.door.setObjectName("link")
        self.door.clicked.connect(self.unfold)
        self.column.addWidget(self.door)
        self.which, self.reason, self.until = QComboBox(), QLineEdit(), QLineEdit()
        self.which.setAccessibleName("哪张表")
        for field, hint in ((self.reason, "理由（必填）"), (self.until, "何时能报，如 2026-01-31")):
            field.setPlaceholderText(hint)
            field.setAccessibleName(hint)
        for widget in (self.which, self.reason, self.until):
            self.column.addWidget(widget)
        self.empty = self.button("空表上报…", "paper-plane-tilt")
        self.defer = self.button("传出暂不报说明…", "paper-plane-tilt")
        self.said = Said(session, theme)
        self.column.addWidget(self.said)
        self._handing = Handing(session, self.said, self, self.empty, self.defer)
        self._parts = (self.which, self.reason, self.until, self.empty, self.defer)
        self.unfold(shown=False)
        self.which.currentIndexChanged.connect(self._judge)
        self.reason.textChanged.connect(self._judge)
        self.until.textChanged.connect(self._judge)
        self.empty.clicked.connect(self._ask_empty)
        self.defer.clicked.connect(self._ask_defer)

    def unfold(self, *, shown: bool = True) -> None:
        """Show what has to be filled in."""
        for widget in self._parts:
            widget.setVisible(shown)
        self.door.setVisible(not shown)
        if shown:
            self.which.setFocus()

    def show_period(self, keys: list[ReturnKey]) -> None:
        """Offer the returns of the period that is shown which can still be reported."""
        chosen, forms = self.chosen, self._session.desk.documents.forms
        self.which.blockSignals(True)
        self.which.clear()
        for key in keys:
            self.which.addItem(f"{forms[key.form]['title']} {parse_period(key.period).title}", key)
        self.which.setCurrentIndex(max(keys.index(chosen) if chosen in keys else 0, 0) if keys else -1)
        self.which.blockSignals(False)
        self.setVisible(bool(keys))
        self._judge()

    @property
    def chosen(self) -> ReturnKey | None:
        """The return that is spoken of."""
        found = self.which.currentData()
        return found if isinstance(found, ReturnKey) else None

    def _judge(self) -> None:
        ready = self.chosen is not None and bool(self.reason.text().strip())
        self.empty.setEnabled(ready)
        is_open = self.chosen is not None and self._session.desk.statements.may_be_deferred(self.chosen)
        self.defer.setEnabled(ready and is_open and bool(self.until.text().strip()))

    def report_empty(self, path: Path) -> None:
        """空表上报 of the chosen return, written to `path`."""
        key = self.chosen
        if key is None:
            return
        submit, reason = self._session.desk.exchange.to_submit, self.reason.text().strip()
        said = f"空表已传出：{path.name}。请把文件交给区级，等回执。"
        asked = Asked((key,), lambda: submit(key.unit, key.period, key.form, path, reason))
        self._handing.run([asked], lambda rows: self._done(rows, said))

    def put_off(self, path: Path) -> None:
        """暂不报 of the chosen return, written to `path`."""
        key, until, reason = self.chosen, self.until.text().strip(), self.reason.text().strip()
        if key is None:
            return
        statements = self._session.desk.statements
        said = f"说明已传出：{path.name}。区级同意前，截止日期不变。"
        asked = Asked((key,), lambda: statements.to_defer([key], until, reason, path))
        self._handing.run([asked], lambda rows: self._done(rows, said))

    def _done(self, rows: object, said: str) -> None:
        if rows is not None:
            self.reason.clear()
            self.until.clear()
            self.said.say(said)
            self.wrote.emit()

    def _ask_empty(self) -> None:
        path = self._ask("空表上报包")
        if path is not None:
            self.report_empty(path)

    def _ask_defer(self) -> None:
        path = self._ask("暂不报说明")
        if path is not None:
            self.put_off(path)

    def _ask(self, what: str) -> Path | None:
        period = self.chosen.period if self.chosen else ""
        name = f"{self._session.unit_name}_{period}_{what}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, f"传出{what}", name, "数据包 (*.xlsx)")
        return Path(chosen) if chosen else None

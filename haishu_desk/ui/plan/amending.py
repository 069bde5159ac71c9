"""修订 in the panel at the right: the district writes a new target or a new definition of the indicator that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.domain.amendments import DEFINITION, TARGET, WORDS, Grounds
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import Item
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said


class AmendingCard(QFrame):
    """One button; it unfolds into the form."""

    def __init__(self, session: Session, theme: Theme, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._item = session, item
        self.open = QPushButton("修订目标或口径")
        self.open.setAccessibleName(f"修订目标或口径：{item.name}")
        self.open.clicked.connect(self._unfold)
        self.said = Said(session, theme, self)
        self._form = QWidget()
        self._build(session)
        self._form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        for widget in (self.open, self._form, self.said):
            column.addWidget(widget)

    def _build(self, session: Session) -> None:
        plan = session.desk.documents.catalogue.plan(self._item.plan)
        self.what, self.year = QComboBox(), QSpinBox()
        for what in (TARGET, DEFINITION):
            self.what.addItem(WORDS[what], what)
        self.year.setRange(plan.start_year, plan.end_year)
        self.year.setValue(plan.end_year)
        self.now, self.backcast, self.document, self.reason = (QLineEdit() for _ in range(4))
        self.backcast.setPlaceholderText("2021=1.5 2022=1.8，可不写")
        self.document.setPlaceholderText("如 海人大〔2023〕5号")
        rows = (
            ("修订", self.what), ("现在", self.now), ("从哪年起", self.year), ("追溯数", self.backcast),
            ("文号", self.document), ("理由", self.reason),
        )  # fmt: skip
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        self._rows = form
        for name, field in rows:
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.done, self.cancel = QPushButton("修订"), QPushButton("取消")
        self.done.setObjectName("primary")
        self.done.clicked.connect(self.amend)
        self.cancel.clicked.connect(self._fold)
        buttons = QHBoxLayout()
        buttons.addWidget(self.done, 1)
        buttons.addWidget(self.cancel)
        form.addRow(buttons)
        self.what.currentIndexChanged.connect(self._on_what)
        self._on_what()

    def _on_what(self) -> None:
        is_target = self.what.currentData() == TARGET
        self.now.setPlaceholderText(
            f"新的目标（{self._item.unit or '无单位'}）" if is_target else "新的口径：现在怎样算"
        )
        self._rows.setRowVisible(self.backcast, not is_target)

    def _unfold(self) -> None:
        self.open.hide()
        self._form.show()
        self.now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        self._form.hide()
        self.said.forget()
        self.open.show()
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def amend(self) -> None:
        """Write the new edition, or say why not; what was typed stays then."""
        desk, code = self._session.desk, self._item.code
        grounds = Grounds(self.year.value(), self.document.text().strip(), self.reason.text().strip())

        def write() -> object:
            if self.what.currentData() == TARGET:
                return desk.amending.adjust_target(code, self.now.text().strip(), grounds)
            return desk.amending.define(code, self.now.text(), grounds, _years(self.backcast.text()))

        self.said.write([], write)  # what was written shows in the panel, which is made anew by then


def _years(text: str) -> dict[int, str]:
    """`2021=1.5 2022=1.8` by year; UsageError names what is none."""
    found: dict[int, str] = {}
    for part in text.replace("，", " ").replace(",", " ").split():
        year, separator, value = part.partition("=")
        if not separator or not year.isdecimal():
            raise UsageError(f"看不懂追溯数“{part}”", "请写成 2021=1.5，几年之间空一格")
        found[int(year)] = value
    return found

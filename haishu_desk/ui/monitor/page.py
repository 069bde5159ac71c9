"""监测: the views of the page one over the other."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.one_item import OneItem
from haishu_desk.ui.page import Page
from haishu_desk.ui.page_stack import PageStack
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme


class MonitorPage(Page):
    """One indicator at a time; the district sees all, a unit its own."""

    name = "monitor"
    title = "监测"
    icon = "chart-line-up"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.stack = PageStack(self)
        self.one = OneItem(session, theme, self.stack)
        self.one.open_item.connect(self.open_item)
        self.one.open_return.connect(self.open_return)
        self.one.info.connect(self.info)
        self.stack.addWidget(self.one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.one)

    def subject(self) -> str:
        whose = "全区指标" if self.session.desk.is_district else f"{self.session.unit_name}的指标"
        return f"{whose} · 每个数都写明依据：核定、已批、已报、录入中"

    def refresh(self) -> None:
        self.one.refresh()

    def show_item(self, code: str) -> None:
        self.one.show_item(code)

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        self.one.go_to(key, item)

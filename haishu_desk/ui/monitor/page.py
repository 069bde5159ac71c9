"""监测: the views of the page one over the other."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.desk.counted import CURRENT
from haishu_desk.desk.series import short_title
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.one_item import OneItem
from haishu_desk.ui.monitor.overview.view import Overview
from haishu_desk.ui.page import Page
from haishu_desk.ui.page_stack import PageStack
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme


class MonitorPage(Page):
    """All items first, then one of them large; the district sees all, a unit its own."""

    name = "monitor"
    title = "监测"
    icon = "chart-line-up"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.stack = PageStack(self)
        self.overview = Overview(session, theme, self.stack)
        self.overview.item_opened.connect(self._show_as_judged)
        self.overview.judged.connect(self.retitled)
        self._take_in(self.overview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.overview)

    @cached_property
    def one(self) -> OneItem:
        """The view of one item, made when one is first shown."""
        made = OneItem(self.session, self.theme, self.stack)
        made.back_asked.connect(self.show_all)
        self._take_in(made)
        return made

    def _take_in(self, view: Overview | OneItem) -> None:
        view.open_item.connect(self.open_item)
        view.open_return.connect(self.open_return)
        view.info.connect(self.info)
        self.stack.addWidget(view)

    @property
    def is_large(self) -> bool:
        """Whether one item is shown large."""
        return self.stack.currentWidget() is not self.overview

    def subject(self) -> str:
        whose, board = self.session.unit_name, self.overview.board
        if not self.session.desk.is_district:
            return f"{whose}的指标"
        if board is None:
            return whose
        plan = short_title(self.session.desk.documents.catalogue.plan(board.choice.plan))
        return f"{whose}　{plan}规划 {len(board.lines)} 项主要指标"

    def refresh(self) -> None:
        self.overview.refresh()
        if self.is_large:
            self.one.refresh()

    def show_item(self, code: str) -> None:
        """Show that indicator large."""
        self._enlarge(code)

    def _show_as_judged(self, code: str) -> None:
        """Show that indicator large, judged as the overview judges it."""
        board = self.overview.board
        if board is not None:
            choice = board.choice
            day, is_current = date.fromisoformat(choice.day), choice.basis == CURRENT
            self.one.look_up_to(day, with_unapproved=is_current, words=choice.words)
        self.show_item(code)

    def show_all(self) -> None:
        """Back to all items, at the line of the one that was shown large."""
        series = self.one.series
        self.stack.setCurrentWidget(self.overview)
        self.setFocusProxy(self.overview)
        if series is not None:
            self.overview.look_at(series.item.code)
        self.overview.setFocus()

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        if item is not None:
            self._enlarge(item)
            self.one.go_to(key, item)

    def _enlarge(self, code: str) -> None:
        if self.is_large:
            self.one.show_item(code)
        else:
            self.stack.setCurrentWidget(self.one)
            self.setFocusProxy(self.one)
            self.one.refresh(code)
        self.one.setFocus()

"""The pages of the window as a table: name, word in the rail, icon, class; and those that were made, each when it is first shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from haishu_desk.ui.page_needs import NEEDS

if TYPE_CHECKING:
    from haishu_desk.ui.page import Page
    from haishu_desk.ui.session import Session
    from haishu_desk.ui.theme import Theme


@dataclass(frozen=True)
class PageEntry:
    """One page; `factory` is `module:Class`, `needs` are modules of the program that it loads when it is built."""

    name: str
    word: str
    icon: str
    factory: str
    needs: tuple[str, ...] = ()

    @property
    def modules(self) -> tuple[str, ...]:
        """What building it loads, by full names, in the order in which none of them loads much."""
        return (*(f"haishu_desk.{need}" for need in self.needs), self.factory.partition(":")[0])

    def build(self, session: Session, theme: Theme, parent: QWidget | None = None) -> Page:
        """Make the page."""
        module, _, name = self.factory.partition(":")
        page: Page = getattr(importlib.import_module(module), name)(session, theme, parent)
        return page


_UI = "haishu_desk.ui"
HOME = PageEntry("home", "首页", "house", f"{_UI}.home.page:HomePage")
HOME_OF_DISTRICT = replace(HOME, needs=NEEDS["home"])
ENTRY = PageEntry("entry", "填报", "table", f"{_UI}.entry.page:EntryPage", NEEDS["entry"])
EXCHANGE = PageEntry("exchange", "收发", "tray", f"{_UI}.exchange.page:ExchangePage", NEEDS["exchange"])
REVIEW = PageEntry("review", "审核", "checks", f"{_UI}.review.page:ReviewPage", NEEDS["review"])
REMARKS = PageEntry("review", "退回与查询", "checks", f"{_UI}.review.page:ReviewPage", NEEDS["review"])
PLAN = PageEntry("plan", "规划", "tree-structure", f"{_UI}.plan.page:PlanPage", NEEDS["plan"])
MONITOR = PageEntry("monitor", "监测", "chart-line-up", f"{_UI}.monitor.page:MonitorPage", NEEDS["monitor"])
REPORT = PageEntry("report", "报告", "file-text", f"{_UI}.report.page:ReportPage", NEEDS["report"])
PREFERENCES = PageEntry(
    "preferences", "设置", "gear-six", f"{_UI}.preferences.page:PreferencesPage", NEEDS["preferences"]
)

_OF_ROLE = {
    "unit": (HOME, ENTRY, EXCHANGE, REMARKS, PLAN, MONITOR, REPORT, PREFERENCES),
    "district": (HOME_OF_DISTRICT, PLAN, ENTRY, EXCHANGE, REVIEW, MONITOR, REPORT, PREFERENCES),
}


def pages_of(role: str) -> list[PageEntry]:
    """The pages of that role, in the order of the rail."""
    return list(_OF_ROLE[role])


class PageSet(QObject):
    """The pages of one window in its stack; `built` carries one that was just made, for the window to listen to."""

    built = Signal(object)

    def __init__(self, stack: QStackedWidget, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._stack, self._theme = stack, theme
        self.made: dict[str, Page] = {}
        self._shown: set[str] = set()

    def page(self, entry: PageEntry, session: Session) -> Page:
        """The page of that entry, made if it was not."""
        if entry.name not in self.made:
            # In the stack from the start: what is put into it later makes Qt paint the whole window.
            page = self.made[entry.name] = entry.build(session, self._theme, self._stack)
            self.built.emit(page)
            self._stack.addWidget(page)
        return self.made[entry.name]

    def note_shown(self, name: str) -> bool:
        """That page is shown now; whether it is for the first time."""
        is_new = name not in self._shown
        self._shown.add(name)
        return is_new

    def drop(self, *but: str) -> None:
        """Take the pages apart, except those; they are made anew when they are asked for."""
        # The one that is shown last: the stack would show another one in its place, and it would begin to work.
        for name in sorted(self.made.keys() - but, key=lambda name: self.made[name] is self._stack.currentWidget()):
            page = self.made.pop(name)
            self._shown.discard(name)
            self._stack.removeWidget(page)
            page.deleteLater()
            # At once: a step of its own that is still to come would find the Desk closed.
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

"""设置 as a page: at the left this computer and its people, at the right the roster and what the district has settled."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from haishu_desk.ui.page import Page
from haishu_desk.ui.preferences.computer import ComputerSection
from haishu_desk.ui.preferences.people import PeopleSection
from haishu_desk.ui.preferences.roster import RosterSection
from haishu_desk.ui.preferences.schedule import ScheduleSection
from haishu_desk.ui.preferences.two_people import TwoPeopleSection
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.sections import rule

_LEFT = 440


class PreferencesPage(Page):
    """Five parts, each with its own sentences; nothing here touches a value."""

    title = "设置"
    name = "preferences"
    icon = "gear-six"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.computer, self.people = ComputerSection(session, theme), PeopleSection(session, theme)
        self.roster, self.two = RosterSection(session, theme), TwoPeopleSection(session, theme)
        self.schedule = ScheduleSection(session, theme)
        left = QFrame()
        left.setFixedWidth(theme.wide(_LEFT))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.computer)
        column.addWidget(rule(theme))
        column.addWidget(self.people, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.roster, 1)
        right.addWidget(rule(theme))
        right.addWidget(self.two)
        right.addWidget(rule(theme))
        right.addWidget(self.schedule)
        side = QFrame()
        side.setObjectName("sidePanel")
        side.setLayout(right)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(side, 1)
        self.people.changed.connect(self.refresh)
        self.roster.changed.connect(self.refresh)
        self.setFocusProxy(self.people.view)

    def subject(self) -> str:
        """Whose settings they are."""
        return self.session.unit_name

    def refresh(self) -> None:
        """Read anew who is who and what is settled."""
        for part in (self.computer, self.people, self.roster, self.two, self.schedule):
            part.refresh()

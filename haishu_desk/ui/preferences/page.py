"""设置 as a page: at the left this computer and its people, at the right the roster, backups and what the district has settled."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from haishu_desk.ui.page import Page
from haishu_desk.ui.preferences.computer import ComputerSection
from haishu_desk.ui.preferences.machines import MachinesSection
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
        self.machines = MachinesSection(session, theme)
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
        for section in (self.machines, self.two, self.schedule):
            right.addWidget(rule(theme))
            right.addWidget(section)
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
        self.roster.view.selectionModel().currentRowChanged.connect(self._show_unit)
        self.setFocusProxy(self.people.view)

    def subject(self) -> str:
        """Whose settings they are."""
        return self.session.unit_name

    def show_item(self, code: str) -> None:
        """`handover` brings up 移交."""
        if code == "handover":
            self.machines.show_handover()

    def _show_unit(self) -> None:
        row = self.roster.chosen
        own = self.session.desk.identity.unit
        is_unit = row is not None and row["unit"] != own
        self.machines.show_unit((str(row["unit"]), self.roster.model.name(row)) if row and is_unit else None)

    def refresh(self) -> None:
        """Read anew who is who and what is settled."""
        for part in (self.computer, self.people, self.roster, self.machines, self.two, self.schedule):
            part.refresh()

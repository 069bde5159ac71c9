"""设置 as a page: at the left this computer and its people, at the right the roster, backups, units and what is settled."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from haishu_desk.ui.diagnosis import ask_diagnosis
from haishu_desk.ui.home.month import remind_days
from haishu_desk.ui.icons import icon
from haishu_desk.ui.page import Page
from haishu_desk.ui.preferences.computer import ComputerSection
from haishu_desk.ui.preferences.machines import MachinesSection
from haishu_desk.ui.preferences.people import PeopleSection
from haishu_desk.ui.preferences.roster import RosterSection
from haishu_desk.ui.preferences.schedule import ScheduleSection
from haishu_desk.ui.preferences.two_people import TwoPeopleSection
from haishu_desk.ui.preferences.unit_change import ChangeSection, PastSection
from haishu_desk.ui.preferences.upgrade_window import UpgradeWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns
from haishu_desk.ui.widgets.sections import EDGE, rule

if TYPE_CHECKING:
    from haishu_desk.ui.newplan.window import NewPlanWindow

_LEFT = 440


class PreferencesPage(Page):
    """Five parts, in the district six, each with its own sentences."""

    title = "设置"
    name = "preferences"
    icon = "gear-six"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.computer, self.people = ComputerSection(session, theme), PeopleSection(session, theme)
        self.roster, self.two = RosterSection(session, theme), TwoPeopleSection(session, theme)
        self.machines = MachinesSection(session, theme)
        self.schedule = ScheduleSection(session, theme)
        self._turns = Turns(session, self)
        self.past = PastSection(session, theme, self)
        self.past.hide()  # until there is a place for it
        self.new_plan = QPushButton(icon(theme, "file-text", "text2"), "新建规划…")
        self.new_plan.clicked.connect(self.show_new_plan)
        self.new_plan_window: NewPlanWindow | None = None
        left = QFrame()
        left.setFixedWidth(theme.wide(_LEFT))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.computer)
        column.addWidget(rule(theme))
        column.addWidget(self.people, 1)
        self.about = QPushButton("关于…")
        self.about.clicked.connect(self._show_about)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 0, EDGE, 12)
        foot.addWidget(self.about)
        foot.addStretch(1)
        column.addLayout(foot)
        side = QFrame()
        side.setObjectName("sidePanel")
        self._sides = QStackedLayout(side)
        self._sides.addWidget(self._settled())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(side, 1)
        self.people.changed.connect(self.renew)
        self.roster.changed.connect(self.renew)
        self.roster.view.selectionModel().currentRowChanged.connect(self._show_unit)
        self.past.asked.connect(self._to_change)
        self.setFocusProxy(self.people.view)

    def _settled(self) -> QWidget:
        """The roster, backups, the way to changes of units (in the district) and what is settled."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.roster, 1)
        if self._may_change:
            line = QHBoxLayout()
            line.setContentsMargins(EDGE, 0, EDGE, 12)
            line.setSpacing(8)
            line.addWidget(self.past.open)
            line.addWidget(self.new_plan)
            line.addStretch(1)
            column.addLayout(line)
        for section in (self.machines, self.two, self.schedule):
            column.addWidget(rule(self.theme))
            column.addWidget(section)
        return whole

    @cached_property
    def change(self) -> ChangeSection:
        """The form for a change of units, over those that were made: built when it is first asked for."""
        change, whole = ChangeSection(self.session, self.theme, self), QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(change, 1)
        column.addWidget(rule(self.theme))
        column.addWidget(self.past)
        self.past.show()
        change.left.connect(lambda: self._sides.setCurrentIndex(0))
        change.changed.connect(self.renew)
        self._sides.addWidget(whole)
        return change

    @property
    def _may_change(self) -> bool:
        desk = self.session.desk
        return desk.is_district and not desk.is_copy

    def _to_change(self) -> None:
        self.change.refresh()
        self._sides.setCurrentIndex(1)
        self.change.picker.setFocus()

    def subject(self) -> str:
        """Whose settings they are."""
        return self.session.unit_name

    def show_item(self, code: str) -> None:
        """`handover` brings up 移交, `upgrade` what a newer program ships, `newplan`, `health` 体检, `restore` the newest good backup, `about` 关于; `diagnosis` asks."""
        if code == "handover":
            self.machines.show_handover()
        elif code == "upgrade":
            UpgradeWindow(self.session, self.theme, self).show_offers()
        elif code == "newplan":
            self.show_new_plan()
        elif code == "health":
            self.machines.show_health()
        elif code == "restore":
            self.machines.find_backup()
        elif code == "diagnosis":
            self._ask_diagnosis()
        elif code == "about":
            self._show_about()

    def _show_about(self) -> None:
        from haishu_desk.ui.preferences.about import AboutWindow  # noqa: PLC0415  few look at it

        AboutWindow(self.session, self.theme, self).show()

    def show_new_plan(self) -> None:
        """Bring up 新建规划."""
        if self.new_plan_window is None:
            from haishu_desk.ui.newplan.window import NewPlanWindow  # noqa: PLC0415  few look at it

            self.new_plan_window = NewPlanWindow(self.session, self.theme, self)
            self.new_plan_window.made.connect(self.outdated)
        self.new_plan_window.show_again()

    def _ask_diagnosis(self) -> None:
        message = ask_diagnosis(self, self.session.desk.workspace.path)
        if message is not None:
            self.session.tell(message)

    def _show_unit(self) -> None:
        row = self.roster.chosen
        own = self.session.desk.identity.unit
        is_unit = row is not None and row["unit"] != own
        self.machines.show_unit((str(row["unit"]), self.roster.model.name(row)) if row and is_unit else None)

    @property
    def is_settled(self) -> bool:
        """What was typed into 频度与截止 and not stored is gone when the page is shown again."""
        return not self.schedule.is_touched

    def beside(self) -> object:
        """Where the last backup lies, and how early this computer reminds."""
        return self.session.second_place.on_disk(), remind_days(self.session)

    def refresh(self) -> None:
        """Read anew who is who and what is settled."""
        for part in (self.computer, self.people, self.roster, self.machines, self.two, self.schedule):
            part.refresh()
        if self._may_change:
            self._turns.then(self.past.refresh)  # goes through the trail
            if self._sides.currentIndex():  # the way there reads it anew
                self.change.refresh()

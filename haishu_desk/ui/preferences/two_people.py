"""审核 and 审批 by two people: the district's switch, and what it means for everybody else."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section
from haishu_desk.ui.widgets.tick import Tick


class TwoPeopleSection(Section):
    """One check box; a unit sees it and cannot change it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "审核和审批", parent)
        self._session = session
        self.box = Tick(theme, "由两个人做")
        self.box.setFont(theme.font("body"))
        self.column.addWidget(self.box)
        self.words(
            "打开后，谁最后经手一份报表（装入、代录、裁定数据不一致、写核定数、退回、重新打开），就要由另一人来审核通过、"
            "锁定或作废；审核通过以后的核定数，由另一人来改。默认不打开。"
        )
        self.said = Said(session, theme)
        self.column.addWidget(self.said)
        self.box.setEnabled(session.desk.is_district and session.desk.workspace.database.writable)
        self.box.clicked.connect(self._change)

    def refresh(self) -> None:
        """Read anew what is settled."""
        self.box.setChecked(self._session.desk.settings.two_people)

    def _change(self, wanted: bool) -> None:  # noqa: FBT001  what the signal carries
        settings = self._session.desk.settings
        if self.said.write((), lambda: settings.want_two_people(wanted=wanted)) is not None:
            self.said.say("打开了：审批要由另一人来做。" if wanted else "关上了：一个人可以审核并审批。")
        self.refresh()

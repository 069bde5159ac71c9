"""首页: one page with a face for the unit and one for the district."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.domain.adhoc import is_adhoc_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.home.month import remind_days
from haishu_desk.ui.home.overview import BriefRows
from haishu_desk.ui.notice_bar import NoticeBar
from haishu_desk.ui.page import CODE, CODE_OF, LETTERS, Page
from haishu_desk.ui.reading_ahead import ROWS_AT_ONCE
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from haishu_desk.ui.forms.window import AdhocWindow
    from haishu_desk.ui.home.code_window import CodeWindow
    from haishu_desk.ui.home.district import DistrictHome
    from haishu_desk.ui.home.letters_window import LettersWindow
    from haishu_desk.ui.home.line_window import LineOfficeWindow, LineWindow
    from haishu_desk.ui.home.second_window import SecondReviewWindow
    from haishu_desk.ui.home.trail_window import TrailWindow
    from haishu_desk.ui.home.unit import UnitHome
    from haishu_desk.ui.home.urging_window import UrgingWindow
    from haishu_desk.ui.turns import Turns

READING = "正在读各份报表，读完就更新；现在显示的是先前的"
TRAIL, URGING, SECOND, ADHOC, LINE = "trail", "urging", "second", "adhoc", "line"


class HomePage(Page):
    """What is to be done next; 留痕 and 催报 come up as windows of their own."""

    title, name, icon = "首页", "home", "house"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.trail: TrailWindow | None = None
        self.urging: UrgingWindow | None = None
        self.second: SecondReviewWindow | None = None
        self.adhoc: AdhocWindow | None = None
        self.line: LineWindow | LineOfficeWindow | None = None
        self.code: CodeWindow | None = None
        self.letters: LettersWindow | None = None
        self._rows = BriefRows(session)
        self.face = self._district() if session.desk.is_district else self._unit()
        self.face.open_return.connect(self.open_return)
        self.face.open_page.connect(self.open_page)
        self.face.asked_for_trail.connect(self.show_trail)
        session.ahead.ended.connect(self._show_all)
        self.setFocusProxy(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.backup = NoticeBar(theme)
        self.backup.acted.connect(self.back_up)
        session.second_place.changed.connect(self._show_backup)
        column.addWidget(self.backup)
        column.addWidget(self.face, 1)

    # The face for this role; the other one is not loaded.

    def _district(self) -> DistrictHome:
        from haishu_desk.ui.home.district import DistrictHome  # noqa: PLC0415

        face = DistrictHome(self.session, self.theme)
        face.open_review.connect(self.open_review)
        face.open_item.connect(self.open_item)
        face.asked_to_urge.connect(self.show_urging)
        face.asked_for_second.connect(self.show_second)
        face.asked_for_line.connect(self.show_line)
        return face

    def _unit(self) -> UnitHome:
        from haishu_desk.ui.home.unit import UnitHome  # noqa: PLC0415

        face = UnitHome(self.session, self.theme)
        face.counted.connect(self.renew)
        face.open_item.connect(self.open_item)
        face.asked_for_line.connect(self.show_line)
        return face

    def subject(self) -> str:
        return self.face.subject()

    def _show_backup(self) -> None:
        """The line that asks for a copy in a second place; a window that may only read asks for nothing."""
        session = self.session
        writable = session.desk.workspace.database.writable
        self.backup.button.setText("选第二处…" if session.second_place.has_to_be_chosen else "现在备份")
        self.backup.show_text(session.second_place.notice if writable else "")

    def back_up(self) -> None:
        """Make a copy in the second place, which is asked for first where there is none, or none on another disk."""
        if not self.session.second_place.has_to_be_chosen:
            self.session.second_place.back_up()
            return
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  the page does not wait for it

        folder = QFileDialog.getExistingDirectory(self, "第二处：U盘、移动硬盘或另一台电脑上的文件夹")
        if folder:
            self.session.second_place.choose(Path(folder))

    def before(self) -> Sequence[Callable[[], object]]:
        desk = self.session.desk
        lines = [desk.urging.urged] if desk.is_district else []
        written: list[ReturnKey] = []
        with suppress(DeskError):  # what cannot be read is said where it is shown
            written = self._rows.written()
        return [*desk.documents.unread(), *lines, *(partial(self._rows.make, key) for key in written[:ROWS_AT_ONCE])]

    def refresh(self) -> None:
        self._show_backup()
        if not self.session.ahead.again(self._rows):  # `ended` brings this back; what is shown stays till then
            self.info.emit(READING)
            return
        rows = self.session.read(self._rows.read)
        if rows is not None:
            self.face.show_rows(rows)
            self.info.emit(self.face.info())
            self.retitled.emit()

    def _show_all(self) -> None:
        if self.isVisible():
            self._again.then(self.renew)  # not in one event with the badges

    @cached_property
    def _again(self) -> Turns:
        from haishu_desk.ui.turns import Turns  # noqa: PLC0415  the first page does not wait for it

        return Turns(self.session, self)

    @property
    def is_settled(self) -> bool:
        """A unit's checks rest while another page is shown, and go on when this one is."""
        return self.face.is_settled and not ("_again" in vars(self) and self._again.is_waiting)

    def beside(self) -> object:
        """How early it reminds, and where the last backup lies."""
        return remind_days(self.session), self.session.second_place.on_disk()

    def show_item(self, code: str) -> None:
        """Bring up what the palette asks for by name: a window, or the 临时报表 of a code."""
        if code == TRAIL:
            self.show_trail()
        elif code == URGING and self.session.desk.is_district:
            self.show_urging()
        elif code == SECOND and self.session.desk.is_district:
            self.show_second()
        elif (code == ADHOC or is_adhoc_code(code)) and self.session.desk.is_district:
            self.show_adhoc(None if code == ADHOC else code)
        elif code == LINE:
            self.show_line()
        elif code == CODE or code.startswith(CODE_OF):
            self.show_code(code.removeprefix(CODE_OF) if code != CODE else "")
        elif code.startswith(LETTERS):
            self.show_letters(code.removeprefix(LETTERS))

    def show_line(self) -> None:
        """Bring up 条线初审."""
        if self.line is None:
            from haishu_desk.ui.home.line_window import LineOfficeWindow, LineWindow  # noqa: PLC0415  few look at it

            if self.session.desk.is_district:
                office = LineOfficeWindow(self.session, self.theme, self)
                office.merged.connect(self.outdated)
                self.line = office
            else:
                self.line = LineWindow(self.session, self.theme, self)
        self.line.show_again()

    def show_trail(self) -> None:
        """Bring up 留痕."""
        if self.trail is None:
            from haishu_desk.ui.home.trail_window import TrailWindow  # noqa: PLC0415  few look at it

            self.trail = TrailWindow(self.session, self.theme, self)
        self.trail.show_trail()

    def show_urging(self, unit: str | None = None) -> None:
        """Bring up 催报 for that unit, or for whatever is overdue."""
        if self.urging is None:
            from haishu_desk.ui.home.urging_window import UrgingWindow  # noqa: PLC0415  as above

            self.urging = UrgingWindow(self.session, self.theme, self)
        self.urging.show_for(unit)

    def show_code(self, code: str = "") -> None:
        """Bring up 版本码 with that code, or to type one."""
        if self.code is None:
            from haishu_desk.ui.home.code_window import CodeWindow  # noqa: PLC0415  as above

            self.code = CodeWindow(self.session, self.theme, self)
            self.code.asked_for_return.connect(self._open_found)
        self.code.show_code(code)

    def show_letters(self, kind: str = "") -> None:
        """Bring up 文书 with that kind of letter."""
        if self.letters is None:
            from haishu_desk.ui.home.letters_window import LettersWindow  # noqa: PLC0415  as above

            self.letters = LettersWindow(self.session, self.theme, self)
        self.letters.show_kind(kind)

    def _open_found(self, key: object) -> None:
        """The return that a code belongs to: where it is reviewed, or filled in."""
        if self.session.desk.is_district:
            self.open_review.emit(key)
        else:
            self.open_return.emit(key, None)

    def show_adhoc(self, code: str | None = None) -> None:
        """Bring up 临时报表 with that one, or a new one."""
        if self.adhoc is None:
            from haishu_desk.ui.forms.window import AdhocWindow  # noqa: PLC0415  as above

            self.adhoc = AdhocWindow(self.session, self.theme, self)
        self.adhoc.show_for(code)

    def show_second(self) -> None:
        """Bring up 第二人审核."""
        if self.second is None:
            from haishu_desk.ui.home.second_window import SecondReviewWindow  # noqa: PLC0415  as above

            self.second = SecondReviewWindow(self.session, self.theme, self)
            self.second.merged.connect(self.outdated)
        self.second.show_again()

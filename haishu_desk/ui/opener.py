"""Opening a data file into the window: whose it is, who works, what is in the way, and what is done about it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.in_parts import InParts
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.messages import Message
from haishu_desk.ui.notice_bar import AGAIN, REBUILD, way_out
from haishu_desk.ui.page_needs import OPENING
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import LEAVE
from haishu_desk.ui.wording import refusal

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.good_backups import Good
    from haishu_desk.ui.session import Session


class Opener(QObject):
    """Opens a workspace into the window, or shows what is in the way; `opened` says that its first page stands."""

    opened = Signal()

    def __init__(
        self, window: MainWindow, theme: Theme, settings: QSettings, db: Path | None, person: str | None
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._settings = window, theme, settings
        self._own = self._db, self._person = db, person or os.environ.get("HAISHU_DESK_AS")
        self._can_rebuild = False
        self._page = ""  # to be shown again once the file is open again
        self._is_rebuilt = False  # it is to be looked through once it is open again
        self._parts = InParts(self)
        window.let_go.connect(self._parts.rest)
        window.asked_to_write.connect(self.write)
        window.asked_for_front.connect(self.open)
        window.asked_for_sample.connect(self.open_sample)
        window.asked_for_person.connect(self.ask_for_person)
        window.asked_to_restore.connect(self.restore)
        window.asked_to_rebuild.connect(self.rebuild)
        window.lock.switched.connect(self.switch, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Open the workspace in an event to come; what opens it is loaded before, a module an event."""
        self._parts.load(OPENING, self.open)

    def open(self) -> None:
        """Open the workspace; without one ask the three things of the first run."""
        from haishu_desk import paths  # noqa: PLC0415  as above
        from haishu_desk.desk.people import pin_given  # noqa: PLC0415

        file = self._db or paths.default_workspace()
        self._window.close_session()
        if not file.exists():
            self._ask_first(file)
            return
        try:
            desk, locked_by = self._desk(file)
        except DeskError as error:
            self._refuse(error)
            return
        known = [self._person] if self._person else desk.persons()
        if len(known) > 1:
            desk.close()
            self._ask_who(known)
            return
        self._let_in(desk, locked_by, pin_given())

    def write(self) -> None:
        """Try again to write; a file that lies on a stick, on a share or in a sync folder goes on on this disk.

        One with a spoilt page outside its journal is made anew.
        """
        if self._can_rebuild:
            self.rebuild()
            return
        from haishu_desk import paths  # noqa: PLC0415  as above
        from haishu_desk.desk.bringing_home import bring_home, lies_away, local_one  # noqa: PLC0415  as above

        file, session = self._db or paths.default_workspace(), self._window.session
        there = local_one(file) if lies_away(file) else None
        if there is not None:
            self._open_own(there)
            return
        if not lies_away(file):
            self.open()
            return
        try:
            brought = bring_home(file, person=session.desk.person if session else self._person)
        except DeskError as error:
            self._window.fail(error)
            return
        self._open_own(Path(brought.db))
        self._window.messages.show_message(Message("ok", "以后用本机的这一份", f"{brought.said}。"))

    def _open_own(self, file: Path) -> None:
        self._own = file, None
        self.open_file(file)

    def open_file(self, file: Path) -> None:
        """Open another workspace from now on."""
        self._db, self._person = file, None
        self.open()

    def open_sample(self, place: str) -> None:
        """Open that workspace of the sample, which is made if it is not there; LEAVE opens one's own again."""
        if place == LEAVE:
            self._leave_sample()
            return
        from haishu_desk.desk.sample import sample_folder, sample_in  # noqa: PLC0415

        session = self._window.session
        inside = session is not None and session.is_sample
        sample = sample_in(self._db.parent if inside and self._db else sample_folder())
        if sample is None:
            self._make_sample(place)
        else:
            self.open_file(sample.file(place))

    def _leave_sample(self) -> None:
        """Back to one's own workspace, or to the first run where there is none."""
        own = self._own[0]
        if own is not None and self._db is not None and own.parent == self._db.parent:  # started on the sample itself
            self._own = None, None
        self._db, self._person = self._own
        self.open()

    def open_as(self, person: str) -> None:
        """Open for that person."""
        self._person = person
        self.open()

    def ask_for_person(self) -> None:
        """Somebody else wants to work: let them say who."""
        session = self._window.session
        if session is not None:
            known = session.desk.persons()
            self._window.close_session()
            self._ask_who(known)

    def switch(self, person: str, pin: str) -> None:
        """Another person came to the locked screen; what the one before was typing is kept, and not stored."""
        session = self._window.session
        if session is not None:
            self._db = session.desk.workspace.path
            self._window.keep_typing()
            self._window.close_session()
            self._person = person
            self.open_with(pin)

    def restore(self, file: Path, pin: str) -> None:
        """Put a backup in the place of the data file that is open, then open what is there."""
        session = self._window.session
        if session is not None:
            self._db, person = session.desk.workspace.path, session.desk.person
            self._window.close_session()
            self._put_back(file, pin, person)

    def restore_unopened(self, file: Path) -> None:
        """Put a backup in the place of a data file that cannot be opened; of several people one says who it is."""
        from haishu_desk.desk import Desk  # noqa: PLC0415  as above
        from haishu_desk.ui.first_run import WhoPage  # noqa: PLC0415  as above

        try:
            with Desk(file) as backup:
                known = backup.persons()
        except DeskError as error:
            self._window.fail(error)
            return
        if len(known) == 1:
            self._put_back(file, "", known[0])
            return
        page = WhoPage(known, self._theme)
        page.chosen.connect(partial(self._put_back, file, ""))
        self._front(page, "谁在操作")

    def _put_back(self, file: Path, pin: str, person: str) -> None:
        from haishu_desk import paths  # noqa: PLC0415  as above
        from haishu_desk.desk.restoring import restore  # noqa: PLC0415  as above

        self._parts.rest()  # as above
        try:
            made = restore(file, self._db or paths.default_workspace(), person=person, pin=pin or None, replace=True)
        except DeskError as error:
            self.open_as(person)
            self._window.fail(error)
            return
        self.open_as(person)
        old = f"原来的在 {Path(made['old']).name}，没有删。" if made["old"] else ""
        self._window.messages.show_message(Message("ok", "已从备份恢复", old))

    def rebuild(self) -> None:
        """Close the data file, make it anew from its journal behind the window, and open it again where one was."""
        from haishu_desk.ui.rebuilding import RebuildPage  # noqa: PLC0415  as above

        session = self._window.session
        if session is None:
            return
        self._db, self._page = session.desk.workspace.path, self._window.current
        page = RebuildPage(self._db, session.desk.person, self._theme)
        page.ended.connect(partial(self._open_rebuilt, session.desk.person))
        self._window.close_session()
        self._window.messages.clear()  # what was said of the damage is past
        self._window.status_bar.show_state("idle", "正在重建")
        self._front(page, "重建缓存")
        page.begin()

    def _open_rebuilt(self, person: str, result: object) -> None:
        from haishu_desk.ui.rebuilding import said_of  # noqa: PLC0415  as above

        self._is_rebuilt = not isinstance(result, DeskError)
        self.open_as(person)
        if isinstance(result, DeskError):
            self._window.messages.refuse(result)
        else:
            self._window.messages.show_message(said_of(result))

    def open_with(self, pin: str) -> None:
        """Open for the person who is meant, who has given this PIN."""
        from haishu_desk import paths  # noqa: PLC0415  as above

        try:
            desk, locked_by = self._desk(self._db or paths.default_workspace())
        except DeskError as error:
            self._refuse(error)
            return
        self._let_in(desk, locked_by, pin)

    def _let_in(self, desk: Desk, locked_by: str, pin: str | None) -> None:
        """Show the pages, or ask for the PIN first; who may only read needs none."""
        try:
            if desk.workspace.database.writable:
                desk.people.sign_in(desk.person, pin)
        except DeskError as error:
            person = desk.person
            desk.close()
            self._ask_pin(person, refusal(error) if pin else "")
            return
        self._show(desk, locked_by)

    def _desk(self, file: Path) -> tuple[Desk, str]:
        """The desk, and who has the file if this window may only read."""
        from haishu_desk.desk import Desk  # noqa: PLC0415

        self._parts.rest()  # a second press on what asked, while the first one is being followed
        self._can_rebuild = False
        try:
            return Desk(file, write=True, person=self._person), ""
        except DeskError as error:
            if error.code == "damaged":
                return self._what_is_left(file)
            if error.code not in ("locked", "newer-workspace", "unsafe-home"):
                raise
            return Desk(file, person=self._person), f"只读：{refusal(error)}。"

    def _what_is_left(self, file: Path) -> tuple[Desk, str]:
        """A desk for looking at what can still be read of a damaged file, and what is missing."""
        from haishu_desk.desk import Desk  # noqa: PLC0415  as above
        from haishu_desk.store.salvage import salvage  # noqa: PLC0415  as above

        saved = salvage(file)
        desk = Desk(file, person=self._person, workspace=saved.workspace)
        self._can_rebuild = not saved.lost
        if self._can_rebuild:
            return desk, f"只读：{saved.said}。按“{REBUILD}”由留痕重写一份，数都在；重建不成的，再从备份恢复。"
        return desk, f"只读：{saved.said}。看到的是读得出来的，请从备份恢复。"

    def _show(self, desk: Desk, locked_by: str) -> None:
        from haishu_desk.ui.session import Session  # noqa: PLC0415

        if self._can_rebuild:
            self._window.notice.offer(REBUILD, "从备份恢复…")
        else:
            self._window.notice.offer(way_out(desk.workspace.path) if locked_by else AGAIN)
        session = Session(desk)
        self._parts.read(session, partial(self._enter, session, locked_by))

    def _enter(self, session: Session, locked_by: str) -> None:
        """Give it to the window."""
        page, self._page = self._page, ""
        then = partial(self._on_read, page, locked_by)
        try:
            self._window.open_session(session, locked_by, then)
        except DeskError as error:
            then(error)
        is_rebuilt, self._is_rebuilt = self._is_rebuilt, False
        if is_rebuilt and self._window.session is not None:
            self._window.session.health.look()

    def _on_read(self, page: str, locked_by: str, error: DeskError | None) -> None:
        """The first page was read, or not; `page` is another one that is to be shown."""
        if error is None:
            if page:
                self._window.open_page(page)
            self.opened.emit()
            return
        self._window.close_session()
        if error.code != "damaged" or locked_by:
            self._refuse(error)
        else:
            self._show_what_is_left(error)

    def _show_what_is_left(self, error: DeskError) -> None:
        """The file could be opened, and its pages could not be read: show what is left of it, or why not."""
        from haishu_desk import paths  # noqa: PLC0415  as above

        try:
            desk, said = self._what_is_left(self._db or paths.default_workspace())
        except DeskError:
            self._refuse(error)
            return
        self._show(desk, said)

    def _front(self, widget: QWidget, title: str) -> None:
        self._window.show_front(widget, title)

    def _make_sample(self, place: str) -> None:
        from haishu_desk.ui.sample_page import SamplePage  # noqa: PLC0415

        self._window.close_session()
        page = SamplePage(place, self._theme)
        page.made.connect(self.open_file)
        page.failed.connect(self._make_nothing)
        self._window.status_bar.show_state("idle", "还没有打开")
        self._front(page, "示例数据")
        page.begin()

    def _make_nothing(self, error: DeskError) -> None:
        self._window.fail(error)
        self._leave_sample()

    def _ask_first(self, file: Path) -> None:
        from haishu_desk.ui.first_run import FirstRunPage  # noqa: PLC0415

        page = FirstRunPage(file, self._theme)
        page.founded.connect(self._open_own)
        page.asked_for_sample.connect(self.open_sample)
        page.failed.connect(self._window.fail)
        self._window.status_bar.show_state("idle", "还没有数据文件")
        self._front(page, "开始使用")

    def _ask_who(self, known: list[str]) -> None:
        from haishu_desk.ui.first_run import WhoPage  # noqa: PLC0415

        page = WhoPage(known, self._theme)
        page.chosen.connect(self.open_as)
        self._window.status_bar.show_state("idle", "还没有打开")
        self._front(page, "谁在操作")

    def _ask_pin(self, person: str, said: str) -> None:
        from haishu_desk.ui.first_run import PinPage  # noqa: PLC0415

        page = PinPage(person, said, self._theme)
        page.given.connect(self.open_with)
        page.another.connect(self._ask_another)
        self._person = person
        self._window.status_bar.show_state("idle", "还没有打开")
        self._front(page, "口令")

    def _ask_another(self) -> None:
        self._person = None
        self._ask_who(self._known())

    def _known(self) -> list[str]:
        """Everybody who has worked with the file."""
        from haishu_desk import paths  # noqa: PLC0415  as above
        from haishu_desk.desk import Desk  # noqa: PLC0415

        with Desk(self._db or paths.default_workspace()) as desk:
            return desk.persons()

    def _refuse(self, error: DeskError) -> None:
        from haishu_desk.ui.first_run import RefusedPage  # noqa: PLC0415

        good = self._newest_good() if error.code in ("damaged", "no-workspace") else None
        page = RefusedPage(error, self._theme, self._db, good)
        page.again.connect(self.open)
        page.restored.connect(self.restore_unopened)
        self._window.status_bar.show_state("bad", "没有打开")
        self._front(page, "没有打开数据文件")

    def _newest_good(self) -> Good | None:
        """The backup that is offered in the place of a file that cannot be opened."""
        from haishu_desk import paths  # noqa: PLC0415  as above
        from haishu_desk.desk.good_backups import newest_good  # noqa: PLC0415  as above

        return newest_good(self._db or paths.default_workspace())

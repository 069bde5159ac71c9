"""体检 while a window is open: the journal after opening, everything once a week.

The journal alone is gone through in the window's thread, a few milliseconds at a time, so that keys and clicks come first.
Everything is looked at in a process of its own: half a minute of a processor on 760,000 values. While the pages are looked
at a write waits: 8 ms for a file of 3 MB, 1.5 s for one of 155 MB, once a week.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.background import StoppedError
from haishu_desk.ui.slices import Turn, for_a_slice

if TYPE_CHECKING:  # the first page does not wait for what looks
    from haishu_desk.desk.health import Check, Look
    from haishu_desk.ui.session import Session

_FIRST_MS = 6_000
# Of what is found only this is said on every page: the rest is said in 体检.
_OF_THE_FILE = ("chain", "integrity", "caches")


class Health(QObject):
    """The looking of one session; `changed` says that more is known, or that it began or ended."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._found: dict[str, Check] = {}
        self._look: Look | None = None
        self._is_aside = False
        self.is_unfinished = False  # the last look at everything was stopped, or is under way
        self._advice = ""
        self._turn = Turn(session.slices, self._go_on, self)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self._begin)

    def watch(self) -> None:
        """Look at the journal when the first page has long been shown; at everything if that was not done for a week."""
        self._first.start(_FIRST_MS)

    def rest(self) -> None:
        """Look no further: the Desk is closed next."""
        self._first.stop()
        self._turn.stop()
        if self._look is not None:
            self._look.close()
            self._look = None

    @property
    def is_at_work(self) -> bool:
        """Whether something is being looked at."""
        return self._look is not None or self._is_aside

    @property
    def checks(self) -> list[Check]:
        """What is known, in the order of the list."""
        from haishu_desk.desk.health import TITLES  # noqa: PLC0415  the first page does not wait for it

        return [self._found[name] for name in TITLES if name in self._found]

    @property
    def notice(self) -> str:
        """What every page says while it is so; empty while the data file is well."""
        wrong = next(
            (self._found[name] for name in _OF_THE_FILE if name in self._found and not self._found[name].ok), None
        )
        return f"{wrong.title}：{wrong.detail}{self._advice}" if wrong is not None else ""

    @property
    def can_rebuild(self) -> bool:
        """Whether the caches can be made anew: the chain is whole, and nothing is known against which only a backup helps.

        A window that may only read has no need of it, but where the file is not well.
        """
        chain = self._found.get("chain")
        if self.is_at_work or chain is None or any(check.is_lost for check in self._found.values()):
            return False
        return self._session.desk.workspace.database.writable or bool(self.notice)

    def heed(self, error: DeskError) -> DeskError:
        """What to say of a refusal: where it is that this file is damaged, everything is looked at, which tells what to do."""
        if error.code != "damaged" or not error.message.startswith(f"{self._session.desk.workspace.path.name}："):
            return error
        if not self.notice:
            self.look()
        return DeskError(error.message, "正在体检，该怎么办写在窗口上面", code=error.code)

    def look(self, *, whole: bool = True) -> None:
        """Look now: at the journal, or at everything."""
        from haishu_desk.desk.health import Look, looked_through  # noqa: PLC0415  as above
        from haishu_desk.ui.aside import Aside  # noqa: PLC0415  as above

        if self.is_at_work:
            return
        path = self._session.desk.workspace.path
        if whole:
            self._is_aside = self.is_unfinished = True
            aside = Aside(looked_through, path)
            self._session.background.run_told("体检", aside.run, self._arrived, self._ended, aside.stop)
        else:
            self._look = Look(path, whole=False)
            self._turn.start()
        self.changed.emit()

    def _begin(self) -> None:
        from haishu_desk.desk.health import is_whole_due  # noqa: PLC0415  as above

        due = self._session.read(lambda: is_whole_due(self._session.desk.workspace, date.today()))  # noqa: DTZ011  the office's own day
        if due is not None:
            self.look(whole=due)

    def _go_on(self) -> None:
        look = self._look
        if look is not None and not for_a_slice(look.step):
            self._turn.stop()
            self._look = None
            self._take(look.checks)

    def _arrived(self, _given: object, result: object) -> None:
        if isinstance(result, list):
            self.is_unfinished = False
            self._take(result)
        elif isinstance(result, DeskError) and not isinstance(result, StoppedError):
            self._session.failed.emit(result)

    def _ended(self, _whole: bool) -> None:  # noqa: FBT001  what the signal carries
        self._is_aside = False
        self._settle()
        self.changed.emit()

    def _take(self, checks: list[Check]) -> None:
        self._found |= {check.name: check for check in checks}
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """Keep that all is well for a week; let nothing more be written behind what is broken."""
        from haishu_desk.desk.health import offered, remember_whole  # noqa: PLC0415  as above

        of_file = [self._found[name] for name in _OF_THE_FILE if name in self._found]
        workspace = self._session.desk.workspace
        if any(not check.ok for check in of_file if check.name != "caches"):
            if not self._advice and any(check.is_lost for check in of_file):
                self._advice = f"。{offered(workspace.path)}"
            workspace.database.writable = False
            return
        is_known = len(of_file) == len(_OF_THE_FILE) and not (self.is_at_work or self.is_unfinished)
        if is_known and all(check.ok for check in of_file) and workspace.database.writable:
            self._session.read(lambda: remember_whole(workspace, date.today()))  # noqa: DTZ011  as above

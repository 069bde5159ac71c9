"""The copy in a second place while a window is open: once a day, in the background, and asked for until it is there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from haishu_desk.desk.backups import Made, Standing, copy_into, on_one_disk
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.wording import refusal

if TYPE_CHECKING:
    from haishu_desk.ui.session import Session

_FIRST_MS, _AGAIN_MS = 4_000, 30 * 60_000
_BESIDE = "磁盘坏了两份都没有，请把第二处换到U盘或移动硬盘"
_ASKED_FOR = "电脑坏了或丢了，没有上报的数就没有了"


class SecondPlace(QObject):
    """Makes the copies of one session; `changed` says that things stand otherwise now. A stick that is not there is tried again."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.failed: DeskError | None = None
        self._last: Path | None = None
        self.is_at_work = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.back_up_if_due)

    def watch(self) -> None:
        """Make the copy of the day from now on; nothing in a window that may only read, or on sample data."""
        if self._session.desk.workspace.database.writable and not self._session.is_sample:
            self._timer.start(_FIRST_MS)

    def rest(self) -> None:
        """Begin no further copy: the Desk is closed next."""
        self._timer.stop()

    def back_up_if_due(self) -> None:
        """Make the copy of the day if there is a place for it and it was not made yet."""
        self._timer.setInterval(_AGAIN_MS)
        if self._session.desk.backups.is_due:
            self.back_up()

    def back_up(self) -> None:
        """Make a copy now, in the background."""
        folder = self._session.desk.backups.standing().folder
        if folder is None or self.is_at_work:
            return
        self.is_at_work = True
        desk = self._session.desk
        step = partial(_copied, desk.workspace.path, desk.backups.stem)
        self._session.background.run("备份到第二处", step, [Path(folder)], self._arrived, self._ended)
        self.changed.emit()

    def choose(self, folder: Path) -> bool:
        """Take that folder from now on and make a copy there; False if it was refused (`failed` of the session has said why)."""

        def chosen() -> bool:
            self._session.desk.backups.choose(folder)
            return True

        if self._session.read(chosen) is None:
            return False
        self.failed = None
        self.back_up()
        return True

    def standing(self) -> Standing:
        """How the copies stand today."""
        standing = self._session.desk.backups.standing()
        self._last = Path(standing.last.file).parent if standing.last else None
        return standing

    def on_disk(self) -> object:
        """Another value when the folder of the last copy came or went, or when a copy failed, since `standing` was asked."""
        is_beside = self._last is not None and on_one_disk(self._last, self._session.desk.workspace.path)
        return self._last, is_beside, self.failed, self.is_at_work

    @property
    def notice(self) -> str:
        """What 首页 says; empty where there is nothing to ask for."""
        standing = self.standing()
        if self._session.is_sample or self.is_at_work:
            return ""
        if self.failed is not None:
            return f"备份没有做成：{refusal(self.failed)}（{standing.words}）"
        if standing.is_wanting:
            return f"{standing.words}：{_ASKED_FOR}"
        return f"{standing.words}：{_BESIDE}" if standing.is_beside else ""

    @property
    def has_to_be_chosen(self) -> bool:
        """Whether another place is what is wanted, and not a copy at once."""
        standing = self._session.desk.backups.standing()
        return standing.folder is None or (standing.is_beside and not standing.is_wanting and self.failed is None)

    def _arrived(self, _given: object, result: object) -> None:
        if isinstance(result, Made):
            self.failed = None
            self._session.read(partial(self._session.desk.backups.note, result))
        elif isinstance(result, DeskError):
            self.failed = result

    def _ended(self, _whole: bool) -> None:  # noqa: FBT001  what the signal carries
        self.is_at_work = False
        self.changed.emit()


def _copied(workspace: Path, stem: str, folder: Path) -> Made:
    return copy_into(workspace, folder, stem)

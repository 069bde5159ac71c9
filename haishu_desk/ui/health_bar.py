"""The line that stands on every page while the data file is not well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.notice_bar import NoticeBar
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from haishu_desk.ui.session import Session


class HealthBar(NoticeBar):
    """What 体检 of this session has found, and the way to its list; `stopped` says that nothing more can be written."""

    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._session: Session | None = None
        self.button.setText("体检…")

    def watch(self, session: Session) -> None:
        """Look at the file of that session from now on, and say what is found."""
        self._session = session
        self.show_text("")
        session.health.changed.connect(self._show_found)
        session.health.watch()

    def rest(self) -> None:
        """Say nothing more: the session ends."""
        if self._session is not None:
            self._session.health.rest()
        self._session = None
        self.show_text("")

    def _show_found(self) -> None:
        from haishu_desk.ui.wording import for_the_window  # noqa: PLC0415  the frame does not wait for it

        if self._session is not None:
            self.show_text(for_the_window(self._session.health.notice))
            if self.text and not self._session.desk.workspace.database.writable:
                self.stopped.emit()

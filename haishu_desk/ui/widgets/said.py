"""The line that says, where something was asked for, why it was not done or what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.marks import text_token
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import refusal

Result = TypeVar("Result")


class Said(QLabel):
    """Writes and reads through the session and keeps the sentence of a refusal in its own place."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._is_asking = False
        self.setWordWrap(True)
        self.setFont(theme.font("chip"))
        self.hide()
        session.failed.connect(self._on_failed)

    def write(self, keys: Iterable[ReturnKey], action: Callable[[], Result]) -> Result | None:
        """`Session.write`, with the sentence of a refusal shown here."""
        return self._asked(lambda: self._session.write(keys, action))

    def read(self, question: Callable[[], Result]) -> Result | None:
        """`Session.read`, with the sentence of a refusal shown here."""
        return self._asked(lambda: self._session.read(question))

    def _asked(self, call: Callable[[], Result | None]) -> Result | None:
        self.forget()
        self._is_asking = True
        try:
            return call()
        finally:
            self._is_asking = False

    def say(self, text: str, kind: str = "ok") -> None:
        """Show a sentence; `kind` is a mark."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(text_token(kind)))
        self.setPalette(palette)
        self.setText(text)
        self.show()

    def forget(self) -> None:
        """Say nothing."""
        self.clear()
        self.hide()

    def _on_failed(self, error: DeskError) -> None:
        if self._is_asking:
            self.say(refusal(error), "bad")

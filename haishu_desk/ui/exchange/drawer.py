"""Under the list: what the current file waits for, or what it does (预演), or what taking it back does."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from haishu_desk.desk.receipts import Receipt
from haishu_desk.ui.exchange.choices import HeldPanel, KeyPanel
from haishu_desk.ui.exchange.files import ReceivedFile
from haishu_desk.ui.exchange.intake import Intake
from haishu_desk.ui.exchange.preview_panel import HEIGHT as PREVIEW_HEIGHT
from haishu_desk.ui.exchange.preview_panel import PreviewPanel
from haishu_desk.ui.exchange.refused_panel import HEIGHT as REFUSED_HEIGHT
from haishu_desk.ui.exchange.refused_panel import RefusedPanel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

_HELD_HEIGHT, _KEY_HEIGHT = 232, 92


class Drawer(QStackedWidget):
    """Hidden while there is nothing to show; `went_back`: a received file was taken back, `closed`: it was not."""

    went_back = Signal()
    closed = Signal()

    def __init__(self, session: Session, theme: Theme, intake: Intake, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme, self._intake = session, theme, intake
        self.hide()

    # Each panel is made when it is first shown.

    @cached_property
    def held(self) -> HeldPanel:
        """For a file that was changed after signing."""
        made = HeldPanel(self._theme)
        made.decided.connect(self._take_held)
        self.addWidget(made)
        return made

    @cached_property
    def key(self) -> KeyPanel:
        """For an unknown computer."""
        made = KeyPanel(self._theme)
        made.confirmed.connect(self._enrol)
        self.addWidget(made)
        return made

    @cached_property
    def preview(self) -> PreviewPanel:
        """For a file that can be taken in, and one that can be taken back."""
        made = PreviewPanel(self._session, self._theme)
        made.taken.connect(self._take_one)
        made.declined.connect(self._decline)
        made.went_back.connect(self._went_back)
        made.closed.connect(self.closed)
        self.addWidget(made)
        return made

    @cached_property
    def refused(self) -> RefusedPanel:
        """For a file that is refused."""
        made = RefusedPanel(self._session, self._theme)
        self.addWidget(made)
        return made

    def show_file(self, file: ReceivedFile | None) -> None:
        """What that file waits for or does, or why it is refused."""
        if file is None or file.outcome is None:
            self.hide()
        elif self._session.desk.is_district and (file.waits_for_choice or file.waits_for_key):
            panel, height = (self.held, _HELD_HEIGHT) if file.waits_for_choice else (self.key, _KEY_HEIGHT)
            if self.currentWidget() is not panel or not self.isVisible() or panel.file is not file:
                panel.show_file(file)
            self._open(panel, height)
        elif file.can_be_taken or file.taken or file.is_known or file.was_taken_back:
            self.preview.show_file(file)
            self._open(self.preview, PREVIEW_HEIGHT)
        elif file.outcome.error:
            self.refused.show_file(file)
            self._open(self.refused, REFUSED_HEIGHT)
        else:
            self.hide()

    def show_receipt(self, receipt: Receipt) -> None:
        """What taking that receipt back does."""
        self.preview.show_receipt(receipt)
        self._open(self.preview, PREVIEW_HEIGHT)

    def _open(self, panel: QWidget, height: int) -> None:
        self.setCurrentWidget(panel)
        self.setFixedHeight(self._theme.tall(height))
        self.show()

    def _take_held(self, file: ReceivedFile, take: str, reason: str) -> None:
        self._intake.take_one(file, take, reason)

    def _enrol(self, file: ReceivedFile) -> None:
        self._intake.enrol(file)

    def _take_one(self, file: ReceivedFile, again: bool) -> None:  # noqa: FBT001  as the signal carries it
        self._intake.take_one(file, again=again)

    def _decline(self, file: ReceivedFile) -> None:
        if not self._intake.is_taking:  # the list is being worked through; 停 comes first
            self._intake.remove(file)

    def _went_back(self, bundle: str) -> None:
        self._intake.look_again(bundle)
        self.went_back.emit()

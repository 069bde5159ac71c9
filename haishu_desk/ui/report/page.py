"""报告: choose a report, see its pages, know what is to be known of it, write it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from haishu_desk.desk.report_frames import CONGRESS
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.page import LETTERS as LETTERS_WINDOW
from haishu_desk.ui.page import Page
from haishu_desk.ui.report.kinds import LETTERS, OF_DISTRICT, OF_UNIT, PUBLIC, Kind
from haishu_desk.ui.report.left import ReportLeft
from haishu_desk.ui.report.making import Preview
from haishu_desk.ui.report.return_face import ReturnFace
from haishu_desk.ui.session import Session
from haishu_desk.ui.shortly import Shortly
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from haishu_desk.ui.report.evaluation import EvaluationFace
    from haishu_desk.ui.report.public_face import PublicFace
    from haishu_desk.ui.report.settings_window import SettingsWindow


class ReportPage(Page):
    """The list at the left decides which face stands in the middle; each is made when it is first wanted."""

    title, name, icon = "报告", "report", "file-text"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.evaluation: EvaluationFace | None = None
        self.public: PublicFace | None = None
        self.returns: ReturnFace | None = None
        self.settings_window: SettingsWindow | None = None
        self._shown_kind: Kind | None = None
        self._coming = Shortly(session, self)
        self.left = ReportLeft(session, theme, OF_DISTRICT if session.desk.is_district else OF_UNIT, self)
        self.faces = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(self.faces, 1)
        self.left.picked.connect(self._on_picked)
        self.left.changed.connect(self._make)
        self.left.settings.clicked.connect(self.show_settings)
        self.setFocusProxy(self.left.list)

    def hasHeightForWidth(self) -> bool:
        """Its lists give way: with the heights that they would like the whole window would be scrolled."""
        return False

    def heightForWidth(self, width: int) -> int:
        """See above."""
        del width
        return -1

    def subject(self) -> str:
        kind = self._shown_kind
        what = kind.name if kind else ""
        year = f" {self.left.year.currentText()}" if kind is not None and kind.is_evaluation else ""
        return f"{self.session.unit_name}　{what}{year}"

    def refresh(self) -> None:
        if self._shown_kind is None:
            self.left.pick(0)
        elif self.faces.currentWidget() is self.returns and self.returns is not None:
            self.returns.refresh()

    def close_editors(self) -> None:
        self._coming.finish()  # nothing is left to be made on a page that nobody sees

    def on_changed(self, keys: frozenset[ReturnKey]) -> None:
        """Pages stay as they are: they name their snapshot. Who wants today's figures makes them anew."""
        if not self.isVisible():
            return
        if self.faces.currentWidget() is self.returns:
            super().on_changed(keys)
        elif keys and self.evaluation is not None:
            self.evaluation.said.say("数据刚改过。这几页仍是排版时的数；要用现在的，按“重新排版”。", "warn")

    def show_item(self, code: str) -> None:
        """Choose a report by its code: what the palette asks for."""
        row = next((row for row, kind in enumerate(self.left.kinds) if kind.code == code), 0)
        self.left.pick(row)

    # Faces.

    def _on_picked(self, kind: Kind) -> None:
        if kind.kind == LETTERS:
            self.open_item.emit("home", LETTERS_WINDOW)
            back = self.left.kinds.index(self._shown_kind) if self._shown_kind in self.left.kinds else 0
            self.left.pick(back)
            return
        if kind is not self._shown_kind:
            self._shown_kind = kind
            self._coming.then(partial(self._show_face, kind))

    def _show_face(self, kind: Kind) -> None:
        """The face of that report in the middle: made in an event after the page itself where one was long at that."""
        if kind.is_evaluation:
            self.faces.setCurrentWidget(self._evaluation())
            self._make()
        elif kind.kind == PUBLIC:
            face = self._public()
            self.faces.setCurrentWidget(face)
            face.refresh()
        else:
            returns = self._returns()
            self.faces.setCurrentWidget(returns)
            returns.refresh()
        self.retitled.emit()

    def _evaluation(self) -> EvaluationFace:
        if self.evaluation is None:
            from haishu_desk.ui.report.evaluation import EvaluationFace  # noqa: PLC0415  only where one is wanted

            face = self.evaluation = EvaluationFace(self.session, self.theme, self)
            face.shown.connect(self._on_shown)
            face.asked.connect(self._open_cell)
            face.asked_item.connect(self.open_item)
            face.written.connect(self.left.show_moments)
            self.faces.addWidget(face)
        return self.evaluation

    def _public(self) -> PublicFace:
        if self.public is None:
            from haishu_desk.ui.report.public_face import PublicFace  # noqa: PLC0415  as above

            self.public = PublicFace(self.session, self.theme, self)
            self.faces.addWidget(self.public)
        return self.public

    def _returns(self) -> ReturnFace:
        if self.returns is None:
            self.returns = ReturnFace(self.session, self.theme, self)
            self.returns.asked.connect(self._open_cell)
            self.faces.addWidget(self.returns)
        return self.returns

    def _open_cell(self, key: ReturnKey, item: str) -> None:
        self.open_return.emit(key, item or None)

    def _make(self) -> None:
        self._coming.finish()
        if self.left.kind.is_evaluation and self._shown_kind is not None:
            self._evaluation().make(self.left.wanted)
            self.retitled.emit()

    def _on_shown(self, preview: Preview) -> None:
        self.left.show_chapters(preview.gathered.chapters)
        self.retitled.emit()

    def show_settings(self) -> None:
        """Bring up the settings of the report that is chosen."""
        if self.settings_window is None:
            from haishu_desk.ui.report.settings_window import SettingsWindow  # noqa: PLC0415  as above

            self.settings_window = SettingsWindow(self.session, self.theme, self)
            self.settings_window.settled.connect(self._make)
        self.settings_window.show_kind(CONGRESS if self.left.congress.isChecked() else self.left.kind.kind)

"""退回与查询: what came back, what is asked, and what is to be corrected, a key each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.review.corrections_panel import CorrectionsPanel
from haishu_desk.ui.review.queries_panel import QueriesPanel
from haishu_desk.ui.review.unit import UnitReview
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

HEIGHT = 40
RETURNED, CORRECTIONS, QUERIES = range(3)
_WORDS = {RETURNED: ("退回", "F4"), CORRECTIONS: ("更正", "F5"), QUERIES: ("查询", "F7")}


class UnitDesk(Doorway):
    """Three lists behind three chips; `open_return` asks for a cell in the sheet, `open_page` for another page."""

    open_return = Signal(object, object)
    open_page = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.returned = UnitReview(session, theme)
        self.queries = QueriesPanel(session, theme)
        self.corrections = CorrectionsPanel(session, theme)
        self.lists = QStackedWidget()
        for part in (self.returned, self.corrections, self.queries):
            self.lists.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip(theme))
        column.addWidget(self.lists, 1)
        self.returned.open_return.connect(self.open_return)
        self.returned.open_page.connect(self.open_page)
        self.queries.wanted.connect(self.open_return)
        self.queries.counted.connect(self._count_queries)
        self.corrections.open_page.connect(self.open_page)
        self.setFocusProxy(self.returned)
        self._chosen_before = False

    def _strip(self, theme: Theme) -> QFrame:
        strip = QFrame(self)
        strip.setObjectName("headStrip")
        strip.setFixedHeight(theme.tall(HEIGHT))
        line = QHBoxLayout(strip)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        self.chips = QButtonGroup(self)
        for number, (word, key) in _WORDS.items():
            chip = QPushButton(f"{word}  {key}", strip)
            chip.setObjectName("chip")
            chip.setCheckable(True)
            chip.setChecked(number == RETURNED)
            self.chips.addButton(chip, number)
            line.addWidget(chip)
        line.addStretch(1)
        self.chips.idClicked.connect(self._choose)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shown = {RETURNED: self.show_returned, QUERIES: self.show_queries, CORRECTIONS: self.show_corrections}
        for number, slot in shown.items():
            QShortcut(QKeySequence(_WORDS[number][1]), self, context=context).activated.connect(slot)
        return strip

    def refresh(self) -> None:
        """Read all three anew; the first time the list that has something is shown."""
        for part in (self.returned, self.queries, self.corrections):
            part.refresh()
        self._label(RETURNED, len(self.returned.model.rows))
        self._label(CORRECTIONS, 0)
        if not self._chosen_before:
            self._chosen_before = True
            empty = not self.returned.model.rows
            self._show(QUERIES if empty and self._asked else RETURNED)

    _asked = 0

    def _count_queries(self, count: int) -> None:
        self._asked = count
        self._label(QUERIES, count)

    def _label(self, number: int, count: int) -> None:
        word, key = _WORDS[number]
        self.chips.button(number).setText(f"{word} {count}  {key}" if count else f"{word}  {key}")

    def show_returned(self) -> None:
        """F4: what came back."""
        self._choose(RETURNED)

    def show_queries(self) -> None:
        """F7: what is asked."""
        self._choose(QUERIES)

    def show_corrections(self) -> None:
        """F5: what is to be corrected."""
        self._choose(CORRECTIONS)

    def _choose(self, number: int) -> None:
        self._show(number)
        self.setFocus()

    def _show(self, number: int) -> None:
        self.close_editors()
        self.chips.button(number).setChecked(True)
        self.lists.setCurrentIndex(number)
        self.setFocusProxy((self.returned, self.corrections, self.queries)[number])

    def close_editors(self) -> None:
        """What is being typed is stored or kept."""
        self.returned.close_editors()
        self.corrections.close_editors()

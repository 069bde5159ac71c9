"""专栏, lists and chapters as cards: one painted list, so that three hundred rows cost one widget."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from haishu_desk.ui.plan.card_delegate import CardDelegate
from haishu_desk.ui.plan.card_model import ROW_ROLE, CardModel
from haishu_desk.ui.plan.rows import CHECK, CardRow
from haishu_desk.ui.theme import Theme


class CardView(QListView):
    """Shows cards; `chosen` carries the code of the row that is current, `entered` the CardRow that leads elsewhere."""

    chosen = Signal(str)
    entered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setObjectName("cards")
        self.setAccessibleName("专栏和名单")
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_entered)
        self.activated.connect(self._on_entered)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("bg"))
        self.setPalette(palette)

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other cards, from their top."""
        self.cards.show_rows(rows)
        self.scrollToTop()

    def choose(self, code: str) -> None:
        """Make the row of an entry current and bring it into sight; a card's head to the top."""
        row = self.cards.row_of(code)
        if row < 0:
            return
        index = self.cards.index(row)
        self.setCurrentIndex(index)
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(index, hint.PositionAtTop if not row else hint.PositionAtCenter)

    def choose_first(self) -> None:
        """Make the first row that says something current."""
        row = next((place for place, row in enumerate(self.cards.rows) if row.code), -1)
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row))
            self.scrollToTop()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self.viewport().update()
        row = current.data(ROW_ROLE)
        if row is not None and row.code:
            self.chosen.emit(row.code)

    def _on_entered(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None and (row.place is not None or (row.kind == CHECK and row.code)):
            self.entered.emit(row)

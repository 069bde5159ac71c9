"""审核 for the district, 退回与查询 for a unit."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.icons import icon
from haishu_desk.ui.page import Page
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.remarks import Returned, ReturnedModel, ReturnedView, returned_cells
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.nothing import Nothing

HEAD = 44


class ReviewPage(Page):
    """One page with two faces: who decides sees the comparison, who reports sees what came back."""

    title = "审核"
    name = "review"
    icon = "checks"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.district = DistrictReview(session, theme) if session.desk.is_district else None
        self.model = ReturnedModel(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.district is not None:
            self.district.open_return.connect(self.open_return)
            layout.addWidget(self.district)
            self.setFocusProxy(self.district.view)
            return
        self.title = "退回与查询"
        layout.addWidget(self._head())
        self.view = ReturnedView(self.model, theme)
        self.view.jumped.connect(self._jump)
        self.middle = QStackedWidget()
        self.middle.addWidget(
            Nothing(theme, "check-circle", "没有退回的格", "区级退回的数会带着理由列在这里；装入退回包后来看")
        )
        self.middle.addWidget(self.view)
        layout.addWidget(self.middle, 1)
        self.setFocusProxy(self.view)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("headStrip")
        head.setFixedHeight(HEAD)
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 16, 0)
        self.about = QLabel()
        self.about.setFont(self.theme.font("body", bold=True))
        self.hint = QLabel("双击或 Enter 跳到那一格；改好后到收发页传出上报包")
        self.hint.setObjectName("secondary")
        self.jump = QPushButton(icon(self.theme, "pencil-simple", "on_accent"), "跳到这一格")
        self.jump.setObjectName("primary")
        line.addWidget(self.about)
        line.addSpacing(12)
        line.addWidget(self.hint, 1)
        line.addWidget(self.jump)
        self.jump.clicked.connect(self._jump_current)
        return head

    def subject(self) -> str:
        """Whose work it is."""
        return self.session.unit_name

    def refresh(self) -> None:
        """Read anew what waits, or what came back."""
        if self.district is not None:
            self.district.refresh()
            return
        row = max(self.view.currentIndex().row(), 0)
        rows = self.session.read(lambda: returned_cells(self.session.desk)) or []
        self.model.show_rows(rows)
        self.middle.setCurrentIndex(1 if rows else 0)
        waiting = sum(each.status.word == "待修改" for each in rows)
        self.about.setText(f"退回 {len(rows)} 处，还有 {waiting} 处待修改" if rows else "没有退回的格")
        self.hint.setVisible(bool(rows))
        self.jump.setVisible(bool(rows))
        if rows:
            self.view.selectRow(min(row, len(rows) - 1))

    def close_editors(self) -> None:
        """A remark that is being typed is kept as if Enter had been pressed."""
        if self.district is None:
            return
        if self.district.view.is_editing:
            self.district.view.setFocus()
        self.district.keep_typed()
        self.district.founds.rest()
        self.district.board.rest()

    def on_changed(self, keys: frozenset[ReturnKey]) -> None:
        """What this page writes itself it reads anew once, when it is done."""
        if self.district is None or not self.district.deciding.is_writing:
            super().on_changed(keys)

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        """Show the comparison of that return, and that item of it."""
        if self.district is not None:
            self.district.show_return(key)
            slot = next((row.slot for row in self.district.model.rows if row.slot.item == item), None)
            if slot is not None:
                self.district.view.stand_on(slot)

    def _jump_current(self) -> None:
        self.view.jump()

    def _jump(self, row: Returned) -> None:
        self.open_return.emit(row.key, row.item)

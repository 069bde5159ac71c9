"""审核 for the district, 退回与查询 for a unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.page import QUERIES, Page
from haishu_desk.ui.page_stack import PageStack
from haishu_desk.ui.review.closing import Closing
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.queries_board import QueriesBoard
from haishu_desk.ui.review.queries_panel import waiting_of
from haishu_desk.ui.review.unit_desk import UnitDesk
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme


class ReviewPage(Page):
    """One page with two faces: who decides sees the comparison, who reports sees what came back."""

    title = "审核"
    name = "review"
    icon = "checks"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.district = DistrictReview(session, theme) if session.desk.is_district else None
        self.unit_desk = None if session.desk.is_district else UnitDesk(session, theme)
        self.unit = self.unit_desk.returned if self.unit_desk is not None else None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.district is not None:
            self.district.open_return.connect(self.open_return)
            self.setFocusProxy(self.district.view)
            self.closing = Closing(session, theme, self.district)
            self.faces = PageStack()
            self.faces.addWidget(self.district)
            layout.addWidget(self.faces)
            self.district.queue.queried.connect(self.show_queries)
        if self.unit_desk is not None:
            self.title = "退回与查询"
            self.unit_desk.open_return.connect(self.open_return)
            self.unit_desk.open_page.connect(self.open_page)
            layout.addWidget(self.unit_desk)
            self.setFocusProxy(self.unit_desk)

    @cached_property
    def queries(self) -> QueriesBoard | None:
        """All queries of all units, made when they are first asked for; None for a unit."""
        if self.district is None:
            return None
        board = QueriesBoard(self.session, self.theme)
        self.faces.addWidget(board)
        board.wanted.connect(self.open_return)
        board.left.connect(self.show_district)
        board.counted.connect(self.district.queue.show_queries)
        return board

    def _read_queries(self) -> None:
        """The list anew; where it was not made yet, how many of them wait."""
        if self.district is None:
            return
        if "queries" in vars(self) and self.queries is not None:
            self.queries.refresh()
        else:
            self.district.queue.show_queries(waiting_of(self.session))

    def subject(self) -> str:
        """Whose work it is."""
        return self.session.unit_name

    @property
    def is_settled(self) -> bool:
        """The district's checks rest while another page is shown, and go on when this one is."""
        return self.district is None or self.district.is_settled

    def before(self) -> Sequence[Callable[[], object]]:
        is_new = self.district is not None and self.district.key is None
        return [lambda: self.session.desk.line_review.has_opinions] if is_new else []

    def refresh(self) -> None:
        """Read anew what waits, or what came back."""
        for face in (self.district, self.unit_desk):
            if face is not None:
                face.refresh()
        self._read_queries()

    def show_queries(self) -> None:
        """All queries of all units instead of the comparison."""
        if self.queries is not None:
            self.faces.setCurrentWidget(self.queries)
            self.queries.refresh()
            self.queries.setFocus()

    def show_item(self, code: str) -> None:
        """`QUERIES` brings up the list of 查询: by that name 首页 asks for it."""
        if code != QUERIES:
            return
        if self.unit_desk is not None:
            self.unit_desk.show_queries()
        self.show_queries()

    def show_district(self) -> None:
        """The comparison again."""
        if self.district is not None:
            self.faces.setCurrentWidget(self.district)
            self.district.view.setFocus()

    def close_editors(self) -> None:
        """A remark or an answer that is being typed is kept as if Enter had been pressed."""
        if self.unit_desk is not None:
            self.unit_desk.close_editors()
        if self.district is None:
            return
        if self.district.view.is_editing:
            self.district.view.setFocus()
        self.district.keep_typed()
        self.district.rest()

    def keep_typing(self) -> None:
        if self.unit is not None:
            self.unit.keep_typing()

    def on_changed(self, keys: frozenset[ReturnKey]) -> None:
        """What this page writes itself it reads anew once, when it is done."""
        if self.district is None or not self.district.deciding.is_writing:
            super().on_changed(keys)

    def refresh_at(self, key: ReturnKey, item: str | None) -> None:
        if self.district is None:
            super().refresh_at(key, item)
            return
        self.district.refresh(key)
        self._read_queries()
        self.go_to(key, item)

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        """Show the comparison of that return, and that item of it."""
        if self.district is not None:
            self.show_district()
            self.district.go_to(key)
            slot = next((row.slot for row in self.district.model.rows if row.slot.item == item), None)
            if slot is not None:
                self.district.view.stand_on(slot)

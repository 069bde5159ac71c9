"""首页: one page with a face for the unit and one for the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.ui.home.overview import rows_of
from haishu_desk.ui.page import Page
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from haishu_desk.ui.home.district import DistrictHome
    from haishu_desk.ui.home.unit import UnitHome


class HomePage(Page):
    """What is to be done next."""

    title, name, icon = "首页", "home", "house"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.face = _face(session, theme)
        self.face.open_return.connect(self.open_return)
        self.face.open_page.connect(self.open_page)
        if session.desk.is_district:
            self.face.open_review.connect(self.open_review)  # type: ignore[union-attr]
        self.setFocusProxy(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)

    def subject(self) -> str:
        return self.face.subject()

    def refresh(self) -> None:
        rows = self.session.read(lambda: rows_of(self.session))
        if rows is not None:
            self.face.show_rows(rows)
            self.info.emit(self.face.info())
            self.retitled.emit()


def _face(session: Session, theme: Theme) -> UnitHome | DistrictHome:
    """The face for this role; the other one is not loaded."""
    if session.desk.is_district:
        from haishu_desk.ui.home.district import DistrictHome  # noqa: PLC0415

        return DistrictHome(session, theme)
    from haishu_desk.ui.home.unit import UnitHome  # noqa: PLC0415

    return UnitHome(session, theme)

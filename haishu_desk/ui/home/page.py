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
    from haishu_desk.ui.home.second_window import SecondReviewWindow
    from haishu_desk.ui.home.trail_window import TrailWindow
    from haishu_desk.ui.home.unit import UnitHome
    from haishu_desk.ui.home.urging_window import UrgingWindow

TRAIL, URGING, SECOND = "trail", "urging", "second"


class HomePage(Page):
    """What is to be done next; 留痕 and 催报 come up as windows of their own."""

    title, name, icon = "首页", "home", "house"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.trail: TrailWindow | None = None
        self.urging: UrgingWindow | None = None
        self.second: SecondReviewWindow | None = None
        self.face = self._district() if session.desk.is_district else self._unit()
        self.face.open_return.connect(self.open_return)
        self.face.open_page.connect(self.open_page)
        self.face.asked_for_trail.connect(self.show_trail)
        self.setFocusProxy(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.face)

    # The face for this role; the other one is not loaded.

    def _district(self) -> DistrictHome:
        from haishu_desk.ui.home.district import DistrictHome  # noqa: PLC0415

        face = DistrictHome(self.session, self.theme)
        face.open_review.connect(self.open_review)
        face.open_item.connect(self.open_item)
        face.asked_to_urge.connect(self.show_urging)
        face.asked_for_second.connect(self.show_second)
        return face

    def _unit(self) -> UnitHome:
        from haishu_desk.ui.home.unit import UnitHome  # noqa: PLC0415

        face = UnitHome(self.session, self.theme)
        face.counted.connect(self.refresh)
        face.open_item.connect(self.open_item)
        return face

    def subject(self) -> str:
        return self.face.subject()

    def refresh(self) -> None:
        rows = self.session.read(lambda: rows_of(self.session))
        if rows is not None:
            self.face.show_rows(rows)
            self.info.emit(self.face.info())
            self.retitled.emit()

    def show_item(self, code: str) -> None:
        """`TRAIL` brings up 留痕, `URGING` 催报, `SECOND` 第二人审核: by these names the palette asks for them."""
        if code == TRAIL:
            self.show_trail()
        elif code == URGING and self.session.desk.is_district:
            self.show_urging()
        elif code == SECOND and self.session.desk.is_district:
            self.show_second()

    def show_trail(self) -> None:
        """Bring up 留痕."""
        if self.trail is None:
            from haishu_desk.ui.home.trail_window import TrailWindow  # noqa: PLC0415  few look at it

            self.trail = TrailWindow(self.session, self.theme, self)
        self.trail.show_trail()

    def show_urging(self, unit: str | None = None) -> None:
        """Bring up 催报 for that unit, or for whatever is overdue."""
        if self.urging is None:
            from haishu_desk.ui.home.urging_window import UrgingWindow  # noqa: PLC0415  as above

            self.urging = UrgingWindow(self.session, self.theme, self)
        self.urging.show_for(unit)

    def show_second(self) -> None:
        """Bring up 第二人审核."""
        if self.second is None:
            from haishu_desk.ui.home.second_window import SecondReviewWindow  # noqa: PLC0415  as above

            self.second = SecondReviewWindow(self.session, self.theme, self)
            self.second.merged.connect(self.outdated)
        self.second.show_again()

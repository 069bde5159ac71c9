"""随程序来的修订: what a newer program ships otherwise, document by document, each taken or declined."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from haishu_desk.desk.upgrading import Difference, Offer
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.messages import Message
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView

SIZE = (860, 560)
_WORDS = (
    "新版程序带来的规划、报表或规则和现在用的不同。采用后成为新的一版，原来的一版留着；区里自己改过的地方不动。"
    "单位装入以后的任务包就有了。不采用的，等再新的版本才会再提示。"
)


class UpgradeWindow(OfficeWindow):
    """The differences as a list under the name of each document; the buttons speak of the document that is chosen."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "随程序来的修订", parent)
        self.bar.addWidget(self.label("随程序来的修订", name="", use="panel", bold=True))
        self.count = self.label()
        self.bar.addWidget(self.count, 1)
        self.document = QLineEdit()
        self.document.setPlaceholderText("依据的文号（可不写）")
        self.document.setAccessibleName("依据的文号")
        self.document.setFixedWidth(theme.wide(180))
        self.bar.addWidget(self.document)
        self.not_now = self.button("不采用", "x")
        self.take = self.button("采用", "check", primary=True)
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "不同的地方")
        self.column.addWidget(self.view, 1)
        quiet = self.label(_WORDS, name="tertiary")
        quiet.setWordWrap(True)
        quiet.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(quiet)
        self.view.selectionModel().currentChanged.connect(self._name_buttons)
        self.take.clicked.connect(self.take_chosen)
        self.not_now.clicked.connect(self.decline_chosen)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def show_offers(self) -> None:
        """Come up with what is offered now."""
        self.said.forget()
        self._read_again()
        self.show()
        self.activateWindow()
        self.view.setFocus()

    def _read_again(self) -> None:
        offers = self.session.read(self.session.desk.upgrading.offers) or []
        self.lines.show_lines([line for offer in offers for line in _lines(offer)] or [Line("ok", "都是最新的")])
        self.count.setText(f"{len(offers)} 份" if offers else "")
        if offers:
            self.view.setCurrentIndex(self.lines.index(1))
        self._name_buttons()

    @property
    def chosen(self) -> Offer | None:
        """The document that the chosen row belongs to."""
        row = self.view.currentIndex().row()
        offer = self.lines.lines[row].payload if 0 <= row < len(self.lines.lines) else None
        return offer if isinstance(offer, Offer) else None

    def _name_buttons(self) -> None:
        offer = self.chosen
        may = offer is not None and self.session.desk.workspace.database.writable
        for button, word in ((self.take, "采用"), (self.not_now, "不采用")):
            button.setEnabled(may)
            button.setText(f"{word}{offer.title}" if offer else word)

    def take_chosen(self) -> None:
        """Make it the next edition."""
        offer = self.chosen
        if offer is None:
            return
        document = self.document.text().strip() or None
        if self.said.write((), lambda: self.session.desk.upgrading.take(offer.name, document)) is not None:
            self._read_again()
            self.said.say(f"已采用{offer.title}，成为现行的一版。")

    def decline_chosen(self) -> None:
        """Offer it no more."""
        offer = self.chosen
        if offer is None:
            return

        def decline() -> bool:
            self.session.desk.upgrading.decline(offer.name)
            return True

        if self.said.write((), decline):
            self._read_again()
            self.said.say(f"{offer.title}照旧，不再提示。")


def tell_of_offers(session: Session, theme: Theme, window: QWidget) -> None:
    """Say, once a start, that a newer program brought something; nothing on sample data or where one may only read."""
    if session.is_sample or not session.desk.workspace.database.writable:
        return
    offers = session.read(session.desk.upgrading.offers) or []
    if offers:
        titles = "、".join(offer.title for offer in offers)
        text = f"{titles}和现在用的不同。看过再定，现在用的没有变。"
        session.tell(
            Message(
                "info",
                "新版程序带来了修订",
                text,
                "看一看",
                lambda: UpgradeWindow(session, theme, window).show_offers(),
            )
        )


def _lines(offer: Offer) -> list[Line]:
    head = Line(None, offer.title, payload=offer)
    if offer.is_new:
        return [head, Line("info", "新的规划", "采用后可以分工、下发", payload=offer)]
    return [head, *(_line(each, offer) for each in offer.differences)]


def _line(each: Difference, offer: Offer) -> Line:
    mark, corner = ("warn", "区里改过，不动") if each.is_kept else ("info", "")
    return Line(mark, each.where, f"{each.before} → {each.after}", corner=corner, payload=offer)

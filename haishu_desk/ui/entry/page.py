"""填报: the sheet of one return, or of one item of all units, with its tools, its bars and the panel of the current row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.domain.provenance import Provenance
from haishu_desk.ui.entry.arranging import Arranging
from haishu_desk.ui.entry.asking import AskingDesk
from haishu_desk.ui.entry.bars import ClashBar, FindBar, SaidBar
from haishu_desk.ui.entry.bringing import Bringing, Wanted
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.carrying import CarryingOver
from haishu_desk.ui.entry.chooser import why_closed
from haishu_desk.ui.entry.choosing import Choosing
from haishu_desk.ui.entry.commands import Commands
from haishu_desk.ui.entry.detail_panel import DetailPanel
from haishu_desk.ui.entry.evidence import EvidenceDesk
from haishu_desk.ui.entry.filters import ALL, UNFILLED
from haishu_desk.ui.entry.finding import Finding
from haishu_desk.ui.entry.finding_desk import FindingDesk
from haishu_desk.ui.entry.handing_over import HandingOver
from haishu_desk.ui.entry.matrix import Matrix
from haishu_desk.ui.entry.notices import ArrangedBar, CarriedBar, PastePreview
from haishu_desk.ui.entry.offering import OfferBar, Offering
from haishu_desk.ui.entry.provenance_bar import ProvenanceBar
from haishu_desk.ui.entry.selection import says_of
from haishu_desk.ui.entry.settling import Settling
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.entry.side import Side
from haishu_desk.ui.entry.top import Top
from haishu_desk.ui.marks import mark_of_state
from haishu_desk.ui.page import Page
from haishu_desk.ui.printing.printing import Printing
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme


class EntryPage(Page):
    """The sheet. Everything it writes goes by the session; everything it shows is read when something changed."""

    title, name, icon = "填报", "entry", "table"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        brush = Brush(theme)
        self.model = SheetModel(session, self)
        self.top = Top(brush, self, is_district=session.desk.is_district)
        self._build_bars(brush)
        self.view = SheetView(self.model, Brush(theme), self, session.settings)
        self.arranging = Arranging(self.view, self.arranged, self)
        self.commands = Commands(session, self.view, (self.said, self.finder, self.preview), self)
        self.finding = Finding(self.view, self.finder, self)
        bars = (self.carried, self.said)
        self.carrying = CarryingOver(session, self.view, self.commands.blocks, self.arranging, bars)
        self.offering = Offering(session, self.view, self.carrying, self.offer)
        self.choosing = Choosing(session, self.model, self.top, self)
        self.handing = HandingOver(self)
        self.evidence = EvidenceDesk(session, self.view, self.panel, self.said, self)
        self.asking = AskingDesk(session, theme, self.view, self.panel, self.said, page=self)
        self.printing = Printing(self, lambda: self.model.sheet.key if self.model.sheet else None)
        self.coming = Bringing(self)
        self.side = Side(session, self.view, self.panel, self.top.panel, self)
        self.findings = FindingDesk(session, self.view, self.said, brush, self)
        self.settling = Settling(self.view, self.clash, self.said, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def _build_bars(self, brush: Brush) -> None:
        self.closed, self.said = SaidBar(brush, "idle_soft", stays=True), SaidBar(brush, "wash", stays=False)
        self.finder, self.clash, self.panel = FindBar(brush), ClashBar(brush), DetailPanel(brush)
        self.provenance = ProvenanceBar(brush)
        self.preview, self.arranged, self.carried = PastePreview(brush), ArrangedBar(brush), CarriedBar(brush)
        self.offer = OfferBar(brush)
        self.foot = QLabel(self)
        self.foot.setObjectName("secondary")
        self.foot.setContentsMargins(16, 6, 16, 6)
        self.foot.hide()

    def _lay_out(self) -> None:
        left, middle, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for above in (self.closed, self.provenance, self.offer, self.finder, self.arranged):
            left.addWidget(above)
        left.addWidget(self.view, 1)
        for below in (self.foot, self.carried, self.said, self.preview, self.clash, self.findings.panel):
            left.addWidget(below)
        middle.addLayout(left, 1)
        middle.addWidget(self.panel)
        whole.addWidget(self.top)
        whole.addLayout(middle, 1)
        for layout in (left, middle, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        top, model, view = self.top, self.model, self.view
        for button, slot in (
            (top.undo, self.commands.undo), (top.redo, self.commands.redo), (top.seek, self.finder.open),
            (top.carry, self.carrying.carry), (top.problem, self.findings.forward),
            (top.hand_over, self.handing.ask_where),
            (top.print, self.printing.open),
        ):  # fmt: skip
            button.clicked.connect(slot)
        self.choosing.chosen.connect(self._on_chosen)
        top.unfilled.toggled.connect(self._on_unfilled)
        self.arranging.arranged.connect(self._on_arranged)
        model.counted.connect(self._show_count)
        self.findings.wanted.connect(self.go_to)
        self.findings.auditing.found.connect(self._show_count)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        view.frame.zoomed.connect(self._on_selected)
        self.side.asked.connect(self.open_item)
        self.provenance.told.connect(self._on_told)

    def _on_chosen(self, wanted: Wanted) -> None:
        self.show_return(wanted)

    def _on_told(self, told: Provenance | None) -> None:
        self.session.provenance = told

    # What is shown.

    def subject(self) -> str:
        sheet = self.model.sheet
        if isinstance(sheet, Matrix):
            return sheet.title
        return f"{sheet.unit_name}　{sheet.period.title}　{sheet.form['title']}" if sheet else ""

    def refresh(self) -> None:
        self.coming.finish()
        sheet = self.model.sheet
        if isinstance(sheet, Matrix):
            self.show_return((sheet.item.code, sheet.key.period))
        else:
            self.show_return(sheet.key if sheet else self.choosing.first())

    def on_changed(self, keys: frozenset[ReturnKey]) -> None:
        self.coming.finish()
        sheet = self.model.sheet
        if sheet is None or not keys:
            super().on_changed(keys)
            return
        before = {ReturnKey(key.form, key.unit, str(sheet.period.year_before)) for key in sheet.keys}
        if keys & {*sheet.keys, *before}:
            self.model.reread(keys)
            self.side.wake()

    def show_return(self, wanted: Wanted | None, then: Callable[[], None] | None = None) -> None:
        """Show the sheet of that return, or of an item and a period; the same one stays where it is and is read again.

        Of a large workspace it is read and shown in this and the next events. `then` is done when it stands.
        """
        self.coming.bring(wanted, then)

    def _show_count(self) -> None:
        sheet = self.model.sheet
        self.foot.setVisible(isinstance(sheet, Matrix))
        if sheet is None:
            return
        due = {item.code for item in sheet.due}
        problems = len(self.findings.problems.places())
        if isinstance(sheet, Matrix):
            self.foot.setText(sheet.summary())
            self.top.show_state("idle", "代录", len(sheet.filled & due), len(due))
            self.top.lead_to(problems, may_hand_over=False)
            self.closed.say("idle", "", "")
            return
        mark, word = ("clash", "数据不一致") if sheet.clashing else (mark_of_state(sheet.state)[0], sheet.state)
        self.top.show_state(mark, word, len(sheet.answered & due), len(due))
        self.top.lead_to(problems, may_hand_over=bool(sheet.filled) and not sheet.is_read_only)
        desk = self.session.desk
        self.closed.say(*why_closed(sheet, is_district=desk.is_district, writable=desk.workspace.database.writable))

    # Where to go.

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        if not self.choosing.may_show(key.unit):
            return
        self.show_return(key, partial(self._stand_on, item))

    def _stand_on(self, item: str | None) -> None:
        row = self.model.row_of(item) if item else -1
        if row >= 0:
            if self.view.isRowHidden(row):
                self.arranging.restore()
                row = self.model.row_of(item or "")
            column = self.model.problem_column(row) if self.model.is_problem(row) else self.model.column_of(VALUE)
            self.view.go(row, column)
        self.view.setFocus()
        self.findings.stand_on(item)

    def refresh_at(self, key: ReturnKey, item: str | None) -> None:
        if self.choosing.may_show(key.unit):
            self.go_to(key, item)
        else:
            self.refresh()

    @property
    def is_settled(self) -> bool:
        return self.coming.is_settled

    def close_editors(self) -> None:
        self.coming.leave()
        self.view.close_editor()
        self.view.frame.remember()
        self.side.rest()
        self.findings.rest()

    def keep_typing(self) -> None:
        self.view.editing.keep()

    def _on_unfilled(self, only: bool) -> None:  # noqa: FBT001  a signal of Qt
        if only != (self.arranging.state == UNFILLED):
            self.arranging.show_only(UNFILLED if only else ALL)

    def _on_arranged(self) -> None:
        self.top.unfilled.setChecked(self.arranging.state == UNFILLED)

    def _on_selected(self) -> None:
        percent = self.view.frame.percent
        self.info.emit("　".join(filter(None, [says_of(self.view), f"{percent}%" if percent != 100 else ""])))  # noqa: PLR2004

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.side.wake()
        self.findings.auditing.wake()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.place()
        self.findings.fit()

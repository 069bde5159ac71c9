"""填报: the sheet of one return with its tools, its bars and the panel of the current row."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.entry.bars import ClashBar, FindBar, SaidBar
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.chooser import Chooser, why_closed
from haishu_desk.ui.entry.commands import Commands
from haishu_desk.ui.entry.detail_panel import DetailPanel
from haishu_desk.ui.entry.finding_desk import FindingDesk
from haishu_desk.ui.entry.selection import says_of
from haishu_desk.ui.entry.settling import Settling
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.entry.side import Side
from haishu_desk.ui.entry.top import Top
from haishu_desk.ui.marks import mark_of_state
from haishu_desk.ui.messages import Message
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
        self.chooser = Chooser.of(session.desk)
        self.model = SheetModel(session, self)
        self.top = Top(brush, self, is_district=session.desk.is_district)
        self.closed, self.said = SaidBar(brush, "idle_soft", stays=True), SaidBar(brush, "wash", stays=False)
        self.finder, self.clash, self.panel = FindBar(brush), ClashBar(brush), DetailPanel(brush)
        self.view = SheetView(self.model, brush, self)
        self.commands = Commands(session, self.view, self.said, self.finder, self)
        self.printing = Printing(self, lambda: self.model.sheet.key if self.model.sheet else None)
        self._documents: object = None
        self.side = Side(session, self.view, self.panel, self.top.panel, self)
        self.findings = FindingDesk(session, self.view, self.said, brush, self)
        self.settling = Settling(self.view, self.clash, self.said, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def _lay_out(self) -> None:
        left, middle, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        left.addWidget(self.closed)
        left.addWidget(self.finder)
        left.addWidget(self.view, 1)
        left.addWidget(self.said)
        left.addWidget(self.clash)
        left.addWidget(self.findings.panel)
        middle.addLayout(left, 1)
        middle.addWidget(self.panel)
        whole.addWidget(self.top)
        whole.addLayout(middle, 1)
        for layout in (left, middle, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        top, model, view = self.top, self.model, self.view
        top.form_chosen.connect(self._on_form)
        top.unit_chosen.connect(self._on_unit)
        top.period_chosen.connect(self._on_period)
        for button, slot in (
            (top.undo, self.commands.undo), (top.redo, self.commands.redo), (top.seek, self.finder.open),
            (top.problem, self.findings.forward), (top.hand_over, self._ask_where),
            (top.print, self.printing.open),
        ):  # fmt: skip
            button.clicked.connect(slot)
        top.unfilled.toggled.connect(self._on_unfilled)
        model.counted.connect(self._show_count)
        self.findings.wanted.connect(self.go_to)
        self.findings.auditing.found.connect(self._show_count)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        self.side.asked.connect(self.open_item)

    # What is shown.

    def subject(self) -> str:
        sheet = self.model.sheet
        return f"{sheet.unit.name}　{sheet.period.title}　{sheet.form['title']}" if sheet else ""

    def refresh(self) -> None:
        self.chooser = Chooser.of(self.session.desk)
        key = self.model.sheet.key if self.model.sheet else self.chooser.first(self._own_unit)
        self.show_return(key)

    def on_changed(self, keys: frozenset[ReturnKey]) -> None:
        sheet = self.model.sheet
        if sheet is None or not keys:
            super().on_changed(keys)
            return
        before = ReturnKey(sheet.key.form, sheet.key.unit, str(sheet.period.year_before))
        if before in keys:
            sheet.read_previous()
        if keys & {sheet.key, before}:
            self.model.reread()
            self.side.wake()
        if not keys <= set(self.chooser.returns):
            self.chooser = Chooser.of(self.session.desk)

    def show_return(self, key: ReturnKey | None) -> None:
        """Show the sheet of that return; the same one stays where it is and is read again."""
        sheet, desk = self.model.sheet, self.session.desk
        if sheet is not None and key == sheet.key and self._documents is desk.documents:
            sheet.read_previous()
            self.model.reread()
        else:
            self.close_editors()
            self._documents = desk.documents
            made = self.session.read(lambda: Sheet(desk, key)) if key else None
            self.model.show_sheet(made)
            self.said.say("idle", "", "")
            if made is not None and self.model.kept_count:
                self.said.say(
                    "bad", "没有存入", f"上次有 {self.model.kept_count} 格没有存入，文字还在格里。按 F8 到那一格。"
                )
            self._begin()
        self._show_top()
        self.retitled.emit()

    def _begin(self) -> None:
        """Stand on the first cell to type into."""
        self.top.unfilled.setChecked(False)
        row = next((row for row, line in enumerate(self.model.lines) if line.item is not None), -1)
        self.view.go(row, self.model.column_of(VALUE))
        self.view.scrollToTop()
        self.view.horizontalScrollBar().setValue(0)

    def _show_top(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return
        key = sheet.key
        self.top.show_forms(self.chooser.forms(key.unit, key.period), key.form)
        self.top.show_choices(self.top.units, self.chooser.units(), key.unit)
        self.top.show_choices(self.top.periods, self.chooser.periods(key.unit), key.period)

    def _show_count(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return
        due = {item.code for item in sheet.due}
        mark, word = ("clash", "数据不一致") if sheet.clashes() else (mark_of_state(sheet.state)[0], sheet.state)
        self.top.show_state(mark, word, len(sheet.filled & due), len(due))
        problems = len(self.findings.problems.places())
        self.top.lead_to(problems, may_hand_over=bool(sheet.filled) and not sheet.is_read_only)
        desk = self.session.desk
        closed = why_closed(sheet, is_district=desk.is_district, writable=desk.workspace.database.writable)
        self.closed.say(*closed)

    # Where to go.

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        if self._own_unit not in (None, key.unit):
            return
        self.show_return(key)
        row = self.model.row_of(item) if item else -1
        if row >= 0:
            column = self.model.problem_column(row) if self.model.is_problem(row) else self.model.column_of(VALUE)
            self.view.go(row, column)
        self.view.setFocus()
        self.findings.stand_on(item)

    def close_editors(self) -> None:
        self.view.close_editor()
        self.side.rest()
        self.findings.auditing.rest()

    @property
    def _own_unit(self) -> str | None:
        desk = self.session.desk
        return None if desk.is_district else desk.identity.unit

    def _on_form(self, form: str) -> None:
        if self.model.sheet is not None:
            self.show_return(ReturnKey(form, self.model.sheet.key.unit, self.model.sheet.key.period))

    def _on_unit(self, unit: str) -> None:
        if self.model.sheet is not None:
            key = self.model.sheet.key
            self.show_return(self.chooser.near(unit, key.period, key.form))

    def _on_period(self, period: str) -> None:
        if self.model.sheet is not None:
            key = self.model.sheet.key
            self.show_return(self.chooser.near(key.unit, period, key.form))

    def _on_unfilled(self, only: bool) -> None:  # noqa: FBT001  a signal of Qt
        """Hide what is filled; a row that is filled from now on stays until it is asked again."""
        sheet, members = self.model.sheet, 0
        for row in reversed(range(len(self.model.lines))):
            item = self.model.lines[row].item
            is_shown = members > 0 if item is None else not (sheet and item.code in sheet.filled)
            members = 0 if item is None else members + is_shown
            self.view.setRowHidden(row, only and not is_shown)
        self.view.fit()

    def _on_selected(self) -> None:
        self.info.emit(says_of(self.view))

    # 传出上报包.

    def _ask_where(self) -> None:
        sheet = self.model.sheet
        if sheet is not None:
            name = f"{sheet.unit.name}_{sheet.key.period}_上报包.xlsx"
            path, _ = QFileDialog.getSaveFileName(self, "传出上报包", str(Path.home() / name), "Excel 工作簿 (*.xlsx)")
            if path:
                self.hand_over(Path(path))

    def hand_over(self, path: Path) -> None:
        """Seal what stands in all open forms of this period and write the bundle to `path`."""
        self.close_editors()
        sheet, desk = self.model.sheet, self.session.desk
        if sheet is None:
            return
        if self.model.kept_count:
            self.said.say(
                "bad", "没有传出", f"有 {self.model.kept_count} 格的内容没有存入，按 F8 到那一格，改好或放弃后再传出。"
            )
            return
        keys = self.chooser.of_period(sheet.key) or [sheet.key]
        is_open = [desk.course(key).state(has_edits=True) not in CLOSED for key in keys]
        form = None if all(is_open) else sheet.key.form
        rows = self.session.write(keys, lambda: desk.exchange.submit(sheet.key.unit, sheet.key.period, form, path))
        if rows is None:
            self.findings.show_open(keys)
        else:
            title = f"已传出{parse_period(sheet.key.period).title}上报包，共 {rows[0]['cells']} 项"
            self.session.tell(Message("ok", title, f"{rows[0]['file']}　请交到区级，收到回执前不要删。"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.side.wake()
        self.findings.auditing.wake()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.place()
        self.findings.fit()

"""规划: the tree at the left, the table or the cards in the middle, the chosen entry at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.items import INDICATOR
from haishu_desk.ui.breakdown.part import BreakdownPart
from haishu_desk.ui.page import Page
from haishu_desk.ui.plan import left, panel
from haishu_desk.ui.plan.amending import AmendingCard
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.details import Details, details_of
from haishu_desk.ui.plan.finding import Entry
from haishu_desk.ui.plan.history import MOST, History
from haishu_desk.ui.plan.jumps import return_of
from haishu_desk.ui.plan.left import Left
from haishu_desk.ui.plan.links import Link
from haishu_desk.ui.plan.middle import Middle
from haishu_desk.ui.plan.outline import summary
from haishu_desk.ui.plan.panel import DetailsPanel, Story
from haishu_desk.ui.plan.places import BREAKDOWN, CHECKS, PLAN, TABLE, Place
from haishu_desk.ui.plan.related import related
from haishu_desk.ui.session import Session
from haishu_desk.ui.slices import for_a_slice
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns

WIDE = 1600
READING = "正在读报过的数，读完就更新；右边是先前的"


class PlanPage(Page):
    """The plans to read. Districts and units see the same; what can be filled in from here differs."""

    name = "plan"
    title = "规划"
    icon = "tree-structure"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._contents = Contents(session.desk.documents)
        self._history = History(session.desk)
        self._ground: object = None
        self._edition: tuple[str, ...] = ()
        self._code = ""
        self._turns = Turns(session, self)
        self._seeking: Iterator[None] = iter(())
        self.place = Place(TABLE, self._contents.plans[0])
        self.left, self.middle, self.panel = Left(theme, self), Middle(theme, self), DetailsPanel(theme, self)
        self.breakdown = BreakdownPart(session, theme, self)
        self.breakdown.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.left, self.middle, self.breakdown, self.panel):
            layout.addWidget(widget, int(widget in (self.middle, self.breakdown)))
        self._connect()
        self.setFocusProxy(self.middle.table)

    def _connect(self) -> None:
        self.left.chosen.connect(self.show_place)
        self.left.went.connect(self._on_found)
        self.left.left.connect(self._on_left)
        self.middle.chosen.connect(self._on_chosen)
        self.middle.followed.connect(self.show_item)
        self.middle.led.connect(self.show_place)
        self.middle.asked.connect(self._on_asked)
        self.panel.followed.connect(self._on_link)
        self.panel.opened.connect(self.show_place)
        self.panel.asked_entry.connect(self.fill_in)
        self.panel.asked_monitor.connect(self.monitor)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (("Ctrl+F", self._on_seek), ("Ctrl+T", self.fill_in), ("Ctrl+J", self.monitor)):
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(slot)

    # What is shown.

    def subject(self) -> str:
        return "、".join(self._contents.title(plan) for plan in self._contents.plans) + "规划纲要"

    @property
    def is_settled(self) -> bool:
        """The draft of 责任分解 lies in a file of its own; and what was reported may still be under way."""
        return self.place.kind != BREAKDOWN and not self._turns.is_waiting

    def before(self) -> Sequence[Callable[[], object]]:
        documents = self.session.desk.documents
        unread = [plan for plan in self._contents.plans if not documents.is_looked_through(plan)]
        return [partial(documents.consistency_json, plan) for plan in unread]

    def refresh(self) -> None:
        self._history = History(self.session.desk)
        if not self._has_other_editions():
            if self.place.kind == BREAKDOWN:
                self.breakdown.show_plan(self.place.plan)
            self._look_again()
            return
        documents = self.session.desk.documents
        if self._contents.documents is not documents:
            self._contents = Contents(documents)
        self.left.show_contents(self._contents)
        self.middle.show_contents(self._contents)
        code, self._code = self._code, ""
        self._show(self.place)
        self.middle.choose(code)
        if not self._code:
            self.middle.choose_first()
        self._tell_of_reading()

    def _has_other_editions(self) -> bool:
        """Whether plans, units or assignment are other ones than when this was asked last."""
        documents = self.session.desk.documents
        before, self._ground = self._ground, documents.ground
        if before is None or before is self._ground:  # each of them is long to read
            return before is None
        names = (*(f"plan:{plan}" for plan in documents.catalogue.plans), "assignment", "units")
        known, self._edition = self._edition, tuple(documents.edition(name).id for name in names)
        return known != self._edition

    def show_place(self, place: Place) -> None:
        """Show a table, a 专栏, a chapter, the targets or a list in the middle."""
        self._show(Place(TABLE, place.plan) if place.kind == PLAN else place)
        self.middle.choose_first()

    def _show(self, place: Place) -> None:
        self.place = place
        self.left.tree.choose(place)
        is_breakdown = place.kind == BREAKDOWN
        for widget in (self.middle, self.panel):
            widget.setVisible(not is_breakdown)
        self.breakdown.setVisible(is_breakdown)
        if is_breakdown:
            self.breakdown.show_plan(place.plan)
            if not self.left.isAncestorOf(self.focusWidget()):
                self.breakdown.grid.setFocus()
        else:
            self.middle.show_place(place)

    def show_item(self, code: str) -> None:
        """Go to whatever has that code, wherever it stands; a code that there is nothing of changes nothing."""
        entry = self._contents.entry(code)
        if entry is None:
            return
        if entry.place != self.place:
            self._show(entry.place)
        self.middle.choose(entry.code)
        if self._code != entry.code:
            self._on_chosen(entry.code)

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        del key
        if item is not None:
            self.show_item(item)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_left()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE
        self.left.setFixedWidth(self.theme.wide(left.WIDE if is_wide else left.WIDTH))
        self.panel.setFixedWidth(self.theme.wide(panel.WIDE if is_wide else panel.WIDTH))

    # Where one can go from here.

    def fill_in(self) -> None:
        """Open the sheet at the current entry's cell, if this workspace has one."""
        item = self.panel.details.item if self.panel.details else ""
        key = self.session.read(lambda: return_of(self.session.desk, item)) if item else None
        if key is not None:
            self.open_return.emit(key, item)

    def monitor(self) -> None:
        """Open the chart of the current entry, if there is one."""
        item = self.panel.details.item if self.panel.details else ""
        if item and self._history.may_monitor(item):
            self.open_item.emit("monitor", item)

    # What was done.

    def _on_chosen(self, code: str) -> None:
        self._code = code
        if not code:
            return
        details = details_of(self._contents, code)
        if self._turns.are_taken:
            self.panel.show_reading(details)
        self._seek(details, None)

    def _look_again(self) -> None:
        """Of the chosen entry only what was reported can be otherwise: the panel stays where that is the same."""
        details = self.panel.details
        if details is None or details.code != self._code:
            self._on_chosen(self._code)
            return
        self._seek(details, None if self._turns.is_waiting else self.panel.story)
        self._tell_of_reading()

    def _seek(self, details: Details, told: Story | None) -> None:
        """Read what was reported for it, in slices where there are many returns, and show it then; `told` is shown already."""
        self._seeking = self._history.seeking(details.item, MOST + 1)
        self._turns.then(partial(self._seek_on, details, told))

    def _seek_on(self, details: Details, told: Story | None) -> None:
        if self._turns.are_taken and self._seek_some():
            self._turns.then(partial(self._seek_on, details, told))
            return
        story = self._read_story(details.item)
        self._turns.then(partial(self._show_read, details, story if story != told else None))

    def _show_read(self, details: Details, story: Story | None) -> None:
        if story is not None:
            self._show_story(details, story)
        self._tell_of_reading()

    def _seek_some(self) -> bool:
        """Seek on for a slice; whether there is more to seek."""
        with suppress(DeskError):  # what cannot be read is said where it is asked for
            return for_a_slice(lambda: next(self._seeking, self) is not self)
        return False

    def _tell_of_reading(self) -> None:
        """What the panel says was read before, until it is read anew; where it says nothing yet it says so itself."""
        rows = f"{self.middle.row_count()} 行指标 · {summary(self._contents)}"
        self.info.emit(READING if self._turns.is_waiting and not self.panel.is_reading else rows)

    def _read_story(self, item: str) -> Story:
        return self.session.read(lambda: self._story(item)) or Story()

    def _show_story(self, details: Details, story: Story) -> None:
        code = self._code
        boxes = len(self._contents.boxes[code.partition("-")[0]]) or len(self._contents.boxes[self._contents.plans[0]])
        self.panel.show_details(details, story, related(self._contents, details.code), boxes, self._amending(details))

    def _amending(self, details: Details) -> AmendingCard | None:
        """Where the district adjusts a target or a definition; nothing for a unit, or for what is no indicator."""
        desk = self.session.desk
        item = desk.documents.catalogue.get(details.item) if details.is_own and details.item else None
        if item is None or item.kind != INDICATOR or not desk.is_district:
            return None
        return AmendingCard(self.session, self.theme, item)

    def _story(self, item: str) -> Story:
        if not item:
            return Story()
        history = self._history
        to_fill_in = return_of(self.session.desk, item)
        text = self.session.desk.importing.text_of(item)
        past, units = history.past(item, MOST + 1), len(history.units(item))
        return Story(past, history.series(item), to_fill_in, history.may_monitor(item), text, units)

    def _on_found(self, entry: Entry) -> None:
        if entry.code:
            self.show_item(entry.code)
        else:
            self.show_place(entry.place)

    def _on_link(self, link: Link) -> None:
        if link.code:
            self.show_item(link.code)
        elif link.place is not None:
            self.show_place(link.place)

    def _on_asked(self) -> None:
        self.show_place(Place(CHECKS, self.place.plan))

    def _on_seek(self) -> None:
        self.left.search.setFocus()
        self.left.search.selectAll()

    def _on_left(self) -> None:
        (self.breakdown.grid if self.place.kind == BREAKDOWN else self.middle.view).setFocus()

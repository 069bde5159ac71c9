"""The middle: the printed table, cards, or the table of targets, each under its title."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.ui.plan.cards import CardView
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.foot import Foot
from haishu_desk.ui.plan.places import (
    BOX,
    BOXES,
    CHAPTER,
    CHECKS,
    LIST,
    LISTS,
    SECTION,
    TABLE,
    TARGETS,
    Place,
    chapter_words,
    in_words,
)
from haishu_desk.ui.plan.rows import HEAD, CardRow, rows_of
from haishu_desk.ui.plan.short_label import ShortLabel
from haishu_desk.ui.plan.table_model import CODE_ROLE, PrintedTable
from haishu_desk.ui.plan.table_view import PrintedView
from haishu_desk.ui.plan.targets_model import target_rows
from haishu_desk.ui.plan.targets_view import TargetsView
from haishu_desk.ui.theme import Theme


class Middle(QFrame):
    """`chosen` carries the code of what is current, `followed` a code to go to, `led` a Place, `asked` wants the checks."""

    chosen = Signal(str)
    followed = Signal(str)
    led = Signal(object)
    asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planMiddle")
        self.head, self.about = QLabel(self), ShortLabel(self)
        self.head.setFont(theme.font("sheet", bold=True))
        self.about.setObjectName("secondary")
        self.table, self.cards, self.targets = PrintedView(theme, self), CardView(theme, self), TargetsView(theme, self)
        self.foot = Foot(theme, self)
        self.stack = QStackedWidget(self)
        for view in (self.table, self.cards, self.targets):
            self.stack.addWidget(view)
            view.chosen.connect(self.chosen)
        self.targets.followed.connect(self.followed)
        self.cards.entered.connect(self._on_entered)
        self.foot.asked.connect(self.asked)
        self._lay_out(theme.tall(44))
        self._tables: dict[str, PrintedTable] = {}

    def _lay_out(self, bar_height: int) -> None:
        bar = QFrame(self)
        bar.setObjectName("toolBar")
        bar.setFixedHeight(bar_height)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self.head)
        row.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, self.stack, self.foot):
            column.addWidget(widget, int(widget is self.stack))

    def show_contents(self, contents: Contents) -> None:
        """Take the tables of other plans; what is shown is shown by `show_place`."""
        self._contents = contents
        self._tables = {plan: PrintedTable(contents, plan) for plan in contents.plans}

    @property
    def view(self) -> PrintedView | CardView | TargetsView:
        """What is shown now."""
        current = self.stack.currentWidget()
        return next(view for view in (self.table, self.cards, self.targets) if view is current)

    def row_count(self) -> int:
        """How many rows all printed tables have."""
        return sum(table.rowCount() for table in self._tables.values())

    def show_place(self, place: Place) -> None:
        """Show a table, cards, or targets."""
        if place.kind == TABLE:
            self._show_table(place.plan)
        elif place.kind == TARGETS:
            self._show_targets(place)
        else:
            self._show_cards(place)

    def choose(self, code: str) -> None:
        """Make an entry of the place that is shown current."""
        self.view.choose(code)

    def choose_first(self) -> None:
        """Make the first entry current; in a table that was here before, the one that was current last."""
        if self.view is self.table:
            code = self.table.code or str(self.table.model().index(0, 0).data(CODE_ROLE))
            is_current = code == self.table.code
            self.table.choose(code)  # which says that it was chosen, where another one was
            if is_current:
                self.chosen.emit(code)
        elif self.view is self.targets:
            self.targets.choose_first()
        else:
            self.cards.choose_first()

    def _show_table(self, plan: str) -> None:
        model = self._tables[plan]
        if self.table.model() is not model:
            self.table.show_table(model)
        frame = self._contents.frame(plan)
        numbers = len({model.index(row, 0).data() for row in range(model.rowCount())})
        size = f"{numbers} 项" + (f" {model.rowCount()} 行" if numbers != model.rowCount() else "")
        binding = model.binding_count()
        said = [chapter_words(frame["table"]), size + (f"，约束性 {binding} 项" if binding else "")]
        self._title(self._contents.table_title(plan), " · ".join(said))
        self.foot.show_notes(frame["notes"], self._contents.checks(plan))
        self.stack.setCurrentWidget(self.table)

    def _show_targets(self, place: Place) -> None:
        rows = target_rows(self._contents, place)
        repeats = sum(bool(row.indicator) for row in rows)
        said = f"{len(rows)} 项" + (f"，其中 {repeats} 项在指标表里填报" if repeats else "")
        chapter = f"第{in_words(int(place.name))}章 · " if place.name else ""
        self._title("正文目标", chapter + said)
        self.targets.show_rows(rows)
        self.foot.hide()
        self.stack.setCurrentWidget(self.targets)

    def _show_cards(self, place: Place) -> None:
        rows = rows_of(self._contents, place)
        heads = [row for row in rows if row.kind == HEAD]
        self._title(*self._card_title(place, heads))
        self.cards.show_rows(rows)
        self.foot.hide()
        self.stack.setCurrentWidget(self.cards)

    def _title(self, title: str, about: str) -> None:
        self.head.setText(title)
        self.about.say(about)

    def _on_entered(self, row: CardRow) -> None:
        if row.place is not None:
            self.led.emit(row.place)
        else:
            self.followed.emit(row.code)

    def _card_title(self, place: Place, heads: list[CardRow]) -> tuple[str, str]:
        """Title and second line over the cards: where one is, not what the card itself says."""
        plan = self._contents.title(place.plan)
        first = heads[0] if heads else CardRow(HEAD, "")
        if place.kind == BOX:
            source = self._contents.box(place.plan, int(place.name))["source"]
            return chapter_words(source), self._contents.heading(place.plan, source)
        if place.kind in (CHAPTER, SECTION):
            section = place.name.partition(".")[2]
            return f"{first.number}第{in_words(int(section))}节" if section else first.number, first.title
        titles = {
            BOXES: ("专栏", f"{plan} · {len(heads)} 个"),
            LIST: ("名单", plan),
            LISTS: ("名单", f"{plan} · {len(heads)} 份"),
            CHECKS: ("核对", f"{plan}规划的表、专栏和正文之间"),
        }
        return titles.get(place.kind, ("", ""))

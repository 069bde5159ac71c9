"""这个数从哪来: the figures of a report as a list, and of the chosen one the cell, the people and the version behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.report.facts import PRINTED, REPORTED, Fact
from haishu_desk.ui.icons import icon
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView
from haishu_desk.ui.widgets.sections import EDGE, Section

_MARKS = {REPORTED: "info", PRINTED: "idle"}


class OriginPanel(Section):
    """`chosen` carries the number of a fact; `asked` the ReturnKey and the item whose cell is to be opened, `asked_item` a page and an item."""

    chosen = Signal(int)
    asked = Signal(object, str)
    asked_item = Signal(str, str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "这个数从哪来", parent)
        self._session = session
        self._facts: tuple[Fact, ...] = ()
        self.fact: Fact | None = None
        self.column.setContentsMargins(0, 10, 0, 10)
        self.column.itemAt(0).layout().setContentsMargins(EDGE, 0, EDGE, 0)
        self.search = QLineEdit()
        self.search.setPlaceholderText("点正文里的数，或在这里找名称、数")
        self.search.setAccessibleName("在报告的数里找")
        self.search.setClearButtonEnabled(True)
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "报告里的数")
        self.card = _Card(theme)
        self.open = QPushButton(icon(theme, "table", "text2"), "打开这一格")
        for widget in (self.search, self.view, self.card, self.open):
            inset = QHBoxLayout()
            edge = 0 if widget is self.view else EDGE
            inset.setContentsMargins(edge, 0, edge, 0)
            inset.addWidget(widget)
            self.column.addLayout(inset, int(widget is self.view))
        self.view.setMinimumHeight(theme.tall(52))
        self.search.textChanged.connect(self._narrow)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.open.clicked.connect(self._open)
        self.show_facts(())

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show the figures of another report; none is chosen."""
        self._facts, self.fact = tuple(facts), None
        self.count(f"{len(facts)} 个" if facts else "")
        self._narrow()
        self._show_card()

    def choose(self, number: int) -> None:
        """Show that figure, as if it had been chosen in the list."""
        if self.lines.row_of(number) < 0:
            self.search.clear()
        row = self.lines.row_of(number)
        if row >= 0:
            self.view.setCurrentIndex(self.lines.index(row))

    def _narrow(self) -> None:
        words = self.search.text().split()
        self.lines.show_lines([_line(fact) for fact in self._facts if _fits(fact, words)])

    def _on_current(self, current: QModelIndex) -> None:
        line = self.lines.lines[current.row()] if current.isValid() else None
        self.fact = next((fact for fact in self._facts if line is not None and fact.number == line.payload), None)
        self._show_card()
        QTimer.singleShot(0, self, self._keep_in_view)  # the card takes room from the list
        if self.fact is not None:
            self.chosen.emit(self.fact.number)

    def _keep_in_view(self) -> None:
        self.column.activate()
        self.view.scrollTo(self.view.currentIndex())

    def _show_card(self) -> None:
        fact = self.fact
        self.card.setVisible(fact is not None)
        self.open.setVisible(fact is not None and bool(fact.item))
        if fact is None:
            return
        self.card.show_fact(fact, self._said_by(fact))
        self.open.setText({REPORTED: "打开这一格", PRINTED: "看规划的这一项"}.get(fact.kind, "看监测的这一项"))

    def _said_by(self, fact: Fact) -> str:
        """Who reported it and who approved it, each with the day."""
        key = self._key(fact)
        if key is None:
            return ""
        course = self._session.read(lambda: self._session.desk.course(key))
        if course is None:
            return ""
        sealed = [each for each in course.revisions if version_code(each.id) == fact.revision]
        names = {each.id for each in sealed}
        decided = [each for each in course.decisions if each.revision in names and each.what == "approved"]
        said = [f"{each.author.at[:10]} {each.author.person} 上报" for each in sealed[:1]]
        said += [f"{each.author.at[:10]} {each.author.person} 审核通过" for each in decided[-1:]]
        return " · ".join(said)

    def _key(self, fact: Fact) -> ReturnKey | None:
        documents = self._session.desk.documents
        if fact.kind != REPORTED or not fact.unit:
            return None
        return ReturnKey(documents.form_of(documents.catalogue.get(fact.item)), fact.unit, fact.period)

    def _open(self) -> None:
        fact = self.fact
        if fact is None:
            return
        key = self._key(fact)
        if key is not None:
            self.asked.emit(key, fact.item)
        else:
            self.asked_item.emit("plan" if fact.kind == PRINTED else "monitor", fact.item)


class _Card(QFrame):
    """One figure, large, and what is known of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(3)
        self.value, self.text = QLabel(), QLabel()
        self.value.setFont(theme.font("figure", bold=True))
        self.text.setFont(theme.font("chip"))
        for label in (self.value, self.text):
            label.setWordWrap(True)
            label.setTextFormat(label.textFormat().PlainText)
            column.addWidget(label)

    def show_fact(self, fact: Fact, said_by: str) -> None:
        """Show that one."""
        self.value.setText(fact.value)
        self.text.setText("\n".join(_told(fact, said_by)))


def _told(fact: Fact, said_by: str) -> Iterator[str]:
    yield "·".join(filter(None, (fact.place, fact.vintage)))
    yield "；".join(filter(None, (fact.kind, fact.basis, fact.source, fact.how)))
    if fact.revision:
        yield f"版本码 {fact.revision}"
    if said_by or fact.day:
        yield said_by or f"{fact.day} 审核通过"


def _line(fact: Fact) -> Line:
    when = "·".join(filter(None, (fact.when, fact.who)))
    return Line(_MARKS.get(fact.kind, "idle"), fact.name, when, fact.kind, fact.value, fact.number, fact.place)


def _fits(fact: Fact, words: Sequence[str]) -> bool:
    said = f"{fact.name} {fact.value} 〔{fact.number}〕 {fact.who} {fact.when} {fact.kind}"
    return all(word in said for word in words)

"""规划: the tree at the left, the table or the cards in the middle, the chosen entry at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.page import Page
from haishu_desk.ui.plan.cards import CardView
from haishu_desk.ui.plan.contents import (
    BOX,
    BOXES,
    LIST_TITLES,
    LISTS,
    PLAN,
    TABLE,
    Contents,
    Entry,
    Place,
    chapter_words,
)
from haishu_desk.ui.plan.details import details_of
from haishu_desk.ui.plan.panel import DetailsPanel
from haishu_desk.ui.plan.table_model import CODE_ROLE, PrintedTable
from haishu_desk.ui.plan.table_view import PrintedView
from haishu_desk.ui.plan.tree import ENTRY_ROLE, ContentsTree, ContentsView, FoundDelegate, FoundModel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

LEFT = 248


class PlanPage(Page):
    """The plans to read. Districts and units see the same."""

    name = "plan"
    title = "规划"
    icon = "tree-structure"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._contents = Contents(session.desk.documents)
        self._edition: tuple[str, ...] = ()
        self._tables: dict[str, PrintedTable] = {}
        self._tree_model: ContentsTree | None = None
        self.place = Place(TABLE, self._contents.plans[0])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_left())
        layout.addWidget(self._build_middle(), 1)
        self.panel = DetailsPanel(theme, self)
        self.panel.followed.connect(self.show_code)
        layout.addWidget(self.panel)
        self.setFocusProxy(self.table)
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self.search.setFocus,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    # Parts.

    def _build_left(self) -> QWidget:
        left = QFrame(self)
        left.setObjectName("treePanel")
        left.setFixedWidth(self.theme.wide(LEFT))
        self._build_search(left)
        self.tree = ContentsView(self.theme, left)
        self.tree.chosen.connect(self.show_place)
        self.found = QListView(left)
        self.found.setAccessibleName("查找结果")
        self._found_model = FoundModel()
        self.found.setModel(self._found_model)
        self.found.setItemDelegate(FoundDelegate(self.theme, self.found))
        self.found.clicked.connect(self._on_found)
        self.found.activated.connect(self._on_found)
        self._hits = QLabel(left)
        self._hits.setObjectName("tertiary")
        self._hits.setFont(self.theme.font("small"))
        self._hits.setContentsMargins(14, 0, 0, 4)
        self._left = QStackedWidget(left)
        self._left.addWidget(self.tree)
        self._left.addWidget(self.found)
        box = QVBoxLayout()
        box.setContentsMargins(12, 10, 12, 8)
        box.addWidget(self.search)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(box)
        layout.addWidget(self._hits)
        layout.addWidget(self._left, 1)
        self._hits.hide()
        return left

    def _build_search(self, left: QWidget) -> None:
        self.search = QLineEdit(left)
        self.search.setPlaceholderText("按名称或代码查找")
        self.search.setAccessibleName("在规划中查找")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            QIcon(pixmap(self.theme, "magnifying-glass", "text3", 14)), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_first_found)

    def _build_middle(self) -> QWidget:
        middle = QFrame(self)
        middle.setObjectName("planMiddle")
        head = self._build_head(middle)
        self.table = PrintedView(self.theme, middle)
        self.table.chosen.connect(self._on_chosen)
        self.cards = CardView(self.theme, middle)
        self.cards.chosen.connect(self._on_chosen)
        self._middle = QStackedWidget(middle)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.cards)
        self.notes = QLabel(middle)
        self.notes.setObjectName("planNotes")
        self.notes.setWordWrap(True)
        self.notes.setFont(self.theme.font("small"))
        self.notes.setContentsMargins(20, 8, 20, 10)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self.notes)
        self._tint(self.notes, "wash", "text2")
        self._tint(middle, "surface")
        return middle

    def _build_head(self, middle: QWidget) -> QWidget:
        head = QFrame(middle)
        head.setObjectName("toolBar")
        head.setFixedHeight(self.theme.tall(44))
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(10)
        self._head = QLabel(head)
        self._head.setFont(self.theme.font("sheet", bold=True))
        self._about = QLabel(head)
        self._about.setObjectName("secondary")
        row.addWidget(self._head)
        row.addWidget(self._about)
        row.addStretch(1)
        return head

    def _tint(self, widget: QWidget, ground: str, ink: str = "text") -> None:
        widget.setAutoFillBackground(True)
        palette = widget.palette()
        palette.setColor(palette.ColorRole.Window, self.theme.color(ground))
        palette.setColor(palette.ColorRole.WindowText, self.theme.color(ink))
        widget.setPalette(palette)

    # What is shown.

    def subject(self) -> str:
        return "、".join(f"{self._contents.title(plan)}" for plan in self._contents.plans) + "规划纲要"

    def refresh(self) -> None:
        documents = self.session.desk.documents
        edition = tuple(
            documents.edition(name).id
            for name in (*(f"plan:{plan}" for plan in documents.catalogue.plans), "assignment")
        )
        if edition == self._edition:
            return
        self._edition = edition
        self._contents = Contents(documents)
        self._tables = {plan: PrintedTable(self._contents, plan) for plan in self._contents.plans}
        self._tree_model = ContentsTree(self._contents)
        self.tree.show_contents(self._tree_model)
        self.show_place(self.place)
        rows = sum(table.rowCount() for table in self._tables.values())
        boxes = sum(len(documents.boxes_json(plan)) for plan in self._contents.plans)
        self.info.emit(f"{rows} 行指标 · {boxes} 个专栏")

    def show_place(self, place: Place) -> None:
        """Show a table, a 专栏 or a list in the middle."""
        place = Place(TABLE, place.plan) if place.kind == PLAN else place
        self.place = place
        self.tree.choose(place)
        if place.kind == TABLE:
            self._show_table(place.plan)
        else:
            self._show_cards(place)

    def _show_table(self, plan: str) -> None:
        model = self._tables[plan]
        if self.table.model() is not model:
            self.table.show_table(model)
            self.table.choose(str(model.index(0, 0).data(CODE_ROLE)))
        notes = self._contents.documents.catalogue.plan(plan).content["plan"]["notes"]
        source = self._contents.documents.catalogue.plan(plan).content["plan"]["table"]
        binding = model.binding_count()
        numbers = len({model.index(row, 0).data() for row in range(model.rowCount())})
        size = f"{numbers} 项" + (f" {model.rowCount()} 行" if numbers != model.rowCount() else "")
        self._head.setText(source["title"] or f"{self._contents.title(plan)}时期主要指标")
        self._about.setText(" · ".join([chapter_words(source), size + (f"，约束性 {binding} 项" if binding else "")]))
        self.notes.setText("注：" + "　".join(notes))
        self.notes.show()
        self._middle.setCurrentWidget(self.table)

    def _show_cards(self, place: Place) -> None:
        rows = self._contents.rows(place)
        titles = {BOX: "专栏", BOXES: "专栏", LISTS: "名单"}
        named = next((row for row in rows if row.number), None)
        single = place.kind not in (BOXES, LISTS) and named is not None
        self._head.setText(
            f"{named.number} {named.title}"
            if single and named and place.kind == BOX
            else titles.get(place.kind, LIST_TITLES.get(place.name, ""))
        )
        self._about.setText(
            named.text if single and named else f"{sum(bool(row.number and row.text) for row in rows)} 个"
        )
        self.cards.cards.show_rows(rows)
        self.cards.scrollToTop()
        self.notes.hide()
        self._middle.setCurrentWidget(self.cards)

    def show_code(self, code: str) -> None:
        """Go to an indicator or a task, wherever it stands."""
        place = self._contents.place_of(code)
        if place != self.place or self._middle.currentWidget() is not (
            self.table if place.kind == TABLE else self.cards
        ):
            self.show_place(place)
        self.table.choose(code) if place.kind == TABLE else self.cards.choose(code)

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        del key
        if item is not None:
            self.show_code(item)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._middle.currentWidget().setFocus()

    # What was done.

    def _on_chosen(self, code: str) -> None:
        self.panel.show_details(details_of(self._contents, code))

    def _on_search(self, text: str) -> None:
        found = self._contents.search(text)
        self._found_model.show_found(found)
        searching = bool(text.strip())
        self._left.setCurrentWidget(self.found if searching else self.tree)
        self._hits.setText(f"找到 {len(found)} 处" if found else "没有找到，换一个词，或写代码，例如 145-08")
        self._hits.setVisible(searching)

    def _on_first_found(self) -> None:
        if self._found_model.rowCount():
            self._on_found(self._found_model.index(0))

    def _on_found(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        self.found.setCurrentIndex(index)
        if entry.code:
            self.show_code(entry.code)
            return
        self.show_place(entry.place)
        self.cards.choose("", entry.title)

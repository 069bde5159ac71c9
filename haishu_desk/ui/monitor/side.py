"""The panel beside the big chart: verdict, figures, formula, where the figure comes from, 口径, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from haishu_desk.desk.portrait import Portrait
from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import MarkedLabel
from haishu_desk.ui.monitor.side_words import (
    Fact,
    basis_of,
    both_ways,
    definition_of,
    facts_of,
    formula_of,
    light_of,
    meaning_of,
    origin_words,
    sentence_of,
    verdict_of,
)
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.sections import rule

WIDTH, _EDGE = 304, 16


class Side(QFrame):
    """Shows a `Portrait` in words.

    `asked_overrule`, `asked_page`, `asked_trail`, `asked_cell` and `asked_plan` say that 人工改判, 一页纸, 留痕, the
    cell or the row of the plan is wanted.
    """

    asked_overrule = Signal()
    asked_page = Signal()
    asked_trail = Signal()
    asked_cell = Signal()
    asked_plan = Signal()

    def __init__(self, theme: Theme, *, may_overrule: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(theme.wide(WIDTH))
        self.setObjectName("sidePanel")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(_EDGE, 12, _EDGE, 12)
        self._column.setSpacing(6)
        self._build_words()
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("结论和依据")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self._ground(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        self.below = QVBoxLayout()
        layout.addLayout(self.below)
        layout.addLayout(self._build_buttons(may_overrule=may_overrule))

    def _ground(self, widget: QWidget) -> None:
        widget.setAutoFillBackground(True)
        palette = widget.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.color("surface"))
        widget.setPalette(palette)

    def _build_words(self) -> None:
        self.light = MarkedLabel(self._theme)
        head = QHBoxLayout()
        head.addWidget(self._title("结论"), 1)
        head.addWidget(self.light)
        self._column.addLayout(head)
        self.verdict = self._label("figure", bold=True)
        self.sentence = self._label(ink="text2")
        self._column.addWidget(rule(self._theme))
        self._facts = QGridLayout()
        self._facts.setVerticalSpacing(5)
        self._facts.setColumnStretch(0, 1)
        self._column.addLayout(self._facts)
        self._column.addWidget(rule(self._theme))
        self._head("算式", "复制", self.copy_formula)
        self.formula = self._label("chip", ink="text")
        self.formula.setAutoFillBackground(True)
        palette = self.formula.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.color("wash"))
        self.formula.setPalette(palette)
        self.formula.setContentsMargins(8, 6, 8, 6)
        self.both = self._label("chip", ink="warn_text")
        self.trail = self._head("这个数从哪来", "留痕", self.asked_trail.emit)
        self.origin = self._label("chip", ink="text2")
        self.cell = self._link("到这一格", self.asked_cell.emit)
        self._column.addWidget(self.cell, 0, Qt.AlignmentFlag.AlignLeft)
        self.basis = self._label("chip", ink="text3")
        self._head("口径", "看规划", self.asked_plan.emit).setToolTip("到规划页的这一项（Ctrl+G）")
        self.definition = self._label("chip", ink="text2")
        self._meaning_title = self._title("用词")
        self._column.addWidget(self._meaning_title)
        self.meaning = self._label("chip", ink="text2")

    def _build_buttons(self, *, may_overrule: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 8, _EDGE, 12)
        row.setSpacing(8)
        self.overrule = QPushButton(icon(self._theme, "pencil-simple"), "人工改判", self)
        self.overrule.clicked.connect(self.asked_overrule)
        self.overrule.setVisible(may_overrule)
        self.page = QPushButton(icon(self._theme, "printer"), "一页纸", self)
        self.page.setToolTip("这一项的数、图、结论，印成一页（Ctrl+P）")
        self.page.clicked.connect(self.asked_page)
        row.addWidget(self.overrule)
        row.addWidget(self.page)
        row.addStretch(1)
        return row

    # What is shown.

    def show_portrait(self, seen: Portrait) -> None:
        """Show another item, or the same one anew."""
        mark, words = light_of(seen)
        self.light.show_mark(mark, words)
        self.verdict.setText(verdict_of(seen))
        self._say(self.sentence, sentence_of(seen))
        self._show_facts(facts_of(seen))
        self._say(self.formula, "\n".join(formula_of(seen)) or "没有可以列出的算式")
        self._say(self.both, both_ways(seen))
        self._say(self.origin, origin_words(seen.origin))
        self.cell.setVisible(seen.origin is not None)
        self._say(self.basis, basis_of(seen))
        self._say(self.definition, "\n".join(definition_of(seen)) or "规划表没有另外说明")
        self._say(self.meaning, meaning_of(seen))
        self._meaning_title.setVisible(bool(meaning_of(seen)))
        self.overrule.setEnabled(seen.row is not None)
        self.area.verticalScrollBar().setValue(0)

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _show_facts(self, facts: Sequence[Fact]) -> None:
        while self._facts.count():
            widget = self._facts.takeAt(0).widget()
            widget.setParent(None)
            widget.deleteLater()
        for row, fact in enumerate(facts):
            name, value = QLabel(fact.name), QLabel(fact.value)
            for label, ink, strong in ((name, "text2", False), (value, fact.ink, fact.is_strong)):
                label.setFont(self._theme.font("chip", bold=strong))
                label.setTextFormat(Qt.TextFormat.PlainText)
                self._ink(label, ink)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setWordWrap(len(fact.value) > _LONG)
            self._facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)

    def copy_formula(self) -> None:
        """Put the formula with its numbers on the clipboard."""
        QGuiApplication.clipboard().setText(self.formula.text())

    # Parts.

    def _title(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setFont(self._theme.font("chip", bold=True))
        label.setContentsMargins(0, 6, 0, 0)
        return label

    def _head(self, text: str, link: str, slot: Callable[[], object]) -> QPushButton:
        row = QHBoxLayout()
        row.addWidget(self._title(text), 1)
        button = self._link(link, slot)
        row.addWidget(button)
        self._column.addLayout(row)
        return button

    def _link(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName("link")
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: slot())  # noqa: PLW0108  the click itself is not passed on
        return button

    def _label(self, use: str = "chip", *, bold: bool = False, ink: str = "text") -> QLabel:
        label = QLabel(self)
        label.setFont(self._theme.font(use, bold=bold))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ink(label, ink)
        self._column.addWidget(label)
        return label

    def _ink(self, label: QLabel, token: str) -> None:
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(token))
        label.setPalette(palette)


_LONG = 14

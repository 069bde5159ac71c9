"""The panel at the right: what is known of the entry that is chosen, and the 专栏 that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from haishu_desk.desk.series import Series
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.icons import icon
from haishu_desk.ui.plan.details import Details
from haishu_desk.ui.plan.history import Past
from haishu_desk.ui.plan.links import Link
from haishu_desk.ui.plan.panel_parts import ChipStrip, LinkButton, Parts
from haishu_desk.ui.plan.past_list import PastList
from haishu_desk.ui.plan.path_chart import PathChart, may_draw
from haishu_desk.ui.plan.related import Short
from haishu_desk.ui.plan.short_cards import ShortCard
from haishu_desk.ui.theme import Theme

WIDTH, WIDE = 304, 380
_MOST_LINES = 12
_READING = "正在读报过的数…"


@dataclass(frozen=True)
class Story:
    """What the workspace has on an entry: values so far, the series to draw, where one can go from it, and its lines.

    `text` are the lines of the plan's text that it was read from, where the text was loaded; `units` is how many units
    have reported it: `past` are the first of their values.
    """

    past: Sequence[Past] = ()
    series: Series | None = None
    to_fill_in: ReturnKey | None = None
    may_monitor: bool = False
    text: Sequence[tuple[int, str]] = ()
    units: int = 0


class DetailsPanel(QFrame):
    """Shows one entry; `followed` carries the Link that was clicked, `opened` the Place of a card.

    `asked_entry` and `asked_monitor` say that somebody wants to fill it in, or to see its chart.
    """

    followed = Signal(object)
    opened = Signal(object)
    asked_entry = Signal()
    asked_monitor = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._parts = theme, Parts(theme)
        self.setObjectName("planPanel")
        self.setFixedWidth(theme.wide(WIDTH))
        self.area = QScrollArea(self)
        self.area.setAccessibleName("选中条目的说明")
        self.area.setObjectName("bare")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(self.area)
        self.details: Details | None = None
        self.is_reading = False  # it names an entry of which nothing more is read yet
        self.story = Story()
        self.show_nothing()

    def show_nothing(
        self, advice: str = "点一行指标、任务或项目，这里写出谁牵头、谁填报、印在哪里、报过什么。"
    ) -> None:
        """Say what to do first."""
        self.details = None
        body, column = self._fresh()
        card, inner = self._parts.card()
        inner.addWidget(self._parts.label("还没有选中条目", "panel", bold=True))
        inner.addWidget(self._parts.label(advice, "body", "text3"))
        column.addWidget(card)
        column.addStretch(1)
        self.area.setWidget(body)

    def show_reading(self, details: Details) -> None:
        """Show only the name of another entry: what was reported for it is being read."""
        self.details, self.story, self.is_reading = details, Story(), True
        body, column = self._fresh()
        card, inner = self._parts.card()
        if details.number:
            inner.addWidget(self._parts.label(details.number, "chip", "accent_text", bold=True))
        inner.addWidget(self._parts.label(details.title, "panel", bold=True))
        inner.addWidget(self._parts.label(_READING, "body", "text3"))
        column.addWidget(card)
        column.addStretch(1)
        self.area.setWidget(body)
        self.setAccessibleName(f"{details.code} {details.title}")

    def show_details(
        self,
        details: Details,
        story: Story,
        related: Sequence[Short],
        boxes: int,
        amending: QWidget | None = None,
    ) -> None:
        """Show another entry; `boxes` says of how many 专栏 the related ones are, `amending` is where it is amended."""
        self.details, self.story, self.is_reading = details, story, False
        body, column = self._fresh()
        column.addWidget(self._entry(details, story))
        if story.text:
            column.addWidget(self._text(story))
        if amending is not None:
            column.addWidget(amending)
        if story.past or details.annual:
            column.addWidget(self._values(details, story))
        if details.links:
            column.addWidget(self._links(details))
        if related:
            column.addLayout(self._titled("同章与相关专栏", f"{len(related)} / {boxes}"))
        for short in related:
            card = ShortCard(self._theme, short)
            card.clicked.connect(self._on_card)
            column.addWidget(card)
        column.addStretch(1)
        self.area.setWidget(body)
        self.setAccessibleName(f"{details.code} {details.title}")

    def _text(self, story: Story) -> QWidget:
        card, column = self._parts.card()
        column.addWidget(self._parts.label("原文", "chip", "text2", bold=True))
        said = "\n".join(f"{number}　{text}" for number, text in story.text[:_MOST_LINES])
        more = f"\n……共 {len(story.text)} 行" if len(story.text) > _MOST_LINES else ""
        column.addWidget(self._parts.label(f"{said}{more}", "small", "text2"))
        return card

    def texts(self) -> str:
        """All words that are shown, for tests and for copying."""
        body = self.area.widget()
        labels = [label.text() for label in body.findChildren(QLabel)]
        links = [button.accessibleName() for button in body.findChildren(LinkButton)]
        lists = [values.accessibleDescription() for values in body.findChildren(PastList)]
        chips = [strip.accessibleName() for strip in body.findChildren(ChipStrip)]
        return "\n".join([*labels, *chips, *links, *lists])

    def _fresh(self) -> tuple[QWidget, QVBoxLayout]:
        body = QWidget()
        body.setObjectName("panelBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        return body, column

    # Cards.

    def _entry(self, details: Details, story: Story) -> QWidget:
        parts = self._parts
        card, column = parts.card()
        if details.number:
            column.addWidget(parts.label(details.number, "chip", "accent_text", bold=True))
            column.setSpacing(6)
        column.addWidget(parts.label(details.title, "panel", bold=True))
        column.addLayout(parts.badges(details.badges))
        if story.series is not None and may_draw(story.series):
            column.addWidget(PathChart(self._theme, story.series))
        self._figures(column, details, story)
        if details.chips:
            column.addWidget(ChipStrip(self._theme, details.chips))
        if details.item:
            column.addLayout(self._buttons(details, story))
        column.addWidget(parts.rule())
        column.addLayout(parts.pairs(details.facts))
        for name, text in details.texts:
            column.addWidget(parts.rule())
            column.addWidget(parts.label(name, "small", "text3", bold=True))
            column.addWidget(parts.label(text, "chip", "text2"))
        return card

    def _figures(self, column: QVBoxLayout, details: Details, story: Story) -> None:
        """What the plan says, and the latest value that counts."""
        latest = story.series.latest if story.series else None
        if not details.printed and latest is None:
            return
        row = QHBoxLayout()
        if details.printed:
            row.addWidget(self._parts.label(details.printed, "body", bold=True), 1)
        if latest is not None:
            said = self._parts.label(f"{latest.year}：{latest.words}", "body", bold=True)
            said.setWordWrap(False)
            said.setToolTip(" ".join(filter(None, (latest.vintage, latest.basis))))
            row.addWidget(said, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)

    def _buttons(self, details: Details, story: Story) -> QHBoxLayout:
        """去填报 and 看监测; what cannot be done says why."""
        row = QHBoxLayout()
        row.setSpacing(8)
        tips = (
            "到填报页的这一格（Ctrl+T）" if story.to_fill_in else "这里没有要填报它的报表；谁填报见下面",
            "到监测页看它的图（Ctrl+J）" if story.may_monitor else "监测页现在没有它的图",
        )
        wanted = (
            ("去填报", "table", story.to_fill_in is not None, self.asked_entry, tips[0]),
            ("看监测", "chart-line-up", story.may_monitor, self.asked_monitor, tips[1]),
        )
        for text, name, possible, signal, tip in wanted:
            button = QPushButton(icon(self._theme, name, "text2"), text)
            button.setEnabled(possible)
            button.setToolTip(tip)
            button.setAccessibleName(f"{text}：{details.title}")
            button.clicked.connect(signal)
            row.addWidget(button, 1)
        return row

    def _values(self, details: Details, story: Story) -> QWidget:
        parts = self._parts
        card, column = parts.card()
        for annual in details.annual:
            column.addLayout(self._titled("年度分解", annual.unit))
            column.addLayout(parts.pairs([(year, value) for year, value in annual.values]))
        if story.past:
            units = {past.unit for past in story.past}
            whose = units.pop() if story.units <= 1 else f"{story.units} 个单位"
            column.addLayout(self._titled("历次数值", whose))
            column.addWidget(PastList(self._theme, story.past))
        return card

    def _links(self, details: Details) -> QWidget:
        card, column = self._parts.card()
        column.setSpacing(4)
        for place, group in enumerate(details.links):
            if place:
                column.addSpacing(4)
            column.addWidget(self._parts.label(group.title, "small", "text3", bold=True))
            for link in group.links:
                button = LinkButton(self._theme, link)
                button.clicked.connect(self._on_link)
                column.addWidget(button)
        return card

    def _titled(self, title: str, side: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._parts.label(title, "chip", bold=True))
        row.addStretch(1)
        count = self._parts.label(side, "small", "text3")
        count.setWordWrap(False)
        row.addWidget(count)
        return row

    def _on_link(self) -> None:
        sender = self.sender()
        if isinstance(sender, LinkButton) and isinstance(sender.link, Link):
            self.followed.emit(sender.link)

    def _on_card(self) -> None:
        sender = self.sender()
        if isinstance(sender, ShortCard):
            self.opened.emit(sender.short.place)

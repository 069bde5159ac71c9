"""The panel at the right: the item of the current row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from haishu_desk.domain.provenance import provenance_words
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.details import Details, Past, value_of
from haishu_desk.ui.entry.path_chart import HEIGHT as CHART_HEIGHT
from haishu_desk.ui.entry.path_chart import WIDTH as CHART_WIDTH
from haishu_desk.ui.entry.path_chart import draw_bars, draw_way
from haishu_desk.ui.icons import icon
from haishu_desk.ui.theme import SIZES

WIDTH = 304
ADD, OPEN, DROP = "add", "open", "drop"
ASK, ANSWER, CLOSE, VERIFY = "ask", "answer", "close", "verify"
_EMPTY = "点一行，这里写出它由谁牵头、怎么算、目标是多少，以前各期报过什么。"


class _Body(QTextBrowser):
    """The document; its pictures are drawn when another item is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pictures: dict[str, QPixmap] = {}

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        word = name if isinstance(name, str) else name.toString()
        return self.pictures.get(word) or super().loadResource(kind, name)


class DetailPanel(QFrame):
    """One document, so that everything in it can be selected and copied.

    `folded` says that it was put away, `asked_plan` that somebody wants to see the row's item on the page of the plans,
    `linked` carries the link that was clicked: ADD, ASK, VERIFY, or OPEN or DROP, a colon and the sha256 of a file, or
    ANSWER or CLOSE, a colon and the name of a query.
    """

    folded = Signal()
    asked_plan = Signal()
    linked = Signal(str)

    def __init__(self, brush: Brush, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        width = brush.theme.wide(WIDTH)
        self.setFixedWidth(width)
        self._brush = brush
        self._body = _Body(self)
        self._body.anchorClicked.connect(self._on_link)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setOpenLinks(False)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._body.document().setDocumentMargin(0)
        self._body.setAccessibleName("指标说明和历次数值")
        fold = QPushButton(icon(brush.theme, "x", "text3", 14), "", self)
        fold.setObjectName("bare")
        fold.setFixedSize(24, 24)
        fold.setToolTip("收起右侧说明")
        fold.setAccessibleName("收起右侧说明")
        fold.clicked.connect(self.folded)
        self.outline = QPushButton(icon(brush.theme, "tree-structure", "text2"), "看规划", self)
        self.outline.setToolTip("到规划页的这一条（Ctrl+G）")
        self.outline.clicked.connect(self.asked_plan)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, 16, 10)
        foot.addWidget(self.outline)
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 14, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addLayout(foot)
        fold.move(width - 34, 12)
        fold.raise_()
        self.show_details(None)

    @property
    def text(self) -> str:
        """All that is said."""
        return self._body.toPlainText()

    @property
    def pictures(self) -> dict[str, QPixmap]:
        """What is drawn, by name: `way` of an indicator, `bars` of a project."""
        return self._body.pictures

    def hold(self) -> None:
        """What it shows is of another row than the current one: its links do nothing until the next is shown."""
        self._is_held = True

    def show_details(self, details: Details | None) -> None:
        """Say what is known of another item."""
        self._is_held = False
        self.outline.setEnabled(details is not None and details.is_planned)
        if details is None:
            self._body.pictures = {}
            self._body.setHtml(self._p(_EMPTY, "text3"))
            return
        self._body.pictures = dict(self._pictures(details))
        self._body.setHtml("".join(self._parts(details)))

    def _pictures(self, details: Details) -> Iterator[tuple[str, QPixmap]]:
        if details.way is not None:
            yield "way", draw_way(details.way, self._brush)
        if details.bars:
            yield "bars", draw_bars(details.bars, self._brush)

    def _on_link(self, link: QUrl) -> None:
        if not self._is_held:
            self.linked.emit(link.toString())

    def _parts(self, details: Details) -> Iterator[str]:
        yield self._p(details.title, "text", 11.5, bold=True, below=4, right=36)
        if details.badge:
            strong = details.badge == "约束性"
            yield self._p(self._chip(details.badge, strong=strong), below=4, is_html=True)
        yield self._p(details.lead, "text3", 9, below=8)
        if details.remark:
            ground = self._ink("bad_soft")
            said = f"<b>■ 退回</b>　{escape(details.remark)}"
            yield f'<table width="{self._brush.theme.wide(264)}" bgcolor="{ground}" cellpadding="8"><tr><td style="color:{self._ink("bad_text")}">{said}</td></tr></table>'
        yield from self._asking(details)
        yield self._table([(name, text) for name, text in details.facts])
        if details.doubt:
            yield self._p(f"▲ 规划表这一行有疑问：{details.doubt}", "warn_text", 9, above=6)
        yield from self._way(details)
        yield from self._project(details)
        for name, text in details.texts:
            yield self._p(name, "text3", 9, bold=True, above=10, below=2)
            yield self._p(text, "text2", 9.5)
        yield self._head("历次数值")
        yield self._past(details.past) if details.past else self._p("还没有报过数。", "text3", 9)
        yield from self._files(details)
        yield self._head("全部经过")
        yield "".join(self._event(event) for event in details.events) or self._p("本期还没有动过这一格。", "text3", 9)
        yield self._p("&nbsp;", is_html=True)

    def _asking(self, details: Details) -> Iterator[str]:
        """核定数 beside the reported figure, and what is asked of the item's cells."""
        may = {ASK: details.may_ask, VERIFY: details.may_verify}
        links = [self._link(what, word) for what, word in ((ASK, "发出查询"), (VERIFY, "核定数…")) if may[what]]
        if details.verified:
            yield self._p(f"<b>核定数　{escape(details.verified)}</b>", "text", 9.5, below=2, is_html=True)
            yield self._p(details.verified_why, "text3", 9, below=4)
        for query in details.queries:
            link = self._link(f"{query.step}:{query.name}", query.step_word) if query.step else ""
            yield self._p(f"<b>查询　{escape(query.state)}</b>　{link}", "text", 9.5, above=4, is_html=True)
            for line in query.lines:
                yield self._p(line, "text2", 9)
        if links:
            yield self._p("　".join(links), "text2", 9.5, above=6, is_html=True)

    def _way(self, details: Details) -> Iterator[str]:
        due = details.due
        if due.text or due.why:
            yield self._head("序时应达")
            said = f"<b>{escape(due.text)}</b>　{escape(due.formula)}" if due.text else escape(due.why)
            yield self._p(said, "text" if due.text else "text3", 9, is_html=True)
        if details.way is not None:
            yield self._picture("way")
            has_path = bool(details.way.path)
            legend = [
                "● 本单位报的数",
                "- - 应达" if has_path else "",
                "— 目标" if has_path and not details.way.is_bound else "",
            ]
            yield self._p("　".join(filter(None, legend)), "text3", 8.5)

    def _project(self, details: Details) -> Iterator[str]:
        if details.nodes:
            yield self._head("节点")
            yield self._table(list(details.nodes))
        if details.bars:
            yield self._head("累计完成投资（万元）")
            yield self._picture("bars")

    def _files(self, details: Details) -> Iterator[str]:
        count = f" {len(details.files)}" if details.files else ""
        add = f"　{self._link(ADD, '添加')}" if details.may_add else ""
        yield self._p(f"<b>佐证材料{count}</b>{add}", "text", 10, above=14, below=4, is_html=True)
        for file in details.files:
            evidence = file.evidence
            drop = f"　{self._link(f'{DROP}:{evidence.sha256}', '去掉')}" if details.may_add else ""
            name = self._link(f"{OPEN}:{evidence.sha256}", evidence.shown_name)
            yield self._p(f"{name}　{evidence.size_text}{drop}", "text2", 9.5, above=2, is_html=True)
            yield self._p(f"{file.who} {file.when}　校验码 {evidence.sha256[:8]}", "text3", 8.5)

    def _link(self, target: str, word: str) -> str:
        style = f"color:{self._ink('accent_text')};text-decoration:none"
        return f'<a href="{target}" style="{style}">{escape(word)}</a>'

    def _picture(self, name: str) -> str:
        return f'<p style="margin:4px 0 0 0"><img src="{name}" width="{CHART_WIDTH}" height="{CHART_HEIGHT}"></p>'

    def _past(self, values: tuple[Past, ...]) -> str:
        rows, period = [], ""
        for past in values:
            shown = past.period if past.period != period else ""
            period = past.period
            who = f"{escape(past.who)} {past.when}"
            cells = (
                (escape(shown), "text2", "left"), (f"<b>{escape(past.text)}</b>", "text", "right"),
                (escape(" ".join(filter(None, (past.vintage, past.basis)))), "text2", "left"), (who, "text3", "right"),
            )  # fmt: skip
            rows.append("".join(self._cell(text, ink, side) for text, ink, side in cells))
        return f'<table width="{self._brush.theme.wide(270)}" cellspacing="0" cellpadding="3">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'

    def _event(self, event: Mapping[str, Any]) -> str:
        figure = value_of(event)
        said = f"<b>{escape(event['event'])}</b>　{escape(figure)}"
        said += f"　{escape(event['vintage'])}" if event["vintage"] else ""
        by = f"{escape(str(event['by'] or ''))}　{str(event['at'])[:16].replace('T', ' ')}"
        reason = self._p(str(event["reason"]), "text2", 9) if event["reason"] else ""
        told = provenance_words(event.get("source"))
        told = self._p(f"来源：{told}", "text2", 9) if told else ""
        return self._p(said, "text", 9.5, above=6, is_html=True) + self._p(by, "text3", 9, is_html=True) + told + reason

    def _table(self, facts: list[tuple[str, str]]) -> str:
        rows = "".join(
            f"<tr>{self._cell(escape(name), 'text3', 'left', 84)}{self._cell(escape(text), 'text', 'left')}</tr>"
            for name, text in facts
        )
        return f'<table cellspacing="0" cellpadding="2" style="margin-top:8px">{rows}</table>' if rows else ""

    def _cell(self, text: str, ink: str, side: str, width: int = 0) -> str:
        wide = f' width="{width}"' if width else ""
        return f'<td align="{side}"{wide} style="color:{self._ink(ink)};font-size:{self._points(9)}pt">{text}</td>'

    def _head(self, text: str) -> str:
        return self._p(text, "text", 10, bold=True, above=14, below=4)

    def _chip(self, text: str, *, strong: bool) -> str:
        ink, ground = ("accent_text", "accent_soft") if strong else ("text2", "idle_soft")
        style = f"color:{self._ink(ink)};background-color:{self._ink(ground)};font-size:{self._points(9)}pt"
        return f'<span style="{style}">&nbsp;{escape(text)}&nbsp;</span>'

    def _p(
        self, text: str, ink: str = "text", size: float = 10, *, bold: bool = False, above: int = 0, below: int = 0,
        is_html: bool = False,
        right: int = 12,
    ) -> str:  # fmt: skip
        weight = "bold" if bold else "normal"
        style = f"margin:{above}px {right}px {below}px 0;color:{self._ink(ink)};font-size:{self._points(size)}pt;font-weight:{weight}"
        return f'<p style="{style}">{text if is_html else escape(text)}</p>'

    def _points(self, size: float) -> float:
        theme = self._brush.theme
        return size + theme.points() - SIZES["body"]

    def _ink(self, token: str) -> str:
        return self._brush.theme.color(token).name()

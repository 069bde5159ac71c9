"""退回与通知: what the district said of this unit's returns; each cell that came back is one line that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import Decision
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.rows import RIGHT, RowDelegate, RowList
from haishu_desk.ui.home.says import day, moment
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

_WORDS = {
    "issued": "下发任务包",
    "returned": "退回修改",
    "approved": "审核通过",
    "reopened": "重新打开",
    "received": "区级已接收",
    "voided": "作废",
}
_MARKS = {
    "issued": "info",
    "returned": "bad",
    "approved": "ok",
    "reopened": "warn",
    "received": "info",
    "voided": "idle",
}
AT_MOST = 30


@dataclass(frozen=True)
class Notice:
    """One thing to know; `item` is the cell's item where it speaks of one."""

    mark: str
    title: str
    text: str
    at: str
    key: ReturnKey
    item: str | None
    link: str
    period: str
    is_query: bool = False

    @property
    def spoken(self) -> str:
        """All of it in one line."""
        return "：".join(filter(None, (f"{self.title} {self.period}", self.text)))


def notices_of(session: Session, rows: list[FormRow]) -> list[Notice]:
    """The last word on each return, and the 查询 that wait for an answer: open cells first, then 查询, then the newest."""
    found = [notice for row in rows for notice in _of_return(session, row)]
    found += [_of_query(session, row) for row in session.desk.querying.waiting(by_and_by=True)]
    found.sort(key=lambda notice: notice.at, reverse=True)
    found.sort(key=lambda notice: (notice.mark != "bad", not notice.is_query))
    return found[:AT_MOST]


def _of_return(session: Session, row: FormRow) -> Iterator[Notice]:
    decisions = session.desk.course(row.key).decisions
    last = decisions[-1] if decisions else None
    if last is None or last.what not in _WORDS:
        return
    for remark in last.remarks:
        yield _of_cell(session, row, last, remark.slot, remark.comment)
    if not last.remarks or last.comment:
        title = f"{_WORDS[last.what]}：{row.title}"
        yield Notice(_MARKS[last.what], title, _said(row, last), last.author.at, row.key, None, "打开", row.period)


def _said(row: FormRow, last: Decision) -> str:
    """The district's own words, and until when, where there is still something to do."""
    due = "" if row.due is None or row.is_done or row.waits else f"截止 {day(row.due)}"
    return "　".join(filter(None, (last.comment, due)))


def _of_cell(session: Session, row: FormRow, decision: Decision, slot: Slot, comment: str) -> Notice:
    catalogue = session.desk.documents.catalogue
    name = f"{catalogue.get(slot.item).number} {catalogue.get(slot.item).name}" if slot.item in catalogue else slot.item
    corrected = slot in row.corrected
    link = "已改" if corrected else "跳到这一格"
    mark = "ok" if corrected else "bad"
    return Notice(mark, name, comment, decision.author.at, row.key, slot.item, link, row.period)


def _of_query(session: Session, row: Mapping[str, Any]) -> Notice:
    """What is asked last, and the way to answer it."""
    key, item = ReturnKey(row["form"], row["unit"], row["period"]), session.desk.documents.catalogue.get(row["item"])
    last = row["messages"][-1]
    title = f"查询：{item.number} {item.name}"
    period = parse_period(key.period).title
    return Notice("warn", title, last["text"], last["at"], key, item.code, "去答复", period, is_query=True)


class _NoticeDelegate(RowDelegate):
    """A mark, what it is about and when; what was said; where it leads."""

    height = 70

    def paint_row(self, painter: QPainter, place: QRect, row: Notice) -> None:
        theme, tall = self.theme, self.theme.tall
        left, right = place.left() + 38, place.right() - 16
        paint_mark(painter, QPointF(place.left() + 24, place.top() + tall(17)), row.mark, theme)
        when = QRect(right - theme.wide(82), place.top() + tall(7), theme.wide(82), tall(19))
        self.words(painter, when, moment(row.at), "text3", theme.font("small"), RIGHT)
        line = QRect(left, when.top(), when.left() - 8 - left, tall(19))
        self.words(painter, line, row.title, "text", theme.font("body", bold=True))
        line = QRect(left, line.bottom() + 1, right - left, tall(19))
        self.words(painter, line, row.text, "text2", theme.font("chip"))
        ink = "ok_text" if row.link == "已改" else "accent_text"
        line = line.translated(0, tall(19))
        self.words(painter, line, row.link, ink, theme.font("chip"))
        self.words(painter, line, row.period, "text3", theme.font("small"), RIGHT)


class NoticeList(RowList):
    """The list; `opened` carries a Notice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "退回与通知", _spoken, _NoticeDelegate)


def _spoken(notice: Notice) -> str:
    return notice.spoken

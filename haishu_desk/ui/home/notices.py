"""退回与通知: what the district said of this unit's returns; each cell that came back is one line that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.returns import Decision
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.rows import RIGHT, RowDelegate, RowList
from haishu_desk.ui.home.says import moment
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

_WORDS = {
    "returned": "退回修改",
    "approved": "审核通过",
    "reopened": "重新打开",
    "received": "区级已接收",
    "voided": "作废",
}
_MARKS = {"returned": "bad", "approved": "ok", "reopened": "warn", "received": "info", "voided": "idle"}
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

    @property
    def spoken(self) -> str:
        """All of it in one line."""
        return f"{self.title}：{self.text}" if self.text else self.title


def notices_of(session: Session, rows: list[FormRow]) -> list[Notice]:
    """The last word on each return: open cells first, then the newest."""
    found = [notice for row in rows for notice in _of_return(session, row)]
    found.sort(key=lambda notice: notice.at, reverse=True)
    found.sort(key=lambda notice: notice.mark != "bad")
    return found[:AT_MOST]


def _of_return(session: Session, row: FormRow) -> Iterator[Notice]:
    decisions = session.desk.course(row.key).decisions
    last = decisions[-1] if decisions else None
    if last is None or last.what not in _WORDS:
        return
    for remark in last.remarks:
        yield _of_cell(session, row, last, remark.slot, remark.comment)
    if not last.remarks or last.comment:
        title = f"{_WORDS[last.what]}：{row.title} {row.period}"
        yield Notice(_MARKS[last.what], title, last.comment or "", last.author.at, row.key, None, "打开")


def _of_cell(session: Session, row: FormRow, decision: Decision, slot: Slot, comment: str) -> Notice:
    catalogue = session.desk.documents.catalogue
    name = f"{catalogue.get(slot.item).number} {catalogue.get(slot.item).name}" if slot.item in catalogue else slot.item
    corrected = slot in row.corrected
    title = f"{name}（{row.period}）"
    link = "已改" if corrected else "跳到这一格"
    return Notice("ok" if corrected else "bad", title, comment, decision.author.at, row.key, slot.item, link)


class _NoticeDelegate(RowDelegate):
    """A mark, two lines, when, and where it leads."""

    def paint_row(self, painter: QPainter, place: QRect, row: Notice) -> None:
        theme = self.theme
        tall, right = theme.tall, place.right() - 16
        top, aside = place.top() + tall(6), theme.wide(100)
        paint_mark(painter, QPointF(place.left() + 24, top + tall(10)), row.mark, theme)
        self.words(painter, QRect(right - aside, top, aside, tall(19)), moment(row.at), "text3", theme.font("small"), RIGHT)
        upper = QRect(place.left() + 38, top, right - aside - 8 - place.left() - 38, tall(19))
        self.words(painter, upper, row.title, "text", theme.font("body", bold=True))
        ink = "ok_text" if row.link == "已改" else "accent_text"
        self.words(painter, QRect(right - aside, top + tall(19), aside, tall(18)), row.link, ink, theme.font("chip"), RIGHT)
        self.words(painter, upper.translated(0, tall(19)), row.text, "text2", theme.font("chip"))


class NoticeList(RowList):
    """The list; `opened` carries a Notice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "退回与通知", _spoken, _NoticeDelegate)


def _spoken(notice: Notice) -> str:
    return notice.spoken

"""查询—答复—办结: the district asks of a cell, the unit answers in whatever state its return is, the district settles it.

Asking and answering changes no cell, no revision and no state; what was written travels with the next bundle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.filled import shown_vintage
from haishu_desk.domain.cells import VALUE, Change, Edit, ReturnKey, Slot, is_query
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.findings import HINT, Finding
from haishu_desk.domain.fresh import fresh_name
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import words
from haishu_desk.domain.queries import (
    ANSWER,
    ANSWERED,
    ASK,
    ASKED,
    CLOSE,
    WORDS,
    Message,
    Query,
    asked_in,
    field_of,
    new_name,
    queries_in,
)
from haishu_desk.domain.signs import cannot_travel

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TEXT_LIMIT = 2000
_SETTLED = "已办结"
_UNIT, _DISTRICT = "unit", "district"


class Querying:
    """The queries of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # What is written.

    def ask(self, key: ReturnKey, slot: Slot, text: str) -> dict[str, Any]:
        """发出查询 of a cell; where one is open there already it asks again in the same matter. The row of `rows`."""
        return self._write(key, slot, ASK, text, next(iter(self._open_at(key, slot)), None))

    def answer(self, key: ReturnKey, slot: Slot, text: str, name: str | None = None) -> dict[str, Any]:
        """答复 the query of that name, or the last open one of the cell; one that is settled takes no more answers."""
        return self._write(key, slot, ANSWER, text, self._one_open(key, slot, name))

    def close(self, key: ReturnKey, slot: Slot, text: str | None = None, name: str | None = None) -> dict[str, Any]:
        """办结, with a word where there is something to say, such as what was said on the telephone."""
        return self._write(key, slot, CLOSE, text or _SETTLED, self._one_open(key, slot, name))

    def _write(self, key: ReturnKey, slot: Slot, what: str, text: str, query: Query | None) -> dict[str, Any]:
        self._refuse_text(what, text)
        self._refuse_place(key, slot)
        name = query.name if query is not None else new_name()
        number = 1 + (query.messages[-1].number if query is not None else 0)
        place = Slot(slot.item, field_of(name, number, what, slot.field), slot.vintage)
        source = {"kind": f"query-{what}"}
        said = Change(place, None, words(text.strip()))
        self._desk.apply(Edit(key, self._desk.author(), (said,), fresh_name(), None, source))
        return next(self._row(each) for each in self.of_return(key) if each.name == name)

    @staticmethod
    def _refuse_text(what: str, text: str) -> None:
        if not text.strip():
            raise DeskError(f"{WORDS[what]}没有写内容", "请写明要问什么，或是什么情况", code="no-text")
        if len(text) > TEXT_LIMIT or cannot_travel(text):
            raise DeskError(f"{WORDS[what]}太长或含有看不见的符号", f"请删去，每条不超过{TEXT_LIMIT}字", code="E50")

    def _refuse_place(self, key: ReturnKey, slot: Slot) -> None:
        """The cell is one of that return."""
        item = self._desk.documents.catalogue.get(slot.item)
        known = self._desk.documents.fields(key.form)
        if slot.field not in known:
            raise UsageError(f"没有字段“{slot.field}”", f"可用：{'、'.join(known)}")
        if self._desk.documents.form_of(item) != key.form or key.unit not in self._desk.documents.reporters(item.code):
            raise DeskError(
                f"{item.code} {item.name}不由这个单位在这张报表里填报", "由谁填报见 assign", code="not-yours"
            )

    def _one_open(self, key: ReturnKey, slot: Slot, name: str | None) -> Query:
        found = [query for query in self._open_at(key, slot) if name in (None, query.name)]
        if not found:
            item = self._desk.documents.catalogue.get(slot.item)
            raise DeskError(
                f"{item.code} {item.name}没有等待处理的查询", "已办结的不再答复；要再问的请另发查询", code="no-query"
            )
        return found[0]

    def _open_at(self, key: ReturnKey, slot: Slot) -> list[Query]:
        """The open queries of a cell: those that wait for an answer first, then the newest."""
        found = [query for query in self.of_return(key) if query.cell == slot and query.is_open]
        found.reverse()
        return sorted(found, key=lambda query: query.state != ASKED)

    # What is read.

    def of_return(self, key: ReturnKey) -> list[Query]:
        """All queries of a return, in print order."""
        if not self._desk.standings.of(key).asked:
            return []
        return queries_in(key, self._desk.workspace.cells.heads(key), self._desk.edit)

    def at(self, key: ReturnKey, slot: Slot) -> list[Query]:
        """The queries of one cell, older first, in whatever 数值状态 it was asked."""
        return [each for each in self.of_return(key) if (each.cell.item, each.cell.field) == (slot.item, slot.field)]

    def place(self, key: ReturnKey, item: str, field: str | None = None, vintage: str | None = None) -> Slot:
        """The cell that is meant: the value where no field is said, and the 数值状态 that is asked about or shown."""
        heads, asked = self._desk.heads(key), Slot(item, field or VALUE, vintage)
        if vintage is not None:
            return asked
        waiting = [query.cell for query in self.at(key, asked) if query.is_open]
        return waiting[-1] if waiting else Slot(item, asked.field, shown_vintage(heads, item))

    def rows(
        self,
        unit: str | None = None,
        period: str | None = None,
        item: str | None = None,
        field: str | None = None,
        *,
        by_and_by: bool = False,
    ) -> list[dict[str, Any]]:
        """All queries of this workspace, those that wait longest first, the settled ones last.

        Each `{"form","unit","period","item","field","vintage","query","state","waits_for","asked","answer","days",
        "messages":[{"what","text","by","unit","at"}]}`; `query` is its name, `waits_for` unit, district or null,
        `days` how many days it has waited since its last message. With `by_and_by` as in `waiting`.
        """
        if unit is not None:
            self._desk.documents.units.get(unit)
        if item is not None:
            self._desk.documents.catalogue.get(item)
        asked = period and str(parse_period(period))
        standings = self._desk.standings
        with_queries = (
            sorted(standings.totals().asked, key=lambda key: (key.unit, key.period, key.form)) if by_and_by
            else (key for key in self._desk.workspace.cells.returns() if standings.of(key).asked)
        )  # fmt: skip
        keys = (key for key in with_queries if unit in (None, key.unit) and asked in (None, key.period))
        found = [
            query
            for key in keys
            for query in self.of_return(key)
            if item in (None, query.cell.item) and field in (None, query.cell.field)
        ]
        return [self._row(query) for query in sorted(found, key=_waiting_first)]

    def waiting(self, *, by_and_by: bool = False) -> list[dict[str, Any]]:
        """The rows of the queries that wait for whoever works here: the unit to answer, the district to settle.

        With `by_and_by` only of the returns that were read already (see `standings`).
        """
        desk, standings = self._desk, self._desk.standings
        mine, own = _DISTRICT if desk.is_district else _UNIT, desk.own_units
        asked = standings.totals().asked if by_and_by else {key for key in standings.all() if standings.of(key).asked}
        mine_too = (key for key in asked if desk.is_district or key.unit in own)
        keys = sorted(mine_too, key=lambda key: (key.unit, key.period, key.form))
        found = [query for key in keys for query in self.of_return(key) if query.is_open]
        rows = [self._row(query) for query in sorted(found, key=_waiting_first)]
        return [row for row in rows if row["waits_for"] == mine]

    def open(self) -> list[dict[str, Any]]:
        """The rows of the queries that somebody still has to do something about."""
        return [row for row in self.rows() if row["waits_for"]]

    def count(self, key: ReturnKey) -> int:
        """How many queries of a return are open."""
        return sum(query.is_open for query in self.of_return(key))

    def is_answered(self, key: ReturnKey) -> bool:
        """Whether the unit has answered anything in a return: then there is something to hand over."""
        return any(query.last(ANSWER) for query in self.of_return(key))

    def waits_to_travel(self, key: ReturnKey) -> bool:
        """Whether an answer stands that the district has not settled, as far as is known here."""
        return any(query.state == ANSWERED for query in self.of_return(key))

    def texts(self, key: ReturnKey) -> dict[str, str]:
        """What is open, by item, for whoever reads the sheet without this program."""
        return asked_in(self.of_return(key))

    def _row(self, query: Query) -> dict[str, Any]:
        place = {"form": query.key.form, "unit": query.key.unit, "period": query.key.period, **query.cell.as_json()}
        return {
            **place,
            "query": query.name,
            "state": query.state,
            "waits_for": (_UNIT if query.state == ASKED else _DISTRICT) if query.is_open else None,
            "asked": query.asked.text,
            "answer": query.answer,
            "days": _days_since(query.messages[-1]) if query.is_open else None,
            "messages": [_message(message) for message in query.messages],
        }


def messages_of(direction: str, entries: Iterable[object], known: Collection[str]) -> list[Finding]:
    """A line for the 查询 or 答复 that a bundle brings, since they change no cell; `known` are ids that were here."""
    from haishu_desk.bundle.manifest import UP  # noqa: PLC0415  every page counts what waits, few take in a bundle

    edits = [entry for entry in entries if isinstance(entry, Edit) and entry.id not in known]
    count = sum(is_query(change.slot.field) for edit in edits for change in edit.changes)
    if not count:
        return []
    up = direction == UP
    said = f"收到{'答复' if up else '查询和办结'} {count} 条"
    return [Finding("queries", HINT, said, advice=f"请在“{'查询' if up else '退回与查询'}”里看")]


def _waiting_first(query: Query) -> tuple[bool, str, str]:
    return (not query.is_open, query.messages[-1].author.at, query.name)


def _days_since(message: Message) -> int:
    """Whole days on this computer's calendar; the clock of another computer may be ahead."""
    try:
        return max((date.today() - date.fromisoformat(message.author.at[:10])).days, 0)  # noqa: DTZ011  the office's own day
    except ValueError:
        return 0


def _message(message: Message) -> dict[str, str]:
    author = message.author
    return {
        "what": WORDS[message.what],
        "text": message.text,
        "by": author.person,
        "unit": author.unit,
        "at": author.at,
    }

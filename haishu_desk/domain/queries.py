"""查询—答复—办结: what the district asks of a cell, what the unit answers, and that the matter is settled.

Each message is a cell of its own beside the cell that it speaks of, written once and never again. So two computers that
answer at the same time both keep their words, and merging is the union as everywhere. The name of its field says which
query it belongs to, after how many messages it was written and what it is: `query|<query>|<number>.<what>.<mark>|<field>`;
the mark tells apart two messages that were written without knowing of each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from haishu_desk.domain.cells import QUERIED, Author, Edit, Heads, ReturnKey, Slot, is_filled
from haishu_desk.domain.fresh import fresh_name

ASK, ANSWER, CLOSE = "ask", "answer", "close"
ASKED, ANSWERED, SETTLED = "待答复", "已答复", "已办结"
WORDS = {ASK: "查询", ANSWER: "答复", CLOSE: "办结"}
# What was written without knowing of each other: the least settled counts, so that nothing is closed unread.
_RANK = {CLOSE: 0, ANSWER: 1, ASK: 2}
_AFTER = {ASK: ASKED, ANSWER: ANSWERED, CLOSE: SETTLED}
_FIELD = re.compile(r"query\|([0-9a-f]{1,32})\|([0-9]{1,6})\.(ask|answer|close)\.([0-9a-f]{1,32})\|(.+)", re.DOTALL)


@dataclass(frozen=True)
class Message:
    """One 查询, 答复 or 办结: its place in the query, who wrote it, and the edit that did."""

    number: int
    what: str
    text: str
    author: Author
    edit: str

    @property
    def order(self) -> tuple[int, int, str, str]:
        """After how many others it was written; among those of one number the label of the clock decides last."""
        return (self.number, _RANK[self.what], self.author.at, self.edit)


@dataclass(frozen=True)
class Query:
    """All that was asked and answered in one matter, oldest first; `cell` is the cell that it is about."""

    key: ReturnKey
    cell: Slot
    name: str
    messages: tuple[Message, ...]

    @property
    def state(self) -> str:
        """待答复, 已答复 or 已办结."""
        return _AFTER[self.messages[-1].what]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state != SETTLED

    @property
    def first(self) -> Message:
        """What began it."""
        return self.messages[0]

    @property
    def asked(self) -> Message:
        """What was asked last."""
        return self.last(ASK) or self.first

    @property
    def answers(self) -> tuple[Message, ...]:
        """What was answered to it; two computers of a unit may each have answered."""
        after = self.messages.index(self.asked)
        return tuple(message for message in self.messages[after:] if message.what == ANSWER)

    @property
    def answer(self) -> str | None:
        """The answers in one line, None for none."""
        return " / ".join(message.text for message in self.answers) or None

    def last(self, what: str) -> Message | None:
        """The last message of that sort."""
        return next((message for message in reversed(self.messages) if message.what == what), None)


def new_name() -> str:
    """The name of a new query."""
    return fresh_name()[:12]


def field_of(name: str, number: int, what: str, field: str) -> str:
    """The field that holds a new message."""
    return f"{QUERIED}{name}|{number:03d}.{what}.{fresh_name()[:8]}|{field}"


def what_of(field_name: str) -> str | None:
    """`ask`, `answer` or `close`; None for a field that holds no message."""
    found = _FIELD.fullmatch(field_name)
    return found[3] if found else None


def place_in_query(slot: Slot) -> tuple[str, str, int] | None:
    """Which query of which cell a message belongs to, and its number; None for what is no message that can be read."""
    found = _FIELD.fullmatch(slot.field)
    return (f"{slot.item}|{found[5]}|{slot.vintage or ''}", found[1], int(found[2])) if found else None


def queries_in(key: ReturnKey, heads: Heads, find: Callable[[str], Edit | None]) -> list[Query]:
    """The queries of a return in print order of their cells, older first; `find` gives the edit of a name.

    A message that cannot be read is kept and not shown.
    """
    gathered: dict[tuple[Slot, str], list[Message]] = {}
    for slot, standing in heads.items():
        found = _FIELD.fullmatch(slot.field)
        for head in standing if found else ():
            edit = find(head.edit)
            if found and edit is not None and is_filled(head.value) and head.value.text:
                cell = Slot(slot.item, found[5], slot.vintage)
                message = Message(int(found[2]), found[3], head.value.text, edit.author, head.edit)
                gathered.setdefault((cell, found[1]), []).append(message)
    queries = [
        Query(key, cell, name, tuple(sorted(messages, key=lambda message: message.order)))
        for (cell, name), messages in gathered.items()
    ]
    return sorted(queries, key=lambda query: (query.cell, query.first.author.at, query.name))


def asked_in(queries: Iterable[Query]) -> dict[str, str]:
    """What is open, in words, by item: for whoever looks at the sheet."""
    said: dict[str, list[str]] = {}
    for query in queries:
        if query.is_open:
            answer = query.answer
            words = f"查询：{query.asked.text}（答复：{answer}）" if answer else f"查询：{query.asked.text}"
            said.setdefault(query.cell.item, []).append(words)
    return {item: "；".join(each) for item, each in said.items()}

"""What a township could sign with its own, admitted key that its own program would never write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from haishu_desk.bundle.manifest import Payload
from haishu_desk.bundle.sign import device_of, public_key
from haishu_desk.domain.cells import Author, Change, Edit, Heads, Slot, heads_of, without_queries
from haishu_desk.domain.quantity import Quantity, parse, words
from haishu_desk.domain.returns import Revision
from tests.desk.forgery import AT, Honest
from tests.desk.office import DISTRICT, INDICATORS, YINJIANG

PLACE = Slot("145-04")
LONG = "很长" * 50_000


class OwnKey:
    """Makes payloads of the town, each sound but for one thing."""

    def __init__(self, honest: Honest) -> None:
        self._keys = honest.keys
        self.payload: Payload = honest.unpacked("new").payload
        entries = self.payload.journal_entries()
        self.edits = [entry for entry in entries if isinstance(entry, Edit) and entry.key == INDICATORS]
        self.revisions = [entry for entry in entries if isinstance(entry, Revision) and entry.key == INDICATORS]
        self.heads: Heads = without_queries(heads_of(self.edits))

    def author(self, **parts: Any) -> Author:
        """Somebody at the town's computer."""
        return replace(Author("张三", YINJIANG, device_of(public_key(self._keys["town"])), 900_000, AT), **parts)

    def edit(
        self, slot: Slot = PLACE, after: Quantity | None = None, source: Mapping[str, Any] | None = None, **parts: Any
    ) -> Edit:
        """A change that follows what stands."""
        before = self.heads.get(slot, ())
        change = Change(
            slot, before[0].value if before else None, after or parse("777"), tuple(head.edit for head in before)
        )
        author = self.author(**{name: parts.pop(name) for name in ("person", "device", "seq", "at") if name in parts})
        return Edit(INDICATORS, author, (change,), parts.pop("batch", "b1"), parts.pop("reason", None), source or {"kind": "typed"})  # fmt: skip

    def sealed(self, *edits: Edit, heads: Heads | None = None, **parts: Any) -> Revision:
        """The revision of all that stands with those edits."""
        standing = without_queries(heads_of([*self.edits, *edits])) if heads is None else heads
        last = self.revisions[-1]
        told = Revision(INDICATORS, self.author(seq=900_001), standing, (last.id,), last.decision, rules=last.rules)
        return replace(told, **parts)

    def reported(self, *edits: Edit) -> Payload:
        """The payload with those edits and the revision that reports them."""
        return self.with_entries(*edits, self.sealed(*edits))

    def with_entries(self, *entries: Edit | Revision, **parts: Any) -> Payload:
        """The payload with more entries."""
        return replace(self.payload, entries=(*self.payload.entries, *(each.body for each in entries)), **parts)

    def answer(self, number: int = 2, text: str = "属实", **parts: Any) -> Edit:
        """An 答复 to a query."""
        slot = Slot("145-04", f"query|{'ab' * 6}|{number:03d}.answer.{'12' * 4}|value")
        return self.edit(slot, words(text), {"kind": "query-answer"}, **parts)

    def stated(self, source: Mapping[str, Any], reason: str | None = "没有发生") -> Payload:
        """The payload with a statement about the whole return."""
        return self.with_entries(Edit(INDICATORS, self.author(), (), "b1", reason, source))

    def all(self) -> Iterator[tuple[str, Payload]]:
        """Each with its name."""
        yield from ((f"source {source}", self.reported(self.edit(source=source))) for source in SOURCES)
        yield "an edit that no revision reports", self.with_entries(self.edit())
        yield "words that no revision reports", self.with_entries(self.edit(Slot("145-04", "note"), words("改")))
        one = self.edit()
        other = {
            **self.sealed(one).heads,
            PLACE: tuple(replace(head, value=parse("888")) for head in self.sealed(one).heads[PLACE]),
        }
        yield "a revision that says another value than its edit", self.with_entries(one, self.sealed(heads=other))
        yield "a revision without a cell", self.with_entries(one, self.sealed(heads={}))
        unknown = {
            **self.sealed(one).heads,
            PLACE: tuple(replace(head, edit="ab" * 32) for head in self.sealed(one).heads[PLACE]),
        }
        yield "a revision of an edit that nobody knows", self.with_entries(one, self.sealed(heads=unknown))
        yield (
            "an older figure after the new one",
            self.with_entries(one, self.sealed(one), self.sealed(heads=self.heads, previous=(self.sealed(one).id,))),
        )
        yield "a decision that nobody took", self.with_entries(one, self.sealed(one, decision="cd" * 32))
        yield "a revision after one that nobody knows", self.with_entries(one, self.sealed(one, previous=("cd" * 32,)))
        yield "the district's computer", self.reported(self.edit(device=device_of(public_key(self._keys["district"]))))
        yield "another town's computer", self.reported(self.edit(device=device_of(public_key(self._keys["other"]))))
        yield "an answer to nothing", self.reported(self.answer())
        yield "an answer after which none can follow", self.reported(self.answer(999_999))
        yield "a very long answer", self.reported(self.answer(text=LONG))
        yield "a very long reason", self.reported(self.edit(reason=LONG))
        yield "a very long name", self.reported(self.edit(person=LONG))
        yield "a very long value", self.reported(self.edit(after=words(LONG)))
        yield "a very long number", self.reported(self.edit(after=parse("9" * 100_000)))
        yield "a name with a line break", self.reported(self.edit(person="张三\n李区"))
        yield "a name turned round", self.reported(self.edit(person="张三\u202e区李"))
        yield "a number that is none", self.reported(self.edit(seq="x"))
        yield "a number too large", self.reported(self.edit(seq=10**40))
        yield "a time that is none", self.reported(self.edit(at="昨天"))
        yield "a name that is none", self.reported(self.edit(person=["李区"]))
        yield "an item that there is not", self.reported(self.edit(Slot("145-99")))
        yield "a field that there is not", self.reported(self.edit(Slot("145-04", "foo")))
        yield "an item of another form", self.reported(self.edit(Slot("145-b13-0-01")))
        yield "a statement of nothing", self.stated({"kind": "statement"})
        yield "a statement of another kind", self.stated({"kind": "statement", "what": "approved"})
        yield "a statement without a reason", self.stated({"kind": "statement", "what": "empty"}, None)
        yield "a deferral without a day", self.stated({"kind": "statement", "what": "deferred", "until": "以后"})
        yield "an edit of nothing", self.stated({"kind": "typed"})
        yield "a kind that there is not", self.with_entries(one, self.sealed(one), kind="批复包")
        yield "a kind of many lines", self.with_entries(one, self.sealed(one), kind="上报包\n" * 1000)
        yield "returns that are doubled", self.with_entries(one, self.sealed(one), returns=self.payload.returns * 2)


SOURCES: tuple[dict[str, Any], ...] = (
    {"kind": "succeeded", "unit": DISTRICT}, {"kind": "succeeded"}, {"kind": "settle"}, {"kind": "verify"},
    {"kind": "on-behalf"}, {"kind": "query-ask"}, {"kind": "query-close"}, {"kind": "undo"}, {"kind": "redo"},
    {"kind": "undo", "of": 3, "batch": 4}, {"kind": "again", "receipt": 1}, {"kind": "revise", "reasons": []},
    {"kind": ["typed"]}, {"kind": "typed", "cells": []}, {"kind": "typed", "cells": {"145-04|value|": ["A1"]}},
    {"kind": "typed", "from": "无"}, {"kind": "typed", "word": "审核通过"}, {"kind": "typed", "word": LONG},
    {"kind": "typed", "file": LONG}, {"kind": "typed", "bundle": ["x"]},
)  # fmt: skip

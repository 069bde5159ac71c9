"""Editions: whole documents that only the district writes (plan, units, forms, assignment, roster, rules).

The highest number in force counts: an edition with a later effective date waits until that day. Edition 1 is what the program ships; it has no author, so that it is the same entry,
byte for byte, in every workspace.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.cells import Author

# What the district keeps to itself: its own verdicts and what it makes public are no business of a unit beforehand.
AT_HOME = frozenset({"overrules", "reports", "project-overrules", "accepted-reasons", "report-public"})
SHIPPED = "shipped:"
"""Before the name of a document: what the program shipped when the district took it over last."""
PLAN_TEXT = "text:"
"""Before the id of a plan: the lines of the text that it was read from or that was loaded beside it."""


def stays_at_home(name: str) -> bool:
    """Whether the document of that name goes into no bundle."""
    return name in AT_HOME or name.startswith((SHIPPED, PLAN_TEXT))


@dataclass(frozen=True)
class Edition:
    """One edition of the document `name` (`plan:145`, `units`, `forms`, `assignment`, `roster`)."""

    kind = "edition"

    name: str
    number: int
    content: Any
    previous: str | None = None
    author: Author | None = None
    document: str | None = None
    effective: str | None = None

    @cached_property
    def body(self) -> bytes:
        """The exact bytes that are stored, sent and hashed."""
        return canonical(
            {
                "kind": self.kind,
                "name": self.name,
                "number": self.number,
                "previous": self.previous,
                "author": self.author.as_json() if self.author else None,
                "document": self.document,
                "effective": self.effective,
                "content": self.content,
            }
        )

    @cached_property
    def id(self) -> str:
        """The name of this edition everywhere."""
        return digest(self.body)

    def is_effective(self, day: str) -> bool:
        """Whether it has come into force by that day (an ISO date); without a date it is at once."""
        return self.effective is None or self.effective <= day

    @staticmethod
    def from_body(body: bytes) -> Edition:
        """The edition whose bytes these are."""
        stored = json.loads(body)
        edition = Edition(
            stored["name"],
            stored["number"],
            stored["content"],
            stored["previous"],
            Author(**stored["author"]) if stored["author"] else None,
            stored["document"],
            stored["effective"],
        )
        edition.__dict__["body"] = body
        return edition


def in_force(newest_first: Iterable[Edition], day: str) -> Edition | None:
    """The edition that counts on that day (an ISO date): of the editions, newest first, the first that is effective."""
    return next((each for each in newest_first if each.is_effective(day)), None)

"""Which entries of a journal cannot hold what is wanted of the trail, seen by their bytes: they need not be understood."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from haishu_desk.store.journal import Entry

if TYPE_CHECKING:
    from haishu_desk.desk.trail import Asked
    from haishu_desk.domain.items import Catalogue

SHIPPED_BY = "随程序带的"
_ESCAPED = b"\\u"  # a body that was written by another program may spell its signs otherwise


def sieve(asked: Asked, catalogue: Catalogue) -> Callable[[Entry], bool]:
    """Whether an entry may have a row that is wanted; False is sure, True is to be looked at."""
    texts = [asked.unit, asked.period, asked.item, None if asked.person == SHIPPED_BY else asked.person]
    needed = [_spelt(text) for text in texts if text is not None]
    named = re.compile(b"|".join(_codes_named(asked.words, catalogue))) if asked.words else None
    since, until = asked.since or "", asked.until

    def may_hold(entry: Entry) -> bool:
        day, body = entry.at[: len("2025-01-01")], entry.body
        if day < since or (until is not None and day > until):
            return False
        is_named = all(text in body for text in needed) and (named is None or named.search(body) is not None)
        return is_named or _ESCAPED in body

    return may_hold


def _codes_named(words: str, catalogue: Catalogue) -> list[bytes]:
    """Patterns of the words themselves, as a code may have them, and of the codes whose names have them."""
    codes = [item.code for item in catalogue if words in item.name]
    return [re.escape(_spelt(text)) for text in (words, *codes)]


def _spelt(text: str) -> bytes:
    """A text as it stands in the bytes of an entry."""
    return json.dumps(text, ensure_ascii=False)[1:-1].encode()

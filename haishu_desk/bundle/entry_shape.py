"""Whether an entry that came in a bundle has the shape that this program writes: texts, numbers and names where they belong.

A signed bundle may hold anything that JSON can say. What is kept of it is read by every page afterwards, so what could
not be shown, counted or compared there is not read at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from haishu_desk.domain.cells import Author, Edit, ReturnKey, Slot
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.origins import REDO, SPEAKS, UNDO
from haishu_desk.domain.periods import is_date, parse_period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.domain.returns import Decision, Revision, is_known_decision
from haishu_desk.domain.signs import cannot_travel

TEXT_LIMIT = 32_767  # what a cell of a workbook holds
NAME_LIMIT = 400
_SEQ_LIMIT = 2**53
_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
_OF_TEXTS = ("cells", "reasons", SPEAKS)


def refuse_unsound(entry: Edit | Revision | Decision | Edition) -> None:
    """Raise ValueError for an entry that no program of this format has written."""
    if isinstance(entry, Edition):
        _check(_is_a(entry.number, int) and _is_name(entry.name), entry.number)
        if entry.author is not None:
            _check_author(entry.author)
        return
    _check_key(entry.key)
    _check_author(entry.author)
    if isinstance(entry, Edit):
        _check_edit(entry)
    elif isinstance(entry, Revision):
        _check(_is_a(entry.signed, bool) and all(map(_is_name, entry.previous)), entry.previous)
        _check_names(entry.decision, entry.rules)
        _check_slots(entry.heads)
        for standing in entry.heads.values():
            for head in standing:
                _check_name(head.edit)
                _check_value(head.value)
    else:
        _check(is_known_decision(entry.what), entry.what)
        _check_names(entry.revision, entry.previous)
        _check_text(entry.comment)
        _check_slots(remark.slot for remark in entry.remarks)
        for remark in entry.remarks:
            _check_text(remark.comment)
        _check(entry.due is None or (_is_a(entry.due, str) and is_date(entry.due)), entry.due)


def _check_edit(edit: Edit) -> None:
    _check_name(edit.batch)
    _check_text(edit.reason)
    _check_slots(change.slot for change in edit.changes)
    for change in edit.changes:
        _check(all(map(_is_name, change.replaces)), change.replaces)
        _check_value(change.after)
        if change.before is not None:
            _check_value(change.before)
    _check_source(edit.source)


def _check_source(source: Any) -> None:
    """Where the values came from: plain texts by name; for each cell a text of its own under `cells` and `reasons`."""
    _check(isinstance(source, Mapping), source)
    for name, said in source.items():
        if name in _OF_TEXTS:
            _check(isinstance(said, Mapping), said)
            for text in said.values():
                _check_text(text)
        else:
            _check_text(said)
    _check(source.get("kind") not in (UNDO, REDO) or isinstance(source.get("batch"), str), source)
    if source.get("from") is not None:
        try:
            parse_period(source["from"])
        except DeskError as error:
            raise ValueError("not a period") from error


def _check_key(key: ReturnKey) -> None:
    for name in (key.form, key.unit, key.period):
        _check_name(name)


def _check_author(author: Author) -> None:
    _check_name(author.device)
    _check_name(author.unit)
    _check_name(author.person)
    is_plain = not cannot_travel(author.person) and not set(author.person) & {*_TURNING, "\n", "\t"}
    _check(is_plain, author.person)
    _check(type(author.seq) is int and 0 <= author.seq < _SEQ_LIMIT, author.seq)
    _check_name(author.at)
    datetime.fromisoformat(author.at)


def _check_slots(slots: Iterable[Slot]) -> None:
    for slot in slots:
        _check(_is_name(slot.item) and _is_name(slot.field), slot)


def _check_value(value: Quantity) -> None:
    for text in (value.raw, value.text, value.value, value.low, value.high):
        _check_text(text)


def _check_names(*names: Any) -> None:
    for name in names:
        if name is not None:
            _check_name(name)


def _check_name(name: Any) -> None:
    _check(_is_name(name), name)


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and len(name) <= NAME_LIMIT


def _check_text(text: Any) -> None:
    _check(text is None or (isinstance(text, str) and len(text) <= TEXT_LIMIT), text)


def _is_a(part: Any, kind: type) -> bool:
    return isinstance(part, kind)


def _check(is_sound: bool, what: Any) -> None:  # noqa: FBT001  the one question of this module
    if not is_sound:
        raise ValueError(f"not as this program writes it: {str(what)[:80]}")

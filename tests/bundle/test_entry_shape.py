"""An entry that no program of this format has written is not read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haishu_desk.bundle.entry_shape import NAME_LIMIT, TEXT_LIMIT, refuse_unsound
from haishu_desk.domain.canonical import canonical
from haishu_desk.domain.cells import Author, Change, Edit, Head, ReturnKey, Slot
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import Decision, Remark, Revision

KEY = ReturnKey("indicators", "330203105", "2025")
AUTHOR = Author("张三", "330203105", "ab" * 8, 7, "2026-01-06T09:00:00.000+08:00")
EDIT = Edit(KEY, AUTHOR, (Change(Slot("145-04"), None, parse("12")),), "b1", "补上", {"kind": "typed"})
REVISION = Revision(KEY, AUTHOR, {Slot("145-04"): (Head(EDIT.id, parse("12")),)})
DECISION = Decision(KEY, AUTHOR, "returned", REVISION.id, None, None, (Remark(Slot("145-04"), "请核实"),), "2026-01-10")


def changed(body: bytes, **parts: Any) -> bytes:
    """The same entry with other parts; `author` names the parts of the author."""
    stored = json.loads(body)
    author = {**stored["author"], **parts.pop("author", {})}
    return canonical({**stored, **parts, "author": author})


@pytest.mark.parametrize("entry", [EDIT, REVISION, DECISION])
def test_what_the_program_writes_is_read(entry: Edit | Revision | Decision) -> None:
    refuse_unsound(type(entry).from_body(entry.body))


def test_the_limits_are_what_still_may_stand() -> None:
    refuse_unsound(Edit.from_body(changed(EDIT.body, reason="长" * TEXT_LIMIT, author={"person": "名" * NAME_LIMIT})))


@pytest.mark.parametrize("author", [
    {"person": None}, {"person": ["张三"]}, {"person": "张三\n李区"}, {"person": "\u202e三张"}, {"person": "张\x00三"},
    {"person": "名" * (NAME_LIMIT + 1)}, {"seq": "7"}, {"seq": True}, {"seq": -1}, {"seq": 2**53}, {"seq": 1.5},
    {"at": "昨天"}, {"at": 20260106}, {"device": 7}, {"unit": {}},
])  # fmt: skip
def test_an_author_is_somebody_at_a_computer_at_a_time(author: dict[str, Any]) -> None:
    for entry in (EDIT, REVISION, DECISION):
        with pytest.raises((ValueError, TypeError)):
            refuse_unsound(type(entry).from_body(changed(entry.body, author=author)))


@pytest.mark.parametrize("parts", [
    {"batch": None}, {"reason": 7}, {"reason": "长" * (TEXT_LIMIT + 1)}, {"source": {"kind": ["typed"]}},
    {"source": {"cells": ["A1"]}}, {"source": {"cells": {"145-04|value|": 1}}}, {"source": {"reasons": "多"}},
    {"source": {"kind": "undo"}}, {"source": {"kind": "redo", "batch": 4}}, {"source": {"from": "去年"}},
    {"source": {"file": "长" * (TEXT_LIMIT + 1)}}, {"form": 1}, {"period": None},
])  # fmt: skip
def test_an_edit_has_texts_where_texts_belong(parts: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        refuse_unsound(Edit.from_body(changed(EDIT.body, **parts)))


@pytest.mark.parametrize("parts", [{"signed": 1}, {"previous": [1]}, {"decision": 3}, {"rules": {"id": 1}}])
def test_a_revision_names_what_it_follows(parts: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        refuse_unsound(Revision.from_body(changed(REVISION.body, **parts)))


@pytest.mark.parametrize("parts", [{"what": "liked"}, {"what": ["approved"]}, {"due": "明天"}, {"comment": 3}])
def test_a_decision_says_one_of_the_things_that_are_decided(parts: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        refuse_unsound(Decision.from_body(changed(DECISION.body, **parts)))

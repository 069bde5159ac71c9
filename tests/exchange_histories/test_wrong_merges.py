"""Negative controls: a merge that is wrong on purpose is found by the same histories, within as many as CI runs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from haishu_desk.desk import handfilled, taking_back
from haishu_desk.domain.cells import Change, Edit, Heads, ReturnKey
from haishu_desk.merge.three_way import Clash, Take, three_way
from haishu_desk.store.cells import Cells
from tests.domain.made import FULL
from tests.exchange_histories.later import LaterHistories
from tests.exchange_histories.machine import Tools
from tests.exchange_histories.test_histories import HISTORIES_IN_CI, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from haishu_desk.domain.quantity import Quantity

Broken = pytest.MonkeyPatch
WITHOUT_SHRINKING = settings(
    SETTINGS, max_examples=HISTORIES_IN_CI, phases=[Phase.generate], report_multiple_bugs=False
)


def last_writer_wins(patch: Broken) -> None:
    """Of several values that stand, the one with the latest clock."""
    honest = Cells.heads

    def heads(cells: Cells, key: ReturnKey, item: str | None = None) -> Heads:
        def at(edit: str) -> str:
            entry = cells._journal.get(edit)
            return str(json.loads(entry.body)["author"]["at"]) if entry else ""

        return {
            slot: (max(standing, key=lambda head: at(head.edit)),)
            for slot, standing in honest(cells, key, item).items()
        }

    patch.setattr(Cells, "heads", heads)


def first_come_stays(patch: Broken) -> None:
    """A value that stands here already is preferred to one that comes from elsewhere: both sides keep their own."""
    honest = Cells._stand

    def stand(cells: Cells, edits: Iterable[tuple[str, Edit]]) -> None:
        for identity, edit in edits:
            heads = cells.heads(edit.key)

            def is_free(change: Change, heads: Heads = heads) -> bool:
                return {head.edit for head in heads.get(change.slot, ())} <= set(change.replaces)

            honest(cells, [(identity, replace(edit, changes=tuple(filter(is_free, edit.changes))))])

    patch.setattr(Cells, "_stand", stand)


def clash_is_dropped(patch: Broken) -> None:
    """What was typed by hand is taken where it clashes."""

    def taking(base: Quantity | None, ours: Quantity | None, theirs: Quantity) -> Take | Clash | None:
        found = three_way(base, ours, theirs)
        return Take(theirs) if isinstance(found, Clash) else found

    patch.setattr(handfilled, "three_way", taking)


def ours_is_preferred(patch: Broken) -> None:
    """What was typed by hand is left out where it clashes."""

    def keeping(base: Quantity | None, ours: Quantity | None, theirs: Quantity) -> Take | Clash | None:
        found = three_way(base, ours, theirs)
        return None if isinstance(found, Clash) else found

    patch.setattr(handfilled, "three_way", keeping)


def what_was_taken_back_is_cleared(patch: Broken) -> None:
    """撤回装入 clears the cells of a file, whatever stood there before."""
    honest = taking_back._restored
    patch.setattr(taking_back, "_restored", lambda slot, standing, _: honest(slot, standing, ()))


@pytest.mark.parametrize(
    "wrong",
    [
        last_writer_wins,
        first_come_stays,
        clash_is_dropped,
        ours_is_preferred,
        pytest.param(what_was_taken_back_is_cleared, marks=pytest.mark.skipif(not FULL, reason="is found late")),
    ],
)
def test_a_wrong_merge_is_found(wrong: object, tools: Tools, monkeypatch: Broken) -> None:
    assert callable(wrong)
    wrong(monkeypatch)
    machine = type("WrongHistories", (LaterHistories,), {"tools": tools, "tally": Counter()})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=WITHOUT_SHRINKING)

"""Taking in by steps: one transaction that holds the writing alone, and 全审 an item a step after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.bench.morning import PERIOD, Morning, morning_of
from haishu_desk.checks.run import Walk
from haishu_desk.desk import Desk
from haishu_desk.desk.outcomes import Outcome
from haishu_desk.desk.receiving import Taking
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError


@pytest.fixture(scope="module")
def morning() -> Iterator[Morning]:
    """A township's bundle that waits."""
    with morning_of(1) as made:
        yield made


@pytest.fixture
def desk(morning: Morning) -> Iterator[Desk]:
    with morning.opened() as opened:
        yield opened


def gone_through(desk: Desk, taking: Taking) -> tuple[Outcome, list[tuple[int, int]]]:
    """What became of it; after each step the length of the journal and how many items were checked in the step."""
    said: list[tuple[int, int]] = []
    checked = 0
    step = Walk.step

    def counted(walk: Walk) -> bool:
        nonlocal checked
        checked += 1
        return step(walk)

    steps = taking.steps()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Walk, "step", counted)
        while True:
            checked = 0
            try:
                next(steps)
            except StopIteration as end:
                return end.value, said
            assert not desk.workspace.database.sql.in_transaction  # between two steps somebody may type
            said.append((len(desk.workspace.journal), checked))


def test_what_is_checked_after_a_rehearsal_is_what_taking_in_then_says(desk: Desk, morning: Morning) -> None:
    file, before = morning.bundles[0], len(desk.workspace.journal)
    rehearsed, steps = gone_through(desk, desk.exchange.receiver.taking(file, preview=True))
    assert {length for length, _ in steps} == {before}
    assert max(items for _, items in steps) == 1
    key = ReturnKey("indicators", rehearsed.unit or "", PERIOD)
    assert desk.checking.known(key) is None  # what was given back is not what stands
    assert len(steps) > len(desk.checking.items_of(key))
    whole = desk.exchange.receiver.preview([file])[0]
    taken = desk.exchange.receiver.take_in(file)
    for other in (whole, taken):
        assert [each.as_json() for each in rehearsed.findings] == [each.as_json() for each in other.findings]
        assert (rehearsed.changes, rehearsed.shift) == (other.changes, other.shift)
    assert any(finding.rule == "checked" for finding in taken.findings)


def test_a_report_is_there_before_it_is_looked_over(desk: Desk, morning: Morning) -> None:
    before = len(desk.workspace.journal)
    outcome, steps = gone_through(desk, desk.exchange.receiver.taking(morning.bundles[0]))
    lengths = [length for length, _ in steps]
    assert (lengths[0], steps[1][1]) == (before, 0)  # judged; then written, and nothing is checked with it
    assert set(lengths[1:]) == {len(desk.workspace.journal)} != {before}
    assert max(items for _, items in steps) == 1
    key = ReturnKey("indicators", outcome.unit or "", PERIOD)
    assert desk.checking.known(key) is not None


def test_whoever_leaves_between_two_steps_leaves_what_was_written(desk: Desk, morning: Morning) -> None:
    before, steps = len(desk.workspace.journal), desk.exchange.receiver.taking(morning.bundles[0]).steps()
    while len(desk.workspace.journal) == before:
        next(steps)
    steps.close()
    assert desk.exchange.receiver.take_in(morning.bundles[0]).status == "duplicate"


def test_a_check_that_cannot_be_made_undoes_nothing(
    desk: Desk, morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_walk: Walk) -> bool:
        raise DeskError("规则读不出来", "请重新采用规则")

    monkeypatch.setattr(Walk, "step", fails)
    outcome = desk.exchange.receiver.take_in(Path(morning.bundles[0]))
    assert (outcome.status, outcome.error) == ("received", None)
    assert [finding.message for finding in outcome.findings if finding.rule == "checked"] == [
        "没有审核完：规则读不出来"
    ]
    assert desk.exchange.receiver.take_in(morning.bundles[0]).status == "duplicate"

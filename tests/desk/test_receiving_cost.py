"""What taking in a bundle costs: so many statements and rows, however much came before; and what a check asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.bench.morning import PERIOD, Morning, morning_of
from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.store.journal import AUDIT
from tests.desk.test_entry_cost import told

YEARS_OF_TRAIL = 300


@pytest.fixture(scope="module")
def morning() -> Iterator[Morning]:
    """Two townships' bundles that wait, and the one that was taken in when the desk was opened."""
    with morning_of(2) as made:
        yield made


@pytest.fixture
def desk(morning: Morning) -> Iterator[Desk]:
    with morning.opened() as opened:
        yield opened


def cost(desk: Desk, monkeypatch: pytest.MonkeyPatch, file: Path) -> tuple[int, int]:
    """How many statements and rows one bundle takes."""
    with told(desk, monkeypatch) as (statements, read):
        outcome = desk.exchange.receiver.take_in(file)
    assert outcome.status == "received"
    return len(statements), sum(read)


def test_a_bundle_costs_no_more_after_years_of_others(
    desk: Desk, morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cost(desk, monkeypatch, morning.bundles[0])
    with desk.workspace.transaction():
        for number in range(YEARS_OF_TRAIL):
            desk.audit("看过", number=number)
    assert cost(desk, monkeypatch, morning.bundles[1]) == first


def test_a_file_that_was_received_is_found_in_the_trail(
    desk: Desk, morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.exchange.receiver.take_in(morning.bundles[0])
    with told(desk, monkeypatch) as (statements, _):
        assert desk.exchange.receiver.take_in(morning.bundles[0]).status == "duplicate"
    assert any(f"kind = '{AUDIT}'" in statement and "instr(body" in statement for statement in statements)


def test_a_check_reads_the_return_once_and_what_is_known_not_at_all(
    desk: Desk, morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = desk.exchange.receiver.take_in(morning.bundles[0])
    key = ReturnKey("indicators", outcome.unit or "", PERIOD)
    desk.checking.of_return(key)
    desk.checking.forget([key])
    with told(desk, monkeypatch) as (statements, _):
        found = desk.checking.of_return(key)
    values = [statement for statement in statements if " FROM head " in statement]
    assert len(values) == 2  # for the edition of the rules that it was filled under, and for the cells that are checked
    # Beside them: revisions and decisions and that edition itself, and the decisions that say that it is not void.
    assert len(statements) == 2 + 3 + 1
    with told(desk, monkeypatch) as (statements, _):
        assert desk.checking.of_return(key) is found
    assert statements == []

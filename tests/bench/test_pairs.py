"""Two sides in turn, and what comes of it."""

from __future__ import annotations

import pytest

from haishu_desk.bench.pairs import Measured, Peer, in_turn, peak_of


def test_both_sides_run_in_turn_after_one_warm_up_each() -> None:
    order: list[str] = []

    def side(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    measured = in_turn(
        "G0", 1.5, "other", ours=lambda: side("a", 3.0), theirs=lambda: side("b", 2.0), pairs=3
    )  # fmt: skip
    assert "".join(order) == "ab" + "ababab"
    assert (measured.ours, measured.theirs) == ((3.0,) * 3, (2.0,) * 3)


def test_the_ratio_is_the_median_of_the_pairs_and_is_held_against_the_goal() -> None:
    drifting = Measured("G0", 1.25, "other", (1.0, 9.0, 2.2), (1.0, 3.0, 2.0))
    assert drifting.ratio == 2.2 / 2.0
    assert drifting.ok
    assert not Measured("G0", 1.0, "other", (1.0, 9.0, 2.2), (1.0, 3.0, 2.0)).ok


def test_beside_the_size_that_has_the_limit_another_one_is_told_and_cannot_be_missed() -> None:
    slow = in_turn("G0", 1.5, "x", ours=lambda: 9.0, theirs=lambda: 1.0, pairs=1, size=1_000, is_limit=False)
    assert (slow.name, slow.goal, slow.ratio, slow.ok) == ("G0, 1,000", None, 9.0, True)


def test_each_single_time_and_what_others_take_are_in_the_row() -> None:
    row = Measured("G0", 1.0, "x", (1.0, 3.0), (2.0, 4.0), peers=(Peer("a", 2.0), Peer("b", None))).as_json()
    assert row["pairs"] == [[1.0, 2.0], [3.0, 4.0]]
    assert row["peers"] == [{"name": "a", "seconds": 2.0}, {"name": "b", "seconds": None}]


def test_the_peak_is_what_is_held_at_the_most_and_not_at_the_end() -> None:
    assert peak_of(lambda: len(bytearray(1_000_000))) == pytest.approx(1_000_000, rel=0.1)


def test_the_row_has_the_keys_of_the_contract_and_a_goal_without_a_reference_has_no_ratio() -> None:
    row = Measured("G11 modules", 0, "none", met=True).as_json()
    assert {"name", "ratio", "goal", "ok", "ours_s", "reference_s", "reference"} <= set(row)
    assert (row["ratio"], row["ours_s"], row["reference_s"], row["ok"]) == (None, None, None, True)
    assert not Measured("G11 modules", 0, "none", met=False, detail="pandas").ok

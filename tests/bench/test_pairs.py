"""Two sides in turn, and what comes of it."""

from __future__ import annotations

from haishu_desk.bench.pairs import Measured, in_turn


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


def test_the_row_has_the_keys_of_the_contract_and_a_goal_without_a_reference_has_no_ratio() -> None:
    row = Measured("G11 modules", 0, "none", met=True).as_json()
    assert {"name", "ratio", "goal", "ok", "ours_s", "reference_s", "reference"} <= set(row)
    assert (row["ratio"], row["ours_s"], row["reference_s"], row["ok"]) == (None, None, None, True)
    assert not Measured("G11 modules", 0, "none", met=False, detail="pandas").ok

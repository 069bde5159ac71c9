"""Both sides of the comparison and of the merge find the same cells, with the changes anywhere or close together."""

from __future__ import annotations

import pytest

from haishu_desk.bench import compare, merging, shapes
from haishu_desk.bench.versions import Shape, versions_of

SMALL = Shape(100, 20)


@pytest.mark.parametrize("clustered", [True, False])
def test_ours_and_the_join_find_one_cell_in_a_hundred(*, clustered: bool) -> None:
    with versions_of(SMALL, clustered=clustered) as versions:
        found = compare.cells_of(versions, compare.ours(versions))
        compare.refuse_unequal(found, compare.joined(versions))
        assert len(found) == 2_000 // 100
        assert (max(cell for cell, _, _ in found) < 100) == clustered  # 5 % of the returns are the first 5 of 20 cells


def test_both_merges_say_whose_value_stands_in_each_cell() -> None:
    with versions_of(SMALL, clustered=True) as versions:
        merging.refuse_unequal(versions)
        assert set(merging.merged(versions).values()) == {"ours", "theirs", "clash"}


def test_sides_that_differ_are_not_timed() -> None:
    with versions_of(SMALL) as versions:
        versions.sql.execute("DELETE FROM ours WHERE cell < 1000")
        with pytest.raises(ValueError, match="same cells"):
            compare.comparing("G6", 1.0, 1, versions)


def test_what_is_measured_says_its_size_its_memory_and_what_others_take() -> None:
    with versions_of(SMALL) as versions:
        measured = compare.comparing("G6", 1.0, 1, versions)
        assert measured.size == 2_000
        assert measured.peak
        assert [peer.name for peer in measured.peers] == ["pandas", "duckdb", "daff"]
        assert "比较" in merging.district(1, versions).detail


def test_a_library_that_is_not_installed_is_named_without_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with versions_of(SMALL) as versions:
        assert {peer.seconds for peer in compare.peers(versions)} == {None}


def test_the_limits_are_held_at_the_greatest_size_and_in_a_small_table_some_cell_is_contested(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shapes, "DISTRICT", Shape(4, 132))
    monkeypatch.setattr(compare, "peers", lambda _: ())
    told = list(shapes.lines(1, (200, 1_000)))
    # Beside each pair of limits the two lines of the columns, which have none.
    limits = [1.0, 1.0, None, None, 0.1, 0.1, None, None]
    assert [line.goal for line in told] == [None] * 4 + limits + [merging.AT_ONCE]
    # Returns of 132 cells: 2 for 200 cells, 8 for 1,000.
    assert [line.size for line in told] == [264] * 4 + [1_056] * 8 + [None]


def test_at_the_greatest_size_of_all_narrow_returns_are_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "DISTRICT", Shape(4, 132))
    monkeypatch.setattr(shapes, "MANY", 1_000)
    monkeypatch.setattr(compare, "peers", lambda _: ())
    narrow = [line for line in shapes.lines(1, (1_000,)) if "40 cells a return" in line.name]
    assert [(line.size, line.goal) for line in narrow] == [(1_000, None)] * 4  # 25 returns of 40 cells

"""Columns of texts say what the rows say; one that is not of the revision that stands is noticed."""

from __future__ import annotations

import pytest

from haishu_desk.bench import columns, compare, merging
from haishu_desk.bench.versions import Shape, versions_of

SMALL = Shape(100, 20)


@pytest.mark.parametrize("clustered", [True, False])
def test_both_comparisons_and_both_merges_are_those_of_the_join(*, clustered: bool) -> None:
    with versions_of(SMALL, clustered=clustered) as versions:
        assert sorted(columns.compared(versions)) == sorted(compare.joined(versions))
        assert columns.merged(versions) == merging.joined(versions)
        assert sorted(columns.compared(versions)) == sorted(compare.cells_of(versions, compare.ours(versions)))


@pytest.mark.parametrize(("is_limit", "goal"), [(True, 0.1), (False, None)])
def test_both_are_measured_with_a_limit_where_there_is_one(*, is_limit: bool, goal: float | None) -> None:
    with versions_of(SMALL, clustered=True) as versions:
        found = columns.lines(1, versions, "clustered", 0.1, is_limit=is_limit)
        assert [line.goal for line in found] == [goal, goal]


def test_only_the_columns_of_returns_of_which_another_revision_stands_are_read() -> None:
    with versions_of(SMALL, clustered=True) as versions:
        # The changes lie within the first 5 of 100 returns: nobody looks into the columns of the others.
        versions.sql.execute("UPDATE column SET digests = NULL, ends = NULL WHERE place >= 5 * 3")
        assert sorted(columns.compared(versions)) == sorted(compare.joined(versions))
        assert columns.merged(versions) == merging.joined(versions)


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE standing_ours SET id = 'x' WHERE n = 1",
        "UPDATE standing_ours SET place = place + 3 WHERE n = 1",
        "UPDATE column SET id = 'x' WHERE place = 3",
        "DELETE FROM column WHERE place = 3",
        "UPDATE column SET digests = substr(digests, 9) WHERE place = 3",
        "UPDATE column SET ends = NULL WHERE place = 3",
    ],
)
def test_a_column_that_is_missing_of_another_revision_or_of_another_length_is_noticed(spoilt: str) -> None:
    with versions_of(SMALL, clustered=True) as versions:
        versions.sql.execute(spoilt)
        # Merging reads the digests only.
        for work in (columns.compared, columns.merged) if "ends" not in spoilt else (columns.compared,):
            with pytest.raises(columns.StaleColumnError, match="1"):
                work(versions)


def test_versions_that_do_not_differ_have_nothing_to_tell() -> None:
    with versions_of(SMALL, clustered=True) as versions:
        versions.sql.execute("DELETE FROM standing_ours")
        versions.sql.execute("INSERT INTO standing_ours SELECT * FROM standing_base")
        versions.sql.execute("DELETE FROM standing_theirs")
        versions.sql.execute("INSERT INTO standing_theirs SELECT * FROM standing_base")
        assert (columns.compared(versions), columns.merged(versions)) == ([], {})


def test_sides_that_differ_are_not_timed() -> None:
    with versions_of(SMALL) as versions:
        versions.sql.execute("DELETE FROM ours WHERE cell < 1000")
        with pytest.raises(ValueError, match="do not find the same"):
            columns.lines(1, versions, "scattered", 1.0, is_limit=True)

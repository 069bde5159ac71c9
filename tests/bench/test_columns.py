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
        assert [line.goal for line in columns.lines(1, versions, "clustered")] == [None, None]


def test_only_the_columns_of_returns_of_which_another_revision_stands_are_read() -> None:
    with versions_of(SMALL, clustered=True) as versions:
        read: list[str] = []
        versions.sql.set_trace_callback(read.append)
        columns.compared(versions)
        versions.sql.set_trace_callback(None)
    # The changes lie within the first 5 of 100 returns, and each column is one statement.
    assert len([said for said in read if "FROM column" in said]) <= 2 * 5


def test_a_revision_without_its_column_and_a_column_of_another_length_are_noticed() -> None:
    with versions_of(SMALL, clustered=True) as versions:
        versions.sql.execute("UPDATE standing_ours SET id = 'x' WHERE n = 1")
        with pytest.raises(columns.StaleColumnError, match="x"):
            columns.compared(versions)
        versions.sql.execute("INSERT INTO column VALUES ('x', '1')")
        with pytest.raises(columns.StaleColumnError, match="x"):
            columns.compared(versions)


def test_sides_that_differ_are_not_timed() -> None:
    with versions_of(SMALL) as versions:
        versions.sql.execute("DELETE FROM ours WHERE cell < 1000")
        with pytest.raises(ValueError, match="do not say the same"):
            list(columns.lines(1, versions, "scattered"))

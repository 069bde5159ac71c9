"""All sides of the roll-up come to the same sums and counts; a column that is not current is never added up."""

from __future__ import annotations

import pytest

from haishu_desk.bench import rolling
from haishu_desk.bench.province import EVERY, MISSING, PARENT, Extent, column, province_of

SMALL = Extent(PARENT + 5, 4, 3)


def test_ours_sqlite_and_duckdb_come_to_the_same_sums_and_counts() -> None:
    with province_of(SMALL) as province:
        rolling.refuse_unequal(province)
        sums, counts = rolling.ours(province)
    # 25 units of 12 figures: 20 under the first parent, 5 under the second; cells 0, 97, 194 and 291 are missing.
    assert sums.shape == (2, 12)
    assert counts.sum() == 25 * 12 - 4
    assert counts[0, 0] == 19
    # The first figure of the second parent's units: cells 240, 252, 264, 276, 288, each times 7919 modulo 100003.
    assert sums[1, 0] == sum(cell * 7919 % 100_003 for cell in (240, 252, 264, 276, 288))


def test_one_in_so_many_is_missing_and_is_no_nought() -> None:
    figures = column(SMALL, 0)
    assert figures[0] == MISSING
    assert (figures != MISSING).sum() == SMALL.width - 1
    assert SMALL.width < EVERY


def test_sides_that_differ_are_not_timed() -> None:
    with province_of(SMALL) as province:
        province.sql.execute("UPDATE figure SET value = value + 1 WHERE cell = 1")
        with pytest.raises(ValueError, match="same"):
            list(rolling.rolling(1, province))


def test_a_column_that_is_not_of_the_revision_that_stands_is_refused() -> None:
    with province_of(SMALL) as province:
        province.sql.execute("UPDATE head SET revision = 'x' WHERE unit = 3")
        with pytest.raises(rolling.StaleColumnError):
            rolling.ours(province)


def test_both_references_are_measured_or_it_is_said_that_one_is_not_there() -> None:
    with province_of(SMALL) as province:
        scan, group, duck = rolling.rolling(1, province)
        assert scan.ratio is not None
        assert group.ratio is not None
        assert scan.size == 300
        assert (duck.ratio is None) == (province.duck is None)
        province.duck = None
        *_, absent = rolling.rolling(1, province)
    assert "没有安装" in absent.detail


def test_a_district_is_rolled_up_by_the_programs_own_rule() -> None:
    measured = rolling.district(1)
    assert "17×33 格" in measured.detail

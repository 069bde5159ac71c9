"""The list of reports that were written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.report_records import Records, Written
from haishu_desk.domain.errors import UsageError

FIRST = Written(
    "annual",
    "145",
    2023,
    "2023-12-31",
    "",
    "published",
    False,
    40,
    "2024-03-20",
    "ab" * 32,
    "李审",
    "2024-03-20T09:00",
    "甲.docx",
    12,
    3,
)


def test_the_first_edition_of_the_same_report_is_found_and_not_that_of_another(district: Desk) -> None:
    records = Records(district)
    second = replace(FIRST, digest="cd" * 32, n=50)
    other = replace(FIRST, kind="midterm", digest="ef" * 32)
    assert records.first(FIRST) is None
    for each in (FIRST, other, second):
        records.keep(each)
    assert records.first(second) == FIRST
    assert records.first(FIRST) == second  # written anew from it, the first one knows no other before its own snapshot
    assert records.written() == [FIRST, other, second]


def test_a_snapshot_is_found_by_its_code_however_it_is_typed(district: Desk) -> None:
    records = Records(district)
    records.keep(FIRST)
    for code in ("ABAB-ABAB-ABAB", "abab", "AbAbAb"):
        assert records.snapshot(code) == FIRST.snapshot
    for code in ("", "cd"):
        with pytest.raises(UsageError, match="没有快照"):
            records.snapshot(code)


def test_an_edition_is_told_with_its_day_its_snapshot_and_who_wrote_it() -> None:
    assert FIRST.told() == "2024-03-20，快照ABAB-ABAB-ABAB，李审写"


def test_the_checked_edition_of_a_final_evaluation_has_the_one_before_the_end_before_it(district: Desk) -> None:
    """What differs between 期末版 and 复核版 is what the second edition is written for."""
    records = Records(district)
    before = replace(FIRST, kind="final", edition="期末版")
    records.keep(before)
    checked = replace(before, edition="复核版", digest="cd" * 32, n=50)
    assert records.first(checked) == before
    assert before.told().startswith("期末版，2024-03-20，快照")

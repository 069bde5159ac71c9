"""The four marks of a survey form: all of them or none, and until which day they hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from haishu_desk.report.marks import Marks, day_in_words, marks_of
from tests.report.made import MARKS


def test_the_four_marks_stand_in_the_corner_from_top_to_bottom() -> None:
    assert Marks(**MARKS).lines == (
        "表号：海规监1表",
        "制定机关：区发改局",
        "文号：海发改〔2025〕9号",
        "有效期至：2026年12月31日",
    )


@pytest.mark.parametrize("lacking", MARKS)
def test_with_one_lacking_it_is_a_working_sheet(lacking: str) -> None:
    marks = Marks(**{**MARKS, lacking: ""})
    assert not marks.is_whole
    assert marks.lines == ("规划实施监测填报表", "（工作用表）")
    assert not marks.has_expired(date(2099, 1, 1))


@pytest.mark.parametrize(("today", "expired"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_a_form_holds_through_its_last_day(today: date, *, expired: bool) -> None:
    assert Marks(**MARKS).has_expired(today) is expired


@pytest.mark.parametrize("form", [{}, {"marks": {}}, {"marks": {"later": "x"}}])
def test_a_form_without_marks_has_none(form: dict[str, Any]) -> None:
    assert marks_of(form) == Marks()


def test_what_is_stored_with_a_form_is_read_back() -> None:
    assert marks_of({"marks": Marks(**MARKS).as_json()}) == Marks(**MARKS)


def test_a_day_is_written_without_leading_zeros() -> None:
    assert day_in_words("2026-01-05") == "2026年1月5日"

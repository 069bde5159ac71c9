"""The two forms of an answer: a JSON document, and lines that align although a Chinese sign is two columns wide."""

from __future__ import annotations

import json

from haishu_desk.cli.answer import Answer, quantity_text, table
from haishu_desk.domain.quantity import parse


def test_an_answer_is_a_document_or_lines() -> None:
    answer = Answer([{"值": "—"}], ["一", "二"], 1)
    assert json.loads(answer.text(as_json=True)) == [{"值": "—"}]
    assert "—" in answer.text(as_json=True)
    assert answer.text(as_json=False) == "一\n二"


def test_columns_align_where_signs_are_two_columns_wide() -> None:
    rows = [{"a": "街道", "b": 1}, {"a": "x", "b": 2}]
    assert table(rows, {"a": "名", "b": "数"}) == ["名    数", "街道  1", "x     2"]


def test_an_empty_table_says_so() -> None:
    assert table([], {"a": "名"}) == ["（没有）"]


def test_a_dash_a_zero_and_an_empty_cell_look_different() -> None:
    rows = [{"v": parse(text).as_json()} for text in ("—", "0", "")] + [{"v": None}]
    assert [line.strip() for line in table(rows, {"v": "值"})[1:]] == ["—", "0", "", ""]


def test_truth_lists_and_breaks_are_shown_in_one_line() -> None:
    row = {"t": True, "f": False, "l": ["甲", "乙"], "n": "上\n下"}
    assert table([row], {"t": "t", "f": "f", "l": "l", "n": "n"})[1].split() == ["是", "甲、乙", "上", "下"]


def test_a_side_with_two_values_shows_both() -> None:
    both = [parse("1").as_json(), parse(">2").as_json()]
    assert quantity_text(both) == "1 / >2"
    assert table([{"v": both}], {"v": "值"})[1] == "1 / >2"

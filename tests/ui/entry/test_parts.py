"""The parts of the sheet that need no window: figures, blocks of text, drafts, columns, what there is to choose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.desk import Desk, documents_without_workspace
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.quantity import parse
from haishu_desk.ui.drafts import Drafts
from haishu_desk.ui.entry.chooser import Chooser
from haishu_desk.ui.entry.clipboard import block_of, text_of
from haishu_desk.ui.entry.columns import columns_for, fields_of
from haishu_desk.ui.entry.figures import change, grouped, noticed, understood
from haishu_desk.ui.entry.wording import advice_of, sentence
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, ZHANGSHUI, Office

CATALOGUE = documents_without_workspace().catalogue
_CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters='\t\n"'), max_size=8)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("6420", "6,420"), ("1234567.8901", "1,234,567.8901"), ("-1200", "−1,200"), ("1-2", "1-2"), (">93", ">93"), ("—", "—"),
     ("[8]", "[8]"), ("市下达目标2025", "市下达目标2025")],
)  # fmt: skip
def test_a_figure_is_shown_with_commas_and_a_real_minus(typed: str, shown: str) -> None:
    assert grouped(parse(typed)) == shown


@pytest.mark.parametrize(
    ("item", "now", "before", "said"),
    [("145-04", "131", "268", "−51.1%"), ("145-04", "268", "268", "持平"), ("145-22", "69.8", "67.5", "+2.3 点"),
     ("145-04", "5", "0", "—"), ("145-04", ">5", "4", ""), ("145-04", "5", "", ""), ("145-04", "—", "4", "")],
)  # fmt: skip
def test_the_change_on_a_year_before_is_said_in_percent_or_points_or_not_at_all(
    item: str, now: str, before: str, said: str
) -> None:
    assert change(parse(now), before, CATALOGUE.get(item)) == said


@pytest.mark.parametrize(
    ("typed", "unit", "said", "more"),
    [("１２，８６０人", "万人", "1.286 万人", "全角与千分位已识别；人 → 万人"), ("3.2万", "人", "32,000 人", "万 → 人"),
     ("不低于93", "%", "≥93%", "不低于"), ("[8]", "万人", "[8] 万人", "五年累计"), ("—", "万人", "—", "没有这个数"),
     ("", "万人", "清除这一格", "")],
)  # fmt: skip
def test_the_hint_names_what_was_read_otherwise_than_it_was_written(
    typed: str, unit: str, said: str, more: str
) -> None:
    quantity = parse(typed, unit)
    assert (understood(quantity, unit), noticed(typed, quantity, unit)) == (said, more)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_copied_block_is_pasted_as_it_was(rows: list[list[str]]) -> None:
    assert block_of(text_of(rows)) == rows


def test_a_block_of_excel_ends_with_a_line_break_that_is_no_row() -> None:
    assert block_of("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]
    assert block_of("") == []


def test_a_draft_is_there_again_and_its_file_goes_with_the_last_one(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.db")
    drafts.keep(INDICATORS, ("145-04", "value"), "12 或 13")
    again = Drafts(tmp_path / "a.db")
    assert again.of(INDICATORS) == {("145-04", "value"): "12 或 13"}
    assert again.of(ReturnKey("tasks", YINJIANG, PERIOD)) == {}
    again.forget(INDICATORS, ("145-04", "value"))
    assert not again.path.exists()


def test_a_draft_file_that_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "a.db.draft.json").write_text('{"drafts": [1]}', encoding="utf-8")
    drafts = Drafts(tmp_path / "a.db")
    assert drafts.of(INDICATORS) == {}
    assert (tmp_path / "a.db.draft.unreadable").exists()


def test_parts_of_a_ratio_are_columns_only_where_a_ratio_is_made_up_from_them() -> None:
    fields = {"value": {"name": "value", "title": "本期值", "type": "quantity"}}
    assert "numerator" in fields_of(columns_for("indicators", fields, with_parts=True))
    assert fields_of(columns_for("indicators", fields, with_parts=False)) == ["value", "note"]


def test_what_may_be_left_empty_stands_right_of_what_is_asked() -> None:
    fields: dict[str, dict[str, Any]] = {
        "value": {"name": "value", "title": "形象进度", "type": "text"},
        "total": {"name": "total", "title": "总投资（万元）", "type": "quantity", "optional": True},
        "next": {"name": "next", "title": "下步打算", "type": "text"},
    }
    columns = columns_for("tasks", fields, with_parts=False)
    assert [column.name for column in columns] == ["summary", "value", "next", "note", "total", "state"]
    assert columns[4].is_right


def test_a_form_of_the_districts_own_has_its_fields_as_columns() -> None:
    fields = {
        "value": {"name": "value", "title": "数", "type": "quantity"},
        "who": {"name": "who", "title": "谁", "type": "text"},
    }
    assert [column.name for column in columns_for("extra", fields, with_parts=False)] == [
        "value",
        "who",
        "note",
        "state",
    ]


def test_advice_loses_the_flags_of_the_command_line_and_nothing_else() -> None:
    assert advice_of(DeskError("不行", "请退回该格（review --return --cells），由单位改")) == "请退回该格，由单位改"
    assert advice_of(DeskError("不行", "请联系区级（电话）")) == "请联系区级（电话）"
    assert sentence(DeskError("不行")) == "不行"
    assert sentence(None) == ""


def test_a_unit_begins_with_its_newest_open_return_and_chooses_among_its_own(office: Office) -> None:
    with Desk(office.db("town")) as desk:
        chooser = Chooser(desk)
        assert chooser.first(YINJIANG) == INDICATORS
        assert [code for code, _ in chooser.units()] == [YINJIANG]
        assert (PERIOD, "2025年度") in chooser.periods(YINJIANG)
        assert [words for _, words in chooser.forms(YINJIANG, PERIOD)] == ["指标 16", "任务项目 12"]


def test_the_district_chooses_any_unit_that_reports_and_keeps_the_period(office: Office) -> None:
    with Desk(office.db("district")) as desk:
        chooser = Chooser(desk)
        codes = [code for code, _ in chooser.units()]
        assert {YINJIANG, ZHANGSHUI, "dept-tjj"} <= set(codes)
        assert chooser.near(ZHANGSHUI, PERIOD, "indicators") == ReturnKey("indicators", ZHANGSHUI, PERIOD)
        assert chooser.near("dept-jxj", "2019", "tasks") is not None

"""Typing: what is understood and kept to the digit, what is refused, and tables that are written all or none."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from haishu_desk.desk.entry import NotUnderstoodError
from tests.desk.office import OTHER, TOWN, YINJIANG, Office


def understood(office: Office, item: str, typed: str) -> dict[str, object]:
    office.enter("town", item, typed)
    (row,) = office.ask("town", "values", "--item", item)
    value: dict[str, object] = row["value"]
    return value


@pytest.mark.parametrize(
    ("item", "typed", "expected"),
    [
        ("145-11", "12.50", {"op": "eq", "value": "12.50"}),
        ("145-11", "1,234.0", {"op": "eq", "value": "1234.0"}),
        ("145-11", ">93", {"op": "gt", "value": "93"}),
        ("145-11", "约5", {"op": "approx", "value": "5"}),
        ("145-25", "[8]", {"op": "eq", "value": "8", "cumulative": True}),
        ("145-22", "7.5%", {"op": "eq", "value": "7.5", "percent": True}),
        ("145-11", "1-2", {"op": "range", "low": "1", "high": "2"}),
        ("145-25", "3.2万", {"op": "eq", "value": "3.2"}),
        ("145-04", "3.2万", {"op": "eq", "value": "32000"}),
        ("145-13", "—", {"op": "none", "missing": True, "absent": "dash"}),
        ("145-13", "不适用", {"op": "none", "missing": True, "absent": "not-applicable"}),
        ("145-13", "未取得", {"op": "none", "missing": True, "absent": "not-obtained"}),
        ("145-b13-0-01", "12 月开工", {"op": "text", "text": "12 月开工"}),
    ],
)
def test_a_value_is_understood_and_kept_as_typed(
    item: str, typed: str, expected: dict[str, object], office: Office
) -> None:
    value = understood(office, item, typed)
    assert value["raw"] == typed
    assert {key: value[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ["--period", "2025-Q1", "--item", "145-33", "--value", "1"],
            "period-too-fine",
            "按年填报，没有2025年第一季度",
        ),
        (["--period", "2025-09", "--item", "145-03", "--value", "1"], "period-too-fine", "按年填报"),
        (["--period", "2025", "--item", "145-10", "--value", "1"], "not-yours", "不由鄞江镇填报"),
        (["--period", "2025", "--item", "145-04", "--value", "很多"], "E50", "“很多”看不懂，这一格要填数，单位是件"),
        (["--period", "2025", "--item", "145-11", "--value", "3%"], "E50", "是百分数，这一格的单位是亿元"),
        (["--period", "2025", "--item", "145-11", "--value", "3万吨"], "E50", "看不懂"),
        (["--period", "2025", "--item", "145-11", "--value", "1\x07"], "E50", "看不见的符号"),
        (["--period", "2025", "--item", "145-11", "--note", "字" * 2001], "E50", "太长"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused_with_a_sentence(
    words: list[str], code: str, sentence: str, office: Office
) -> None:
    error = office.refused("town", "enter", "--unit", YINJIANG, *words)
    assert error["code"] == code
    assert sentence in error["message"]
    assert error["advice"]


def test_a_shorter_period_is_taken_where_the_item_has_one(office: Office) -> None:
    words = ("enter", "--unit", YINJIANG, "--period", "2025-09", "--item", "145-04", "--value", "80")
    assert office.ask("town", *words)["written"] == 1


def test_a_unit_fills_in_only_its_own_return(office: Office) -> None:
    assert office.refused("town", "enter", *OTHER, "--item", "145-04", "--value", "1")["code"] == "not-yours"


def test_what_is_read_otherwise_than_written_is_said(office: Office) -> None:
    (finding,) = office.enter("town", "145-04", "3.2万")["findings"]
    assert (finding["rule"], finding["item"], finding["message"]) == (
        "understood-as", "145-04", "145-04：“3.2万”按 32000件 记",
    )  # fmt: skip
    assert office.enter("town", "145-11", "12.50")["findings"] == []


def test_the_same_number_in_another_spelling_is_kept_and_the_same_text_is_not(office: Office) -> None:
    office.enter("town", "145-11", "12.5")
    assert office.enter("town", "145-11", "12.50")["written"] == 1
    assert office.ask("town", "enter", *TOWN, "--item", "145-11", "--value", "12.50", status=1)["written"] == 0


def test_a_blank_value_clears_and_clearing_nothing_writes_nothing(office: Office) -> None:
    words = ("enter", *TOWN, "--item", "145-04", "--value", "")
    assert office.ask("town", *words, status=1)["written"] == 0
    office.enter("town", "145-04", "1")
    assert office.ask("town", *words)["written"] == 1
    (row,) = office.ask("town", "values")
    assert (row["value"]["absent"], row["counts"]) == ("cleared", False)


def test_each_vintage_is_a_cell_of_its_own_and_the_best_one_counts(office: Office) -> None:
    for vintage, value in (("快报", "2"), ("最终核实", "4"), ("预计", "1"), ("初步核算", "3")):
        office.enter("town", "145-11", value, "--vintage", vintage)
    office.enter("town", "145-11", "2.5")
    rows = office.ask("town", "values")
    assert [(row["vintage"], row["value"]["raw"], row["counts"]) for row in rows] == [
        ("预计", "1", False), ("快报", "2", False), (None, "2.5", False), ("初步核算", "3", False),
        ("最终核实", "4", True),
    ]  # fmt: skip
    office.enter("town", "145-11", "", "--vintage", "最终核实")
    assert [row["vintage"] for row in office.ask("town", "values") if row["counts"]] == ["初步核算"]


def test_a_note_is_kept_beside_its_value_and_by_itself(office: Office) -> None:
    assert office.enter("town", "145-11", "1", "--note", "口径变了")["written"] == 2
    assert office.ask("town", "enter", *TOWN, "--item", "145-04", "--note", "尚无")["written"] == 1
    rows = office.ask("town", "values")
    assert [(row["item"], row["note"], row["value"] and row["value"]["raw"]) for row in rows] == [
        ("145-04", "尚无", None), ("145-11", "口径变了", "1"),
    ]  # fmt: skip


def test_other_fields_of_an_item_are_cells_of_their_own(office: Office) -> None:
    office.enter("town", "145-03", "2.4")
    office.enter("town", "145-03", "24", "--field", "numerator", "--note", "万元")
    rows = office.ask("town", "values")
    assert [(row["field"], row["value"]["raw"], row["note"]) for row in rows] == [
        ("numerator", "24", "万元"), ("value", "2.4", None),
    ]  # fmt: skip


def test_a_table_has_its_columns_in_any_order_and_flags_fill_what_it_lacks(office: Office) -> None:
    table = office.table("t.csv", "note,value,item", ",0.3,145-33", "估,120,145-04", ",,145-12", "", "只有说明,,145-03")
    answer = office.ask("town", "enter", "--from", table, *TOWN, "--vintage", "预计", "--reason", "年末")
    assert answer["written"] == 4
    assert {(row["item"], row["vintage"]) for row in office.ask("town", "values")} == {
        ("145-33", "预计"), ("145-04", "预计"), ("145-03", "预计"),
    }  # fmt: skip
    history = office.ask("town", "history", *TOWN, "--item", "145-04")
    assert history[0]["reason"] == "年末"


def test_a_column_of_the_table_is_stronger_than_a_flag(office: Office) -> None:
    table = office.table("t.csv", "period,item,value,vintage", "2025-09,145-04,1,快报", ",145-04,2,")
    assert office.ask("town", "enter", "--from", table, *TOWN, "--vintage", "预计")["written"] == 2
    assert {(row["period"], row["vintage"]) for row in office.ask("town", "values")} == {
        ("2025-09", "快报"), ("2025", "预计"),
    }  # fmt: skip


def test_a_table_is_written_in_all_its_returns_or_not_at_all(office: Office) -> None:
    rows = ["145-04,1", "145-10,1", "145-11,很多", "145-12,2", "145-99,1", "145-13,3%"]
    before = office.state("town")
    answer = office.ask("town", "enter", *TOWN, "--from", office.table("t.csv", "item,value", *rows), status=1)
    assert answer["written"] == 0
    assert [(finding["place"], finding["rule"]) for finding in answer["findings"]] == [
        ("第3行", "not-yours"), ("第4行", "E50"), ("第6行", "usage"),
    ]  # fmt: skip
    assert all(finding["message"].startswith(finding["place"]) for finding in answer["findings"])
    assert office.state("town") == before


def test_a_table_that_gives_a_cell_two_values_is_not_guessed_at(office: Office) -> None:
    table = office.table("t.csv", "item,value", "145-04,1", "145-04,2")
    answer = office.ask("town", "enter", *TOWN, "--from", table, status=1)
    assert (answer["written"], answer["findings"][0]["place"]) == (0, "第3行")
    same = office.table("s.csv", "item,value", "145-04,1", "145-04,1.0")
    assert office.ask("town", "enter", *TOWN, "--from", same)["written"] == 1


def test_a_table_may_reach_over_two_forms_and_is_one_batch(office: Office) -> None:
    table = office.table("t.csv", "item,value", "145-04,1", "145-b13-0-01,开工")
    assert office.ask("town", "enter", *TOWN, "--from", table)["written"] == 2
    assert len(office.ask("town", "undo")["edits"]) == 2
    assert all(row["value"]["absent"] == "cleared" for row in office.ask("town", "values"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_offices_write(encoding: str, office: Office) -> None:
    file = office.file("t.csv")
    file.write_bytes("item,value,vintage,note\r\n145-04,1,预计,“龘”字\r\n".encode(encoding))
    assert office.ask("town", "enter", *TOWN, "--from", file)["written"] == 2
    (row,) = office.ask("town", "values")
    assert (row["vintage"], row["note"]) == ("预计", "“龘”字")


def saved(file: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(file)
    return file


def test_a_plain_workbook_is_read_as_a_table(office: Office) -> None:
    file = saved(office.file("t.xlsx"), [["item", "value", "note"], ["145-04", 120, None], ["145-11", 12.5, "估"]])
    assert office.ask("town", "enter", *TOWN, "--from", file)["written"] == 3
    assert office.values("town") == {"145-04": "120", "145-11": "12.5"}


def test_a_formula_in_a_table_is_refused_and_never_its_cached_value_taken(office: Office) -> None:
    file = saved(office.file("t.xlsx"), [["item", "value"], ["145-04", "=1+1"]])
    error = office.refused("town", "enter", *TOWN, "--from", file)
    assert (error["code"], "B2" in error["message"]) == ("E51", True)


def test_typing_over_two_standing_values_needs_a_reason(clashing: Office) -> None:
    clashing.reply("back.xlsx")
    assert clashing.receive("town", "back.xlsx")["conflicts"] == 1
    assert clashing.refused("town", "enter", *TOWN, "--item", "145-04", "--value", "150")["code"] == "clash"
    clashing.enter("town", "145-04", "150", "--reason", "重新核对台账")
    assert clashing.values("town")["145-04"] == "150"


def test_the_district_fills_in_for_a_unit_until_the_unit_has_reported_the_cell(reported: Office) -> None:
    reported.enter("district", "145-12", "3")
    assert reported.events("district", "145-12") == ["代录"]
    error = reported.refused("district", "enter", *TOWN, "--item", "145-04", "--value", "1")
    assert error["code"] == "reported"
    assert "退回" in error["advice"]


def test_nothing_is_typed_into_a_return_that_is_approved(reported: Office) -> None:
    reported.review("--approve")
    reported.reply("ok.xlsx")
    reported.receive("town", "ok.xlsx")
    error = reported.refused("town", "enter", *TOWN, "--item", "145-12", "--value", "1")
    assert (error["code"], "审核通过" in error["message"]) == ("closed", True)


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x07", "\ud800"])
def test_signs_that_no_workbook_carries_are_refused(sign: str, office: Office) -> None:
    with office.desk("town", write=True) as desk:
        item = desk.documents.catalogue.get("145-04")
        with pytest.raises(NotUnderstoodError, match="看不见的符号"):
            desk.entry.quantity(item, "indicators", "note", f"备注{sign}")


@pytest.mark.parametrize(
    ("head", "line", "words", "said"),
    [
        ("item,value", "145-04,1", ("--period", "2025"), "没有写单位"),
        ("item,value", "145-04,1", ("--unit", YINJIANG), "没有写报告期"),
        ("item,value", ",1", TOWN, "没有写指标"),
    ],
)
def test_a_table_without_an_address_is_told_what_is_missing(
    head: str, line: str, words: tuple[str, ...], said: str, office: Office
) -> None:
    error = office.refused("town", "enter", "--from", office.table("t.csv", head, line), *words, status=2)
    assert (error["code"], error["message"]) == ("usage", said)
    assert error["advice"]


def test_a_row_without_a_value_is_said_to_have_changed_nothing(office: Office) -> None:
    file = office.table("t.csv", "item,value,note", "145-04,12,", "145-06,,")
    answer = office.ask("town", "enter", "--from", file, *TOWN)
    assert answer["written"] == 1
    (hint,) = [finding for finding in answer["findings"] if finding["rule"] == "no-value"]
    assert (hint["severity"], hint["message"]) == ("提示", "第3行没有写值，没有动")
    alone = office.say("town", "enter", "--from", office.table("u.csv", "item,value", "145-06,"), *TOWN)
    assert alone.out.splitlines() == ["写入 0 格", "第2行没有写值，没有动。要清除这一格，请用 enter --value ''"]


@pytest.mark.parametrize("more", [(), ("--preview",)])
def test_an_empty_file_is_called_empty(more: tuple[str, ...], office: Office) -> None:
    office.file("empty.csv").write_bytes(b"")
    error = office.refused("town", "enter", "--from", office.file("empty.csv"), *more)
    assert (error["code"], error["message"]) == ("E30", "empty.csv 是空的")

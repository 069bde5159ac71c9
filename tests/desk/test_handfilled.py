"""A workbook filled in by hand: its changed cells against the base that it was handed out with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haishu_desk.domain.canonical import digest
from tests.desk.office import INDICATORS, TOWN, Office


def by_hand(office: Office, cells: Mapping[tuple[str, str], object], source: str = "town-task.xlsx") -> dict[str, Any]:
    """What becomes of `source` with those cells typed in, at the district."""
    office.type_by_hand(source, "hand.xlsx", cells)
    row: dict[str, Any] = office.outcome("district", "hand.xlsx")
    return row


def rules(row: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in row["findings"]]


def test_it_is_taken_in_without_a_signature_and_says_so(office: Office) -> None:
    row = by_hand(office, {("145-04", "value"): 88, ("145-11", "value"): "12.50", ("145-11", "note"): "估"})
    assert (row["status"], row["kind"], row["signature"]) == ("received", "任务包", "absent")
    assert (row["changes"], row["conflicts"], rules(row)) == (3, 0, ["E40", "checked"])
    assert "未签名" in row["findings"][0]["message"]
    assert office.values("district") == {"145-04": "88", "145-11": "12.50"}
    assert office.queue("district")["state"] == "已接收"


def test_the_history_names_the_workbook_and_the_cell(office: Office) -> None:
    by_hand(office, {("145-04", "value"): 88})
    events = office.ask("district", "history", *TOWN, "--item", "145-04")
    assert [event["event"] for event in events] == ["补录", "上报（未签名）", "接收"]
    source = events[0]["source"]
    assert (source["kind"], source["signature"]) == ("workbook", "absent")
    assert source["cells"] == {"145-04|value|": "填报表!G6"}
    assert source["bundle"] == office.unpacked("town-task.xlsx").envelope.bundle


def test_who_filled_it_in_stands_on_the_cover(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "cover.xlsx", {("person", "entry"): "周九"}, sheet="封面")
    by_hand(office, {("145-04", "value"): 88}, source="cover.xlsx")
    (typed, *_) = office.ask("district", "history", *TOWN, "--item", "145-04")
    assert typed["source"]["filled_by"] == "周九"


def test_the_same_workbook_again_has_nothing_new(office: Office) -> None:
    by_hand(office, {("145-04", "value"): 88})
    before = office.state("district")
    assert office.receive("district", "hand.xlsx")["status"] == "duplicate"
    assert office.state("district") == before


def test_an_untouched_workbook_has_nothing_new(office: Office) -> None:
    before = office.state("district")
    assert office.receive("district", "town-task.xlsx")["status"] == "duplicate"
    assert office.state("district") == before


def test_a_blank_where_the_base_had_a_value_clears_it_and_a_blank_elsewhere_says_nothing(reported: Office) -> None:
    reported.ask("district", "review", *TOWN, "--return", "--comment", "请重新填")
    reported.reply("back.xlsx")
    row = by_hand(reported, {("145-11", "value"): None, ("145-04", "value"): "121"}, source="back.xlsx")
    assert (row["status"], row["changes"], row["conflicts"]) == ("received", 2, 0)
    assert reported.values("district") == {
        "145-04": "121", "145-11": "", "145-33/预计": "0.3", "145-b13-0-01": "已开工两个",
    }  # fmt: skip


def test_a_changed_vintage_makes_a_cell_of_its_own(reported: Office) -> None:
    reported.ask("district", "review", *TOWN, "--return", "--comment", "有了快报数请更新")
    reported.reply("back.xlsx")
    row = by_hand(reported, {("145-33", "vintage"): "快报"}, source="back.xlsx")
    assert (row["changes"], row["conflicts"]) == (2, 0)  # the value and its 说明
    rows = reported.ask("district", "values", "--item", "145-33")
    assert [(row["vintage"], row["value"]["raw"], row["counts"]) for row in rows] == [
        ("预计", "0.3", False), ("快报", "0.3", True),
    ]  # fmt: skip
    assert len({row["note"] for row in rows} - {None}) == 1


def test_a_new_value_under_a_new_vintage_leaves_the_old_one(reported: Office) -> None:
    reported.reply("back.xlsx")
    by_hand(reported, {("145-33", "vintage"): "快报", ("145-33", "value"): "0.31"}, source="back.xlsx")
    assert reported.values("district", "--item", "145-33") == {"145-33/预计": "0.3", "145-33/快报": "0.31"}


def test_bad_text_in_one_cell_is_a_finding_and_the_other_cells_are_taken(office: Office) -> None:
    cells = {("145-04", "value"): "很多", ("145-04", "note"): "见附件", ("145-11", "value"): "12"}
    row = by_hand(office, cells)
    (bad, unsigned, _) = row["findings"]
    assert (bad["rule"], bad["place"], bad["item"], bad["field"]) == ("E50", "填报表!G6", "145-04", "value")
    assert "“很多”看不懂" in bad["message"]
    assert unsigned["rule"] == "E40"
    assert row["status"] == "received"
    rows = office.ask("district", "values")
    assert [(row["item"], row["note"], row["value"] and row["value"]["raw"]) for row in rows] == [
        ("145-04", "见附件", None), ("145-11", None, "12"),
    ]  # fmt: skip


def test_an_unknown_vintage_leaves_its_row_out(office: Office) -> None:
    row = by_hand(office, {("145-04", "value"): "1", ("145-04", "vintage"): "大概", ("145-11", "value"): "12"})
    assert rules(row) == ["E50", "E40", "checked"]
    assert office.values("district") == {"145-11": "12"}


def test_a_formula_is_a_finding_and_its_cached_value_is_never_taken(office: Office) -> None:
    row = by_hand(office, {("145-04", "value"): "=6*7", ("145-11", "value"): "12"})
    (formula, *_) = row["findings"]
    assert (formula["rule"], formula["place"]) == ("E51", "填报表!G6")
    assert office.values("district") == {"145-11": "12"}


def test_it_stands_beside_a_newer_value_until_somebody_decides(reported: Office) -> None:
    row = by_hand(reported, {("145-04", "value"): "88", ("145-12", "value"): "3"})
    assert (row["status"], row["conflicts"]) == ("received", 1)
    rows = reported.ask("district", "values", "--item", "145-04")
    assert sorted(row["value"]["raw"] for row in rows) == ["120", "88"]
    assert all(row["clash"] for row in rows)
    assert reported.queue("district")["clashes"] == 1


def test_it_says_what_already_stands_and_nothing_is_written(reported: Office) -> None:
    row = by_hand(reported, {("145-04", "value"): "120", ("145-11", "value"): "12.5"})
    assert (row["changes"], row["conflicts"]) == (0, 0)
    assert reported.values("district")["145-11"] == "12.50"


def test_it_is_not_taken_once_the_return_is_approved(reported: Office) -> None:
    reported.review("--approve")
    before = reported.state("district")
    row = by_hand(reported, {("145-12", "value"): "3"})
    assert (row["status"], row["error"]["code"]) == ("refused", "closed")
    assert reported.state("district") == before


def test_rows_that_were_sorted_and_columns_that_were_inserted_change_nothing(office: Office) -> None:
    import openpyxl  # noqa: PLC0415  only here

    book = openpyxl.load_workbook(office.file("town-task.xlsx"))
    page = book["填报表"]
    page.insert_cols(3)
    page.insert_rows(5, 2)
    page.title = "改了名"
    book.save(office.file("moved.xlsx"))
    office.type_by_hand("moved.xlsx", "hand.xlsx", {("145-04", "value"): 88}, sheet="改了名")
    assert office.receive("district", "hand.xlsx")["changes"] == 1
    assert office.values("district") == {"145-04": "88"}


def test_the_unit_itself_may_take_in_what_a_colleague_filled_in(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-04", "value"): 88})
    row = office.receive("town", "hand.xlsx")
    assert (row["status"], row["signature"]) == ("received", "absent")
    assert office.values("town") == {"145-04": "88"}
    office.submit("town", "up.xlsx")
    assert office.receive("district", "up.xlsx")["signature"] == "valid"
    with office.desk("district") as desk:
        assert [revision.signed for revision in desk.course(INDICATORS).revisions] == [True]


def test_a_workbook_whose_only_cell_is_bad_is_received_with_its_finding_and_its_bytes_are_kept(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-04", "value"): "很多"})
    row = office.receive("district", "hand.xlsx")
    assert (row["status"], row["changes"]) == ("received", 0)
    assert "强制性" in {finding["severity"] for finding in row["findings"]}
    with office.desk("district") as desk:
        assert digest(office.file("hand.xlsx").read_bytes()) in desk.workspace.journal
    assert office.receive("district", "hand.xlsx")["status"] == "duplicate"


def test_every_column_of_a_task_that_is_filled_in_by_hand_is_taken(office: Office) -> None:
    texts = {
        "value": "主体完工", "stage": "在建", "planned": "1200", "invested": "860.50", "started": "2024年3月",
        "finished": "2026年6月", "node": "封顶", "problem": "无", "next": "装修", "note": "按月报",
    }  # fmt: skip
    office.type_by_hand(
        "town-task.xlsx", "hand.xlsx", {("145-b13-0-01", name): text for name, text in texts.items()}, "任务表"
    )
    row = office.outcome("district", "hand.xlsx")
    assert (row["status"], row["changes"], rules(row)) == ("received", len(texts), ["E40", "checked"])
    heads = office.heads("district")[1]
    assert {slot.field: standing[0].value.raw for slot, standing in heads.items()} == texts


def test_a_department_without_the_program_fills_in_its_workbook_by_hand_as_a_township_does(office: Office) -> None:
    words = ("--unit", "dept-scjgj", "--period", "2025")
    office.ask("district", "issue", *words, "--out", office.file("dept-task.xlsx"))
    with office.desk("district") as desk:
        item = desk.documents.items_of("dept-scjgj", "indicators")[0].code
    row = by_hand(office, {(item, "value"): "42"}, source="dept-task.xlsx")
    assert (row["status"], row["unit"], row["signature"], row["changes"]) == ("received", "dept-scjgj", "absent", 1)
    (value,) = office.ask("district", "values", *words, "--item", item)
    assert value["value"]["raw"] == "42"

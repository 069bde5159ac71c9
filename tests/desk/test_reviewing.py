"""The queue, the comparison of two versions, and the decision."""

from __future__ import annotations

import openpyxl
import pytest

from tests.desk.office import TOWN, YINJIANG, Office
from tests.desk.test_reading import dated

# What waits.


def test_the_state_of_a_return_follows_its_life_on_both_sides(office: Office) -> None:
    seen = [office.queue("town")["state"]]
    office.enter("town", "145-04", "1")
    seen.append(office.queue("town")["state"])
    office.submit("town", "up.xlsx")
    seen.append(office.queue("town")["state"])
    office.receive("district", "up.xlsx")
    seen.append(office.queue("district")["state"])
    for words in (["--return", "--comment", "核对"], ["--approve"], ["--reopen", "--comment", "有误"]):
        office.review(*words)
        seen.append(office.queue("district")["state"])
    assert seen == ["已下发", "录入中", "已上报", "已接收", "退回修改", "审核通过", "退回修改"]


def test_a_return_that_was_never_issued_is_shown_once_something_is_in_it(office: Office) -> None:
    office.ask("town", "enter", "--unit", YINJIANG, "--period", "2025-09", "--item", "145-04", "--value", "1")
    (row,) = [row for row in office.ask("town", "queue") if row["period"] == "2025-09"]
    assert (row["state"], row["due"], row["expected"]) == ("录入中", None, 9)


def test_the_queue_counts_what_is_filled_changed_and_unreported(reported: Office) -> None:
    reported.enter("town", "145-13", "—")
    row = reported.queue("town")
    assert (row["expected"], row["filled"], row["changed"], row["unreported"]) == (16, 4, 5, 1)
    assert (row["hard"], row["query"], row["clashes"]) == (0, 0, 0)
    assert reported.queue("town", "tasks")["filled"] == 1
    reported.review("--approve")
    assert reported.queue("district")["changed"] == 0
    assert reported.queue("district")["risk"] == []


def test_a_return_is_overdue_until_it_was_reported(office: Office) -> None:
    assert office.queue("town")["due"] == "2026-01-10"
    assert office.queue("town")["overdue"] is True
    office.enter("town", "145-04", "1")
    office.submit("town", "up.xlsx", "--form", "indicators")
    assert office.queue("town")["overdue"] is False
    office.ask("district", "issue", *TOWN, "--due", "2999-01-01", "--out", office.file("t.xlsx"))
    assert office.queue("district")["overdue"] is False


def test_binding_items_come_with_their_word_of_risk(reported: Office) -> None:
    assert "约束性" in reported.queue("district")["risk"]


# What changed.


def test_diff_names_revisions_files_bundles_and_days(reported: Office) -> None:
    first = reported.payload("up.xlsx").returns[0].revision
    second = (reported.enter("town", "145-04", "300"), reported.submit("town", "up2.xlsx"))[1]
    reported.receive("district", "up2.xlsx")
    bundles = [reported.unpacked(name).envelope.bundle for name in ("up.xlsx", "up2.xlsx")]
    files = [str(reported.file(name)) for name in ("up.xlsx", "up2.xlsx")]
    assert first is not None
    dated(reported.db("district"), {"120": "2026-01-10", "300": "2026-01-20"})
    pairs = [
        (first, second["revision"]),
        (f"{first[:4]}-{first[4:8]}".upper(), second["revision"][:8]),
        (files[0], files[1]),
        (bundles[0], bundles[1]),
        (bundles[0][:10].upper(), files[1]),
        ("2026-01-10", "2026-01-20"),
    ]
    found = [reported.ask("district", "diff", *pair) for pair in pairs]
    assert all(rows == found[0] for rows in found)
    (row,) = found[0]
    assert (row["item"], row["kind"], row["difference"], row["relative"]) == ("145-04", "changed", "180", "1.5")


def test_a_bundle_that_this_workspace_wrote_is_compared_as_it_was_then(reported: Office) -> None:
    first = reported.submit("town", "same.xlsx")["bundle"]
    reported.enter("town", "145-04", "300")
    second = reported.submit("town", "up2.xlsx")["bundle"]
    (row,) = reported.ask("town", "diff", first, second)
    assert (row["before"]["raw"], row["after"]["raw"]) == ("120", "300")


def test_diff_tells_added_removed_and_changed_cells(reported: Office) -> None:
    revision = reported.payload("up.xlsx").returns[0].revision
    reported.enter("town", "145-11", "")
    reported.enter("town", "145-33", "0.31", "--vintage", "预计")
    reported.enter("town", "145-12", "3")
    reported.submit("town", "up2.xlsx")
    rows = reported.ask("town", "diff", revision, reported.file("up2.xlsx"))
    kinds = {(row["item"], row["field"]): row["kind"] for row in rows if row["item"].startswith("145-1")}
    assert kinds == {("145-11", "value"): "removed", ("145-12", "value"): "added"}
    (grain,) = [row for row in rows if row["item"] == "145-33"]
    assert (grain["kind"], grain["vintage"], grain["difference"], grain["relative"]) == (
        "changed", "预计", "0.01", "0.0333",
    )  # fmt: skip


def table_of(office: Office, name: str, values: dict[str, str]) -> str:
    rows = [f"{YINJIANG},2025,{item},{value}" for item, value in values.items()]
    return str(office.table(name, "unit,period,item,value", *rows))


def test_diff_puts_the_risks_first_and_names_each(office: Office) -> None:
    before = table_of(office, "a.csv", {"145-04": "100", "145-11": "10", "145-12": "5", "145-13": "2", "145-19": "90"})
    after = table_of(office, "b.csv", {"145-04": "101", "145-11": "100", "145-12": "8", "145-13": "-2", "145-19": "92"})
    rows = office.ask("district", "diff", before, after)
    assert {row["item"]: row["risk"] for row in rows} == {
        "145-04": [],
        "145-11": ["量级", "缺说明"],
        "145-12": ["缺说明"],
        "145-13": ["变号", "缺说明"],
        "145-19": ["约束性", "达标翻转"],
    }
    assert [bool(row["risk"]) for row in rows] == [True] * 4 + [False]


def test_a_value_out_of_its_limits_is_named(office: Office) -> None:
    before = table_of(office, "a.csv", {"145-22": "60", "145-23": "50"})
    after = table_of(office, "b.csv", {"145-22": "69", "145-23": "56"})
    rows = office.ask("district", "diff", before, after)
    assert all("越限" in row["risk"] for row in rows)


def test_a_change_that_is_explained_needs_no_explanation(office: Office) -> None:
    before = table_of(office, "a.csv", {"145-12": "5"})
    head = "unit,period,item,value,note"
    after = office.table("b.csv", head, f"{YINJIANG},2025,145-12,8,新增两家企业")
    (value, _) = sorted(office.ask("district", "diff", before, after), key=lambda row: row["field"] != "value")
    assert value["risk"] == []


def test_plain_workbooks_are_compared_as_tables(office: Office) -> None:
    for name, value in (("a.xlsx", 1), ("b.xlsx", 2)):
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.append(["unit", "period", "item", "value"])
        book.active.append([YINJIANG, "2025", "145-04", value])
        book.save(office.file(name))
    (row,) = office.ask("district", "diff", office.file("a.xlsx"), office.file("b.xlsx"))
    assert (row["before"]["value"], row["after"]["value"]) == ("1", "2")


def test_diff_is_narrowed_to_a_unit(reported: Office) -> None:
    words = ("diff", "2000-01-01", "2999-01-01")
    assert len(reported.ask("district", *words, "--unit", YINJIANG)) == len(reported.ask("district", *words)) == 5
    assert reported.ask("district", *words, "--unit", "330203106") == []


def test_a_side_with_two_values_shows_both(clashing: Office) -> None:
    first = clashing.payload("up.xlsx").returns[0].revision
    (row,) = clashing.ask("district", "diff", first, "2999-01-01", "--unit", YINJIANG)[:1]
    assert sorted(value["raw"] for value in row["after"]) == ["120", "200"]
    assert row["difference"] is None


# The decision.


def test_approving_closes_all_forms_that_were_reported(reported: Office) -> None:
    answer = reported.review("--approve", "--comment", "同意")
    assert [(row["form"], row["state"]) for row in answer["returns"]] == [
        ("indicators", "审核通过"), ("tasks", "审核通过"),
    ]  # fmt: skip
    assert {row["basis"] for row in reported.ask("district", "values")} == {"已批"}


def test_one_form_is_decided_by_itself(reported: Office) -> None:
    reported.review("--approve", "--form", "tasks")
    assert (reported.queue("district")["state"], reported.queue("district", "tasks")["state"]) == (
        "已接收", "审核通过",
    )  # fmt: skip
    assert reported.review("--approve")["form"] == "indicators"
    assert reported.refused("district", "review", *TOWN, "--approve")["code"] == "state"


def test_returning_cells_returns_only_the_form_that_has_them(reported: Office) -> None:
    cells = reported.table("c.csv", "item,field,vintage,comment", "145-33,,预计,核对", "145-04,,,漏统")
    answer = reported.review("--return", "--cells", cells)
    assert [(row["form"], row["state"]) for row in answer["returns"]] == [("indicators", "退回修改")]
    assert reported.queue("district", "tasks")["state"] == "已接收"
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    assert reported.queue("town")["state"] == "退回修改"
    assert reported.payload("back.xlsx").returns[0].cells["145-04", "remark"] == "漏统"


def test_all_but_some_are_approved(reported: Office) -> None:
    cells = reported.table("c.csv", "item,comment", "145-04,漏统")
    answer = reported.review("--approve", "--cells", cells, "--form", "indicators")
    assert answer["state"] == "退回修改"
    basis = {row["item"]: row["basis"] for row in reported.ask("district", "values", "--unit", YINJIANG)}
    assert (basis["145-04"], basis["145-11"], basis["145-33"]) == ("已报", "已批", "已批")
    assert reported.reply("back.xlsx")["kind"] == "退回包"
    reported.receive("town", "back.xlsx")
    reported.enter("town", "145-04", "210")
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    reported.review("--approve", "--form", "indicators")
    assert [row["basis"] for row in reported.ask("district", "values", "--item", "145-04")] == ["已批"]


def test_reopening_takes_the_approval_back(reported: Office) -> None:
    reported.review("--approve")
    assert reported.refused("district", "review", *TOWN, "--reopen")["code"] == "no-reason"
    assert reported.review("--reopen", "--comment", "发现漏统")["state"] == "退回修改"
    assert {row["basis"] for row in reported.ask("district", "values")} == {"已报"}
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    assert reported.enter("town", "145-04", "210")["written"] == 1


def test_approving_without_a_report_seals_what_the_district_entered(office: Office) -> None:
    office.enter("district", "145-04", "77")
    answer = office.review("--approve")
    assert answer["state"] == "审核通过"
    (row,) = office.ask("district", "values")
    assert (row["basis"], row["revision"]) == ("已批", answer["revision"])
    assert office.events("district", "145-04") == ["代录", "上报", "审核通过"]
    office.reply("ok.xlsx")
    office.receive("town", "ok.xlsx")
    assert office.values("town") == {"145-04": "77"}


def test_a_unit_does_not_review(reported: Office) -> None:
    for words in (["--approve"], ["--return", "--comment", "x"], ["--reopen", "--comment", "x"]):
        assert reported.refused("town", "review", *TOWN, *words)["code"] == "not-yours"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("145-04,,,200,", "no-reason"),
        ("145-11,,,200,理由", "no-clash"),
        ("145-04,,,很多,理由", "E50"),
        ("145-04,,预计,200,理由", "no-clash"),
    ],
)
def test_a_clash_is_settled_only_with_a_value_and_a_reason(line: str, code: str, clashing: Office) -> None:
    table = clashing.table("s.csv", "item,field,vintage,value,reason", line)
    assert clashing.refused("district", "review", *TOWN, "--settle", table)["code"] == code


def test_settling_and_approving_are_one_step_or_none(reported: Office) -> None:
    reported.enter("second", "145-04", "200")
    reported.enter("second", "145-11", "13")
    reported.submit("second", "second.xlsx")
    assert reported.receive("district", "second.xlsx")["conflicts"] == 2
    one = reported.table("one.csv", "item,value,reason", "145-04,200,台账")
    both = reported.table("both.csv", "item,value,reason", "145-04,200,台账", "145-11,12.5,台账")
    assert reported.refused("district", "review", *TOWN, "--approve", "--settle", one)["code"] == "clash"
    assert reported.review("--approve", "--settle", both)["state"] == "审核通过"
    assert reported.values("district")["145-11"] == "12.5"

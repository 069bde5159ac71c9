"""更正 of an approved figure by its unit, and 核定数 of the district beside it."""

from __future__ import annotations

import openpyxl
import pytest

from haishu_desk.checks.ground import Place
from haishu_desk.desk.figures import series
from tests.desk.office import INDICATORS, TOWN, Office

REASON = "统计局复核单第12号"


def approved(office: Office) -> None:
    """The town's return is approved, and the town knows it."""
    office.review("--approve", "--form", "indicators")
    office.reply("approved.xlsx")
    office.outcome("town", "approved.xlsx")


def table(office: Office, *lines: str) -> object:
    return office.table("cells.csv", "item,field,vintage,value,reason", *lines)


def revise(office: Office, who: str, *lines: str, reason: str | None = REASON) -> dict[str, object]:
    words = ("--reason", reason) if reason else ()
    answer: dict[str, object] = office.ask(who, "revise", *TOWN, "--cells", table(office, *lines), *words)
    return answer


def refused(office: Office, who: str, *lines: str, reason: str | None = REASON) -> str:
    words = ("--reason", reason) if reason else ()
    return office.refused(who, "revise", *TOWN, "--cells", table(office, *lines), *words)["code"]


def counting(office: Office, who: str, item: str) -> list[tuple[str, str]]:
    rows = office.ask(who, "values", *TOWN, "--item", item)
    return [(row["value"]["raw"], row["basis"]) for row in rows if row["counts"]]


def bodies(office: Office, who: str) -> dict[str, bytes]:
    with office.desk(who) as desk:
        return {revision.id: revision.body for revision in desk.course(INDICATORS).revisions}


# 更正.


def test_the_approved_value_counts_until_the_correction_is_approved(reported: Office) -> None:
    approved(reported)
    before = bodies(reported, "town")
    answer = revise(reported, "town", "145-04,,,125,")
    assert (answer["kind"], answer["state"], answer["cells"]) == ("更正", "已上报", 1)
    assert counting(reported, "town", "145-04") == [("120", "已批")]
    rows = reported.ask("town", "values", *TOWN, "--item", "145-04")
    assert [(row["value"]["raw"], row["counts"], row["basis"], row.get("correction")) for row in rows] == [
        ("120", True, "已批", None),
        ("125", False, "已报", True),
    ]
    sent = reported.submit("town", "fix.xlsx", "--form", "indicators")
    assert (sent["kind"], sent["revision"]) == ("更正包", answer["revision"])
    assert reported.outcome("district", "fix.xlsx")["changes"] == 1
    assert reported.queue("district")["state"] == "已接收"
    assert counting(reported, "district", "145-04") == [("120", "已批")]
    reported.review("--approve", "--form", "indicators")
    assert counting(reported, "district", "145-04") == [("125", "已批")]
    after = bodies(reported, "district")
    assert {name: after[name] for name in before} == before
    assert reported.events("district", "145-04").count("更正") == 1


def test_a_correction_names_its_cells_and_touches_no_other(reported: Office) -> None:
    approved(reported)
    first = next(iter(bodies(reported, "town")))
    answer = revise(reported, "town", "145-04,,,125,", "145-33,,,0.31,产量复核")
    found = reported.ask("town", "diff", first, answer["revision"])
    assert {(row["item"], row["vintage"], row["after"]["raw"]) for row in found} == {
        ("145-04", None, "125"), ("145-33", "预计", "0.31"),
    }  # fmt: skip
    history = reported.ask("town", "history", *TOWN, "--item", "145-33")
    assert [event["reason"] for event in history if event["event"] == "更正"] == ["产量复核"]


def test_what_was_typed_and_never_reported_cannot_slip_in(reported: Office) -> None:
    reported.enter("town", "145-12", "7")  # after the report, before the approval is known
    approved(reported)
    assert refused(reported, "town", "145-04,,,125,") == "left-behind"
    revise(reported, "town", "145-04,,,125,", "145-12,,,7,漏报")
    assert counting(reported, "town", "145-12") == []
    reported.submit("town", "fix.xlsx", "--form", "indicators")
    reported.outcome("district", "fix.xlsx")
    reported.review("--approve", "--form", "indicators")
    assert counting(reported, "district", "145-12") == [("7", "已批")]


def test_while_a_correction_waits_nothing_else_is_typed_and_no_second_one_begun(reported: Office) -> None:
    approved(reported)
    revise(reported, "town", "145-04,,,125,")
    place = (*TOWN, "--item", "145-12", "--value", "7")
    assert reported.refused("town", "enter", *place)["code"] == "closed"
    reported.submit("town", "fix.xlsx", "--form", "indicators")
    reported.outcome("district", "fix.xlsx")
    reported.reply("receipt.xlsx")
    reported.outcome("town", "receipt.xlsx")
    assert refused(reported, "town", "145-04,,,126,") == "state"


def test_a_correction_that_nobody_has_received_yet_can_be_put_right_or_taken_back(reported: Office) -> None:
    approved(reported)
    revise(reported, "town", "145-04,,,125,")
    revise(reported, "town", "145-04,,,120,原数无误")
    sent = reported.submit("town", "fix.xlsx", "--form", "indicators")
    assert sent["kind"] == "更正包"
    reported.outcome("district", "fix.xlsx")
    reported.review("--approve", "--form", "indicators")
    assert counting(reported, "district", "145-04") == [("120", "已批")]


def test_a_correction_that_is_sent_back_can_be_changed_and_the_approved_value_still_counts(reported: Office) -> None:
    approved(reported)
    revise(reported, "town", "145-04,,,125,")
    reported.submit("town", "fix.xlsx", "--form", "indicators")
    reported.outcome("district", "fix.xlsx")
    reported.review("--return", "--form", "indicators", "--comment", "依据不足，请改回")
    assert counting(reported, "district", "145-04") == [("120", "已批")]
    reported.reply("back.xlsx")
    reported.outcome("town", "back.xlsx")
    reported.enter("town", "145-04", "120")
    reported.submit("town", "again.xlsx", "--form", "indicators")
    reported.outcome("district", "again.xlsx")
    reported.review("--approve", "--form", "indicators")
    assert counting(reported, "district", "145-04") == [("120", "已批")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "state"),  # 已接收: change it and report again
        (("--return", "--comment", "核对"), "state"),
        (("--approve", "--lock"), "state"),
        (("--void", "--comment", "重复"), "state"),
    ],
)
def test_only_what_is_approved_is_corrected(reported: Office, words: tuple[str, ...], code: str) -> None:
    if "--lock" in words:
        reported.review("--approve", "--form", "indicators")
        words = ("--lock",)
    if words:
        reported.review(*words, "--form", "indicators")
    reported.reply("state.xlsx")
    reported.outcome("town", "state.xlsx")
    assert refused(reported, "town", "145-04,,,125,") == code


def test_a_correction_without_reason_without_change_and_doubled_is_refused(reported: Office) -> None:
    approved(reported)
    assert refused(reported, "town", "145-04,,,125,", reason=None) == "no-reason"
    assert refused(reported, "town", "145-04,,,120,") == "unchanged"
    assert refused(reported, "town", "145-04,,,125,", "145-04,,,126,") == "doubled"
    assert refused(reported, "town", "145-04,,,很多,") == "E50"


# 核定数.


def test_the_verified_figure_stands_beside_the_reported_one_and_counts(reported: Office) -> None:
    revise(reported, "district", "145-04,,,118,")
    rows = reported.ask("district", "values", *TOWN, "--item", "145-04")
    assert [(row["field"], row["value"]["raw"], row["counts"], row["basis"]) for row in rows] == [
        ("value", "120", False, "已报"),
        ("verified", "118", True, "核定"),
    ]
    assert reported.queue("district")["state"] == "已接收"
    assert refused(reported, "district", "145-04,,,118,") == "unchanged"


def test_it_travels_down_in_the_approval_and_the_approved_bytes_stay(reported: Office) -> None:
    reported.review("--approve")
    before = bodies(reported, "district")
    answer = revise(reported, "district", "145-04,,,118,")
    assert (answer["kind"], answer["state"]) == ("核定数", "审核通过")
    after = bodies(reported, "district")
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {answer["revision"]}
    assert reported.reply("down.xlsx")["kind"] == "批复包"
    page = openpyxl.load_workbook(reported.file("down.xlsx"))["填报表"]
    assert "核定数 118" in [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    reported.outcome("town", "down.xlsx")
    assert counting(reported, "town", "145-04") == [("118", "核定")]
    assert reported.queue("town")["state"] == "审核通过"
    with reported.desk("town") as desk:
        heads = desk.heads(INDICATORS)
        assert {slot.field: standing[0].value.raw for slot, standing in heads.items() if slot.item == "145-04"} == {
            "value": "120", "verified": "118",
        }  # fmt: skip


def test_it_is_withdrawn_with_a_reason_and_the_reported_value_counts_again(reported: Office) -> None:
    approved(reported)
    revise(reported, "district", "145-04,,,118,")
    assert refused(reported, "district", "145-04,,,,", reason=None) == "no-reason"
    revise(reported, "district", "145-04,,,,", reason="复核有误")
    assert counting(reported, "district", "145-04") == [("120", "已批")]
    events = reported.ask("district", "history", *TOWN, "--item", "145-04")
    assert [(event["value"]["raw"], event["reason"]) for event in events if event["event"] == "核定"] == [
        ("118", REASON), ("", "复核有误"),
    ]  # fmt: skip


def test_reopening_takes_the_approval_back_and_not_the_verified_figure(reported: Office) -> None:
    approved(reported)
    revise(reported, "district", "145-04,,,118,")
    reported.review("--reopen", "--form", "indicators", "--comment", "有误")
    assert reported.queue("district")["state"] == "退回修改"
    with reported.desk("district") as desk:
        assert desk.course(INDICATORS).approved() == {}
    assert counting(reported, "district", "145-04") == [("118", "核定")]


def test_only_the_district_verifies_and_only_the_value_of_what_was_issued_and_is_not_void(reported: Office) -> None:
    reported.review("--void", "--form", "indicators", "--comment", "重复")
    assert refused(reported, "district", "145-04,,,118,") == "state"
    assert reported.refused(
        "district", "revise", *TOWN, "--cells", table(reported, "145-04,growth,,5,"), "--reason", REASON, status=2
    )


def test_the_previous_years_column_takes_the_verified_figure(reported: Office) -> None:
    revise(reported, "district", "145-04,,,118,")
    with reported.desk("district") as desk:
        key = type(INDICATORS)("indicators", INDICATORS.unit, "2026")
        item = desk.documents.catalogue.get("145-04")
        assert desk.exchange.writer.previous_of([item], key)[item.code] == "118"


def test_reported_and_verified_are_never_mixed_in_values_diff_and_series(reported: Office) -> None:
    approved(reported)
    first = next(iter(bodies(reported, "district")))
    answer = revise(reported, "district", "145-04,,,118,")
    (row,) = reported.ask("district", "diff", first, answer["revision"])
    assert (row["field"], row["kind"], row["before"], row["after"]["raw"]) == ("verified", "added", None, "118")
    with reported.desk("district") as desk:
        line = series(desk, "145-04", INDICATORS.unit)
        assert {year: (point.words, point.basis) for year, point in line.counting.items()} == {2025: ("118", "核定")}
        assert [(point.words, point.basis) for point in line.others] == [("120", "已批")]


def test_the_series_goes_through_the_approved_value_while_a_correction_waits(reported: Office) -> None:
    approved(reported)
    revise(reported, "town", "145-04,,,125,")
    with reported.desk("town") as desk:
        line = series(desk, "145-04", INDICATORS.unit)
        assert {year: (point.words, point.basis) for year, point in line.counting.items()} == {2025: ("120", "已批")}
        assert [(point.words, point.basis) for point in line.others] == [("125", "已报")]


def test_a_void_return_is_in_no_series_no_check_and_no_year_before(reported: Office) -> None:
    reported.review("--void", "--form", "indicators", "--comment", "重复")
    with reported.desk("district") as desk:
        assert series(desk, "145-04", INDICATORS.unit).counting == {}
        place = Place("145-04", "value", INDICATORS.unit, "2025")
        assert desk.checking.ground.value(place) is None
        key = type(INDICATORS)("indicators", INDICATORS.unit, "2026")
        item = desk.documents.catalogue.get("145-04")
        assert desk.exchange.writer.previous_of([item], key) == {item.code: ""}


# 作废 and 锁定.


def test_a_void_return_counts_nowhere_stays_readable_and_is_brought_back_by_reopening(reported: Office) -> None:
    assert reported.refused("district", "review", *TOWN, "--void", "--form", "indicators")["code"] == "no-reason"
    reported.review("--void", "--form", "indicators", "--comment", "与补报重复")
    assert reported.queue("district")["state"] == "作废"
    rows = reported.ask("district", "values", *TOWN, "--item", "145-04")
    assert [(row["value"]["raw"], row["counts"]) for row in rows] == [("120", False)]
    assert reported.events("district", "145-04")[-1] == "作废"
    reported.submit("town", "late.xlsx", "--form", "indicators")
    reported.outcome("district", "late.xlsx")
    assert reported.queue("district")["state"] == "作废"  # a late report does not bring it back
    reported.review("--reopen", "--form", "indicators", "--comment", "不该作废")
    assert reported.queue("district")["state"] == "退回修改"
    assert counting(reported, "district", "145-04") == [("120", "已报")]


def test_only_what_is_approved_is_locked_and_what_is_locked_is_reopened(reported: Office) -> None:
    assert reported.refused("district", "review", *TOWN, "--lock", "--form", "indicators")["code"] == "state"
    reported.review("--approve", "--form", "indicators")
    assert reported.review("--lock", "--form", "indicators")["state"] == "已锁定"
    assert counting(reported, "district", "145-04") == [("120", "已批")]
    revise(reported, "district", "145-04,,,118,")
    assert reported.queue("district")["state"] == "已锁定"
    reported.review("--reopen", "--form", "indicators", "--comment", "验收后发现有误")
    assert reported.queue("district")["state"] == "退回修改"


# Who may what in which state.

DONE = {
    "已接收": (),
    "退回修改": (("--return", "--comment", "核对"),),
    "审核通过": (("--approve",),),
    "已锁定": (("--approve",), ("--lock",)),
    "作废": (("--void", "--comment", "重复"),),
}
# state: unit types, unit corrects, district verifies, and what the district decides: approve return reopen lock void.
TABLE = {
    "已接收": "y n y  y y n n y",
    "退回修改": "y n y  y y n n y",
    "审核通过": "n y y  n n y y y",
    "已锁定": "n n y  n n y n y",
    "作废": "n n n  n n y n n",
}
DECISIONS = ("--approve", "--return", "--reopen", "--lock", "--void")


@pytest.mark.parametrize("state", DONE)
def test_the_table_of_role_state_and_action(reported: Office, state: str) -> None:
    for words in DONE[state]:
        reported.review(*words, "--form", "indicators")
    reported.reply("state.xlsx")
    reported.outcome("town", "state.xlsx")
    cells = str(table(reported, "145-04,,,119,"))
    revising = ("revise", *TOWN, "--cells", cells, "--reason", REASON)
    tried = [
        ("town", ("enter", *TOWN, "--item", "145-12", "--value", "3")),
        ("town", revising),
        ("district", revising),
        *(("district", ("review", *TOWN, "--form", "indicators", each, "--comment", "理由")) for each in DECISIONS),
    ]
    saved = {who: reported.db(who).read_bytes() for who in ("town", "district")}
    found = []
    for who, action in tried:
        found.append("y" if reported.say(who, *action, "--json").status == 0 else "n")
        for name, data in saved.items():
            reported.db(name).write_bytes(data)
    assert found == TABLE[state].split()
    # The unit decides nothing and the district corrects nothing of a unit's, whatever the state.
    for each in DECISIONS:
        place = ("review", *TOWN, "--form", "indicators", each, "--comment", "理由")
        assert reported.say("town", *place, "--json").status == 1


def test_a_figure_that_was_taken_over_and_never_issued_is_corrected_by_its_unit(office: Office) -> None:
    """补录 is approved without having been handed out; the unit has it from `reply --all` and the correction is taken."""
    table = office.table("t.csv", "unit,period,item,value", "330203105,2024,145-04,97")
    office.ask("district", "enter", "--from", table)
    office.ask("district", "review", "--all", "--approve", "--comment", "海政发〔2026〕5号", "--period", "2024")
    past = ("--unit", "330203105", "--period", "2024")
    office.ask("district", "reply", *past, "--out", office.file("past.xlsx"))
    office.outcome("town", "past.xlsx")
    cells = office.table("cells.csv", "item,field,vintage,value,reason", "145-04,,,99,普查修订")
    office.ask("town", "revise", *past, "--cells", cells)
    office.ask("town", "submit", *past, "--out", office.file("more.xlsx"))
    row = office.outcome("district", "more.xlsx")
    assert (row["status"], row["kind"], row["changes"]) == ("received", "更正包", 1)
    office.ask("district", "review", *past, "--approve")
    assert [value["value"]["raw"] for value in office.ask("district", "values", *past) if value["counts"]] == ["99"]

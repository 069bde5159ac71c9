"""装入: what is taken, what is a repeat, what waits, and what is refused without a trace."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from haishu_desk.bundle.manifest import FORMAT, MARK
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Edit
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.returns import Decision, Revision
from tests.desk.office import INDICATORS, OTHER, TOWN, YINJIANG, ZHANGSHUI, Office


def test_a_report_is_taken_in_with_what_it_changes_and_what_was_done_to_it(reported: Office) -> None:
    reported.enter("town", "145-04", "121")
    reported.enter("town", "145-12", "2")
    reported.submit("town", "up2.xlsx")
    row = reported.receive("district", "up2.xlsx")
    assert (row["status"], row["changes"], row["conflicts"], row["signature"]) == ("received", 2, 0, "valid")
    assert reported.values("district") == reported.values("town")
    assert reported.queue("district")["state"] == "已接收"


def test_the_same_file_again_and_an_older_one_have_nothing_new(reported: Office) -> None:
    reported.enter("town", "145-04", "121")
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    before = reported.state("district")
    for name in ("up2.xlsx", "up.xlsx"):
        row = reported.receive("district", name)
        assert (row["status"], row["changes"], row["conflicts"], row["error"]) == ("duplicate", 0, 0, None)
        assert "没有新内容" in row["findings"][0]["message"]
    assert reported.state("district") == before


def test_an_older_report_that_was_never_seen_is_contained_in_the_newer_one(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "up1.xlsx")
    office.enter("town", "145-04", "2")
    office.submit("town", "up2.xlsx")
    assert office.receive("district", "up2.xlsx")["changes"] == 1
    before = office.state("district")
    row = office.receive("district", "up1.xlsx")
    assert (row["status"], row["changes"]) == ("duplicate", 0)
    assert office.state("district") == before


def test_a_report_that_was_never_seen_does_not_turn_back_what_came_later(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "up1.xlsx")
    office.receive("district", "up1.xlsx")
    office.ask("district", "review", *TOWN, "--return", "--comment", "核对")
    office.reply("back.xlsx")
    office.receive("town", "back.xlsx")
    office.enter("town", "145-04", "2")
    office.submit("town", "up2.xlsx")
    office.receive("district", "up2.xlsx")
    assert office.receive("district", "up1.xlsx")["status"] == "duplicate"
    assert office.values("district") == {"145-04": "2"}


def unknown_period(office: Office) -> Path:
    office.ask("town", "enter", "--unit", YINJIANG, "--period", "2025-09", "--item", "145-04", "--value", "80")
    out = office.file("september.xlsx")
    office.ask("town", "submit", "--unit", YINJIANG, "--period", "2025-09", "--out", out)
    return out


def of_another_district(office: Office) -> Path:
    office.forge("other-task.xlsx", "foreign.xlsx", office.key("town"), sender=YINJIANG)
    return office.file("foreign.xlsx")


def words_renamed(office: Office) -> Path:
    return office.table("words.xlsx", "item,value", "145-04,1")


def truncated(office: Office) -> Path:
    data = office.file("town-task.xlsx").read_bytes()
    office.file("half.xlsx").write_bytes(data[: len(data) // 2])
    return office.file("half.xlsx")


def plain(office: Office) -> Path:
    openpyxl.Workbook().save(office.file("plain.xlsx"))
    return office.file("plain.xlsx")


def only_the_entry_sheet(office: Office) -> Path:
    book = openpyxl.load_workbook(office.file("town-task.xlsx"))
    for name in book.sheetnames:
        if name != "填报表":
            del book[name]
    book.save(office.file("sheet.xlsx"))
    return office.file("sheet.xlsx")


def own_report(office: Office) -> Path:
    office.enter("other", "145-04", "1")
    office.submit("other", "other-up.xlsx")
    return office.file("other-up.xlsx")


REFUSED: list[tuple[str, Callable[[Office], Path], str, str]] = [
    ("district", unknown_period, "E31", "没有向鄞江镇下发过2025年9月的任务"),
    ("district", of_another_district, "E32", "不是本区下发的文件"),
    ("district", lambda office: office.file("town-key.xlsx"), "E31", "这是登记申请"),
    ("district", words_renamed, "E03", "可能只是改了名字"),
    ("district", truncated, "E04", "文件不完整"),
    ("district", plain, "E30", "普通工作簿"),
    ("district", only_the_entry_sheet, "E30", "只有填报页"),
    ("district", lambda office: office.file("none.xlsx"), "E04", "读不出来"),
    ("town", lambda office: office.file("other-task.xlsx"), "E32", "这是发给章水镇的任务包，本单位是鄞江镇"),
    ("town", own_report, "E31", "这是章水镇传出的上报包，不是任务包"),
    ("town", lambda office: office.file("town-key.xlsx"), "E31", "这是登记申请"),
]


@pytest.mark.parametrize(("who", "make", "code", "sentence"), REFUSED, ids=[f"{row[0]}-{row[3]}" for row in REFUSED])
def test_a_wrong_file_is_refused_in_its_own_words_and_changes_nothing(
    who: str, make: Callable[[Office], Path], code: str, sentence: str, office: Office
) -> None:
    file = make(office)
    before = office.state(who)
    row = office.receive(who, file.name, status=1)
    assert (row["status"], row["changes"], row["conflicts"]) == ("refused", 0, 0)
    assert row["error"]["code"] == code
    assert row["error"]["message"].startswith(f"{file.name}：")
    assert sentence in row["error"]["message"]
    assert row["error"]["advice"]
    assert office.state(who) == before


def test_one_bad_file_stops_no_other(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "good.xlsx")
    words_renamed(office)
    rows = office.receive("district", "words.xlsx", "town-key.xlsx", "good.xlsx", "none.xlsx", status=1)
    assert [row["status"] for row in rows] == ["refused", "refused", "received", "refused"]
    assert office.values("district") == {"145-04": "1"}


def test_a_folder_of_seventeen_is_taken_in_and_a_bad_one_stops_no_other(office: Office) -> None:
    """As they come back on one stick: reports, the same one twice, one by hand, and what is none of ours."""
    stick = office.file("stick")
    for number in range(1, 11):
        office.enter("town", "145-04", str(number))
        office.submit("town", f"stick/{number:02} 鄞江.xlsx")
    office.type_by_hand("other-task.xlsx", "stick/11 章水手工.xlsx", {("145-04", "value"): "61"})
    for name, source in (
        ("12 再来.xlsx", "stick/01 鄞江.xlsx"),
        ("13 申请.xlsx", "town-key.xlsx"),
        ("14 任务.xlsx", "other-task.xlsx"),
    ):
        (stick / name).write_bytes(office.file(source).read_bytes())
    (stick / "15 半截.xlsx").write_bytes(office.file("town-task.xlsx").read_bytes()[:5000])
    openpyxl.Workbook().save(stick / "16 台账.xlsx")
    (stick / "17 只改名.xlsx").write_text("words", encoding="utf-8")
    for name in ("~$01 鄞江.xlsx", ".隐藏.xlsx", "说明.txt"):
        (stick / name).write_text("x", encoding="utf-8")
    seen: list[tuple[int, int]] = []
    with office.desk("district", write=True) as desk:
        rows = desk.exchange.receiver.receive([stick], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(number, 17) for number in range(1, 18)]
    assert [row.status for row in rows] == [
        *["received"] * 11, "duplicate", "refused", "duplicate", "refused", "refused", "refused"
    ]  # fmt: skip
    assert [row.error["code"] for row in rows if row.error] == ["E31", "E04", "E30", "E03"]
    assert all(row.error["advice"] for row in rows if row.error)
    assert office.values("district") == {"145-04": "10"}


def test_a_folder_without_workbooks_is_wrong_usage(office: Office) -> None:
    office.file("empty").mkdir()
    assert office.refused("district", "receive", office.file("empty"), status=2)["code"] == "usage"


def test_a_report_of_an_unknown_computer_waits_until_it_is_enrolled(office: Office) -> None:
    office.ask("third", "init", "--role", "unit", "--unit", YINJIANG, "--person", "孙八")
    office.receive("third", "town-task.xlsx")
    office.enter("third", "145-04", "7")
    office.submit("third", "third.xlsx")
    before = office.state("district")
    row = office.receive("district", "third.xlsx", status=1)
    code = office.ask("third", "keys")[0]["code"]
    assert (row["status"], row["error"]["code"], row["signature"]) == ("held", "E42", "unknown-key")
    assert code in row["error"]["message"]
    assert office.state("district") == before
    office.ask("district", "enrol", office.file("third.xlsx"), "--code", code)
    assert office.receive("district", "third.xlsx")["status"] == "received"
    assert office.values("district") == {"145-04": "7"}


def test_a_bundle_of_a_newer_program_is_kept_and_waits(office: Office) -> None:
    book = openpyxl.load_workbook(office.file("town-task.xlsx"))
    page = book["_manifest"]
    assert page["A1"].value == MARK
    page["B1"].value = str(FORMAT + 1)
    book.save(office.file("newer.xlsx"))
    row = office.receive("district", "newer.xlsx", status=1)
    assert (row["status"], row["error"]["code"]) == ("held", "E33")
    with office.desk("district") as desk:
        assert office.file("newer.xlsx").read_bytes() in [
            entry.body for entry in desk.workspace.journal.entries("file")
        ]


def test_a_preview_says_what_would_happen_and_gives_it_back(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "up.xlsx")
    before = office.state("district")
    with office.desk("district", write=True) as desk:
        seen = desk.exchange.receiver.take_in(office.file("up.xlsx"), preview=True)
    assert (seen.status, seen.changes) == ("received", 1)
    assert office.state("district") == before
    assert office.receive("district", "up.xlsx")["changes"] == 1


# Forged bundles: none is ever received as signed.


def foreign_edit(office: Office) -> tuple[bytes, ...]:
    """An edit of the other town's own return."""
    office.enter("other", "145-04", "666")
    with office.desk("other") as desk:
        entry = next(iter(desk.workspace.journal.entries(Edit.kind)))
    return (entry.body,)


def own_approval(office: Office) -> tuple[bytes, ...]:
    """A decision that only the district can make, in the district's name."""
    with office.desk("district", write=True) as desk:
        last = desk.course(INDICATORS).last_decision
        revision = desk.course(INDICATORS).last_revision
        assert last is not None
        assert revision is not None
        return (Decision(INDICATORS, desk.author(), "approved", revision.id, last.id).body,)


def edit_in_the_districts_name(office: Office) -> tuple[bytes, ...]:
    with office.desk("town") as desk, office.desk("district") as district:
        edit = desk.edits(INDICATORS)[0]
        return (Edit(edit.key, district.author(), edit.changes, "x").body,)


def own_edition(office: Office) -> tuple[bytes, ...]:
    with office.desk("town") as desk:
        old = desk.documents.edition("assignment")
        return (Edition("assignment", old.number + 1, [], old.id, desk.author()).body,)


def report_of_the_other_town(office: Office) -> tuple[bytes, ...]:
    with office.desk("other", write=True) as desk:
        return (Revision(INDICATORS, desk.author(), {}).body,)


@pytest.mark.parametrize(
    "make", [foreign_edit, own_approval, edit_in_the_districts_name, own_edition, report_of_the_other_town]
)
def test_a_report_with_entries_that_are_not_the_units_is_refused(
    make: Callable[[Office], tuple[bytes, ...]], reported: Office
) -> None:
    entries = make(reported)
    honest = reported.payload("up.xlsx").entries
    reported.forge("up.xlsx", "forged.xlsx", reported.key("town"), entries=(*honest, *entries))
    before = reported.state("district")
    row = reported.outcome("district", "forged.xlsx")
    assert (row["status"], row["error"]["code"]) == ("refused", "E42")
    assert reported.state("district") == before


@pytest.mark.parametrize(
    ("signer", "changes", "expected"),
    [
        ("other", {}, ("held", "E42", "unknown-key")),
        ("other", {"sender": ZHANGSHUI}, ("refused", "E32", "valid")),
        ("other", {"unit": ZHANGSHUI, "sender": ZHANGSHUI}, ("refused", "E42", "valid")),
        ("other", {"direction": "down"}, ("held", "E42", "unknown-key")),
        ("town", {"direction": "down"}, ("refused", "E32", "valid")),
        ("town", {"unit": ZHANGSHUI}, ("refused", "E32", "valid")),
        ("town", {"unit": "999999"}, ("refused", "E32", "valid")),
        ("town", {"period": "2025-09"}, ("refused", "E31", "valid")),
        (None, {"unit": ZHANGSHUI}, ("refused", "E41", "invalid")),
        (None, {"person": "别人"}, ("refused", "E41", "invalid")),
    ],
)
def test_a_forged_report_is_never_received(
    signer: str | None, changes: dict[str, Any], expected: tuple[str, str, str], reported: Office
) -> None:
    reported.forge("up.xlsx", "forged.xlsx", reported.key(signer) if signer else None, **changes)
    before = reported.state("district")
    row = reported.outcome("district", "forged.xlsx")
    assert (row["status"], row["error"]["code"], row["signature"]) == expected
    assert reported.state("district") == before


def test_a_task_bundle_that_the_district_did_not_sign_is_not_taken_in(office: Office) -> None:
    office.forge("town-task.xlsx", "forged.xlsx", office.key("other"))
    row = office.receive("town", "forged.xlsx", status=1)
    assert (row["status"], row["error"]["code"]) == ("held", "E42")
    office.ask("fresh", "init", "--role", "unit", "--unit", YINJIANG, "--person", "孙八")
    assert office.receive("fresh", "forged.xlsx", status=1)["status"] == "held"


def test_copies_of_two_bundles_in_one_file_are_refused(reported: Office) -> None:
    book = openpyxl.load_workbook(reported.file("up.xlsx"))
    task = openpyxl.load_workbook(reported.file("town-task.xlsx"))
    book["填报表"]["A1"].value = task["填报表"]["A1"].value
    book.save(reported.file("mixed.xlsx"))
    assert reported.receive("district", "mixed.xlsx", status=1)["error"]["code"] == "E43"


# 签后改动.


def test_a_report_changed_after_signing_waits_for_the_reviewers_choice(office: Office) -> None:
    office.enter("town", "145-04", "120")
    office.submit("town", "up.xlsx")
    office.type_by_hand("up.xlsx", "changed.xlsx", {("145-04", "value"): "999"})
    seen = office.ask("district", "inspect", office.file("changed.xlsx"))
    assert seen["edited_outside"] == ["填报表!G6"]
    before = office.state("district")
    row = office.receive("district", "changed.xlsx", status=1)
    assert (row["status"], row["error"]["code"]) == ("held", "E41")
    assert "填报表!G6" in row["error"]["message"]
    (without,) = office.ask("district", "receive", office.file("changed.xlsx"), "--take", "signed", status=1)
    assert "--reason" in without["error"]["advice"]
    assert office.state("district") == before


@pytest.mark.parametrize(("take", "value", "signature"), [("signed", "120", "valid"), ("visible", "999", "absent")])
def test_the_reviewer_takes_the_signed_or_the_visible_value(
    take: str, value: str, signature: str, office: Office
) -> None:
    office.enter("town", "145-04", "120")
    office.submit("town", "up.xlsx")
    office.type_by_hand("up.xlsx", "changed.xlsx", {("145-04", "value"): "999"})
    words = ("receive", office.file("changed.xlsx"), "--take", take, "--reason", "已电话核实")
    (row,) = office.ask("district", *words)
    assert (row["status"], row["signature"], row["conflicts"]) == ("received", signature, 0)
    assert office.values("district") == {"145-04": value}
    last = office.ask("district", "history", *TOWN, "--item", "145-04")[-1]
    if take == "visible":
        assert "补录" in office.events("district", "145-04")
        assert last["event"] == "接收"
    (again,) = office.ask("district", *words)
    assert again["status"] == "duplicate"


def test_locked_cells_that_were_changed_are_shown_and_not_taken(reported: Office) -> None:
    reported.enter("town", "145-12", "2")
    reported.submit("town", "up2.xlsx")
    reported.type_by_hand("up2.xlsx", "changed.xlsx", {("145-04", "name"): "别的指标"})
    seen = reported.ask("district", "inspect", reported.file("changed.xlsx"))
    assert len(seen["edited_outside"]) == 1
    assert reported.receive("district", "changed.xlsx")["status"] == "received"


# Two computers of one unit.


def test_two_computers_of_one_unit_are_brought_together(office: Office) -> None:
    for who, value in (("town", "120"), ("second", "200")):
        office.enter(who, "145-04", value)
        office.enter(who, "145-11", "12.5")
        office.submit(who, f"{who}.xlsx")
    assert office.receive("district", "town.xlsx")["conflicts"] == 0
    row = office.receive("district", "second.xlsx")
    assert (row["status"], row["conflicts"]) == ("received", 1)
    rows = office.ask("district", "values", "--item", "145-04")
    assert [(row["value"]["raw"], row["clash"], row["counts"]) for row in rows] in (
        [("120", True, False), ("200", True, False)],
        [("200", True, False), ("120", True, False)],
    )
    assert "clash" not in office.ask("district", "values", "--item", "145-11")[0]
    assert office.queue("district")["clashes"] == 1

    error = office.refused("district", "review", *TOWN, "--approve")
    assert (error["code"], "145-04" in error["message"]) == ("clash", True)
    settle = office.table("s.csv", "item,field,vintage,value,reason", "145-04,,,200,以台账为准")
    assert office.review("--settle", settle)["state"] == "已接收"
    assert office.queue("district")["clashes"] == 0
    assert office.review("--approve")["state"] == "审核通过"
    assert office.reply("ok.xlsx")["kind"] == "批复包"
    for who in ("town", "second"):
        assert office.receive(who, "ok.xlsx")["conflicts"] == 0
        assert office.values(who) == office.values("district") == {"145-04": "200", "145-11": "12.5"}
        assert office.heads(who) == office.heads("district")
        assert office.queue(who)["state"] == "审核通过"
        assert office.events(who, "145-04")[-2:] == ["上报", "审核通过"]


def test_the_same_answer_of_two_computers_is_no_clash(office: Office) -> None:
    for who in ("town", "second"):
        office.enter(who, "145-04", "120" if who == "town" else "120.0")
        office.submit(who, f"{who}.xlsx")
    office.receive("district", "town.xlsx")
    assert office.receive("district", "second.xlsx")["conflicts"] == 0
    assert len(office.ask("district", "values")) == 1
    assert office.review("--approve")["state"] == "审核通过"


def test_a_second_computer_reports_over_a_clash_only_after_it_was_answered(reported: Office) -> None:
    reported.enter("second", "145-04", "200")
    reported.reply("back.xlsx")
    assert reported.receive("second", "back.xlsx")["conflicts"] == 1
    error = reported.refused("second", "submit", *TOWN, "--out", reported.file("x.xlsx"))
    assert (error["code"], "145-04" in error["message"]) == ("clash", True)


def test_a_received_file_is_kept_byte_by_byte(reported: Office) -> None:
    data = reported.file("up.xlsx").read_bytes()
    with reported.desk("district") as desk:
        assert [entry.body for entry in desk.workspace.journal.entries("file")] == [data]
    assert reported.file("up.xlsx").read_bytes() == data
    assert zipfile.is_zipfile(reported.file("up.xlsx"))


def test_a_unit_gets_the_values_of_the_year_before_as_references(office: Office) -> None:
    with office.desk("other") as desk:
        assert (ZHANGSHUI, "2024", "145-04") not in desk.exchange.references()
    before = ("--unit", ZHANGSHUI, "--period", "2024")
    office.ask("district", "enter", *before, "--item", "145-04", "--value", "88")
    office.ask("district", "issue", *OTHER, "--out", office.file("again.xlsx"))
    assert office.receive("other", "again.xlsx")["status"] == "received"
    with office.desk("other") as desk:
        assert desk.exchange.references()[ZHANGSHUI, "2024", "145-04"] == "88"


def test_a_note_that_looks_like_a_mark_travels_like_any_other(office: Office) -> None:
    office.ask("town", "enter", *TOWN, "--item", "145-04", "--value", "7", "--note", "#r|145-11")
    office.ask("town", "enter", *TOWN, "--item", "145-11", "--value", "8", "--note", "#hs|1|x")
    office.submit("town", "up.xlsx")
    row = office.receive("district", "up.xlsx")
    assert (row["status"], row["changes"]) == ("received", 4)
    assert [finding["rule"] for finding in row["findings"]] == ["checked"]


def test_a_unit_is_told_what_it_typed_too_late_to_be_approved(reported: Office) -> None:
    reported.receive("district", "up.xlsx")
    reported.enter("town", "145-25", "0.2")
    reported.review("--approve")
    reported.reply("ok.xlsx")
    (said,) = [f for f in reported.receive("town", "ok.xlsx")["findings"] if f["rule"] == "left-behind"]
    assert "1 格没有上报（145-25）" in said["message"]


def test_another_unit_cannot_approve_with_its_own_key(reported: Office) -> None:
    """An enrolled key speaks for its unit only: a 批复包 that is not the district's changes nothing."""
    reported.receive("district", "up.xlsx")
    reported.review("--approve")
    reported.reply("ok.xlsx")
    reported.forge("ok.xlsx", "forged.xlsx", reported.key("other"), sender="330203106")
    before = reported.state("town")
    row = reported.receive("town", "forged.xlsx", status=1)
    assert (row["status"], row["error"]["code"]) == ("refused", "E42")
    assert reported.state("town") == before


def test_the_reason_for_taking_one_side_stands_in_the_trail(reported: Office) -> None:
    reported.type_by_hand("up.xlsx", "late.xlsx", {("145-04", "value"): "777"})
    reported.ask("district", "receive", reported.file("late.xlsx"), "--take", "signed", "--reason", "电话核对过")
    with reported.desk("district") as desk:
        lines = [json.loads(entry.body)["detail"] for entry in desk.workspace.journal.entries("audit")]
    (told,) = [line for line in lines if line.get("take")][-1:]
    assert (told["take"], told["reason"], told["visible"][0][3]) == ("signed", "电话核对过", "777")
    assert reported.receive("district", "late.xlsx")["status"] == "duplicate"


def test_a_file_that_is_swapped_after_it_was_read_is_refused_and_nothing_of_it_is_kept(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "up.xlsx")
    office.enter("town", "145-04", "2")
    office.submit("town", "up2.xlsx")
    file, later = office.file("up.xlsx"), office.file("up2.xlsx").read_bytes()
    shown = read_workbook(file)
    file.write_bytes(later)
    with Desk(office.db("district"), write=True) as desk:
        before = len(desk.workspace.journal)
        outcome = desk.exchange.receiver.take_in(file, read=lambda _: shown)
        assert (outcome.status, outcome.error and outcome.error["code"]) == ("refused", "E04")
        assert len(desk.workspace.journal) == before
        assert desk.exchange.receiver.take_in(file).status == "received"

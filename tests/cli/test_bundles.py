"""issue, submit, receive, inspect, reply: their keys and statuses, and wrong words."""

from __future__ import annotations

import openpyxl
import pytest

from tests.desk.office import OTHER, TOWN, YINJIANG, Office

WRITTEN = {"file", "bundle", "kind", "unit", "period", "cells"}
RECEIVED = {
    "file",
    "kind",
    "unit",
    "period",
    "bundle",
    "status",
    "changes",
    "conflicts",
    "signature",
    "findings",
    "error",
}


def test_issue_answers_with_the_bundles_that_it_wrote(office: Office) -> None:
    out = office.file("again.xlsx")
    (row,) = office.ask("district", "issue", *TOWN, "--out", out)
    assert set(row) == {*WRITTEN, "due"}
    assert (row["file"], row["kind"], row["unit"], row["period"]) == (str(out), "任务包", YINJIANG, "2025")
    assert row["cells"] == 16 + 12  # indicators; the town's own task and eleven projects
    assert out.stat().st_size > 0


def test_submit_answers_with_the_bundle_and_the_revision(office: Office) -> None:
    office.enter("town", "145-04", "1")
    row = office.submit("town", "up.xlsx")
    assert set(row) >= {*WRITTEN, "revision"}
    assert (row["kind"], len(row["revision"])) == ("上报包", 64)


def test_reply_answers_as_issue(reported: Office) -> None:
    row = reported.reply("back.xlsx")
    assert (set(row), row["kind"]) == (WRITTEN, "回执")


def test_receive_answers_with_a_row_for_each_file_in_their_order(reported: Office) -> None:
    reported.file("no.xlsx").write_text("words", encoding="utf-8")
    rows = reported.receive("district", "no.xlsx", "up.xlsx", status=1)
    assert all(set(row) == RECEIVED for row in rows)
    assert [row["status"] for row in rows] == ["refused", "duplicate"]
    assert set(rows[0]["error"]) == {"code", "message", "advice"}
    assert (rows[1]["error"], rows[1]["signature"], rows[1]["unit"]) == (None, "valid", YINJIANG)


def test_receive_tells_people_what_became_of_each_file(reported: Office) -> None:
    reported.file("no.xlsx").write_text("words", encoding="utf-8")
    said = reported.say("district", "receive", reported.file("no.xlsx"), reported.file("up.xlsx"))
    assert (said.status, said.err) == (1, "")
    assert "未装入" in said.out
    assert "没有新内容" in said.out
    assert "\nno.xlsx：" in said.out


def test_inspect_says_what_each_kind_of_file_is(reported: Office) -> None:
    back = reported.reply("back.xlsx")["bundle"]
    kinds = {"town-key.xlsx": "登记申请", "town-task.xlsx": "任务包", "up.xlsx": "上报包", "back.xlsx": "回执"}
    seen = {name: reported.ask("district", "inspect", reported.file(name)) for name in kinds}
    keys = {"kind", "unit", "period", "bundle", "revision", "signature", "edited_outside"}
    assert {name: row["kind"] for name, row in seen.items()} == kinds
    assert all(keys <= set(row) for row in seen.values())
    assert {row["unit"] for row in seen.values()} == {YINJIANG}
    assert all(row["signature"] == "valid" for row in seen.values())
    assert seen["back.xlsx"]["bundle"] == back
    assert seen["up.xlsx"]["revision"] == reported.ask("town", "values", "--item", "145-04")[0]["revision"]


def test_inspect_without_a_workspace_knows_no_key(reported: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAISHU_DESK_DB", str(reported.file("none.db")))
    said = reported.say("town", "inspect", reported.file("up.xlsx"), "--json")
    assert said.status == 0
    from tests.desk.office import call  # noqa: PLC0415

    alone = call("inspect", reported.file("up.xlsx"), "--json")
    assert alone.status == 0
    assert '"signature": "unknown-key"' in alone.out


def test_inspect_of_a_plain_workbook_says_so(office: Office) -> None:
    openpyxl.Workbook().save(office.file("plain.xlsx"))
    seen = office.ask("town", "inspect", office.file("plain.xlsx"))
    assert (seen["kind"], seen["signature"], seen["edited_outside"]) == ("普通工作簿", "absent", [])


def test_inspect_of_what_is_no_workbook_is_refused(office: Office) -> None:
    office.file("no.xlsx").write_text("words", encoding="utf-8")
    assert office.refused("town", "inspect", office.file("no.xlsx"))["code"] == "E03"
    assert office.refused("town", "inspect", office.file("none.xlsx"))["code"] == "no-file"
    assert office.refused("town", "inspect", office.folder)["code"] == "no-file"


def test_inspect_of_a_bad_signature_exits_with_1(reported: Office) -> None:
    reported.forge("up.xlsx", "bad.xlsx", None, person="别人")
    assert reported.ask("district", "inspect", reported.file("bad.xlsx"), status=1)["signature"] == "invalid"


@pytest.mark.parametrize(
    ("who", "words", "status", "code"),
    [
        ("district", ["issue", "--unit", "xx", "--period", "2025"], 2, "usage"),
        ("district", ["issue", "--unit", YINJIANG, "--period", "25"], 2, "usage"),
        ("district", ["issue", *TOWN, "--due", "tomorrow"], 2, "usage"),
        ("district", ["issue", "--period", "2025"], 2, "usage"),
        ("district", ["issue", "--unit", YINJIANG, "--period", "2035"], 1, "nothing-due"),
        ("town", ["issue", *TOWN], 1, "not-yours"),
        ("town", ["submit", "--unit", "xx", "--period", "2025"], 2, "usage"),
        ("town", ["submit", "--unit", YINJIANG, "--period", "25"], 2, "usage"),
        ("town", ["submit", *TOWN, "--form", "xx"], 2, "usage"),
        ("town", ["submit", *OTHER], 1, "not-yours"),
        ("district", ["submit", *TOWN], 1, "not-yours"),
        ("district", ["reply", "--unit", "xx", "--period", "2025"], 2, "usage"),
        ("district", ["reply", *TOWN, "--form", "xx"], 2, "usage"),
        ("district", ["reply", "--unit", YINJIANG, "--period", "2024"], 1, "refused"),
        ("town", ["reply", *TOWN], 1, "not-yours"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_what_cannot_be_handed_over_is_refused_and_leaves_no_file(
    who: str, words: list[str], status: int, code: str, office: Office
) -> None:
    out = office.file("out.xlsx")
    assert office.refused(who, *words, "--out", out, status=status)["code"] == code
    assert not out.exists()

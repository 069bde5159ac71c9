"""What was handed over is kept until its answer comes, and can be written once more."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.store.files import FileNotWrittenError
from tests.desk.office import PERIOD, TOWN, YINJIANG, Office


def reports(office: Office) -> list[tuple[str, str | None]]:
    """Kind and answer of what the town handed over, newest first."""
    return [(row["kind"], row["answered"]) for row in office.ask("town", "outbox")]


def test_a_report_is_kept_until_a_reply_comes_that_contains_its_revision(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "one.xlsx")
    assert reports(office) == [("上报包", None)]
    office.receive("district", "one.xlsx")
    office.reply("first.xlsx")
    office.enter("town", "145-04", "2")
    office.submit("town", "two.xlsx")
    office.receive("town", "first.xlsx")
    assert reports(office) == [("上报包", None), ("上报包", "回执")], "the reply does not know of the second"
    office.receive("district", "two.xlsx")
    office.reply("second.xlsx")
    office.receive("town", "second.xlsx")
    assert reports(office) == [("上报包", "回执"), ("上报包", "回执")]


def test_a_newer_report_answers_for_the_older_one_that_never_arrived(office: Office) -> None:
    for name in ("lost.xlsx", "arrived.xlsx"):
        office.enter("town", "145-04", str(len(name)))
        office.submit("town", name)
    office.receive("district", "arrived.xlsx")
    office.reply("answer.xlsx")
    office.receive("town", "answer.xlsx")
    assert reports(office) == [("上报包", "回执"), ("上报包", "回执")]


def test_a_task_is_answered_by_the_report(office: Office) -> None:
    with office.desk("district") as desk:
        assert {row["unit"] for row in desk.exchange.outbox.waiting()} == {YINJIANG, "330203106"}
    office.enter("town", "145-04", "1")
    office.submit("town", "up.xlsx")
    office.receive("district", "up.xlsx")
    office.reply("answer.xlsx")
    told = {(row["kind"], row["unit"]): (row["waits"], row["answered"]) for row in office.ask("district", "outbox")}
    assert told == {
        ("任务包", YINJIANG): (True, "上报包"),
        ("任务包", "330203106"): (True, None),
        ("回执", YINJIANG): (False, None),
    }


def test_a_correction_waits_for_its_answer_and_answers_what_was_sent_back(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "one.xlsx")
    office.receive("district", "one.xlsx")
    office.review("--approve")
    office.reply("approved.xlsx")
    office.receive("town", "approved.xlsx")
    office.ask("town", "revise", *TOWN, "--cells", office.table("r.csv", "item,value,reason", "145-04,2,漏报一家"))
    office.submit("town", "right.xlsx")
    assert reports(office) == [("更正包", None), ("上报包", "批复包")]
    assert office.receive("district", "right.xlsx")["status"] == "received"
    office.review("--return", "--comment", "请附依据")
    office.reply("back.xlsx")
    office.receive("town", "back.xlsx")
    assert reports(office)[0] == ("更正包", "退回包")
    office.enter("town", "145-04", "3")
    office.submit("town", "again.xlsx")
    office.receive("district", "again.xlsx")
    with office.desk("district") as desk:
        sent = [(row["kind"], row["answered"]) for row in desk.exchange.outbox.rows()]
    assert sent[0][0] == "退回包"
    assert sent[0][1] is not None


def test_the_log_says_what_the_district_wrote_beside_a_return(reported: Office) -> None:
    reported.ask("district", "query", *TOWN, "--item", "145-04", "--ask", "请核实")
    reported.review("--approve")
    reported.ask(
        "district", "revise", *TOWN, "--cells", reported.table("v.csv", "item,value,reason", "145-04,119,重复一家")
    )
    said = [row["what"] for row in reported.ask("district", "log")["entries"]]
    assert "查询 1 条：145-04" in said
    assert "核定 1 格：145-04" in said
    assert not [what for what in said if "看不懂" in what], said


def test_a_bundle_is_written_once_more_byte_for_byte(reported: Office) -> None:
    (row,) = reported.ask("town", "outbox")
    again = reported.ask("town", "outbox", "--again", row["bundle"][:8], "--out", reported.file("stick"))[0]
    assert again["file"] == str(reported.file("stick") / "up.xlsx")
    assert Path(again["file"]).read_bytes() == reported.file("up.xlsx").read_bytes()
    named = reported.ask("town", "outbox", "--again", row["bundle"], "--out", reported.file("again.xlsx"))[0]
    assert reported.file("again.xlsx").read_bytes() == reported.file("up.xlsx").read_bytes()
    assert named["bundle"] == row["bundle"]
    assert reports(reported) == [("上报包", None)], "once more is no second report"
    assert [entry["what"] for entry in reported.ask("town", "log")["entries"]].count("再传出上报包") == 2


def test_once_more_overwrites_no_other_file_of_that_name(reported: Office) -> None:
    (row,) = reported.ask("town", "outbox")
    reported.file("stick").mkdir()
    (reported.file("stick") / "up.xlsx").write_bytes(b"another")
    again = reported.ask("town", "outbox", "--again", row["bundle"], "--out", reported.file("stick"))[0]
    assert again["file"].endswith(f"up_{row['bundle'][:6]}.xlsx")
    assert (reported.file("stick") / "up.xlsx").read_bytes() == b"another"


def test_a_bundle_that_there_is_not_is_not_written(reported: Office) -> None:
    out = ("--out", reported.file("x.xlsx"))
    assert reported.refused("town", "outbox", "--again", "0000", *out, status=2)["code"] == "usage"
    assert reported.refused("town", "outbox", "--again", "0000", status=2)["code"] == "usage"
    assert not reported.file("x.xlsx").exists()


def test_handing_over_says_that_the_stick_can_be_pulled_out(office: Office) -> None:
    office.enter("town", "145-04", "1")
    said = office.say("town", "submit", *TOWN, "--out", office.file("up.xlsx"))
    assert said.out.splitlines()[-1] == "文件已写好，重新读出核对过；写到U盘的，现在可拔出"


@pytest.mark.parametrize(("owner", "name"), [
    (os, "fsync"), (os, "fdopen"), (Path, "replace"), (Path, "chmod"), (Path, "read_bytes"), (tempfile, "mkstemp"),
], ids=lambda part: part if isinstance(part, str) else "")  # fmt: skip
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_stick_that_fails_at_any_call_leaves_no_half_file_and_no_report(
    owner: Any, name: str, number: int, office: Office
) -> None:
    """Every n-th call of everything that a file is written with, until one goes through; then it stands whole."""
    office.enter("town", "145-04", "1")
    out = office.file("stick") / "up.xlsx"
    for n in range(1, 9):
        before = office.state("town")
        with pytest.MonkeyPatch.context() as patch, office.desk("town", write=True) as desk:
            patch.setattr(owner, name, failing(getattr(owner, name), number, n))
            refusal = refusal_of(desk, out)
        if refusal is None:
            break
        assert "up.xlsx" in refusal.message
        assert "U盘" in refusal.advice
        if not out.exists():
            assert office.state("town") == before
            assert list(office.file("stick").glob("*")) == []
        else:
            assert office.outcome("district", "stick/up.xlsx")["status"] == "received"
            return
    assert office.outcome("district", "stick/up.xlsx")["status"] == "received"
    assert len(reports(office)) == 1


def refusal_of(desk: Desk, out: Path) -> FileNotWrittenError | None:
    try:
        desk.exchange.submit(YINJIANG, PERIOD, None, out)
    except FileNotWrittenError as error:
        return error
    return None


def failing(real: Callable[..., Any], number: int, n: int) -> Callable[..., Any]:
    """The call, of which the n-th fails."""
    calls = 0

    def call(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == n:
            raise OSError(number, os.strerror(number))
        return real(*given, **named)

    return call

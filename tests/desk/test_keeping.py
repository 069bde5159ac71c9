"""The trail: a line for everything that was done, in words, and a chain that shows what was tampered with."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.desk.office import YINJIANG, Office


def test_every_action_has_its_line(reported: Office) -> None:
    cells = reported.table("c.csv", "item,comment", "145-04,核对")
    reported.ask("district", "assign", "--item", "145-10", "--unit", YINJIANG, "--role", "support")
    reported.review("--return", "--cells", cells)
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    reported.enter("town", "145-04", "121")
    reported.ask("town", "undo")
    reported.enter("town", "145-04", "122", "--as", "钱七")
    reported.submit("town", "up2.xlsx", "--as", "钱七")
    reported.receive("district", "up2.xlsx")
    reported.review("--approve", "--form", "indicators")
    reported.review("--reopen", "--comment", "有误", "--form", "indicators")
    said = {who: [entry["what"] for entry in reported.ask(who, "log")["entries"]] for who in ("district", "town")}
    for what in (
        "建立数据文件", "roster 第 4 版", "assignment 第 2 版", "下发任务", "传出任务包", "收到的文件", "装入上报包",
        "接收", "退回（1 格退回）", "传出退回包", "审核通过", "重新打开", "改 1 格：145-04",
    ):  # fmt: skip
        assert what in said["district"]
    for what in ("建立数据文件", "装入任务包", "装入退回包", "首次使用", "传出上报包", "退回（1 格退回）"):
        assert what in said["town"]
    assert said["town"].count("改 1 格：145-04") == 4
    assert sum(what.startswith("上报 ") for what in said["town"]) == 3
    assert [reported.ask(who, "log")["chain"] for who in ("district", "town")] == ["intact", "intact"]


def test_an_edit_of_many_cells_names_the_first_of_them(office: Office) -> None:
    items = [f"145-{number:02d},1" for number in (3, 4, 6, 11, 12, 13, 19)]
    table = office.table("t.csv", "item,value", *items)
    office.ask("town", "enter", "--unit", YINJIANG, "--period", "2025", "--from", table)
    entries = office.ask("town", "log")["entries"]
    assert entries[-1]["what"] == "改 7 格：145-03、145-04、145-06、145-11、145-12等"
    assert (entries[-1]["kind"], entries[-1]["by"], entries[-1]["unit"]) == ("edit", "张三", YINJIANG)


def tampered(path: Path, statement: str, *parameters: object) -> None:
    """As somebody with another program would: the triggers are dropped first."""
    with sqlite3.connect(path) as sql:
        for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            sql.execute(f"DROP TRIGGER {name}")
        sql.execute(statement, parameters)
    sql.close()


def edit_number(office: Office) -> int:
    return next(int(entry["n"]) for entry in office.ask("town", "log")["entries"] if entry["kind"] == "edit")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), '120', '121') AS BLOB) WHERE n = ?",
        "UPDATE journal SET at = '2020-01-01T00:00:00' WHERE n = ?",
        "UPDATE journal SET kind = 'audit' WHERE n = ?",
        "UPDATE journal SET body = x'ff00' WHERE n = ?",
        "UPDATE journal SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE n = ?",
    ],
)
def test_a_changed_byte_breaks_the_chain_there(statement: str, reported: Office) -> None:
    number = edit_number(reported)
    tampered(reported.db("town"), statement, number)
    log = reported.ask("town", "log", status=1)
    assert log["chain"] == f"broken at {number}"
    said = reported.say("town", "log")
    assert (said.status, f"链在第 {number} 条断开" in said.out) == (1, True)


def test_a_missing_entry_breaks_the_chain_where_it_was(reported: Office) -> None:
    number = edit_number(reported)
    tampered(reported.db("town"), "DELETE FROM journal WHERE n = ?", number)
    assert reported.ask("town", "log", status=1)["chain"] == f"broken at {number + 1}"


def test_the_program_itself_cannot_change_the_trail(reported: Office) -> None:
    with sqlite3.connect(reported.db("town")) as sql:
        for statement in (
            "UPDATE journal SET at = 'x'",
            "DELETE FROM journal",
            "REPLACE INTO journal SELECT * FROM journal",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                sql.execute(statement)
    sql.close()


def test_a_bundle_is_known_by_the_beginning_of_its_name_where_it_passed(reported: Office) -> None:
    bundle = reported.unpacked("up.xlsx").envelope.bundle
    for who in ("town", "district"):
        with reported.desk(who) as desk:
            handed = desk.keeping.handed_over(f"{bundle[:4]}-{bundle[4:8]}".upper())
            assert handed is not None
            assert {key.form for key in handed.keys} == {"indicators", "tasks"}
    with reported.desk("other") as desk:
        assert desk.keeping.handed_over(bundle) is None
        assert desk.keeping.handed_over("") is None

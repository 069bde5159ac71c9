"""The main road on the command line: issue, fill in, hand over, compare, return, correct, approve, reply.

A district and two units. One fills in with the program, the other by hand in a workbook that an office program re-saves.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from haishu_desk.__main__ import main

YINJIANG, SHIQI = "330203105", "330203009"
PERIOD = "2025"


class Road:
    """Three workspaces in one folder, driven by words of the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def file(self, name: str) -> Path:
        return self.folder / name

    def call(self, who: str, *words: str, status: int = 0) -> Any:
        """The JSON answer of one verb in the workspace of `who`."""
        self._capsys.readouterr()
        assert main(["--db", str(self.file(f"{who}.db")), *words, "--json"]) == status, self._capsys.readouterr()
        return json.loads(self._capsys.readouterr().out)

    def enter(self, item: str, value: str, *more: str) -> None:
        answer = self.call(
            "town", "enter", "--unit", YINJIANG, "--period", PERIOD, "--item", item, "--value", value, *more
        )
        assert answer["written"] >= 1


@pytest.fixture
def road(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Road:
    return Road(tmp_path, capsys)


def _found_and_enrol(road: Road) -> None:
    road.call("district", "init", "--role", "district", "--person", "李审")
    road.call("town", "init", "--role", "unit", "--unit", YINJIANG, "--person", "张填")
    road.call("street", "init", "--role", "unit", "--unit", SHIQI, "--person", "王填")
    for unit in ("town", "street"):
        code = road.call(unit, "keys", "--out", str(road.file(f"{unit}-key.xlsx")))[0]["code"]
        road.call("district", "enrol", str(road.file(f"{unit}-key.xlsx")), "--code", code)


def _issue(road: Road) -> None:
    for unit, code in (("town", YINJIANG), ("street", SHIQI)):
        file = str(road.file(f"{unit}-task.xlsx"))
        issued = road.call(
            "district", "issue", "--unit", code, "--period", PERIOD, "--due", "2026-01-10", "--out", file
        )
        assert issued[0]["kind"] == "任务包"
    assert road.call("town", "receive", str(road.file("town-task.xlsx")))[0]["status"] == "received"


def _fill_in_by_program(road: Road) -> None:
    road.enter("145-04", "120")
    road.enter("145-22", "66.5", "--vintage", "预计", "--note", "年末清运数未出齐")
    road.enter("145-23", ">49.83")
    road.enter("145-25", "0.12")
    road.enter("145-13", "—", "--note", "本镇没有外资项目")
    road.enter("145-b13-0-01", "三个主题村落已开工两个")
    submitted = road.call(
        "town", "submit", "--unit", YINJIANG, "--period", PERIOD, "--out", str(road.file("town-up.xlsx"))
    )
    assert submitted[0]["kind"] == "上报包"


def _fill_in_by_hand(file: Path, values: dict[str, tuple[object, str, str]]) -> None:
    """Type 本期值, 数值状态 and 说明 into the entry sheet, found by the marks that a person does not see."""
    book = openpyxl.load_workbook(file)
    sheet = book["填报表"]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    rows = {str(row[0].value): int(row[0].row or 0) for row in sheet.iter_rows(min_row=2)}
    for item, (value, vintage, note) in values.items():
        row = rows[f"#r|{item}"]
        for name, text in (("value", value), ("vintage", vintage), ("note", note)):
            sheet.cell(row, columns[f"#c|{name}"]).value = text  # type: ignore[assignment]
    book.save(file)


def _resave_with_libreoffice(file: Path) -> None:
    """As an office program would: every byte of the file is written anew."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return
    out = file.parent / "resaved"
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(out / file.name, file)


def _return_one_cell_and_correct_it(road: Road) -> None:
    cells = road.file("cells.csv")
    cells.write_text("item,field,vintage,comment\n145-04,,,比上年少一半，请核对是否漏统\n", encoding="utf-8")
    words = ("review", "--unit", YINJIANG, "--period", PERIOD, "--return", "--cells", str(cells))
    assert road.call("district", *words)["state"] == "退回修改"
    back = str(road.file("town-back.xlsx"))
    assert road.call("district", "reply", "--unit", YINJIANG, "--period", PERIOD, "--out", back)[0]["kind"] == "退回包"
    assert road.call("town", "receive", back)[0]["status"] == "received"
    road.enter("145-04", "210", "--reason", "补上三家企业")
    second = str(road.file("town-up2.xlsx"))
    road.call("town", "submit", "--unit", YINJIANG, "--period", PERIOD, "--out", second)
    (changed,) = road.call("district", "diff", str(road.file("town-up.xlsx")), second)
    assert (changed["item"], changed["before"]["value"], changed["after"]["value"]) == ("145-04", "120", "210")
    received = road.call("district", "receive", second)[0]
    assert (received["status"], received["changes"], received["conflicts"]) == ("received", 1, 0)


def _approve_and_reply(road: Road) -> None:
    for unit, code in (("town", YINJIANG), ("street", SHIQI)):
        assert road.call("district", "review", "--unit", code, "--period", PERIOD, "--approve")["state"] == "审核通过"
        file = str(road.file(f"{unit}-approved.xlsx"))
        assert road.call("district", "reply", "--unit", code, "--period", PERIOD, "--out", file)[0]["kind"] == "批复包"
        assert road.call(unit, "receive", file)[0]["status"] == "received"


def _approved(road: Road, who: str, unit: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = road.call(who, "values", "--unit", unit)
    assert {row["basis"] for row in rows} == {"已批"}
    return rows


def test_the_main_road_ends_with_three_workspaces_that_agree_on_every_approved_value(road: Road) -> None:
    _found_and_enrol(road)
    _issue(road)
    _fill_in_by_program(road)
    by_hand = {
        "145-04": (88, "", ""),
        "145-22": ("71.20", "快报", "按月报"),
        "145-25": (0.35, "预计", ""),
        "145-33": ("不适用", "", "无耕地"),
    }
    _fill_in_by_hand(road.file("street-task.xlsx"), by_hand)
    _resave_with_libreoffice(road.file("street-task.xlsx"))

    taken = road.call("district", "receive", str(road.file("town-up.xlsx")), str(road.file("street-task.xlsx")))
    assert [row["signature"] for row in taken] == ["valid", "absent"]
    assert [row["status"] for row in taken] == ["received", "received"]
    _return_one_cell_and_correct_it(road)
    _approve_and_reply(road)

    for unit, code in (("town", YINJIANG), ("street", SHIQI)):
        assert _approved(road, "district", code) == _approved(road, unit, code)
    street = {row["item"]: row["value"]["raw"] for row in _approved(road, "district", SHIQI)}
    assert street == {"145-04": "88", "145-22": "71.20", "145-25": "0.35", "145-33": "不适用"}
    for who in ("district", "town"):
        story = road.call(who, "history", "--unit", YINJIANG, "--period", PERIOD, "--item", "145-04")
        assert [event["event"] for event in story] == [
            "录入",
            "上报",
            "接收",
            "退回",
            "录入",
            "上报",
            "接收",
            "审核通过",
        ]
        assert [event["value"]["value"] for event in story] == ["120"] * 4 + ["210"] * 4
        assert (story[3]["reason"], story[4]["reason"]) == ("比上年少一半，请核对是否漏统", "补上三家企业")
    assert all(road.call(who, "log")["chain"] == "intact" for who in ("district", "town", "street"))

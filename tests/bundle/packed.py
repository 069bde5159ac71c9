"""Bundles made by hand, written to a real file and read back through the worker; and what an office program does to one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl

from haishu_desk.bundle.book import Asked
from haishu_desk.bundle.layout import columns_of
from haishu_desk.bundle.manifest import DOWN, Envelope, Payload, PrintedReturn
from haishu_desk.bundle.pack import Book, pack
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.bundle.sign import ALGORITHM, public_key, sign
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.domain.cells import ReturnKey
from tests.domain.made import AT, change, decision, edit, revision

PRIVATE = "11" * 32
UNIT, PERIOD = "dept-tjj", "2025"
ENTRY_SHEET, TASK_SHEET = "填报表", "任务表"
HEADER = 4  # the row with the titles, counted from 1; the first item stands below it
# What only looks like something else, and what programs like to change.
TRICKY = {
    "145-01": "=1+1",
    "145-02": "+A1",
    "145-03": "@SUM(1)",
    "145-04": "  前后有空格  ",
    "145-05": "第一行\n第二行",
    "145-06": "http://example.invalid/a",
    "145-07": "_x0041_ 和 _x005F_",
    "145-08": "<b>&amp;\"'</b>",
    "145-09": "007",
    "145-10": "1e3",
    "145-11": "𠮷野家 😀",
    "145-12": "2025-01-01",
    "145-13": "'引号",
    "145-14": "{=1}",
    "145-15": "TRUE",
    "145-16": "#DIV/0!",
    "145-17": "制表\t符",
    "145-18": "e\u0301",
    "145-19": "\u200b零宽",
    "145-20": "长" * 500,
}


def row(item: str, form: str = "indicators", **texts: str) -> dict[tuple[str, str], str]:
    """The printed texts of one item, a blank in every column that is not given."""
    own = {"number": item[-2:], "name": f"指标 {item}", "unit": "亿元", "target": "2000", **texts}
    return {(item, column.name): own.get(column.name, "") for column in columns_of(form)}


def printed(*rows: dict[tuple[str, str], str], form: str = "indicators") -> PrintedReturn:
    """A return as its sheet shows it."""
    cells = {place: text for each in rows for place, text in each.items()}
    return PrintedReturn(ReturnKey(form, UNIT, PERIOD), cells, None, "录入中")


INDICATORS = printed(
    row("145-01", value="12.50", vintage="快报", note="=1+1"),
    row("145-02", value="—"),
    row("145-03", value=">93", numerator="93", denominator="100", remark="请核对"),
    row("145-04"),
)
TASKS = printed(
    row("145-b01-1-01", "tasks", value="已开工", invested="300"), row("145-b01-1-02", "tasks"), form="tasks"
)


def payload(*returns: PrintedReturn, **changed: Any) -> Payload:
    """A task bundle of those returns with an edit, a revision and a decision in it."""
    first = edit(change("145-01", "12.50", vintage="快报"))
    sealed = revision({"145-01": "12.50"})
    entries = (first.body, sealed.body, decision("returned", sealed, remarks=["145-03"]).body)
    reference = {"period": "2024", "item": "145-01", "text": "11.8"}
    given: dict[str, Any] = {
        "direction": DOWN,
        "kind": "任务包",
        "sender": "330203",
        "person": "区级",
        "unit": UNIT,
        "period": PERIOD,
        "at": AT,
        "returns": returns,
        "entries": entries,
        "references": (reference,),
        "public_key": public_key(PRIVATE),
    }
    return Payload(**(given | changed))


def envelope(of: Payload) -> Envelope:
    """Signed as the program does it."""
    data = of.to_bytes()
    return Envelope(data, ALGORITHM, public_key(PRIVATE), sign(PRIVATE, data))


def book(**changed: Any) -> Book:
    """What is shown beside the payload."""
    given: dict[str, Any] = {
        "title": "2025年规划实施监测任务包",
        "unit_name": "区统计局",
        "period_title": "2025年",
        "facts": [("单位", "区统计局"), ("截止日期", "=2026-01-10")],
        "explanations": [("1", "=指标", "预期性", "年", "全区", "+说明")],
        "revision_code": "（尚未上报）",
        "agency": "海曙区",
        "asked": {"145-01": Asked("计量单位：亿元", is_number=True, may_be_negative=False, in_percent=False),
                  "145-03": Asked("计量单位：%", is_number=True, may_be_negative=False, is_share=True, is_within=True),
                  "145-04": Asked("计量单位：%", is_number=True, is_share=True, is_within=True)},
    }  # fmt: skip
    return Book(**(given | changed))


def written(path: Path, *returns: PrintedReturn, **changed: Any) -> Payload:
    """The payload of the bundle that now stands under `path`."""
    made = payload(*returns, **changed)
    path.write_bytes(pack(book(), made, envelope(made)))
    return made


def read(path: Path) -> Unpacked:
    """The bundle through guard and worker, as a received file."""
    return unpack(read_workbook(path))


def edited(path: Path, *steps: Callable[[Any], object]) -> Path:
    """The file after somebody opened it, did those steps and saved it."""
    workbook = openpyxl.load_workbook(path)
    for step in steps:
        step(workbook)
    workbook.save(path)
    workbook.close()
    return path


def place(workbook: Any, item: str, column: str, sheet: str = ENTRY_SHEET) -> Any:
    """The openpyxl cell of an item's column, found by its marks."""
    rows = {cell.value: cell.row for cell in workbook[sheet]["A"] if cell.value}
    columns = {cell.value: cell.column for cell in workbook[sheet][1] if cell.value}
    return workbook[sheet].cell(rows[f"#r|{item}"], columns[f"#c|{column}"])


def typing(item: str, column: str, value: object, sheet: str = ENTRY_SHEET) -> Callable[[Any], None]:
    """The step of typing a value into a cell."""

    def step(workbook: Any) -> None:
        place(workbook, item, column, sheet).value = value

    return step


def parts(path: Path, ending: str) -> Iterable[tuple[str, str]]:
    """Names and texts of the XML parts of the file."""
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name).decode()) for name in archive.namelist() if name.endswith(ending)]

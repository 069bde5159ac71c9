"""January to March: history taken over, the fifteenth plan begins, 分工 issued, the first final evaluation of the fourteenth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.road.year.figures import OF_TOWNS, YEARS, write_duties, write_history
from tests.road.year.offices import (
    DISTRICT,
    DONGQIAO,
    JISHIGANG,
    STATISTICS,
    TRADE,
    YINJIANG,
    ZHANGSHUI,
    Offices,
    sheets_of,
)
from tests.road.year.protocol import Protocol

DESK = "区发改局"
OFFICES = {
    "集士港": (JISHIGANG, "周港"),
    "洞桥": (DONGQIAO, "孙桥"),
    "鄞江": (YINJIANG, "张鄞"),
    "章水": (ZHANGSHUI, "王章"),
    "统计局": (STATISTICS, "吴统"),
    "商务局": (TRADE, "郑商"),
}
# Columns of 指标完成情况: what was reached, its 数值状态 beside it, and the verdict.
_FIGURE, _VERDICT = 6, 11
PLAN_TEXT = Path(__file__).with_name("fifteenth.txt")


def run(offices: Offices, book: Protocol) -> None:
    """Everything until the first quarter is over."""
    _found(offices, book)
    _take_history_over(offices, book)
    _begin_the_plan(offices, book)
    _issue_duties(offices, book)
    evaluate_the_fourteenth(offices, book, "2026-03-20", "总结评估-期末版", "十四五总结评估：期末版")


def enrol(offices: Offices, who: str, unit: str, person: str) -> None:
    """A new computer of that unit: its own key, admitted by the district with the code that was read out."""
    offices.ask(who, "init", "--role", "unit", "--unit", unit, "--person", person)
    code = offices.ask(who, "keys", "--out", offices.file(f"{who}-登记.xlsx"))[0]["code"]
    offices.tally.files += 1
    offices.ask(DESK, "enrol", offices.file(f"{who}-登记.xlsx"), "--code", code)


def _found(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-01-05", "建立数据文件，登记电脑")
    offices.ask(DESK, "init", "--role", "district", "--person", "李审")
    for who, (unit, person) in OFFICES.items():
        enrol(offices, who, unit, person)
    offices.who |= {who: unit for who, (unit, _) in OFFICES.items()}
    step.say(f"区里一个数据文件，{len(OFFICES)} 家各一个。校验码在电话里念，对不上不登记。")
    book.close(DESK, *OFFICES)


def _take_history_over(offices: Offices, book: Protocol) -> None:
    """Nobody types a figure: 80 cells come from seven workbooks, and one decision approves them all."""
    step = book.begin("2026-01-08", "接管 2021—2025 年的历史数")
    written = 0
    for name, file in write_history(offices.folder).items():
        unit = {"统计局.xlsx": ("--unit", STATISTICS), "商务局.xlsx": ("--unit", TRADE)}.get(name, ())
        written += offices.ask(DESK, "enter", "--from", file, *unit)["written"]
        offices.tally.files += 1
    words = ("--all", "--approve", "--comment", "海政办〔2026〕2号", "--period", ",".join(YEARS))
    returns = offices.ask(DESK, "review", *words)["returns"]
    assert (written, len(returns)) == (80, 30)
    for town, series in OF_TOWNS.items():
        of_town = offices.values(DESK, town)
        assert [of_town[town, year, "145-04", ""] for year in YEARS] == series[0].split()
    step.say("七个旧工作簿按表头认出，写入 80 格，手工录入 0 格；“2025年预计”的列记为预计数。")
    step.say("一次决定，按文号成批审核通过 6 家 30 份报表。")
    book.close(DESK)


def _begin_the_plan(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-03-02", "第十五个五年规划：先有草案，后有文本")
    begun = offices.ask(DESK, "import-plan", "--from", "145", "--document", "海政办〔2026〕3号")
    words = ("import-plan", PLAN_TEXT, "--commit", "--into", begun["plan"], "--document", "海政〔2026〕8号")
    made = offices.ask(DESK, *words)["continuation"]
    offices.tally.files += 1
    rows: list[dict[str, Any]] = offices.look(DESK, "indicators", "--plan", "155")
    assert {row["code"]: row["frequency"] for row in rows}["155-04"] == "月"
    step.say(f"没有文本时接着十四五建草案（{len(begun['continuation']['carried'])} 项）；文本来了成为第二版，")
    step.said[-1] += f"沿用 {len(made['carried'])} 项、代码不变，新增 {len(made['new'])} 项；基期值就是十四五末年的数。"
    book.close(DESK)


def _issue_duties(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-03-10", "责任分解按文号发布")
    file = write_duties(offices.file("分工表.xlsx"))
    words = ("assign", "--from", file, "--plan", "155", "--document", "海政办〔2026〕11号", "--effective", "2026-03-10")
    taken = offices.ask(DESK, *words)
    offices.tally.files += 1
    assert not taken["unread"]
    rows = [row for row in offices.look(DESK, "assign") if row["item"] == "155-04" and row["role"] == "report"]
    assert {row["unit"] for row in rows} == set(OF_TOWNS)
    step.say(f"分工表取入 {len(taken['rows'])} 行，{len(taken['changes'])} 处变动成为一版，文号 海政办〔2026〕11号。")
    book.close(DESK)


def evaluate_the_fourteenth(offices: Offices, book: Protocol, day: str, name: str, title: str) -> dict[str, Any]:
    """Write the final evaluation; its figures agree with `evaluate`."""
    step = book.begin(day, title)
    out = offices.file(f"{name}.xlsx")
    written = offices.ask(DESK, "report", "--kind", "final", "--year", "2025", "--plan", "145", "--out", out)
    offices.tally.files += 1
    judged = offices.look(DESK, "evaluate", "--plan", "145", "--year", "2025")
    step.say(f"{written['edition']}：写入 {written['facts']} 个数，{len(written['missing'])} 项暂无法评估，逐项列名。")
    rows = [
        row
        for row in sheets_of(out)["指标完成情况"]
        if len(row) > _VERDICT and row[0].isdigit() and row[_FIGURE][:1].isdigit()
    ]
    said = (
        f"{row[1]} {row[_FIGURE].split('〔')[0]}（{row[_FIGURE + 1].replace('—', '年报数')}）{row[_VERDICT]}"
        for row in rows
    )
    step.say("；".join(said) + "。")
    book.close(DESK)
    return {row["item"]: row for row in judged} | {"written": written}


__all__ = ["DESK", "DISTRICT", "OFFICES", "enrol", "evaluate_the_fourteenth", "run"]

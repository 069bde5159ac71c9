"""November and December: a figure of 2024 revised, the second final evaluation, what is published, a chart, a backup."""

from __future__ import annotations

from datetime import date

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.portrait import Wish, portrait_of
from haishu_desk.ui.monitor.copying import caption_of
from tests.road.year import outputs
from tests.road.year.beginning import DESK, evaluate_the_fourteenth
from tests.road.year.offices import STATISTICS, Offices, sheets_of
from tests.road.year.protocol import Protocol


def run(offices: Offices, book: Protocol) -> None:
    """The end of the year."""
    _statistics_revises(offices, book)
    _final_figures(offices, book)
    _second_evaluation(offices, book)
    _public_edition(offices, book)
    _chart(offices, book)
    outputs.run(offices, book)
    _restore(offices, book)


def _statistics_revises(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-11-10", "统计局修订 2024 年的数")
    folder = offices.file("统计局全部")
    offices.ask(DESK, "reply", "--unit", STATISTICS, "--all", "--out", folder)
    offices.carry("统计局", *(f"{folder.name}/{file.name}" for file in sorted(folder.iterdir())))
    cells = offices.file("修订.csv")
    cells.write_text("item,field,vintage,value,reason\n145-01,,,1672.4,第五次经济普查修订\n", encoding="utf-8")
    offices.typed.note((STATISTICS, "2024", "145-01", ""), "1672.4", reason=True)
    offices.tally.cells += 1
    place = ("--unit", STATISTICS, "--period", "2024")
    offices.ask("统计局", "revise", *place, "--cells", cells)
    offices.ask("统计局", "submit", *place, "--out", offices.file("统计局-2024-更正.xlsx"))
    row = offices.carry(DESK, "统计局-2024-更正.xlsx")
    assert (row["status"], row["kind"]) == ("received", "更正包"), row
    offices.ask(DESK, "review", *place, "--approve", "--comment", "普查修订")
    offices.ask(DESK, "reply", *place, "--out", offices.file("统计局-2024-批复.xlsx"))
    assert offices.carry("统计局", "统计局-2024-批复.xlsx")["status"] == "received"
    assert offices.values("统计局", STATISTICS, "2024") == offices.values(DESK, STATISTICS, "2024")
    step.say("地区生产总值 2024 年由 1660 更正为 1672.4；原数和理由留在经过里。")
    book.close(DESK, "统计局", period="2024")


def _final_figures(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-11-16", "2025 年的最终核实数")
    cells = offices.file("最终.csv")
    cells.write_text(
        "item,field,vintage,value,reason\n145-01,,最终核实,1801.3,最终核实\n145-03,,最终核实,3.62,最终核实\n",
        encoding="utf-8",
    )
    for item, value in (("145-01", "1801.3"), ("145-03", "3.62")):
        offices.typed.note((STATISTICS, "2025", item, "最终核实"), value, reason=False)
        offices.tally.cells += 1
    place = ("--unit", STATISTICS, "--period", "2025")
    offices.ask("统计局", "revise", *place, "--cells", cells)
    offices.ask("统计局", "submit", *place, "--out", offices.file("统计局-2025-更正.xlsx"))
    assert offices.carry(DESK, "统计局-2025-更正.xlsx")["status"] == "received"
    offices.ask(DESK, "review", *place, "--approve", "--comment", "最终核实")
    offices.ask(DESK, "reply", *place, "--out", offices.file("统计局-2025-批复.xlsx"))
    assert offices.carry("统计局", "统计局-2025-批复.xlsx")["status"] == "received"
    assert offices.values("统计局", STATISTICS, "2025") == offices.values(DESK, STATISTICS, "2025")
    step.say("预计数不改，最终核实数另记一列，评价和报告从此用它。")
    book.close(DESK, "统计局", period="2025")


def _second_evaluation(offices: Offices, book: Protocol) -> None:
    found = evaluate_the_fourteenth(
        offices, book, "2026-11-20", "总结评估-复核版", "十四五总结评估：复核版，与期末版的差异"
    )
    step = book.steps[-1]
    assert found["145-01"]["actual"] == "1801.3"
    assert found["written"]["edition"] == "复核版"
    assert found["written"]["differences"] == 2  # 145-01 and 145-03 were 预计
    first, second = (_texts(offices, f"总结评估-{name}.xlsx") for name in ("期末版", "复核版"))
    assert "1785" in first
    assert "1801.3" in second
    assert "1672.4" in second
    step.say(f"与期末版相比 {found['written']['differences']} 处不同，写在附件里；2024 年的修订列在修订表里。")


def _texts(offices: Offices, name: str) -> set[str]:
    return {cell for rows in sheets_of(offices.file(name)).values() for row in rows for cell in row}


def _public_edition(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-12-01", "公开版")
    out = offices.file("公开版")
    made = offices.ask(DESK, "report", "--kind", "public", "--year", "2025", "--plan", "145", "--out", out)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "1801.3" in page
    step.say(f"写出 {'、'.join(sorted(file.name for file in out.iterdir()))}，{made['facts']} 个数。")
    book.close(DESK)


def _chart(offices: Offices, book: Protocol) -> None:
    """The chart of one indicator is copied from 监测; what stands on it is burnt in."""
    step = book.begin("2026-12-03", "一张图交给办公室")
    with Desk(offices.db(DESK)) as desk:
        seen = portrait_of(desk, Figures(desk), "145-01", Wish(cutoff=date(2025, 12, 31), with_unapproved=False))
        words = caption_of(seen, "全区（区统计局报）").words.replace("\n", "；").replace("　", "，")
    assert "来源：区统计局填报" in words
    assert "截至：2025-12-31" in words
    assert seen.series.counting[2024].words == "1672.4"
    step.say(f"图上写着：{words}。")
    step.say("2024 年的点是修订后的 1672.4。")
    book.close(DESK, period="2026-Q3")


def _restore(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-12-28", "备份，在另一台电脑上恢复")
    offices.ask(DESK, "backup", "--out", offices.file("优盘") / "备份.db")
    offices.tally.files += 1
    offices.ask("新机", "restore", offices.file("优盘") / "备份.db")
    before, after = (offices.look(who, "values") for who in (DESK, "新机"))
    assert before == after
    step.say(f"两台电脑上 {len(after)} 个数逐格相同。")
    book.close(DESK, "新机")

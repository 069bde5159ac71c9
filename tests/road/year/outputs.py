"""What is written at the end of the year says the same everywhere: verbs, reports, letters, ranking, the public edition."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.board import board_of
from tests.road.year.beginning import DESK
from tests.road.year.first_half import STREET, STREET_NAME
from tests.road.year.offices import YINJIANG, ZHANGSHUI, Offices, Sheets, sheets_of
from tests.road.year.protocol import Protocol

CUTOFF = "2026-09-30"


def run(offices: Offices, book: Protocol) -> None:
    """Nothing is changed here but the report of the year."""
    _first_year(offices, book)
    _ranking_and_letters(offices, book)


def _first_year(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-12-08", "十五五第一年的年度监测报告（截至第三季度末）")
    out = offices.file("年度监测.xlsx")
    words = ("--kind", "annual", "--year", "2026", "--plan", "155", "--cutoff", CUTOFF)
    written = offices.ask(DESK, "report", *words, "--out", out)
    offices.tally.files += 1
    rows = {
        row["item"]: row
        for row in offices.look(DESK, "evaluate", "--plan", "155", "--year", "2026", "--cutoff", CUTOFF)
    }
    sheets = sheets_of(offices.file("年度监测.xlsx"))
    _counts_agree(rows, written["missing"], sheets)
    _first_year_has_the_last_of_the_plan_before(rows, sheets)
    _sources_are_where_the_figure_was_first_said(sheets)
    owing = next(row for row in sheets["未取得清单"] if row[0] == "有效发明专利拥有量")
    rolled = {row["item"]: row for row in offices.look(DESK, "rollup", "--period", "2026-Q3", "--plan", "155")}
    assert owing[3] == "洞桥镇"
    assert rolled["155-04"]["units_missing"] == ["330203104"]
    step.say(
        f"报告、evaluate、汇总的数相同：可评估 {len(rows) - len(written['missing'])} 项，暂无法评估 {len(written['missing'])} 项。"
    )
    with Desk(offices.db(DESK)) as desk:
        board = board_of(desk, Choice("155", 2026, "09-30"))
    assert {line.code: (line.light, line.verdict) for line in board.lines} == {
        code: (row["light"], row["verdict"]) for code, row in rows.items()
    }
    step.say("窗口“监测”里各项的灯和结论与 evaluate、报告逐项相同。")
    step.say("基期值是十四五末年的最终核实数 1801.3；有效发明专利拥有量没有报来的只有洞桥镇。")
    book.close(DESK, period="2026-Q3")


def _counts_agree(rows: dict[str, dict[str, object]], missing: list[str], sheets: Sheets) -> None:
    open_ = {code for code, row in rows.items() if row["light"] == "grey"}
    assert set(missing) == open_
    text = "\n".join("".join(row) for row in sheets["报告"])
    assert f"纳入监测的{len(rows)}项指标中，可评估{len(rows) - len(open_)}项" in text
    assert f"暂无法评估{len(open_)}项" in text
    assert "规划规划" not in text
    assert "\n类9项" not in text
    # What is reported once a year has not been due yet in the first year: nobody is told to hurry.
    assert {rows[code]["reason"] for code in ("155-03", "155-34")} == {"未到公布期"}


def _first_year_has_the_last_of_the_plan_before(rows: dict[str, dict[str, object]], sheets: Sheets) -> None:
    # 1801.3 × (2700 ÷ 1801.3)^(1/5) ÷ 2 = 976.59: the base is the final figure of 2025, not the 1785 that was expected
    assert str(rows["155-01"]["expected"]).startswith("976.58")
    (gdp,) = [row for row in sheets["指标进展"] if row[1].startswith("地区生产总值")]
    assert "1801.3" in gdp[3]
    (advice,) = [row for row in sheets["下年目标"] if row[0].startswith("城镇新增就业人数")]
    # 〔8.5〕 in five years is 1.7 a year: what 2027 adds, not what both years come to (3.4)
    assert advice[3].startswith("1.7")
    (gdp,) = [row for row in sheets["下年目标"] if row[0].startswith("地区生产总值")]
    assert gdp[2] == "2026年第二季度"


def _sources_are_where_the_figure_was_first_said(sheets: Sheets) -> None:
    """The edition that units or another target changed is no source of a figure that it left as it was."""
    said = {(row[1], row[2]): row[4] for row in sheets["数据来源"] if len(row) > 4}
    assert "海政发〔2026〕21号" in said["跨境电商出口额", "60"]
    assert "海政〔2026〕8号" in said["地区生产总值", "2700"]
    assert "海政办〔2026〕11号" in said["货物和服务贸易总额·2026年", "1420"]


def _ranking_and_letters(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-12-15", "排名、文书和频度里的单位")
    ranked = offices.ask(DESK, "ranking", "--item", "155-04", "--period", "2026-Q3")
    assert [(row["rank"], row["name"]) for row in ranked[:3]] == [(1, STREET_NAME), (2, "鄞江镇"), (3, "章水镇")]
    before = offices.look(DESK, "ranking", "--item", "155-04", "--period", "2026-Q2")
    assert before[0]["name"] == "集士港镇"
    later = {row["unit"] for row in offices.look(DESK, "ranking", "--item", "155-04", "--period", "2026")}
    assert STREET in later
    assert not {YINJIANG, ZHANGSHUI} & later
    letter = offices.say(DESK, "letters", "--kind", "supervise", "--period", "2026-Q3").out
    assert "期别 2026年第二季度，实际 905.2" in letter
    forms = {row["form"] for row in offices.look(DESK, "schedule")}
    assert forms == {"indicators", "tasks"}
    step.say("第三季度排名写集士港街道，第二季度写集士港镇；全年排名里没有撤并了的两镇，有四明镇。")
    step.say("督办函写明数是哪一期的；只用一次的临时报表不在频度与截止里。")
    book.close(DESK, period="2026-Q3")

"""rollup and evaluate as they are called: keys, flags, refusals, and a person's verdict that never leaves the district."""

from __future__ import annotations

import pytest

from tests.desk.figures import by_the_district
from tests.desk.office import TOWN, YINJIANG, Office

JUDGE = ("evaluate", "--plan", "145", "--year", "2025")


def test_a_roll_up_of_what_the_district_approved(reported: Office) -> None:
    assert reported.ask("district", "rollup", "--period", "2025", "--by", "town")[1]["value"] is None
    reported.review("--approve")
    rows = {row["item"]: row for row in reported.ask("district", "rollup", "--period", "2025", "--plan", "145")}
    row = rows["145-04"]
    assert (row["period"], row["value"], row["units_in"], row["rule"]) == ("2025", "120", [YINJIANG], "sum")
    assert (len(row["units_missing"]), row["basis"]) == (16, "approved")
    said = reported.say("district", "rollup", "--period", "2025", "--by", "town,street").out
    assert "鄞江镇" in said
    assert "等 15 个" in said or "等 16 个" in said
    assert "120（部分）" in said


def test_a_figure_that_one_unit_reports_has_no_ranking_and_that_is_said(office: Office) -> None:
    assert office.ask("district", "ranking", "--item", "145-01", "--period", "2025") == []
    assert "不由几个单位分别报" in office.say("district", "ranking", "--item", "145-01", "--period", "2025").out


def test_an_evaluation_says_of_which_period_each_figure_is(reported: Office) -> None:
    (row,) = reported.ask("district", *JUDGE, "--item", "145-04", "--cutoff", "2025-06-30")
    assert row["period"].startswith("2025-")


def test_a_form_of_its_own_is_no_part_of_the_plans_roll_up(office: Office) -> None:
    file = office.table("用工.csv", "从业人员（人）")
    office.ask("district", "forms", "--new", file, "--title", "用工情况", "--period", "2025-11")
    assert {row["item"][:3] for row in office.ask("district", "rollup", "--period", "2025-11")} == {"145"}


def test_an_evaluation_for_people_has_the_word_of_its_light(office: Office) -> None:
    said = office.say("district", "evaluate", "--plan", "135", "--year", "2020").out
    assert "黄·略滞后" in said
    assert "水平与增速不一致" in said


def test_a_persons_verdict_stays_with_the_district(office: Office) -> None:
    words = (*JUDGE, "--item", "145-04", "--overrule", "145-04", "--verdict", "滞后", "--reason", "口径未核")
    (row,) = office.ask("district", *words)
    assert (row["verdict"], row["light"], row["reason"]) == ("滞后", "red", "人工改判")
    office.ask("district", "issue", *TOWN, "--out", office.file("again.xlsx"))
    office.receive("town", "again.xlsx")
    with office.desk("town") as desk:
        assert "overrules" not in desk.workspace.cells.edition_names()
    assert office.ask("town", *JUDGE, "--item", "145-04")[0]["reason"] == "单位未报"


def test_how_the_district_judges_is_an_edition_with_its_document(office: Office) -> None:
    office.ask("district", *JUDGE, "--preset", "ratio", "--adopt", "--document", "海规〔2026〕3号")
    (edition,) = office.ask("district", "editions", "--name", "verdicts")
    assert (edition["number"], edition["document"]) == (1, "海规〔2026〕3号")


def test_any_bound_is_set_with_its_document_and_day_and_said_in_the_basis(office: Office) -> None:
    flags = ("--set", "tolerance=3", "--set", "red_over=20", "--adopt", "--document", "海规〔2026〕4号")
    (row,) = office.ask("district", *JUDGE, "--item", "145-04", *flags, "--effective", "2026-01-01")
    assert "评价办法第 1 版（海规〔2026〕4号，2026-01-01 起）：比进度（百分点），允许差距 3 个百分点" in row["basis"]
    said = office.ask("district", "evaluate", "--rules", "--words", "district")
    assert (said["rules"]["tolerance"], said["rules"]["red_over"], said["rules"]["method"]) == ("3", "20", "points")
    assert list(said["definitions"]) == ["达到或超过进度", "略低于序时", "低于序时过多", "暂无法评估"]
    assert said["told"] in office.say("district", "evaluate", "--rules").out
    (tried,) = office.ask("district", *JUDGE, "--item", "145-04", "--set", "tolerance=9")
    assert "评价办法试算，没有采用：比进度（百分点），允许差距 9" in tried["basis"]
    assert len(office.ask("district", "editions", "--name", "verdicts")) == 1


def test_a_persons_verdicts_are_listed_and_stand_in_the_log(office: Office) -> None:
    words = (*JUDGE, "--item", "145-04", "--overrule", "145-04")
    office.ask("district", *words, "--verdict", "滞后", "--reason", "口径未核")
    office.ask("district", *words, "--verdict", "按算法", "--reason", "已核")
    rows = office.ask("district", "evaluate", "--overrules")
    assert [(row["verdict"], row["reason"], row["stands"]) for row in rows] == [
        ("滞后", "口径未核", False),
        ("按算法", "已核", False),
    ]
    assert "已撤回或另判" in office.say("district", "evaluate", "--overrules", "--plan", "145").out
    assert "overrules 第 1 版（145-04 截至 2025-12-31 改判为滞后：口径未核）" in office.say("district", "log").out


def test_the_warnings_are_rows_of_the_same_shape_with_a_reason(office: Office) -> None:
    assert office.ask("district", *JUDGE, "--warnings") == []
    with office.desk("district", write=True) as desk:
        by_the_district(desk, "145-22", "60", first=2025)
    (row,) = office.ask("district", *JUDGE, "--basis", "current", "--warnings")
    (plain,) = office.ask("district", *JUDGE, "--basis", "current", "--item", "145-22")
    assert {key: row[key] for key in plain} == plain
    assert (row["why"], row["unit"], row["target"]) == ("2025年滞后", "dept-zhzfj", "70")
    assert "区综合行政执法局" in office.say("district", *JUDGE, "--basis", "current", "--warnings").out


def test_whose_figures_are_rolled_up_is_chosen(reported: Office) -> None:
    words = ("rollup", "--period", "2025", "--basis", "current")
    row = next(row for row in reported.ask("district", *words, "--units", YINJIANG) if row["item"] == "145-04")
    assert (row["value"], row["units_in"], row["units_missing"]) == ("120", [YINJIANG], [])
    assert reported.ask("district", *words, "--node", YINJIANG) == []
    rows = {row["item"]: row for row in reported.ask("district", *words, "--complete")}
    assert (rows["145-04"]["value"], len(rows["145-04"]["units_missing"])) == ("120", 16)


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate",),
        ("evaluate", "--plan", "145"),
        (*JUDGE, "--adopt"),
        (*JUDGE, "--preset", "stars", "--adopt"),
        (*JUDGE, "--overrule", "145-04"),
        (*JUDGE, "--cutoff", "2024-06-30"),
        (*JUDGE, "--base", "old"),
        ("rollup", "--period", "2025", "--by", "village"),
        ("rollup", "--period", "2025", "--basis", "rumour"),
        ("rollup", "--period", "2025", "--node", "nowhere"),
        ("rollup", "--period", "2025", "--units", "nobody"),
        (*JUDGE, "--set", "patience=3"),
        (*JUDGE, "--set", "tolerance=3", "--adopt", "--effective", "soon"),
        ("evaluate", "--rules", "--words", "x"),
    ],
)
def test_what_is_missing_or_unknown_is_wrong_usage(issued_office: Office, words: tuple[str, ...]) -> None:
    assert issued_office.refused("district", *words, status=2)["message"]


def test_a_ranking_for_people_names_the_units_and_is_switched_by_the_district(reported: Office) -> None:
    words = ("ranking", "--item", "145-04", "--period", "2025", "--basis", "current")
    rows = reported.ask("district", *words)
    assert (rows[0]["rank"], rows[0]["unit"], rows[0]["value"], rows[-1]["rank"]) == (1, YINJIANG, "120", None)
    said = reported.say("district", *words, "--by", "town").out
    assert "鄞江镇" in said
    assert "未报" in said
    assert reported.ask("district", *words, "--outside")[0]["name"] is None
    assert reported.ask("district", "ranking", "--on", "--document", "海规〔2026〕5号") == {"ranking": True}
    assert reported.ask("district", *words, "--outside")[0]["name"] == "鄞江镇"
    assert reported.say("district", "ranking", "--off").out == "晾晒：关\n"
    assert reported.refused("district", "ranking", "--item", "145-04", status=2)["message"]
    assert reported.refused("district", "ranking", "--on", "--off", status=2)["message"]


def test_the_back_test_needs_no_workspace_and_says_its_source(office: Office) -> None:
    found = office.ask("nowhere", "backtest")
    assert {row["method"] for row in found["rows"]} == {"现速外推", "线性外推", "择优"}
    assert len(found["rows"]) == 3 * 5
    assert found["bands"][0] == {
        "year": 1980, "value": "35.73", "low": "34.99", "high": "36.47", "truth": "31.99", "width": "0.0416",
    }  # fmt: skip
    said = office.say("nowhere", "backtest").out
    assert "宁波统计年鉴 2009 表 3-1" in said
    assert "34.99 至 36.47" in said

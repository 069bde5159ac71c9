"""临时报表 on its road: made, handed out, filled in by program and by hand, checked, decided, rolled up, kept, dropped."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from haishu_desk.desk.adhoc import Asking, adhoc_forms, due_in_full, form_of_draft, make_form
from haishu_desk.desk.drafting import DraftError, draft_of_text
from haishu_desk.desk.paper import printed_return
from haishu_desk.desk.planning import today
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import UsageError
from tests.desk.office import YINJIANG, ZHANGSHUI, Office

DEPARTMENT = "dept-tjj"
FORM, PERIOD = "adhoc-2026-1", "2026-11"
C, D = f"{FORM}-01", f"{FORM}-02"
LINES = ("农村危房排查情况", "项目,户数（户）,人数（人）,是否撤离,备注", "C级危房,,,,", "D级危房,,,,")
ASKED = ("--form", FORM, "--period", PERIOD)


def _made(office: Office) -> dict[str, Any]:
    file = office.table("x.csv", *LINES)
    form: dict[str, Any] = office.ask(
        "district", "forms", "--new", file, "--units", YINJIANG, ZHANGSHUI, DEPARTMENT, "--period", PERIOD,
        "--due", "2026-11-25T16:00",
    )  # fmt: skip
    return form


def _out(office: Office) -> dict[str, str]:
    """The names of the three bundles by unit."""
    rows = office.ask("district", "issue", "--all", *ASKED, "--out", office.file("out"))
    return {row["unit"]: f"out/{Path(row['file']).name}" for row in rows}


def _fill(office: Office, who: str, unit: str, *cells: tuple[str, str, str]) -> None:
    with office.desk(who, write=True) as desk:
        desk.entry.enter(
            [{"unit": unit, "period": PERIOD, "item": item, "field": field, "value": value}
             for item, field, value in cells]
        )  # fmt: skip


@pytest.fixture(scope="module")
def filled_office(issued_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two towns and a department have it; one town reported, the other's workbook was filled in by hand."""
    folder = tmp_path_factory.mktemp("adhoc") / "office"
    shutil.copytree(issued_office.folder, folder)
    office = Office(folder)
    office.ask("bureau", "init", "--role", "unit", "--unit", DEPARTMENT, "--person", "钱局")
    office.ask("bureau", "keys", "--out", office.file("bureau-key.xlsx"))
    office.ask("district", "enrol", office.file("bureau-key.xlsx"))
    _made(office)
    sent = _out(office)
    assert set(sent) == {YINJIANG, ZHANGSHUI, DEPARTMENT}
    assert office.outcome("town", sent[YINJIANG])["status"] == "received"
    assert office.outcome("bureau", sent[DEPARTMENT])["status"] == "received"
    _fill(office, "town", YINJIANG, (C, "value", "12"), (C, "f2", "30"), (C, "f3", "是"), (D, "value", "0"))
    office.ask("town", "submit", "--unit", YINJIANG, *ASKED, "--out", office.file("up.xlsx"))
    hand = {(C, "value"): "3", (C, "f2"): "0.7万", (C, "f3"): "也许", (D, "value"): "不适用", (D, "f2"): "很多"}
    office.type_by_hand(sent[ZHANGSHUI], "hand.xlsx", hand, sheet="农村危房排查情况")
    return office


@pytest.fixture
def filled(filled_office: Office, tmp_path: Path) -> Office:
    shutil.copytree(filled_office.folder, tmp_path / "office")
    return Office(tmp_path / "office")


def test_a_form_is_data_in_the_edition_of_forms(office: Office) -> None:
    form = _made(office)
    assert (form["code"], form["title"], form["frequency"], form["period"]) == (FORM, LINES[0], "月", PERIOD)
    assert (form["items"], form["due"]) == ([C, D], "2026-11-25 16:00")
    assert [(each["name"], each["title"], each["type"]) for each in form["fields"]] == [
        ("value", "户数（户）", "quantity"), ("f2", "人数（人）", "quantity"), ("f3", "是否撤离", "text")
    ]  # fmt: skip
    assert form["fields"][2]["choices"] == ["是", "否"]
    assert set(form["units"]) == {DEPARTMENT, YINJIANG, ZHANGSHUI}
    listed = office.ask("district", "forms")
    assert [each["code"] for each in listed] == ["indicators", "tasks", FORM]
    assert listed[2]["items"] == [C, D]


def test_what_came_by_program_and_by_hand_is_in_and_what_is_no_answer_is_told(filled: Office) -> None:
    up, hand = filled.outcome("district", "up.xlsx"), filled.outcome("district", "hand.xlsx")
    assert (up["status"], up["changes"], up["signature"]) == ("received", 4, "valid")
    assert (hand["status"], hand["changes"], hand["signature"]) == ("received", 3, "absent")
    left_out = [finding["message"] for finding in hand["findings"] if "没有采用" in finding["message"]]
    assert len(left_out) == 2
    assert "不在可选的词里" in left_out[0]
    assert "这一格要填数" in left_out[1]


def test_the_roll_up_adds_what_was_reported_and_counts_nobody_who_is_missing_as_nought(filled: Office) -> None:
    for name in ("up.xlsx", "hand.xlsx"):
        filled.outcome("district", name)
    found = filled.ask("district", "forms", "--collect", FORM, "--out", filled.file("sum.xlsx"))
    assert (found["basis"], found["units_missing"]) == ("reported", [DEPARTMENT])
    # C级户数 12 + 3; C级人数 30 + 7000; D级户数 0, the other town has none there; nobody has filled in D级人数
    assert found["sums"] == ["15", "7030", None, "0", None, None]
    assert found["unanswered"][4] == [YINJIANG, ZHANGSHUI]
    page = openpyxl.load_workbook(filled.file("sum.xlsx")).active
    assert page is not None
    assert page["A1"].value == f"{LINES[0]}汇总表"
    assert "口径：已报（含未审核）　2/3 家" in str(page["A2"].value)
    assert page["A3"].value == "没有的（不按 0 计）：区统计局"
    rows = {str(row[0].value): row for row in page.iter_rows(min_row=4)}
    assert rows["鄞江镇"][1].value == 12
    assert rows["区统计局"][1].value in (None, "")
    assert rows["合计（2/3 家）"][1].value == 15


def test_approved_and_reported_are_told_apart(filled: Office) -> None:
    for name in ("up.xlsx", "hand.xlsx"):
        filled.outcome("district", name)
    filled.ask("district", "review", "--unit", YINJIANG, *ASKED, "--approve")
    found = filled.ask("district", "forms", "--collect", FORM, "--basis", "approved", "--out", filled.file("sum.docx"))
    assert found["units_in"] == [YINJIANG]
    assert found["sums"][:2] == ["12", "30"]
    paper = Document(str(filled.file("sum.docx")))
    assert "口径：审核通过　1/3 家" in paper.paragraphs[1].text
    assert paper.tables[0].rows[-1].cells[0].text == "合计（1/3 家）"
    assert filled.ask("district", "forms", "--collect", FORM)["sums"][0] == "15"


def test_it_is_sent_back_and_answered_like_every_other(filled: Office) -> None:
    filled.outcome("district", "up.xlsx")
    remarks = filled.table("back.csv", "item,field,comment", f"{C},f2,请核对人数")
    filled.ask("district", "review", "--unit", YINJIANG, *ASKED, "--return", "--cells", remarks)
    (row,) = filled.ask("district", "reply", "--unit", YINJIANG, *ASKED, "--out", filled.file("re.xlsx"))
    assert row["kind"] == "退回包"
    assert filled.outcome("town", "re.xlsx")["status"] == "received"
    (waiting,) = filled.ask("town", "queue", "--form", FORM)
    assert (waiting["state"], waiting["filled"], waiting["expected"]) == ("退回修改", 2, 2)
    _fill(filled, "town", YINJIANG, (C, "f2", "31"))
    filled.ask("town", "submit", "--unit", YINJIANG, *ASKED, "--out", filled.file("again.xlsx"))
    filled.outcome("district", "again.xlsx")
    files = (filled.file("up.xlsx"), filled.file("again.xlsx"))
    assert filled.ask("district", "diff", *files, "--form", "tasks") == []
    differing = filled.ask("district", "diff", *files, "--form", FORM)
    assert [(each["item"], each["field"], each["difference"]) for each in differing] == [(C, "f2", "1")]
    (event,) = [each for each in filled.ask("town", "history", "--unit", YINJIANG, "--period", PERIOD, "--item", C,
                                            "--field", "f2") if each["event"] == "退回"]  # fmt: skip
    assert event["reason"] == "请核对人数"


def test_the_checks_need_no_plan(filled: Office) -> None:
    _fill(filled, "town", YINJIANG, (C, "value", "-2"), (D, "value", "5"))
    found = filled.ask("town", "check", "--unit", YINJIANG, *ASKED)
    (finding,) = found["findings"]
    assert (finding["rule"], finding["severity"], finding["item"]) == ("sign", "核实性", C)
    assert "户数（户） -2 是负数" in finding["message"]
    refused = filled.refused("town", "enter", "--unit", YINJIANG, "--period", PERIOD, "--item", C, "--value", "很多")
    assert "这一格要填数" in refused["message"]


def test_a_figure_ten_thousand_times_those_of_the_others_is_asked_about(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        form = make_form(desk, draft_of_text("营业收入（万元）", "收入"), Asking(period=PERIOD))
        units, item = form["units"][:5], form["items"][0]["code"]
        rows = [{"unit": unit, "period": PERIOD, "item": item, "value": value}
                for unit, value in zip(units, ("120", "90", "150", "80", "1000000"), strict=True)]  # fmt: skip
        desk.entry.enter(rows)
        (finding,) = desk.checking.check(units[4], PERIOD, form["code"]).checked.findings
        assert (finding.rule, finding.severity) == ("slip", "核实性")
        assert "其他单位在 105 上下" in finding.message  # the median of 80, 90, 120, 150
        assert not desk.checking.check(units[0], PERIOD, form["code"]).checked.findings


def test_the_townships_are_held_against_the_department_of_the_district(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        asking = Asking(["330203", YINJIANG, ZHANGSHUI], PERIOD)
        form = make_form(desk, draft_of_text("从业人员（人）", "用工"), asking)
        item = form["items"][0]["code"]
        rows = [{"unit": unit, "period": PERIOD, "item": item, "value": value}
                for unit, value in (("330203", "10"), (YINJIANG, "7"), (ZHANGSHUI, "6"))]  # fmt: skip
        desk.entry.enter(rows)
        (finding,) = desk.checking.check("330203", PERIOD, form["code"]).checked.findings
        assert (finding.rule, finding.left, finding.right) == ("townships", "13", "10")


def test_a_form_that_was_dropped_is_neither_asked_for_nor_offered_and_stays_readable(filled: Office) -> None:
    filled.outcome("district", "up.xlsx")
    assert filled.refused("district", "forms", "--drop", FORM, status=2)["advice"].startswith("请加上 --reason")
    filled.ask("district", "forms", "--drop", FORM, "--reason", "市里不要了")
    assert [row for row in filled.ask("district", "queue") if row["form"] == FORM] == []
    for words in (
        ("issue", "--all", *ASKED, "--out", filled.file("more")),
        ("enter", "--unit", YINJIANG, "--period", PERIOD, "--item", C, "--value", "4"),
        ("review", "--unit", YINJIANG, *ASKED, "--approve"),
        ("forms", "--keep", FORM),
        ("forms", "--drop", FORM, "--reason", "再一次"),
    ):
        assert filled.refused("district", *words)["code"] == "dropped"
    assert len(filled.ask("district", "values", "--form", FORM)) == 4
    assert filled.ask("district", "forms", "--collect", FORM)["sums"][0] == "12"
    # The unit hears of it with its next bundle, and then has nothing to report for that period.
    filled.ask("district", "issue", "--unit", YINJIANG, "--period", "2025", "--out", filled.file("next.xlsx"))
    filled.outcome("town", "next.xlsx")
    assert [row for row in filled.ask("town", "queue") if row["form"] == FORM] == []
    refused = filled.refused("town", "submit", "--unit", YINJIANG, "--period", PERIOD, "--out", filled.file("n.xlsx"))
    assert refused["code"] == "nothing-due"


def test_a_form_goes_with_its_period_unless_it_is_kept(office: Office) -> None:
    _made(office)
    later = ("--form", FORM, "--period", "2027-01", "--out", office.file("later"))
    assert office.ask("district", "issue", "--all", *later) == []
    words = ("enter", "--unit", YINJIANG, "--period", "2026-10", "--item", C, "--value", "4")
    assert office.refused("district", *words)["code"] == "other-period"
    assert office.ask("district", "forms", "--keep", FORM)["kept"] is True
    assert len(office.ask("district", "issue", "--all", *later)) == 3


def test_the_bundle_says_it_on_its_cover_and_in_a_sheet_of_its_own(filled: Office) -> None:
    (name,) = [path.name for path in filled.file("out").glob("鄞江镇*")]
    book = openpyxl.load_workbook(filled.file(f"out/{name}"))
    cover = [str(cell.value) for row in book["封面"].iter_rows() for cell in row if cell.value]
    assert "农村危房排查情况任务包" in cover
    assert "2026-11-25 16:00" in cover
    page = book["农村危房排查情况"]
    titles = [str(cell.value).partition("\n")[0] for cell in page[4] if cell.value]
    assert titles == ["序号", "项目", "户数（户）", "人数（人）", "是否撤离", "说明", "区级意见"]
    assert page.page_setup.paperSize == 9
    choices = [rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert choices == ['"是,否"']


def test_it_is_printed_like_every_other(filled: Office) -> None:
    with filled.desk("town") as desk:
        paper = printed_return(desk, ReturnKey(FORM, YINJIANG, PERIOD))
    assert (paper.title, paper.corner[:2]) == (LINES[0], ("临时报表", "（工作用表）"))
    assert [column.title for column in paper.columns] == [
        "项目",
        "代码",
        "户数（户）",
        "人数（人）",
        "是否撤离",
        "说明",
    ]
    assert paper.groups[0].rows[0][2:5] == ("12", "30", "是")


def test_only_the_district_makes_forms_and_a_preview_writes_nothing(office: Office) -> None:
    file = office.table("x.csv", *LINES)
    assert office.say("town", "forms", "--new", file).status == 1
    before = office.state("district")
    assert office.ask("district", "forms", "--new", file, "--preview")["code"].startswith("adhoc-")
    assert office.state("district") == before
    with office.desk("district") as desk:
        assert adhoc_forms(desk.documents) == []


def test_rows_that_are_all_called_like_offices_are_offices(office: Office) -> None:
    with office.desk("district") as desk:
        form = form_of_draft(desk, draft_of_text("鄞江\n章水镇", "值班人数"), Asking(period=PERIOD))
        assert form["units"] == [YINJIANG, ZHANGSHUI]
        assert [item["name"] for item in form["items"]] == ["值班人数"]
        with pytest.raises(DraftError, match="没有叫“桃花镇”的单位"):
            form_of_draft(desk, draft_of_text("镇街\t人数\n桃花镇\t", "值班"), Asking(period=PERIOD))
        everybody = form_of_draft(desk, draft_of_text("值班人数\n车辆", "值班"), Asking(period=PERIOD))
        assert len(everybody["units"]) == 17


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("2026-01-10", "2026-01-10"), ("2026-01-10 9:05", "2026-01-10 09:05"), ("2026-01-10T16:00", "2026-01-10 16:00"),
     ("", None), (None, None)],
)  # fmt: skip
def test_a_due_time_is_a_day_an_hour_of_today_or_both(typed: str | None, stored: str | None) -> None:
    assert due_in_full(typed) == stored


def test_an_hour_alone_is_one_of_today() -> None:
    before = today()
    assert due_in_full("16：00") in {f"{day} 16:00" for day in (before, today())}  # midnight may pass meanwhile


@pytest.mark.parametrize("typed", ["下午", "2026-13-01", "2026-01-10 25:00", "16:60"])
def test_a_due_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="看不懂截止时间"):
        due_in_full(typed)

"""催报: who owes what, the words, the list, and what is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from docx import Document

from haishu_desk.desk.urging import COLUMNS, TITLE
from haishu_desk.domain.periods import Period
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, ZHANGSHUI, Office

TODAY = date(2026, 1, 15)  # five days after 2026-01-10


def test_whoever_was_asked_and_has_not_reported_owes_it_the_longest_first(reported: Office) -> None:
    with reported.desk("district") as desk:
        rows = desk.urging.owed(today=TODAY)
        due = [form for form in desk.documents.forms if desk.documents.items_due(ZHANGSHUI, Period(2025), form)]
    assert {row.key.unit for row in rows} == {ZHANGSHUI}
    assert [row.key.form for row in rows] == sorted(due)
    row = next(row for row in rows if row.key.form == "indicators")
    assert (row.days, row.standing, row.is_overdue, row.due) == (5, "逾期 5 天", True, date(2026, 1, 10))
    assert row.missing == row.expected > 0
    assert (row.contact, row.urged) == ("", None)


@pytest.mark.parametrize(("day", "standing"), [(8, "还有 2 天"), (10, "今天截止"), (11, "逾期 1 天")])
def test_before_the_date_it_is_owed_and_not_overdue(day: int, standing: str, office: Office) -> None:
    with office.desk("district") as desk:
        row = desk.urging.owed(unit=YINJIANG, today=date(2026, 1, day))[0]
        only = desk.urging.owed(unit=YINJIANG, overdue=True, today=date(2026, 1, day))
    assert (row.standing, row.is_overdue, bool(only)) == (standing, day == 11, day == 11)


def test_cells_that_the_district_has_already_are_not_open(office: Office) -> None:
    with office.desk("district") as desk:
        before = next(row for row in desk.urging.owed(unit=YINJIANG) if row.key == INDICATORS)
    for item in ("145-04", "145-11"):
        office.ask("district", "enter", "--unit", YINJIANG, "--period", PERIOD, "--item", item, "--value", "5")
    with office.desk("district") as desk:
        after = next(row for row in desk.urging.owed(unit=YINJIANG) if row.key == INDICATORS)
    assert (before.missing, after.missing) == (before.expected, before.expected - 2)


def test_the_text_names_unit_form_period_date_days_and_open_cells(office: Office) -> None:
    with office.desk("district") as desk:
        rows = desk.urging.owed(unit=YINJIANG, today=TODAY)
        text = desk.urging.text(rows, TODAY)
        missing = next(row.missing for row in rows if row.key == INDICATORS)
    assert text.startswith(f"【{TITLE}】鄞江镇：\n下列 2 份报表还没有收到上报包：\n1. ")
    assert f"2025年 规划指标填报表，截止 2026-01-10，逾期 5 天，未填 {missing} 格（共 {missing} 格）" in text
    assert text.endswith("海曙区　李区　2026-01-15")


def test_a_text_for_all_has_a_part_for_each_unit(office: Office) -> None:
    with office.desk("district") as desk:
        text = desk.urging.text(desk.urging.owed(overdue=True, today=TODAY), TODAY)
    assert text.count(f"【{TITLE}】") == 2
    assert text.count("\n\n") == 1


def test_the_contact_is_who_of_the_unit_was_heard_of_last(reported: Office) -> None:
    reported.ask(
        "district",
        "issue",
        "--unit",
        YINJIANG,
        "--period",
        "2024",
        "--due",
        "2025-01-10",
        "--out",
        reported.file("t.xlsx"),
    )
    with reported.desk("district") as desk:
        rows = desk.urging.owed("2024", YINJIANG, today=TODAY)
        text = desk.urging.text(rows, TODAY)
    assert {row.contact for row in rows} == {"张三"}
    assert "\n联系人：张三\n" in text


def test_the_list_as_a_workbook_and_as_a_document_says_the_same(office: Office) -> None:
    with office.desk("district") as desk:
        rows = desk.urging.owed(overdue=True, today=TODAY)
        for ending in ("xlsx", "docx"):
            desk.urging.write_list(rows, office.file(f"list.{ending}"), TODAY)
    wanted = [list(COLUMNS), *(list(row.texts) for row in rows)]
    page = openpyxl.load_workbook(office.file("list.xlsx")).worksheets[0]
    assert [list(line) for line in page.iter_rows(min_row=3, values_only=True)] == wanted
    assert f"未报 {len(rows)} 份，其中逾期 {len(rows)} 份" in str(page["A2"].value)
    table = Document(str(office.file("list.docx"))).tables[0]
    assert [[cell.text for cell in line.cells] for line in table.rows] == wanted


def test_urging_is_on_record_with_who_when_and_how_often(office: Office) -> None:
    answer = office.ask("district", "urge", "--unit", YINJIANG, "--period", PERIOD, "--out", office.file("list.xlsx"))
    assert (answer["recorded"], answer["file"]) == (2, str(office.file("list.xlsx")))
    office.ask("district", "urge", "--unit", YINJIANG)
    with office.desk("district") as desk:
        urged = desk.urging.urged()[INDICATORS]
        rows = desk.urging.owed(unit=ZHANGSHUI)
    assert (urged.times, urged.by) == (2, "李区")
    assert all(row.urged is None for row in rows)
    said = [entry["what"] for entry in office.ask("district", "log", "--unit", YINJIANG)["entries"]]
    assert said.count("催报") == 4
    assert office.ask("district", "log")["chain"] == "intact"


def test_a_preview_is_no_record(office: Office) -> None:
    before = office.state("district")
    answer = office.ask("district", "urge", "--preview", "--period", PERIOD, "--out", office.file("list.docx"))
    assert office.state("district") == before
    assert (answer["recorded"], len(answer["owed"]) > 2, office.file("list.docx").is_file()) == (0, True, True)
    assert answer["turnout"]["reported"] == 0
    assert answer["turnout"]["missing"] == answer["turnout"]["expected"]


def test_if_the_list_cannot_be_written_nobody_was_urged(office: Office) -> None:
    office.refused("district", "urge", "--out", office.file("list.pdf"), status=2)
    assert not office.file("list.pdf").exists()


def test_where_nothing_is_owed_nothing_is_recorded(office: Office) -> None:
    assert office.refused("district", "urge", "--period", "2024")["code"] == "nothing-owed"


def test_only_the_district_urges(office: Office) -> None:
    assert office.refused("town", "urge")["code"] == "not-yours"


def test_without_contacts_no_report_is_read_and_all_else_is_the_same(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported.enter("town", "145-04", "150")
    with reported.desk("district") as desk:
        whole = desk.urging.owed(today=TODAY)
        monkeypatch.setattr(type(desk.workspace.cells), "bodies_of_unit", None)  # whoever calls it fails
        monkeypatch.setattr(type(desk.workspace.journal), "saying", None)
        brief = desk.urging.owed(today=TODAY, contacts=False, urged={})
    assert [replace(row, contact="", urged=None) for row in whole] == brief

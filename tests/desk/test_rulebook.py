"""The district's rules as an edition: taken over from a table after a trial, refused whole, written out, sent along."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from haishu_desk.checks.rules import COLUMNS
from haishu_desk.desk import Desk
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.rulebook import RefusedRulesError
from haishu_desk.domain.errors import DeskError, UsageError
from tests.desk.office import PERIOD, YINJIANG, Office

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "format-1"
HEAD = ",".join(COLUMNS)


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """The district, open for writing."""
    with office.desk("district", write=True) as desk:
        yield desk


def table(office: Office, *lines: str) -> Path:
    return office.table("rules.csv", HEAD, *lines)


def test_the_rules_in_force_are_the_shipped_first_edition(desk: Desk) -> None:
    rows = desk.rulebook.rows()
    assert {row["edition"] for row in rows} == {1}
    assert len(desk.rulebook.rules()) == len(rows)
    assert desk.rulebook.left_out() == []
    assert {"编号", "级别", "左式", "比较", "右式", "容差", "条件", "说明", "名称"} <= set(rows[0])


def test_a_table_is_tried_on_what_is_here_and_nothing_is_taken_over(desk: Desk, office: Office) -> None:
    desk.entry.enter([{"unit": YINJIANG, "period": PERIOD, "item": "145-04", "value": "9"}])
    file = table(office, "R-1,核实性,[145-04],≤,5,,,有效发明专利一般不超过5件,", "R-2,提示,[145-06],≤,5,,,占比,")
    answer = desk.rulebook.take_over(file, preview=True)
    assert (answer["rules"], answer["edition"]) == (2, 1)
    first, second = answer["trials"]
    assert (first["rule"], first["violated"], first["held"]) == ("R-1", 1, 0)
    assert "有效发明专利一般不超过5件" in first["examples"][0]
    assert (first["missing"], second["missing"], second["violated"]) == (1, 2, 0)  # the other town's return is empty


def test_a_table_that_is_understood_is_the_next_edition_and_its_rules_count_at_once(desk: Desk, office: Office) -> None:
    desk.entry.enter([{"unit": YINJIANG, "period": PERIOD, "item": "145-04", "value": "9"}])
    answer = desk.rulebook.take_over(
        table(office, "R-1,强制性,[145-04],≤,5,,,有效发明专利一般不超过5件,"), document="海规〔2026〕1号"
    )
    assert (answer["edition"], desk.rulebook.edition.document) == (2, "海规〔2026〕1号")
    assert [finding.rule for finding in desk.checking.check(YINJIANG, PERIOD).checked.findings if finding.stands] == [
        "R-1"
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("R-1,强制性,[145-99],≤,5,,,没有的指标,", "145-99"),
        ("R-1,强制性,[145-04] +,≤,5,,,写坏的公式,", "左式"),
        ("R-1,严重,[145-04],≤,5,,,没有的级别,", "级别"),
        ("R-1,强制性,[145-04],约等于,5,,,没有容差,", "容差"),
    ],
)
def test_a_line_that_is_not_understood_refuses_the_whole_table(
    line: str, said: str, desk: Desk, office: Office
) -> None:
    file = table(office, "R-0,提示,[145-04],≥,0,,,对的一行,", line)
    with pytest.raises(RefusedRulesError, match=said) as refused:
        desk.rulebook.take_over(file)
    assert "第3行" in refused.value.message
    assert desk.rulebook.edition.number == 1


def test_an_empty_table_and_one_without_headings_are_refused(desk: Desk, office: Office) -> None:
    with pytest.raises(DeskError, match="没有规则"):
        desk.rulebook.take_over(table(office))
    with pytest.raises(DeskError, match="找不到表头"):
        desk.rulebook.take_over(office.table("other.csv", "甲,乙", "1,2"))
    with pytest.raises(UsageError, match="缺“级别”一栏"):
        desk.rulebook.take_over(office.table("part.csv", "编号,左式,比较,右式,容差,条件,说明", "R,[145-04],≥,0,,,数"))


def test_what_is_written_out_is_taken_over_again_as_it_was(desk: Desk, office: Office) -> None:
    before = [{**row, "edition": 0} for row in desk.rulebook.rows()]
    answer = desk.rulebook.write_out(office.file("rules.xlsx"))
    assert answer["rules"] == len(before)
    page = openpyxl.load_workbook(office.file("rules.xlsx")).active
    assert page is not None
    assert [cell.value for cell in page[3]] == list(COLUMNS)
    desk.rulebook.take_over(office.file("rules.xlsx"))
    assert [{**row, "edition": 0} for row in desk.rulebook.rows()] == before


def test_a_document_number_with_a_sign_that_nobody_sees_is_refused(desk: Desk, office: Office) -> None:
    with pytest.raises(UsageError, match="文号里有看不见的符号"):
        desk.rulebook.take_over(table(office, "R-1,提示,[145-04],≥,0,,,数,"), document="海规\x07")


def test_a_line_is_named_by_its_number_in_the_workbook_whatever_stands_above_it(desk: Desk, office: Office) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (["审核规则"], [], list(COLUMNS), ["R-0", "提示", "[145-04]", "≥", "0", "", "", "数"], [], ["R-1"]):
        page.append(row)
    book.save(office.file("titled.xlsx"))
    with pytest.raises(RefusedRulesError, match="第6行 R-1"):
        desk.rulebook.take_over(office.file("titled.xlsx"))


def test_a_tolerance_that_a_workbook_shows_as_a_percentage_is_one(desk: Desk, office: Office) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(list(COLUMNS))
    page.append(["R-0", "提示", "[145-04]", "约等于", "5", 0.02, "", "差不多"])
    page["F2"].number_format = "0%"
    book.save(office.file("percent.xlsx"))
    desk.rulebook.take_over(office.file("percent.xlsx"))
    assert [row["容差"] for row in desk.rulebook.rows()] == ["2%"]


def test_what_is_written_out_as_csv_is_one_and_is_taken_over_again(desk: Desk, office: Office) -> None:
    before = [{**row, "edition": 0} for row in desk.rulebook.rows()]
    desk.rulebook.write_out(office.file("rules.csv"))
    assert office.file("rules.csv").read_bytes().decode("utf-8-sig").splitlines()[0] == HEAD
    desk.rulebook.take_over(office.file("rules.csv"))
    assert [{**row, "edition": 0} for row in desk.rulebook.rows()] == before


@pytest.mark.parametrize(("name", "said"), [("rules.docx", "“.docx”"), ("rules", "“rules”")])
def test_rules_are_written_in_no_other_form(name: str, said: str, desk: Desk, office: Office) -> None:
    with pytest.raises(UsageError, match=f"规则表不能写成{said}"):
        desk.rulebook.write_out(office.file(name))
    assert not office.file(name).exists()


def test_only_the_district_takes_rules_over(office: Office) -> None:
    with office.desk("town", write=True) as town, pytest.raises(NotYoursError):
        town.rulebook.take_over(table(office, "R-1,提示,[145-04],≥,0,,,数,"))


def test_a_new_edition_goes_to_the_units_with_the_next_bundle(desk: Desk, office: Office) -> None:
    desk.rulebook.take_over(table(office, "R-1,提示,[145-04],≥,0,,,数,"))
    desk.exchange.issue([YINJIANG], PERIOD, None, office.file("again.xlsx"))
    office.receive("town", "again.xlsx")
    with office.desk("town") as town:
        assert (town.rulebook.edition.number, len(town.rulebook.rules())) == (2, 1)


def test_a_workspace_from_before_there_were_rules_has_the_shipped_ones_without_those_of_plans_it_has_not(
    tmp_path: Path,
) -> None:
    shutil.copy(GOLDEN / "district-before-receiving.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db") as desk:
        assert desk.workspace.cells.edition("rules") is None
        assert desk.rulebook.edition.number == 1
        here = len(desk.rulebook.rules())
        assert here + len({fault.code for fault in desk.rulebook.left_out()}) == len(desk.rulebook.rows())
        assert here > 0
        assert desk.rulebook.edition_named(desk.rulebook.edition.id) == desk.rulebook.edition
        assert desk.rulebook.edition_named("nobody") == desk.rulebook.edition
        assert desk.rulebook.edition_named(None) == desk.rulebook.edition

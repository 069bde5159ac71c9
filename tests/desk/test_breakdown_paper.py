"""责任分解表 on paper: of the district, of one unit, of all units into a folder."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.breakdown_paper import BreakdownPaper
from haishu_desk.desk.founding import found
from haishu_desk.domain.assignments import made_row
from haishu_desk.domain.errors import DeskError, UsageError

YINJIANG = "330203105"
LEAD, PART, OTHER = (("145-04", "dept-scjgj", "lead"), ("145-04", YINJIANG, "part"), ("145-04", "330203106", "part"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A district whose second edition breaks the patents down."""
    file = tmp_path_factory.mktemp("paper") / "district.db"
    found(file, "district", None, "李区", None)
    with Desk(file, write=True) as desk:
        details = {"leader": "张三", "first_month": "2月", "source": "专利统计", "note": "试行"}
        changes = {
            LEAD: made_row(LEAD, {"2024": "2900", "2025": "3100"}, details),
            PART: made_row(PART, {"2025": "170"}),
            OTHER: made_row(OTHER, {"2025": "180"}),
        }
        desk.planning.reassign(changes, document="海政办〔2026〕1号", effective="2026-01-01")
        yield desk


def test_the_whole_table_has_the_items_with_their_units_in_columns_and_the_parts_below(desk: Desk) -> None:
    sheet = BreakdownPaper(desk).sheet()
    titles = [column.title for column in sheet.columns]
    assert titles == [
        "编号", "目标或任务", "类别", "属性", "牵头领导", "牵头单位", "配合单位", "分解单位", "2021", "2022", "2023", "2024", "2025", "报数单位",
        "报数频度", "首报月", "来源制度", "备注",
    ]  # fmt: skip
    place = next(place for place, row in enumerate(sheet.rows) if row[0] == "145-04")
    assert sheet.rows[place] == (
        "145-04", "有效发明专利拥有量（目标 3100件）", "创新驱动", "预期性", "张三", "区市场监督管理局", "—", "鄞江镇、章水镇", "—", "—", "—", "2900",
        "3100", "各镇乡街道、区市场监督管理局", "月", "2月", "专利统计", "试行",
    ) or sheet.rows[place][4:13] == ("张三", "区市场监督管理局", "—", "鄞江镇、章水镇", "—", "—", "—", "2900", "3100")  # fmt: skip
    assert [row[1].strip() for row in sheet.rows[place + 1 : place + 3]] == ["其中：鄞江镇", "其中：章水镇"]
    assert [row[12] for row in sheet.rows[place + 1 : place + 3]] == ["170", "180"]
    assert {len(row) for row in sheet.rows} == {len(titles)}
    assert sheet.about == ("文号：海政办〔2026〕1号　　生效日期：2026-01-01　　第 2 版",)


def test_a_units_table_has_its_own_rows_its_role_and_its_own_figures(desk: Desk) -> None:
    sheet = BreakdownPaper(desk).sheet(YINJIANG)
    row = next(row for row in sheet.rows if row[0] == "145-04")
    assert row[4] == "报数、分解"
    assert row[9:14] == ("—", "—", "—", "—", "170")
    assert sheet.about[0] == "单位：鄞江镇"
    own = {row["item"] for row in desk.documents.assignment if row["unit"] == YINJIANG and row["item"][:3] == "145"}
    assert {row[0] for row in sheet.rows} == own
    # What changed, with the 文号 of both editions.
    assert sheet.changed == "第 2 版（海政办〔2026〕1号，2026-01-01 起）与第 1 版（程序自带的建议）相比，变动 1 处"
    assert sheet.changes == (("新增", "145-04", "有效发明专利拥有量", "鄞江镇", "分解", "2025 年 — → 170"),)


def test_a_unit_without_figures_of_its_own_sees_the_districts_as_such(desk: Desk) -> None:
    row = next(row for row in BreakdownPaper(desk).sheet("330203101").rows if row[0] == "145-04")
    assert row[9:14] == ("—", "—", "—", "2900*", "3100*")


def test_the_document_is_across_with_repeated_heads_page_numbers_and_signatures(desk: Desk, tmp_path: Path) -> None:
    (row,) = BreakdownPaper(desk).write(tmp_path / "鄞江.docx", YINJIANG)
    document = docx.Document(row["file"])
    section = document.sections[0]
    assert round(section.page_width.mm) == 297  # type: ignore[union-attr]
    table, changes = document.tables
    heads = [line for line in table.rows if line._tr.xpath("./w:trPr/w:tblHeader")]
    assert (len(heads), len(table.rows)) == (2, row["rows"] + 2)
    assert heads[0].cells[9].text == heads[0].cells[13].text == "年度目标"
    assert heads[1].cells[9].text == "2021"
    assert all(line._tr.xpath("./w:trPr/w:cantSplit") for line in table.rows)
    assert len(changes.rows) == 2
    texts = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in (
        "海曙区“十四五”规划责任分解表",
        "海政办〔2026〕1号",
        "2026-01-01",
        "编制：",
        "单位负责人（签字、盖章）：",
    ):
        assert words in texts
    assert [field.get(next(iter(field.attrib))) for field in section.footer.paragraphs[0]._p.xpath("./w:fldSimple")] == [
        "PAGE", "NUMPAGES",
    ]  # fmt: skip


def test_the_workbook_prints_across_with_repeated_heads_and_page_numbers(desk: Desk, tmp_path: Path) -> None:
    (row,) = BreakdownPaper(desk).write(tmp_path / "全区.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(Path(row["file"]).read_bytes()))
    page = book["责任分解表"]
    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
    assert page.print_title_rows == "$3:$4"
    assert page.oddFooter
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert [page["I3"].value, page["I4"].value, page["A5"].value] == ["年度目标", "2021", "145-01"]
    assert "编制：" in str(page.cell(page.max_row, 1).value)
    assert [cell.value for cell in book["变动"][4]][:2] == ["改动", "145-04"]


def test_all_units_go_into_a_folder_each_with_a_document_and_a_workbook(desk: Desk, tmp_path: Path) -> None:
    paper = BreakdownPaper(desk)
    rows = paper.write(tmp_path / "各单位", YINJIANG)
    assert [Path(row["file"]).name for row in rows] == ["鄞江镇_责任分解表.docx", "鄞江镇_责任分解表.xlsx"]
    every = [code for code in paper._units if paper._rows(code)]
    assert {YINJIANG, "dept-fgj"} <= set(every)
    assert "330203" not in every  # the district itself has no part


def test_another_kind_of_file_and_a_unit_that_is_none_are_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"不会写 \.pdf 文件"):
        BreakdownPaper(desk).write(tmp_path / "表.pdf")
    with pytest.raises(UsageError, match="没有代码为“无”的单位"):
        BreakdownPaper(desk).write(tmp_path / "表.docx", "无")


def test_the_other_plan_has_its_own_years(desk: Desk) -> None:
    sheet = BreakdownPaper(desk, "135").sheet()
    assert [column.title for column in sheet.columns if column.is_year] == ["2016", "2017", "2018", "2019", "2020"]
    assert sheet.rows[0][0] == "135-01"

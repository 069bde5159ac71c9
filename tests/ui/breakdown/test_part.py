"""责任分解 in the window: typed, pasted, kept over a restart, issued; a unit looks at its own part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.assignments import made_row
from haishu_desk.ui.breakdown.model import CODE, UNIT, BreakdownModel
from haishu_desk.ui.breakdown.notes import CHECKS, DRAFT, LAST, UNREAD
from haishu_desk.ui.breakdown.part import BreakdownPart
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.plan.places import BREAKDOWN, TABLE, Place
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

YINJIANG, ZHANGSHUI = "330203105", "330203106"
KEY = ("145-04", YINJIANG, "report")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district and 鄞江镇."""
    folder = tmp_path_factory.mktemp("breakdown")
    found(folder / "district.db", "district", None, "李区", None)
    found(folder / "town.db", "unit", YINJIANG, "张填", None)
    return folder


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A district of one's own."""
    (tmp_path / "district.db").write_bytes((template / "district.db").read_bytes())
    return tmp_path / "district.db"


@pytest.fixture
def part(file: Path, theme: Theme, qtbot: QtBot) -> Iterator[BreakdownPart]:
    """The part of the district with the rows of 有效发明专利拥有量."""
    with Desk(file, write=True) as desk:
        yield made(desk, theme, qtbot)


def made(desk: Desk, theme: Theme, qtbot: QtBot) -> BreakdownPart:
    part = BreakdownPart(Session(desk), theme)
    qtbot.addWidget(part)
    part.resize(1046, 692)
    part.show_plan("145")
    part.words.setText("145-04")
    part.show()
    return part


def cell(part: BreakdownPart, unit: str, role: str, title: str) -> tuple[int, int]:
    row = next(place for place, line in enumerate(part.model.lines) if line.key[1:] == (unit, role))
    return row, part.model.titles.index(title)


def go(part: BreakdownPart, unit: str, role: str = "report", title: str = "2025") -> None:
    part.grid.setCurrentIndex(part.model.index(*cell(part, unit, role, title)))
    part.grid.setFocus()


def shown(part: BreakdownPart, unit: str, role: str = "report", title: str = "2025") -> str:
    return str(part.model.index(*cell(part, unit, role, title)).data())


def test_the_model_is_a_sound_one(part: BreakdownPart, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(part.model)  # type: ignore[no-untyped-call]


def test_a_figure_is_typed_enter_goes_down_and_the_draft_holds_it(
    part: BreakdownPart, file: Path, qtbot: QtBot
) -> None:
    go(part, YINJIANG)
    row = part.grid.currentIndex().row()
    QTest.keyClicks(part.grid, "1")
    (editor,) = part.grid.viewport().findChildren(QLineEdit)
    QTest.keyClicks(editor, "70")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(part, YINJIANG) == "170")
    qtbot.waitUntil(lambda: not part.grid.viewport().findChildren(QLineEdit))
    assert part.grid.currentIndex().row() == row + 1
    assert part.draft.changes == {KEY: made_row(KEY, {"2025": "170"})}
    assert "草稿 1 行" in part.issuing.about.text()
    with Desk(file) as desk:
        assert desk.documents.edition("assignment").number == 1


def test_a_block_of_a_spreadsheet_is_pasted_as_one_step(part: BreakdownPart) -> None:
    go(part, YINJIANG, title="2024")
    QGuiApplication.clipboard().setText("150\t170\n160\t1,180\n")
    QTest.keyClick(part.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [shown(part, YINJIANG, title=year) for year in ("2024", "2025")] == ["150", "170"]
    assert [shown(part, ZHANGSHUI, title=year) for year in ("2024", "2025")] == ["160", "1180"]
    QTest.keyClick(part.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not part.draft.is_any


def test_what_is_no_figure_stays_out_and_is_said(part: BreakdownPart) -> None:
    go(part, YINJIANG, title="2024")
    QGuiApplication.clipboard().setText("较多\t170")
    part.grid.paste()
    assert [shown(part, YINJIANG, title=year) for year in ("2024", "2025")] == ["", "170"]
    assert "145-04 鄞江镇 2024：年度分解“较多”不是数" in part.said.text()
    go(part, YINJIANG, title="单位")
    QGuiApplication.clipboard().setText("某镇")
    part.grid.paste()
    assert "1 格不在可以填的格里" in part.said.text()


def test_delete_clears_and_copy_takes_the_block(part: BreakdownPart) -> None:
    part.model.put({cell(part, YINJIANG, "report", "2025"): "170"})
    go(part, YINJIANG)
    QTest.keyClick(part.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "170"
    QTest.keyClick(part.grid, Qt.Key.Key_Delete)
    assert shown(part, YINJIANG) == ""
    assert "没有草稿" in part.issuing.about.text()  # what it comes to is what is in force


def test_the_draft_is_there_again_in_a_new_window_and_is_issued_as_one_edition(
    file: Path, theme: Theme, qtbot: QtBot
) -> None:
    with Desk(file, write=True) as desk:
        part = made(desk, theme, qtbot)
        part.model.put({cell(part, YINJIANG, "report", "2025"): "170"})
        part.add("145-04", ZHANGSHUI, "part")
    with Desk(file, write=True) as desk:
        part = made(desk, theme, qtbot)
        assert shown(part, YINJIANG) == "170"
        part.issuing.issue.click()
        assert "没有写文号" in part.said.text()
        part.issuing.document.setText("海政办〔2026〕1号")
        part.issuing.effective.setText("2026-01-01")
        part.issuing.issue.click()
        assert part.said.text() == "已发布第 2 版，2026-01-01 起生效，随下一个数据包发到单位。"
        edition = desk.documents.edition("assignment")
        assert (edition.number, edition.document) == (2, "海政办〔2026〕1号")
        part.notes.open(LAST)
        assert part.notes.texts() == [
            "第 2 版（海政办〔2026〕1号，2026-01-01 起）与第 1 版（程序自带的建议）相比：",
            "改动：145-04 有效发明专利拥有量·鄞江镇·报数：2025 年 — → 170",
            "新增：145-04 有效发明专利拥有量·章水镇·分解",
        ]


def test_sums_are_checked_while_one_types(part: BreakdownPart) -> None:
    for unit in (YINJIANG, ZHANGSHUI):
        part.add("145-04", unit, "part")
    part.model.put({
        cell(part, YINJIANG, "part", "2025"): "3000",
        cell(part, ZHANGSHUI, "part", "2025"): "90",
    })  # fmt: skip
    part.notes.open(CHECKS)
    # 3000 + 90 = 3090 of 3100.
    assert part.notes.texts() == [
        "核实性　145-04 有效发明专利拥有量：2025 年各单位分解数合计 3090，规划目标 3100，少 10"
    ]
    part.model.put({cell(part, ZHANGSHUI, "part", "2025"): "100"})
    assert part.notes.texts() == ["分解数与目标没有对不上的。"]


def test_rows_are_added_and_taken_away(part: BreakdownPart) -> None:
    part.add("145-04", ZHANGSHUI, "support")
    part.add("145-04", ZHANGSHUI, "support")
    assert part.said.text() == "已经有这一行"
    part.add("145-99", ZHANGSHUI, "support")
    assert "没有代码为“145-99”的指标或任务" in part.said.text()
    go(part, ZHANGSHUI, "support")
    part.adding.remove.click()
    part.notes.open(DRAFT)
    assert part.notes.texts() == ["没有草稿。"]


def test_what_waits_for_its_day_is_named_and_gets_the_change(part: BreakdownPart) -> None:
    desk = part._session.desk
    desk.planning.assign("145-10", YINJIANG, "support", annual={}, document="海政〔2099〕1号", effective="2099-03-01")
    part.show_plan("145")
    assert part.about.text().endswith("；第 2 版（海政〔2099〕1号，2099-03-01 起）等待生效")
    part.model.put({cell(part, YINJIANG, "report", "2025"): "170"})
    part.issue("海政办〔2026〕1号", "")
    assert "等待生效的 1 版也一并改了" in part.said.text()
    rows = desk.documents_on("2099-03-01").assignment
    assert made_row(KEY, {"2025": "170"}) in rows


def test_a_table_is_read_in_the_background_into_the_draft(part: BreakdownPart, tmp_path: Path, qtbot: QtBot) -> None:
    book = openpyxl.Workbook()
    for line in (["指标", "分解单位", "2025年"], ["有效发明专利拥有量", "鄞江镇", 180], ["无此指标", "鄞江镇", 1]):
        book.worksheets[0].append(line)
    book.save(tmp_path / "分工.xlsx")
    part.open_table(tmp_path / "分工.xlsx")
    qtbot.waitUntil(lambda: "取到 1 行" in part.said.text(), timeout=20_000)
    assert part.notes.current == UNREAD
    assert part.notes.texts() == ["Sheet A3“无此指标”不认得这个指标或任务"]
    assert shown(part, YINJIANG, "part") == "180"
    part.issuing.give_up.click()
    assert not part.draft.is_any


def test_the_table_is_written_out_in_the_background(part: BreakdownPart, tmp_path: Path, qtbot: QtBot) -> None:
    part.write_out(tmp_path / "鄞江.docx", YINJIANG)
    qtbot.waitUntil(lambda: "已写出 1 份" in part.said.text(), timeout=20_000)
    assert (tmp_path / "鄞江.docx").is_file()
    (tmp_path / "占着").write_text("", "utf-8")
    part.write_out(tmp_path / "占着" / "鄞江.docx", YINJIANG)
    qtbot.waitUntil(lambda: "没有全部写成。鄞江.docx：文件没有写成" in part.said.text(), timeout=20_000)
    part.write_out(tmp_path / "鄞江.pdf", YINJIANG)
    assert "不会写 .pdf 文件" in part.said.text()


def test_filters_show_one_unit_what_has_figures_and_what_the_draft_changes(part: BreakdownPart) -> None:
    part.words.setText("")
    part.unit.setCurrentIndex(part.unit.findData(YINJIANG))
    assert {line.key[1] for line in part.model.lines} == {YINJIANG}
    part.only_figures.setChecked(True)
    assert not part.model.lines
    part.only_figures.setChecked(False)
    part.model.put({cell(part, YINJIANG, "report", "2025"): "1"})
    part.only_draft.setChecked(True)
    assert [line.key for line in part.model.lines] == [(part.model.lines[0].key[0], YINJIANG, "report")]


def test_a_unit_sees_its_own_rows_and_types_nothing(template: Path, theme: Theme, qtbot: QtBot) -> None:
    with Desk(template / "town.db", write=True) as desk:
        part = made(desk, theme, qtbot)
        assert {line.key[1] for line in part.model.lines} == {YINJIANG}
        for widget in (part.adding, part.issuing, part.take, part.unit, part.write_all):
            assert not widget.isVisible()
        assert part.write.isVisible()
        index = part.model.index(*cell(part, YINJIANG, "report", "2025"))
        assert not part.model.flags(index) & Qt.ItemFlag.ItemIsEditable
        assert not part.model.setData(index, "1")


def test_the_plan_page_leads_to_it_and_back(file: Path, theme: Theme, qtbot: QtBot) -> None:
    with Desk(file, write=True) as desk:
        page = PlanPage(Session(desk), theme)
        qtbot.addWidget(page)
        page.resize(1286, 720)
        page.refresh()
        page.show()
        page.show_place(Place(BREAKDOWN, "145"))
        assert page.breakdown.isVisible()
        assert not page.middle.isVisible()
        assert not page.panel.isVisible()
        assert isinstance(page.breakdown.grid.model(), BreakdownModel)
        assert str(page.breakdown.model.index(0, CODE).data()) == "145-01"
        assert page.breakdown.model.headerData(UNIT, Qt.Orientation.Horizontal) == "单位"
        page.show_item("145-08")
        assert page.place == Place(TABLE, "145")
        assert page.middle.isVisible()
        assert page.panel.isVisible()

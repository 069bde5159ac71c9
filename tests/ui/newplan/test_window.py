"""新建规划 in the window: read, looked through beside the lines, corrected, taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.newplan.model import DOUBT, KIND, TAKEN, WORDS
from haishu_desk.ui.newplan.window import NewPlanWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

QINGHE = Path(__file__).parents[2] / "outline" / "qinghe.txt"


@pytest.fixture
def window(district_session: Session, theme: Theme, qtbot: QtBot) -> NewPlanWindow:
    parent = QWidget()
    qtbot.addWidget(parent)
    window = NewPlanWindow(district_session, theme, parent)
    window.parent_kept = parent  # type: ignore[attr-defined]
    window.show_again()
    return window


def read(window: NewPlanWindow, qtbot: QtBot, file: Path = QINGHE) -> None:
    window.read(file)
    qtbot.waitUntil(lambda: window._job is None, timeout=20_000)


def test_rows_are_shown_doubtful_first_beside_their_lines(window: NewPlanWindow, qtbot: QtBot) -> None:
    read(window, qtbot)
    QAbstractItemModelTester(window.model)
    first = [window.model.index(0, column).data() for column in (KIND, WORDS, DOUBT)]
    assert first == ["没有读", "第 39 行", "专栏3“交通项目”没有内容，或内容没有紧跟着"]
    window.table.selectRow(1)
    assert "去掉了注号" in window.model.index(1, DOUBT).data()
    assert "16　预期性 县域数字经济核心产业增加值占比（%） 〔3.2〕 5.8① 9" in window.source.toPlainText().replace(
        "  ", " "
    ).replace(" 3 ", " ")
    assert "存疑 2 处" in window.count.text()


def test_a_cell_is_corrected_a_row_left_out_and_the_rest_taken_over(window: NewPlanWindow, qtbot: QtBot) -> None:
    read(window, qtbot)
    names = {window.model.index(row, WORDS).data(): row for row in range(window.model.rowCount())}
    assert window.model.setData(window.model.index(names["森林覆盖率"], WORDS), "森林覆盖率（全县）")
    assert window.model.setData(
        window.model.index(names["规上工业增加值增速"], TAKEN), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
    )
    window.document.setText("青政〔2026〕1号")
    made: list[str] = []
    window.made.connect(made.append)
    window.take.click()
    assert made == ["155"]
    documents = window.session.desk.documents
    found = [item.name for item in documents.catalogue if item.plan == "155" and item.kind == "indicator"]
    assert "森林覆盖率（全县）" in found
    assert "规上工业增加值增速" not in found
    assert "沿用" in window.said.text()


def test_a_file_that_is_no_plan_is_said_and_cannot_be_taken_over(
    window: NewPlanWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("政府工作报告\n各位代表：\n力争增长6%以上。", encoding="utf-8")
    read(window, qtbot, report)
    assert "不像规划纲要" in window.said.text()
    assert not window.take.isEnabled()


def test_a_file_that_cannot_be_read_is_said(window: NewPlanWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"%PDF-1.7")
    read(window, qtbot, tmp_path / "a.docx")
    assert window.said.text().startswith("a.docx 是 PDF")


def test_reading_can_be_stopped_and_nothing_is_left(window: NewPlanWindow, qtbot: QtBot) -> None:
    window.read(QINGHE)
    window.stop_reading()
    qtbot.waitUntil(lambda: window._job is None, timeout=20_000)
    assert window.open_file.isEnabled()
    assert [plan["id"] for plan in window.session.desk.documents.plans_json()] == ["135", "145"]


def test_the_next_plan_begins_without_a_text(window: NewPlanWindow) -> None:
    window.follow.click()
    assert [plan["id"] for plan in window.session.desk.documents.plans_json()] == ["135", "145", "155"]
    assert "沿用 33 项" in window.said.text()


def test_a_unit_may_look_and_not_take_over(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    window = NewPlanWindow(unit_session, theme, parent)
    window.show_again()
    read(window, qtbot)
    assert window.model.rowCount() > 0
    assert not window.take.isEnabled()
    assert not window.follow.isEnabled()


def test_a_text_is_kept_beside_a_plan_and_seen_beside_its_entry(
    window: NewPlanWindow, qtbot: QtBot, theme: Theme
) -> None:
    from haishu_desk.ui.plan.page import PlanPage  # noqa: PLC0415  only here

    read(window, qtbot)
    window.into.setCurrentText("新的规划")
    window.take.click()
    page = PlanPage(window.session, theme)
    qtbot.addWidget(page)
    page.refresh()
    page.show_item("155-04")
    assert "17　约束性 绿色 4 森林覆盖率（%） — 71.35 ≥71.35" in page.panel.texts().replace("  ", " ")
    read(window, qtbot)
    window.into.setCurrentText("只作 145 的原文")
    window.take.click()
    assert window.said.text().startswith("已存作规划 145 的原文")
    assert [plan["id"] for plan in window.session.desk.documents.plans_json()] == ["135", "145", "155"]

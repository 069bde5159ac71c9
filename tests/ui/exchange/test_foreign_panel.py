"""从其他表格取数 in the window: what is found is shown, corrected, and entered as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.exchange.foreign_panel import ForeignPanel
from haishu_desk.ui.exchange.page import ExchangePage
from tests.bundle.foreign.made import JOBS, NANMEN, PATENTS, Page, write
from tests.desk.office import Office
from tests.ui.exchange.conftest import PageOf

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

ROWS = [
    ["分镇乡街道主要指标"],
    ["镇街", "有效发明专利拥有量（件）", "就业"],
    ["南门街道", 100, "500"],
    ["章水镇", "().13", "600"],
]


@pytest.fixture
def file(office: Office) -> Path:
    return write(office.file("旧表.xlsx"), Page(ROWS))


@pytest.fixture
def panel(page: ExchangePage, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ForeignPanel:
    """The district's panel with the file open, reached by its button."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    (button,) = [button for button in page.findChildren(QPushButton) if button.text() == "选统计表…"]
    button.click()
    qtbot.waitUntil(lambda: page.foreign.reading is not None, timeout=15_000)
    return page.foreign


def texts(panel: ForeignPanel, model: str) -> list[tuple[str, ...]]:
    return [line.texts for line in getattr(panel, model).lines]


def test_what_the_file_lacks_is_asked_and_then_every_figure_is_shown(panel: ForeignPanel, office: Office) -> None:
    assert not panel.enter.isEnabled()
    assert "没有写是哪一期" in str(texts(panel, "findings"))
    before = office.state("district")
    panel.period.setText("2024")
    panel.period.editingFinished.emit()
    assert texts(panel, "cells") == [
        ("Sheet1!B3", "南门街道", "2024年", "145-04 有效发明专利拥有量", "100 件", "100 件")
    ]
    assert panel.enter.text() == "录入 1 格"
    assert "().13" in str(texts(panel, "findings"))
    assert panel.tabs.tabText(1) == "取到的数 1"
    assert office.state("district") == before, "nothing is written before 录入"
    assert "--" not in str([texts(panel, model) for model in ("heads", "cells", "findings")])


def test_a_head_that_was_not_understood_is_put_right_and_entered(panel: ForeignPanel, qtbot: QtBot) -> None:
    panel.period.setText("2024")
    panel.period.editingFinished.emit()
    (row,) = [number for number, line in enumerate(panel.heads.lines) if line.name == "就业"]
    panel._heads_view.selectRow(row)
    bar = panel.correction
    assert bar.label.toolTip() == "就业"
    bar.meaning.setCurrentIndex(bar.meaning.findData(JOBS))
    bar.factor.setText("人")
    QTest.keyClick(bar.factor, Qt.Key.Key_Return)
    assert [line[-1] for line in texts(panel, "cells")] == ["100 件", "0.05 万人", "0.06 万人"]
    with qtbot.waitSignal(panel._session.changed):
        panel.enter.click()
    desk = panel._session.desk
    heads = desk.heads(ReturnKey("indicators", NANMEN, "2024"))
    assert {slot.item: head[0].value.value for slot, head in heads.items()} == {PATENTS: "100", JOBS: "0.05"}
    assert panel.said.text().startswith("已录入 3 格")
    assert desk.foreign.remembered().names == {"就业": JOBS}
    assert not panel.enter.isEnabled(), "there is nothing left to enter"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("145-1", "“145-1”不止一个，请从下拉里选一个"),
        ("没有的", "没有指标或单位叫“没有的”，请从下拉里选一个"),
        ("照表上认的", "请先选它是什么，或填倍数"),
    ],
)
def test_what_was_typed_is_resolved_or_refused(panel: ForeignPanel, typed: str, said: str) -> None:
    panel._heads_view.selectRow(0)
    bar = panel.correction
    bar.meaning.setEditText(typed)
    bar.button.click()
    assert panel.said.text() == said
    bar.meaning.setEditText("145-25 ")
    meant: list[object] = []
    bar.corrected.connect(lambda _, code, __: meant.append(code))
    bar.button.click()
    assert meant == [JOBS]


def test_no_file_chosen_leaves_the_page_as_it_is(page: ExchangePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page._open_foreign()
    assert page.left.currentWidget() is not page.foreign
    assert not page.foreign.enter.isEnabled()


def test_a_fault_keeps_everything_from_being_entered(panel: ForeignPanel) -> None:
    panel.correct("有效发明专利拥有量（件）", "145-01", "1")
    panel.period.setText("2024")
    panel.period.editingFinished.emit()
    assert not panel.enter.isEnabled()
    assert texts(panel, "findings")[0][0] == "强制性"
    assert "不由南门街道填报" in texts(panel, "findings")[0][1]


def test_what_is_refused_of_a_head_leaves_what_stood_there(panel: ForeignPanel) -> None:
    panel.period.setText("2024")
    panel.period.editingFinished.emit()
    before = texts(panel, "cells")
    panel.correct("有效发明专利拥有量（件）", None, "0")
    assert "不能用" in panel.said.text()
    assert texts(panel, "cells") == before
    panel.correct("有效发明专利拥有量（件）", None, "2")
    assert "200 件" in str(texts(panel, "cells"))


def test_a_file_that_cannot_be_read_says_so(page: ExchangePage, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    page.foreign.open(broken)
    qtbot.waitUntil(lambda: "文件不完整" in page.foreign.said.text(), timeout=15_000)
    assert not page.foreign.enter.isEnabled()


def test_the_way_back_shows_the_files_again(panel: ForeignPanel, page: ExchangePage) -> None:
    assert page.left.currentWidget() is panel
    (back,) = [button for button in panel.findChildren(QPushButton) if button.text() == "返回收发"]
    back.click()
    assert page.left.currentIndex() == 0


def test_a_unit_is_not_asked_for_which_unit(page_of: PageOf) -> None:
    assert page_of("town").foreign.unit.isHidden()


def test_the_models_keep_to_the_rules_of_qt(panel: ForeignPanel, qtmodeltester: ModelTester) -> None:
    for model in (panel.heads, panel.cells, panel.findings):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]

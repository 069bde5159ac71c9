"""预演 under the list: each cell before and after, 装入 or not; and taking a received file back, seen before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from haishu_desk.desk import copies_beside
from haishu_desk.desk.receipts import Receipt
from haishu_desk.domain.cells import Slot
from haishu_desk.ui.exchange import intake
from haishu_desk.ui.exchange.page import ExchangePage
from tests.desk.office import INDICATORS, Office
from tests.ui.exchange import inbox

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

PageOf = Callable[[str], ExchangePage]
Drop = Callable[[ExchangePage, Iterable[Path]], None]


@pytest.fixture
def drop(qtbot: QtBot) -> Drop:
    """Drops files and waits until each has its fate."""

    def dropped(page: ExchangePage, paths: Iterable[Path]) -> None:
        page.drop(paths)
        qtbot.waitUntil(lambda: not page.intake.is_reading, timeout=15_000)

    return dropped


def rows(page: ExchangePage) -> list[tuple[str, str, str, str]]:
    return [(row.label, row.before, row.after, row.fate) for row in page.drawer.preview.cells.rows]


def stand_on(page: ExchangePage, name: str) -> None:
    names = [file.path.name for file in page.intake.model.files]
    page.view.selectRow(names.index(name))


def raw(page: ExchangePage, item: str) -> set[str]:
    return {head.value.raw for head in page.session.desk.heads(INDICATORS).get(Slot(item), ())}


def buttons(page: ExchangePage) -> list[str]:
    panel = page.drawer.preview
    return [
        button.text()
        for button in (panel.back, panel.decline, panel.take, panel.keep, panel.sure)
        if button.isVisible()
    ]


def test_the_first_file_is_shown_cell_by_cell_as_soon_as_it_is_read(
    page: ExchangePage, office: Office, drop: Drop, qtmodeltester: ModelTester
) -> None:
    before = office.state("district")
    drop(page, inbox.paths(office))
    assert page.drawer.currentWidget() is page.drawer.preview
    assert rows(page) == [
        ("4 有效发明专利拥有量", "120", "138", "改动"),
        ("22 城镇生活垃圾回收利用率 · 说明", "（空）", "焚烧厂检修 23 天", "新填"),
        ("22 城镇生活垃圾回收利用率", "（空）", "66.1", "新填"),
    ]
    assert "装入后会：改动 1 格，新填 2 格，和这里相同 4 格" in page.drawer.preview.title.text()
    assert buttons(page) == ["不装入", "装入这一个"]
    qtmodeltester.check(page.drawer.preview.cells)  # type: ignore[no-untyped-call]
    assert office.state("district") == before


def test_both_values_of_a_clash_are_shown(page: ExchangePage, office: Office, drop: Drop) -> None:
    drop(page, inbox.paths(office))
    stand_on(page, inbox.SECOND)
    assert rows(page)[0][1:] == ("120", "120 / 131", "数据不一致")


def test_one_file_is_taken_in_and_the_others_say_anew_what_they_would_do(
    page: ExchangePage, office: Office, drop: Drop
) -> None:
    drop(page, [office.file(inbox.REPORT), office.file(inbox.SECOND)])
    page.drawer.preview.take.click()
    assert raw(page, "145-04") == {"138"}
    assert [file.fate.word for file in page.intake.model.files] == ["已装入", "可装入·1 格待定"]
    assert "已装入：改动 1 格，新填 2 格" in page.drawer.preview.title.text()
    stand_on(page, inbox.SECOND)
    assert rows(page)[0][1:] == ("138", "131 / 138", "数据不一致")


def test_a_file_that_is_not_wanted_goes_off_the_list_and_nothing_is_written(
    page: ExchangePage, office: Office, drop: Drop
) -> None:
    before = office.state("district")
    drop(page, [office.file(inbox.REPORT)])
    page.drawer.preview.decline.click()
    assert page.intake.model.files == []
    assert not page.drawer.isVisible()
    assert office.state("district") == before


def test_taking_back_is_shown_first_and_done_when_it_is_confirmed(
    page: ExchangePage, office: Office, drop: Drop
) -> None:
    drop(page, [office.file(inbox.REPORT)])
    page.drawer.preview.take.click()
    taken = office.state("district")
    page.drawer.preview.back.click()
    assert rows(page) == [
        ("4 有效发明专利拥有量", "138", "120", "退回原值"),
        ("22 城镇生活垃圾回收利用率 · 说明", "焚烧厂检修 23 天", "（空）", "退回原值"),
        ("22 城镇生活垃圾回收利用率", "66.1", "（空）", "退回原值"),
    ]
    assert buttons(page) == ["不撤回", "确定撤回"]
    assert office.state("district") == taken, "a preview writes nothing"
    page.drawer.preview.keep.click()
    assert buttons(page) == ["撤回这次装入"]
    page.drawer.preview.back.click()
    page.drawer.preview.sure.click()
    assert raw(page, "145-04") == {"120"}
    assert [file.fate.word for file in page.intake.model.files] == ["搁置"]
    assert buttons(page) == ["不装入", "再装入"]
    assert rows(page)[0] == ("4 有效发明专利拥有量", "120", "138", "改动")
    page.drawer.preview.take.click()
    assert raw(page, "145-04") == {"138"}
    assert [file.fate.word for file in page.intake.model.files] == ["已装入"]


def test_a_file_of_an_earlier_day_is_taken_back_from_the_list_by_keyboard(page: ExchangePage, office: Office) -> None:
    del office
    lines = page.received.lines.lines
    row = next(row for row, line in enumerate(lines) if isinstance(line.payload, Receipt))
    assert (lines[row].title, lines[row].right) == ("上报包 鄞江镇", "")
    view = page.received.view
    view.setCurrentIndex(page.received.lines.index(row, 0))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.drawer.isVisible()
    assert "撤回会把 5 格退回装入前的值" in page.drawer.preview.title.text()
    assert page.drawer.preview.sure.isVisible()
    QTest.keyClick(page.drawer.preview.sure, Qt.Key.Key_Space)
    assert raw(page, "145-04") == {""}
    assert page.received.lines.lines[row].right == "已撤回"


def test_what_was_approved_since_says_why_it_stays(page_of: PageOf, office: Office) -> None:
    office.review("--approve", "--comment", "同意")
    page = page_of("district")
    row = next(row for row, line in enumerate(page.received.lines.lines) if isinstance(line.payload, Receipt))
    page.received.view.setCurrentIndex(page.received.lines.index(row, 0))
    QTest.mouseClick(
        page.received.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.received.view.visualRect(page.received.lines.index(row, 0)).center() + QPoint(0, 0),
    )
    assert "已是“审核通过”，不能再撤回" in page.drawer.preview.said.text()
    assert "--" not in page.drawer.preview.said.text()
    assert buttons(page) == []


def test_a_unit_sees_what_a_task_brings_and_takes_it_back(page_of: PageOf, office: Office, drop: Drop) -> None:
    office.review("--return", "--comment", "请核对")
    office.reply("back.xlsx")
    page = page_of("town")
    drop(page, [office.file("back.xlsx")])
    assert rows(page) == []
    assert "装入后会" in page.drawer.preview.title.text()
    assert buttons(page) == ["不装入", "装入这一个"]


def test_on_a_large_ground_the_copy_of_the_day_is_whole_before_the_one_file_is_taken_in(
    page: ExchangePage, office: Office, drop: Drop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", 0)
    drop(page, [office.file(inbox.REPORT), office.file(inbox.SECOND)])
    before = len(page.session.desk.workspace.journal)
    page.drawer.preview.take.click()
    assert page.intake.is_taking
    assert len(page.session.desk.workspace.journal) == before
    page.drawer.preview.take.click()  # does nothing more
    qtbot.waitUntil(lambda: not page.intake.is_taking, timeout=15_000)
    assert not copies_beside.is_due(page.session.desk.workspace)
    assert raw(page, "145-04") == {"138"}
    qtbot.waitUntil(
        lambda: [file.fate.word for file in page.intake.model.files] == ["已装入", "可装入·1 格待定"], timeout=15_000
    )
    qtbot.waitUntil(lambda: not page.intake._were_read, timeout=15_000)  # the Desk is closed next

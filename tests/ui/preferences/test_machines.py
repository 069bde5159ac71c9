"""设置 → 备份、换人、换电脑: the second place, 移交, restoring, and everything of a unit for its new computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.conftest import UNIT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PageOf = Callable[[Session], PreferencesPage]


@pytest.fixture
def page_of(theme: Theme, qtbot: QtBot) -> PageOf:
    def show(session: Session) -> PreferencesPage:
        page = PreferencesPage(session, theme)
        qtbot.addWidget(page)
        page.resize(1294, 692)
        page.show()
        page.refresh()
        return page

    return show


def test_the_second_place_is_chosen_and_a_copy_made_at_once(
    unit_session: Session, page_of: PageOf, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(unit_session)
    assert page.machines.standing.text.startswith("还没有备份到第二处")
    assert not page.machines.now.isEnabled()
    assert page.machines.all.isHidden()
    stick = tmp_path / "stick"
    stick.mkdir()
    page.machines.choose(stick)
    assert "同一个磁盘" in page.machines.said.text()
    qtbot.waitUntil(lambda: not unit_session.second_place.is_at_work)
    assert page.machines.standing.text.startswith("上次备份：今天")
    assert page.machines.now.isEnabled()
    page.machines.now.click()
    qtbot.waitUntil(lambda: not unit_session.second_place.is_at_work)
    assert sorted(path.name.split("_")[3] for path in stick.glob("备份_*.db")) == ["00001", "00002"]


def test_the_folder_of_the_data_file_is_refused_as_a_second_place(unit_session: Session, page_of: PageOf) -> None:
    page = page_of(unit_session)
    page.machines.choose(unit_session.desk.workspace.path.parent)
    assert "数据文件所在的文件夹" in page.machines.said.text()
    assert unit_session.desk.backups.standing().folder is None


def test_handing_over_lists_what_is_open_and_writes_the_sheet(
    unit_session: Session, page_of: PageOf, tmp_path: Path
) -> None:
    page = page_of(unit_session)
    page.machines.show_handover()
    window = page.machines.handover_window
    assert window is not None
    assert [line.corner for line in window.lines.lines if line.detail == "比上年少一半，请核对"] == ["退回没有改"]
    assert not window.save.isEnabled()
    window.to.setText("李新")
    assert window.save.isEnabled()
    window.write(tmp_path / "h.docx")
    assert (tmp_path / "h.docx").is_file()
    assert "签字" in window.said.text()
    window.to.setText("张填")
    window.write(tmp_path / "again.docx")
    assert "不用移交给自己" in window.said.text()
    asked: list[bool] = []
    unit_session.person_asked.connect(lambda: asked.append(True))
    window.switch.click()
    assert asked == [True]
    assert not window.isVisible()


def test_a_backup_is_compared_first_and_restored_into_a_file_of_its_own(
    unit_session: Session, page_of: PageOf, tmp_path: Path
) -> None:
    desk = unit_session.desk
    desk.backups.make(tmp_path / "stick" / "b.db")
    desk.entry.enter([{"unit": UNIT, "period": "2025", "item": "145-11", "value": "13"}])
    page = page_of(unit_session)
    page.machines.show_backup(tmp_path / "stick" / "b.db")
    window = page.machines.restore_window
    assert window is not None
    assert [line.title for line in window.lines.lines] == ["备份", "现在的数据文件", "鄞江镇　2025年　规划指标填报表"]
    assert window.lines.lines[2].detail == "备份缺 1 次改动、上报或审核"
    assert window.pin.isHidden()
    window.restore_to(tmp_path / "new.db")
    assert window.said.text() == "已恢复到 new.db。"
    (tmp_path / "letter.db").write_bytes(b"Dear Sir, " * 1000)
    window.show_for(tmp_path / "letter.db")
    assert not window.instead.isEnabled()
    assert "不是本程序的数据文件" in window.said.text()
    window.close()


def test_a_drill_of_the_newest_copy_is_one_press_and_a_bad_copy_is_said(
    unit_session: Session, page_of: PageOf, tmp_path: Path, qtbot: QtBot
) -> None:
    stick, page = tmp_path / "stick", page_of(unit_session)
    stick.mkdir()
    assert not page.machines.drill.isEnabled()
    page.machines.choose(stick)
    qtbot.waitUntil(lambda: not unit_session.second_place.is_at_work)
    page.machines.drill.click()
    qtbot.waitUntil(page.machines.drill.isEnabled)
    assert page.machines.said.text().startswith("恢复演练成功")
    (copy,) = stick.glob("*.db")
    data = copy.read_bytes()
    copy.write_bytes(data[: len(data) // 2])
    page.machines.drill.click()
    qtbot.waitUntil(page.machines.drill.isEnabled)
    assert "损坏" in page.machines.said.text()
    copy.unlink()
    page.machines.drill.click()
    assert "现在不在" in page.machines.said.text()


def test_everything_of_the_unit_in_the_roster_is_handed_out(
    district_session: Session, page_of: PageOf, tmp_path: Path
) -> None:
    page = page_of(district_session)
    page.roster.view.selectRow(0)
    assert not page.machines.all.isEnabled()
    page.roster.view.selectRow(1)
    assert page.machines.all.text() == "补发鄞江镇的全部报表…"
    page.machines.hand_out(tmp_path / "all")
    assert len(list((tmp_path / "all").glob("鄞江镇_2025_*.xlsx"))) == 1
    assert "1 期报表" in page.machines.said.text()

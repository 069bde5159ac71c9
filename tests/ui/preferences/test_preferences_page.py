"""设置: the 登记申请 on paper, people and PINs, the roster, and 审核 and 审批 by two people."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit

from haishu_desk.desk import people
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.conftest import UNIT

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

PageOf = Callable[[Session], PreferencesPage]
PIN = "Haishu-4711"


@pytest.fixture(autouse=True)
def _light_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_MEMORY_KIB", 64)
    monkeypatch.setattr(people, "_ITERATIONS", 1)


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


def names(page: PreferencesPage) -> list[tuple[str, str, str]]:
    return [(line.title, line.detail, line.right) for line in page.people.lines.lines]


def set_pin(page: PreferencesPage, pin: str, again: str | None = None) -> None:
    page.people.first.setText(pin)
    page.people.second.setText(pin if again is None else again)
    page.people.set.click()


def test_a_unit_sees_its_check_code_in_four_groups_and_that_it_is_admitted(
    unit_session: Session, page_of: PageOf
) -> None:
    page = page_of(unit_session)
    assert page.computer.code.text().split() == unit_session.desk.exchange.keys()["code"].split("-")
    assert "已登记" in page.computer.standing.text
    assert "鄞江镇" in page.computer.who.text()


def test_the_application_is_one_page_of_a4_as_pdf(unit_session: Session, page_of: PageOf, tmp_path: Path) -> None:
    page = page_of(unit_session)
    page.computer.save_pdf(tmp_path / "申请")
    file = tmp_path / "申请.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert "已存为 申请.pdf" in page.computer.said.text()
    if which("pdftotext") is None:
        pytest.skip("no pdftotext here")
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.count("\f") == 1
    for word in ("登记申请", "鄞江镇", "公章", *unit_session.desk.exchange.keys()["code"].split("-")):
        assert word in done.stdout


def test_the_application_is_written_as_a_file(unit_session: Session, page_of: PageOf, tmp_path: Path) -> None:
    page = page_of(unit_session)
    page.computer.write_file(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").is_file()
    assert "可拔出" in page.computer.said.text()


def test_the_district_has_no_application_but_a_code_for_the_notice(district_session: Session, page_of: PageOf) -> None:
    page = page_of(district_session)
    assert not page.computer.print.isVisible()
    assert not page.computer.file.isVisible()
    assert page.computer.code.text()


def test_a_pin_is_set_changed_and_taken_away(unit_session: Session, page_of: PageOf) -> None:
    page = page_of(unit_session)
    assert names(page) == [("张填", "没有口令", "正在操作")]
    assert page.people.first.echoMode() == QLineEdit.EchoMode.Password
    assert not page.people.remove.isEnabled()
    set_pin(page, PIN)
    assert names(page) == [("张填", "设了口令", "正在操作")]
    assert (page.people.first.text(), page.people.set.text()) == ("", "改口令")
    set_pin(page, "Anders-0002")
    page.people.remove.click()
    assert names(page) == [("张填", "没有口令", "正在操作")]
    assert "去掉了" in page.people.said.text()


@pytest.mark.parametrize(("pin", "again", "said"), [(PIN, "x", "两次写的口令不一样"), ("abc", None, "口令太短")])
def test_a_pin_that_is_none_is_refused_where_it_was_typed(
    pin: str, again: str | None, said: str, unit_session: Session, page_of: PageOf
) -> None:
    page = page_of(unit_session)
    set_pin(page, pin, again)
    assert said in page.people.said.text()
    assert not unit_session.desk.people.has_pin("张填")


def test_changing_over_asks_the_window(unit_session: Session, page_of: PageOf, qtbot: QtBot) -> None:
    page = page_of(unit_session)
    with qtbot.waitSignal(unit_session.person_asked, timeout=1000):
        page.people.switch.click()


def test_the_district_revokes_a_computer_with_a_reason(
    district_session: Session, page_of: PageOf, qtmodeltester: ModelTester
) -> None:
    page = page_of(district_session)
    roster = page.roster
    assert not roster.revoke.isEnabled()
    roster.view.selectRow(0)
    roster.reason.setText("电脑遗失")
    assert not roster.revoke.isEnabled(), "not its own"
    roster.view.selectRow(1)
    assert roster.revoke.text() == "撤销鄞江镇这台电脑的登记"
    roster.reason.clear()
    assert not roster.revoke.isEnabled()
    roster.reason.setText("电脑遗失")
    roster.revoke.click()
    row = district_session.desk.exchange.roster.rows()[1]
    assert (row["unit"], row["revoked"]["reason"]) == (UNIT, "电脑遗失")
    shown = str(roster.model.index(1, 4).data())
    assert shown == f"已撤销 从第 {row['revoked']['receipt']} 号起：电脑遗失"
    assert not roster.revoke.isEnabled()
    assert "已撤销鄞江镇" in roster.said.text()
    qtmodeltester.check(roster.model)  # type: ignore[no-untyped-call]


def test_a_unit_sees_the_roster_and_revokes_nothing(unit_session: Session, page_of: PageOf) -> None:
    page = page_of(unit_session)
    assert page.roster.model.rowCount() == 2
    assert not page.roster.revoke.isVisible()


def test_the_district_settles_that_two_people_are_needed(district_session: Session, page_of: PageOf) -> None:
    page = page_of(district_session)
    assert not page.two.box.isChecked()
    page.two.box.click()
    assert district_session.desk.settings.two_people
    assert "另一人" in page.two.said.text()
    page.two.box.click()
    assert not district_session.desk.settings.two_people


def test_a_unit_cannot_settle_it(unit_session: Session, page_of: PageOf) -> None:
    assert not page_of(unit_session).two.box.isEnabled()

"""The district amends a target or a definition at the indicator itself, and sees there what was amended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.plan.amending import AmendingCard
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[PlanPage]:
    """The plan page of a new district, writing, with 地区生产总值 chosen."""
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True) as desk:
        page = PlanPage(Session(desk), theme)
        qtbot.addWidget(page)
        page.refresh()
        page.show_item("145-01")
        page.resize(1286, 720)
        page.show()
        yield page


def card(page: PlanPage) -> AmendingCard:
    (found_card,) = page.panel.area.widget().findChildren(AmendingCard)
    return found_card


def fill(form: AmendingCard, now: str, year: int, document: str, reason: str) -> None:
    form.open.click()
    form.now.setText(now)
    form.year.setValue(year)
    form.document.setText(document)
    form.reason.setText(reason)


def test_an_adjusted_target_stands_on_the_page_with_its_grounds(page: PlanPage) -> None:
    form = card(page)
    fill(form, "1900", 2023, "海人大〔2023〕5号", "土地供应不足")
    form.done.click()
    page.refresh()  # as the window does after every write
    assert "1201 → 1900" in page.panel.texts()
    table = page.middle.table.model()
    shown = {str(table.index(0, column).data()) for column in range(table.columnCount())}
    assert "1900\n（原2000）" in shown
    assert "2023 年起目标调整：2000 → 1900（海人大〔2023〕5号，土地供应不足）" in page.panel.texts()


def test_a_new_definition_takes_its_back_cast_years(page: PlanPage) -> None:
    form = card(page)
    form.open.click()
    assert not form.backcast.isVisible()
    form.what.setCurrentIndex(1)
    assert form.backcast.isVisible()
    form.now.setText("含高新区")
    form.year.setValue(2024)
    form.backcast.setText("2022=1400 2023=1450")
    form.document.setText("海统〔2024〕3号")
    form.reason.setText("区划口径")
    form.done.click()
    page.refresh()  # as the window does after every write
    record = page.session.desk.documents.catalogue.get("145-01").record
    assert record["definition"] == "含高新区"
    assert record["amendments"][0]["backcast"] == {"2022": "1400", "2023": "1450"}


@pytest.mark.parametrize(("now", "document", "said"), [("增长", "文号", "看不懂目标"), ("1900", "", "修订没有写文号")])
def test_what_cannot_be_is_said_in_its_place_and_what_was_typed_stays(
    page: PlanPage, now: str, document: str, said: str
) -> None:
    form = card(page)
    fill(form, now, 2023, document, "理由")
    form.done.click()
    assert said in form.said.text()
    assert form.now.text() == now
    assert page.session.desk.documents.edition("plan:145").number == 1


def test_a_back_cast_that_is_no_year_and_value_is_said(page: PlanPage) -> None:
    form = card(page)
    fill(form, "含高新区", 2023, "文号", "理由")
    form.what.setCurrentIndex(1)
    form.backcast.setText("2021年1.5")
    form.done.click()
    assert "看不懂追溯数“2021年1.5”" in form.said.text()


def test_giving_up_folds_the_form_and_writes_nothing(page: PlanPage) -> None:
    form = card(page)
    fill(form, "1900", 2023, "文号", "理由")
    form.cancel.click()
    assert not form.now.isVisible()
    assert form.open.isVisible()
    assert page.session.desk.documents.edition("plan:145").number == 1


def test_tasks_and_a_units_workspace_have_no_such_form(
    qtbot: QtBot, tmp_path: Path, theme: Theme, page: PlanPage
) -> None:
    page.show_item("145-b13-0-02")
    assert not page.panel.area.widget().findChildren(AmendingCard)
    found(tmp_path / "town.db", "unit", "330203101", "张填", None)
    with Desk(tmp_path / "town.db", write=True) as desk:
        other = PlanPage(Session(desk), theme)
        qtbot.addWidget(other)
        other.refresh()
        other.show_item("145-01")
        assert not other.panel.area.widget().findChildren(AmendingCard)

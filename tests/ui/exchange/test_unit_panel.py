"""传出上报包 of a unit: what stands in its way is told, with the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.exchange.unit_panel import UnitPanel
from haishu_desk.ui.session import Session
from tests.desk.office import INDICATORS, PERIOD, TOWN, YINJIANG, Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.theme import Theme


def test_a_refused_report_says_how_many_and_leads_to_the_first(
    office: Office, page_of: Callable[[str], ExchangePage]
) -> None:
    office.enter("town", "145-06", "106.8")
    page = page_of("town")
    assert isinstance(page.panel, UnitPanel)
    wanted: list[tuple[ReturnKey, str]] = []
    page.open_return.connect(lambda key, item: wanted.append((key, item)))
    page.panel.hand_over(office.file("refused.xlsx"))
    assert "强制性错误 1 条" in page.panel.said.text()
    assert "check" not in page.panel.said.text()
    page.panel.look.click()
    assert wanted == [(INDICATORS, "145-06")]
    assert page.panel.look.isHidden()
    assert not office.file("refused.xlsx").exists()


def test_another_refusal_leads_nowhere_and_a_report_that_goes_out_neither(
    office: Office, page_of: Callable[[str], ExchangePage]
) -> None:
    page = page_of("town")
    assert isinstance(page.panel, UnitPanel)
    page.panel.hand_over(office.folder / "no-such-folder" / "up.xlsx")
    assert page.panel.look.isHidden()
    office_desk = page.session.desk
    office_desk.entry.enter([{"unit": YINJIANG, "period": PERIOD, "item": "145-04", "value": "130"}])
    page.panel.hand_over(office.file("again.xlsx"))
    assert page.panel.look.isHidden()
    assert office.file("again.xlsx").exists()


def test_answers_to_a_closed_return_can_be_handed_over(reported: Office, theme: Theme, qtbot: QtBot) -> None:
    office = reported
    office.ask("district", "query", *TOWN, "--item", "145-04", "--ask", "为什么少？")
    office.review("--approve")
    office.reply("approved.xlsx")
    office.outcome("town", "approved.xlsx")
    desk = office.desk("town", write=True)
    page = ExchangePage(Session(desk), theme)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert isinstance(page.panel, UnitPanel)
    assert (page.panel.submit.isEnabled(), page.panel.missing.text()) == (False, "这一期已审核通过，不用再传。")
    page.session.write([INDICATORS], lambda: page.session.desk.querying.answer(INDICATORS, Slot("145-04"), "企业迁出"))
    assert (page.panel.submit.isEnabled(), page.panel.missing.text()) == (True, "答复了查询，请传出答复包。")
    page.panel.hand_over(office.file("answers.xlsx"))
    assert page.panel.said.text().startswith("已传出 answers.xlsx")
    page.session.background.wait()
    page.session.slices.rest()
    desk.close()

"""传出上报包 of a unit: what stands in its way is told, with the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.exchange.unit_panel import UnitPanel
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, Office

if TYPE_CHECKING:
    from collections.abc import Callable


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

"""A return that nobody has begun is offered the last period's figures; they count only when they are confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.desk.office import PERIOD, YINJIANG, Office
from tests.ui.entry.conftest import Clerk, Open

BEFORE = (("145-04", "110"), ("145-06", "9"))


def begun(office: Office, open_page: Open) -> Clerk:
    with office.desk("town", write=True) as desk:
        desk.entry.enter([{"unit": YINJIANG, "period": "2024", "item": item, "value": value} for item, value in BEFORE])
    return open_page(office.db("town"))


def filled(clerk: Clerk) -> int:
    """As the queue counts it."""
    rows = clerk.desk.reviewing.queue(check=False)
    return next(int(row["filled"]) for row in rows if (row["form"], row["period"]) == ("indicators", PERIOD))


def test_a_new_return_is_offered_the_year_before_and_none_of_it_counts_yet(office: Office, open_page: Open) -> None:
    clerk = begun(office, open_page)
    bar = clerk.page.offer
    assert bar.isVisible()
    assert bar.label.text == "可以把2024年的数带进来作底，逐格标为待核；核对认可以前不算已录。"
    bar.take_button.click()
    assert not bar.isVisible()
    assert [clerk.standing(item) for item, _ in BEFORE] == ["待核", "待核"]
    assert filled(clerk) == 0
    clerk.at("145-04")
    clerk.key(Qt.Key.Key_Return)
    assert filled(clerk) == 1


def test_who_declines_is_not_asked_again_and_nothing_is_written(office: Office, open_page: Open) -> None:
    clerk = begun(office, open_page)
    clerk.page.offer.leave_button.click()
    clerk.page.refresh()
    assert not clerk.page.offer.isVisible()
    assert clerk.page.model.sheet is not None
    assert clerk.desk.heads(clerk.page.model.sheet.key) == {}


def test_there_is_no_offer_without_an_earlier_figure(office: Office, open_page: Open) -> None:
    assert not open_page(office.db("town")).page.offer.isVisible()

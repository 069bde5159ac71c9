"""The panel at the right while it is read some milliseconds at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from haishu_desk.ui import slices
from haishu_desk.ui.entry.details import Details, details_by_and_by, details_of
from haishu_desk.ui.entry.sheet import Sheet
from tests.desk.office import INDICATORS, Office
from tests.ui.entry.conftest import Clerk, Open

_LONG_MS = 40


class Shown:
    """The titles that the panel is told to show from now on."""

    def __init__(self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.titles: list[str] = []
        self._show = clerk.page.panel.show_details
        monkeypatch.setattr(clerk.page.panel, "show_details", self._note)

    def _note(self, details: Details | None) -> None:
        self.titles.append(details.title if details else "")
        self._show(details)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, office: Office, open_page: Open) -> Clerk:
    """A clerk on whose computer each part takes as long as a slice; some of 145-04 is read."""
    monkeypatch.setattr(slices, "SLICE", 0.0)
    monkeypatch.setattr(slices, "_BETWEEN_MS", _LONG_MS)
    clerk = open_page(office.db("town"))
    clerk.at("145-13")
    clerk.page.side.show_details()
    clerk.at("145-04")
    clerk.qtbot.waitUntil(lambda: clerk.page.side.is_reading)
    return clerk


def _name(clerk: Clerk, code: str) -> str:
    return clerk.desk.documents.catalogue.get(code).name


def _click(clerk: Clerk, link: str) -> None:
    body = clerk.page.panel.findChild(QTextBrowser)
    assert isinstance(body, QTextBrowser)
    body.anchorClicked.emit(QUrl(link))


def test_each_period_is_a_step_and_the_whole_is_what_is_read_at_once(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        for period, value in (("2023", "1"), ("2024", "2"), ("2025", "3")):
            row = {"unit": INDICATORS.unit, "period": period, "item": "145-04", "field": "value", "value": value}
            desk.entry.enter([row])
        sheet, item = Sheet(desk, INDICATORS), desk.documents.catalogue.get("145-04")
        # What stands of the item, the three periods, the way, the story.
        assert sum(1 for _ in details_by_and_by(desk, sheet, item, "value")) == 1 + 3 + 1 + 1
        found = details_of(desk, sheet, item, "value")
        assert [past.text for past in found.past] == ["3", "2", "1"]
        assert list(reversed(found.events)) == desk.reading.history(INDICATORS, "145-04")


def test_the_row_before_stays_until_the_new_one_is_read_whole(reader: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(reader, monkeypatch)
    assert _name(reader, "145-13") in reader.page.panel.text
    reader.qtbot.waitUntil(lambda: bool(shown.titles))
    assert shown.titles == [_name(reader, "145-04")]
    by_slices = reader.page.panel.text
    reader.page.side.show_details()
    assert reader.page.panel.text == by_slices


def test_links_of_the_row_before_do_nothing_while_the_new_one_is_read(reader: Clerk) -> None:
    followed: list[str] = []
    reader.page.panel.linked.connect(followed.append)
    _click(reader, "open:0")
    assert followed == []
    reader.qtbot.waitUntil(lambda: not reader.page.side.is_reading)
    _click(reader, "open:0")
    assert followed == ["open:0"]


def test_a_row_that_is_left_while_it_is_read_is_never_shown(reader: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(reader, monkeypatch)
    reader.at("145-11")
    assert not reader.page.side.is_reading
    reader.qtbot.waitUntil(lambda: bool(shown.titles))
    assert shown.titles == [_name(reader, "145-11")]


def test_what_is_written_while_a_row_is_read_is_in_what_is_shown(
    reader: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Shown(reader, monkeypatch)
    row = {"item": "145-04", "field": "value", "vintage": None, "value": "17", "note": None}
    assert reader.page.session.enter(INDICATORS, [row])
    reader.qtbot.waitUntil(lambda: bool(shown.titles))
    assert shown.titles == [_name(reader, "145-04")]
    assert reader.page.panel.text.replace("\u3000", " ").count("录入 17") == 1


def test_nothing_more_is_read_once_the_page_is_left(reader: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(reader, monkeypatch)
    reader.close()
    assert not reader.page.side.is_reading
    reader.qtbot.wait(2 * _LONG_MS)  # longer than from one slice to the next: the Desk is closed
    assert shown.titles == []


def test_what_was_read_is_shown_in_a_turn_of_its_own(
    office: Office, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE", 60.0)
    clerk = open_page(office.db("town"))
    clerk.at("145-04")
    side, shown = clerk.page.side, Shown(clerk, monkeypatch)
    side._timer.stop()
    side._begin()
    side._go_on()
    assert (shown.titles, side.is_reading) == ([], True)
    side._go_on()
    assert (shown.titles, side.is_reading) == ([_name(clerk, "145-04")], False)

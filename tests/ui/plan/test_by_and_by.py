"""Where there are many returns what was reported for an entry is read by and by; the panel says so until it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui import slices, turns
from haishu_desk.ui.plan.page import READING, PlanPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SCJG, TOWN, TJJ = "dept-scjgj", "330203101", "dept-tjj"
CELLS = ((SCJG, "2022", "145-04", "2800"), (TOWN, "2021", "145-04", "101"), (TJJ, "2021", "145-03", "2.52"))
WAITS = "正在读报过的数…"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    del qtbot
    path = tmp_path / "district.db"
    found(path, "district", None, "李审", None)
    with Desk(path, write=True, person="李审") as desk:
        enter(desk, *CELLS)
        session = Session(desk)
        yield session
        session.background.wait()


def enter(desk: Desk, *cells: tuple[str, str, str, str]) -> None:
    """Fill in unit, period, item and value."""
    desk.entry.enter(
        {"unit": unit, "period": period, "item": item, "value": value, "vintage": None}
        for unit, period, item, value in cells
    )


def shown(session: Session, qtbot: QtBot) -> PlanPage:
    page = PlanPage(session, Theme())
    qtbot.addWidget(page)
    return begun(page)


def begun(page: PlanPage) -> PlanPage:
    page.resize(1294, 692)
    page.show()
    page.refresh()
    return page


@pytest.fixture
def large(session: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """As if its returns were many, and each step of the reading an event."""
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    monkeypatch.setattr(slices, "SLICE", -1.0)
    session.ahead.begin()
    return session


def steps(qtbot: QtBot, page: PlanPage) -> None:
    qtbot.waitUntil(lambda: page.is_settled)


def test_an_entry_is_named_at_once_and_told_of_when_it_is_read(
    large: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(large, qtbot)
    steps(qtbot, page)
    said: list[str] = []
    page.info.connect(said.append)
    page.show_item("145-04")
    page.renew()
    assert WAITS in page.panel.texts()
    assert READING not in said, "nothing of before stands there"
    assert "有效发明专利拥有量" in page.panel.texts(), "the name of the new entry, nothing of the one before"
    assert not page.is_settled
    steps(qtbot, page)
    texts = page.panel.texts()
    assert WAITS not in texts
    assert page.panel.story.units == 2
    assert [each.text for each in page.panel.story.past] == ["2800", "101"]
    monkeypatch.setattr(turns, "AT_ONCE", 64)
    at_once = shown(large, qtbot)
    at_once.show_item("145-04")
    assert at_once.panel.texts() == texts, "the same as where all is read at once"


def test_who_is_faster_goes_to_the_entry_that_was_chosen_last(large: Session, qtbot: QtBot) -> None:
    page = shown(large, qtbot)
    steps(qtbot, page)
    asked: list[tuple[ReturnKey, str]] = []
    page.open_return.connect(lambda key, item: asked.append((key, item)))
    page.show_item("145-04")
    page.fill_in()
    page.show_item("145-03")
    page.fill_in()
    assert asked == [
        (ReturnKey("indicators", SCJG, "2022"), "145-04"), (ReturnKey("indicators", TJJ, "2021"), "145-03"),
    ]  # fmt: skip
    steps(qtbot, page)
    assert page.panel.details is not None
    assert (page.panel.details.code, [each.text for each in page.panel.story.past]) == ("145-03", ["2.52"])


def test_after_a_write_the_old_panel_says_that_it_is_old_until_it_is_read_anew(large: Session, qtbot: QtBot) -> None:
    page = shown(large, qtbot)
    page.show_item("145-04")
    steps(qtbot, page)
    said: list[str] = []
    page.info.connect(said.append)
    enter(large.desk, (SCJG, "2023", "145-04", "2900"))
    page.renew()
    assert (said[-1], page.panel.story.past[0].text) == (READING, "2800")
    steps(qtbot, page)
    assert page.panel.story.past[0].text == "2900"
    assert "行指标" in said[-1]


def test_a_page_that_goes_meanwhile_takes_its_reading_along(large: Session, qtbot: QtBot) -> None:
    page = begun(PlanPage(large, Theme()))
    steps(qtbot, page)
    page.show_item("145-04")
    shiboken6.delete(page)
    large.desk.close()
    for _ in range(5):
        QApplication.processEvents()


def test_what_was_sought_by_and_by_is_not_sought_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, cells = session.desk, session.desk.workspace.cells
    figures, whole = Figures(desk), Figures(desk)
    found_steps = len(list(figures.seeking("145-04")))
    assert found_steps == 3 * len(figures._chain("145-04")), "three units have returns"
    for _ in figures.reading_series("145-04"):
        pass
    asked: list[str] = []
    keys_of_item = type(cells).keys_of_item

    def counted(self: object, item: str, *args: object) -> object:
        asked.append(item)
        return keys_of_item(self, item, *args)  # type: ignore[arg-type]

    expected = whole.filled("145-04"), whole.rows("145-04", SCJG), whole.series("145-04")
    monkeypatch.setattr(type(cells), "keys_of_item", counted)
    assert (figures.filled("145-04"), figures.rows("145-04", SCJG), figures.series("145-04")) == expected
    assert expected[0] == ["330203101", "dept-scjgj"]
    assert asked == []


def test_what_does_not_add_up_is_looked_for_in_parts_and_kept(session: Session, qtbot: QtBot) -> None:
    documents = session.desk.documents
    page = PlanPage(session, Theme())
    qtbot.addWidget(page)
    parts = page.before()
    assert len(parts) == len(documents.catalogue.plans)
    for part in parts:
        part()
    assert [documents.is_looked_through(plan) for plan in documents.catalogue.plans] == [True, True]
    assert list(page.before()) == []

"""留痕 of a long journal: what is read when it opens, when it is scrolled, when it is filtered, and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from haishu_desk.desk.trail import Asked, Trail
from haishu_desk.store.database import Database
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.home.trail_reading import PAGE
from haishu_desk.ui.home.trail_window import TrailWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

LINES = 3 * PAGE


@pytest.fixture
def session(district_session: Session) -> Session:
    """With so many more lines in its journal, a hundred of them with a word of their own at the beginning."""
    written(district_session, 100, "早先的事")
    written(district_session, LINES, "后来的事")
    return district_session


def written(session: Session, lines: int, what: str) -> None:
    with session.desk.workspace.transaction():
        for number in range(lines):
            session.desk.audit(f"{what}{number}", contact=what)


def opened(session: Session, theme: Theme, qtbot: QtBot) -> TrailWindow:
    page = HomePage(session, theme)
    qtbot.addWidget(page)
    vars(session)["page"] = page
    page.show_trail()
    assert page.trail is not None
    settled(page.trail, qtbot)
    return page.trail


def settled(window: TrailWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: not window.reading.is_running, timeout=60_000
    )  # the tester of models looks at every row anew


class Reads:
    """How many rows of the journal's table were read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        asked = Database.rows

        def counted(database: Database, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
            found = asked(database, sql, *parameters)
            self.count += len(found) if "FROM journal" in sql else 0
            return found

        monkeypatch.setattr(Database, "rows", counted)


def test_what_is_read_when_it_opens_does_not_grow_with_the_journal(
    session: Session, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(session, theme, qtbot)
    window.close()
    reads, found = Reads(monkeypatch), []
    for _ in range(2):
        reads.count = 0
        window.show_trail()
        settled(window, qtbot)
        found.append(reads.count)
        window.close()
        written(session, LINES, "再后来的事")
    assert found[0] == found[1]
    # The lines of a page, the rest of the step they end in, the editions of the rules, the number of the last entry.
    assert PAGE <= found[0] < PAGE + 30


def test_the_newest_lines_are_there_first_and_scrolling_brings_the_others(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    window = opened(session, theme, qtbot)
    last = len(session.desk.workspace.journal)
    assert [row.n for row in window.model.rows] == list(range(last, last - PAGE, -1))
    assert window.count.text() == f"最近 {PAGE} 行，往下滚还有"
    bar = window.table.verticalScrollBar()

    def is_whole() -> bool:
        bar.setValue(bar.maximum())
        return window.reading.is_whole

    qtbot.waitUntil(is_whole, timeout=30_000)
    assert window.model.rows == Trail(session.desk).rows()[::-1]
    assert window.count.text() == f"{len(window.model.rows)} 行"


def test_a_filter_finds_what_lies_far_behind_what_was_read(session: Session, theme: Theme, qtbot: QtBot) -> None:
    window = opened(session, theme, qtbot)
    window.unit.setCurrentIndex(1)
    qtbot.waitUntil(lambda: window.reading.is_whole, timeout=30_000)
    asked = Asked(unit=window.unit.currentData())
    assert window.model.rows == Trail(session.desk).rows(asked)[::-1] != []
    assert window.reading.looked == len(session.desk.workspace.journal)


def test_a_person_whom_nobody_has_met_yet_may_be_typed(session: Session, theme: Theme, qtbot: QtBot) -> None:
    window = opened(session, theme, qtbot)
    window.person.setEditText("随程序带的")
    qtbot.waitUntil(lambda: window.reading.is_whole, timeout=30_000)
    assert {row.by for row in window.model.rows} == {"随程序带的"}
    assert window.person.findText("随程序带的") > 0, "now it can be chosen"
    window.person.setCurrentIndex(0)
    settled(window, qtbot)
    assert len(window.model.rows) == PAGE


def test_a_closed_window_keeps_no_rows_and_reads_no_further(session: Session, theme: Theme, qtbot: QtBot) -> None:
    window = opened(session, theme, qtbot)
    window.item.setText("没有这样的指标")  # looks on to the end
    window.close()
    assert (window.model.rows, window.reading.is_running, window.reading.is_whole) == ([], False, True)


def test_a_new_line_stands_at_the_top_of_a_window_that_is_open(session: Session, theme: Theme, qtbot: QtBot) -> None:
    window = opened(session, theme, qtbot)
    session.write([], lambda: session.desk.audit("刚才的事"))
    settled(window, qtbot)
    assert window.model.rows[0].what == "刚才的事"
    assert len(window.model.rows) == PAGE


def test_while_one_goes_through_the_journal_no_other_begins(session: Session, theme: Theme, qtbot: QtBot) -> None:
    window = opened(session, theme, qtbot)
    window.check_chain()
    assert not any(each.isEnabled() for each in (window.check, window.export, window.printed))
    qtbot.waitUntil(lambda: not window.errand.is_running, timeout=30_000)
    assert window.said.text().startswith("链完好")
    assert all(each.isEnabled() for each in (window.check, window.export, window.printed))


def test_what_is_read_in_steps_is_a_sound_model(
    session: Session, theme: Theme, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    window = opened(session, theme, qtbot)
    qtmodeltester.check(window.model)  # type: ignore[no-untyped-call]
    settled(window, qtbot)
    assert len(window.model.rows) > PAGE, "the tester asks for more too"
    qtmodeltester.check(window.model)  # type: ignore[no-untyped-call]

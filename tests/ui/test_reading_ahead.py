"""Many returns are read by and by after opening; what is shown meanwhile is true, and in the end it is everything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from haishu_desk.bench.district import Size, build
from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.store.database import Database
from haishu_desk.ui import reading_ahead
from haishu_desk.ui.home.overview import BriefRows, badges_of, rows_of, whole
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.conftest import PERIOD, UNIT

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever there is is too much to be read at once."""
    monkeypatch.setattr(reading_ahead, "AT_ONCE", 0)


def test_few_returns_are_read_before_the_first_page(district_session: Session) -> None:
    district_session.ahead.begin()
    assert district_session.ahead.is_over
    assert set(district_session.desk.standings.known()) == set(district_session.desk.standings.all())


@pytest.mark.usefixtures("many")
def test_many_are_read_by_and_by_and_then_everything_is_there(district_session: Session, qtbot: QtBot) -> None:
    """Beside a desk that reads all of them at once."""
    session, brief = district_session, BriefRows(district_session)
    session.ahead.begin()
    assert not session.ahead.is_over
    assert brief.read() == []
    assert badges_of(session) == {"review": 0}
    with qtbot.waitSignal(session.ahead.ended, check_params_cb=lambda: session.ahead.is_over):
        pass
    with Desk(session.desk.workspace.path) as other:
        anew = Session(other)
        assert [whole(session, row) for row in brief.read()] == rows_of(anew)
        assert badges_of(session) == badges_of(anew)


@pytest.mark.usefixtures("many")
def test_what_is_written_meanwhile_is_shown(district_session: Session, qtbot: QtBot) -> None:
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    session.ahead.begin()
    session.write(
        [key], lambda: session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators", comment="可")
    )
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert session.desk.standings.of(key).state == "审核通过"
    assert {row.key: row.state for row in BriefRows(session).read()}[key] == "审核通过"


def test_a_row_of_a_return_that_is_done_has_its_counts_when_they_are_asked_for(district_session: Session) -> None:
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    rows = BriefRows(session)
    session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators", comment="可")
    (row,) = [row for row in rows.read() if row.key == key]
    assert (row.is_brief, row.filled) == (True, 0)
    assert whole(session, row).filled == 3
    assert [again for again in rows.read() if again.key == key] == [row]
    session.desk.reviewing.review(UNIT, PERIOD, "reopened", form="indicators", comment="再核")
    (row,) = [row for row in rows.read() if row.key == key]
    assert (row.is_brief, row.filled) == (False, 3)


@pytest.fixture
def opened(theme: Theme, settings: QSettings, qtbot: QtBot) -> Iterator[Any]:
    """Opens a window on a workspace, and says how many rows of which tables came out of it until the first page stood."""
    windows = []

    def opened(file: Path) -> tuple[Counter[str], MainWindow]:
        read: Counter[str] = Counter()
        whole_rows = Database.rows

        def rows(self: Database, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
            found = whole_rows(self, sql, *parameters)
            read[sql.partition(" FROM ")[2].split()[0].strip("(")] += len(found)
            return found

        window = MainWindow(theme, settings)
        qtbot.addWidget(window)
        windows.append(window)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Database, "rows", rows)
            window.open_session(Session(Desk(file, write=True)))
        return read, window

    yield opened
    for window in windows:
        window.close()


@pytest.mark.usefixtures("many")
def test_opening_reads_no_more_where_more_years_lie_behind(opened: Any, tmp_path: Path, qtbot: QtBot) -> None:
    """Three units, one year or three of them: of what is read only the list of the returns is longer."""
    sizes = {years: Size(3, tuple(range(2026 - years, 2026)), 1, 1, 12, 4) for years in (1, 3)}
    built = {years: build(tmp_path / f"{years}.db", size) for years, size in sizes.items()}
    assert built[3].values > 2.5 * built[1].values
    (short, _), (long, window) = (opened(tmp_path / f"{years}.db") for years in (1, 3))
    assert short["return_entry"] == built[1].returns
    assert long["return_entry"] == built[3].returns
    assert long - Counter(return_entry=built[3].returns) == short - Counter(return_entry=built[1].returns)
    page = window.pages["home"]
    assert isinstance(page, HomePage)
    assert window.session is not None
    qtbot.waitUntil(lambda: window.session is not None and window.session.ahead.is_over)
    assert json.dumps([row.key.period for row in rows_of(window.session)]).count("2023") > 0

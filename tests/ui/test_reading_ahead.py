"""Many returns are read by and by after opening; what is shown meanwhile is true, and in the end it is everything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel

from haishu_desk.bench.district import Size, build
from haishu_desk.desk import Desk
from haishu_desk.desk.reviewing import Reviewing
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.database import Database
from haishu_desk.ui import reading_ahead, slices
from haishu_desk.ui.home.district import DistrictHome
from haishu_desk.ui.home.matrix import UNREAD
from haishu_desk.ui.home.overview import BriefRows, badges_of, rows_of, whole
from haishu_desk.ui.home.page import READING, HomePage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.review.page import ReviewPage
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


@pytest.fixture
def all_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has to be read anew is too much to be read at once."""
    monkeypatch.setattr(reading_ahead, "ROWS_AT_ONCE", 0)
    monkeypatch.setattr(reading_ahead, "MADE_AT_ONCE", 0)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[ReturnKey]:
    """Of which returns the row was read, in order."""
    read: list[ReturnKey] = []
    whole_row = Reviewing._read_row

    def row(self: Reviewing, key: ReturnKey) -> dict[str, Any]:
        read.append(key)
        return whole_row(self, key)

    monkeypatch.setattr(Reviewing, "_read_row", row)
    return read


def other_assignment(session: Session) -> None:
    """Somebody writes to what the rows rest on: 鄞江镇 is not asked for 145-04 any more."""
    documents = session.desk.documents
    rows = [row for row in documents.assignment if (row["item"], row["unit"]) != ("145-04", UNIT)]
    session.write([], lambda: session.desk.planning.publish("assignment", rows))


def shown(page: HomePage) -> list[Any]:
    assert isinstance(page.face, DistrictHome)
    return [cell for block in page.face.heat.blocks for row in block.rows for cell in row.cells]


def home(session: Session, theme: Theme, qtbot: QtBot) -> HomePage:
    page = HomePage(session, theme)
    qtbot.addWidget(page)
    session.ahead.begin()
    page.refresh()
    qtbot.waitUntil(lambda: session.ahead.is_over)
    page.refresh()
    page.show()
    return page


@pytest.mark.usefixtures("all_is_much")
def test_home_stays_as_it_was_and_says_so_until_all_rows_are_read_anew(
    district_session: Session, theme: Theme, qtbot: QtBot, read: list[ReturnKey]
) -> None:
    session, said = district_session, list[str]()
    page = home(session, theme, qtbot)
    page.info.connect(said.append)
    before = shown(page)
    read.clear()
    other_assignment(session)
    assert read == [], "nothing is read while the page is asked for"
    assert (shown(page), said[-1]) == (before, READING)
    page.refresh()
    assert read == [], "asking again reads nothing either"
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert len(read) == len(set(read)), "each once"
    assert said[-1] == page.face.info() != READING
    with Desk(session.desk.workspace.path) as other:
        anew = home(Session(other), theme, qtbot)
        assert shown(page) == shown(anew) != before
        anew.session.ahead.rest()
        anew.hide()


@pytest.mark.usefixtures("all_is_much")
def test_a_slice_reads_one_return_after_the_other(
    district_session: Session, theme: Theme, qtbot: QtBot, read: list[ReturnKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE", -1.0)
    session = district_session
    page = home(session, theme, qtbot)
    read.clear()
    other_assignment(session)
    counts = [0]
    while counts[-1] < 3:
        session.ahead._go_on()
        counts.append(len(read))
        assert counts[-1] - counts[-2] <= 1
    assert len(counts) > 4, "and its standing and its row have a step of their own"
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert page.face.info()


@pytest.mark.usefixtures("all_is_much")
def test_what_cannot_be_read_is_tried_once(
    district_session: Session, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, tried = district_session, list[ReturnKey]()
    page = home(session, theme, qtbot)

    def spoilt(self: Reviewing, key: ReturnKey) -> dict[str, Any]:
        del self
        tried.append(key)
        raise DeskError("读不出来", "", code="test")

    monkeypatch.setattr(Reviewing, "_read_row", spoilt)
    other_assignment(session)
    qtbot.waitUntil(lambda: session.ahead.is_over)
    page.refresh()
    assert session.ahead.is_over, "it does not begin again and again"
    assert 0 < len(tried) <= 4 * len(session.desk.standings.all())


@pytest.mark.usefixtures("all_is_much")
def test_what_is_written_while_rows_are_read_anew_is_shown_in_the_end(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    page = home(session, theme, qtbot)
    other_assignment(session)
    assert not session.ahead.is_over
    session.write([key], lambda: session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators"))
    other_assignment(session)
    qtbot.waitUntil(lambda: session.ahead.is_over and session.ahead.again())
    page.refresh()
    (cell,) = [cell for cell in shown(page) if cell and cell.key == key]
    assert cell.mark == "ok"


@pytest.mark.usefixtures("all_is_much")
def test_closing_while_rows_are_read_anew_is_safe(
    workspaces: Path, theme: Theme, settings: QSettings, qtbot: QtBot
) -> None:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.open_session(Session(Desk(workspaces / "district.db", write=True)))
    assert window.session is not None
    window.show()
    qtbot.waitUntil(lambda: window.session is not None and window.session.ahead.is_over)
    other_assignment(window.session)
    assert not window.session.ahead.is_over
    window.open_session(Session(Desk(workspaces / "unit.db", write=True)))
    qtbot.wait(50)
    window.close()


@pytest.mark.usefixtures("all_is_much")
def test_the_queue_stays_and_says_so_while_its_rows_are_read_anew(
    district_session: Session, theme: Theme, qtbot: QtBot, read: list[ReturnKey]
) -> None:
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    page = ReviewPage(session, theme)
    qtbot.addWidget(page)
    session.ahead.begin()
    qtbot.waitUntil(lambda: session.ahead.is_over)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: session.ahead.is_over)
    district = page.district
    assert district is not None
    lines = list(district.queue.model.lines)
    assert district.queue.model.row_of(key) >= 0
    read.clear()
    other_assignment(session)
    assert not session.ahead.is_over
    assert (list(district.queue.model.lines), read) == (lines, [])
    page.go_to(key, None)
    assert district.key == key, "a return opens meanwhile"
    district.deciding.decide(district.bar.said, key, "approved", "")
    district.refresh()
    assert session.desk.standings.of(key).state == "审核通过"
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert district.queue.model.lines[district.queue.model.row_of(key)].detail == "审核通过"
    page.close_editors()
    page.hide()


@pytest.mark.usefixtures("all_is_much")
def test_a_queue_that_was_never_read_says_that_it_is_being_read(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    session = district_session
    session.ahead.begin()
    qtbot.waitUntil(lambda: session.ahead.is_over)
    page = ReviewPage(session, theme)
    qtbot.addWidget(page)
    other_assignment(session)
    page.show()
    page.refresh()
    district = page.district
    assert district is not None
    assert not session.ahead.is_over
    words = {label.text() for label in district.middle.findChildren(QLabel) if label.isVisible()}
    assert "正在读各份报表" in words
    assert "没有等您审的报表" not in words
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert district.key == district.queue.first is not None
    page.close_editors()
    page.hide()


@pytest.mark.usefixtures("all_is_much")
def test_a_return_that_is_done_has_dots_in_the_picture_until_its_figures_are_read(
    district_session: Session, theme: Theme, qtbot: QtBot, read: list[ReturnKey]
) -> None:
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators", comment="可")
    page = home(session, theme, qtbot)
    (cell,) = [cell for cell in shown(page) if cell and cell.key == key]
    assert (cell.word, cell.mark) == (UNREAD, "ok")
    assert "审核通过，正在读" in cell.spoken, "no figure is said that nobody has read"
    assert key not in read
    with qtbot.waitSignal(session.ahead.got):
        pass
    (cell,) = [cell for cell in shown(page) if cell and cell.key == key]
    row = session.desk.reviewing.row(key)
    assert (cell.word, f"已录 {row['filled']}/{row['expected']}" in cell.spoken) == ("", True)
    assert read.count(key) == 1
    page.refresh()
    assert read.count(key) == 1, "once for as long as nothing is written to it"


@pytest.mark.usefixtures("all_is_much")
def test_what_is_wanted_is_read_before_all_else_and_leaves_nothing_out(
    district_session: Session, qtbot: QtBot, read: list[ReturnKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "AT_ONCE", 0)
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators", comment="可")
    session.ahead.begin()
    assert not session.ahead.want([key])
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert read[0] == key
    assert session.ahead.want([key])
    assert set(session.desk.standings.known()) == set(session.desk.standings.all())
    assert session.desk.reviewing.unread() == []


@pytest.mark.usefixtures("all_is_much")
def test_what_was_forgotten_in_the_midst_of_the_first_reading_is_read_before_all_else_and_told(
    district_session: Session, qtbot: QtBot, read: list[ReturnKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document was written while the returns were read: nobody reads all open ones at once."""
    monkeypatch.setattr(reading_ahead, "AT_ONCE", 0)
    monkeypatch.setattr(slices, "SLICE", -1.0)
    session, reviewing = district_session, district_session.desk.reviewing
    session.ahead.begin()
    assert session.ahead.is_pressing
    while len(read) < 3:
        session.ahead._go_on()
    assert not session.ahead.is_over
    reviewing.forget()
    unread, told = reviewing.unread(), list[int]()
    assert unread
    session.ahead.ended.connect(lambda: told.append(len(reviewing.unread())))
    del read[:]
    assert not session.ahead.again()
    assert read == []
    qtbot.waitUntil(lambda: bool(told))
    assert (read[: len(unread)], told[0]) == (unread, 0)
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert session.ahead.again()
    assert not session.ahead.is_pressing


@pytest.mark.usefixtures("many")
def test_a_row_of_a_return_that_is_done_is_looked_at_once_and_made_while_it_is_read(
    district_session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And again when somebody wrote to it; the rows are what they are when all of them are read at once."""
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators", comment="可")
    brief, looked, row = BriefRows(session), list[ReturnKey](), Reviewing.row

    def looking(self: Reviewing, key: ReturnKey) -> Any:
        looked.append(key)
        return row(self, key)

    monkeypatch.setattr(Reviewing, "row", looking)
    session.ahead.begin()
    session.ahead.again(brief)
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert brief.unmade() == [], "each was made in the slice in which it was read"
    for _ in range(2):
        looked.clear()
        brief.read()
        assert set(looked) == session.desk.standings.totals().open
        assert key not in looked
    session.desk.reviewing.review(UNIT, PERIOD, "reopened", form="indicators", comment="再核")
    session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators", comment="仍可")
    looked.clear()
    assert [whole(session, each) for each in brief.read()] == rows_of(session)
    assert key in looked


def lists_of(home: DistrictHome) -> list[str]:
    """What stands beside the titles of the lists at the right."""
    return [count.text() for count in home.side._counts]


@pytest.mark.usefixtures("many")
def test_before_the_latest_period_is_read_home_says_that_it_is_read_and_counts_nothing(
    workspaces: Path, theme: Theme, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE", -1.0)  # a return a turn
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(Session(Desk(workspaces / "district.db", write=True)))
    session, page = window.session, window.pages["home"]
    assert session is not None
    assert isinstance(page, HomePage)
    assert isinstance(page.face, DistrictHome)
    home, badge = page.face, window.rail.buttons["review"]
    session.ahead._go_on()
    assert session.desk.standings.known()
    page.renew()  # with some of the returns, and not all of the period
    assert (session.ahead.has_latest, home.counts.counts, shown(page), badge.badge) == (False, [], [], 0)
    assert lists_of(home) == ["正在读…"] * 4
    assert home.info() == home.counts.accessibleName() == "正在读各份报表"
    assert (home._deadline.text(), home.primary.isEnabled(), home.urge.isEnabled()) == ("正在读各份报表…", False, False)
    qtbot.waitUntil(lambda: session.ahead.has_latest and bool(home.counts.counts))
    if not session.ahead.has_all:
        assert not [words for words in lists_of(home)[:3] if words.startswith("没有")]
    qtbot.waitUntil(lambda: session.ahead.is_over)
    assert not [words for words in lists_of(home) if "正在读" in words]
    assert home.info().endswith(" 份")
    assert home.primary.isEnabled()
    assert badge.badge == badges_of(session)["review"]
    window.close()


def test_a_row_that_was_written_to_is_made_anew_in_an_event_before_the_page_is_read(
    district_session: Session, theme: Theme, qtbot: QtBot, read: list[ReturnKey]
) -> None:
    session, key = district_session, ReturnKey("indicators", UNIT, PERIOD)
    session.desk.reviewing.review(UNIT, PERIOD, "approved", form="indicators", comment="可")
    page = home(session, theme, qtbot)
    few = len(page.before())
    session.desk.reviewing.review(UNIT, PERIOD, "reopened", form="indicators", comment="再核")
    del read[:]
    parts = page.before()
    assert (len(parts), read) == (few + 1, [])
    parts[-1]()
    assert read == [key]
    page.refresh()
    assert read == [key], "it is not made once more"
    assert len(page.before()) == few


def test_where_it_cannot_be_asked_what_was_written_the_page_says_so_when_it_is_read(
    district_session: Session, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = home(district_session, theme, qtbot)

    def refused(_rows: BriefRows) -> list[ReturnKey]:
        raise DeskError("读不出", "请从备份恢复")

    few = len(page.before())
    monkeypatch.setattr(BriefRows, "written", refused)
    assert len(page.before()) == few

"""Pages are read when something changed, whoever changed it, and not when they are only turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from haishu_desk.desk import Desk
from haishu_desk.desk.scheduling import Scheduling, Wish
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.home.month import save_remind_days
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.page import Page
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.plan.places import BREAKDOWN, Place
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.review.comparison_model import ComparisonModel
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

UNIT, OTHER = "330203105", "330203009"
_TOP = QModelIndex()
KEY = ReturnKey("indicators", UNIT, "2025")


class Turner:
    """A window whose pages are all built, with a count of what was read anew."""

    def __init__(self, window: MainWindow, session: Session, qtbot: QtBot) -> None:
        self.window, self.session, self._qtbot = window, session, qtbot
        self.read: list[str] = []
        for entry in window.entries:
            window.open_page(entry.name)
            self.count(window.pages[entry.name])
            self.wait()
        self.turn()

    @property
    def names(self) -> list[str]:
        return [entry.name for entry in self.window.entries]

    def count(self, page: Page) -> None:
        """Note each refresh of that page."""
        really = page.refresh

        def noted() -> None:
            self.read.append(page.name)
            really()

        page.refresh = noted  # type: ignore[method-assign]

    def wait(self) -> None:
        """Until nothing goes on by itself."""
        session, window = self.session, self.window

        def is_quiet() -> bool:
            page = window.pages[window.current]
            return not session.background.jobs and session.ahead.is_over and page.is_settled

        self._qtbot.waitUntil(is_quiet, timeout=20_000)

    def turn(self) -> list[str]:
        """Show every page once, the first one last; what was read anew for it."""
        self.read.clear()
        for name in [*self.names[1:], self.names[0]]:
            self.window.open_page(name)
        return list(self.read)

    @contextmanager
    def asked(self) -> Iterator[list[str]]:
        """The statements that the file is asked meanwhile."""
        said: list[str] = []
        sql = self.session.desk.workspace.database.sql
        sql.set_trace_callback(said.append)
        yield said
        sql.set_trace_callback(None)


@pytest.fixture
def district(qtbot: QtBot, theme: Theme, settings: QSettings, district_session: Session) -> Iterator[Turner]:
    """The district's window, all its pages shown once."""
    yield from _turner(qtbot, theme, settings, district_session)


@pytest.fixture
def unit(qtbot: QtBot, theme: Theme, settings: QSettings, unit_session: Session) -> Iterator[Turner]:
    """The unit's window, all its pages shown once."""
    yield from _turner(qtbot, theme, settings, unit_session)


def _turner(qtbot: QtBot, theme: Theme, settings: QSettings, session: Session) -> Iterator[Turner]:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(session)
    yield Turner(window, session, qtbot)
    window.close()


def _columns(model: QAbstractItemModel) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(_TOP)


def words(page: QWidget) -> list[str]:
    """The cells of all lists and tables of a page: what is said beside them belongs to the line that one stands on."""
    said = []
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if isinstance(view.parent(), QComboBox) or not view.accessibleName():
            continue
        for row in range(model.rowCount(_TOP)):
            cells = [model.index(row, column).data() for column in range(_columns(model))]
            said.append(f"{view.accessibleName()} {cells}")
    return sorted(said)


def _open(session: Session) -> ReturnKey:
    """A return that can be typed into."""
    return ReturnKey("indicators", OTHER, "2025") if session.desk.is_district else KEY


def _types(session: Session) -> None:
    assert session.enter(_open(session), [{"item": "145-25", "value": "0.17"}], "按年报核实")


def _types_beside_the_window(session: Session) -> None:
    """Through the one door, but nobody is told."""
    row = {"unit": _open(session).unit, "period": "2025", "item": "145-25", "value": "0.18"}
    assert session.desk.entry.enter([row], "按年报核实")["written"]


def _undoes(session: Session) -> None:
    _types(session)
    assert session.undo(_open(session)) is not None


def _adopts(session: Session) -> None:
    """Documents: another calendar."""
    rows = Scheduling(session.desk).rows()
    row = rows[0]
    Scheduling(session.desk).change_all([(str(row["who"]), str(row["form"]), Wish(("年",), 27, ()))], document=None)


def _gives_back(session: Session) -> None:
    """What is written and given back at once counts as written: it may have been read between."""
    with suppress(DeskError), session.desk.workspace.rehearsal():
        session.desk.workspace.remember("nobody", "asks")


def _stores_a_pin(session: Session) -> None:
    session.desk.people.set_pin("Mulan-hua-7")


def _receives(file: str, session: Session) -> None:
    (outcome,) = session.desk.exchange.receiver.receive([session.desk.workspace.path.with_name(file)])
    assert outcome.status == "received", outcome


def _decides(session: Session) -> None:
    session.desk.reviewing.review(UNIT, "2025", "approved")


def _go_through(turner: Turner, *doors: Callable[[Session], object]) -> None:
    """Turning alone reads nothing; by each of these doors all pages become stale, and are read once when they are shown."""
    shown = turner.names[0]
    assert len(turner.names) == 8
    with turner.asked() as asked:
        assert turner.turn() == []
    assert asked == []
    for door in doors:
        assert [name for name in turner.names if turner.window.pages[name].is_stale] == [], door
        door(turner.session)
        assert [name for name in turner.names[1:] if not turner.window.pages[name].is_stale] == [], door
        read = turner.turn()
        assert sorted({*read, shown}) == sorted(turner.names), door
        for name in turner.names:  # what goes on by and by is waited for
            turner.window.open_page(name)
            turner.wait()
        turner.turn()


def _says(turner: Turner, name: str, what: str) -> bool:
    return any(what in line for line in words(turner.window.pages[name]))


def test_what_changed_by_whatever_door_stands_on_every_page_of_the_district_when_it_is_shown(
    district: Turner, workspaces: Path
) -> None:
    with Desk(workspaces / "unit.db", write=True) as clerk:
        clerk.entry.enter([{"unit": UNIT, "period": "2025", "item": "145-04", "value": "231"}])
        clerk.exchange.submit(UNIT, "2025", None, workspaces / "again.xlsx")
    entry, settled = district.window.pages["entry"], district.window.pages["preferences"]
    assert isinstance(settled, PreferencesPage)
    entry.go_to(_open(district.session), None)
    _go_through(district, _types)
    assert _says(district, "entry", "0.17")
    _go_through(district, _types_beside_the_window)
    assert _says(district, "entry", "0.18")
    _go_through(district, _undoes)
    assert _says(district, "entry", "0.18")
    assert not _says(district, "entry", "0.17")
    before = words(district.window.pages["exchange"])
    _go_through(district, partial(_receives, "again.xlsx"))
    assert len(words(district.window.pages["exchange"])) == len(before) + 1, "a file more"
    _go_through(district, _decides)
    assert _says(district, "review", "鄞江镇")
    _go_through(district, _adopts)
    assert settled.schedule.lines[0].day.value() == 27
    assert not _says(district, "preferences", "设了口令")
    _go_through(district, _stores_a_pin)
    assert _says(district, "preferences", "设了口令")
    _go_through(district, _gives_back)


def test_and_on_every_page_of_a_unit(unit: Turner, workspaces: Path) -> None:
    """It types, reports, and takes in what the district answers."""

    def answers(session: Session) -> None:
        session.desk.exchange.submit(UNIT, "2025", None, workspaces / "again.xlsx")
        with Desk(workspaces / "district.db", write=True) as office:
            office.exchange.receiver.receive([workspaces / "again.xlsx"])
            office.reviewing.review(UNIT, "2025", "approved")
            office.exchange.reply(UNIT, "2025", None, workspaces / "good.xlsx")
        _receives("good.xlsx", session)

    assert _says(unit, "review", "比上年少一半")
    _go_through(unit, _types, _types_beside_the_window, _undoes)
    assert _says(unit, "entry", "0.18")
    before = words(unit.window.pages["exchange"])
    _go_through(unit, _stores_a_pin, answers)
    assert not _says(unit, "review", "比上年少一半")
    assert _says(unit, "entry", "已批")
    assert words(unit.window.pages["exchange"]) != before


def test_what_changes_without_a_write_is_looked_at_where_it_is_shown(
    district: Turner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_remind_days(district.session, 9)
    assert sorted(district.turn()) == ["home", "preferences"]

    place = tmp_path / "stick"
    place.mkdir()
    assert district.session.second_place.choose(place)
    district.wait()
    district.turn()
    assert district.turn() == []
    place.rename(tmp_path / "gone")
    with district.asked() as asked:
        assert [name for name in district.names if district.window.pages[name].is_stale] == ["home", "preferences"]
    assert asked == []

    class Tomorrow(date):
        @classmethod
        def today(cls) -> Tomorrow:
            return cls(2099, 1, 9)

    monkeypatch.setattr("haishu_desk.ui.session.date", Tomorrow)
    assert sorted(district.turn()) == sorted(district.names)
    assert district.turn() == []


def test_what_was_left_undone_is_made_up_for_when_the_page_comes_back(
    district: Turner, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = district.window
    review, settled, plan = window.pages["review"], window.pages["preferences"], window.pages["plan"]
    assert isinstance(review, ReviewPage)
    assert isinstance(settled, PreferencesPage)
    assert isinstance(plan, PlanPage)
    window.open_page("review")
    with monkeypatch.context() as paired:
        paired.setattr(ComparisonModel, "is_pair", True)  # as while two files are laid side by side
        review.renew()
        assert review.is_stale
    assert review.is_stale

    day = settled.schedule.lines[0].day
    stored = day.value()
    day.setValue(stored + 1)  # and it is not stored

    plan.show_place(Place(BREAKDOWN, plan.place.plan))  # its draft lies in a file of its own

    assert district.turn() == ["plan", "review", "preferences"]
    assert settled.schedule.lines[0].day.value() == stored
    assert district.turn() == ["plan"]


class CountingPage(Page):
    """A page of nothing, that can be told what happens while it reads."""

    name = "counting"

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme)
        self.times = 0
        self.meanwhile: Callable[[], object] = list

    def refresh(self) -> None:
        self.times += 1
        self.meanwhile()


def test_what_could_not_be_read_is_tried_again(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    page = CountingPage(district_session, theme)
    qtbot.addWidget(page)

    def refused() -> None:
        raise DeskError("正忙", "再试", code="locked")

    page.meanwhile = lambda: district_session.read(refused)
    page.bring_up()
    page.meanwhile = list
    for times in (2, 2):
        page.bring_up()
        assert page.times == times


def test_what_is_written_while_a_page_reads_is_read_the_next_time(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    page = CountingPage(district_session, theme)
    qtbot.addWidget(page)
    page.meanwhile = lambda: _types_beside_the_window(district_session)
    page.renew()
    assert page.is_stale


def test_when_all_returns_have_been_read_every_page_may_say_more(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    page = CountingPage(district_session, theme)
    qtbot.addWidget(page)
    page.renew()
    assert not page.is_stale
    district_session.ahead.ended.emit()
    assert page.is_stale


def test_a_window_that_may_only_read_sees_what_another_program_writes(
    theme: Theme, workspaces: Path, qtbot: QtBot
) -> None:
    with Desk(workspaces / "district.db") as desk:
        page = CountingPage(Session(desk), theme)
        qtbot.addWidget(page)
        page.renew()
        assert not page.is_stale
        with Desk(workspaces / "district.db", write=True) as writer:
            writer.entry.enter([{"unit": OTHER, "period": "2025", "item": "145-25", "value": "0.19"}], "按年报核实")
        assert page.is_stale

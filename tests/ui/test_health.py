"""体检 in the window: by and by after opening, whole once a week; what is found stays on every page with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.backups import copy_into
from haishu_desk.desk.health import is_whole_due, remember_whole
from haishu_desk.domain.cells import Edit, ReturnKey, Slot
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.database import SpoiltFileError
from haishu_desk.ui import health as looking
from haishu_desk.ui.first_run import RefusedPage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.store.spoiling import run_past_the_program, spoil_entry, spoil_page_of
from tests.ui import aside_work

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.preferences.health import HealthWindow

KEY = ReturnKey("indicators", "330203105", "2025")


@pytest.fixture
def window(theme: Theme, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(looking, "_FIRST_MS", 1)
    made = MainWindow(theme, settings)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    yield made
    made.close_session()


def opened(window: MainWindow, file: Path, qtbot: QtBot, theme: Theme, settings: QSettings) -> Session:
    """The window on that file, when its first look has ended."""
    Opener(window, theme, settings, file, None).open()
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: bool(session.health.checks) and not session.health.is_at_work, timeout=20_000)
    return session


def a_good_copy(workspaces: Path) -> Path:
    (workspaces / "stick").mkdir()
    with Desk(workspaces / "unit.db", write=True) as desk:
        desk.backups.choose(workspaces / "stick")
        return Path(copy_into(workspaces / "unit.db", workspaces / "stick", desk.backups.stem).file)


def checks_window(window: MainWindow, qtbot: QtBot) -> HealthWindow:
    page = window.pages["preferences"]
    assert isinstance(page, PreferencesPage)
    shown = page.machines.health_window
    assert shown is not None
    qtbot.waitUntil(shown.again.isEnabled, timeout=20_000)
    return shown


def backup_shown(window: MainWindow) -> str:
    """The name of the backup that is offered with what it has and lacks."""
    page = window.pages["preferences"]
    assert isinstance(page, PreferencesPage)
    assert page.machines.restore_window is not None
    return page.machines.restore_window.count.text()


def told(window: MainWindow) -> list[str]:
    return [toast.message.title for toast in window.messages.toasts]


def reopened(window: MainWindow, qtbot: QtBot, before: Session) -> Session:
    """The session after the file was made anew, when everything was looked at again."""
    qtbot.waitUntil(lambda: window.session not in (None, before), timeout=20_000)
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: len(session.health.checks) > 3 and not session.health.is_at_work, timeout=20_000)
    return session


def test_a_whole_file_is_looked_at_once_a_week_and_nothing_is_said(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    session = opened(window, workspaces / "unit.db", qtbot, theme, settings)
    workspace, today = session.desk.workspace, date.today()  # noqa: DTZ011  the office's own day
    assert [check.name for check in session.health.checks][:3] == ["chain", "integrity", "caches"]
    assert not window.health.isVisibleTo(window)
    assert [is_whole_due(workspace, today + timedelta(days=days)) for days in (-1, 0, 6, 7)] == [
        True,
        False,
        False,
        True,
    ]


def test_within_the_week_only_the_journal_is_looked_at(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    with Desk(workspaces / "unit.db", write=True) as desk:
        remember_whole(desk.workspace, date.today())  # noqa: DTZ011  as above
    session = opened(window, workspaces / "unit.db", qtbot, theme, settings)
    assert [check.name for check in session.health.checks] == ["chain"]


def test_a_look_that_is_stopped_or_lost_is_not_said_to_be_finished_nor_remembered(
    window: MainWindow, workspaces: Path, qtbot: QtBot, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened(window, workspaces / "unit.db", qtbot, window._theme, settings)
    remembered: list[object] = []
    monkeypatch.setattr("haishu_desk.desk.health.remember_whole", lambda *given: remembered.append(given))
    window.open_page("preferences")
    page = window.pages["preferences"]
    assert isinstance(page, PreferencesPage)
    page.machines.show_health()
    shown = page.machines.health_window
    assert shown is not None
    assert shown.count.text() == "正在查…"
    session.background.stop()
    qtbot.waitUntil(lambda: not session.health.is_at_work, timeout=20_000)
    assert shown.count.text() == "没有查完"
    with monkeypatch.context() as broken:
        broken.setattr("haishu_desk.desk.health.looked_through", aside_work.die)
        shown.again.click()
        qtbot.waitUntil(lambda: not session.health.is_at_work, timeout=20_000)
    assert shown.count.text() == "没有查完"
    assert any("中途断了" in title for title in told(window))
    assert remembered == []
    shown.again.click()
    qtbot.waitUntil(lambda: not session.health.is_at_work, timeout=60_000)
    assert shown.count.text().endswith("项都正常") or shown.count.text().endswith("项有问题")
    assert len(remembered) == 1


def test_a_broken_entry_stays_said_on_every_page_and_nothing_more_is_written(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    good = a_good_copy(workspaces)
    with Desk(workspaces / "unit.db") as desk:
        n = next(entry.n for entry in desk.workspace.journal.entries(Edit.kind))
    spoil_entry(workspaces / "unit.db", n)
    session = opened(window, workspaces / "unit.db", qtbot, theme, settings)
    for page in ("home", "entry", "preferences"):
        window.open_page(page)
        assert window.health.isVisibleTo(window)
    assert f"第 {n} 条" in window.health.text
    assert window.status_bar.saved.text == "只读"
    assert str(good) in window.health.text
    assert session.desk.heads(KEY)[Slot("145-04")][0].value.raw == "120"
    refused: list[object] = []
    session.failed.connect(refused.append)
    assert not session.enter(KEY, [{"item": "145-11", "field": "value", "vintage": None, "value": "9", "note": None}])
    assert refused
    window.health.button.click()
    shown = checks_window(window, qtbot)
    assert [line.mark for line in shown.lines.lines[:3]] == ["bad", "ok", "bad"]
    assert not shown.rebuild.isEnabled()
    shown.restore.click()
    assert backup_shown(window) == good.name


def test_spoilt_caches_are_made_anew_by_one_press(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    run_past_the_program(workspaces / "unit.db", "UPDATE head SET value = replace(value, '120', '720')")
    session = opened(window, workspaces / "unit.db", qtbot, theme, settings)
    assert "重建缓存" in window.health.text
    assert session.desk.heads(KEY)[Slot("145-04")][0].value.raw == "720"
    window.health.button.click()
    shown = checks_window(window, qtbot)
    shown.rebuild.click()
    after = reopened(window, qtbot, session)
    assert after.desk.heads(KEY)[Slot("145-04")][0].value.raw == "120"
    assert window.current == "preferences"
    assert not window.health.isVisibleTo(window)
    assert "caches" in [check.name for check in after.health.checks if check.ok]
    assert told(window) == ["已重建缓存"]
    assert not (workspaces / "unit.db.old").exists()


@pytest.mark.parametrize("table", ["head", "replaced", "return_entry", "edition_entry", "sqlite_autoindex_journal_1",
                                   "journal_by_kind", "_sqlite_migrations"])  # fmt: skip
def test_a_spoilt_page_outside_the_journal_is_mended_from_the_window(
    table: str, window: MainWindow, workspaces: Path, *, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    file = workspaces / "unit.db"
    good = a_good_copy(workspaces)
    spoil_page_of(file, table)
    spoilt = file.read_bytes()
    before = opened(window, file, qtbot, theme, settings)
    if not window.notice.isVisibleTo(window):  # the page is read when everything is looked at, if not before
        window.health.button.click()
        shown = checks_window(window, qtbot)
        assert "请重建缓存" in window.health.text
        assert good.name not in window.health.text
        shown.rebuild.click()
    else:
        assert [window.notice.button.text(), window.notice.other.text()] == ["重建", "从备份恢复…"]
        window.notice.other.click()
        assert backup_shown(window) == good.name
        window.open_page("entry")
        window.notice.button.click()
    page = window.current or "entry"
    after = reopened(window, qtbot, before)
    assert after.desk.workspace.database.writable
    assert window.current == page
    assert not window.notice.isVisibleTo(window)
    assert not window.health.isVisibleTo(window)
    assert after.desk.heads(KEY)[Slot("145-04")][0].value.raw == "120"
    assert told(window) == ["已由留痕重写数据文件"]
    assert (workspaces / "unit.db.old").read_bytes() == spoilt


def test_a_page_that_cannot_be_read_in_the_midst_of_work_is_looked_for_at_once(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    with Desk(workspaces / "unit.db", write=True) as desk:
        remember_whole(desk.workspace, date.today())  # noqa: DTZ011  as above
    session = opened(window, workspaces / "unit.db", qtbot, theme, settings)
    spoil_page_of(workspaces / "unit.db", "sqlite_autoindex_journal_1")
    looks: list[bool] = []
    session.health.changed.connect(lambda: looks.append(session.health.is_at_work))
    window.fail(SpoiltFileError(workspaces / "unit.db"))
    assert looks == [True]
    qtbot.waitUntil(lambda: not session.health.is_at_work, timeout=20_000)
    assert "请重建缓存" in window.health.text
    looks.clear()
    window.fail(SpoiltFileError(workspaces / "unit.db"))
    assert looks == []  # it is known what is wrong
    assert "正在体检" in window.messages.toasts[-1].message.text
    window.fail(SpoiltFileError(workspaces / "a backup.db"))
    assert window.messages.toasts[-1].message.text.startswith("请从备份恢复")


def test_the_list_of_checks_of_a_file_that_is_only_looked_at_offers_it_too(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    spoil_page_of(workspaces / "unit.db", "head")
    before = opened(window, workspaces / "unit.db", qtbot, theme, settings)
    assert not before.desk.workspace.database.writable
    window.health.button.click()
    shown = checks_window(window, qtbot)
    assert [line.mark for line in shown.lines.lines[:3]] == ["ok", "bad", "bad"]
    shown.rebuild.click()
    after = reopened(window, qtbot, before)
    assert after.desk.workspace.database.writable
    assert [check.ok for check in after.health.checks[:3]] == [True, True, True]


def test_spoilt_words_beside_the_journal_need_a_backup(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    file = workspaces / "unit.db"
    run_past_the_program(file, "UPDATE workspace SET value = 'x' WHERE key = 'sum'")
    session = opened(window, file, qtbot, theme, settings)
    assert "请从备份恢复" in window.health.text
    assert not session.health.can_rebuild


def test_what_cannot_be_made_anew_is_opened_again_as_it_was_and_says_why(
    window: MainWindow,
    workspaces: Path,
    *,
    qtbot: QtBot,
    theme: Theme,
    settings: QSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = workspaces / "unit.db"
    spoil_page_of(file, "head")
    spoilt = file.read_bytes()
    opener = Opener(window, theme, settings, file, None)
    opener.open()
    before = window.session

    def full(*_args: object) -> None:
        raise SurroundingsError("磁盘已满，这一步没有存上", "请腾出空间再试一次", code="disk-full")

    monkeypatch.setattr("haishu_desk.desk.health.make_anew", full)
    window.notice.button.click()
    qtbot.waitUntil(lambda: window.session not in (None, before), timeout=20_000)
    assert told(window) == ["磁盘已满，这一步没有存上"]
    assert window.notice.button.text() == "重建"
    assert file.read_bytes() == spoilt


def test_a_window_that_only_reads_a_whole_file_has_nothing_to_make_anew(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    with Desk(workspaces / "unit.db", write=True):
        session = opened(window, workspaces / "unit.db", qtbot, theme, settings)
        session.health.look()
        qtbot.waitUntil(lambda: not session.health.is_at_work, timeout=20_000)
        assert not session.health.can_rebuild
        assert window.notice.button.text() == "再试一次"
        assert not window.notice.other.isVisibleTo(window)


def test_a_file_with_a_spoilt_page_is_shown_as_far_as_it_can_be_read(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    spoil_page_of(workspaces / "unit.db", "head")
    Opener(window, theme, settings, workspaces / "unit.db", None).open()
    window.open_page("entry")
    session = window.session
    assert session is not None
    assert session.desk.heads(KEY)[Slot("145-04")][0].value.raw == "120"
    assert not session.desk.workspace.database.writable
    assert "数据文件有一处坏了" in window.notice.text
    assert window.notice.button.text() == "重建"
    del qtbot


def test_a_file_whose_journal_is_spoilt_is_not_made_anew(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    spoil_page_of(workspaces / "unit.db", "journal")
    Opener(window, theme, settings, workspaces / "unit.db", None).open()
    if window.session is not None:
        assert window.notice.button.text() == "再试一次"
        assert "请从备份恢复" in window.notice.text
    else:
        assert isinstance(window.stack.currentWidget(), RefusedPage)
    del qtbot


def test_a_file_that_cannot_be_opened_offers_its_newest_good_backup(
    window: MainWindow, workspaces: Path, qtbot: QtBot, theme: Theme, settings: QSettings
) -> None:
    with Desk(workspaces / "unit.db", write=True) as desk:
        desk.backups.make(workspaces / "备份_鄞江镇.db")
    (workspaces / "unit.db").write_bytes(b"nothing of it is left")
    Opener(window, theme, settings, workspaces / "unit.db", None).open()
    page = window.stack.currentWidget()
    assert isinstance(page, RefusedPage)
    page.good_button.click()
    qtbot.waitUntil(lambda: window.session is not None)
    assert (workspaces / "unit.db.old").read_bytes() == b"nothing of it is left"

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
from haishu_desk.ui import health as looking
from haishu_desk.ui.app import Opener
from haishu_desk.ui.first_run import RefusedPage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.store.spoiling import run_past_the_program, spoil_entry, spoil_page_of

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
    offered: list[Path] = []
    shown.asked_to_restore.connect(offered.append)
    shown.restore.click()
    assert offered == [good]


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
    qtbot.waitUntil(lambda: not session.health.is_at_work, timeout=20_000)
    assert session.desk.heads(KEY)[Slot("145-04")][0].value.raw == "120"
    assert not window.health.isVisibleTo(window)
    assert shown.count.text().endswith(("正常", "有问题"))
    assert "caches" in [check.name for check in session.health.checks if check.ok]


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

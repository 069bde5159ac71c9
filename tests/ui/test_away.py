"""A data file that somebody has moved to a stick is looked at only, and one press brings it to this computer's own disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from haishu_desk import paths
from haishu_desk.desk import Desk
from haishu_desk.store import home
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.theme import Theme
from tests.store.opened import everything

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot


@pytest.fixture
def stick(workspaces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with the unit's data file on it; this user's own would lie elsewhere."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    shutil.move(workspaces / "unit.db", folder / "unit.db")
    mounts = f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {folder} vfat rw 0 0\n"
    real = home._mounted_as
    monkeypatch.setattr(home, "_mounted_as", lambda path, _: real(path, mounts))
    monkeypatch.setenv("HAISHU_DESK_DB", str(tmp_path / "own" / "workspace.db"))
    return folder


@pytest.fixture
def window(stick: Path, theme: Theme, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(theme, settings)
    qtbot.addWidget(made)
    made.show()
    Opener(made, theme, settings, stick / "unit.db", None).open()
    yield made
    made.close_session()


def writes(window: MainWindow) -> bool:
    assert window.session is not None
    return window.session.desk.workspace.database.writable


def test_it_is_only_looked_at_and_says_where_it_lies(window: MainWindow, stick: Path) -> None:
    before = everything(stick / "unit.db")
    assert not writes(window)
    assert window.notice.text == (
        f"只读：{stick / 'unit.db'} 在U盘上，放在那里的数据文件会损坏或丢数。复制到本机硬盘再录入；现在只能看。"
    )
    assert window.notice.button.text() == "复制到本机硬盘"
    assert everything(stick / "unit.db") == before


def test_one_press_goes_on_with_a_copy_on_this_disk(window: MainWindow, stick: Path) -> None:
    before = everything(stick / "unit.db")
    window.notice.button.click()
    assert window.session is not None
    assert window.session.desk.workspace.path == paths.default_workspace()
    assert writes(window)
    assert not window.notice.isVisibleTo(window)
    row = {"unit": "330203105", "period": "2025", "item": "145-11", "value": "13"}
    window.session.desk.entry.enter([row])
    assert everything(stick / "unit.db") == before
    with Desk(stick / "unit.db") as left:
        assert left.identity.device != window.session.desk.identity.device
        assert left.identity.private_key == window.session.desk.identity.private_key


def test_where_this_computer_has_one_of_the_office_already_that_one_is_offered(window: MainWindow, stick: Path) -> None:
    window.notice.button.click()
    opener = window.findChildren(Opener)[0]
    opener.open_file(stick / "unit.db")
    assert not writes(window)
    assert window.notice.button.text() == "打开本机的数据文件"
    window.notice.button.click()
    assert writes(window)
    assert window.session is not None
    assert window.session.desk.workspace.path == paths.default_workspace()
    assert [file.name for file in paths.default_workspace().parent.glob("*.db")] == ["workspace.db"]


def test_the_line_at_the_foot_does_not_say_that_it_lies_on_this_computer(window: MainWindow) -> None:
    said = [label.text() for label in window.pages["home"].findChildren(QLabel) if label.text().startswith("数据在")]
    assert said == ["数据在U盘：unit.db"]
    window.asked_to_write.emit()
    said = [label.text() for label in window.pages["home"].findChildren(QLabel) if label.text().startswith("数据在")]
    assert said == ["数据在本机：workspace.db"]

"""A data file of a newer program in the window: every page says so, it can be looked at, nothing can be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.theme import Theme
from tests.crash.later import bring_up, later_program

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

KEY = ReturnKey("indicators", "330203105", "2025")


@pytest.fixture
def window(theme: Theme, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(theme, settings)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    yield made
    made.close_session()


def test_a_file_of_a_newer_program_is_shown_and_not_written_to(
    window: MainWindow, workspaces: Path, theme: Theme, settings: QSettings, tmp_path: Path
) -> None:
    file = workspaces / "unit.db"
    with later_program(tmp_path):
        bring_up(file)
    before = file.read_bytes()
    Opener(window, theme, settings, file, None).open()
    session = window.session
    assert session is not None
    assert session.desk.heads(KEY)[Slot("145-04")][0].value.raw == "120"
    for page in ("home", "entry", "preferences"):
        window.open_page(page)
        assert window.notice.isVisibleTo(window)
        assert "由更新的程序建立" in window.notice.text
        assert "请升级程序" in window.notice.text
    refused: list[object] = []
    session.failed.connect(refused.append)
    assert not session.enter(KEY, [{"item": "145-11", "field": "value", "vintage": None, "value": "9", "note": None}])
    assert refused
    assert file.read_bytes() == before

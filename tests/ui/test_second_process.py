"""Another program has the data file: this window says who, only looks, and writes as soon as that one is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from haishu_desk.desk import Desk
desk = Desk(Path(sys.argv[1]), write=True, person="赵六")
desk.entry.enter([{"unit": "330203105", "period": "2025", "item": "145-11", "value": "13"}])
print("held", flush=True)
time.sleep(120)
"""


def writes(window: MainWindow) -> bool:
    return window.session is not None and window.session.desk.workspace.database.writable


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_window_reads_beside_another_program_and_writes_when_that_one_is_killed(
    workspaces: Path, theme: Theme, settings: QSettings, qtbot: QtBot
) -> None:
    file = workspaces / "unit.db"
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        Opener(window, theme, settings, file, "张填").open()
        window.show()
        assert window.notice.text.startswith("只读：unit.db 正在被使用：赵六，")
        assert f"进程 {holder.pid}，" in window.notice.text
        assert window.notice.button.text() == "再试一次"
        window.notice.button.click()
        assert not writes(window)
        holder.send_signal(signal.SIGKILL)
    window.notice.button.click()
    assert writes(window)
    assert not window.notice.isVisibleTo(window)
    assert window.session is not None
    window.session.desk.entry.enter([{"unit": "330203105", "period": "2025", "item": "145-25", "value": "0.2"}])
    window.close_session()
    with Desk(file) as desk:
        rows = {row["item"]: row["value"]["raw"] for row in desk.reading.values(None, None)}
    assert (rows["145-11"], rows["145-25"]) == ("13", "0.2")

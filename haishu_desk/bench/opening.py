"""Opening a district with many values behind it: how long the window's thread works until the first page takes keys.

The thread's own time and not the clock's, so that what else the machine does is not counted. What is read after that, a few
milliseconds at a time (`ui.reading_ahead`), keeps nobody waiting.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from haishu_desk.bench.district import FULL, REAL, build
from haishu_desk.bench.pairs import Measured
from haishu_desk.bench.starting import environment

A_SECOND = 1.0
_OPEN = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.theme import Theme
application = QApplication(sys.argv[:1])
theme = Theme("light")
theme.dress(application)
settings = QSettings(sys.argv[2], QSettings.Format.IniFormat)
window = MainWindow(theme, settings)
opener = Opener(window, theme, settings, Path(sys.argv[1]), None)
opener.opened.connect(application.quit, Qt.ConnectionType.QueuedConnection)
began = []
def open_it():
    began.append(time.thread_time())
    opener.open()
window.painted.connect(open_it, Qt.ConnectionType.QueuedConnection)
window.show()
application.exec()
print(json.dumps(time.thread_time() - began[0]))
"""


def opening(pairs: int, *, full: bool) -> list[Measured]:
    """A second of our own work, at a district's real size and (full) at twenty times that."""
    size = FULL if full else REAL
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "district.db"
        built = build(file, size)
        taken = median(own_seconds(file) for _ in range(pairs))
    detail = f"{taken * 1000:.0f} ms of the window's thread; {built}"
    name = f"opening {built.values:,} values"
    return [Measured(name, A_SECOND, "a second of our own work", met=taken <= A_SECOND, detail=detail)]


def own_seconds(file: Path) -> float:
    """What the thread of a window works from the painted frame until its first page stands, in a process of its own."""
    words = [sys.executable, "-c", _OPEN, str(file), str(file.with_suffix(".ini"))]
    said = subprocess.run(words, env=environment(), capture_output=True, check=True, text=True)
    return float(json.loads(said.stdout.splitlines()[-1]))

"""Start to interactive, as whole processes: our window on a workspace, and a bare PySide6 window with a table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from haishu_desk.bench.pairs import Measured, in_turn

HEAVY = ("pandas", "numpy", "pyqtgraph", "openpyxl", "sqlite_utils", "docx", "lark", "pypinyin", "xlsxwriter")
# Both sides are interactive when what they show was painted and every event that was posted until then is handled: a key
# that is pressed now is the next thing that is done.
_BARE = """
import sys
import time
from PySide6.QtCore import QMetaObject, Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
class Table(QTableView):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QMetaObject.invokeMethod(self, "leave", Qt.ConnectionType.QueuedConnection)
    @Slot()
    def leave(self):
        print(time.perf_counter())
        application.quit()
application = QApplication(sys.argv[:1])
application.setStyle("Fusion")
model = QStandardItemModel()
for row in range(33):
    model.appendRow([QStandardItem(f"{row} {column}") for column in range(10)])
table = Table()
table.setModel(model)
table.resize(1366, 768)
table.show()
application.exec()
"""
_OURS = """
import json
import sys
import time
from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication
from haishu_desk.__main__ import show_window
class Painted(QObject):
    def eventFilter(self, page, event):
        if event.type() == QEvent.Type.Paint:
            page.removeEventFilter(self)
            QMetaObject.invokeMethod(self, "leave", Qt.ConnectionType.QueuedConnection)
        return False
    @Slot()
    def leave(self):
        print(time.perf_counter())
        print(json.dumps(sorted(sys.modules)))
        QApplication.instance().quit()
painted = Painted()
def opened():
    window = QApplication.activeWindow()
    window.pages[window.current].installEventFilter(painted)
show_window({"db": sys.argv[1]}, opened)
"""
_FIRST_PAINT = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.theme import Theme
application = QApplication(sys.argv[:1])
theme = Theme("light")
theme.dress(application)
window = MainWindow(theme, QSettings(sys.argv[1], QSettings.Format.IniFormat))
window.painted.connect(application.quit)
window.show()
application.exec()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def start(pairs: int) -> Measured:
    """G10: from the start of the process until the first page of a new workspace is painted and takes keys."""
    from haishu_desk.desk.founding import found  # noqa: PLC0415  only where it is measured

    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "镇.db"
        found(workspace, "unit", "330203105", "张三", None)
        return in_turn(
            "G10 start to interactive",
            1.25,
            "a bare PySide6 window with a table of 33 rows",
            ours=lambda: _interactive(_OURS, str(workspace)),
            theirs=lambda: _interactive(_BARE),
            pairs=pairs,
        )


def first_paint() -> Measured:
    """G11: none of the heavy libraries is loaded when the frame is painted."""
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            [sys.executable, "-c", _FIRST_PAINT, str(Path(folder) / "s.ini")],
            env=environment(), capture_output=True, check=True, text=True,
        )  # fmt: skip
    loaded = [name for name in HEAVY if name in json.loads(said.stdout)]
    return Measured(
        "G11 modules at first paint", 0, "none of the heavy libraries", met=not loaded, detail="、".join(loaded)
    )


def loaded_by(workspace: Path) -> list[str]:
    """The modules that are loaded when the first page of that workspace is painted and takes keys."""
    loaded: list[str] = json.loads(_said(_OURS, str(workspace))[1])
    return loaded


def _interactive(script: str, *words: str) -> float:
    """Seconds until the script says that it is; its clock is the one of this process. How it ends is not counted."""
    began = time.perf_counter()
    return float(_said(script, *words)[0]) - began


def _said(script: str, *words: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *words], env=environment(), check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def environment() -> dict[str, str]:
    """The environment of a process that is measured."""
    # Compiled files are kept on every machine of a user: without them the first side pays for compiling.
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**plain, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}

"""Start to interactive, as whole processes: our window on a workspace, and a bare PySide6 window with a table."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from haishu_desk.bench.pairs import Measured, in_turn

HEAVY = ("pandas", "numpy", "pyqtgraph", "openpyxl", "sqlite_utils", "docx", "lark", "pypinyin", "xlsxwriter")
_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
application = QApplication(sys.argv[:1])
application.setStyle("Fusion")
model = QStandardItemModel()
for row in range(33):
    model.appendRow([QStandardItem(f"{row} {column}") for column in range(10)])
table = QTableView()
table.setModel(model)
table.resize(1366, 768)
table.show()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, application.quit))
application.exec()
"""
_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from haishu_desk.ui.app import run_window
def leave():
    QTimer.singleShot(0, QApplication.instance().quit)
run_window(Path(sys.argv[1]), None, opened=leave)
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
    """G10: from the start of the process until the first page stands and takes keys."""
    from haishu_desk.desk.founding import found  # noqa: PLC0415  only where it is measured

    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "镇.db"
        found(workspace, "unit", "330203105", "张三", None)
        return in_turn(
            "G10 start to interactive",
            1.25,
            "a bare PySide6 window with a table of 33 rows",
            ours=lambda: _process(_OURS, str(workspace)),
            theirs=lambda: _process(_BARE),
            pairs=pairs,
        )


def first_paint() -> Measured:
    """G11: none of the heavy libraries is loaded when the frame is painted."""
    import json  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            [sys.executable, "-c", _FIRST_PAINT, str(Path(folder) / "s.ini")],
            env=_environment(), capture_output=True, check=True, text=True,
        )  # fmt: skip
    loaded = [name for name in HEAVY if name in json.loads(said.stdout)]
    return Measured(
        "G11 modules at first paint", 0, "none of the heavy libraries", met=not loaded, detail="、".join(loaded)
    )


def _process(script: str, *words: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, *words], env=_environment(), check=True, capture_output=True)
    return time.perf_counter() - began


def _environment() -> dict[str, str]:
    # Compiled files are kept on every machine of a user: without them the first side pays for compiling.
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**plain, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}

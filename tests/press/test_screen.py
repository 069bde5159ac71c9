"""Without a window: a process of its own makes a PDF, and no screen is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk import paths
from haishu_desk.press.screen import make_ready

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MAKE = """
import sys
from pathlib import Path
from haishu_desk.press.screen import make_ready
make_ready()
from haishu_desk.press.flowing import Part, flowed
from haishu_desk.press.pdf import write_leaves
write_leaves(Path(sys.argv[1]), flowed([Part("<p>正文</p>")]), "甲")
"""


def test_a_process_without_a_screen_writes_a_pdf(tmp_path: Path) -> None:
    place = {name: word for name, word in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    subprocess.run([sys.executable, "-c", MAKE, tmp_path / "a.pdf"], cwd=paths.root(), env=place, check=True)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_where_a_window_is_there_it_is_left_alone(qapp: QApplication) -> None:
    make_ready()
    assert type(qapp).instance() is qapp

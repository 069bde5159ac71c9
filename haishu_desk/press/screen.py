"""Qt for a command line: pages are made without a screen."""

from __future__ import annotations

import os
import sys
from functools import cache

from PySide6.QtWidgets import QApplication


def make_ready() -> None:
    """Let fonts be measured and pages be painted in this process; where a window is open there is nothing to do."""
    if QApplication.instance() is None:
        _application()


@cache
def _application() -> QApplication:
    """One that lives as long as the process; a whole one, so that a window that is opened later finds it."""
    # Elsewhere the usual platform needs no screen to paint on, and only it knows the fonts of the system.
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["haishu-desk"])

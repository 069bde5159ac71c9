"""What the other pages need is loaded when the first one stands, a few modules at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from haishu_desk.ui import pages_ahead
from haishu_desk.ui.pages import pages_of
from haishu_desk.ui.pages_ahead import STEPS, PagesAhead
from haishu_desk.ui.slices import Slices

if TYPE_CHECKING:
    import pytest
    from PySide6.QtCore import QObject
    from pytestqt.qtbot import QtBot

# The first page of a district brings these along; each step says how many modules of ours it loaded, and which heavy ones.
_COUNTED = """
import importlib, json, sys
import haishu_desk.ui.main_window, haishu_desk.ui.session, haishu_desk.ui.home.page, haishu_desk.ui.home.district
told = []
for step in json.loads(sys.argv[1]):
    before = set(sys.modules)
    importlib.import_module(f"haishu_desk.{step}")
    new = set(sys.modules) - before
    told.append([step, sum(name.startswith("haishu_desk.") for name in new), len(new)])
heavy = [name for name in ("pandas", "numpy", "lark", "docx", "openpyxl", "pyqtgraph", "pypinyin") if name in sys.modules]
print(json.dumps([told, heavy]))
"""
# Where one loads more, put one of the modules that it needs before it.
_MOST, _MOST_IN_ALL = 24, 32


def test_no_step_loads_many_modules_and_none_a_heavy_library() -> None:
    pages = [entry.factory.partition(":")[0].removeprefix("haishu_desk.") for entry in pages_of("district")]
    words = [sys.executable, "-c", _COUNTED, json.dumps([*STEPS, *pages])]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    told, heavy = json.loads(done.stdout)
    assert [step for step in told if step[1] > _MOST or step[2] > _MOST_IN_ALL] == []
    assert [step for step in told[len(STEPS) :] if step[1] > _MOST] == [], "a page has little left to load"
    assert heavy == []


def test_it_goes_on_from_where_it_was(qtbot: QtBot, qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(pages_ahead, "import_module", loaded.append)
    loading = PagesAhead(Slices(qapp), qapp, [lambda: loaded.append("then")])
    loading.begin()
    qtbot.waitUntil(lambda: len(loaded) >= 3)  # a busy machine looks late
    loading.rest()
    so_far = len(loaded)
    assert so_far < len(STEPS)
    qtbot.wait(60)
    assert len(loaded) == so_far
    loading.begin()
    qtbot.waitUntil(lambda: len(loaded) == len(STEPS) + 1, timeout=20_000)
    qtbot.wait(60)
    assert loaded == [*(f"haishu_desk.{step}" for step in STEPS), "then"]
    loading.deleteLater()

"""What is loaded later is read from the disk before, beside the window's thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import TZPATH

from cryptography.hazmat.bindings import _rust
from PySide6 import QtCore, QtGui, QtWidgets

from haishu_desk.ui import program_files
from haishu_desk.ui.after_opening import AfterOpening
from haishu_desk.ui.loading_ahead import LoadingAhead
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.program_files import files_wanted_later, read_ahead

if TYPE_CHECKING:
    import pytest
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.session import Session
    from haishu_desk.ui.theme import Theme


def test_the_libraries_that_are_used_are_among_the_files_and_no_file_comes_twice() -> None:
    files = list(files_wanted_later())
    loaded = {Path(str(module.__file__)) for module in (_rust, QtCore, QtGui, QtWidgets)}
    assert loaded <= set(files)
    assert any(file.name.startswith(("libQt6Widgets", "Qt6Widgets")) for file in files)
    assert len(set(files)) == len(files)


def test_the_modules_of_the_program_are_among_them_wherever_they_lie_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = tmp_path / "some_desk" / "ui" / "__pycache__" / "page.cpython-311.pyc"
    compiled.parent.mkdir(parents=True)
    (tmp_path / "some_desk" / "__init__.py").touch()
    compiled.touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(program_files, "_PACKAGES", ("some_desk", "no_such_package"))
    assert compiled in files_wanted_later()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert next(files_wanted_later()) == Path(sys.executable)


def test_the_time_zones_are_among_them_where_the_system_has_files_of_them() -> None:
    zone = Path(TZPATH[0] if TZPATH else "/none") / "Asia" / "Shanghai"
    assert not zone.exists() or zone in files_wanted_later()


def test_what_cannot_be_read_is_passed_over_and_the_rest_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole.so"
    whole.write_bytes(b"x" * 2_500_000)

    def wanted() -> Iterator[Path]:
        yield from (tmp_path / "gone.so", tmp_path, whole)
        raise PermissionError(tmp_path)

    monkeypatch.setattr(program_files, "files_wanted_later", wanted)
    assert read_ahead(lambda: True) == 2_500_000
    left = iter((True, True, False))
    monkeypatch.setattr(program_files, "files_wanted_later", lambda: [whole] * 9)
    assert read_ahead(lambda: next(left)) == 5_000_000, "the workspace is closed meanwhile"


def test_they_are_read_in_a_thread_before_the_first_module_is_loaded(
    qtbot: QtBot, theme: Theme, settings: QSettings, unit_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[tuple[str, bool]] = []
    asked: list[Callable[[], bool]] = []

    def noted(what: str) -> None:
        order.append((what, threading.current_thread() is threading.main_thread()))

    def read(is_wanted: Callable[[], bool]) -> None:
        asked.append(is_wanted)
        noted("read" if is_wanted() else "left")

    monkeypatch.setattr(program_files, "read_ahead", read)
    monkeypatch.setattr(LoadingAhead, "begin", lambda _: noted("load"))
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    after = AfterOpening(unit_session, window, theme)
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == [("read", False), ("load", True)]
    after.rest()
    assert not asked[0](), "whoever closes the workspace does not wait for the disk"

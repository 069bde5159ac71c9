"""Whatever the file says that remembers how the window looked, the window opens, and a person can work in it.

With HAISHU_FULL=1 200 such files, otherwise a few, always the same ones.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.forms.folders import base_of
from haishu_desk.ui.home.month import remind_days
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.settings import SCALES, looks_in
from haishu_desk.ui.theme import MODES, Theme
from tests.domain.made import FULL
from tests.fuzz.spoiling import spoiled_bytes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MANY = 200 if FULL else 3
KEY = ReturnKey("indicators", "330203105", "2025")
ODD = ("", "²", "-1", "0", "1e9", "99999999999999999999", "9" * 5_000, "甲", "[" * 5_000, "{}", "null", "[[]]", '[["a"]]', "[1,2", "a,b", "=", "value=²",
       "value=9999999999", "value=-5,=,,x=1=2", "@ByteArray(abc)", "@Variant(\\0\\0\\0\\x7f)", "@Invalid()", "@Rect(1 2)", "true", "\\x0", "%", "\t")  # fmt: skip


def known(file: Path) -> list[str]:
    """The keys that the window itself has written there."""
    return QSettings(str(file), QSettings.Format.IniFormat).allKeys()


def open_window(workspace: Path, file: Path, theme: Theme, qtbot: QtBot) -> None:
    """Open, work, close: everything that reads or writes a setting is looked at."""
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    looks = looks_in(settings)
    assert looks.mode in (*MODES, "")
    assert looks.scale in SCALES
    base_of(settings)
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    session = Session(Desk(workspace, write=True))
    try:
        window.open_session(session)
        window.show()
        assert remind_days(session) >= 0
        window.open_return(KEY, "145-04")
        window.open_palette()
        for page in ("home", "entry", "preferences"):
            window.open_page(page)
            assert window.current == page
    finally:
        window.close()
        window.close_session()


def test_the_window_opens_whatever_is_remembered_of_it(
    workspaces: Path, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    right = tmp_path / "right.ini"
    open_window(workspaces / "unit.db", right, theme, qtbot)
    device = Desk(workspaces / "unit.db")
    keys = sorted({*known(right), "window/theme", "window/large", "window/scale", "window/geometry", "adhoc/folder",
                   f"recent/{device.identity.device}", "home/remind_days", "lock/minutes", "lock/held", "entry/zoom", "entry/widths/indicators"})  # fmt: skip
    device.close()
    for seed in range(MANY):
        random, file = Random(seed), tmp_path / f"{seed}.ini"  # noqa: S311 a fixed seed
        if seed % 3 == 0 and right.exists():
            file.write_bytes(spoiled_bytes(right.read_bytes(), random))
        else:
            settings = QSettings(str(file), QSettings.Format.IniFormat)
            for key in random.sample(keys, random.randint(1, len(keys))):
                settings.setValue(key, random.choice(ODD))
            settings.sync()
            del settings
        try:
            open_window(workspaces / "unit.db", file, theme, qtbot)
        except Exception as error:
            error.add_note(f"seed {seed}: {file.read_bytes()[:500]!r}")
            raise

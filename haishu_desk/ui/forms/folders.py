"""Where the bundles of a 临时报表 lie: one folder a form, with what goes out (下发) and what comes back (收回)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QStandardPaths

_KEY = "adhoc/folder"
OUT, BACK = "下发", "收回"


def base_of(settings: QSettings | None) -> Path:
    """The folder that was chosen last, else 临时报表 among the documents of the person."""
    chosen = str(settings.value(_KEY) or "") if settings is not None else ""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(chosen) if chosen else Path(place or Path.home()) / "临时报表"


def remember(settings: QSettings | None, folder: Path) -> None:
    """Begin there from now on."""
    if settings is not None:
        settings.setValue(_KEY, str(folder))


def folder_of(form: Mapping[str, Any], base: Path) -> Path:
    """The folder of one form, by its title and number."""
    title = re.sub(r'[\\/:*?"<>|\s]+', " ", str(form["title"])).strip(" .")
    return base / f"{title}（{str(form['code']).partition('-')[2]}）"


def came_back(folder: Path) -> list[Path]:
    """The workbooks that lie in its 收回, by name; what an office program has open beside them is none."""
    return sorted(file for file in (folder / BACK).glob("*.xlsx") if not file.name.startswith("~$"))

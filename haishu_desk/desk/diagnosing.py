"""诊断包: what whoever mends the program needs to know, and nothing that was typed: no names, no figures, no words, no key.

Of crash reports only the places in our own code and the kind of the error are taken; their messages may quote what was typed.
"""

from __future__ import annotations

import io
import json
import os
import platform
import re
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from haishu_desk import __version__, paths
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.secrecy import NO_SECRETS
from haishu_desk.store.database import sqlite_version
from haishu_desk.store.files import write_file
from haishu_desk.store.verified import contents
from haishu_desk.store.workspace import Workspace

_PARTS = ("PySide6-Essentials", "pyqtgraph", "numpy", "pandas", "openpyxl", "XlsxWriter", "python-docx", "sqlite-utils",
          "python-calamine", "cryptography")  # fmt: skip
_FRAME = re.compile(r'File "[^"]*?(haishu_desk[/\\][^"]+)", line (\d+), in (\S+)')
_KIND = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Warning))\b")
_LAST_REPORTS = 10
_WORDS = f"""诊断包　{NO_SECRETS}

交给维护程序的人，帮他找出毛病在哪里。里面只有：
- environment.json：程序、系统和各部件的版本，磁盘余量，窗口怎样显示
- workspace.json：数据文件的格式、有多少条记录、留痕是否完整
- crashes.json：出错报告里本程序代码的位置和错误的种类

里面没有：姓名、单位、填报的数和文字、文件路径、钥匙、口令、留痕的内容。都是文本，交出前可以打开看。
"""


def write_diagnosis(out: Path, workspace: Path, looks: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Write the 诊断包 as a .zip: `{"file", "parts"}`; a workspace that cannot be opened is part of what it says.

    `looks` is how the window looks; FileNotWrittenError if `out` cannot be written.
    """
    parts = {
        "README.txt": _WORDS,
        "environment.json": _json({**_environment(workspace), "looks": dict(looks or {})}),
        "workspace.json": _json(_workspace(workspace)),
        "crashes.json": _json(list(_crashes(paths.logs()))),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    write_file(out, stream.getvalue())
    return {"file": str(out), "parts": list(parts)}


def _environment(workspace: Path) -> dict[str, Any]:
    folder = next((each for each in (workspace.parent, *workspace.parent.parents) if each.is_dir()), None)
    return {
        "program": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "portable": paths.portable() is not None,
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite_version,
        "parts": {name: _version(name) for name in _PARTS},
        "language": os.environ.get("LANG", ""),
        "desktop": {
            name: os.environ.get(name, "") for name in ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "QT_IM_MODULE")
        },
        "free_mb": shutil.disk_usage(folder).free >> 20 if folder else None,
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:  # a frozen program carries no records of most of its parts
        return None


def _workspace(path: Path) -> dict[str, Any]:
    """How the data file is: its format, counts and chain; where it cannot be read, the code of the refusal."""
    if not path.is_file():
        return {"there": False}
    found: dict[str, Any] = {"there": True, "mb": round(path.stat().st_size / (1 << 20), 1)}
    try:
        workspace = Workspace(path)
        try:
            kinds = Counter(entry.kind for entry in workspace.journal.entries())
            found |= {
                "role": workspace.identity.role,
                "format": workspace.database.rows("PRAGMA user_version")[0][0],
                "entries": dict(kinds),
                "returns": len(workspace.cells.returns()),
                "editions": {name: edition.number for name in workspace.cells.edition_names()
                             if (edition := workspace.cells.edition(name)) is not None},
            }  # fmt: skip
        finally:
            workspace.close()
        contents(path)
    except DeskError as error:
        return {**found, "refused": error.code}
    return {**found, "whole": True}


def _crashes(folder: Path) -> Iterator[dict[str, Any]]:
    """The last crash reports without their messages: when (from the name), where in our code, what kind of error."""
    reports = sorted(folder.glob("crash-*.txt"))[-_LAST_REPORTS:] if folder.is_dir() else []
    for report in reports:
        lines = report.read_text(encoding="utf-8", errors="replace").splitlines()
        frames = [f"{found[1]}:{found[2]} {found[3]}" for line in lines if (found := _FRAME.search(line))]
        kinds = [found[1] for line in lines if (found := _KIND.match(line))]
        yield {"report": report.stem, "error": kinds[-1] if kinds else None, "at": frames}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)

"""One SQLite in the process: a second one would drop the locks of the first (POSIX locks go with any closing of the file)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAPS = Path("/proc/self/maps")
# Only the library itself has these words among its constants.
EVERY_MODULE = """
import importlib, pathlib, pkgutil, sys
import haishu_desk
for module in pkgutil.walk_packages(haishu_desk.__path__, "haishu_desk."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from haishu_desk.desk.founding import found
from haishu_desk.desk import Desk
found(pathlib.Path(sys.argv[1]), "unit", "330203105", "张三", ["145"])
with Desk(pathlib.Path(sys.argv[1]), write=True) as desk:
    desk.audit("试一次")
import sqlite3, sqlite_utils.utils
assert sqlite_utils.utils.sqlite3 is sqlite3, "sqlite-utils has brought its own"
print("\\n".join(sorted(name for name in sys.modules if "sqlite" in name.lower() or name.startswith("apsw"))))
print("--")
print(pathlib.Path("/proc/self/maps").read_text())
"""


@pytest.mark.skipif(not MAPS.exists(), reason="only Linux says what is loaded")
def test_one_sqlite_is_loaded_when_everything_is(tmp_path: Path) -> None:
    words = [sys.executable, "-c", EVERY_MODULE, str(tmp_path / "w.db")]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 0, said.stderr
    modules, maps = said.stdout.split("\n--\n")
    assert not [name for name in modules.split() if name.split(".")[0] in ("apsw", "pysqlite3", "sqlcipher3")]
    assert not [name for name in modules.split() if "QtSql" in name]
    loaded = {line.split(maxsplit=5)[-1] for line in maps.splitlines() if " r-xp " in line and "/" in line}
    assert len([path for path in loaded if is_sqlite(Path(path))]) == 1
    assert not [path for path in loaded if "qsqlite" in path]


def is_sqlite(library: Path) -> bool:
    """Whether the code of SQLite is in that file."""
    data = library.read_bytes()
    return b"SQLite format 3\x00" in data and b"database disk image is malformed" in data

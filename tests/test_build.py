"""The frozen program starts with an empty environment, reads a received file in its own worker, and paints its pages.

Building takes minutes and packages from the index, so it runs with HAISHU_FULL=1 only. It leaves `dist/` behind.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from packing import system

from haishu_desk import paths
from haishu_desk.ui.pages import pages_of

pytestmark = [
    pytest.mark.skipif(os.environ.get("HAISHU_FULL") != "1", reason="builds the program: HAISHU_FULL=1"),
    pytest.mark.skipif(shutil.which("objdump") is None, reason="PyInstaller needs objdump (binutils)"),
]
UNIT, PERIOD = "330203105", "2025"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one-dir program, built by the README's command and carried to a folder whose name has Chinese and a blank."""
    subprocess.run(
        [sys.executable, "start.py", "build"], cwd=paths.root(), check=True, timeout=1800, capture_output=True
    )
    folder = tmp_path_factory.mktemp("build") / "新 文件夹" / "haishu-desk"
    shutil.copytree(paths.root() / "dist" / "haishu-desk", folder, symlinks=True)
    return folder / "haishu-desk"


def _call(program: Path, *words: object, status: int = 0) -> Any:
    """What the frozen program answers with nothing in its environment but the platform of its pictures."""
    said = subprocess.run(
        [program, *map(str, words), "--json"],
        capture_output=True,
        check=False,
        timeout=300,
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(program.parent.parent)},
    )
    assert said.returncode == status, said.stderr.decode()
    return json.loads(said.stdout)


def test_the_frozen_program_takes_in_a_bundle_with_its_own_worker(program: Path, tmp_path: Path) -> None:
    district, unit, task = tmp_path / "区.db", tmp_path / "镇.db", tmp_path / "任务 包.xlsx"
    _call(program, "--db", district, "init", "--role", "district", "--person", "李审")
    _call(program, "--db", unit, "init", "--role", "unit", "--unit", UNIT, "--person", "张填")
    _call(program, "--db", district, "issue", "--unit", UNIT, "--period", PERIOD, "--out", task)
    assert _call(program, "--db", unit, "receive", task)[0]["status"] == "received"
    damaged = tmp_path / "坏.xlsx"
    damaged.write_bytes(task.read_bytes()[:5000])
    assert _call(program, "--db", unit, "receive", damaged, status=1)[0]["error"]["code"] == "E04"


def test_the_frozen_program_checks_and_writes_the_list_of_faults_for_word(program: Path, tmp_path: Path) -> None:
    district, listed = tmp_path / "区.db", tmp_path / "差错清单.docx"
    place = ("--unit", UNIT, "--period", PERIOD)
    _call(program, "--db", district, "init", "--role", "district", "--person", "李审")
    _call(program, "--db", district, "issue", *place, "--out", tmp_path / "任务包.xlsx")
    _call(program, "--db", district, "enter", *place, "--item", "145-22", "--value", "106.8")
    found = _call(program, "--db", district, "check", *place, "--out", listed, status=1)["findings"]
    assert "share" in {finding["rule"] for finding in found}
    assert listed.read_bytes().startswith(b"PK")


def test_the_frozen_window_paints_every_page(program: Path, tmp_path: Path) -> None:
    files = _call(program, "screenshots", tmp_path / "pictures", "--quick")["files"]
    assert {Path(file).name.split("-")[0] for file in files} == {entry.name for entry in pages_of("district")}
    assert all(Path(file).is_file() for file in files)


def test_nothing_of_the_tests_and_of_the_bench_is_packed(program: Path) -> None:
    names = {path.name.partition("-")[0] for path in (program.parent / "_internal").iterdir()}
    assert names & {"pandas", "pyarrow", "pytest", "hypothesis", "mypy", "ruff", "PIL", "scipy"} == set()


def test_every_part_is_listed_and_has_its_text(program: Path) -> None:
    folder = program.parent / "licences"
    listed = {row["name"] for row in json.loads((folder / "list.json").read_text(encoding="utf-8"))}
    assert {"Python", "PySide6_Essentials", "shiboken6", "numpy", "cryptography", "pyinstaller"} <= listed
    assert {"pytest", "pandas"} & listed == set()
    texts = {path.name for path in folder.iterdir()}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "Python.txt", "Phosphor-icons.txt", "haishu_desk.txt"} <= texts
    # Qt's wheels bring no text of their own: theirs is LGPL-3.0.txt.
    without = {name for name in listed if not any(text.lower().startswith(name.lower()) for text in texts)}
    assert without <= {"PySide6_Essentials", "shiboken6", "Phosphor Icons"}


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux")
def test_every_library_lies_in_the_folder_or_belongs_to_every_desktop(program: Path) -> None:
    assert set(system.from_outside(program.parent)) <= set(system.SYSTEM) | set(system.WISHED)

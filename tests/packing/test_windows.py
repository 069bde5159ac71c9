"""The installer for Windows, as far as it can be tried without Windows: it compiles, and every wheel is to be had."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from haishu_desk import paths

SCRIPT = paths.root() / ".ci" / "packing" / "windows" / "haishu-desk.nsi"
PROGRAMS = ("haishu-desk.exe", "haishu-desk-window.exe")


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """A folder that looks like the packed program of Windows."""
    folder = tmp_path / "stand in"
    for name in (*PROGRAMS, "_internal/python312.dll", "_internal/resources/说明.md", "licences/list.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(os.urandom(20_000))
    return folder


@pytest.mark.skipif(shutil.which("makensis") is None, reason="no makensis here: the installer was not compiled")
def test_the_installer_compiles_without_a_warning_and_holds_the_folder(stand_in: Path, tmp_path: Path) -> None:
    made = tmp_path / "haishu-setup.exe"
    words = ["makensis", "-V4", "-WX", f"-DSOURCE={stand_in}", f"-DOUTPUT={made}", str(SCRIPT)]
    said = subprocess.run(words, capture_output=True, check=False, encoding="utf-8", errors="replace")
    assert said.returncode == 0, said.stdout[-3000:]
    assert made.read_bytes()[:2] == b"MZ"
    assert made.stat().st_size > 5 * 20_000  # what cannot be packed smaller lies in it
    packed = set(re.findall(r'File: "([^"]+)"', said.stdout)) | set(re.findall(r"File: ([^ \n]+)", said.stdout))
    assert any("python312.dll" in name for name in packed), said.stdout[:3000]


def test_the_installer_needs_no_administrator_and_leaves_data_alone() -> None:
    text = SCRIPT.read_text(encoding="utf-8-sig")
    assert "RequestExecutionLevel user" in text
    assert "HKLM" not in text
    removing = text.partition('Section "Uninstall"')[2]
    assert "haishu_desk" not in removing  # the users' folder
    assert re.findall(r'RMDir /r "([^"]+)"', removing) == [r"$INSTDIR\_internal", r"$INSTDIR\licences"]


def test_the_script_begins_with_the_mark_by_which_windows_knows_utf8() -> None:
    assert SCRIPT.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_recipe_makes_the_programs_that_the_installer_names() -> None:
    recipe = (paths.root() / "build.spec").read_text(encoding="utf-8")
    assert re.findall(r'program\("([\w-]+)", console=(\w+)\)', recipe) == [
        ("haishu-desk", "True"),
        ("haishu-desk-window", "False"),
    ]


@pytest.mark.skipif(os.environ.get("HAISHU_FULL") != "1", reason="downloads some 100 MB: HAISHU_FULL=1")
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_wheel_for_windows_is_to_be_had_with_the_hash_of_the_pins(tmp_path: Path, version: str) -> None:
    lock = paths.root() / ".ci" / "requirements-build.lock"
    words = ["--platform", "win_amd64", "--python-version", version, "--implementation", "cp", "--only-binary=:all:"]
    argv = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", *words]
    # pip reads the markers of the pins for this system, not for that one: what is pinned for Windows only is named.
    pins = tmp_path / "pins.txt"
    text = lock.read_text(encoding="utf-8")
    text = re.sub(r" ; sys_platform == 'win32'", "", text)
    text = re.sub(r"(?m)^\S+ ; sys_platform == 'darwin' \\\n(?:    --hash.*\n)+", "", text)
    pins.write_text(text, encoding="utf-8")
    done = subprocess.run([*argv, "-d", str(tmp_path / "wheels"), "-r", str(pins)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    names = [path.name for path in (tmp_path / "wheels").iterdir()]
    assert [name for name in names if "linux" in name or not name.endswith(".whl")] == []
    assert any(name.startswith("pyside6_essentials") and name.endswith("win_amd64.whl") for name in names)

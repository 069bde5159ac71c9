"""What the bundle leaves to the system: which glibc its files ask for, which libraries must be there."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from packing import system
from packing.system import complaints, elf_files, floor_of, from_outside, glibc_of, needed_by

# As objdump -p prints it: a library defines versions of its own first; what it refers to comes after.
HEADER = """
Dynamic Section:
  NEEDED               libm.so.6
  NEEDED               libodd.so.3
  SONAME               libmade.so.1

Version definitions:
1 0x01 0x0865f4e6 libmade.so.1
2 0x00 0x06969199 GLIBC_9.99

Version References:
  required from libm.so.6:
    0x06969189 0x00 04 GLIBC_2.29
    0x09691a75 0x00 03 GLIBC_2.2.5
  required from libc.so.6:
    0x069691b3 0x00 02 GLIBC_2.3
    0x0d696914 0x00 05 GLIBC_PRIVATE
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one library, a text and a second name, and objdump's word for it."""
    (tmp_path / "libmade.so.1").write_bytes(b"\x7fELF and more")
    (tmp_path / "libmade.so").symlink_to("libmade.so.1")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    monkeypatch.setattr(system, "_header", lambda path: HEADER if path.name == "libmade.so.1" else "")
    return tmp_path


def test_programs_and_libraries_are_known_by_their_first_bytes_and_taken_once(folder: Path) -> None:
    assert [path.name for path in elf_files(folder)] == ["libmade.so.1"]


def test_only_what_a_file_refers_to_counts_and_2_29_is_above_2_3(folder: Path) -> None:
    assert glibc_of(folder / "libmade.so.1") == {(2, 29), (2, 2), (2, 3)}
    assert floor_of(folder) == ((2, 29), folder / "libmade.so.1")


def test_a_library_that_nobody_brings_is_complained_of(folder: Path) -> None:
    assert set(from_outside(folder)) == {"libm.so.6", "libodd.so.3"}
    assert complaints(folder) == ["libmade.so.1 要 libodd.so.3，包里没有"]
    (folder / "libodd.so.3").write_bytes(b"\x7fELF")
    assert complaints(folder) == []


def test_a_newer_glibc_than_promised_is_complained_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "libodd.so.3").write_bytes(b"\x7fELF")
    monkeypatch.setattr(system, "_header", lambda _path: HEADER.replace("2.29", "2.32"))
    (said,) = complaints(folder)
    assert said.endswith("要 glibc 2.32，承诺的是 2.31")


@pytest.mark.skipif(shutil.which("objdump") is None or sys.platform != "linux", reason="no objdump here")
def test_objdump_is_read_right_of_a_real_program() -> None:
    program = Path(shutil.which("bash") or "/bin/bash").resolve()
    assert "libc.so.6" in needed_by(program)
    assert max(glibc_of(program)) >= (2, 3)

"""The list of SHA-256 that goes with what is handed out."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from packing import hashes


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "haishu-desk").mkdir()
    (tmp_path / "haishu-desk" / "a 甲.txt").write_bytes(b"abc")
    (tmp_path / "x.deb").write_bytes(b"")
    return tmp_path


def test_every_file_stands_in_the_list_with_its_sum(dist: Path) -> None:
    lines = hashes.write(dist).read_text(encoding="utf-8").splitlines()
    # The sum of "abc" is the example of FIPS 180-2.
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert lines == [f"{abc}  haishu-desk/a 甲.txt", f"{hashlib.sha256(b'').hexdigest()}  x.deb"]


def test_the_list_of_before_is_no_part_of_the_next(dist: Path) -> None:
    first = hashes.write(dist).read_bytes()
    assert hashes.write(dist).read_bytes() == first


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_sha256sum_reads_the_list_and_finds_a_changed_file(dist: Path) -> None:
    listed = hashes.write(dist).name
    assert subprocess.run(["sha256sum", "-c", listed], cwd=dist, capture_output=True, check=False).returncode == 0
    (dist / "x.deb").write_bytes(b"another")
    assert subprocess.run(["sha256sum", "-c", listed], cwd=dist, capture_output=True, check=False).returncode == 1

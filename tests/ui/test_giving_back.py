"""Free memory goes back to the system although what is in use lies between it."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# 128 MB in pieces that Python asks the C library for; every hundredth of them stays.
_HOLES = """
from pathlib import Path
from haishu_desk.ui.giving_back import give_back

def resident():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 1e6

pieces = [bytes(1024) for _ in range(131_072)]
kept = pieces[::100]
del pieces
before = resident()
give_back()
print(before, resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is free")
def test_what_is_free_between_pieces_in_use_goes_back() -> None:
    said = subprocess.run([sys.executable, "-c", _HOLES], capture_output=True, text=True, check=True).stdout
    before, after = map(float, said.split())
    assert before > 100
    assert after < before - 80

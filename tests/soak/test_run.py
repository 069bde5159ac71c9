"""One round of the soak on a few thousand values: every scene goes through, and nothing is left over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCENES = ("typing", "pages", "receiving", "reviewing", "printing", "report", "rest", "sample")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_round_of_mixed_work_goes_through(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.soak.run", "--small", "--minutes", "0", "--at", str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("verdict: ok\n")
    (played,) = [line for line in done.stdout.splitlines() if line.startswith("scenes: ")]
    assert [scene for scene in SCENES if f"{scene} 1x" not in played] == []
    assert list((tmp_path / "tmp").iterdir()) == [], "no temporary file stays"

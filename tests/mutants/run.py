"""Seed each of the bugs in a copy of the project, and see which the ordinary tests notice.

`python -m tests.mutants.run` from the root of the project prints a table; with names behind it only those.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.patches import PATCHES, Patch

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("haishu_desk", "db", "resources", "tests", "pyproject.toml", "start.py", "build.spec", "README.md", "LICENSE")
_FAILED, _LONGEST = 1, 1800


def main(names: Sequence[str]) -> int:
    """Print a row for each bug; how many got through."""
    missed = 0
    print(f"{'bug':34} {'noticed':8} {'s':>5}  first test that failed")  # noqa: T201 it speaks to the terminal
    for patch in PATCHES:
        if names and patch.name not in names:
            continue
        began = time.monotonic()
        first = noticed_by(patch)
        missed += first is None
        said = "yes" if first else "NO"
        print(f"{patch.name:34} {said:8} {time.monotonic() - began:5.0f}  {first or ''}", flush=True)  # noqa: T201 as above
    return missed


def noticed_by(patch: Patch) -> str | None:
    """The first test that fails with that bug; None where all pass. RuntimeError where the tests cannot be run at all."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        tree = Path(name)
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
            else:
                shutil.copy(source, tree)
        apply(patch, tree)
        return _first_failure(tree, patch.tests)


def apply(patch: Patch, tree: Path) -> None:
    """Bring the bug into the project that lies in that folder; ValueError where its place is not there exactly once."""
    file = tree / "haishu_desk" / patch.file
    text = file.read_text(encoding="utf-8")
    if text.count(patch.before) != 1:
        raise ValueError(f"{patch.name}: {text.count(patch.before)} places in {patch.file}")
    file.write_text(text.replace(patch.before, patch.after), encoding="utf-8")


def _first_failure(tree: Path, tests: Sequence[str]) -> str | None:
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *(f"tests/{each}" for each in tests)]
    done = subprocess.run(words, cwd=tree, capture_output=True, text=True, timeout=_LONGEST, check=False)
    if done.returncode not in (0, _FAILED):
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" - ")[0].split("tests/", 1)[-1] if done.returncode and failed else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

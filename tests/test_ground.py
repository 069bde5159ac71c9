"""The ground of the repository: its top level, its pins, its README and a light first step."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LOCKS = (ROOT / ".ci/requirements.lock", ROOT / ".ci/requirements-test.lock")
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "LICENSE",
    "README.md",
    "build.spec",
    "db",
    "haishu_desk",
    "pyproject.toml",
    "resources",
    "start.py",
    "tests",
}
HEAVY = (
    "PySide6",
    "cryptography",
    "numpy",
    "openpyxl",
    "pandas",
    "pyqtgraph",
    "python_calamine",
    "sqlite_utils",
    "xlsxwriter",
)
ASK_FOR_HELP = f"""
import sys
from haishu_desk.__main__ import main
try:
    status = main(["--help"])
except SystemExit as leaving:
    status = leaving.code
loaded = [name for name in {HEAVY!r} if name in sys.modules]
sys.exit(f"status {{status}}" if status else f"loaded: {{loaded}}" if loaded else 0)
"""


def blocks(lock: Path) -> list[str]:
    """One text for each requirement of a lock file: its pin and its hashes."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return re.split(r"\n(?=\S)", "\n".join(lines).strip())


def pins(lock: Path) -> dict[str, str]:
    """Name and version of each requirement of a lock file."""
    found = (re.match(r"([\w.-]+)==([\w.]+)", block) for block in blocks(lock))
    return {pin.group(1): pin.group(2) for pin in found if pin}


def project() -> dict[str, Any]:
    """The `project` table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def test_the_top_level_holds_only_the_agreed_names() -> None:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git cannot list this folder")
    names = {path.partition("/")[0] for path in listed.stdout.split("\0") if path and (ROOT / path).exists()}
    assert names <= TOP_LEVEL


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host| @ ", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_requirement_of_a_lock_has_a_version_and_a_hash(lock: Path) -> None:
    for block in blocks(lock):
        assert re.match(r"[\w.-]+==[\w.]+( ;[^\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\\n)?)+\Z", block), block


def test_both_locks_fit_the_ranges_of_the_project() -> None:
    runtime, testing = (pins(lock) for lock in LOCKS)
    for wanted in map(Requirement, project()["dependencies"]):
        assert wanted.specifier.contains(runtime[wanted.name.lower()]), wanted
    for wanted in map(Requirement, project()["optional-dependencies"]["test"]):
        assert wanted.specifier.contains(testing[wanted.name.lower()]), wanted


def test_the_test_lock_holds_the_runtime_lock_unchanged() -> None:
    runtime, testing = (set(blocks(lock)) for lock in LOCKS)
    assert runtime <= testing


def test_qt_is_the_last_version_that_starts_on_an_old_libc() -> None:
    assert pins(LOCKS[0])["pyside6-essentials"] == "6.9.3"


def test_help_is_shown_without_any_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK_FOR_HELP], cwd=ROOT, capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_sets_up_with_start_py_and_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    fenced = "\n".join(re.findall(r"^```\w*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)).splitlines()
    assert {"python3 start.py", "python3 start.py test"} <= set(fenced)
    assert not [line for line in fenced if re.search(r"\b(pip|pipx|uv|apt|apt-get|venv|conda)\b", line)]

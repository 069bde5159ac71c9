"""The two commands of the README in clean systems that have nothing but Debian's Python 3.

`HAISHU_FULL=1 pytest tests/packing/test_readme_clean.py` as root. HAISHU_WHOLE=1 runs every check, else a few: the whole
run takes the machine's time twice over. pip's settings are the machine's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from haishu_desk import paths
from tests.packing.chroots import READY, CleanRoot

pytestmark = READY
FEW = () if os.environ.get("HAISHU_WHOLE") == "1" else ("tests/domain", "tests/test_start.py", "tests/test_ground.py")


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def clean(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> CleanRoot:
    """A clean system with Python 3 and what git knows of this clone."""
    root = CleanRoot(tmp_path_factory.mktemp("readme") / request.param, request.param)
    root.apt("install", "--no-install-recommends", "python3", "ca-certificates")
    certificates = Path("/etc/ssl/certs/ca-certificates.crt")
    for file in (certificates, Path("/etc/pip.conf")):
        if file.is_file():
            shutil.copy(file, root.folder / str(file).lstrip("/"))
    clone = root.folder / "root" / "海曙 desk"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=paths.root(), check=True, capture_output=True, encoding="utf-8"
    ).stdout
    for name in filter(None, listed.split("\0")):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.root() / name, clone / name)
    return root


def start(clean: CleanRoot, *words: str) -> str:
    """What `python3 start.py` says on both streams, run by the user of the README."""
    settings = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    line = 'cd "/root/海曙 desk" && exec python3 start.py "$@" 2>&1'
    said = clean.run("sh", "-c", line, "sh", *words, LANG="C.UTF-8", **settings)
    sys.stdout.write(said[-3000:])  # pytest -s shows what a person sees
    return said


def test_the_first_command_sets_up_and_answers(clean: CleanRoot) -> None:
    said = start(clean, "--help")
    assert "准备好了" in said
    assert "haishu-desk" in said
    assert "145-01" in start(clean, "indicators", "--plan", "145")


def test_the_second_command_runs_every_check(clean: CleanRoot) -> None:
    said = start(clean, "test", "-q", *FEW)
    assert " passed" in said
    assert "未通过" not in said

"""The .deb in clean systems without Python: it starts there, goes the whole main road, and leaves nothing but users' data.

`HAISHU_FULL=1 pytest tests/packing/test_deb_installed.py` as root, with the .deb in `dist/` or named by HAISHU_DEB.
Debian 11 stands for the oldest glibc that is promised (2.31).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from haishu_desk import paths
from tests.packing.chroots import READY, CleanRoot
from tests.road import test_main_road as main_road

pytestmark = READY
UTF8 = {"LANG": "C.UTF-8"}


def package() -> Path:
    """The .deb that is tried."""
    named = os.environ.get("HAISHU_DEB")
    found = [Path(named)] if named else sorted((paths.root() / "dist").glob("*.deb"))
    if not found:
        pytest.skip("no .deb in dist/: python3 start.py build --deb")
    return found[-1]


class Installed:
    """A clean system with the package in it, and what was there before."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.root = CleanRoot(folder, suite)
        shutil.copy(package(), folder / "haishu-desk.deb")
        depends = subprocess.run(
            ["dpkg-deb", "--field", str(package()), "Depends"], check=True, capture_output=True, encoding="utf-8"
        ).stdout
        names = [re.sub(r" \(.*\)", "", name).strip() for name in depends.split(",")]
        self.root.apt("install", "--no-install-recommends", *names, "fonts-wqy-microhei")
        self.before = self.root.files()
        self.root.run("dpkg", "--install", "/haishu-desk.deb")


@pytest.fixture(scope="module", params=["bullseye", "bookworm", "trixie"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("root") / request.param, request.param)


class InstalledRoad(main_road.Road):
    """The main road of the tests, gone by the installed program as an ordinary user."""

    def __init__(self, root: CleanRoot) -> None:
        self.root = root
        self.folder = root.folder / "home" / "clerk" / "主路"
        self.folder.mkdir()
        shutil.chown(self.folder, *(int(root.run("id", word, "clerk")) for word in ("-u", "-g")))

    def call(self, who: str, *words: str, status: int = 0) -> Any:
        assert status == 0
        inside = [word.replace(str(self.root.folder), "") for word in ("--db", str(self.file(f"{who}.db")), *words)]
        return json.loads(self.root.run("haishu-desk", *inside, "--json", user="clerk"))


def test_there_is_no_python(installed: Installed) -> None:
    assert not list((installed.root.folder / "usr" / "bin").glob("python*"))


def test_it_tells_its_version_with_an_empty_environment(installed: Installed) -> None:
    assert installed.root.run("haishu-desk", "--version", user="clerk").strip()


def test_it_goes_the_main_road(installed: Installed) -> None:
    road = InstalledRoad(installed.root)
    main_road.test_the_main_road_ends_with_three_workspaces_that_agree_on_every_approved_value(road)
    assert (road.folder / "town.db").is_file()


def test_it_paints_every_page_offscreen(installed: Installed) -> None:
    said = installed.root.run("haishu-desk", "screenshots", "/home/clerk/图", "--quick", "--json", user="clerk", **UTF8)
    files = [installed.root.folder / file.lstrip("/") for file in json.loads(said)["files"]]
    assert len(files) > 10
    assert all(file.stat().st_size > 5000 for file in files)


@pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="no Xvfb or xdotool here")
def test_its_window_stands_on_a_real_display(installed: Installed) -> None:
    display = ":96"
    # The folder of sockets is the machine's; the network namespace is shared, so the abstract socket is reached too.
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    folder = installed.root.folder
    argv = ["chroot", "--userspec=clerk", str(folder), "/usr/bin/env", "-i", f"DISPLAY={display}", "HOME=/home/clerk"]
    try:
        time.sleep(2)
        running = subprocess.Popen([*argv, *(f"{key}={value}" for key, value in UTF8.items()), "/usr/bin/haishu-desk"])
        try:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "海曙规划监测"]
            found = subprocess.run(
                search, env={**os.environ, "DISPLAY": display}, capture_output=True, check=False, timeout=60
            )
            assert found.stdout.strip()
            assert running.poll() is None
        finally:
            running.kill()
            running.wait()
    finally:
        server.terminate()
        server.wait()


def test_removed_it_leaves_the_system_as_it_was_and_the_users_data(installed: Installed) -> None:
    installed.root.run("dpkg", "--purge", "haishu-desk")
    assert installed.root.files() == installed.before
    assert (installed.root.folder / "home/clerk/主路/town.db").is_file()

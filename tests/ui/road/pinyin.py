"""A real input method on a screen of its own: ibus with libpinyin, on a bus of its own."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.ui.road.screen import LIMIT, TOOLS, Screen, wait_for

_NEEDED = (*TOOLS, "dbus-daemon", "ibus-daemon", "ibus")
_ENGINE = Path("/usr/share/ibus/component/libpinyin.xml")
# ibus keeps its settings in dconf unless it is told to keep them in its head.
_CONFIGS = (Path("/usr/libexec/ibus-memconf"), Path("/usr/lib/ibus/ibus-memconf"))


def what_is_missing() -> str:
    """What has to be installed for it; empty if all is there."""
    missing = [tool for tool in _NEEDED if shutil.which(tool) is None]
    return ", ".join(missing + ([] if _ENGINE.is_file() else ["ibus-libpinyin"]))


@contextlib.contextmanager
def pinyin(screen: Screen, home: Path) -> Iterator[None]:
    """While it lasts, programs on that screen can be typed into in 拼音 once `choose_pinyin` was called."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, parents=True)
    screen.environment.update(
        HOME=str(home), XDG_RUNTIME_DIR=str(runtime), XDG_CONFIG_HOME=str(home / "c"), XDG_CACHE_HOME=str(home / "k")
    )
    screen.environment.pop("QT_IM_MODULE", None)  # the program chooses ibus itself
    bus = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    config = next((["--config", str(each)] for each in _CONFIGS if each.is_file()), [])
    daemon = ["ibus-daemon", "--panel", "disable", *config, "--cache", "refresh"]
    with subprocess.Popen(bus, env=screen.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            assert server.stdout is not None
            screen.environment["DBUS_SESSION_BUS_ADDRESS"] = server.stdout.readline().decode().strip()
            with subprocess.Popen(daemon, env=screen.environment, stderr=subprocess.DEVNULL) as ibus:
                try:
                    yield
                finally:
                    ibus.terminate()
        finally:
            server.terminate()


def choose_pinyin(screen: Screen) -> None:
    """Switch the focused window to 拼音, as soon as ibus answers."""

    def engine(*wish: str) -> str:
        done = subprocess.run(
            ["ibus", "engine", *wish], env=screen.environment, capture_output=True, check=False, timeout=LIMIT
        )
        return done.stdout.decode().strip()

    def is_chosen() -> bool:
        engine("libpinyin")  # its exit status speaks of the keyboard's layout too
        return engine() == "libpinyin"

    wait_for(is_chosen, "ibus answers with libpinyin")
    time.sleep(0.5)  # the engine loads its dictionary

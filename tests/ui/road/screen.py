"""A screen of its own with a real program on it, driven by xdotool: what a key does there is what it does for a clerk."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
TOOLS = ("Xvfb", "xdotool")
LIMIT = 10.0
_CLIENT_MESSAGE = 33


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent; the rest of XEvent behind it."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def wait_for(condition: Callable[[], bool], what: str, limit: float = LIMIT) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


class Screen:
    """An X server without a window manager."""

    def __init__(self, display: str, pictures: Path) -> None:
        self._pictures = pictures
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "HAISHU_DESK_THEME": "light",
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
        }

    def call(self, *words: str, limit: float = LIMIT) -> str:
        """One call of a tool; what it printed."""
        done = subprocess.run(
            words, env=self.environment, capture_output=True, check=False, encoding="utf-8", timeout=limit
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout.strip()

    def key(self, *names: str) -> None:
        """Keys, one after the other."""
        self.call("xdotool", "key", "--delay", "20", *names)

    def type(self, text: str) -> None:
        """A text, sign by sign."""
        self.call("xdotool", "type", "--delay", "20", text)

    def click(self, x: int, y: int) -> None:
        """A click of the left button at that place of the screen."""
        self.call("xdotool", "mousemove", str(x), str(y), "sleep", "0.1", "click", "1")

    def picture(self, name: str) -> None:
        """The screen as it is now, for whoever looks into a failure."""
        if shutil.which("import") is not None:
            self.call("import", "-window", "root", str(self._pictures / f"{name}.png"))

    @contextlib.contextmanager
    def program(self, db: Path, title: str) -> Iterator[Program]:
        """The window on that workspace, with the keyboard; it is ended at the end, whatever happened."""
        log = db.with_name(f"{db.stem}-window.log")
        words = [sys.executable, "-m", "haishu_desk", "--db", str(db)]
        with log.open("wb") as said, subprocess.Popen(words, cwd=ROOT, env=self.environment, stderr=said) as process:
            try:
                yield Program(self, process, title)
            finally:
                if process.poll() is None:
                    process.kill()
        assert "Traceback" not in log.read_text("utf-8")

    def ask_to_close(self, window: int) -> None:
        """What a window manager sends when the × of a window is clicked."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(self.environment["DISPLAY"].encode()))
        names = (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
        protocols, delete = (x11.XInternAtom(display, name, 0) for name in names)
        message = _ClientMessage(type=_CLIENT_MESSAGE, window=window, message_type=protocols, format=32)
        message.data[0] = delete
        x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
        x11.XCloseDisplay(display)


class Program:
    """The running program and its window, which has the keyboard."""

    def __init__(self, screen: Screen, process: subprocess.Popen[bytes], title: str) -> None:
        self._screen, self._process = screen, process
        found = screen.call("xdotool", "search", "--sync", "--onlyvisible", "--name", title)
        self.window = int(found.splitlines()[0])
        self.give_the_keyboard()

    def give_the_keyboard(self) -> None:
        """What a window manager does when a window is shown, or a dialog over it has closed."""
        self._screen.call("xdotool", "windowfocus", "--sync", str(self.window))

    def close(self) -> int:
        """Click on the ×; the exit status."""
        self._screen.ask_to_close(self.window)
        return self._process.wait(LIMIT)

    def end(self) -> int:
        """As the system does when the session ends; the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(LIMIT)


@contextlib.contextmanager
def screen(pictures: Path) -> Iterator[Screen]:
    """A screen of 1400 by 900 on a free number."""
    words = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            assert server.stdout is not None
            number = server.stdout.readline().decode().strip()
            assert number, "Xvfb did not start"
            yield Screen(f":{number}", pictures)
        finally:
            server.terminate()

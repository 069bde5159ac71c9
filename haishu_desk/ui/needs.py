"""What Qt needs of the machine, found out before Qt is started: standard library only, since Qt aborts where it is missing."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

# Debian's package -> the library that Qt's wheel does not bring.
_ALWAYS = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
}
_ON_X11 = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}


def why_no_window(environment: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Why no window can be shown here, with the exact fix; None if one can."""
    if not platform.startswith("linux"):
        return None
    wish = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if not wish and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return "没有图形桌面（DISPLAY 和 WAYLAND_DISPLAY 都没有设），窗口打不开；命令行可以用。"
    on_x11 = wish == "xcb" or (not wish and not environment.get("WAYLAND_DISPLAY"))
    missing = missing_packages(on_x11=on_x11)
    if missing:
        return f"窗口还缺系统组件，请运行一次：sudo apt-get install -y {' '.join(missing)}"
    if on_x11 and not _display_answers():
        return f"图形桌面没有应答（DISPLAY={environment.get('DISPLAY', '')}），窗口打不开；命令行可以用。"
    return None


def missing_packages(*, on_x11: bool) -> list[str]:
    """The Debian packages whose library cannot be loaded."""
    wanted = {**_ALWAYS, **(_ON_X11 if on_x11 else {})}
    return [package for package, library in wanted.items() if not _loads(library)]


def qt_missing(error: ImportError) -> str:
    """What to do when PySide6 itself cannot be loaded."""
    packages = missing_packages(on_x11=True) if sys.platform.startswith("linux") else []
    if packages:
        return f"窗口还缺系统组件，请运行一次：sudo apt-get install -y {' '.join(packages)}"
    return f"没有装好 PySide6（{error}），请运行一次：python3 start.py"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _display_answers() -> bool:
    """Whether an X server is there: Qt would abort the process without a word that helps."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused

"""The part of 体检 that looks at this computer: disk, clock, fonts, input method, SQLite and Qt. Qt is not loaded for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from haishu_desk.domain.errors import SurroundingsError, said_of
from haishu_desk.store.database import compile_options, sqlite_version
from haishu_desk.store.home import refuse_unsafe_home

Finding = tuple[bool, str]

_LEAST_FREE, _TIMES = 200 << 20, 3
_FIRST_YEAR, _LAST_YEAR = 2025, 2099
_AHEAD = timedelta(minutes=5)
_LEAST_SQLITE = (3, 34)
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_CJK = ("cjk", "sourcehan", "source-han", "wqy", "wenquanyi", "simsun", "simhei", "simkai", "simfang", "msyh", "uming", "ukai",
        "droidsansfallback", "fangzheng", "pingfang", "songti", "heiti")  # fmt: skip
_SECONDS = 20


def disk(workspace: Path, mounts: str | None = None) -> Finding:
    """Whether the data file's folder can be written to, has room, and is a safe home; `mounts` as in `store.home`."""
    folder = workspace.absolute().parent
    try:
        refuse_unsafe_home(workspace, mounts, is_there=workspace.exists())
        with tempfile.TemporaryFile(dir=folder):
            pass
        free, size = shutil.disk_usage(folder).free, workspace.stat().st_size if workspace.exists() else 0
    except SurroundingsError as error:
        return False, f"{error.message}。{error.advice}"
    except OSError as error:
        return False, f"{folder} 不能写入：{said_of(error)}。请检查文件夹的写入权限和磁盘空间"
    if workspace.exists() and not os.access(workspace, os.W_OK):
        return False, f"{workspace.name} 不能写入。请检查文件的写入权限"
    if free < max(_LEAST_FREE, _TIMES * size):
        return False, f"只剩 {free >> 20} MB，不够再写一份。请腾出磁盘空间"
    return True, f"可以写入，还有 {free >> 20} MB"


def clock(last: str | None, now: datetime) -> Finding:
    """Whether the clock can be right, beside the time of the last entry (ISO; None: nothing is there)."""
    if not _FIRST_YEAR <= now.year <= _LAST_YEAR:
        return False, f"电脑的日期是 {now:%Y-%m-%d}，不会对。请校准系统时间"
    if last:
        try:
            entered = datetime.fromisoformat(last)
        except ValueError:
            return False, f"最后一条记录的时间看不懂（{last[:30]}）"
        if entered.astimezone() > now.astimezone() + _AHEAD:
            return False, f"现在是 {now:%Y-%m-%d %H:%M}，比最后一条记录（{entered:%Y-%m-%d %H:%M}）还早。请校准系统时间"
    return True, f"{now:%Y-%m-%d %H:%M}"


def fonts(system: str = sys.platform) -> Finding:
    """Whether there is a font for Chinese; Windows and macOS bring theirs along."""
    if not system.startswith("linux"):
        return True, "系统自带中文字体"
    found = _by_fontconfig() or _by_name()
    if found:
        return True, f"有中文字体：{found}"
    return False, "没有中文字体，窗口和打印的中文会是方块。请安装一种，如 fonts-noto-cjk 或 fonts-wqy-microhei"


def _by_fontconfig() -> str:
    command = shutil.which("fc-list")
    if command is None:
        return ""
    try:
        said = subprocess.run([command, ":lang=zh-cn", "family"], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    families = said.stdout.decode("utf-8", "replace").splitlines()
    return families[0].split(",")[0] if families else ""


def _by_name() -> str:
    for folder in map(Path, map(os.path.expanduser, _FONT_FOLDERS)):
        for file in folder.rglob("*.[to]t[cf]"):
            if any(mark in file.name.lower() for mark in _CJK):
                return file.stem
    return ""


def input_method(environment: Mapping[str, str], system: str = sys.platform) -> Finding:
    """Whether Chinese can be typed where a window is: on Linux by the variables and the plugin that Qt would load."""
    if not system.startswith("linux"):
        return True, "用系统的输入法"
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return True, "没有图形桌面，只用命令行，不用输入法"
    wished = environment.get("QT_IM_MODULE") or environment.get("XMODIFIERS", "").removeprefix("@im=")
    if not wished and not environment.get("WAYLAND_DISPLAY"):
        return False, "没有设置输入法（QT_IM_MODULE 和 XMODIFIERS 都没有）。请在系统设置里启用 fcitx5 或 ibus，重新登录"
    # A window that finds no plugin for fcitx asks for ibus, which fcitx5 answers.
    plugin = "ibus" if wished.startswith("fcitx") else wished
    there = _plugins()
    if there and plugin not in ("", "wayland", "xim", "none") and not any(plugin in name for name in there):
        return False, f"窗口部件里没有输入法 {wished} 的插件。请改用 ibus 或 fcitx5"
    return True, f"输入法：{wished or '由桌面提供'}"


def _plugins() -> list[str]:
    spec = find_spec("PySide6")
    roots = [Path(each) for each in spec.submodule_search_locations or ()] if spec is not None else []
    return [file.name for root in roots for file in root.glob("**/platforminputcontexts/*") if file.is_file()]


def sqlite() -> Finding:
    """Whether SQLite is one that the data file can be trusted to."""
    options = compile_options()
    if tuple(map(int, sqlite_version.split(".")[:2])) < _LEAST_SQLITE:
        return False, f"SQLite {sqlite_version} 太旧，要 3.34 以上。请升级程序"
    if "THREADSAFE=0" in options:
        return False, f"SQLite {sqlite_version} 编译时关了线程保护。请换一个版本的程序"
    return True, f"SQLite {sqlite_version}"


def qt() -> Finding:
    """Whether the window can load its parts; tried in a process of its own, since Qt can take the process with it."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  brings the library for mail along

    try:
        release = version("PySide6-Essentials")
    except PackageNotFoundError:  # a frozen program carries no records of most of its parts
        release = ""
    try:
        if find_spec("PySide6.QtWidgets") is None:
            return False, "没有 PySide6，窗口打不开；命令行可以用"
    except ModuleNotFoundError:
        return False, "没有 PySide6，窗口打不开；命令行可以用"
    if not getattr(sys, "frozen", False) and not _loads():
        return False, f"PySide6 {release} 装了，但加载不了，多半缺系统库。请打开窗口，看它说缺哪几个"
    return True, f"Qt {release}" if release else "随程序带着"


def _loads() -> bool:
    words = [sys.executable, "-c", "import PySide6.QtWidgets"]
    try:
        return subprocess.run(words, capture_output=True, timeout=_SECONDS, check=False).returncode == 0  # noqa: S603  fixed words
    except (OSError, subprocess.TimeoutExpired):
        return False

"""Where a workspace may live: not on a network share, in a sync folder or on a stick, where SQLite's locks do not hold."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath, PureWindowsPath

from haishu_desk.domain.errors import SurroundingsError

_SHARED = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.gvfsd", "fuse.rclone", "davfs", "afs", "ncp")
_STICK = ("vfat", "exfat", "msdos")
# What the folders of the sync programs are called, in small letters; a folder that has it in its name is one.
_SYNC = (
    "onedrive", "坚果云", "nutstore", "dropbox", "云盘", "网盘", "同步盘", "同步空间", "wpsdrive", "wps cloud", "baidusyncdisk", "baidunetdisk",
    "aliyundrive", "weiyun", "icloud", "googledrive", "google drive", "seafile", "nextcloud", "owncloud", "syncthing",
)  # fmt: skip
# A folder that such a program fetched files into is not one that it keeps in step.
_FETCHED = ("下载", "download")
# What these programs leave in the folder that they keep in step, whatever it is called.
_LEFT_BY_SYNC = (".stfolder", ".dropbox", ".dropbox.cache", ".seafile-data")
_ROOTS = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_REMOVABLE, _REMOTE = 2, 4  # what Windows' GetDriveType says

DriveType = Callable[[str], int]


class UnsafeHomeError(SurroundingsError):
    """The place is one where a live database gets lost; `what` says which kind of place."""

    def __init__(self, path: Path, what: str, *, is_there: bool = False) -> None:
        super().__init__(
            f"{path} 在{what}上，放在那里的数据文件会损坏或丢数",
            "请用 restore --local 复制到本机硬盘再录入；只查看的命令现在就可以用"
            if is_there
            else "请放在本机硬盘上；要带走数据，请用“传出”或“备份”",
            code="unsafe-home",
        )
        self.what = what


def refuse_unsafe_home(
    path: Path, mounts: str | None = None, drive_type: DriveType | None = None, *, is_there: bool = False
) -> None:
    """UnsafeHomeError if `path` lies on a share, a stick or in a sync folder, by its own name or where it leads to.

    `mounts` is the text of /proc/mounts and `drive_type` Windows' GetDriveType, where they are not the computer's own;
    `is_there`: the data file lies there already, and is not to be made.
    """
    what = next((what for place in _places(path) if (what := unsafe_kind(place, mounts, drive_type))), "")
    if what:
        raise UnsafeHomeError(path, what, is_there=is_there)


def unsafe_kind(path: Path, mounts: str | None = None, drive_type: DriveType | None = None) -> str:
    """同步盘文件夹, 网络共享 or U盘; empty for a place that is safe."""
    is_windows = drive_type is not None or sys.platform == "win32"
    written = PureWindowsPath(path) if is_windows else path
    if _is_kept_in_step(written.parent, os.environ):
        return "同步盘文件夹"
    kind = _windows_kind(PureWindowsPath(path), drive_type or _drive_type) if is_windows else _mounted_as(path, mounts)
    if kind.startswith(_SHARED):
        return "网络共享"
    return "U盘" if kind.startswith(_STICK) else ""


def _places(path: Path) -> list[Path]:
    """The path as it is written, and where its links lead to."""
    written = path.absolute()
    try:
        return [written, written.resolve()]
    except (OSError, RuntimeError):  # a link that leads to itself: opening it says so
        return [written]


def _is_kept_in_step(folder: PurePath, environ: Mapping[str, str]) -> bool:
    names = [part.lower() for part in folder.parts]
    kept = [name for name in names if not any(mark in name for mark in _FETCHED)]
    if any(mark in name for name in kept for mark in _SYNC):
        return True
    roots = [type(folder)(environ[name]) for name in _ROOTS if environ.get(name)]
    if any(folder.is_relative_to(root) for root in roots):
        return True
    return any(os.path.lexists(above / left) for above in (folder, *folder.parents) for left in _LEFT_BY_SYNC)


def _mounted_as(path: Path, mounts: str | None) -> str:
    """The file system's type of the longest mount point above `path`; `vfat` for whatever hangs on USB; empty if untold."""
    if mounts is None:
        mounts = _mounts()
    best, device, kind = "", "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) >= len(("device", "point", "type")):
            point = fields[1].replace("\\040", " ")
            if len(point) >= len(best) and (point == "/" or path.is_relative_to(point)):
                best, device, kind = point, fields[0], fields[2]
    return "vfat" if best != "/" and _hangs_on_usb(device) else kind


def _mounts() -> str:
    """Linux' own table; empty where there is none or it cannot be read, since nobody is to be kept from work by that."""
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _hangs_on_usb(device: str) -> bool:
    """Whether Linux has that disk on USB: a stick that is formatted as a disk is a stick all the same."""
    return device.startswith("/dev/") and "/usb" in os.path.realpath(f"/sys/class/block/{device[len('/dev/') :]}")


def _windows_kind(path: PureWindowsPath, drive_type: DriveType) -> str:
    """`vfat` for a removable drive, `cifs` for a network drive or a path of another computer."""
    drive = path.drive.removeprefix("\\\\?\\")
    if drive.startswith(("\\\\", "UNC\\")):
        return "cifs"
    return {_REMOVABLE: "vfat", _REMOTE: "cifs"}.get(drive_type(f"{drive}\\"), "")


def _drive_type(root: str) -> int:
    import ctypes  # noqa: PLC0415  Windows only

    return int(getattr(ctypes, "windll").kernel32.GetDriveTypeW(root))  # noqa: B009  absent elsewhere

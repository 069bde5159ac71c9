"""Where a workspace may live: not on a network share, in a sync folder or on a stick, where SQLite's locks do not hold."""

from __future__ import annotations

import sys
from pathlib import Path

from haishu_desk.domain.errors import SurroundingsError

_SHARED = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.gvfsd", "fuse.rclone", "davfs", "afs", "ncp")
_STICK = ("vfat", "exfat", "msdos")
_SYNC = (
    "onedrive",
    "nutstore",
    "坚果云",
    "dropbox",
    "百度网盘",
    "baidunetdisk",
    "icloud",
    "syncthing",
    "wpsdrive",
    "wps云盘",
)


class UnsafeHomeError(SurroundingsError):
    """The place is one where a live database gets lost."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} 在{what}上，放在那里的数据文件会损坏或丢数",
            "请放在本机硬盘上；要带走数据，请用“传出”或“备份”",
            code="unsafe-home",
        )


def refuse_unsafe_home(path: Path, mounts: str | None = None) -> None:
    """UnsafeHomeError if `path` lies on a share, a stick or in a sync folder; `mounts` is the text of /proc/mounts."""
    resolved = path.absolute()
    if any(mark in part.lower() for part in resolved.parent.parts for mark in _SYNC):
        raise UnsafeHomeError(path, "同步盘文件夹")
    kind = _windows_kind(resolved) if sys.platform == "win32" else _mounted_as(resolved, mounts)
    if kind.startswith(_SHARED):
        raise UnsafeHomeError(path, "网络共享")
    if kind.startswith(_STICK):
        raise UnsafeHomeError(path, "U盘")


def _mounted_as(path: Path, mounts: str | None) -> str:
    """The file system's type of the longest mount point above `path`; empty where it cannot be told."""
    if mounts is None:
        table = Path("/proc/mounts")
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) >= len(("device", "point", "type")):
            point = fields[1].replace("\\040", " ")
            if len(point) >= len(best) and (point == "/" or path.is_relative_to(point)):
                best, kind = point, fields[2]
    return kind


def _windows_kind(path: Path) -> str:
    """`vfat` for a removable drive, `cifs` for a network drive (GetDriveType 2 and 4)."""
    if str(path).startswith("\\\\"):
        return "cifs"
    import ctypes  # noqa: PLC0415  Windows only

    drive = getattr(ctypes, "windll").kernel32.GetDriveTypeW(path.anchor)  # noqa: B009  absent elsewhere
    return {2: "vfat", 4: "cifs"}.get(drive, "")

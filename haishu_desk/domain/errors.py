"""Errors that own their sentence: what happened and where (`message`), and what to do next (`advice`).

The window and the command line print the same object. Anything that is not a `DeskError` is a bug and reaches the one hook
in `haishu_desk.__main__`.
"""

from __future__ import annotations

import errno


class DeskError(Exception):
    """Refused: nothing was changed. `code` is stable, `message` and `advice` are Chinese sentences for the user."""

    code = "refused"
    exit_status = 1

    def __init__(self, message: str, advice: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        if code is not None:
            self.code = code

    def as_json(self) -> dict[str, str]:
        """`{"code", "message", "advice"}` as the command line prints it."""
        return {"code": self.code, "message": self.message, "advice": self.advice}


_SAID = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "路径中间有一段不是文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EROFS: "是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EIO: "读写出错",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENODEV: "U盘或磁盘不在了",
    errno.ENXIO: "U盘或磁盘不在了",
    errno.EBUSY: "正被另一个程序占用",
}
# Windows' own codes where errno says "no permission" of all of them.
_SAID_BY_WINDOWS = {
    19: "有写保护",
    21: "U盘或磁盘不在了",
    32: "正被另一个程序占用",
    33: "正被另一个程序占用",
    39: "磁盘已满",
    53: "网络位置连不上",
    55: "U盘或磁盘不在了",
    64: "网络位置连不上",
    112: "磁盘已满",
    1167: "U盘或磁盘不在了",
}


def said_of(error: OSError) -> str:
    """What the system says of a path, in words that everybody reads."""
    by_windows = _SAID_BY_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return by_windows or _SAID.get(error.errno or 0) or f"系统说不行，代号 {error.errno or '不明'}"


class UsageError(DeskError):
    """The words of the command are wrong: unknown verb, flag, unit, item or period."""

    code = "usage"
    exit_status = 2


class SurroundingsError(DeskError):
    """The environment is in the way: disk full, locked by another process, not a workspace."""

    code = "environment"
    exit_status = 3

"""Who may write: an operating-system lock beside the workspace, freed by the system when the process dies."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from haishu_desk.domain.errors import SurroundingsError, said_of

# The lock stands on a byte far behind the text, so that on Windows too whoever comes second can read who has it.
_LOCKED_BYTE = 1 << 30


class WorkspaceLockedError(SurroundingsError):
    """Another process writes to the workspace."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"{path.name} 正在被使用：{holder or '另一个窗口'}",
            "请先关闭那一个窗口或等它做完；只查看的命令现在就可以用",
            code="locked",
        )


class WriterLock:
    """The right to write to one workspace file, held until `release` or the end of the process."""

    def __init__(self, workspace: Path, person: str) -> None:
        self._path = workspace.with_name(f"{workspace.name}.lock")
        self._file: IO[str] | None = None
        try:
            file = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise SurroundingsError(
                f"{workspace.name} 打不开：旁边的 {self._path.name} {said_of(error)}",
                "请检查文件夹的写入权限和磁盘空间；只查看的命令现在就可以用",
                code="disk",
            ) from error
        if not _try_lock(file):
            file.seek(0)
            holder = file.read(200).strip()
            file.close()
            raise WorkspaceLockedError(workspace, holder)
        self._file = file
        self.sign(person)

    def sign(self, person: str) -> None:
        """Write down who has the right, for whoever comes second to read."""
        if self._file is None:
            return
        with suppress(OSError):  # on a full disk the right holds without a name
            now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
            self._file.truncate(0)
            self._file.write(f"{person or '（未署名）'}，{platform.node()}，进程 {os.getpid()}，{now} 起")
            self._file.flush()

    def release(self) -> None:
        """Give the right back; the file stays, since removing it could free somebody else's lock."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(0)  # whoever comes next is not told of somebody who has left
            with suppress(OSError):  # it is closed all the same
                self._file.close()
            self._file = None


def _try_lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  Windows only

            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  not on Windows

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

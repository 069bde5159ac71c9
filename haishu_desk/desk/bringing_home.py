"""A data file that lies on a stick, on a share or in a sync folder is copied to this computer's own disk, and goes on there.

The copy keeps the key and is another device, as after restoring: what is left behind may have been copied elsewhere too, and
two files that write as one device would be two histories in one name. A copy for reviewing keeps its device, by which its
opinions are known. What is left behind is not changed and can be looked at only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from haishu_desk import paths
from haishu_desk.bundle.sign import another_device_of, public_key
from haishu_desk.desk.backups import copy_files, files_of
from haishu_desk.desk.people import PinNeededError
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.store.copying import restore_copy
from haishu_desk.store.files import put_in_place
from haishu_desk.store.home import UnsafeHomeError, refuse_unsafe_home
from haishu_desk.store.verified import contents, free_place
from haishu_desk.store.workspace import Workspace

BROUGHT_HOME = "复制到本机硬盘"


@dataclass(frozen=True)
class Brought:
    """The copy on this disk, how many entries of the file it holds, and how many 佐证材料 came along."""

    db: str
    entries: int
    files: int

    @property
    def said(self) -> str:
        """What was done and what is to be used from now on."""
        files = f"、佐证材料 {self.files} 个" if self.files else ""
        return f"已复制到 {self.db}（{self.entries} 条记录{files}），并已读回核对。以后用这一份；原来的没有动，只能看"

    def as_json(self) -> dict[str, Any]:
        """`{"db", "entries", "files"}`."""
        return asdict(self)


def lies_away(file: Path) -> bool:
    """Whether that data file lies where none may be written to."""
    try:
        refuse_unsafe_home(file)
    except UnsafeHomeError:
        return True
    return False


def local_one(file: Path) -> Path | None:
    """This user's own data file, if it is there already and is the same office's as `file`; it may be the one to go on with."""
    own = paths.default_workspace()
    if not own.exists() or lies_away(own):
        return None
    whose = _whose(file)
    return own if whose is not None and _whose(own) == whose else None


def bring_home(file: Path, target: Path | None = None, person: str | None = None) -> Brought:
    """Copy the data file to `target` (None: where this user's own lies, or beside it under a free name).

    DeskError if something is there, or if this computer has a data file of that office already: which of the two holds
    more is seen by comparing them as for restoring. SurroundingsError if the file does not hold. Nothing is left then.
    """
    if target is None:
        there = local_one(file)
        if there is not None:
            raise DeskError(
                f"本机已有同一单位的数据文件 {there}", "请打开那一份；要用这一份代替它，请用 restore 先比较", code="exists"
            )  # fmt: skip
        target = next(_free_names(paths.default_workspace()))
    refuse_unsafe_home(target)
    with free_place(target) as part:
        found = contents(file)
        restore_copy(file, part, device=_device_for(file))
        _tell(part, file, person)
        contents(part)
        files = copy_files(files_of(file), files_of(target))
        put_in_place(part, target)
    return Brought(str(target), found.entries, files)


def _free_names(own: Path) -> Iterator[Path]:
    names = (own if n == 1 else own.with_name(f"{own.stem}-{n}{own.suffix}") for n in count(1))
    return (name for name in names if not name.exists())


def _device_for(file: Path) -> str:
    with closing(Workspace(file)) as opened:
        identity = opened.identity
        if opened.copy_of is not None:
            return identity.device
    return another_device_of(public_key(identity.private_key))


def _tell(part: Path, file: Path, person: str | None) -> None:
    """Say in the trail where the copy comes from, if it is known who makes it: a copy needs nobody's name, the trail does."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  the Desk imports its parts

    with suppress(UsageError, PinNeededError), Desk(part, write=True, person=person) as desk:
        desk.audit(BROUGHT_HOME, file=file.name)


def _whose(file: Path) -> tuple[str, str] | None:
    """Role and unit; None for what cannot be read, and for a copy for reviewing, which stands for no office."""
    with suppress(DeskError, OSError, KeyError), closing(Workspace(file)) as opened:
        if opened.copy_of is None:
            return opened.identity.role, opened.identity.unit
    return None

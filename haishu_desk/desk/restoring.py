"""Restoring a backup: first what it has and lacks beside the workspace that is there, then a copy of it as a new device.

The copy keeps the signing key, so that the district knows it without another 登记; it gets a device of its own, since two
entries of one device under one number would be two histories in one name. What was reported after the backup was made
comes back with the district's next 下行 file; a cell that was written on both ways is 数据不一致 there, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from haishu_desk.bundle.sign import another_device_of, public_key
from haishu_desk.desk.backups import FILES, copy_files, files_of
from haishu_desk.domain.cells import Edit, ReturnKey
from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.domain.units import UnitTree
from haishu_desk.store.copying import restore_copy
from haishu_desk.store.home import refuse_unsafe_home
from haishu_desk.store.lock import WriterLock
from haishu_desk.store.replacing import name_for_old, put_instead, settle
from haishu_desk.store.verified import contents, free_place
from haishu_desk.store.workspace import Workspace

RESTORED = "从备份恢复"


@dataclass(frozen=True)
class Side:
    """One of the two files: how many entries, edits and returns, and the time of its last entry."""

    entries: int
    edits: int
    returns: int
    at: str


@dataclass(frozen=True)
class ReturnDifference:
    """One return: how many of its entries only the workspace has, and how many only the backup has."""

    key: ReturnKey
    lacks: int
    has: int


@dataclass(frozen=True)
class Comparison:
    """A backup beside the workspace that is there; `current` is None where there is none, or none that can be read."""

    file: str
    role: str
    unit: str
    name: str
    backup: Side
    current: Side | None
    is_damaged: bool = False
    returns: tuple[ReturnDifference, ...] = field(default=())

    @property
    def lacks(self) -> int:
        """How many edits, reports and decisions of the workspace the backup has not."""
        return sum(row.lacks for row in self.returns)

    @property
    def has(self) -> int:
        """How many the backup has and the workspace has not."""
        return sum(row.has for row in self.returns)

    def as_json(self) -> dict[str, Any]:
        """The keys of the verb `restore`."""
        returns = [
            {"form": row.key.form, "unit": row.key.unit, "period": row.key.period, "lacks": row.lacks, "has": row.has}
            for row in self.returns
        ]
        return {
            "file": self.file, "role": self.role, "unit": self.unit, "name": self.name, "backup": asdict(self.backup),
            "current": asdict(self.current) if self.current else None, "damaged": self.is_damaged,
            "lacks": self.lacks, "has": self.has, "returns": returns,
        }  # fmt: skip


def compare(file: Path, current: Path) -> Comparison:
    """What a backup has and lacks; SpoiltCopyError or NoWorkspaceError if it is none. Nothing is changed."""
    contents(file)
    with ExitStack() as opened:
        backup = _open(file, opened)
        identity = backup.identity
        if backup.copy_of is not None:
            raise DeskError(f"{file.name} 是审核副本，不是备份", "副本用完了，请重新交出一份", code="copy")
        named = (file.name, identity.role, identity.unit, _name(backup))
        there, is_damaged = None, False
        if current.exists():
            try:
                there = _open(current, opened)
                side = _side(there)
                returns = tuple(_differences(backup, there))
            except SurroundingsError:
                is_damaged = True
        if there is None or is_damaged:
            return Comparison(*named, _side(backup), None, is_damaged)
        if (there.identity.role, there.identity.unit) != (identity.role, identity.unit):
            raise DeskError(
                f"{file.name} 是{named[-1]}的备份，现在的数据文件是{_name(there)}的",
                "请核对是哪一家的备份；要看里面的数，请恢复到另一个文件", code="other-unit",
            )  # fmt: skip
        return Comparison(*named, _side(backup), side, returns=returns)


def restore(
    file: Path, target: Path, *, person: str | None = None, pin: str | None = None, replace: bool = False
) -> dict[str, Any]:
    """Put a copy of the backup under `target`, as a new device with the same key: `{"db", "old", "device"}`.

    DeskError if something is there and `replace` is not asked for; with it what was there is kept beside as `.old`.
    """
    refuse_unsafe_home(target)
    with ExitStack() as held:
        old = None
        if target.exists() and replace:
            lock = WriterLock(target, person or "")
            held.callback(lock.release)
            settle(target)
            old = name_for_old(target)
        with free_place(target, is_replaced=old is not None) as part:
            device = _copied(file, part, {"file": file.name, "old": old.name if old else None}, person, pin)
            for evidence in (file.parent / FILES, files_of(file)):  # of a backup; of a data file that was itself copied
                copy_files(evidence, files_of(target))
            put_instead(part, target, old)
    return {"db": str(target), "old": str(old) if old else None, "device": device}


def _copied(file: Path, part: Path, told: dict[str, Any], person: str | None, pin: str | None) -> str:
    """The copy under its first name, opened once by a person so that it says in its trail what it is; its device."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  the Desk imports its parts

    with ExitStack() as opened:
        private = _open(file, opened).identity.private_key
    device = another_device_of(public_key(private))
    restore_copy(file, part, device=device)
    with Desk(part, write=True, person=person) as desk:
        desk.workspace.cells.rebuild()  # a file that was copied by hand while it was written to may have older ones
        desk.people.sign_in(desk.person, pin)
        desk.audit(RESTORED, **told, entries=len(desk.workspace.journal), device=device)
    contents(part)
    return device


def _open(path: Path, opened: ExitStack) -> Workspace:
    workspace = Workspace(path)
    opened.callback(workspace.close)
    return workspace


def _name(workspace: Workspace) -> str:
    """The name of the unit whose file it is."""
    edition, unit = workspace.cells.edition("units"), workspace.identity.unit
    units = UnitTree(edition.content) if edition else None
    return units.get(unit).name if units is not None and unit in units else unit


def _side(workspace: Workspace) -> Side:
    last = workspace.journal.head()
    keys = workspace.cells.returns()
    edits = sum(1 for key in keys for _ in workspace.cells.bodies(Edit.kind, key))
    return Side(len(workspace.journal), edits, len(keys), last.at if last else "")


def _differences(backup: Workspace, current: Workspace) -> Iterator[ReturnDifference]:
    """Every return in which the two differ."""
    for key in sorted({*backup.cells.returns(), *current.cells.returns()}):
        theirs, own = _entries(backup, key), _entries(current, key)
        if theirs != own:
            yield ReturnDifference(key, len(own - theirs), len(theirs - own))


def _entries(workspace: Workspace, key: ReturnKey) -> set[bytes]:
    return {body for kind in (Edit.kind, Revision.kind, Decision.kind) for body in workspace.cells.bodies(kind, key)}

"""Backups: a proved copy of the workspace and of the files that it names, in a second place, asked for until it is there.

A copy into the second place is made once a day while the window is open. Old copies are thinned by their running number and
never by their date, since a clock can be wrong: the last 7, of those before every 7th (4 of them) and every 30th (12 of
them). Thinning begins only when a newer copy was read back, so that the newest good one is never lost.

A copy holds the signing key of the workspace, so that a broken computer needs no new 登记; it has to be kept like a seal.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.people import PinNeededError
from haishu_desk.domain.errors import DeskError, SurroundingsError, UsageError
from haishu_desk.store.database import Database
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.store.workspace import Workspace

BACKED_UP = "备份"
FILES = "佐证材料"
DAILY, WEEKLY, MONTHLY = 7, 4, 12
_LAST, FOLDER = "backup:last", "backup:folder"
_MONTH = 30
OLD = 2  # days without a backup that are said on 首页
_HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Made:
    """A copy that was made: its file, how many entries it holds, when it was made, and how many 佐证材料 lie beside it."""

    file: str
    entries: int
    at: str
    files: int


@dataclass(frozen=True)
class Standing:
    """How things stand: the second place, the last copy there (None: never), its age in days, and all of it in words.

    `is_beside`: the last copy lies on the disk of the data file itself, as far as can be told: one broken disk takes both.
    """

    folder: str | None
    last: Made | None
    days: int | None
    words: str
    is_beside: bool = False

    @property
    def is_wanting(self) -> bool:
        """Whether 首页 asks for a backup."""
        return self.days is None or not 0 <= self.days < OLD


class Backups:
    """The backups of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def standing(self, today: date | None = None) -> Standing:
        """How things stand on that day."""
        return standing_of(self._desk.workspace, today or date.today())  # noqa: DTZ011  the office's own day

    @property
    def is_due(self) -> bool:
        """Whether today's copy into the second place has still to be made."""
        standing = self.standing()
        return standing.folder is not None and standing.days != 0

    def choose(self, folder: Path) -> None:
        """Make backups into that folder from now on; DeskError if it is where the workspace itself lies."""
        own = self._desk.workspace.path.absolute().parent
        if folder.absolute() == own:
            raise DeskError(
                f"{folder} 就是数据文件所在的文件夹，电脑坏了两份都没有", "请选U盘、移动硬盘或另一台电脑上的文件夹",
                code="same-place",
            )  # fmt: skip
        if not folder.is_dir():
            raise SurroundingsError(f"没有文件夹 {folder}", "请插上U盘，或换一个文件夹", code="no-folder")
        with self._desk.workspace.transaction():
            self._desk.workspace.remember(FOLDER, str(folder.absolute()))

    def lies_beside(self, folder: Path) -> bool:
        """Whether a folder is on the disk on which the workspace lies: one broken disk would take both."""
        return on_one_disk(folder, self._desk.workspace.path)

    def make(self, out: Path) -> dict[str, Any]:
        """Copy the workspace to `out`: `{"file", "entries", "at", "files", "beside", "recorded"}`.

        `beside`: it lies on the disk of the data file; `recorded`: it is in the trail too.

        DeskError if something stands there already, SurroundingsError if the copy could not be written or does not hold.
        """
        made = copy_out(self._desk.workspace.path, out)
        told = {**asdict(made), "beside": self.lies_beside(out)}
        if not self._desk.workspace.database.writable:
            return {**told, "recorded": False}
        is_recorded = False
        with suppress(UsageError, PinNeededError):  # a copy needs nobody's name; the trail does
            self._desk.audit(BACKED_UP, file=out.name, entries=made.entries)
            is_recorded = True
        if out.absolute().parent != self._desk.workspace.path.absolute().parent:
            self.note(made)
        return {**told, "recorded": is_recorded}

    def note(self, made: Made) -> None:
        """Remember a copy in a second place."""
        with self._desk.workspace.transaction():
            self._desk.workspace.remember(_LAST, json.dumps(asdict(made), ensure_ascii=False))

    @property
    def stem(self) -> str:
        """What the names of this workspace's copies begin with: they may share a folder with those of others."""
        name = self._desk.documents.units.get(self._desk.identity.unit).name
        return f"{BACKED_UP}_{name}_{self._desk.identity.device[:8]}"


def standing_of(workspace: Workspace, day: date) -> Standing:
    """How the copies of a data file stand on that day."""
    stored = workspace.note(_LAST)
    last = Made(**json.loads(stored)) if stored else None
    days = (day - date.fromisoformat(last.at[:10])).days if last else None
    is_beside = last is not None and on_one_disk(Path(last.file).parent, workspace.path)
    words = _in_words(last, days) + ("，和数据文件在同一个磁盘上" if is_beside else "")
    return Standing(workspace.note(FOLDER), last, days, words, is_beside)


def on_one_disk(one: Path, other: Path) -> bool:
    """Whether both lie on one disk or partition; False where one of them is not there."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def copy_out(workspace: Path, target: Path) -> Made:
    """A proved copy of a workspace file, and of its 佐证材料 into a folder beside the copy. Needs no Desk and no lock."""
    from haishu_desk.desk import now  # noqa: PLC0415  the Desk imports its parts
    from haishu_desk.store.verified import verified_backup  # noqa: PLC0415  every start asks how the copies stand

    at = now()
    files = copy_files(files_of(workspace), target.parent / FILES)
    source = Database(workspace, write=False)
    try:
        made = verified_backup(source, target)
    finally:
        source.close()
    return Made(str(target), made.entries, at, files)


def copy_into(workspace: Path, folder: Path, stem: str) -> Made:
    """The copy of the day into the second place, under the next number; older ones are thinned then."""
    if not folder.is_dir():
        raise SurroundingsError(f"第二处不在：{folder}", "请插上U盘或连上那个文件夹，再备份一次", code="no-folder")
    numbers = numbered(folder, stem)
    number = max(numbers, default=0) + 1
    day = date.today().isoformat()  # noqa: DTZ011  the office's own day
    made = copy_out(workspace, folder / f"{stem}_{number:05d}_{day}.db")
    for old in set(numbers) - kept([*numbers, number]):
        with suppress(OSError):
            numbers[old].unlink()
    return made


def numbered(folder: Path, stem: str) -> dict[int, Path]:
    """The copies of that stem by their running number."""
    named = re.compile(re.escape(stem) + r"_(\d{5,})_[0-9-]+\.db\Z")
    return {int(found[1]): path for path in folder.iterdir() if (found := named.match(path.name))}


def kept(numbers: Iterable[int]) -> set[int]:
    """Which of these running numbers stay."""
    ordered = sorted(numbers)
    last, older = ordered[-DAILY:], ordered[:-DAILY]
    weeks = [number for number in older if number % DAILY == 0][-WEEKLY:]
    months = [number for number in older if number % _MONTH == 0][-MONTHLY:]
    return {*last, *weeks, *months}


def files_of(workspace: Path) -> Path:
    """Where the 佐证材料 of a workspace lie."""
    return workspace.with_name(f"{workspace.name}.files")


def copy_files(source: Path, target: Path) -> int:
    """Copy what is not there yet of the files that lie under their hash, each checked; how many lie in `target` then."""
    if not source.is_dir():
        return 0
    whole = 0
    for path in source.iterdir():
        if not _HASH.match(path.name):
            continue
        there = target / path.name
        if not (there.is_file() and there.stat().st_size == path.stat().st_size):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != path.name:
                continue  # a spoilt file would spoil a good one elsewhere
            write_file(there, data)
        whole += 1
    return whole


def _in_words(last: Made | None, days: int | None) -> str:
    if last is None or days is None:
        return "还没有备份到第二处"
    when = {0: "今天", 1: "昨天"}.get(days, f"{days} 天前" if days > 0 else f"{last.at[:10]}（比今天晚，请核对日期）")
    return f"上次备份：{when}"

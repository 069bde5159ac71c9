"""The backup to take when the data file is broken: the one that goes furthest of those that hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from haishu_desk.desk.backups import BACKED_UP, FOLDER
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.verified import contents
from haishu_desk.store.workspace import Workspace

# Of each place, the newest by name: their running number stands in it.
_OF_A_PLACE = 4


@dataclass(frozen=True)
class Good:
    """A backup that was read whole: its file, how many entries it holds, and the time of the last one."""

    file: Path
    entries: int
    at: str

    @property
    def said(self) -> str:
        """Which one it is, in words."""
        return f"{self.file}（{self.entries} 条记录，到 {self.at[:16].replace('T', ' ')}）"


def newest_good(workspace: Path) -> Good | None:
    """The backup of this data file that goes furthest, each read whole; None where none is found.

    Looked for in the second place, as far as the file still says where that is, and beside the file.
    """
    found = [good for file in _candidates(workspace) if (good := _good(file, _whose(workspace))) is not None]
    return max(found, key=lambda good: (good.entries, good.at), default=None)


def second_place_of(workspace: Path) -> Path | None:
    """The second place, if the file can still say it and it is there."""
    with suppress(DeskError, OSError), closing(Workspace(workspace)) as opened:
        folder = opened.note(FOLDER)
        if folder is not None and Path(folder).is_dir():
            return Path(folder)
    return None


def _candidates(workspace: Path) -> Iterator[Path]:
    beside = workspace.parent
    places = [(beside, f"{workspace.name}.before-*"), (beside, f"{workspace.name}.old*"), (beside, f"{BACKED_UP}*.db"),
              (copies_of(workspace), "*.db")]  # fmt: skip
    second = second_place_of(workspace)
    if second is not None:
        places.append((second, f"{BACKED_UP}*.db"))
    for folder, pattern in places:
        with suppress(OSError):
            yield from sorted(file for file in folder.glob(pattern) if file.is_file())[-_OF_A_PLACE:]


def copies_of(workspace: Path) -> Path:
    """Where the copies lie that are made before something is taken in."""
    return workspace.with_name(f"{workspace.name}.copies")


def _good(file: Path, whose: tuple[str, str] | None) -> Good | None:
    try:
        found = contents(file)
        if whose is not None and _whose(file) != whose:
            return None
    except (DeskError, OSError):
        return None
    return Good(file, found.entries, found.at)


def _whose(file: Path) -> tuple[str, str] | None:
    with suppress(DeskError, OSError, KeyError), closing(Workspace(file)) as opened:
        identity = opened.identity
        return identity.role, identity.unit
    return None

"""What a disk holds after the power went: of what was not synced any part, in any order, and the last write torn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from tests.crash.disk import Call

FASHIONS = ("dropped", "some", "torn", "reordered", "all")
SECTOR = 512
T = TypeVar("T")


@dataclass
class _File:
    """The bytes that are safe, and what was written since the last sync."""

    safe: bytes = b""
    waiting: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        self.safe, self.waiting = written(self.safe, self.waiting), []


def written(before: bytes, calls: Sequence[Call]) -> bytes:
    """The bytes of a file after those writes and truncates."""
    after = bytearray(before)
    for call in calls:
        if call.what == "truncate":
            del after[call.at :]
            continue
        after.extend(bytes(max(0, call.at - len(after))))
        after[call.at : call.at + len(call.data)] = call.data
    return bytes(after)


class Platter:
    """The files of one folder while recorded calls are carried out on them one after the other.

    A name that is made, or is gone, is safe when the folder is synced: SQLite does that with the first sync of a journal
    that it made, and with a delete if it is told to.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.safe_names = {name: _File(data) for name, data in files.items()}
        self.names = dict(self.safe_names)
        self.waiting_names: list[tuple[str, _File | None]] = []
        self._unsynced_journals: set[str] = set()

    def carry_out(self, call: Call) -> None:
        """The next call."""
        if call.what == "open" and call.is_new:
            self._name(call.file, _File())
            if call.file.endswith("-journal"):
                self._unsynced_journals.add(call.file)
        elif call.what == "delete":
            self._name(call.file, None)
            if call.is_new:
                self._sync_folder()
        elif call.what in ("write", "truncate"):
            self.names[call.file].waiting.append(call)
        elif call.what == "sync":
            self.names[call.file].sync()
            if call.file in self._unsynced_journals:
                self._sync_folder()

    def now(self) -> dict[str, bytes]:
        """The files as a program sees them that is still running."""
        return {name: written(file.safe, file.waiting) for name, file in self.names.items()}

    def after_a_cut(self, fashion: str, random: Random) -> dict[str, bytes]:
        """The files that are found when the power is back; the platter itself goes on."""
        names = dict(self.safe_names)
        for name, file in _kept(self.waiting_names, fashion, random):
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
        return {name: _after(file, fashion, random) for name, file in names.items()}

    def _name(self, name: str, file: _File | None) -> None:
        self.waiting_names.append((name, file))
        if file is None:
            self.names.pop(name, None)
        else:
            self.names[name] = file

    def _sync_folder(self) -> None:
        self.safe_names, self.waiting_names = dict(self.names), []
        self._unsynced_journals.clear()


def _kept(waiting: Sequence[T], fashion: str, random: Random) -> list[T]:
    if fashion in ("all", "torn"):
        return list(waiting)
    return [] if fashion == "dropped" else [each for each in waiting if random.random() < 0.5]


def _after(file: _File, fashion: str, random: Random) -> bytes:
    if fashion == "torn" and file.waiting:
        kept = list(file.waiting[: random.randrange(len(file.waiting)) + 1])
        last = kept.pop()
        torn = random.randrange(0, len(last.data) + 1, random.choice((1, SECTOR)))
        return written(file.safe, [*kept, Call(last.what, last.file, last.at, last.data[:torn])])
    kept = _kept(file.waiting, fashion, random)
    if fashion == "reordered":
        random.shuffle(kept)
    return written(file.safe, kept)

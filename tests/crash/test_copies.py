"""The data file is copied by hand, without its journal, while the program writes to it: 体检 says so, or it holds what was once acknowledged.

A plain copy is read from the front to the back while the file changes: what is behind a certain byte is of a later moment
than what is before it. The moments are those between the recorded calls of a day's work (`test_power`); the places are
pages, since SQLite writes and a copying program reads nothing smaller. 500 copies with HAISHU_FULL=1, otherwise 100.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.health import file_checks
from haishu_desk.desk.restoring import restore
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.health import examine
from tests.crash import disk
from tests.crash.ground import DISTRICT, ISSUED
from tests.crash.power import Platter
from tests.crash.test_power import Recording, a_day, recorded, state_of
from tests.domain.made import FULL

COPIES = 500 if FULL else 100
PAGE = 4096

pytestmark = pytest.mark.skipif(disk.why_not() is not None, reason=str(disk.why_not()))


def moments(recording: Recording) -> list[bytes]:
    """The data file before the first call and after each that changes it."""
    platter = Platter(recording.before)
    found = [platter.now()[DISTRICT]]
    for call in recording.calls:
        platter.carry_out(call)
        if call.file == DISTRICT and call.what in ("write", "truncate"):
            found.append(platter.now()[DISTRICT])
    return found


def copy_of(files: list[bytes], random: Random) -> bytes:
    """Read in up to three goes, each from where the one before ended."""
    first = random.randrange(len(files))
    read = b""
    for moment in sorted(min(first + random.randrange(6), len(files) - 1) for _ in range(3)):
        whole = files[moment]
        until = random.randrange(len(whole) // PAGE + 1) * PAGE
        read += whole[len(read) : max(until, len(read))]
    return read + files[min(first + 6, len(files) - 1)][len(read) :]


def test_a_copy_made_by_hand_is_whole_or_is_said_to_be_damaged(ground: Path, tmp_path: Path) -> None:
    recording = recorded(Path(shutil.copytree(ground / ISSUED, tmp_path / "work")), a_day)
    said, files, random, seen = {state for _, state in recording.said}, moments(recording), Random(5), Counter[str]()  # noqa: S311
    path = tmp_path / "copy.db"
    for number in range(COPIES):
        path.write_bytes(copy_of(files, random))
        checks = file_checks(path)
        if all(check.ok for check in checks):
            assert state_of(path) in said, number
            seen["whole"] += 1
            continue
        seen[" ".join(check.name for check in checks if not check.ok)] += 1
        restored_is_whole_or_refused(path, tmp_path / f"{number}.db", seen)
    print(f"{COPIES} copies: {dict(seen)}")  # noqa: T201 the figures of tests/README.md
    assert COPIES / 10 < seen["whole"] < COPIES * 9 / 10


def restored_is_whole_or_refused(path: Path, target: Path, seen: Counter[str]) -> None:
    """Whoever takes it for a backup."""
    try:
        restore(path, target, person="李区")
    except SurroundingsError:
        seen["restoring it was refused"] += 1
        return
    with Desk(target) as desk:
        assert examine(desk.workspace.database).differing is None
        assert desk.workspace.journal.first_broken() is None
    seen["restoring it made it whole"] += 1

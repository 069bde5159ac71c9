"""What is broken in these tests: a district that has issued 2025, bundles that wait for it, and five things to do to it.

Every action takes the folder and a running number, does one thing that a person would be told is done, and is done anew with
the next number. `check` says what must hold of that folder whatever happened, when `done` numbers were acknowledged.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from haishu_desk import paths
from haishu_desk.bundle.read_process import Workbook
from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk import Desk
from haishu_desk.desk.backups import copy_out
from haishu_desk.desk.founding import found
from haishu_desk.desk.health import repair
from haishu_desk.desk.restoring import restore
from haishu_desk.domain.cells import Edit, ReturnKey, Slot, heads_of
from haishu_desk.store import database
from haishu_desk.store.cells import CACHES
from haishu_desk.store.database import Database, SpoiltFileError
from haishu_desk.store.health import refuse_damaged
from haishu_desk.store.journal import Journal
from haishu_desk.store.verified import contents
from haishu_desk.store.workspace import Workspace
from tests.crash.writer import edit_of
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, Office, read_here
from tests.store.opened import caches, everything
from tests.store.spoiling import spoil_page_of

DISTRICT = "district.db"
ISSUED, RECEIVED, BACKED_UP, SPOILT = "issued", "received", "backed up", "spoilt"
OWN, SECOND_PLACE = "own", "second place"
BACKUP = "backup.db"
TYPED = (ReturnKey("indicators", YINJIANG, "2024"), ReturnKey("tasks", YINJIANG, "2024"))
BUNDLES = 5
REPORTED = Slot("145-04")


def prepare(office: Office, ground: Path) -> None:
    """The district's workspace and the bundles of its town; beside it the same where one of them is received already."""
    (ground / ISSUED).mkdir(parents=True)
    for number in range(BUNDLES):
        office.enter("town", "145-04", str(100 + number))
        office.submit("town", f"{number}.xlsx")
        shutil.copy(office.file(f"{number}.xlsx"), ground / ISSUED)
    shutil.copy(office.db("district"), ground / ISSUED / DISTRICT)
    (ground / ISSUED / OWN).mkdir()
    shutil.copytree(ground / ISSUED, ground / RECEIVED)
    receive(ground / RECEIVED, 0)
    shutil.copytree(ground / ISSUED, ground / BACKED_UP)
    copy_out(ground / BACKED_UP / DISTRICT, ground / BACKED_UP / BACKUP)
    type_in(ground / BACKED_UP, 0)
    shutil.copytree(ground / RECEIVED, ground / SPOILT)
    spoil_page_of(ground / SPOILT / DISTRICT, "head")


@contextmanager
def opened(folder: Path, *, write: bool = True) -> Iterator[Desk]:
    """The desk of the district."""
    with Desk(folder / DISTRICT, write=write, person="李区") as desk:
        yield desk


def type_in(folder: Path, number: int) -> None:
    """录入 into two returns at once."""
    with opened(folder) as desk:
        desk.apply(*(edit_of(desk, key, number) for key in TYPED))


def receive(folder: Path, number: int) -> None:
    """装入 the bundle of that number; those after the last once more."""
    with opened(folder) as desk:
        outcome = desk.exchange.receiver.take_in(bundle(folder, number), read=read_once)
        if outcome.error is not None:
            raise RefusedError(outcome.error["message"])


def bundle(folder: Path, number: int) -> Path:
    """The file of that number."""
    return folder / f"{number % BUNDLES}.xlsx"


def read_once(path: Path) -> Workbook:
    """What the worker reads; it is what happens after the reading that is disturbed here."""
    return _read(path.read_bytes())


@cache
def _read(data: bytes) -> Workbook:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        return read_here(Path(file.name))


class RefusedError(Exception):
    """A file that was not received, and why."""


def approve(folder: Path, number: int) -> None:
    """审核通过, and with every second number 重新打开."""
    del number
    with opened(folder) as desk:
        what = "reopened" if desk.course(INDICATORS).approved() and _is_closed(desk) else "approved"
        desk.reviewing.review(YINJIANG, PERIOD, what, form="indicators", comment="数字有误")


def _is_closed(desk: Desk) -> bool:
    last = desk.course(INDICATORS).last_decision
    return last is not None and last.what == "approved"


def back_up(folder: Path, number: int) -> None:
    """备份 under a name of its own."""
    copy_out(folder / DISTRICT, folder / SECOND_PLACE / f"{number}.db")


def migrate(folder: Path, number: int) -> None:
    """A program comes that has one step more, then one that has two more, and so on."""
    with newer_program(steps_of(folder, number + 1), number + 1):
        Workspace(folder / DISTRICT, write=True, person="李区").close()


def steps_of(folder: Path, steps: int) -> Path:
    """The migrations of a program that has that many steps more, each with its own table."""
    own = folder / f"steps {steps}"
    if not own.exists():
        shutil.copytree(paths.migrations(), own)
        for step in range(steps):
            rows = f"INSERT INTO more_{step} SELECT n, hash FROM journal;\n"  # noqa: S608 a number
            (own / f"9{step:02}_more.sql").write_text(f"CREATE TABLE more_{step} (n INTEGER, hash TEXT);\n{rows}")
    return own


@contextmanager
def newer_program(migrations: Path, steps: int) -> Iterator[None]:
    """This program with those migrations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "migrations", lambda: migrations)
        patch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION + steps)
        yield


def holds(folder: Path) -> None:
    """What is true of every workspace at any time: whole, its chain intact, its caches what the journal says."""
    with opened(folder, write=False) as desk:
        assert desk.workspace.database.rows("PRAGMA integrity_check") == [("ok",)]
        assert desk.workspace.journal.first_broken() is None
        for key in (*TYPED, INDICATORS):
            assert desk.heads(key) == heads_of(desk.edits(key))


def rebuilt_is_the_same(folder: Path) -> None:
    """Every cache is what the journal makes of it."""
    with opened(folder) as desk:
        before = caches(desk.workspace)
        desk.workspace.cells.rebuild()
        assert caches(desk.workspace) == before
        assert set(before) == set(CACHES)


def typed_so_far(folder: Path) -> int:
    """How many numbers stand in the two returns; the same ones in both, or it is half an action."""
    with opened(folder, write=False) as desk:
        one, other = ([change.after.raw for edit in desk.edits(key) for change in edit.changes] for key in TYPED)
    assert one == other
    return len(set(one))


def received_so_far(folder: Path) -> int:
    """How many bundles are there, with what each of them says and with their receipts."""
    with opened(folder, write=False) as desk:
        edits = [edit for edit in desk.edits(INDICATORS) if _says(edit)]
        receipts = [entry for entry in desk.workspace.journal.entries("audit") if b'"bundle"' in entry.body]
        said = [head.value.raw for head in desk.heads(INDICATORS).get(REPORTED, ())]
        revisions = desk.course(INDICATORS).revisions
        files = list(desk.workspace.journal.entries("file"))
    assert len(edits) == len(revisions) == len(files), (len(edits), len(revisions), len(files), len(receipts))
    assert said == ([str(99 + len(edits))] if edits else [])
    return len(edits)


def _says(edit: Edit) -> bool:
    return any(change.slot == REPORTED for change in edit.changes)


def decided_so_far(folder: Path) -> int:
    """How many decisions of a person there are; every second one opens what the one before closed."""
    with opened(folder, write=False) as desk:
        decided = [each.what for each in desk.course(INDICATORS).decisions if each.what in ("approved", "reopened")]
    assert decided == [("approved", "reopened")[number % 2] for number in range(len(decided))]
    return len(decided)


def backed_up_so_far(folder: Path) -> int:
    """How many backups there are; each that has its name is whole and says what the workspace says."""
    copies = [path for path in (folder / SECOND_PLACE).glob("*.db") if not path.name.startswith(".")]
    with opened(folder, write=False) as desk:
        known = desk.workspace.journal.head()
    assert known is not None
    assert {contents(copy).head for copy in copies} <= {known.hash}
    return len(copies)


def migrated_so_far(folder: Path) -> int:
    """How many steps are there, whole; what was there before the first is as it was, in the copies too."""
    tables = everything(folder / DISTRICT)
    steps = sum(name.startswith("more_") for name in tables)
    journal = [(row[0], row[5]) for row in tables["journal"]]
    assert all(tables[f"more_{step}"] == journal for step in range(steps))
    for copy in folder.glob(f"{DISTRICT}.before-*"):
        if not copy.name.endswith(".lock"):
            assert contents(copy).entries == len(journal)
    return steps


def found_one(folder: Path, number: int) -> None:
    """建立 a workspace of one's own."""
    found(folder / OWN / f"{number}.db", "unit", "dept-tjj", "张三", ["145"])


def founded_so_far(folder: Path) -> int:
    """How many there are; each that has its name is whole."""
    made = [contents(path) for path in sorted((folder / OWN).glob("[0-9].db"))]
    assert all(each.entries > 1 for each in made)
    return len(made)


def hand_over(folder: Path, number: int) -> None:
    """传出 an answer to the town."""
    with opened(folder) as desk:
        desk.exchange.reply(YINJIANG, PERIOD, "indicators", folder / f"answer {number}.xlsx")


def handed_over_so_far(folder: Path) -> int:
    """How many answers there are; each is whole, and whatever the workspace calls handed over lies there."""
    files = sorted(folder.glob("answer *.xlsx"))
    bundles = {unpack(read_once(path)).envelope.bundle for path in files}
    with opened(folder, write=False) as desk:
        handed = [json.loads(entry.body) for entry in desk.workspace.journal.entries("audit")]
    said = {line["detail"]["bundle"] for line in handed if line["detail"].get("file", "").startswith("answer")}
    assert said <= bundles
    return len(files)


def put_back(folder: Path, number: int) -> None:
    """恢复 the backup in the place of the workspace, in which something was typed since."""
    del number
    restore(folder / BACKUP, folder / DISTRICT, person="李区", replace=True)


def put_back_so_far(folder: Path) -> int:
    """How many workspaces are kept beside the one that has the name; the first of them alone has what was typed."""
    kept = kept_beside(folder)
    assert typed_so_far(folder) == (0 if kept else 1)
    assert len({contents(path) for path in kept}) == len(kept)
    return len(kept)


def mend(folder: Path, number: int) -> None:
    """重建缓存 where a page of theirs cannot be read."""
    del number
    repair(folder / DISTRICT, "李区")


def mended_so_far(folder: Path) -> int:
    """Whether a new file has the place of the spoilt one, with the same journal."""
    kept = kept_beside(folder)
    with closing(Database(folder / DISTRICT, write=False)) as database:
        assert Journal(database).first_broken() is None
        assert _has_whole_pages(database) == bool(kept)
        for path in kept:
            with closing(Database(path, write=False)) as spoilt:
                assert Journal(spoilt).head() == Journal(database).head()
    return len(kept)


def _has_whole_pages(database: Database) -> bool:
    try:
        refuse_damaged(database)
    except SpoiltFileError:
        return False
    return True


def kept_beside(folder: Path) -> list[Path]:
    """What was there before; a second name of the file that is there is none of them."""
    names = sorted(folder.glob(f"{DISTRICT}.old*"))
    return [name for name in names if not name.name.endswith("-journal") and not name.samefile(folder / DISTRICT)]


@dataclass(frozen=True)
class Scenario:
    """One thing to do again and again; `so_far` counts what is there of it, and fails where something is by halves."""

    act: Callable[[Path, int], None]
    so_far: Callable[[Path], int]
    most: int = 8
    begins: str = ISSUED

    def on(self, ground: Path, folder: Path) -> Path:
        """A folder of one's own in which it can be done."""
        shutil.copytree(ground / self.begins, folder)
        if self.act is migrate:
            for number in range(self.most):
                steps_of(folder, number + 1)
        return folder


SCENARIOS = {
    "typing": Scenario(type_in, typed_so_far),
    "receiving": Scenario(receive, received_so_far, BUNDLES),
    "approving": Scenario(approve, decided_so_far, begins=RECEIVED),
    "backing up": Scenario(back_up, backed_up_so_far),
    "migrating": Scenario(migrate, migrated_so_far, 5),
}
MORE = {
    **SCENARIOS,
    "founding": Scenario(found_one, founded_so_far),
    "handing over": Scenario(hand_over, handed_over_so_far, begins=RECEIVED),
    "restoring": Scenario(put_back, put_back_so_far, begins=BACKED_UP),
    "mending": Scenario(mend, mended_so_far, 1, begins=SPOILT),
}

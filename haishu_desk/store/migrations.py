"""Bringing an older workspace to this program's format: one file a step, all of them in one transaction, after a backup.

Whoever is killed meanwhile finds the old format with everything, or the new one. No step may touch the journal: it is read
before and after, and a step that changed an entry or took away what protects it is given back with all the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, count
from pathlib import Path

from sqlite_utils import Database, Migrations

from haishu_desk.store import database
from haishu_desk.store.cells import Cells
from haishu_desk.store.health import refuse_damaged
from haishu_desk.store.journal import Journal
from haishu_desk.store.scratch import script_of, steps
from haishu_desk.store.verified import is_copy, verified_backup


def statements(script: str) -> Iterator[str]:
    """One statement at a time: `executescript` would commit in the middle of a migration."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            if gathered.strip():
                yield gathered
            gathered = ""
    if gathered.strip():
        raise ValueError(f"a statement without its end: {gathered.strip()[:80]}")


def bring_up(workspace: database.Database) -> None:
    """Bring an open workspace to this program's format, with a verified copy of it beside: `NAME.before-FORMAT`.

    DamagedError or SpoiltFileError where the file does not hold, ValueError if a step touches the journal: the file is as it
    was then.
    """
    if workspace.version:
        refuse_damaged(workspace)
        _keep_a_copy(workspace)
    take_steps(workspace)


def take_steps(workspace: database.Database) -> None:
    """All steps that are wanting and the caches made anew, in one transaction; ValueError if a step touches the journal."""
    is_new = not workspace.version
    with workspace.transaction():
        before = set() if is_new else _protected(workspace)
        migrate(workspace.sql)
        workspace.sql.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION}")
        workspace.sql.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        if not before <= _protected(workspace):
            raise ValueError("a step has changed the journal or what protects it")
        if not is_new:
            Cells(workspace, Journal(workspace)).rebuild()
    workspace.version = database.SCHEMA_VERSION


class BroughtUp(database.Database):
    """An older workspace in this program's format, for looking at: a copy that is nowhere; the file stays as it is.

    DamagedError or SpoiltFileError where the file does not hold.
    """

    def __init__(self, older: database.Database) -> None:
        refuse_damaged(older)
        self.path, self.version = older.path, older.version
        self.writable = True
        self._lock = None
        self.sql = sqlite3.connect("", isolation_level=None)
        with ExitStack() as failing:
            failing.callback(self.close)
            older.sql.backup(self.sql)
            take_steps(self)
            failing.pop_all()
        self.sql.execute("PRAGMA query_only = ON")
        self.writable = False


def _protected(workspace: database.Database) -> set[tuple[object, ...]]:
    """What no step may change: where the chain ends and whether it holds, and the triggers of the journal."""
    journal = Journal(workspace)
    last = journal.head()
    triggers = workspace.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'")
    return {("chain", journal.first_broken(), last), *triggers}


def _keep_a_copy(workspace: database.Database) -> None:
    """A verified copy beside, under a name that is free; none if an earlier attempt left the same: disks are not endless."""
    first = workspace.path.with_name(f"{workspace.path.name}.before-{database.SCHEMA_VERSION}")
    for name in chain([first], (first.with_name(f"{first.name}-{number}") for number in count(2))):
        if not name.exists():
            verified_backup(workspace, name)
            return
        if is_copy(name, workspace):
            return


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps that this file lacks, inside the caller's transaction or each in its own; a step that fails does nothing."""
    chain_of_steps = Migrations("haishu_desk")
    for file in steps():
        chain_of_steps(name=file.stem)(_step(file))
    chain_of_steps.apply(Database(connection, execute_plugins=False))


def _step(file: Path) -> Callable[[Database], None]:
    def apply(database: Database) -> None:
        for statement in statements(script_of(file)):
            database.execute(statement)

    return apply

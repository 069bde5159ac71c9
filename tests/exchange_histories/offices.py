"""Five workspaces that stand ready again and again: a district, two computers of one town, another town, a department.

Clocks, keys and the names of batches are made up, so that a history is the same whenever it is run again.
"""

from __future__ import annotations

import hashlib
import itertools
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import haishu_desk.desk
from haishu_desk.desk import Desk, founding
from haishu_desk.domain.cells import ReturnKey
from tests.desk.office import Office

if TYPE_CHECKING:
    import pytest

DISTRICT, PERIOD = "330203", "2025"
UNIT_OF = {
    "district": DISTRICT,
    "town": "330203105",
    "second": "330203105",
    "other": "330203106",
    "department": "dept-tjj",
}
PEOPLE = {"district": "李区", "town": "张三", "second": "赵六", "other": "王五", "department": "孙七"}
COMPUTERS = tuple(who for who in UNIT_OF if who != "district")
UNITS = tuple(dict.fromkeys(UNIT_OF[who] for who in COMPUTERS))
ITEMS = {"330203105": ("145-04", "145-11"), "330203106": ("145-04", "145-11"), "dept-tjj": ("145-01", "145-02")}
_BEGIN = datetime.fromisoformat("2026-01-05T09:00:00+08:00")


def key_of(unit: str) -> ReturnKey:
    """The return that the histories are about."""
    return ReturnKey("indicators", unit, PERIOD)


def computers_of(unit: str) -> tuple[str, ...]:
    """The workspaces of a unit."""
    return tuple(who for who in COMPUTERS if UNIT_OF[who] == unit)


class Clocks:
    """What each computer's clock says: a second goes by at each look, and each may be years off."""

    def __init__(self) -> None:
        self.start_again()

    def start_again(self) -> None:
        """As at the beginning of a history."""
        self.acting = "district"
        self.years_off: dict[str, int] = {}
        self._ticks = itertools.count()
        self._names = itertools.count(1)

    def now(self) -> str:
        """What the acting computer takes for now."""
        moment = _BEGIN + timedelta(seconds=next(self._ticks), days=365 * self.years_off.get(self.acting, 0))
        return moment.isoformat(timespec="milliseconds")

    def name(self) -> uuid.UUID:
        """A name that nothing else has."""
        return uuid.UUID(bytes=hashlib.sha256(b"%d" % next(self._names)).digest()[:16])


def tell_the_time(patch: pytest.MonkeyPatch) -> Clocks:
    """Clocks, names and keys that are the same each time."""
    clocks, keys = Clocks(), itertools.count()
    patch.setattr(haishu_desk.desk, "now", clocks.now)
    patch.setattr(uuid, "uuid4", clocks.name)
    patch.setattr(founding, "new_private_key", lambda: hashlib.sha256(b"key %d" % next(keys)).hexdigest())
    return clocks


def found_and_issue(folder: Path) -> dict[str, bytes]:
    """The files of the five workspaces, in this order: enrolled, 2025 issued, the task bundles taken in."""
    office = Office(folder)
    office.ask("district", "init", "--role", "district", "--person", PEOPLE["district"])
    for who in COMPUTERS:
        office.ask(who, "init", "--role", "unit", "--unit", UNIT_OF[who], "--person", PEOPLE[who])
        office.ask(who, "keys", "--out", office.file(f"{who}-key.xlsx"))
        office.ask("district", "enrol", office.file(f"{who}-key.xlsx"))
    for unit in UNITS:
        task = office.file(f"{unit}-task.xlsx")
        asked = ("--unit", unit, "--period", PERIOD, "--form", "indicators")
        office.ask("district", "issue", *asked, "--due", "2026-01-10", "--out", task)
        for who in computers_of(unit):
            assert office.outcome(who, task.name)["status"] == "received"
    return {who: office.db(who).read_bytes() for who in UNIT_OF}


class Offices:
    """The workspaces of one history, open for writing; what is done to the clock of the acting one is done here."""

    def __init__(self, template: dict[str, bytes], folder: Path, clocks: Clocks) -> None:
        self.folder = folder
        self.clocks = clocks
        self._template = template
        self.desks: dict[str, Desk] = {}

    def begin(self, who: str, name: str | None = None) -> Desk:
        """The workspace of `who` as it was when everything was issued; `name` for one more computer of that unit."""
        name = name or who
        (self.folder / f"{name}.db").write_bytes(self._template[who])
        return self.open(name, PEOPLE[who])

    def open(self, name: str, person: str) -> Desk:
        """Open it (again); a test need not outlive a power cut, so nothing waits for the disk."""
        if name in self.desks:
            self.desks.pop(name).close()
        desk = Desk(self.folder / f"{name}.db", write=True, person=person)
        desk.workspace.database.sql.execute("PRAGMA synchronous = OFF")
        desk.workspace.database.sql.execute("PRAGMA journal_mode = MEMORY")
        self.desks[name] = desk
        return desk

    def acting(self, name: str) -> Desk:
        """Whose turn it is: that computer's clock is looked at."""
        self.clocks.acting = name
        return self.desks[name]

    def close(self) -> None:
        """Close them all."""
        for desk in self.desks.values():
            desk.close()


def task_bundles(template: dict[str, bytes], folder: Path, clocks: Clocks) -> dict[str, Path]:
    """The task bundle of each unit, in which nothing is filled in."""
    offices = Offices(template, folder, clocks)
    desk = offices.begin("district")
    files = {unit: folder / f"task-{unit}.xlsx" for unit in UNITS}
    for unit, file in files.items():
        desk.exchange.reply(unit, PERIOD, "indicators", file)
    offices.close()
    return files

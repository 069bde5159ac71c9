"""Makes the golden files of a format: `python -m tests.golden.make_format tests/golden/format-N`.

They stand for what lies on sticks and disks in offices: every later version of the program must read them. The program that
is released makes them, once: a folder that is there is left alone. Those of format 1 were made by an earlier state of this
script, up to the cell that is sent back.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from haishu_desk.bundle.manifest import Payload, read_payload
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.canonical import digest

UNIT, PERIOD = "330203105", "2025"
CELLS = [("145-04", "120", None), ("145-22", "66.50", "预计"), ("145-23", ">49.83", None), ("145-13", "—", None)]


def make(folder: Path) -> None:
    """A district and a unit up to an approval, with every kind of bundle on the way, and an index of what they say.

    `district.db` has sent a cell back, `district-before-receiving.db` waits for `up.xlsx`; `unit.db` has corrected the cell
    (`up-again.xlsx`) and waits for `approved.xlsx`.
    """
    folder.mkdir(parents=True)
    with TemporaryDirectory() as work:
        district, unit = Path(work) / "district.db", Path(work) / "unit.db"
        found(district, "district", None, "李审", ["145"])
        found(unit, "unit", UNIT, "张填", ["145"])
        values = _report_and_send_back(district, unit, folder)
        _correct_and_approve(district, unit, folder)
    index = {file.name: says(file) for file in sorted(folder.glob("*.xlsx"))}
    text = json.dumps({"bundles": index, "values": values}, ensure_ascii=False, indent=1)
    (folder / "index.json").write_text(text, encoding="utf-8")


def _report_and_send_back(district: Path, unit: Path, folder: Path) -> list[dict[str, object]]:
    """The values of the district at the end."""
    with Desk(unit, write=True) as town, Desk(district, write=True) as reviewer:
        town.exchange.roster.request(folder / "enrolment.xlsx")
        reviewer.exchange.roster.enrol(folder / "enrolment.xlsx", None)
        reviewer.exchange.issue([UNIT], PERIOD, "2026-01-10", folder / "task.xlsx")
        town.exchange.receiver.receive([folder / "task.xlsx"])
        _enter(town, CELLS)
        town.exchange.submit(UNIT, PERIOD, None, folder / "up.xlsx")
    shutil.copy(district, folder / "district-before-receiving.db")
    with Desk(district, write=True) as reviewer:
        reviewer.exchange.receiver.receive([folder / "up.xlsx"])
        reviewer.reviewing.review(UNIT, PERIOD, "returned", remarks=[{"item": "145-04", "comment": "请核实"}])
        reviewer.exchange.reply(UNIT, PERIOD, None, folder / "sent-back.xlsx")
        values: list[dict[str, object]] = reviewer.reading.values()
    shutil.copy(district, folder / "district.db")
    return values


def _correct_and_approve(district: Path, unit: Path, folder: Path) -> None:
    with Desk(unit, write=True) as town:
        town.exchange.receiver.receive([folder / "sent-back.xlsx"])
        _enter(town, [("145-04", "118", None)])
        town.exchange.submit(UNIT, PERIOD, None, folder / "up-again.xlsx")
    shutil.copy(unit, folder / "unit.db")
    with Desk(district, write=True) as reviewer:
        reviewer.exchange.receiver.receive([folder / "up-again.xlsx"])
        reviewer.reviewing.review(UNIT, PERIOD, "approved")
        reviewer.exchange.reply(UNIT, PERIOD, None, folder / "approved.xlsx")


def _enter(town: Desk, cells: list[tuple[str, str, str | None]]) -> None:
    town.entry.enter(
        [
            {"unit": UNIT, "period": PERIOD, "item": item, "value": value, "vintage": vintage}
            for item, value, vintage in cells
        ]
    )


def says(file: Path) -> dict[str, object]:
    """What a bundle says, in a form that a later program must reproduce."""
    unpacked = unpack(read_workbook(file))
    payload: Payload = read_payload(unpacked.envelope.payload)
    return {
        "bundle": unpacked.envelope.bundle,
        "kind": payload.kind,
        "entries": [digest(entry) for entry in payload.entries],
        "ids": [entry.id for entry in payload.journal_entries()],
        "typed": len(unpacked.typed),
    }


if __name__ == "__main__":
    make(Path(sys.argv[1]))

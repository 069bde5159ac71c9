"""How the golden files of format 1 were made: `python tests/golden/make_format_1.py DIR`. Never made again for format 1.

They stand for what lies on sticks and disks in offices: every later version of the program must read them.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from haishu_desk.bundle.manifest import Payload, read_payload
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.canonical import digest

UNIT, PERIOD = "330203105", "2025"


def make(folder: Path) -> None:
    """A district and a unit up to a returned cell, with every kind of bundle, and an index of what they say."""
    folder.mkdir(parents=True, exist_ok=True)
    district, unit = folder / "district.db", folder / "unit.db"
    found(district, "district", None, "李审", ["145"])
    found(unit, "unit", UNIT, "张填", ["145"])
    cells = [("145-04", "120", None), ("145-22", "66.50", "预计"), ("145-23", ">49.83", None), ("145-13", "—", None)]
    rows = [
        {"unit": UNIT, "period": PERIOD, "item": item, "value": value, "vintage": vintage}
        for item, value, vintage in cells
    ]
    with Desk(unit, write=True) as town, Desk(district, write=True) as reviewer:
        town.exchange.roster.request(folder / "enrolment.xlsx")
        reviewer.exchange.roster.enrol(folder / "enrolment.xlsx", None)
        reviewer.exchange.issue([UNIT], PERIOD, "2026-01-10", folder / "task.xlsx")
        town.exchange.receiver.receive([folder / "task.xlsx"])
        town.entry.enter(rows)
        town.exchange.submit(UNIT, PERIOD, None, folder / "up.xlsx")
    shutil.copy(district, folder / "district-before-receiving.db")
    with Desk(district, write=True) as reviewer:
        reviewer.exchange.receiver.receive([folder / "up.xlsx"])
        remarks = [{"item": "145-04", "comment": "请核实"}]
        reviewer.reviewing.review(UNIT, PERIOD, "returned", remarks=remarks)
        reviewer.exchange.reply(UNIT, PERIOD, None, folder / "sent-back.xlsx")
        values = reviewer.reading.values()
    index = {file.name: says(file) for file in sorted(folder.glob("*.xlsx"))}
    (folder / "index.json").write_text(json.dumps({"bundles": index, "values": values}, ensure_ascii=False, indent=1))
    for made in (unit, *folder.glob("*.lock"), *folder.glob("*-journal")):
        made.unlink(missing_ok=True)


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

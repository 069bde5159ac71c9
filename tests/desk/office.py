"""A district, a town with two computers and another town, driven as people drive them; and ways to spoil a bundle."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl

from haishu_desk.__main__ import main
from haishu_desk.bundle import worker
from haishu_desk.bundle.manifest import Envelope, Payload
from haishu_desk.bundle.pack import Book, pack
from haishu_desk.bundle.read_process import Workbook, answer_of
from haishu_desk.bundle.sign import ALGORITHM, public_key, sign
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Heads, ReturnKey

DISTRICT, YINJIANG, ZHANGSHUI = "330203", "330203105", "330203106"
PERIOD = "2025"
TOWN = ("--unit", YINJIANG, "--period", PERIOD)
OTHER = ("--unit", ZHANGSHUI, "--period", PERIOD)
PEOPLE = {"district": "李区", "town": "张三", "second": "赵六", "other": "王五"}
UNIT_OF = {"district": DISTRICT, "town": YINJIANG, "second": YINJIANG, "other": ZHANGSHUI}
INDICATORS, TASKS = ReturnKey("indicators", YINJIANG, PERIOD), ReturnKey("tasks", YINJIANG, PERIOD)
QUANTITY = {"raw", "op", "value", "low", "high", "cumulative", "percent", "text", "missing", "absent"}


@dataclass(frozen=True)
class Said:
    """What one command line left behind."""

    status: int
    out: str
    err: str

    @property
    def error(self) -> dict[str, str]:
        """The error of a call with --json, checked for its shape."""
        document = json.loads(self.out)
        assert set(document) == {"error"}
        assert set(document["error"]) == {"code", "message", "advice"}
        error: dict[str, str] = document["error"]
        return error


def call(*words: object) -> Said:
    """One command line, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    return Said(status, out.getvalue(), err.getvalue())


def read_here(file: Path) -> Workbook:
    """What the worker reads, without a process of its own: these files are ours."""
    return answer_of(worker.document(file))


class Office:
    """Four workspaces in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str) -> Path:
        return self.folder / name

    def db(self, who: str) -> Path:
        return self.file(f"{who}.db")

    def say(self, who: str, *words: object) -> Said:
        """As a person calls it."""
        return call("--db", self.db(who), *words)

    def ask(self, who: str, *words: object, status: int = 0) -> Any:
        """As a script calls it; the exit status is checked, and that nothing else is said."""
        said = call("--db", self.db(who), *words, "--json")
        assert (said.status, said.err) == (status, ""), said
        return json.loads(said.out)

    def refused(self, who: str, *words: object, status: int = 1) -> dict[str, str]:
        """The error of a call that must not be carried out."""
        before = self.state(who)
        said = call("--db", self.db(who), *words, "--json")
        assert (said.status, said.err) == (status, ""), said
        assert self.state(who) == before
        return said.error

    def table(self, name: str, *lines: str) -> Path:
        """A CSV of those lines."""
        self.file(name).write_text("\n".join([*lines, ""]), encoding="utf-8")
        return self.file(name)

    def desk(self, who: str, *, write: bool = False) -> Desk:
        return Desk(self.db(who), write=write)

    def desk_as(self, who: str, person: str) -> Desk:
        """Open for writing, with that person at it."""
        return Desk(self.db(who), write=True, person=person)

    def state(self, who: str) -> tuple[list[str], dict[ReturnKey, Heads]]:
        """The whole journal by its hashes, and every standing value."""
        with self.desk(who) as desk:
            heads = {key: desk.heads(key) for key in desk.workspace.cells.returns()}
            return [entry.hash for entry in desk.workspace.journal.entries()], heads

    def heads(self, who: str) -> list[Heads]:
        """Every standing value of the town, with the edit that wrote it."""
        with self.desk(who) as desk:
            return [desk.heads(key) for key in (INDICATORS, TASKS)]

    def key(self, who: str) -> str:
        """The private key of a workspace."""
        with self.desk(who) as desk:
            return desk.identity.private_key

    def enter(self, who: str, item: str, value: str, *more: object) -> Any:
        unit = ZHANGSHUI if who == "other" else YINJIANG
        return self.ask(who, "enter", "--unit", unit, "--period", PERIOD, "--item", item, "--value", value, *more)

    def submit(self, who: str, name: str, *more: object) -> Any:
        (row,) = self.ask(
            who, "submit", "--unit", UNIT_OF.get(who, YINJIANG), "--period", PERIOD, "--out", self.file(name), *more
        )
        return row

    def receive(self, who: str, *names: str, status: int = 0) -> Any:
        """The row of the one file, or the rows of several."""
        rows = self.ask(who, "receive", *(self.file(name) for name in names), status=status)
        return rows[0] if len(names) == 1 else rows

    def outcome(self, who: str, name: str) -> Any:
        """The row of a file that was read in this process."""
        with self.desk(who, write=True) as desk:
            return desk.exchange.receiver.take_in(self.file(name), read=read_here).as_json()

    def review(self, *words: object, unit: str = YINJIANG) -> Any:
        return self.ask("district", "review", "--unit", unit, "--period", PERIOD, *words)

    def reply(self, name: str, unit: str = YINJIANG) -> Any:
        (row,) = self.ask("district", "reply", "--unit", unit, "--period", PERIOD, "--out", self.file(name))
        return row

    def queue(self, who: str, form: str = "indicators") -> Any:
        (row,) = [row for row in self.ask(who, "queue") if (row["form"], row["unit"]) == (form, YINJIANG)]
        return row

    def values(self, who: str, *words: object) -> dict[str, str]:
        """What stands in the cells of the town, as typed, by item (and vintage)."""
        rows = self.ask(who, "values", "--unit", YINJIANG, *words)
        return {"/".join(filter(None, (row["item"], row["vintage"]))): row["value"]["raw"] for row in rows}

    def events(self, who: str, item: str) -> list[str]:
        return [event["event"] for event in self.ask(who, "history", *TOWN, "--item", item)]

    def found_and_issue(self) -> None:
        self.ask("district", "init", "--role", "district", "--person", PEOPLE["district"])
        for who in ("town", "second", "other"):
            self.ask(who, "init", "--role", "unit", "--unit", UNIT_OF[who], "--person", PEOPLE[who])
            self.ask(who, "keys", "--out", self.file(f"{who}-key.xlsx"))
            self.ask("district", "enrol", self.file(f"{who}-key.xlsx"))
        for name, place in (("town", TOWN), ("other", OTHER)):
            self.ask("district", "issue", *place, "--due", "2026-01-10", "--out", self.file(f"{name}-task.xlsx"))
        for who, name in (("town", "town"), ("second", "town"), ("other", "other")):
            assert self.receive(who, f"{name}-task.xlsx")["status"] == "received"

    def fill_in_and_report(self) -> None:
        self.enter("town", "145-04", "120")
        self.enter("town", "145-33", "0.3", "--vintage", "预计", "--note", "估")
        self.enter("town", "145-11", "12.50")
        self.enter("town", "145-b13-0-01", "已开工两个")
        self.submit("town", "up.xlsx")
        assert self.receive("district", "up.xlsx")["changes"] == 5

    def report_another_value(self) -> None:
        """The second computer of the town says otherwise of one cell."""
        self.enter("second", "145-04", "200")
        self.submit("second", "second.xlsx")
        assert self.receive("district", "second.xlsx")["conflicts"] == 1

    def type_by_hand(
        self, source: str, target: str, cells: Mapping[tuple[str, str], object], sheet: str = "填报表"
    ) -> None:
        """Type into the visible cells as an office program does, found by the marks that a person does not see."""
        book = openpyxl.load_workbook(self.file(source))
        page = book[sheet]
        columns = {str(cell.value): int(cell.column or 0) for cell in page[1]}
        rows = {str(row[0].value): int(row[0].row or 0) for row in page.iter_rows(min_row=2)}
        for (item, column), text in cells.items():
            page.cell(rows[f"#r|{item}"], columns[f"#c|{column}"]).value = text  # type: ignore[assignment]
        book.save(self.file(target))

    def forge(self, source: str, target: str, private: str | None, **changes: Any) -> None:
        """The bundle with other content: signed with `private`, or with the signature that it had before."""
        unpacked = self.unpacked(source)
        payload = replace(unpacked.payload, **changes)
        data = payload.to_bytes()
        if private is None:
            envelope = replace(unpacked.envelope, payload=data)
        else:
            envelope = Envelope(data, ALGORITHM, public_key(private), sign(private, data))
        self.file(target).write_bytes(pack(Book("", "", "", (), (), ""), payload, envelope))

    def unpacked(self, name: str) -> Unpacked:
        return unpack(read_here(self.file(name)))

    def payload(self, name: str) -> Payload:
        return self.unpacked(name).payload

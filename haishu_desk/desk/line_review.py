"""条线初审: a department looks at what the townships reported of the items that it leads, before the district decides.

The district hands out a 初审包 to one department: the rows of its line and nothing else, signed. This is the one file with
several units' figures that leaves the district. The department says 认可, 建议退回 or 建议核定数 of cells in its own
workspace and hands that back, signed. In the district it stands beside the cells, with the department, the person and the
time, on record on both sides; it never changes a value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.filled import counting_value, shown_vintages
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.signed_file import OPINIONS, PACKET, SignedFile, read_signed, signed_bytes
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import Heads, ReturnKey, values_of
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import parse, show
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.store.files import write_file
from haishu_desk.store.journal import FILE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

AGREED, SEND_BACK, VERIFY = VERDICTS = ("认可", "建议退回", "建议核定数")
HANDED_OUT, TAKEN, SAID, HANDED_BACK, TAKEN_BACK = (
    "交出初审包", "装入初审包", "条线初审意见", "交回条线初审意见", "收到条线初审意见",
)  # fmt: skip
_FORM = "indicators"


@dataclass(frozen=True)
class LineRow:
    """One cell of a 初审包: what a township reported of an item; `value` is empty where it has not reported it.

    `revision` is the version it was read from, `due` what it should have come to, `measure` the unit of measurement.
    """

    unit: str
    unit_name: str
    item: str
    number: str
    name: str
    measure: str
    value: str
    previous: str
    due: str
    revision: str

    @property
    def place(self) -> tuple[str, str]:
        """Unit and item."""
        return self.unit, self.item


@dataclass(frozen=True)
class Packet:
    """A 初审包: for which department and period, from when, and its rows in the order of items and units."""

    identity: str
    unit: str
    period: str
    at: str
    rows: tuple[LineRow, ...]


@dataclass(frozen=True)
class LineOpinion:
    """What was said of a cell: by which department and person and when, and of which value."""

    unit: str
    item: str
    value: str
    verdict: str
    remark: str
    figure: str
    by_unit: str
    person: str
    at: str

    @property
    def said(self) -> str:
        """建议核定数 12：台账为 12."""
        head = f"{self.verdict} {self.figure}" if self.figure else self.verdict
        return "：".join(filter(None, (head, self.remark)))


class LineReview:
    """Hands out and takes back in the district; takes in, says and hands back in a department."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines = desk.trail_lines

    # The district: out.

    def hand_out(self, unit: str, period: str, out: Path) -> dict[str, Any]:
        """Write the 初审包 of that department and period: `{"file", "unit", "period", "cells", "reported"}`."""
        desk = self._desk
        desk.refuse_in_copy()
        if not desk.is_district:
            raise NotYoursError("初审包由区级交出", "部门装入初审包，写意见，再交回")
        asked, office = parse_period(period), desk.documents.units.get(unit)
        rows = list(self._line(unit, str(asked)))
        if not rows:
            raise DeskError(
                f"{office.name}在{asked.title}没有牵头、由镇乡街道填报的指标",
                "请核对部门和报告期；牵头见规划页",
                code="empty",
            )
        content = {
            "unit": unit,
            "period": str(asked),
            "at": desk.author().at,
            "person": desk.person,
            "rows": [asdict(row) for row in rows],
        }
        data = signed_bytes(PACKET, desk.identity.private_key, content)
        identity = _identity(data)
        with desk.workspace.transaction():
            desk.workspace.record(FILE, data, desk.author().at)
            desk.audit(HANDED_OUT, bundle=identity, content=digest(data), file=out.name, to=unit, period=str(asked))
            write_file(out, data)
        reported = sum(bool(row.value) for row in rows)
        return {"file": str(out), "unit": unit, "period": str(asked), "cells": len(rows), "reported": reported}

    def _line(self, unit: str, period: str) -> Iterator[LineRow]:
        """What the townships report of the items that the department leads, as they last reported it."""
        documents, asked = self._desk.documents, parse_period(period)
        leads = {row["item"] for row in documents.assignment if row["role"] == "lead" and row["unit"] == unit}
        below = [each for each in documents.units if each.kind in TOWNSHIP_KINDS and each.reports(asked)]
        cells: dict[str, list[LineRow]] = {}
        for township in below:
            key = ReturnKey(_FORM, township.code, period)
            items = [item for item in documents.items_due(township.code, asked, _FORM) if item.code in leads]
            for row in self._of_township(key, items, township.name_in(asked)) if items else ():
                cells.setdefault(row.item, []).append(row)
        for item in documents.catalogue:
            yield from cells.get(item.code, ())

    def _of_township(self, key: ReturnKey, items: list[Item], name: str) -> Iterator[LineRow]:
        desk = self._desk
        last = desk.course(key).last_revision
        heads: Heads = last.heads if last else {}
        previous = desk.exchange.writer.previous_of(items, key)
        dues = desk.expecting.dues_of(items, key.unit, parse_period(key.period))
        for item in items:
            yield LineRow(
                key.unit, name, item.code, str(item.number), item.name, item.unit or "", reported_text(heads, item.code),
                previous[item.code], dues[item.code].text, last.id if last else "",
            )  # fmt: skip

    # The department.

    def take_in(self, file: Path) -> Packet:
        """Take in a 初审包 that is addressed to this workspace's unit; the same one again changes nothing."""
        desk = self._desk
        found = read_signed(file, PACKET, "初审包")
        district = desk.documents.units.district.code
        if desk.is_district:
            raise NotYoursError("初审包由部门装入", "区级收的是部门交回的意见")
        if not self._is_of_district(found.key, district):
            raise DeskError(f"{file.name} 不是区级交出的", "请核对来源", code="E42")
        packet = _packet(file.name, found)
        if packet.unit not in desk.own_units:
            name = desk.documents.units.get(packet.unit).name
            raise DeskError(f"{file.name} 是给{name}的初审包", "请换成给本单位的", code="E32")
        if packet.identity not in {each.identity for each in self.packets()}:
            with desk.workspace.transaction():
                desk.workspace.record(FILE, found.data, desk.author().at)
                desk.audit(
                    TAKEN, bundle=packet.identity, content=digest(found.data), file=file.name, public_key=found.key
                )
        return packet

    def _is_of_district(self, key: str, district: str) -> bool:
        """By the roster; a department that never had a bundle keeps to the key of its first 初审包."""
        if self._desk.exchange.roster.rows():
            return self._desk.exchange.roster.speaks_for(key) == district
        return all(line["detail"]["public_key"] == key for line in self._lines.saying(TAKEN))

    def packets(self) -> list[Packet]:
        """The 初审包 that were taken in (in the district: handed out), the latest first."""
        what = HANDED_OUT if self._desk.is_district else TAKEN
        return [self._kept(line["detail"]) for line in reversed(self._lines.saying(what))]

    def say(
        self, packet: Packet, place: tuple[str, str], verdict: str, remark: str = "", figure: str = ""
    ) -> LineOpinion:
        """Say something of a cell (unit, item) of a packet; the last word counts. UsageError for what says too little."""
        desk, (unit, item) = self._desk, place
        row = next((row for row in packet.rows if row.place == place), None)
        if row is None:
            raise UsageError(f"初审包里没有 {unit} 的 {item}", "请从初审包里选一格")
        opinion = LineOpinion(
            unit, item, row.value, verdict, remark.strip(), figure.strip(), desk.unit, desk.person, desk.author().at
        )
        _refuse_unsaid(opinion)
        desk.audit(SAID, bundle=packet.identity, opinion=asdict(opinion))
        return opinion

    def said(self, packet: Packet) -> dict[tuple[str, str], LineOpinion]:
        """What was said here of each cell of a packet."""
        found = {}
        for line in self._lines.saying(SAID):
            if line["detail"]["bundle"] == packet.identity:
                opinion = LineOpinion(**line["detail"]["opinion"])
                found[opinion.unit, opinion.item] = opinion
        return found

    def hand_back(self, packet: Packet, out: Path) -> dict[str, Any]:
        """Write what was said, signed by this computer: `{"file", "opinions"}`; DeskError if nothing was."""
        desk, opinions = self._desk, list(self.said(packet).values())
        if not opinions:
            raise DeskError("还没有写初审意见", "请先逐格认可、建议退回或建议核定数", code="empty")
        content = {"packet": packet.identity, "unit": packet.unit, "opinions": [asdict(each) for each in opinions]}
        data = signed_bytes(OPINIONS, desk.identity.private_key, content)
        with desk.workspace.transaction():
            desk.audit(HANDED_BACK, bundle=packet.identity, file=out.name, opinions=len(opinions))
            write_file(out, data)
        return {"file": str(out), "opinions": len(opinions)}

    # The district: back.

    def take_back(self, file: Path) -> dict[str, Any]:
        """Take in what a department said: `{"file", "unit", "status", "opinions"}`; DeskError says why not."""
        desk = self._desk
        desk.refuse_in_copy()
        if not desk.is_district:
            raise NotYoursError("条线初审意见由区级收", "请把文件交给区级")
        found = read_signed(file, OPINIONS, "条线初审意见")
        opinions = self._checked(file.name, found)
        unit = str(found.content["unit"])
        row = {"file": file.name, "unit": unit, "status": "received", "opinions": len(opinions)}
        if any(line["detail"]["bundle"] == found.identity for line in self._lines.saying(TAKEN_BACK)):
            return {**row, "status": "duplicate"}
        packet = str(found.content["packet"])
        with desk.workspace.transaction():
            desk.workspace.record(FILE, found.data, desk.author().at)
            said = [asdict(each) for each in opinions]
            desk.audit(TAKEN_BACK, bundle=found.identity, packet=packet, file=file.name, opinions=said)
        return row

    @property
    def has_opinions(self) -> bool:
        """Whether any have come back."""
        return bool(self._lines.saying(TAKEN_BACK))

    def of_return(self, key: ReturnKey) -> dict[str, list[LineOpinion]]:
        """The opinions on the cells of a return by item, one a department: its last word."""
        if key.form != _FORM:
            return {}
        taken_back = self._lines.saying(TAKEN_BACK)
        if not taken_back:
            return {}
        periods = {line["detail"]["bundle"]: line["detail"]["period"] for line in self._lines.saying(HANDED_OUT)}
        last: dict[tuple[str, str], LineOpinion] = {}
        for line in taken_back:
            if periods.get(line["detail"]["packet"]) == key.period:
                for opinion in (LineOpinion(**each) for each in line["detail"]["opinions"]):
                    if opinion.unit == key.unit:
                        last[opinion.item, opinion.by_unit] = opinion
        by_item: dict[str, list[LineOpinion]] = {}
        for (item, _), opinion in last.items():
            by_item.setdefault(item, []).append(opinion)
        return by_item

    def told(self, opinion: LineOpinion, now: str) -> str:
        """An opinion as the district reads it; `now` is what is reported of the cell by now."""
        who = self._desk.documents.units.get(opinion.by_unit).name
        moved = f"（说的是 {opinion.value or '未报'}，现已改报）" if opinion.value != now else ""
        return f"条线初审{opinion.said}{moved}（{who} {opinion.person} {opinion.at[:10]}）"

    def told_of(self, key: ReturnKey) -> dict[str, str]:
        """The opinions on the cells of a return by item, as the district reads them."""
        last = self._desk.course(key).last_revision
        heads: Heads = last.heads if last else {}
        return {
            item: "；".join(self.told(opinion, reported_text(heads, item)) for opinion in opinions)
            for item, opinions in self.of_return(key).items()
        }

    def _checked(self, name: str, found: SignedFile) -> list[LineOpinion]:
        """The opinions of a file, all of cells of a packet that went out to the department whose computer signed it."""
        try:
            unit, bundle = str(found.content["unit"]), str(found.content["packet"])
            opinions = [LineOpinion(**{part: str(text) for part, text in each.items()})
                        for each in found.content["opinions"]]  # fmt: skip
        except (KeyError, TypeError, AttributeError) as error:
            raise DeskError(f"{name} 不是条线初审意见，或者已损坏", "请让部门重新交一份", code="E21") from error
        packet = next((each for each in self.packets() if each.identity == bundle), None)
        if packet is None or packet.unit != unit:
            raise DeskError(f"{name} 不是对这里交出的初审包说的", "请核对文件来源", code="E42")
        roster = self._desk.exchange.roster
        if roster.speaks_for(found.key) != roster.office_of(unit):
            raise DeskError(f"{name} 不是登记过的电脑签的", "请先登记那台电脑，再让部门交一份", code="E42")
        cells = {row.place for row in packet.rows}
        for opinion in opinions:
            if (opinion.unit, opinion.item) not in cells or roster.office_of(opinion.by_unit) != roster.office_of(unit):
                raise DeskError(f"{name} 里有不属于这份初审包的内容", "请让部门重新交一份", code="E42")
            _refuse_unsaid(opinion)
        return opinions

    def _kept(self, detail: Mapping[str, Any]) -> Packet:
        """A packet out of the journal, which holds its bytes."""
        entry = self._desk.workspace.journal.get(str(detail["content"]))
        if entry is None:
            raise DeskError(f"{detail['file']} 的原件不在数据文件里", "请让区级再交出一份", code="E21")
        payload = str(json.loads(entry.body)["payload"]).encode()
        return _packet(str(detail["file"]), SignedFile(entry.body, digest(payload), "", json.loads(payload)))


def reported_text(heads: Heads, item: str) -> str:
    """What stands for an item in what was reported, as it is shown; empty for nothing."""
    standing = counting_value(heads, item, shown_vintages(heads).get(item))
    return " / ".join(show(value) for value in values_of(standing) if value.absent != "cleared")


def _identity(data: bytes) -> str:
    return digest(str(json.loads(data)["payload"]).encode())


def _packet(name: str, found: SignedFile) -> Packet:
    try:
        content = found.content
        rows = tuple(LineRow(**{part: str(text) for part, text in row.items()}) for row in content["rows"])
        period = str(parse_period(str(content["period"])))
        return Packet(found.identity, str(content["unit"]), period, str(content["at"]), rows)
    except (KeyError, TypeError, AttributeError) as error:
        raise DeskError(f"{name} 不是初审包，或者已损坏", "请让区级重新交出一份", code="E21") from error


def _refuse_unsaid(opinion: LineOpinion) -> None:
    """UsageError for a verdict that there is none of, 建议退回 without a reason, 建议核定数 without a figure and a reason."""
    if opinion.verdict not in VERDICTS:
        raise UsageError(f"没有意见“{opinion.verdict}”", f"可用：{'、'.join(VERDICTS)}")
    if opinion.verdict != AGREED and not opinion.remark:
        raise UsageError(f"{opinion.verdict}要写理由", "请写明哪里不对、依据什么")
    if (opinion.verdict == VERIFY) != bool(opinion.figure):
        raise UsageError("建议核定数要写一个数，别的意见不写数", "请核对意见和数")
    if opinion.figure and parse(opinion.figure).op == "text":
        raise UsageError(f"看不懂建议的核定数“{opinion.figure}”", "请写一个数，例如 12.5")

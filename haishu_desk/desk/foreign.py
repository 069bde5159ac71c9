"""从其他表格取数: what a statistics workbook says, shown first, then taken over all or none; corrections are remembered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.foreign.found import Found, Known
from haishu_desk.bundle.foreign.names import WHOLE, Names, plain
from haishu_desk.bundle.foreign.phrases import LEAVE_OUT, Corrections, Said, key_of
from haishu_desk.bundle.foreign.reading import read_tables
from haishu_desk.bundle.foreign.whens import when_of
from haishu_desk.bundle.read_process import Workbook
from haishu_desk.bundle.unpack import manifest_sheet
from haishu_desk.desk.foreign_plan import Plan, Planner
from haishu_desk.desk.foreign_words import findings_of, mapping_of
from haishu_desk.desk.tables import open_tables
from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError, UsageError, said_of
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.items import ADHOC
from haishu_desk.domain.periods import parse_period
from haishu_desk.store.journal import AUDIT, FILE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TAKEN = "从其他表格取数"


@dataclass(frozen=True)
class Wishes:
    """What a person says of a file beside what stands in it.

    `unit` and `period` are for what the file leaves open. `names`: a head or a label and what it means, an item's or a
    unit's code, `-` to leave it out, blank to forget what was said before. `factors`: a head or a label, or blank for
    the whole table, and by what its figures are multiplied, or the unit that they are in (万元).
    """

    unit: str | None = None
    period: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True)
class Reading:
    """A file as it was read: what was found, what would be written, and everything that has to be said of it."""

    file: str
    content: str
    found: Found
    plan: Plan
    wishes: Wishes

    @property
    def findings(self) -> list[Finding]:
        """The faults for which nothing would be written, then what else is to be known."""
        return [*self.plan.faults, *findings_of(self.found, self.plan)]

    @property
    def can_be_taken(self) -> bool:
        """Whether there is something to write and nothing against it."""
        return not self.plan.faults and bool(self.plan.edits)

    @property
    def keys(self) -> list[ReturnKey]:
        """The returns that would be written to."""
        return [edit.key for edit in self.plan.edits]

    def as_json(self, written: int = 0, batch: str | None = None) -> dict[str, Any]:
        """The answer of the verb `enter`."""
        findings = [finding.as_json() for finding in self.findings]
        return {"written": written, "findings": findings, "mapping": mapping_of(self.found), "batch": batch}


class Foreign:
    """Reads tables of others and takes them over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, file: Path, wishes: Wishes | None = None, read: Callable[[Path], Workbook] | None = None) -> Reading:
        """What taking `file` over would do; writes nothing. `read` hands over a workbook that was read before."""
        wishes = wishes or Wishes()
        self._refuse_unknown(wishes)
        workbook = open_tables(file, read)
        if manifest_sheet(workbook) is not None:
            raise DeskError(f"{file.name} 是数据包，不是统计表", "数据包请用“装入”", code="E31")
        data = _bytes_of(file)
        found = self._found(workbook, wishes, is_comma_separated=file.suffix.lower() == ".csv")
        _refuse_unmatched(wishes, found)
        plan = Planner(self._desk, file.name, digest(data)).plan(found, wishes.reason)
        return Reading(file.name, digest(data), found, plan, wishes)

    def take_over(
        self, file: Path, wishes: Wishes | None = None, read: Callable[[Path], Workbook] | None = None
    ) -> dict[str, Any]:
        """Write everything that `file` says, in one transaction, or nothing; the answer of the verb `enter`.

        The bytes of the file are kept, and what was said of its heads and labels is remembered.
        """
        desk = self._desk
        with desk.workspace.transaction():
            reading = self.read(file, wishes, read)
            if not reading.can_be_taken:
                return reading.as_json()
            data = _bytes_of(file)
            if digest(data) != reading.content:
                raise DeskError(f"{file.name} 刚才又被改过", "请重新选这个文件", code="stale")
            desk.apply(*reading.plan.edits)
            desk.workspace.record(FILE, data, desk.author().at)
            batch = reading.plan.edits[0].batch
            desk.audit(
                f"{TAKEN} {reading.plan.cells} 格：{file.name}",
                batch=batch,
                file=file.name,
                sha256=reading.content,
                sheet=reading.found.sheet,
                **_to_remember(reading),
            )
        return reading.as_json(reading.plan.cells, batch)

    def remembered(self) -> Corrections:
        """What was said of heads and labels when earlier files were taken over; the last word counts."""
        names: dict[str, str] = {}
        factors: dict[str, str] = {}
        for detail in self._details():
            names |= detail.get("names", {})
            factors |= detail.get("factors", {})
        return Corrections(
            {text: code for text, code in names.items() if code}, {text: by for text, by in factors.items() if by}
        )

    def _details(self) -> Iterator[Mapping[str, Any]]:
        for entry in self._desk.workspace.journal.entries(AUDIT):
            line = json.loads(entry.body)
            if str(line["what"]).startswith(TAKEN):
                yield line["detail"]

    def _found(self, workbook: Workbook, wishes: Wishes, *, is_comma_separated: bool) -> Found:
        """What the workbook says with everything that is known; a factor for a whole table comes back with its heads."""
        known = replace(self._known(wishes), is_comma_separated=is_comma_separated)
        found = read_tables(workbook, known)
        if "" in known.corrections.factors:
            return found
        signature = signature_of(found)
        tables = {text: by for detail in self._details() for text, by in detail.get("tables", {}).items()}
        if signature not in tables:
            return found
        factors = {**known.corrections.factors, "": tables[signature]}
        return read_tables(workbook, replace(known, corrections=Corrections(known.corrections.names, factors)))

    def _known(self, wishes: Wishes) -> Known:
        desk, documents = self._desk, self._desk.documents
        before = self.remembered()
        names = {**before.names, **_plain(wishes.names)}
        factors = {**before.factors, **_plain(wishes.factors)}
        unit = wishes.unit or (None if desk.is_district else desk.unit)
        district = documents.units.district.code
        return Known(
            Names(
                (item for item in documents.catalogue if item.kind != ADHOC and documents.reporters(item.code)),
                documents.units,
            ),
            documents.catalogue.plans,
            documents.reporters,
            Corrections(
                {text: code for text, code in names.items() if code}, {text: by for text, by in factors.items() if by}
            ),
            Said(
                unit=WHOLE if unit == district else unit,
                when=when_of(parse_period(wishes.period)) if wishes.period else None,
            ),
            None if desk.is_district else frozenset(desk.own_units),
            documents.units.meant,
        )

    def _refuse_unknown(self, wishes: Wishes) -> None:
        documents = self._desk.documents
        if wishes.unit is not None:
            documents.units.get(wishes.unit)
        for text, by in wishes.factors.items():
            _refuse_unsound_factor(text, by)
        for text, code in wishes.names.items():
            if code not in ("", LEAVE_OUT) and code not in documents.catalogue and code not in documents.units:
                raise UsageError(
                    f"“{text}”对应的“{code}”不是指标、任务或单位的代码", "请写指标或单位清单里的代码；不取写 -"
                )


def _refuse_unmatched(wishes: Wishes, found: Found) -> None:
    """UsageError for what is said of a text that is no head and no label of the tables; forgetting it is no matter."""
    if not found.texts:
        return  # there is no table, which is told
    factors = [text for text, by in _plain(wishes.factors).items() if by and text and text not in found.texts]
    names = [text for text, code in _plain(wishes.names).items() if code and text not in found.texts | found.named]
    if unmatched := [text for text in (*wishes.names, *wishes.factors) if key_of(text) in (*names, *factors)]:
        raise UsageError(f"“{unmatched[0]}”在表里没有这个表头或行名", "照表上的写法写，包括括号里的单位")


def _refuse_unsound_factor(text: str, by: str) -> None:
    """UsageError for a number by which no figure can be multiplied."""
    try:
        number = Decimal(by)
    except InvalidOperation:
        return  # a unit of measurement, or nothing that is known, which is told of each cell
    if not number.is_finite() or number <= 0:
        raise UsageError(f"“{text or '整张表'}”的倍数“{by}”不能用", "倍数请写大于 0 的数，例如 0.0001，或写计量单位")


def signature_of(found: Found) -> str:
    """What tables with the same heads share, whatever the years in them."""
    heads = [re.sub(r"\d", "", plain(column.header)) for column in found.columns]
    return digest(canonical(heads))


def _plain(said: Mapping[str, str]) -> dict[str, str]:
    return {key_of(text): meant.strip() for text, meant in said.items()}


def _to_remember(reading: Reading) -> dict[str, Any]:
    """What a person said, for the next file with the same heads."""
    factors = _plain(reading.wishes.factors)
    whole = factors.pop("", None)
    tables = {signature_of(reading.found): whole} if whole else {}
    said = {"names": _plain(reading.wishes.names), "factors": factors, "tables": tables}
    return {name: what for name, what in said.items() if what}


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DeskError(f"{file.name} 读不出来（{said_of(error)}）", "请检查文件是否还在", code="no-file") from error


def names_of(texts: Iterable[str]) -> dict[str, str]:
    """`--map` as it is typed, 文字=代码, each; UsageError for one without =."""
    found = {}
    for text in texts:
        name, sign, code = text.rpartition("=")
        if not sign or not name.strip():
            raise UsageError(f"看不懂对应关系“{text}”", "请写成 表头或行名=代码，例如 专利数=145-04")
        found[name.strip()] = code.strip()
    return found


def factors_of(texts: Iterable[str]) -> dict[str, str]:
    """`--factor` as it is typed: 文字=倍数或单位, or only 倍数或单位 for the whole table; UsageError if it is not above 0."""
    found = {}
    for text in texts:
        name, _, by = text.rpartition("=")
        _refuse_unsound_factor(name.strip(), by.strip())
        found[name.strip()] = by.strip()
    return found

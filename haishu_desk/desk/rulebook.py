"""The district's rules: the edition in force, taken over from a workbook after each line was tried, and written out again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.checks.compiling import Known, compile_rules, compiling
from haishu_desk.checks.rules import COLUMNS, Fault, Rule, RuleSet, rules_from_rows
from haishu_desk.checks.run import Progress, Trial, try_rules
from haishu_desk.desk.shipped import RULES, shipped_editions
from haishu_desk.desk.tables import read_grid
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class RefusedRulesError(DeskError):
    """Lines of a rule table that cannot count; nothing of the table was taken over."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        said = "；".join(fault.finding().message for fault in faults[:5])
        more = f"……共 {len(faults)} 处" if len(faults) > 5 else ""  # noqa: PLR2004  as many as a person reads at once
        super().__init__(f"{file} 有规则看不懂：{said}{more}", f"{faults[0].advice}；整张表都没有采用", code="rules")
        self.faults = tuple(faults)


class Rulebook:
    """The rules of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._compiled: dict[str, tuple[RuleSet, list[Fault]]] = {}

    @property
    def edition(self) -> Edition:
        """The edition in force; the shipped one in a workspace from before there were rules."""
        return self._desk.workspace.cells.edition(RULES) or shipped_editions()[RULES]

    def edition_named(self, identity: str | None) -> Edition:
        """The edition that a return was checked with, if it is known here; else the one in force."""
        entry = self._desk.workspace.journal.get(identity) if identity else None
        shipped = shipped_editions()[RULES]
        if identity == shipped.id:
            return shipped
        return Edition.from_body(entry.body) if entry is not None and entry.kind == Edition.kind else self.edition

    def rules(self, edition: Edition | None = None) -> RuleSet:
        """The rules of an edition that can count here; what speaks of a plan that is not here is left out."""
        return self._read(edition or self.edition)[0]

    def reading(self, edition: Edition) -> Iterator[None]:
        """Read the rules of an edition, a rule a step; nothing is left to be done for those that were read."""
        if edition.id not in self._compiled:
            known = self._known
            compiled = yield from compiling([Rule.from_json(row) for row in edition.content], known)
            if known is self._known:  # else the documents are others by now, and so may be what counts
                self._compiled[edition.id] = compiled

    def left_out(self) -> list[Fault]:
        """Why lines of the edition in force do not count here."""
        return self._read(self.edition)[1]

    def _read(self, edition: Edition) -> tuple[RuleSet, list[Fault]]:
        if edition.id not in self._compiled:
            self._compiled[edition.id] = compile_rules([Rule.from_json(row) for row in edition.content], self._known)
        return self._compiled[edition.id]

    @cached_property
    def _known(self) -> Known:
        documents = self._desk.documents
        codes = [unit.code for unit in documents.units]
        return Known.of(documents.catalogue, codes, lambda item: documents.fields(documents.form_of(item)))

    def forget(self) -> None:
        """The documents are others now: read the rules against them anew."""
        self._compiled.clear()
        self.__dict__.pop("_known", None)

    # In and out.

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the edition in force."""
        return rows_of(self.edition)

    def take_over(
        self, file: Path, *, document: str | None = None, preview: bool = False, progress: Progress | None = None
    ) -> dict[str, Any]:
        """Read a rule table, try each line on the data that is here, and make it the edition in force.

        Returns `{"edition", "rules", "trials"}`; a line that cannot be understood refuses the whole table.
        """
        table = read_grid(file, tuple(COLUMNS))
        rules = rules_from_rows(table.values())
        if not rules:
            raise DeskError(f"{file.name} 里没有规则", "表头下面每行写一条规则", code="E30")
        compiled, faults = compile_rules(rules, self._known, table)
        if faults:
            raise RefusedRulesError(file.name, faults)
        trials = [_told(trial) for trial in self.tried(compiled, progress)]
        if not preview:
            self._desk.planning.publish(RULES, [rule.as_json() for rule in rules], document=document)
        return {"edition": self.edition.number, "rules": len(rules), "trials": trials}

    def tried(self, compiled: RuleSet, progress: Progress | None = None) -> list[Trial]:
        """Each rule tried on every return that has something in it."""
        documents = self._desk.documents
        returns = [
            (key, [item.code for item in documents.items_due(key.unit, parse_period(key.period), key.form)])
            for key in self._desk.workspace.cells.returns()
        ]
        return try_rules(self._desk.checking.ground, compiled, returns, progress=progress)

    def write_out(self, file: Path) -> dict[str, Any]:
        """The rules in force as an .xlsx or a .csv that can be edited and taken over again: `{"file", "rules"}`."""
        columns, ending = list(COLUMNS), file.suffix.lower()
        rows = [[row[column] for column in columns] for row in self.rows()]
        if ending == ".xlsx":
            from haishu_desk.report.xlsx_table import xlsx_table  # noqa: PLC0415  loads the writer

            write_file(file, xlsx_table("审核规则", f"第 {self.edition.number} 版", columns, rows))
        elif ending == ".csv":
            write_file(file, _csv([columns, *rows]))
        else:
            raise UsageError(f"规则表不能写成“{ending or file.name}”", "请用 .xlsx 或 .csv")
        return {"file": str(file), "rules": len(rows)}


def rows_of(edition: Edition) -> list[dict[str, Any]]:
    """The rows of the verb `rules`: the eight columns of the workbook and 名称, and the edition's number."""
    return [{**Rule.from_json(row).as_row(), "edition": edition.number} for row in edition.content]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """With the mark at the beginning by which Excel knows that it is UTF-8."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _told(trial: Trial) -> dict[str, Any]:
    counts = {name: getattr(trial, name) for name in ("held", "violated", "missing", "skipped", "undefined")}
    return {"rule": trial.rule, **counts, "examples": [finding.message for finding in trial.examples]}

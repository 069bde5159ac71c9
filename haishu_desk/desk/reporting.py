"""报告: gathers what a report is written from, out of approved values only, writes it, and keeps on record that it did.

A report is written from a snapshot: the journal up to an entry, on a day. From the same snapshot it says the same again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk import now
from haishu_desk.desk.earlier import DeskThen, desk_then
from haishu_desk.desk.evaluating import Judged
from haishu_desk.desk.judging_ground import BASE_TITLES, PUBLISHED, asked_of, one_of
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.report_around import Around
from haishu_desk.desk.report_book import xlsx_of
from haishu_desk.desk.report_changes import Changes, differences
from haishu_desk.desk.report_facts import Facts
from haishu_desk.desk.report_frames import Frames
from haishu_desk.desk.report_lines import Lines
from haishu_desk.desk.report_records import Records, Written
from haishu_desk.desk.sample_mark import is_sample
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import Plan
from haishu_desk.domain.periods import Period
from haishu_desk.monitor.moment import time_progress
from haishu_desk.monitor.numbers import HUNDRED, reckoning, shown
from haishu_desk.monitor.verdict import WORDINGS
from haishu_desk.report.document import Chart, Document
from haishu_desk.report.draft import Chapter
from haishu_desk.report.facts import RECKONED, Fact
from haishu_desk.report.material import (
    BEFORE_THE_END,
    CHECKED,
    EDITIONS,
    ESTIMATED,
    FINAL,
    KIND_TITLES,
    Material,
)
from haishu_desk.report.personal_places import personal_of_document
from haishu_desk.report.three_reports import drafted
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

Told = Callable[[int, int], object]
# The steps before the file: snapshot, judging, indicators, tasks, changes, text.
_STEPS = 6


@dataclass(frozen=True)
class Wanted:
    """Which report: its kind and year; what may stay open is found out. `base` is published or revised, `words` a wording.

    `as_of` is a day (ISO) or None for now, `snapshot` the code of one that a report was written from. `edition` is 期末版 or
    复核版 of the final evaluation. `congress`: the short edition for the 人大常委会. `left_out` are titles of chapters and
    annexes that are not written; `charts` wants the annex of yearly charts.
    """

    kind: str
    year: int
    plan: str | None = None
    cutoff: str | None = None
    as_of: str | None = None
    snapshot: str | None = None
    edition: str | None = None
    base: str = PUBLISHED
    words: str = "national"
    congress: bool = False
    left_out: tuple[str, ...] = ()
    charts: bool = False


@dataclass(frozen=True)
class Made:
    """A report before it is a file: the document and what it was made from."""

    document: Document
    material: Material
    then: DeskThen
    record: Written
    facts: tuple[Fact, ...] = ()
    chapters: tuple[Chapter, ...] = ()


Writer = Callable[[Made, Told | None], bytes]
# Its pages are made by whoever has Qt.
PDF = ".pdf"


class Reporting:
    """Writes the reports of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.frames, self.records = Frames(desk), Records(desk)

    def write(
        self, wanted: Wanted, out: Path, told: Told | None = None, writer: Writer | None = None
    ) -> dict[str, Any]:
        """Write it to a file of one of `WRITERS` and put it on record: `{"file", "kind", "facts", "missing", ...}`.

        `writer` makes the bytes of another kind of file; `personal` says where something looks like a number of a person.

        `facts` is how many figures it states, `missing` the codes of the indicators without a verdict.

        `told` is called with how many steps are done, and of how many; what it raises stops the writing, and no file is left.
        UsageError for a kind, a year or a file that cannot be.
        """
        write_as = writer or writer_of(out)
        made = self.make(wanted, told)
        answer = self.put(made.record, made.material, write_as(made, _after(told)), out)
        return {**answer, "personal": personal_of_document(made.document)}

    def put(self, record: Written, material: Material, data: bytes, out: Path) -> dict[str, Any]:
        """Write what was made of a report to that file, and put it on record, both or neither; the answer is that of `write`."""
        record = replace(record, file=out.name, by=self._desk.person, at=now())
        with self._desk.workspace.transaction():
            self.records.keep(record)
            write_file(out, data)
        return self._answer(record, material, out)

    def make(self, wanted: Wanted, told: Told | None = None) -> Made:
        """The document, and what it was made from; nothing is written."""
        if not self._desk.is_district:
            raise NotYoursError("监测评估报告由区级来写", "单位请打印自己的报表")
        one_of(wanted.kind, KIND_TITLES, "报告")
        one_of(wanted.base, BASE_TITLES, "基期值")
        one_of(wanted.words, WORDINGS, "用词")
        if wanted.edition is not None:
            one_of(wanted.edition, EDITIONS, "版本")
        then = self._then(wanted)
        material, record = _Gathering(self._desk, then, wanted, told or _silent).material()
        done = drafted(material, for_congress=wanted.congress, left_out=wanted.left_out)
        titles = [chapter.title for chapter in done.chapters if not chapter.is_fixed]
        for title in wanted.left_out:
            if title not in titles:
                raise UsageError(f"这份报告没有可以不写的“{title}”", f"可用：{'、'.join(titles)}")
        record = replace(record, facts=len(done.document.facts_used()))
        return Made(done.document, material, then, record, done.facts, done.chapters)

    def _then(self, wanted: Wanted) -> DeskThen:
        if wanted.snapshot is None:
            return desk_then(self._desk, wanted.as_of)
        kept = self.records.snapshot(wanted.snapshot)
        return DeskThen(self._desk, kept.n, kept.day)

    def _answer(self, record: Written, material: Material, out: Path) -> dict[str, Any]:
        return {
            "file": str(out),
            "kind": record.kind,
            "facts": record.facts,
            "missing": [each.item for each in material.missing if each.item],
            "year": record.year,
            "edition": record.edition or None,
            "snapshot": record.snapshot.code,
            "day": record.day,
            "differences": len(material.differences),
        }


class _Gathering:
    """One report being gathered."""

    def __init__(self, desk: Desk, then: DeskThen, wanted: Wanted, told: Told) -> None:
        self._desk, self._then, self._wanted, self._told = desk, then, wanted, told
        self._facts = Facts(then)
        self._around = Around(then, self._facts)
        self._done = 0

    def material(self) -> tuple[Material, Written]:
        """All that the report is written from, and its record without a file."""
        wanted, then = self._wanted, self._then
        plan = self._plan()
        snapshot = then.snapshot()
        self._step()
        edition = self._edition(plan)
        judged = self._judged(then, plan, edition)
        self._step()
        maker = Lines(then, self._facts)
        lines = tuple(maker.line(each, wanted.year) for each in judged)
        self._step()
        period = self._period()
        tasks = tuple(self._around.tasks(plan.id, period))
        self._step()
        items = [each.ground.item for each in judged]
        changes = Changes(then, self._facts)
        missing = (*self._around.missing(judged, lines, wanted.year), *self._around.missing_tasks(tasks))
        cutoff = wanted.cutoff or f"{wanted.year}-12-31"
        record = Written(
            wanted.kind, plan.id, wanted.year, cutoff, edition, wanted.base, wanted.congress, snapshot.n, snapshot.day,
            snapshot.digest, "", "", "", 0, len(missing),
        )  # fmt: skip
        earlier = Records(then).first(record)
        before = self._judged(DeskThen(self._desk, earlier.n, earlier.day), plan, earlier.edition) if earlier else []
        self._step()
        material = Material(
            wanted.kind,
            _short(plan),
            plan.start_year,
            plan.end_year,
            wanted.year,
            cutoff,
            snapshot.day,
            f"数据快照{snapshot.code}：{snapshot.day}，第{snapshot.n}条记录以前审核通过的数。",
            then.documents.units.district.name,
            _time(plan, cutoff),
            lines,
            self._around.method(wanted.words),
            tasks,
            tuple(self._around.groups(plan.id, period)),
            tuple(self._around.totals(plan.id, period)),
            missing,
            tuple(self._around.warnings(plan.id, wanted.year, wanted.cutoff, wanted.base)),
            tuple(changes.revised(items, plan, wanted.year)),
            tuple(differences(before, judged)) if earlier else (),
            earlier.told() if earlier else "",
            tuple(self._around.advice(lines)),
            Frames(then).frame(wanted.kind, for_congress=wanted.congress),
            edition,
            self._around.base_said(wanted.base),
            tuple(changes.estimates(items, plan.end_year)) if edition == CHECKED else (),
            tuple(changes.passed(items, plan)) if wanted.kind == FINAL else (),
            is_sample(then),
            tuple(self._charts(plan, judged)) if wanted.charts else (),
        )
        self._step()
        return material, record

    def _charts(self, plan: Plan, judged: list[Judged]) -> list[Chart]:
        """The yearly chart of each indicator that has one."""
        from haishu_desk.desk.report_charts import YearlyCharts  # noqa: PLC0415  loaded when they are wanted

        wanted, then = self._wanted, self._then
        asked = asked_of(then, plan.id, wanted.year, wanted.cutoff, wanted.base)
        return [chart for each in YearlyCharts(then, asked).charts(judged).values() for chart in each]

    def _plan(self) -> Plan:
        wanted, catalogue = self._wanted, self._then.documents.catalogue
        if wanted.plan is not None:
            return catalogue.plan(wanted.plan)
        found = next((plan for plan in catalogue.plans.values() if plan.covers(wanted.year)), None)
        if found is None:
            raise UsageError(f"{wanted.year} 年不在任何规划的规划期内", "请核对年份")
        return found

    def _judged(self, then: DeskThen, plan: Plan, edition: str) -> list[Judged]:
        wanted = self._wanted
        rules = then.evaluating.rules
        trial = replace(rules, estimates=True) if edition == BEFORE_THE_END and not rules.estimates else None
        return then.evaluating.judged(
            plan.id, wanted.year, cutoff=wanted.cutoff, base=wanted.base, words=wanted.words, rules=trial
        )

    def _edition(self, plan: Plan) -> str:
        """期末版 while a figure of the last year is 预计, else 复核版; nothing for the other kinds."""
        wanted = self._wanted
        if wanted.kind != FINAL:
            return ""
        if wanted.edition is not None:
            return wanted.edition
        last, figures = Period(plan.end_year), self._facts.figures
        items = [item for item in self._then.documents.catalogue if item.plan == plan.id and item.kind == "indicator"]
        counted = [figures.whole(item, last) for item in items]
        return BEFORE_THE_END if any(cell is not None and cell.vintage == ESTIMATED for cell in counted) else CHECKED

    def _period(self) -> str:
        """The period whose tasks are told of: the year, or its first half where the cutoff lies in it."""
        year, cutoff = self._wanted.year, self._wanted.cutoff
        return f"{year}-H1" if cutoff is not None and cutoff.startswith(f"{year}-06") else str(year)

    def _step(self) -> None:
        self._done += 1
        self._told(self._done, _STEPS)


def _docx(made: Made, told: Told | None) -> bytes:
    from haishu_desk.report.docx_report import docx_of  # noqa: PLC0415  heavy, loaded when one is written

    style, name = Frames(made.then).style(made.material.kind) or (None, "")
    return docx_of(made.document, style, told, name=name)


# The kinds of files by their endings; each writer gets what was made and whom to tell of its progress.
WRITERS: dict[str, Writer] = {".docx": _docx, ".xlsx": xlsx_of}


def writer_of(out: Path) -> Writer:
    """What makes the bytes of that file; UsageError names the kinds there are."""
    found = WRITERS.get(out.suffix.lower())
    if found is None:
        raise UsageError(
            f"不会写“{out.suffix or out.name}”文件", f"请把文件名写成 {'、'.join((*WRITERS, PDF))} 中的一种"
        )
    return found


def _silent(_: int, __: int) -> None:
    """Nobody wants to know."""


def _after(told: Told | None) -> Told | None:
    """The parts of the file go on after the steps."""
    return None if told is None else lambda done, of: told(_STEPS + done, _STEPS + of)


def _short(plan: Plan) -> str:
    """“十四五”规划 of a plan whose title says 第十四个五年规划; any other is called by its whole title."""
    found = re.search("第([一二三四五六七八九十]+)个五年规划", plan.title)
    return f"“{found[1]}五”规划" if found else plan.title


def _time(plan: Plan, cutoff: str) -> Fact:
    with reckoning():
        share = shown(time_progress(date.fromisoformat(cutoff), plan) * HUNDRED, 1)
    return Fact(RECKONED, "", "规划期时间进度", share, field="time_progress", how=f"截至{cutoff}已过的时间÷五年")

"""示例数据: a district and two units with five years of reports, made by the program's own steps, to try everything on.

The figures are those of resources/sample/figures.csv: public ones with their source in the note, all others invented.
Every workspace carries an audit line that says so; `is_sample` reads it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk import paths
from haishu_desk.desk.sample_mark import MARK
from haishu_desk.desk.sample_projects import project_rows
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import QUERY

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

HENGJIE, SHIQI = "330203101", "330203009"
UNITS = (HENGJIE, SHIQI)
DISTRICT = "district"
YEARS = ("2021", "2022", "2023", "2024")
THIS_YEAR = "2025"
# The second computer of 石碶街道: it reports a figure of its own, so that a 数据不一致 can be seen.
SECOND = "second"
PERSONS = {"district": "示例·陈审核", HENGJIE: "示例·张横街", SHIQI: "示例·王石碶", SECOND: "示例·李石碶"}
FILES = {
    "district": "海曙区.db",
    HENGJIE: "横街镇.db",
    SHIQI: "石碶街道.db",
    SECOND: "石碶街道（第二台电脑）.db",
}
BUNDLES = "数据包"
# Departments whose figures of this year are approved already; the others are still being filled in.
_APPROVED_THIS_YEAR = ("dept-swj", "dept-sthjfj", "dept-zhzfj")
_DAYS_LEFT = 18

Row = Mapping[str, str | None]
Told = Callable[[int, int], object]


@dataclass(frozen=True)
class Sample:
    """The workspace files: the district's, and the units' by their codes."""

    district: Path
    units: dict[str, Path]

    def file(self, place: str) -> Path:
        """The file of `district` or of a unit's code."""
        return self.district if place == DISTRICT else self.units[place]


def sample_folder() -> Path:
    """Where the sample is kept, apart from the user's own workspace."""
    return paths.user_data() / "sample"


def sample_in(folder: Path) -> Sample | None:
    """The sample in that folder, if it is whole."""
    sample = _in(folder)
    return sample if all(path.is_file() for path in (sample.district, *sample.units.values())) else None


def open_sample(told: Told | None = None) -> Sample:
    """The sample of this user: made once, then always the same one, with whatever was tried out in it."""
    folder = sample_folder()
    if (kept := sample_in(folder)) is not None:
        return kept
    # Whole or not at all: a sample that was interrupted half-way is made anew beside its place.
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    make_sample(fresh, told)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return _in(folder)


def make_sample(folder: Path, told: Told | None = None) -> Sample:
    """Make the four workspaces in `folder`; takes some seconds. DeskError if something is in the way.

    `told` is called after each step with how many are done, and of how many.
    """
    (folder / BUNDLES).mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_desks:
        desks = {who: open_desks.enter_context(_founded(folder, who)) for who in FILES}
        # One transaction a workspace: three hundred commits, each waited for on the disk, would take the time of all else.
        for desk in desks.values():
            open_desks.enter_context(desk.workspace.transaction())
        steps = _Road(folder, desks).steps()
        for done, step in enumerate(steps, start=1):
            step()
            if told is not None:
                told(done, len(steps))
    return _in(folder)


def _in(folder: Path) -> Sample:
    return Sample(folder / FILES["district"], {unit: folder / FILES[unit] for unit in UNITS})


def _founded(folder: Path, who: str) -> Desk:
    """A new workspace, opened for writing, marked as a sample before anything else happens in it."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  the Desk's parts ask `is_sample`
    from haishu_desk.desk.founding import found  # noqa: PLC0415  every window asks `is_sample`, few make one

    path, unit = folder / FILES[who], SHIQI if who == SECOND else who
    if who == "district":
        found(path, "district", None, PERSONS[who], None)
    else:
        found(path, "unit", unit, PERSONS[who], None)
    desk = Desk(path, write=True, person=PERSONS[who])
    desk.audit(MARK, source="resources/sample/figures.csv")
    return desk


class _Road:
    """The steps from enrolment to this year's open returns, each done by the use case that a user would use."""

    def __init__(self, folder: Path, desks: Mapping[str, Desk]) -> None:
        from haishu_desk.desk.tables import CELLS, read_table  # noqa: PLC0415  as above

        self._bundles = folder / BUNDLES
        self._desks = desks
        self._district = desks["district"]
        self._rows = read_table(paths.resources() / "sample" / "figures.csv", CELLS)

    def steps(self) -> list[Callable[[], None]]:
        """All of it, in order."""
        places = dict.fromkeys((str(row["unit"]), str(row["period"])) for row in self._rows)
        return [
            *(partial(self._enrol, who) for who in (*UNITS, SECOND)),
            *(partial(self._past_year, unit, period) for period in YEARS for unit in UNITS),
            *(partial(self._department, unit, period) for unit, period in places if unit not in UNITS),
            self._projects,
            *(partial(self._open_year, who) for who in (*UNITS, SECOND)),
            self._hengjie,
            self._shiqi,
            self._correction,
        ]

    # The steps.

    def _enrol(self, who: str) -> None:
        request = self._desks[who].exchange.roster.request(self._bundle(f"登记_{who}"))
        self._district.exchange.roster.enrol(request, None)

    def _open_year(self, who: str) -> None:
        self._take(who, self._issue(SHIQI if who == SECOND else who, THIS_YEAR))

    def _past_year(self, unit: str, period: str) -> None:
        self._issue(unit, period)
        self._enter(unit, self._figures(unit, period))
        if unit == HENGJIE:
            self._enter(unit, [_task(period, "前期工作完成，沿线整治分年推进")])
        self._take("district", self._submit(unit, period, 1))
        self._district.reviewing.review(unit, period, "approved", comment="示例：数据齐全，同意")
        self._take(unit, self._reply(unit, period))

    def _department(self, unit: str, period: str) -> None:
        """区级代录 of what a department reports, approved year by year."""
        self._enter("district", self._figures(unit, period))
        if period != THIS_YEAR or unit in _APPROVED_THIS_YEAR:
            self._district.reviewing.review(
                unit, period, "approved", form="indicators", comment="示例：按部门报来的数代录"
            )

    def _projects(self) -> None:
        """区级代录 of what departments report of tasks and projects: in several stages, some late, one 暂缓."""
        rows = list(project_rows(self._district.documents.reporters))
        self._enter(DISTRICT, rows)
        for unit, period in dict.fromkeys((str(row["unit"]), str(row["period"])) for row in rows):
            self._district.reviewing.review(unit, period, "approved", form="tasks", comment="示例：按部门报来的数代录")

    def _hengjie(self) -> None:
        """One cell sent back, one asked about, a 核定数, some not filled in yet, the task form being filled in."""
        self._enter(HENGJIE, self._figures(HENGJIE, THIS_YEAR))
        self._take("district", self._submit(HENGJIE, THIS_YEAR, 1, form="indicators"))
        remark = {"item": "145-04", "comment": "比上年少一半，请核对是否漏统两家企业"}
        key = ReturnKey("indicators", HENGJIE, THIS_YEAR)
        self._district.querying.ask(key, Slot("145-22", vintage="快报"), "示例：两处分拣站的数是否已计入？请写明出处")
        self._district.revising.verify(key, Slot("145-11", vintage="快报"), "25.4", "示例：以海关年度数为准")
        self._district.reviewing.review(HENGJIE, THIS_YEAR, "returned", form="indicators", remarks=[remark])
        self._take(HENGJIE, self._reply(HENGJIE, THIS_YEAR))
        self._enter(HENGJIE, [_task(THIS_YEAR, "主题村落已开工两处"), _cell(HENGJIE, "145-12", "0.49", "快报")])

    def _shiqi(self) -> None:
        """Reported again after most of it was approved, with changes and an answer; a second computer says otherwise."""
        self._enter(SHIQI, self._figures(SHIQI, THIS_YEAR))
        self._take("district", self._submit(SHIQI, THIS_YEAR, 1))
        key, asked = ReturnKey("indicators", SHIQI, THIS_YEAR), Slot("145-27", vintage="快报")
        self._district.querying.ask(key, asked, "示例：注册在外区的医师是否计入？")
        remark = {"item": "145-32", "comment": "请附应急局的核定单"}
        self._district.reviewing.review(SHIQI, THIS_YEAR, "approved", remarks=[remark], comment="示例：其余同意")
        self._take(SHIQI, self._reply(SHIQI, THIS_YEAR))
        changed = [("145-32", "0.0013", "快报"), ("145-04", "538", ""), ("145-22", "70.9", "快报")]
        self._enter(SHIQI, [_cell(SHIQI, *row) for row in changed], reason="示例：按年报核实")
        self._desks[SHIQI].querying.answer(key, asked, "示例：不计入，按执业地点在本街道的统计，见年末卫生统计表")
        self._enter(SECOND, [_cell(SHIQI, "145-33", "0.089"), _cell(SHIQI, "145-28", "28.6")])
        self._take("district", self._submit(SHIQI, THIS_YEAR, 2))
        self._take("district", self._submit(SHIQI, THIS_YEAR, 3, who=SECOND))
        settled = {"item": "145-28", "value": "28.6", "reason": "示例：与民政局持证名册核对，以第二台电脑报的为准"}
        self._district.reviewing.review(SHIQI, THIS_YEAR, None, form="indicators", settlements=[settled])

    def _correction(self) -> None:
        """更正 of what was approved a year ago, waiting for its judgement."""
        cell = {"item": "145-04", "value": "271", "reason": "示例：补登三件漏统的专利，见登记簿副本"}
        self._desks[HENGJIE].revising.revise(HENGJIE, YEARS[-1], [cell], None)
        self._take("district", self._submit(HENGJIE, YEARS[-1], 2))

    # One step each.

    def _figures(self, unit: str, period: str) -> list[Row]:
        return [row for row in self._rows if (row["unit"], row["period"]) == (unit, period)]

    def _enter(self, who: str, rows: Iterable[Row], reason: str | None = None) -> None:
        answer = self._desks[who].entry.enter(rows, reason)
        if not answer["written"]:
            faults = answer["findings"]
            raise DeskError(
                f"示例数据有误：{faults[0]['message']}", "请检查 resources/sample/figures.csv", code="sample"
            )

    def _issue(self, unit: str, period: str) -> Path:
        due = date.today() + timedelta(_DAYS_LEFT) if period == THIS_YEAR else date(int(period) + 1, 1, 31)  # noqa: DTZ011  the office's own day
        out = self._bundle(f"任务包_{unit}_{period}")
        self._district.exchange.issue([unit], period, due.isoformat(), out)
        return out

    def _explain(self, who: str, unit: str, period: str) -> None:
        """审核说明 of whatever the checks ask about the invented figures."""
        checking = self._desks[who].checking
        for finding in checking.check(unit, period).checked.findings:
            if finding.is_open and finding.severity == QUERY:
                text = f"示例：{period}年{finding.item}按新名录重报，增减已与主管部门逐项核对"
                checking.explain(
                    unit, period, finding.item or "", finding.rule, klass="口径变化", text=text, field=finding.field
                )

    def _submit(self, unit: str, period: str, number: int, *, form: str | None = None, who: str | None = None) -> Path:
        self._explain(who or unit, unit, period)
        out = self._bundle(f"上报包_{unit}_{period}_{number}")
        self._desks[who or unit].exchange.submit(unit, period, form, out)
        return out

    def _reply(self, unit: str, period: str) -> Path:
        out = self._bundle(f"回执_{unit}_{period}")
        self._district.exchange.reply(unit, period, None, out)
        return out

    def _take(self, who: str, file: Path) -> None:
        outcome = self._desks[who].exchange.receiver.take_in(file)
        if outcome.error is not None:
            raise DeskError(outcome.error["message"], outcome.error["advice"], code=outcome.error["code"])

    def _bundle(self, name: str) -> Path:
        return self._bundles / f"{name}.xlsx"


def _cell(unit: str, item: str, value: str, vintage: str = "") -> Row:
    note = "示例，虚构"
    return {"unit": unit, "period": THIS_YEAR, "item": item, "value": value, "vintage": vintage or None, "note": note}


def _task(period: str, progress: str) -> Row:
    value = f"{progress}（示例）"
    return {
        "unit": HENGJIE,
        "period": period,
        "item": "145-b13-0-02",
        "field": "value",
        "value": value,
        "vintage": None,
    }

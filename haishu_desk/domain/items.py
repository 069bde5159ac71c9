"""Items: what is reported on. An indicator, a target of the running text, a task, a project, a row of a 临时报表.

The code of an item is unique over all plans and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.adhoc import frame_of, is_adhoc, rollup_of
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.quantity import quantity_of, show

INDICATOR, TARGET, TASK, PROJECT = "indicator", "target", "task", "project"
ADHOC = "adhoc"
BINDING, ANTICIPATED = "约束性", "预期性"
QUARTERLY = "季"  # tasks and projects are reported quarterly, none finer


@dataclass(frozen=True)
class Item:
    """One item of a plan; `record` is its whole row in the plan's document, `unit` its unit of measurement."""

    code: str
    name: str
    kind: str
    plan: str
    number: str
    group: str
    unit: str | None
    frequency: str
    record: Mapping[str, Any]

    @property
    def is_binding(self) -> bool:
        """约束性: what the plan promises, not only expects."""
        return bool(self.record.get("attribute") == BINDING)

    @property
    def takes_words(self) -> bool:
        """Whether words may stand in the value, because the printed target or result is words (完成, 市下达目标)."""
        return self.kind in (TASK, PROJECT) or bool(self.record.get("text_allowed"))

    def title_of(self, field: str) -> str | None:
        """What a field is called on the item's own form; None where it is called as on every form."""
        return (self.record.get("titles") or {}).get(field)

    @property
    def direction(self) -> str | None:
        """higher, lower or keep."""
        return self.record.get("direction")

    @property
    def limits(self) -> Mapping[str, str | None]:
        """What a plausible value and a plausible yearly change lie between (domain.md 3.2, column 界)."""
        return self.record.get("limits") or {}

    @property
    def target(self) -> str | None:
        """The target as printed; for some rows the commitment stands only in the growth column."""
        values = self.record.get("values") or {}
        target, growth = values.get("target"), values.get("growth") or values.get("target_growth")
        return growth if target in (None, "—") else target

    @property
    def base(self) -> str | None:
        """The value of the base year as printed."""
        return (self.record.get("values") or {}).get("base")


@dataclass(frozen=True)
class Plan:
    """A five-year plan's frame: `id`, years and the declared columns of its table."""

    id: str
    title: str
    start_year: int
    end_year: int
    base_year: int
    content: Mapping[str, Any]

    def covers(self, year: int) -> bool:
        """Whether the plan's term contains that year."""
        return self.start_year <= year <= self.end_year

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract."""
        keys = ("id", "title", "start_year", "end_year", "base_year")
        return {key: getattr(self, key) for key in keys}


class Catalogue:
    """All items of all plans by code, in print order, then those of the 临时报表 among the forms.

    `plans` are the plans only; a 临时报表 stands for the plan of its own items.
    """

    def __init__(self, plan_documents: Iterable[Mapping[str, Any]], forms: Iterable[Mapping[str, Any]] = ()) -> None:
        self.plans: dict[str, Plan] = {}
        self._items: dict[str, Item] = {}
        self._frames: dict[str, Plan] = {}
        for content in plan_documents:
            plan = _plan(content)
            self.plans[plan.id] = plan
            for item in (*_indicators(plan), *_targets(plan), *_tasks(plan), *_programmes(plan)):
                self._items[item.code] = item
        for form in filter(is_adhoc, forms):
            self._frames[form["code"]] = _plan({"plan": frame_of(form)})
            self._items |= {item.code: item for item in _made_up(form)}

    def __iter__(self) -> Iterator[Item]:
        """All items in print order: indicators of a plan, targets, tasks each with its projects, programmes."""
        return iter(self._items.values())

    def __contains__(self, code: object) -> bool:
        """Whether an item has that code."""
        return code in self._items

    def get(self, code: str) -> Item:
        """The item with that code; UsageError says where the codes are listed."""
        if code not in self._items:
            raise UsageError(
                f"没有代码为“{code}”的指标或任务", "代码见 haishu-desk indicators --plan 145 或 boxes --plan 145"
            )
        return self._items[code]

    def line(self, code: str) -> list[Item]:
        """The item and those of earlier plans that it continues, itself first; UsageError where there is no such item.

        An old workspace may not have the plan before: there the line ends.
        """
        line = [self.get(code)]
        while (before := line[-1].record.get("continues")) in self and all(each.code != before for each in line):
            line.append(self.get(str(before)))
        return line

    def plan(self, plan_id: str) -> Plan:
        """The plan with that id; UsageError names the plans there are."""
        if plan_id in self._frames:
            return self._frames[plan_id]
        if plan_id not in self.plans:
            raise UsageError(f"没有规划“{plan_id}”", f"现有规划：{'、'.join(sorted(self.plans))}")
        return self.plans[plan_id]


def _plan(content: Mapping[str, Any]) -> Plan:
    keys = ("id", "title", "start_year", "end_year", "base_year")
    return Plan(**{key: content["plan"][key] for key in keys}, content=content)


def _made_up(form: Mapping[str, Any]) -> Iterator[Item]:
    """The items of a 临时报表; their records say how each is added up and what each field is called."""
    titles = {field["name"]: field["title"] for field in form["fields"]}
    value = form["fields"][0]
    for number, row in enumerate(form["items"], start=1):
        rule = rollup_of(f"{row['name']}{value['title']}", row.get("unit"), value["type"])
        record = {**row, "rollup": rule, "titles": titles, "reporters": form["units"],
                  "text_allowed": value["type"] != "quantity"}  # fmt: skip
        yield Item(row["code"], row["name"], ADHOC, form["code"], str(number), form["title"], row.get("unit"),
                   form["frequency"], record)  # fmt: skip


def _indicators(plan: Plan) -> Iterator[Item]:
    for row in plan.content.get("indicators", ()):
        yield Item(
            row["code"], row["name"], INDICATOR, plan.id, row["number"], row["category"], row["unit"],
            row["frequency"], row,
        )  # fmt: skip


def _targets(plan: Plan) -> Iterator[Item]:
    """The targets of the running text that no row of the indicator table stands for already."""
    for row in plan.content.get("targets", ()):
        if row.get("indicator") is None:
            printed = {**row, "values": {"target": show(quantity_of(row))}}
            yield Item(
                row["code"],
                row["subject"],
                TARGET,
                plan.id,
                row["code"].removeprefix(f"{plan.id}-"),
                "文中目标",
                row.get("unit"),
                "年",
                printed,
            )


def _tasks(plan: Plan) -> Iterator[Item]:
    """What the 专栏 ask for: each task, then the projects that are named under it."""
    for box in plan.content.get("boxes", ()):
        title = f"专栏{box['number']}"
        for group in box["groups"]:
            for row in group["items"]:
                yield Item(
                    row["code"],
                    row["title"],
                    TASK,
                    plan.id,
                    row["code"].removeprefix(f"{plan.id}-"),
                    title,
                    None,
                    QUARTERLY,
                    row,
                )
                for project in row.get("projects", ()):
                    record = {**project, "task": row["code"], "lines": [project["line"]] * 2}
                    yield _project(plan, record, PROJECT, title)


def _programmes(plan: Plan) -> Iterator[Item]:
    """Action plans and projects that stand in a named list only."""
    for row in plan.content.get("programmes", ()):
        title = {"action_plans": "三年行动计划", "projects": "十大项目工程"}[row["list"]]
        yield _project(plan, row, row["kind"], title)


def _project(plan: Plan, record: Mapping[str, Any], kind: str, group: str) -> Item:
    words = "；".join(filter(None, (record.get("status"), record.get("note"))))
    whole = {**record, "summary": words}
    return Item(
        record["code"],
        record["name"],
        kind,
        plan.id,
        record["code"].removeprefix(f"{plan.id}-"),
        group,
        None,
        QUARTERLY,
        whole,
    )

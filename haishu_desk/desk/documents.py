"""The documents in force: plans with their items, units, forms, and who reports what. Reads from a workspace or the seed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from itertools import product
from typing import Any

from haishu_desk.desk import printed
from haishu_desk.domain.adhoc import asks, is_adhoc, is_dropped, refuse_dropped
from haishu_desk.domain.amendments import as_printed
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import ADHOC, INDICATOR, PROJECT, TARGET, TASK, Catalogue, Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.units import Unit, UnitTree

_READ_ONCE = ("units", "forms", "assignment")
_KINDS_OF_FORM = {"indicators": (INDICATOR, TARGET), "tasks": (TASK, PROJECT)}


class NobodyReportsError(DeskError):
    """A unit has nothing to fill in for that period."""

    def __init__(self, unit: str, period: Period) -> None:
        super().__init__(
            f"{unit}在{period.title}没有要填报的指标或任务",
            "请核对单位和报告期；要增加，请用 assign --item 代码 --unit 单位 --role report",
            code="nothing-due",
        )


class NotItsPeriodError(DeskError):
    """A unit that has ended, or has not begun, by the last day of the period."""

    def __init__(self, unit: Unit, period: Period, instead: str | None) -> None:
        if unit.valid_to is not None and unit.valid_to < period.last_day:
            when = f"{unit.name}到 {unit.valid_to} 为止"
        else:
            when = f"{unit.name}从 {unit.valid_from} 起才有"
        advice = f"{period.title}由{instead}填报" if instead else "请核对单位和报告期"
        super().__init__(f"{when}，没有{period.title}的报表", advice, code="unit-ended")


class Documents:
    """The documents in force, read once."""

    def __init__(self, edition: Callable[[str], Edition | None], plan_names: Callable[[], list[str]]) -> None:
        self._edition = edition
        self._plan_names = plan_names
        self._since: dict[str, str | None] = {}
        self._inconsistent: dict[str, list[dict[str, Any]]] = {}
        self.ground = object()
        """The same object as long as plans, units, forms and assignment are the same: see `renewed`."""

    @staticmethod
    def hold(name: str) -> bool:
        """Whether the document of that name is one of those that are read once; any other is asked for by `edition`."""
        return name in _READ_ONCE or name.startswith("plan:")

    def renewed(self) -> Documents:
        """The same documents after an edition of another one was written: what was read of them stands."""
        again = Documents(self._edition, self._plan_names)
        again.__dict__.update(self.__dict__)
        return again

    def edition(self, name: str) -> Edition:
        """The edition in force of that document; UsageError if there is none."""
        found = self._edition(name)
        if found is None:
            raise UsageError(f"没有“{name}”这份文件")
        if self.hold(name):
            self._since[name] = found.effective
        return found

    def effective(self, name: str) -> str | None:
        """The day (ISO) from which the edition in force of one of the documents that it does `hold` is; None: from the first on."""
        if name not in self._since:
            self.edition(name)
        return self._since[name]

    @cached_property
    def catalogue(self) -> Catalogue:
        """All items of all plans and of all 临时报表."""
        return Catalogue((self.edition(name).content for name in self._plan_names()), self.forms.values())

    @cached_property
    def units(self) -> UnitTree:
        """The unit tree."""
        return UnitTree(self.edition("units").content)

    @cached_property
    def forms(self) -> dict[str, dict[str, Any]]:
        """Forms by code."""
        return {form["code"]: form for form in self.edition("forms").content}

    @cached_property
    def assignment(self) -> list[dict[str, Any]]:
        """Rows `{"item", "unit", "role", "annual"}` in force."""
        rows: list[dict[str, Any]] = self.edition("assignment").content
        return rows

    @cached_property
    def _reporters(self) -> dict[str, list[str]]:
        """Who fills in each item: its `report` units; without one, its lead."""
        by_role: dict[str, dict[str, list[str]]] = {}
        for row in self.assignment:
            by_role.setdefault(row["item"], {}).setdefault(row["role"], []).append(row["unit"])
        found = {item: roles.get("report") or roles.get("lead", []) for item, roles in by_role.items()}
        made_up = filter(is_adhoc, self.forms.values())
        return found | {row["code"]: list(form["units"]) for form in made_up for row in form["items"]}

    def reporters(self, item: str) -> list[str]:
        """The units that fill in `item`."""
        return self._reporters.get(item, [])

    @cached_property
    def _items_of(self) -> dict[tuple[str, str], list[Item]]:
        """What each unit fills in on each form, in print order."""
        found: dict[tuple[str, str], list[Item]] = {}
        for item in self.catalogue:
            forms = [code for code, form in self.forms.items() if _has(form, item)]
            for place in product(dict.fromkeys(self.reporters(item.code)), forms):
                found.setdefault(place, []).append(item)
        return found

    def unread(self) -> list[Callable[[], object]]:
        """What is read of all items when it is first asked for and kept, each by itself; nothing of what was read already."""
        names = ("catalogue", "assignment", "_reporters", "_items_of")
        return [partial(getattr, self, name) for name in names if name not in vars(self)]

    def form(self, code: str) -> dict[str, Any]:
        """The form with that code; UsageError names the forms there are."""
        if code not in self.forms:
            raise UsageError(f"没有报表“{code}”", f"现有报表：{'、'.join(self.forms)}")
        return self.forms[code]

    def form_of(self, item: Item) -> str:
        """The form that an item belongs to; an item belongs to one form."""
        return next(code for code, form in self.forms.items() if _has(form, item))

    def is_dropped(self, form: str) -> bool:
        """Whether it is a 临时报表 that was thrown away."""
        return is_dropped(self.forms.get(form, {}))

    def fields(self, form: str) -> dict[str, dict[str, Any]]:
        """The fields of a form by name."""
        return {field["name"]: field for field in self.form(form)["fields"]}

    def group_of(self, form: str, field: str) -> str | None:
        """What a field is decided together with when two sides changed it (投资: 计划 and 完成); None: by itself."""
        found: str | None = self.fields(form).get(field, {}).get("group")
        return found

    def codes_on(self, form: str) -> list[str]:
        """The codes of all items of a form, in print order."""
        return [item.code for item in self.catalogue if _has(self.form(form), item)]

    def items_of(self, unit: str, form: str) -> list[Item]:
        """Everything that the unit fills in on that form, in print order, whatever the period."""
        return list(self._items_of.get((unit, self.form(form)["code"]), ()))

    def items_due(self, unit: str, period: Period, form: str) -> list[Item]:
        """What the unit fills in for that period: items of the plans in whose term it lies, not finer than they are.

        Nothing where the unit is not there on the period's last day: then its heir, or the one before it, reports.
        """
        if not self.units.get(unit).reports(period):
            return []
        asked = self.form(form)
        if is_adhoc(asked):
            return self.items_of(unit, form) if unit in asked["units"] and asks(asked, period) else []
        plans = {plan.id for plan in self.catalogue.plans.values() if plan.covers(period.year)}
        return [item for item in self.items_of(unit, form) if item.plan in plans and period.fits(item.frequency)]

    def forms_due(self, unit: str, period: Period) -> list[str]:
        """The forms that have something for that unit and period; an error if none has, or if the unit is not there then."""
        self.refuse_other_time(unit, period)
        due = [code for code in self.forms if self.items_due(unit, period, code)]
        if not due:
            raise NobodyReportsError(self.units.get(unit).name, period)
        return due

    def refuse_other_time(self, unit: str, period: Period) -> None:
        """NotItsPeriodError names who reports the period if the unit is not there on its last day."""
        asked = self.units.get(unit)
        if not asked.reports(period):
            family = {unit, self.units.heir(unit), *self.units.line(unit)}
            instead = next(
                (each.name_in(period) for each in self.units if each.code in family and each.reports(period)), None
            )
            raise NotItsPeriodError(asked, period, instead)

    def name_of(self, unit: str, period: str) -> str:
        """What a unit was called at the end of that period (a code, e.g. 2025-H1): the name for paper and files."""
        return self.units.get(unit).name_in(parse_period(period))

    def called(self, unit: str, period: str) -> str:
        """The same for the screen, with today's name where it is another one: 鄞江镇（现鄞江街道）."""
        then, now = self.name_of(unit, period), self.units.get(self.units.heir(unit)).name
        return then if then == now else f"{then}（现{now}）"

    def key_in(self, form: str, unit: str, period: Period) -> ReturnKey:
        """The return that holds the unit's figures of a period: for a time before it began, that of the unit it came from."""
        return ReturnKey(form, self.units.reporting(unit, period), str(period))

    def forms_asked(self, unit: str, period: Period, form: str | None) -> list[str]:
        """The form that was asked for, or all that are due; UsageError for a form that there is none of."""
        if form is None:
            return self.forms_due(unit, period)
        self.refuse_other_time(unit, period)
        refuse_dropped(self.form(form))
        return [self.form(form)["code"]]

    def refuse_not_asked(self, item: Item, period: Period) -> None:
        """An error for a row of a 临时报表 that was thrown away, or that is wanted for another period."""
        form = self.forms.get(item.plan)
        if item.kind != ADHOC or form is None:
            return
        refuse_dropped(form)
        if not asks(form, period):
            wanted = parse_period(form["period"]).title
            raise DeskError(f"临时报表“{form['title']}”填的是{wanted}", f"请填到 {form['period']}", code="other-period")

    def plans_json(self) -> list[dict[str, Any]]:
        """The rows of the verb `plans`."""
        return [plan.as_json() for plan in self.catalogue.plans.values()]

    def indicators_json(self, plan_id: str) -> list[dict[str, Any]]:
        """The rows of the verb `indicators`, in print order."""
        plan = self.catalogue.plan(plan_id)
        return [printed.indicator_row(item, plan.content["plan"]["columns"]) for item in self.catalogue
                if item.plan == plan_id and item.kind == INDICATOR]  # fmt: skip

    def boxes_json(self, plan_id: str) -> list[dict[str, Any]]:
        """The rows of the verb `boxes`: each box with its groups and items."""
        return [printed.box_row(box) for box in self.catalogue.plan(plan_id).content.get("boxes", [])]

    def targets_json(self, plan_id: str) -> list[dict[str, Any]]:
        """The rows of the verb `targets`: what the running text promises in figures, in print order."""
        return [printed.target_row(row) for row in self.catalogue.plan(plan_id).content.get("targets", [])]

    def lists_json(self, plan_id: str) -> dict[str, Any]:
        """The named lists of a plan; empty for a plan that has none."""
        lists: dict[str, Any] = self.catalogue.plan(plan_id).content.get("lists", {})
        return lists

    def is_looked_through(self, plan_id: str) -> bool:
        """Whether what does not add up in that plan was looked for: it is kept."""
        return plan_id in self._inconsistent

    def consistency_json(self, plan_id: str) -> list[dict[str, Any]]:
        """The rows of the verb `consistency`: what in the plan does not add up, beside the other plans it refers to."""
        from haishu_desk.monitor.consistency import consistency  # noqa: PLC0415  only where a plan is looked through

        if plan_id not in self._inconsistent:
            content = as_printed(self.catalogue.plan(plan_id).content)
            others = [as_printed(plan.content) for plan in self.catalogue.plans.values() if plan.id != plan_id]
            self._inconsistent[plan_id] = [found.as_json() for found in consistency(content, others)]
        return list(self._inconsistent[plan_id])

    def assignment_json(self) -> list[dict[str, Any]]:
        """The rows of the verb `assign`."""
        number = self.edition("assignment").number
        return [{**row, "edition": number} for row in self.assignment]


def _has(form: dict[str, Any], item: Item) -> bool:
    listed = form["items"]
    if is_adhoc(form):
        return bool(item.plan == form["code"])
    return item.code in listed if isinstance(listed, list) else item.kind in _KINDS_OF_FORM[listed]

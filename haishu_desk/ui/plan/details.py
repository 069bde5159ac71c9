"""What is known of one entry, without Qt: the facts of the panel at the right, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from haishu_desk.domain.amendments import amendments_of
from haishu_desk.domain.items import INDICATOR, PROJECT, TARGET, TASK, Item
from haishu_desk.domain.quantity import parse, show
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.ui.plan.chips import Chip, chips_of
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.links import LinkGroup, links_of, named, section_at, section_words
from haishu_desk.ui.plan.places import LIST_TITLES, line_words, source_words

_DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "keep": "守住"}
_MEASURES = {"flow": "一年合计（流量）", "level": "期末水平", "rate": "比率、平均", "growth": "增长率、降低率"}
_BRACKETS = {"increase": "[ ] 是目标减基期的差", "flow": "[ ] 是五年合计"}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Annual:
    """The yearly breakdown that one unit has: year and value, in order."""

    unit: str
    values: tuple[Pair, ...]


@dataclass(frozen=True)
class Details:
    """The panel of one entry.

    `printed` is what the plan says in figures; `item` is the code of what is reported for it, empty if nothing is;
    `is_own` says that it is the entry itself.
    """

    code: str
    title: str
    number: str
    badges: tuple[str, ...] = ()
    printed: str = ""
    chips: tuple[Chip, ...] = ()
    facts: tuple[Pair, ...] = ()
    texts: tuple[Pair, ...] = ()
    annual: tuple[Annual, ...] = ()
    links: tuple[LinkGroup, ...] = ()
    item: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the entry itself is reported on, and nothing in its place."""
        return self.item == self.code


def details_of(contents: Contents, code: str) -> Details:
    """The details of whatever has that code; UsageError for a code that there is nothing of."""
    entry = contents.entry(code)
    code = entry.code if entry else code
    kind = contents.item_kind(code)
    if kind == "box":
        return _box(contents, code)
    if kind == "line":
        return _line(contents, code)
    if kind == TARGET:
        return _target(contents, code)
    item = contents.documents.catalogue.get(code)
    return {INDICATOR: _indicator, TASK: _task, PROJECT: _project}[item.kind](contents, item)


def _indicator(contents: Contents, item: Item) -> Details:
    record = item.record
    facts = (
        *_responsible(contents, item.code),
        ("单位", item.unit or "—"),
        ("方向", _DIRECTIONS.get(item.direction or "", "—")),
        ("类型", _MEASURES.get(record.get("measure", ""), "—")),
        ("频度", f"可按{item.frequency}填报"),
        ("范围", record.get("statistical_scope") or "—"),
        ("代码", item.code),
    )
    table = record["source"].get("table") or f"{contents.title(item.plan)}时期主要指标表"
    texts = (
        ("出处", source_words(record["source"], table, f"第 {record['row']} 行")),
        ("表下注", "\n".join(record.get("notes", ()))),
        ("累计", _BRACKETS.get(record.get("cumulative_kind") or "", "")),
        ("原文存疑", "；".join((record.get("values_doubt") or {}).values())),
        ("审核要点", record.get("review_points") or ""),
        ("修订", "\n".join(made.told for made in amendments_of(record))),
    )
    basis = "常住人口口径" if record.get("resident_basis") else ""
    badges = _said((record.get("attribute"), item.group, basis))
    name = f"{record['parent']}：{item.name}" if record.get("parent") else item.name
    number = f"{contents.title(item.plan)}第 {item.number} 项"
    return _details(
        contents, item.code, name, number=number, badges=badges, facts=facts, texts=texts, printed=_printed(item)
    )


def _printed(item: Item) -> str:
    """`2.35 → 3.6　[1.25]`: base or earlier target, target or result, and what stands in the growth column."""
    values = {
        column: show(parse(text)) for column, text in item.record["values"].items() if text not in (None, "—", "")
    }
    if "actual" in values or "actual_growth" in values:
        ends = [
            values.get("target") or values.get("target_growth") or "—",
            values.get("actual") or values.get("actual_growth") or "—",
        ]
        return f"目标 {ends[0]}　完成 {ends[1]}"
    ends = [values[column] for column in ("base", "target") if column in values]
    return "　".join(filter(None, (" → ".join(ends), values.get("growth", ""))))


def _target(contents: Contents, code: str) -> Details:
    row = next(row for rows in contents.targets.values() for row in rows if row["code"] == code)
    kept = contents.documents.catalogue.plan(code.partition("-")[0]).content["targets"]
    record = next(each for each in kept if each["code"] == code)
    facts = (
        *_responsible(contents, code, str(record.get("lead") or "")),
        ("年份", f"{row['year']} 年" if row["year"] else "没有写年份"),
        ("单位", row["unit"] or "—"),
        ("方向", _DIRECTIONS.get(record.get("direction", ""), "—")),
        *((("累计", "五年合计"),) if row["cumulative"] or record.get("over_term") else ()),
        ("代码", code),
    )
    texts = (("出处", source_words(row["source"])),)
    return _details(
        contents, code, row["subject"], number="", badges=("正文目标",), facts=facts, texts=texts, printed=row["raw"]
    )


def _task(contents: Contents, item: Item) -> Details:
    if "list" in item.record:
        return _programme(contents, item)
    number = int(item.group.removeprefix("专栏"))
    box = contents.box(item.plan, number)
    group = next(group for group in box["groups"] if any(row["code"] == item.code for row in group["items"]))
    task = next(row for row in group["items"] if row["code"] == item.code)
    facts = (
        *_responsible(contents, item.code),
        ("专栏", f"{number} {box['title']}"),
        *((("分组", group["title"]),) if group["title"] else ()),
        *(
            (("所含", f"{len(task['projects'])} 个项目{'，原文未列全' if task['open'] else ''}"),)
            if task["projects"]
            else ()
        ),
        ("频度", f"可按{item.frequency}填报"),
        ("代码", item.code),
    )
    texts = (("内容", task["summary"] or ""), ("出处", source_words(task["source"])))
    chips = chips_of(task["quantities"])
    return _details(
        contents, item.code, item.name, number=f"专栏 {number}", badges=("任务",), facts=facts, texts=texts, chips=chips
    )


def _project(contents: Contents, item: Item) -> Details:
    if "list" in item.record:
        return _programme(contents, item)
    number = int(item.group.removeprefix("专栏"))
    source = {**contents.box(item.plan, number)["source"], "lines": item.record["lines"]}
    facts = (
        *_responsible(contents, item.code),
        ("所在地", _places(contents, item)),
        ("状态", item.record.get("status") or "原文没有写"),
        ("频度", f"可按{item.frequency}填报"),
        ("代码", item.code),
    )
    texts = (("说明", item.record.get("note") or ""), ("出处", source_words(source)))
    return _details(contents, item.code, item.name, number=f"专栏 {number}", badges=("项目",), facts=facts, texts=texts)


def _programme(contents: Contents, item: Item) -> Details:
    """An action plan or a project that stands in a named list only."""
    record = item.record
    facts = (
        *_responsible(contents, item.code),
        *((("所在地", _places(contents, item)),) if record["place"] else ()),
        *((("状态", record["status"]),) if record.get("status") else ()),
        ("频度", f"可按{item.frequency}填报"),
        ("代码", item.code),
    )
    badge = "任务" if item.kind == TASK else "项目"
    texts = (("说明", record.get("note") or ""), ("出处", source_words(record["source"], LIST_TITLES[record["list"]])))
    return _details(
        contents, item.code, item.name, number=LIST_TITLES[record["list"]], badges=(badge,), facts=facts, texts=texts
    )


def _box(contents: Contents, code: str) -> Details:
    plan, _, number = code.partition("-b")
    box = contents.box(plan, int(number))
    tasks = [task for group in box["groups"] for task in group["items"]]
    projects = sum(len(task["projects"]) for task in tasks)
    leads = dict.fromkeys(unit for task in tasks for unit in contents.units(task["code"], "lead"))
    facts = (
        ("牵头", "、".join(leads) or "—"),
        ("所含", f"{len(tasks)} 条任务" + (f"，{projects} 个项目" if projects else "")),
        ("填报", "按各条任务和项目填报"),
    )
    texts = (("出处", source_words(box["source"])),)
    chips = chips_of(box["quantities"])
    return _details(
        contents,
        code,
        box["title"],
        number=f"专栏 {box['number']}",
        badges=("专栏",),
        facts=facts,
        texts=texts,
        chips=chips,
    )


def _line(contents: Contents, code: str) -> Details:
    entry = contents.entry(code)
    place = entry.place if entry else None
    if entry is None or place is None:
        return Details(code, code, "")
    lines = contents.documents.lists_json(place.plan).get("sources", {}).get(place.name)
    section = section_words(section_at(contents, place.plan, lines[0])) if lines else ""
    words = " ".join(filter(None, (f"《纲要》{section}", LIST_TITLES[place.name], line_words(lines))))
    facts = (*_responsible(contents, code), ("代码", code)) if contents.reported_at(code) else (("代码", code),)
    return _details(
        contents,
        code,
        entry.title,
        number=LIST_TITLES[place.name],
        badges=("名单",),
        facts=facts,
        texts=(("出处", words),),
    )


def _details(
    contents: Contents, code: str, title: str, *, number: str, badges: tuple[str, ...], facts: tuple[Pair, ...],
    texts: tuple[Pair, ...], printed: str = "", chips: tuple[Chip, ...] = (),
) -> Details:  # fmt: skip
    item = contents.reported_at(code) or (code if code in contents.documents.catalogue else "")
    told = tuple((name, text) for name, text in texts if text)
    return Details(
        code,
        title,
        number,
        badges,
        printed,
        chips,
        facts,
        told,
        _annual(contents, item),
        links_of(contents, code),
        item,
    )


def _responsible(contents: Contents, code: str, lead: str = "") -> Iterable[Pair]:
    """牵头, 填报 and 配合; where another entry is reported in its place, where that is."""
    instead = contents.reported_at(code)
    who = contents.units(code, "lead") or contents.units(instead or "", "lead")
    if not who and lead:
        who = [contents.documents.units.get(lead).name]
    yield "牵头", "、".join(who) or "—"
    yield "填报", f"在{named(contents, instead)}填报" if instead else reporters_in_words(contents, code)
    support = contents.units(code, "support")
    if support:
        yield "配合", "、".join(support)


def reporters_in_words(contents: Contents, code: str) -> str:
    """Who fills it in, by name; all townships together as one word."""
    documents = contents.documents
    units = [unit for unit in documents.units if not unit.has_ended]
    reporters = [unit for unit in units if unit.code in documents.reporters(code)]
    townships = [unit for unit in reporters if unit.kind in TOWNSHIP_KINDS]
    everywhere = len(townships) > 1 and len(townships) == sum(unit.kind in TOWNSHIP_KINDS for unit in units)
    names = [unit.name for unit in reporters if not (everywhere and unit in townships)]
    return "、".join([*names, *([f"全部 {len(townships)} 个镇乡街道"] if everywhere else [])]) or "—"


def _annual(contents: Contents, item: str) -> tuple[Annual, ...]:
    """The yearly breakdown of each unit that has one; a unit's first role that has one is enough."""
    found: dict[str, Annual] = {}
    for row in contents.documents.assignment:
        if row["item"] == item and row["annual"]:
            name = contents.documents.units.get(row["unit"]).name
            found.setdefault(name, Annual(name, tuple(sorted(row["annual"].items()))))
    return tuple(found.values())


def _places(contents: Contents, item: Item) -> str:
    tree = contents.documents.units
    return "、".join(tree.get(unit).name for unit in item.record["place"]) or "原文没有写"


def _said(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)

"""What is known of one item in one return: who, what, how it is counted, what the plan prints, and all that happened."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.evidence import Evidence
from haishu_desk.desk.expecting import Due
from haishu_desk.desk.filled import shown_vintage
from haishu_desk.desk.reading import basis_of
from haishu_desk.desk.writing import whole
from haishu_desk.domain.cells import VALUE, VERIFIED, Heads, ReturnKey, Slot, is_filled
from haishu_desk.domain.items import ADHOC, INDICATOR, Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import from_json, parse
from haishu_desk.domain.queries import WORDS, Query
from haishu_desk.domain.returns import VOID
from haishu_desk.ui.entry.figures import grouped, grouped_text
from haishu_desk.ui.entry.path_chart import Bar, Way
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.stories import invested_of, nodes_of, way_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_DIRECTION = {"higher": "越高越好", "lower": "越低越好", "keep": "守住不变"}
_MEASURE = {"flow": "累计数（1 月至期末）", "level": "期末数", "rate": "比率", "growth": "增长率"}
_MANY = 3
_MOST_PAST = 40  # what a panel can show; a monthly figure of five years has more


@dataclass(frozen=True)
class Past:
    """An earlier or other value of the item: the period, the figure, its 数值状态, who and when, and its basis."""

    period: str
    text: str
    vintage: str
    who: str
    when: str
    basis: str = ""


@dataclass(frozen=True)
class File:
    """A 佐证材料: what it is, and who added it when."""

    evidence: Evidence
    who: str
    when: str


@dataclass(frozen=True)
class Asked:
    """A 查询 of one of the item's cells; `step` is what the one who looks can do about it: answer, close or nothing."""

    name: str
    state: str
    lines: tuple[str, ...]
    step: str = ""
    step_word: str = ""


@dataclass(frozen=True)
class Details:
    """Everything that the panel at the right says."""

    title: str
    badge: str
    lead: str
    remark: str
    facts: tuple[tuple[str, str], ...]
    doubt: str
    texts: tuple[tuple[str, str], ...]
    past: tuple[Past, ...]
    events: tuple[Mapping[str, Any], ...]
    due: Due = field(default_factory=Due)
    way: Way | None = None
    bars: tuple[Bar, ...] = ()
    nodes: tuple[tuple[str, str], ...] = ()
    files: tuple[File, ...] = ()
    may_add: bool = False
    queries: tuple[Asked, ...] = ()
    may_ask: bool = False
    verified: str = ""
    verified_why: str = ""
    may_verify: bool = False
    is_planned: bool = True


def details_of(desk: Desk, sheet: Sheet, item: Item, column: str) -> Details:
    """Read it; `column` is the field whose whole story is told."""
    return whole(details_by_and_by(desk, sheet, item, column))


def details_by_and_by(desk: Desk, sheet: Sheet, item: Item, column: str) -> Generator[None, None, Details]:
    """The same with a pause after each part that takes its time: what stands of the item, each period, the way, the story."""
    heads = desk.heads_of_item(sheet.key.form, sheet.key.unit, item.code)
    yield
    past = yield from _past(desk, sheet, item, heads)
    way = way_of(desk, sheet, item, heads)
    yield
    story = desk.reading.story(sheet.edits.values(), sheet.course, item.code, column)
    yield
    return Details(
        item.name,
        str(item.record.get("attribute") or ""),
        _lead(desk, sheet, item),
        "；".join(dict.fromkeys(comment for slot, comment in sheet.remarks.items() if slot.item == item.code)),
        tuple((name, text) for name, text in _facts(item) if text),
        "；".join((item.record.get("values_doubt") or {}).values()),
        tuple((name, text) for name, text in _texts(item) if text),
        tuple(past),
        tuple(reversed(story)),
        sheet.expected.get(item.code, Due()),
        way,
        invested_of(sheet, item, heads),
        nodes_of(item, heads),
        tuple(_files(sheet, item)),
        not sheet.is_read_only and item not in sheet.others,
        is_planned=item.kind != ADHOC,
        **_beside(desk, sheet, item),
    )


def _texts(item: Item) -> list[tuple[str, str]]:
    record = item.record
    return [
        ("内容", str(record.get("summary") or "") if item.kind != INDICATOR else ""),
        ("审核要点", str(record.get("review_points") or "")),
        ("表注", "；".join(record.get("notes") or ())),
    ]


def _beside(desk: Desk, sheet: Sheet, item: Item) -> dict[str, Any]:
    """What stands beside the reported figure: 查询 and 核定数, and whether the district may write them."""
    verified = desk.revising.verified(sheet.key, sheet.slot(item, VALUE))
    writes = desk.workspace.database.writable
    may = writes and desk.is_district and sheet.course.is_issued and sheet.state != VOID and item not in sheet.others
    queries = [query for query in desk.querying.of_return(sheet.key) if query.cell.item == item.code]
    return {
        "queries": tuple(_asked(query, is_district=desk.is_district, writes=writes) for query in queries),
        "may_ask": may,
        "verified": grouped(verified["value"]) if verified else "",
        "verified_why": f"{verified['by']} {verified['at'][:10]}　{verified['reason']}" if verified else "",
        "may_verify": may and sheet.key.unit not in desk.own_units,
    }


def _asked(query: Query, *, is_district: bool, writes: bool) -> Asked:
    lines = [
        f"{WORDS[said.what]}　{said.author.person} {said.author.at[5:16].replace('T', ' ')}　{said.text}"
        for said in query.messages
    ]
    step, word = ("close", "办结") if is_district else ("answer", "答复")
    can = writes and query.is_open
    return Asked(query.name, query.state, tuple(lines), step if can else "", word if can else "")


def _files(sheet: Sheet, item: Item) -> Iterator[File]:
    for evidence in sheet.files.get(item.code, ()):
        standing = sheet.heads.get(Slot(item.code, evidence.slot_field), ())
        who, when = sheet.who(standing[0]) if standing else ("", "")
        yield File(evidence, who, when)


def _lead(desk: Desk, sheet: Sheet, item: Item) -> str:
    units, documents = desk.documents.units, desk.documents
    leads = [
        units.get(row["unit"]).name_in(sheet.period)
        for row in documents.assignment
        if (row["item"], row["role"]) == (item.code, "lead") and units.get(row["unit"]).reports(sheet.period)
    ]
    reporters = [unit for unit in documents.reporters(item.code) if units.get(unit).reports(sheet.period)]
    others = len(reporters) - 1
    by = (
        sheet.unit_name
        if sheet.key.unit in reporters
        else "、".join(units.get(unit).name for unit in reporters[:_MANY])
    )
    together = f"等 {len(reporters)} 个单位" if sheet.key.unit in reporters and others else ""
    word = "指标" if item.kind == INDICATOR else item.group
    said = [f"{word} {item.number}", f"牵头 {'、'.join(leads)}" if leads else "", f"填报 {by}{together}" if by else ""]
    return " · ".join(filter(None, said))


def _facts(item: Item) -> list[tuple[str, str]]:
    record = item.record
    if item.kind != INDICATOR:
        projects = record.get("projects") or ()
        return [("频度", item.frequency), ("所含项目", "、".join(str(project.get("name")) for project in projects))]
    base, target = grouped_text(item.base or "", item.unit), grouped_text(item.target or "", item.unit)
    return [
        ("单位", item.unit or ""),
        ("口径", "常住人口" if record.get("resident_basis") else ""),
        ("数据性质", _MEASURE.get(str(record.get("measure")), "")),
        ("方向", _DIRECTION.get(item.direction or "", "")),
        ("频度", item.frequency),
        ("统计范围", str(record.get("statistical_scope") or "")),
        ("基期（全区）", base),
        ("目标（全区）", f"{target}（年均增长）" if target and _is_rate(item) else target),
    ]


def _is_rate(item: Item) -> bool:
    """Whether the printed target is a yearly rate of an item that is none itself."""
    printed = (item.record.get("values") or {}).get("target")
    target = parse(item.target or "")
    return (
        printed in (None, "—")
        and item.record.get("measure") != "growth"
        and target.op == "eq"
        and not target.cumulative
    )


def _past(desk: Desk, sheet: Sheet, item: Item, heads: Mapping[str, Heads]) -> Generator[None, None, list[Past]]:
    """The value of the last periods that this unit reported for, newest first, and of each every 数值状态: a period a step."""
    found: list[Past] = []
    for period in sorted(heads, key=parse_period, reverse=True):
        if len(found) >= _MOST_PAST:
            break
        found += _values(desk, ReturnKey(sheet.key.form, sheet.key.unit, period), heads[period], item)
        yield
    return found[:_MOST_PAST]


def _values(desk: Desk, key: ReturnKey, heads: Heads, item: Item) -> Iterator[Past]:
    if shown_vintage(heads, item.code) is None and Slot(item.code) not in heads:
        return
    title, course = parse_period(key.period).title, desk.course(key).only(item.code)
    approved, reported = course.approved(), course.last_revision
    own = [slot for slot in heads if slot.field in (VALUE, VERIFIED)]
    for slot in sorted(own, key=lambda slot: (slot.field == VERIFIED, slot), reverse=True):
        for head in heads[slot]:
            if is_filled(head.value):
                author = desk.writer_of(head.edit)
                basis, _ = basis_of(slot, head.value, approved, reported)
                figure, vintage = grouped(head.value), slot.vintage or ""
                vintage = f"{vintage} 核定数".strip() if slot.field == VERIFIED else vintage
                yield Past(title, figure, vintage, author.person, author.at[:10], basis)


def value_of(event: Mapping[str, Any]) -> str:
    """The figure of an event, as the sheet shows it."""
    stored = event["value"]
    return grouped(from_json(stored)) if stored else ""

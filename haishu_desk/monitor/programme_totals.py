"""The totals that a plan prints of its projects, held against the sums of their parts and against what was reported.

All figures come from the plan's document: `sums` of a 专栏 (专栏 4: 24+289=313 against 300多; 87+64+74+64=289), `repeats`,
and `declared` counts of a task (四横: 4 named). What was reported is handed in by item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from haishu_desk.domain.quantity import quantity_of, show
from haishu_desk.monitor.numbers import reckoning, shown
from haishu_desk.monitor.plan_text import Document, PlanText
from haishu_desk.monitor.spans import span_of

_INVESTED = "投资"
_PER_HUNDRED_MILLION = Decimal(10000)


@dataclass(frozen=True)
class Reported:
    """What was reported of one item: where it stands (已完工, 在建, 未开工, 暂缓取消, 未报), and 累计完成投资 in 万元."""

    standing: str
    invested: Decimal | None = None


FINISHED, UNDER_WAY, NOT_BEGUN, LEFT_OUT, UNSAID = "已完工", "在建", "未开工", "暂缓取消", "未报"
STANDINGS = (FINISHED, UNDER_WAY, NOT_BEGUN, LEFT_OUT, UNSAID)


@dataclass(frozen=True)
class Total:
    """One printed total: `computed` from its printed parts, `agrees` whether the two do, `reported` so far.

    `counts` says of each standing how many of the named projects it has; empty where the plan names none.
    """

    box: int
    item: str | None
    what: str
    printed: str
    unit: str
    parts: tuple[str, ...]
    computed: str
    agrees: bool
    reported: str | None
    counts: Mapping[str, int]
    said: str

    def as_json(self) -> dict[str, Any]:
        """The row of the verb `projects --totals`."""
        return {**asdict(self), "parts": list(self.parts), "counts": dict(self.counts)}


def totals_of(content: Document, reported: Mapping[str, Reported]) -> Iterator[Total]:
    """Every printed total of the plan, box by box in print order."""
    for box, tasks in PlanText(content).boxes():
        for sum_of in box.get("sums") or ():
            yield from _sum(box, tasks, sum_of, reported)
        for same in box.get("repeats") or ():
            yield from _repeat(box, tasks, same)
        for task in tasks:
            for series in task.get("declared") or ():
                yield _declared(box, task, series, reported)


def _sum(
    box: Document, tasks: Sequence[Document], sum_of: Document, reported: Mapping[str, Reported]
) -> Iterator[Total]:
    total = _quantity(box, tasks, sum_of["total"])
    parts = [_quantity(box, tasks, part) for part in sum_of["parts"]]
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts):
        return
    with reckoning():
        added = sum((Decimal(part["value"]) for part in known), Decimal(0))
    text = "+".join(shown(Decimal(part["value"]), 4) for part in known)
    computed = shown(added, 4)
    agrees = _agree(total, known)
    is_money = _INVESTED in total["what"]
    items = _items(box, sum_of, sum_of["parts"])
    said = f"印{total['raw']}，分项 {text}={computed}，{'相符' if agrees else '不符'}"
    told = _invested(items, reported) if is_money else None
    if told is not None:
        said += f"；已报累计完成投资 {told}{total.get('unit') or ''}"
    yield Total(box["number"], None, total["what"], total["raw"], total.get("unit") or "", tuple(p["raw"] for p in known),
                computed, agrees, told, {}, said)  # fmt: skip


def _items(box: Document, sum_of: Document, parts: Iterable[Document]) -> list[str]:
    """The tasks whose reports belong to a total: those its parts name, else those that a sum below it names."""
    named: list[str] = []
    for part in parts:
        if part.get("item"):
            named.append(part["item"])
            continue
        named += _below(box, part["what"], sum_of)
    return list(dict.fromkeys(named))


def _below(box: Document, what: str, asked: Document) -> list[str]:
    """What a quantity of the box's own stands for: the parts of the sum whose total it is, or the task that repeats it."""
    for other in box.get("sums") or ():
        if other is not asked and other["total"]["what"] == what:
            return [part["item"] for part in other["parts"] if part.get("item")]
    for same in box.get("repeats") or ():
        if any(each["what"] == what and not each.get("item") for each in same):
            return [each["item"] for each in same if each.get("item")]
    return []


def _invested(items: Iterable[str], reported: Mapping[str, Reported]) -> str | None:
    """Their 累计完成投资 in 亿元; None where none of them said any."""
    amounts = [found.invested for item in items if (found := reported.get(item)) and found.invested is not None]
    if not amounts:
        return None
    with reckoning():
        return shown(sum(amounts, Decimal(0)) / _PER_HUNDRED_MILLION, 4)


def _repeat(box: Document, tasks: Sequence[Document], same: Sequence[Document]) -> Iterator[Total]:
    found = [_quantity(box, tasks, each) for each in same]
    known = [each for each in found if each is not None]
    if len(known) < len(same) or not known:
        return
    first, *others = known
    agrees = all(quantity_of(each).meaning == quantity_of(first).meaning for each in others)
    again = "、".join(each["raw"] for each in others)
    item = next((each["item"] for each in same if each.get("item")), None)
    said = f"印{first['raw']}，另一处印{again}，{'相符' if agrees else '不符'}"
    yield Total(box["number"], item, first["what"], first["raw"], first.get("unit") or "",
                tuple(each["raw"] for each in others), show(quantity_of(others[0])) if others else "", agrees, None, {}, said)  # fmt: skip


def _declared(box: Document, task: Document, series: Document, reported: Mapping[str, Reported]) -> Total:
    named: list[str] = list(series["projects"])
    counts = dict.fromkeys(STANDINGS, 0)
    for code in named:
        counts[reported[code].standing if code in reported else UNSAID] += 1
    agrees = len(named) == series["count"]
    told = "、".join(f"{word} {count}" for word, count in counts.items() if count)
    said = f"印“{series['words']}”，列出 {len(named)} 个，{'相符' if agrees else '不符'}；{told}"
    done = str(counts[FINISHED]) if len(named) > counts[UNSAID] else None
    return Total(box["number"], task["code"], f"{task['title']}：{series['words']}", str(series["count"]), "个", tuple(named),
                 str(len(named)), agrees, done, counts, said)  # fmt: skip


def _quantity(box: Document, tasks: Sequence[Document], reference: Document) -> dict[str, Any] | None:
    """The printed quantity that a reference means: of the task it names, or of the box's introduction."""
    holder = box
    if reference.get("item"):
        holder = next((task for task in tasks if task["code"] == reference["item"]), {})
    return next((row for row in holder.get("quantities") or () if row["what"] == reference["what"]), None)


def _agree(total: Document, parts: Sequence[Document]) -> bool:
    spans = [span_of(quantity_of(part)) for part in (total, *parts)]
    if any(span is None for span in spans):
        return False
    printed, *others = [span for span in spans if span is not None]
    added = others[0]
    for span in others[1:]:
        added = added + span
    return printed.meets(added)

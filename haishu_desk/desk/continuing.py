"""From one plan to the next: which indicators go on, which are dropped, which are new; the base is linked, never copied.

An indicator that goes on says so by `continues`: its base is the figure of the last year of the plan before, as it stands
there, so what is revised there is revised here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.assignments import Key, Row, key_of
from haishu_desk.domain.errors import UsageError
from haishu_desk.outline.numerals import numeral_of

Document = Mapping[str, Any]
_YEARS = 5
_WORDS = re.compile(r"全社会|全区|全市|全县|主要|[“”\"（）()、·\s]|比例$|比率$")
_SAME = {"占地区生产总值比重": "占GDP比重", "万元GDP": "单位GDP", "单位地区生产总值": "单位GDP", "万元地区生产总值": "单位GDP",
         "地区生产总值": "GDP"}  # fmt: skip
# How a figure is reported and added up; no table of a plan prints it, so what goes on has it from the plan before.
_METHOD = ("frequency", "measure", "rollup", "rollup_weight", "statistical_scope", "review_points")


@dataclass(frozen=True)
class Continuation:
    """How a plan goes on from the one before: pairs of new and old code, old codes that end, new codes that begin."""

    before: str
    carried: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    new: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As the verb `import-plan` prints it."""
        pairs = [{"code": code, "continues": old} for code, old in self.carried]
        return {"before": self.before, "carried": pairs, "dropped": list(self.dropped), "new": list(self.new)}


def continued(content: Document, before: Document) -> tuple[dict[str, Any], Continuation]:
    """The document with `continues` on each indicator that the plan before has too (the same name and unit).

    What goes on is reported and added up as it was: 频度, kind of measure, 汇总办法, 口径 and 审核要点 are those of before.
    """
    old = {_called(row): row["code"] for row in reversed(before["indicators"])}
    by_code = {row["code"]: row for row in before["indicators"]}
    rows = []
    for row in content["indicators"]:
        code = row.get("continues") or old.get(_called(row))
        before_it = by_code.get(code)
        rows.append({**row, **_method(before_it), **_decimals(row, before_it), "continues": code})
    carried = tuple((row["code"], row["continues"]) for row in rows if row["continues"])
    kept = {code for _, code in carried}
    return {**content, "indicators": rows}, Continuation(
        before["plan"]["id"],
        carried,
        tuple(row["code"] for row in before["indicators"] if row["code"] not in kept),
        tuple(row["code"] for row in rows if not row["continues"]),
    )


def next_plan(before: Document, lead: str, dropped: Iterable[str] = ()) -> dict[str, Any]:
    """The plan that follows as a draft: the indicators of `before` go on without targets, all led by `lead`.

    UsageError for a code in `dropped` that there is none of.
    """
    frame, out = before["plan"], set(dropped)
    unknown = out - {row["code"] for row in before["indicators"]}
    if unknown:
        raise UsageError(f"{frame['id']} 没有代码为“{min(unknown)}”的指标", "请核对代码")
    start = frame["end_year"] + 1
    plan = f"{(start - 1951) // _YEARS}5"
    rows = [row for row in before["indicators"] if row["code"] not in out]
    return {
        "plan": {
            "id": plan, "title": f"第{numeral_of((start - 1951) // _YEARS)}个五年规划（草案）", "start_year": start,
            "end_year": start + _YEARS - 1, "base_year": start - 1, "columns": ["base", "target", "growth"],
            "column_titles": {"base": f"{start - 1}年完成", "target": f"{start + _YEARS - 1}年目标", "growth": "年均增长"},
            "table": {"title": None, "chapter": 0, "section": None, "lines": [0, 0]},
            "notes": [],
        },
        "indicators": [_going_on(row, plan, place, lead) for place, row in enumerate(rows, start=1)],
        "targets": [], "boxes": [], "programmes": [], "links": [],
        "lists": {"chapters": []},
    }  # fmt: skip


def into(content: Document, existing: Document) -> dict[str, Any]:
    """The document with the codes of a plan that is here already: the same indicator keeps its code, others get a free one.

    `existing` is the plan of the same id, such as a draft that was worked with before the text came out.
    """
    known = {_called(row): row for row in reversed(existing["indicators"])}
    plan = existing["plan"]["id"]
    taken = {row["code"] for row in existing["indicators"]}
    rows = []
    for row in content["indicators"]:
        same = known.get(_called(row))
        code = same["code"] if same else _free(row["code"], plan, taken)
        taken.add(code)
        rows.append({**row, "code": code, "continues": row.get("continues") or (same or {}).get("continues")})
    codes = {row["code"]: made["code"] for row, made in zip(content["indicators"], rows, strict=True)}
    targets = [{**row, "indicator": codes.get(row["indicator"])} for row in content["targets"]]
    return {**content, "indicators": rows, "targets": targets}


def carried_assignment(made: Continuation, before: Sequence[Row], now: Sequence[Row]) -> dict[Key, Row | None]:
    """The assignment of the indicators that go on, as changes to what is in force: who had them has them, for confirmation."""
    changes: dict[Key, Row | None] = {}
    for code, old in made.carried:
        rows = [row for row in before if row["item"] == old]
        if rows:
            changes |= {key_of(row): None for row in now if row["item"] == code}
            changes |= {key_of(row): row for row in ({**row, "item": code, "annual": {}} for row in rows)}
    return changes


def _going_on(row: Document, plan: str, place: int, lead: str) -> dict[str, Any]:
    suffix = re.sub(r"\A[^-]+-\d+", "", row["code"])
    return {
        **{key: each for key, each in row.items() if key not in ("amendments", "values_doubt")},
        "code": f"{plan}-{place:02d}{suffix}",
        "number": str(place),
        "row": place,
        "values": {"base": "—", "target": "—", "growth": "—"},
        "cumulative_kind": None,
        "continues": row["code"],
        "lead": lead,
        "reporters": [],
        "townships": False,
        "notes": [],
        "source": {"chapter": 0, "section": None, "table": None, "lines": [0, 0]},
    }


def _method(row: Document | None) -> dict[str, Any]:
    return {key: row[key] for key in _METHOD if key in row} if row else {}


def _decimals(row: Document, before: Document | None) -> dict[str, int]:
    """With as many decimals as before at least: a target in whole numbers says nothing of the figures that are reported."""
    known = [each["decimals"] for each in (row, before or {}) if each.get("decimals") is not None]
    return {"decimals": max(known)} if known else {}


def _free(code: str, plan: str, taken: set[str]) -> str:
    if code not in taken:
        return code
    number = 1
    while f"{plan}-{number:02d}" in taken:
        number += 1
    return f"{plan}-{number:02d}"


def _called(row: Document) -> tuple[str, str | None]:
    name = str(row["name"])
    for word, instead in _SAME.items():
        name = name.replace(word, instead)
    return _WORDS.sub("", name), row.get("unit")

"""Edits, revisions and decisions made by hand, and random histories of several computers that write at once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from haishu_desk.domain.cells import Author, Change, Edit, Head, Heads, ReturnKey, Slot, heads_of
from haishu_desk.domain.quantity import CLEARED, Quantity, parse
from haishu_desk.domain.returns import Decision, Remark, Revision

FULL = os.environ.get("HAISHU_FULL") == "1"
KEY = ReturnKey("indicators", "dept-tjj", "2025")
AT = "2026-01-05T09:00:00.000+08:00"
# A busy machine draws slowly; that says nothing of the program.
RANDOM = settings(
    deadline=None,
    max_examples=20_000 if FULL else 120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def author(device: str = "a" * 16, seq: int = 1, at: str = AT, person: str = "张三") -> Author:
    return Author(person, "dept-tjj", device, seq, at)


def change(
    item: str, value: str, *, before: Quantity | None = None, replaces: Iterable[str] = (), vintage: str | None = None
) -> Change:
    return Change(Slot(item, "value", vintage), before, parse(value), tuple(replaces))


def edit(*changes: Change, seq: int = 1, device: str = "a" * 16, key: ReturnKey = KEY) -> Edit:
    return Edit(key, author(device, seq), changes, f"batch-{device}-{seq}", None, {"kind": "typed"})


def revision(
    values: dict[str, str], *, previous: Iterable[Revision] = (), seq: int = 1, at: str = AT, signed: bool = True
) -> Revision:
    """A revision in which each item has one value, each written by an edit of its own."""
    heads: Heads = {Slot(item): (Head(f"{item}={value}", parse(value)),) for item, value in values.items()}
    return Revision(KEY, author(seq=seq, at=at), heads, tuple(each.id for each in previous), None, signed)


def decision(
    what: str,
    spoken_of: Revision | None = None,
    previous: Decision | None = None,
    *,
    remarks: Iterable[str] = (),
    due: str | None = None,
    at: str = AT,
) -> Decision:
    cells = tuple(Remark(Slot(item), f"请核对 {item}") for item in remarks)
    above = previous.id if previous else None
    about = spoken_of.id if spoken_of else None
    return Decision(KEY, author("d" * 16, at=at, person="区级"), what, about, above, None, cells, due)


SLOTS = (Slot("145-01"), Slot("145-01", "value", "快报"), Slot("145-02", "note"))
_VALUES = st.sampled_from(["1", "1.0", "2", ">93", "—", "不适用", "", "[8]", "完成"]).map(parse)
_STEPS = st.tuples(
    st.sampled_from(["type", "type", "type", "hand-filled", "settle", "undo", "meet"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.lists(st.sampled_from(SLOTS), min_size=1, max_size=3, unique=True),
    st.lists(_VALUES, min_size=3, max_size=3),
)


@dataclass(frozen=True)
class History:
    """What each computer knows at the end, in its own order of arrival, and every edit that there is."""

    sites: tuple[tuple[Edit, ...], ...]
    edits: tuple[Edit, ...]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Two to four computers that type, settle, take back, fill in workbooks and now and then meet."""
    sites: list[dict[str, Edit]] = [{} for _ in range(draw(st.integers(2, 4)))]
    everything: dict[str, Edit] = {}
    for seq, (kind, one, other, slots, values) in enumerate(draw(st.lists(_STEPS, min_size=1, max_size=14)), start=1):
        here, there = sites[one % len(sites)], sites[other % len(sites)]
        if kind == "meet":
            here |= there
            continue
        device = str(one % len(sites)) * 16
        changes = _changes(kind, list(here.values()), slots, values, device)
        if changes:
            made = edit(*changes, seq=seq, device=device)
            here[made.id] = everything[made.id] = made
    return History(tuple(tuple(site.values()) for site in sites), tuple(everything.values()))


def _changes(kind: str, known: list[Edit], slots: list[Slot], values: list[Quantity], device: str) -> list[Change]:
    heads = heads_of(known)
    if kind == "undo":
        return _taken_back(known, heads, device)
    changes = []
    for slot, value in zip(slots, values, strict=False):
        standing = heads.get(slot, ())
        if kind == "settle" and len(standing) < len(("one", "other")):
            continue
        seen = standing[:1] if kind == "hand-filled" else standing  # a workbook saw only what was printed in it
        before = seen[0].value if seen else None
        changes.append(Change(slot, before, value, tuple(head.edit for head in seen)))
    return changes


def _taken_back(known: list[Edit], heads: Heads, device: str) -> list[Change]:
    mine = [made for made in known if made.author.device == device]
    if not mine:
        return []
    return [
        Change(each.slot, each.after, each.before or CLEARED, (mine[-1].id,))
        for each in mine[-1].changes
        if [head.edit for head in heads.get(each.slot, ())] == [mine[-1].id]
    ]

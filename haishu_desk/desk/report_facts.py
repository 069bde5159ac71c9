"""Where a figure of a report stands: the cell with its version, its state, its source and the day on which it was approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import Counted, CountedFigures
from haishu_desk.desk.ground import spoken_in
from haishu_desk.desk.reading import EVENTS
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import VALUE, VERIFIED, Edit, ReturnKey, Slot, explanation_of, is_note, is_word
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.items import Item
from haishu_desk.domain.origins import origin
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.provenance import provenance_words
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.domain.returns import VERIFIED_SINCE, Course
from haishu_desk.report.facts import PRINTED, RECKONED, REPORTED, Fact

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_TOGETHER = "各单位汇总"
_EXPLAINED = explanation_of("", "").rstrip("|")


class Facts:
    """Makes facts of the figures of one desk; of those that were approved."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._documents = desk, desk.documents
        self.figures = CountedFigures(desk)
        self._courses: dict[ReturnKey, Course] = {}
        self._edits: dict[str, Edit | None] = {}
        self._approved: dict[ReturnKey, dict[Slot, tuple[Quantity, str]]] = {}

    # Cells.

    def figure(self, item: Item, period: Period, field: str = VALUE) -> Fact | None:
        """The district's figure: as one unit reports it, else as all together come to it; None where there is none."""
        counted = self.figures.whole(item, period, field)
        if counted is not None:
            unit = next(
                u
                for u in self.figures.wholes(item, period)
                if self.figures.cell(u, period, item.code, field) == counted
            )
            return self.cell(item, period, unit, counted, field)
        together = self.figures.together(item, period) if field == VALUE else None
        if together is None:
            return None
        value, units = together
        names = "、".join(self._documents.name_of(unit, str(period)) for unit in units)
        return Fact(
            RECKONED, item.code, item.name, f"{value:f}", str(period), period.title, who=_TOGETHER,
            field="rollup", how=f"按{item.record.get('rollup', 'single')}汇总：{names}",
        )  # fmt: skip

    def cell(self, item: Item, period: Period, unit: str, counted: Counted, field: str = VALUE) -> Fact:
        """The fact of one unit's cell."""
        key = ReturnKey(self._documents.form_of(item), unit, str(period))
        slot = Slot(item.code, VERIFIED if counted.basis == "核定" and field == VALUE else field, counted.vintage)
        return self.slot(key, item, slot, counted.quantity, basis=counted.basis)

    def slot(
        self, key: ReturnKey, item: Item, slot: Slot, quantity: Quantity, *, basis: str = "已批", revision: str = ""
    ) -> Fact:
        """The fact of one approved cell; of an earlier approval if its `revision` is given."""
        revision = revision or self.approved(key).get(slot, (quantity, ""))[1]
        period = self._documents.name_of(key.unit, key.period)
        return Fact(
            REPORTED,
            item.code,
            item.name,
            show(quantity),
            key.period,
            parse_period(key.period).title,
            key.unit,
            period,
            slot.field,
            slot.vintage,
            basis,
            version_code(revision) if revision else "",
            self._source(key, slot, revision),
            self._day(key, revision),
        )

    def approved(self, key: ReturnKey) -> dict[Slot, tuple[Quantity, str]]:
        """The approved cells of a return."""
        if key not in self._approved:
            self._approved[key] = self.course(key).approved()
        return self._approved[key]

    def course(self, key: ReturnKey) -> Course:
        """The revisions and decisions of a return, read once."""
        if key not in self._courses:
            self._courses[key] = self._desk.course(key)
        return self._courses[key]

    def _day(self, key: ReturnKey, revision: str) -> str:
        said = [each for each in self.course(key).decisions if each.revision == revision]
        good = [each for each in said if each.what in ("approved", VERIFIED_SINCE)]
        return (good or said)[-1].author.at[:10] if said else ""

    def _source(self, key: ReturnKey, slot: Slot, revision: str) -> str:
        """录入, 代录（来函 2026-01-05）, 补录 台账.xlsx: what the edit behind the value says."""
        sealed = next((each for each in self.course(key).revisions if each.id == revision), None)
        heads = sealed.heads.get(slot, ()) if sealed else ()
        names = origin([head.edit for head in heads], slot, self._edit)
        edit = self._edit(names[0]) if names else None
        if edit is None:
            return ""
        word = str(edit.source.get("word") or EVENTS.get(str(edit.source.get("kind", "typed")), "录入"))
        more = " ".join(filter(None, (provenance_words(edit.source), str(edit.source.get("file") or ""))))
        return f"{word}（{more}）" if more else word

    def _edit(self, identity: str) -> Edit | None:
        """An edit, read once: one paste stands behind many figures."""
        if identity not in self._edits:
            self._edits[identity] = self._desk.edit(identity)
        return self._edits[identity]

    # What was said of a cell.

    def words(self, item: Item, period: Period) -> list[str]:
        """The 说明 and 审核说明 of all who report the item for that period, as they were approved; each once."""
        found: dict[str, None] = {}
        for unit in self.figures.reporters(item, period):
            key = ReturnKey(self._documents.form_of(item), unit, str(period))
            for slot, (quantity, _) in sorted(self.approved(key).items()):
                if slot.item == item.code and quantity.text:
                    found |= dict.fromkeys(_said(slot, quantity))
        return list(found)

    # What is printed.

    def printed(self, item: Item, column: str, value: str | None, field: str) -> Fact | None:
        """A figure of the plan's own table; None for — and for what is not printed."""
        if value in (None, "", "—"):
            return None
        edition = self._since(f"plan:{item.plan}", lambda content: _values_of(content, item.code).get(field))
        where = f"规划表第{item.number}项{column}（第{edition.number}版）"
        return Fact(PRINTED, item.code, item.name, str(value), field=field, source=where, basis=edition.document or "")

    def _since(self, name: str, said: Callable[[Any], object]) -> Edition:
        """The edition that first said what the one in force says: later ones that changed other things are no source of it."""
        found = self._documents.edition(name)
        editions = [each for each in self._desk.workspace.cells.editions(name) if each.number < found.number]
        for each in sorted(editions, key=lambda each: -each.number):
            if said(each.content) != said(found.content):
                break
            found = each
        return found

    def broken_down(self, item: Item, year: int, quantity: Quantity | None) -> Fact | None:
        """The district's own target of a year, from the 责任分解."""
        if quantity is None or quantity.missing:
            return None
        edition = self._since("assignment", lambda content: _annual_of(content, item.code, year))
        where = f"责任分解（第{edition.number}版）"
        return Fact(
            PRINTED, item.code, item.name, show(quantity), str(year), f"{year}年", field="annual", source=where,
            basis=edition.document or "",
        )  # fmt: skip


def reckoned(item: Item, period: Period, field: str, value: str, how: str) -> Fact:
    """A figure that `evaluate` comes to; `field` is its key there."""
    return Fact(RECKONED, item.code, item.name, value, str(period), period.title, field=field, how=how)


def _values_of(content: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """What the table of a plan prints of that indicator."""
    return next((row["values"] for row in content["indicators"] if row["code"] == code), {})


def _annual_of(content: Sequence[Mapping[str, Any]], code: str, year: int) -> list[str]:
    """What an assignment says of that indicator and year, whichever units it is said of."""
    return sorted(
        str(row["annual"][str(year)]) for row in content if row["item"] == code and str(year) in (row["annual"] or {})
    )


def _said(slot: Slot, quantity: Quantity) -> list[str]:
    if is_note(slot.field):
        return [quantity.text or ""]
    if is_word(slot.field) and slot.field.startswith(_EXPLAINED):
        return [f"{word.klass}：{word.text}" for word in spoken_in(quantity.text or "[]")]
    return []

"""留痕 in rows: every changed cell and everything else that was done, oldest first, as people read it.

Who, when, where, the old and the new value, why, from which file, under which rules, and the chain's own hash of the
entry, so that a row of a printed or exported list can be found again in the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from haishu_desk.desk.overruling import OVERRULES
from haishu_desk.desk.reading import place_name
from haishu_desk.desk.shipped import RULES
from haishu_desk.desk.trail_sieve import SHIPPED_BY, sieve
from haishu_desk.desk.trail_words import DECIDED, edition_title, event_of, field_title, shown_value
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import Author, Edit, ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import is_date, parse_period
from haishu_desk.domain.provenance import provenance_words
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.store.journal import AUDIT, FILE, REFERENCE, Entry

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

UNREADABLE = "内容已损坏，看不懂"
PRINTED_DIGITS = 16
_TOLD_EACH = 100
Told = Callable[[int, int], object]


@dataclass(frozen=True)
class TrailRow:
    """One line of the trail. `unit`, `form` are titles (codes in `place` and `item`), `hash` the whole hash of the entry.

    `at` is when this file recorded it; `old` and `new` are texts, 未录 for never filled in; everything unknown is "".
    """

    n: int
    at: str
    what: str
    hash: str
    by: str = ""
    device: str = ""
    place: ReturnKey | None = None
    unit: str = ""
    form: str = ""
    period: str = ""
    item: str = ""
    name: str = ""
    field: str = ""
    vintage: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    source: str = ""
    rules: str = ""


@dataclass(frozen=True)
class Asked:
    """Which rows are wanted; None is all. `unit` and `period` are codes, `since` and `until` days, both included.

    `words` stand in the code or the name of the item.
    """

    unit: str | None = None
    period: str | None = None
    item: str | None = None
    since: str | None = None
    until: str | None = None
    person: str | None = None
    words: str | None = None

    def checked(self, desk: Desk) -> Asked:
        """The same, once it was seen that there is such a unit, period, item and day; UsageError if not."""
        if self.unit is not None:
            desk.documents.units.get(self.unit)
        if self.item is not None:
            desk.documents.catalogue.get(self.item)
        for day in (self.since, self.until):
            if day is not None and not is_date(day):
                raise UsageError(f"看不懂日期“{day}”", "请写成 2026-01-10")
        period = str(parse_period(self.period)) if self.period is not None else None
        return replace(self, period=period)

    def wants(self, row: TrailRow) -> bool:
        """Whether that row was asked for."""
        day = row.at[: len("2025-01-01")]
        place = row.place
        return (
            (self.unit is None or (place is not None and place.unit == self.unit))
            and (self.period is None or (place is not None and place.period == self.period))
            and self.item in (None, row.item)
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and self.person in (None, row.by)
            and (self.words is None or self.words in row.item or self.words in row.name)
        )

    def in_words(self, desk: Desk) -> str:
        """What was asked for, in a line; 全部 without any wish."""
        unit = desk.documents.units.get(self.unit).name if self.unit else None
        period = parse_period(self.period).title if self.period else None
        item = f"{self.item} {desk.documents.catalogue.get(self.item).name}" if self.item else None
        days = f"{self.since or '最早'} 至 {self.until or '现在'}" if self.since or self.until else None
        words = f"代码或名称里有“{self.words}”" if self.words else None
        return "，".join(filter(None, (unit, period, item, words, days, self.person))) or "全部"


EVERYTHING = Asked()


class Looked(NamedTuple):
    """An entry that was looked through, and what was wanted of it."""

    n: int
    rows: list[TrailRow]


class Trail:
    """Reads the journal of one desk into rows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._documents = desk.documents
        self._rules: dict[str, tuple[int, int]] = {}

    def rows(self, asked: Asked = EVERYTHING, told: Told | None = None) -> list[TrailRow]:
        """The rows that were asked for, oldest first; `told` hears how many entries were read, and of how many."""
        found, last = [], len(self._desk.workspace.journal)
        for looked in self.backwards(asked):
            found += looked.rows
            if told is not None and looked.n % _TOLD_EACH == 0:
                told(last - looked.n, last)
        return found[::-1]

    def backwards(self, asked: Asked = EVERYTHING) -> Iterator[Looked]:
        """The same from the end: an entry a step, the newest first, with its rows that were asked for, the last one first.

        The journal is read in steps as it is asked for more, and nothing that was read is kept.
        """
        journal, own, bundle = self._desk.workspace.journal, self._desk.identity.device.encode(), ""
        may_hold = sieve(asked, self._documents.catalogue)
        self._rules = self._editions_of_rules()
        for entry in journal.backwards():
            came_in = ""
            if entry.kind == AUDIT:
                bundle = _of_taking_in(entry) or bundle
            elif entry.kind in (Edit.kind, Revision.kind, Decision.kind) and own not in entry.body:
                came_in = bundle  # its 装入 stands after it in the same transaction
            rows = self._rows_of(entry, came_in) if may_hold(entry) else []
            yield Looked(entry.n, [row for row in reversed(rows) if asked.wants(row)])

    def _editions_of_rules(self) -> dict[str, tuple[int, int]]:
        """By the id of the entry: where it stands in the journal, and which edition of the rules it is."""
        found = {}
        for entry in self._desk.workspace.journal.naming(Edition.kind, f'"{RULES}"'):
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                edition = Edition.from_body(entry.body)
                if edition.name == RULES:
                    found[entry.id] = (entry.n, edition.number)
        return found

    def _rules_at(self, n: int) -> str:
        """The rules that entry `n` was written under, itself among them; empty before the first."""
        numbers = [number for at, number in self._rules.values() if at <= n]
        return f"第 {max(numbers)} 版" if numbers else ""

    def _rows_of(self, entry: Entry, came_in: str) -> list[TrailRow]:
        bare = TrailRow(entry.n, entry.at, "收到的文件", entry.hash, rules=self._rules_at(entry.n))
        if entry.kind not in _READ:
            said = _FILES.get(entry.kind, "文件")
            return [replace(bare, what=said, new=f"{len(entry.body)} 字节，sha256 {entry.id}")]
        try:
            return self._told(entry, replace(bare, source=came_in))
        except (ValueError, KeyError, TypeError, AttributeError):
            return [replace(bare, what=UNREADABLE)]  # the trail is what a damaged file is looked at with

    def _told(self, entry: Entry, bare: TrailRow) -> list[TrailRow]:
        if entry.kind == Edit.kind:
            return list(self._cells(Edit.from_body(entry.body), bare))
        if entry.kind == Revision.kind:
            return [self._revision(Revision.from_body(entry.body), bare)]
        if entry.kind == Decision.kind:
            return list(self._decision(Decision.from_body(entry.body), bare))
        if entry.kind == Edition.kind:
            return [self._edition(Edition.from_body(entry.body), bare)]
        return [self._line(json.loads(entry.body), entry.kind, bare)]

    # One kind of entry each.

    def _cells(self, edit: Edit, bare: TrailRow) -> Iterator[TrailRow]:
        at = self._placed(bare, edit.key, edit.author)
        at = replace(at, what=event_of(edit), reason=edit.reason or "")
        if not edit.changes:
            until = edit.source.get("until")
            yield replace(at, new=f"到 {until}" if until else "", source=bare.source)
        fields = {change.slot.field for change in edit.changes}
        titles = {name: field_title(self._documents, edit.key.form, name) for name in fields}
        shared = vars(at)  # a return has hundreds of cells, and `replace` would ask for each field of each of them
        for change in edit.changes:
            slot = change.slot
            cell = {
                "item": slot.item, "name": self._name(slot.item), "field": titles[slot.field], "vintage": slot.vintage or "",
                "old": shown_value(change.before) if change.before else "未录", "new": shown_value(change.after),
                "source": "；".join(filter(None, (_file_of(edit, place_name(slot)), bare.source))),
            }  # fmt: skip
            yield TrailRow(**{**shared, **cell})

    def _revision(self, revision: Revision, bare: TrailRow) -> TrailRow:
        at = self._placed(bare, revision.key, revision.author)
        _, number = self._rules.get(revision.rules or "", (0, 0))
        word = "上报" if revision.signed else "手工上报（未签名）"
        code = f"版本 {version_code(revision.id)}，{len(revision.heads)} 格"
        return replace(at, what=word, new=code, rules=f"第 {number} 版" if number else bare.rules)

    def _decision(self, decision: Decision, bare: TrailRow) -> Iterator[TrailRow]:
        at = self._placed(bare, decision.key, decision.author)
        at = replace(at, what=DECIDED.get(decision.what, decision.what))
        said = [f"版本 {version_code(decision.revision)}"] if decision.revision else []
        said += [f"截止 {decision.due}"] if decision.due else []
        yield replace(at, new="，".join(said), reason=decision.comment or "")
        for remark in decision.remarks:
            title = field_title(self._documents, decision.key.form, remark.slot.field)
            cell = replace(at, item=remark.slot.item, name=self._name(remark.slot.item), field=title)
            yield replace(cell, what="退回这一格", vintage=remark.slot.vintage or "", reason=remark.comment)

    def _edition(self, edition: Edition, bare: TrailRow) -> TrailRow:
        at = _by(bare, edition.author) if edition.author else replace(bare, by=SHIPPED_BY)
        told = "，".join(filter(None, (edition.document, edition.effective and f"{edition.effective} 起")))
        if edition.name == OVERRULES and edition.content:
            made = edition.content[-1]
            named = replace(
                at, item=made["item"], name=self._name(made["item"]), new=f"{made['cutoff']} {made['verdict']}"
            )
            return replace(named, what=edition_title(edition), reason=made["reason"])
        return replace(at, what=edition_title(edition), reason=told)

    def _line(self, line: Mapping[str, Any], kind: str, bare: TrailRow) -> TrailRow:
        if kind == REFERENCE:
            return replace(self._somewhere(bare, line), what="上年同期等参考数", new=f"{len(line['values'])} 个")
        if kind != AUDIT:
            return replace(bare, what=UNREADABLE)
        at = _by(self._somewhere(bare, line), Author(**line["author"]))
        detail = line["detail"]
        told = {name: value for name, value in detail.items() if name not in ("file", "bundle", "reason", "content")}
        words = "，".join(f"{_DETAIL[name]} {told[name]}" for name in _DETAIL if told.get(name) not in (None, ""))
        source = _bundle_words(detail) if detail.get("file") or detail.get("bundle") else ""
        return replace(at, what=str(line["what"]), new=words, reason=str(detail.get("reason") or ""), source=source)

    # Where and what in words.

    def _placed(self, bare: TrailRow, key: ReturnKey, author: Author) -> TrailRow:
        forms = self._documents.forms
        form = str(forms[key.form]["title"]) if key.form in forms else key.form
        period = parse_period(key.period).title
        return replace(_by(bare, author), place=key, unit=self._unit(key), form=form, period=period)

    def _somewhere(self, bare: TrailRow, line: Mapping[str, Any]) -> TrailRow:
        """The unit and period of a line that may name none."""
        if not line.get("unit"):
            return bare
        key = ReturnKey("", str(line["unit"]), str(line["period"]))
        period = parse_period(key.period).title if key.period else ""
        return replace(bare, place=key, unit=self._unit(key), period=period)

    def _unit(self, key: ReturnKey) -> str:
        """What the unit was called in that period; its code for one that is not known."""
        documents, code = self._documents, key.unit
        if code not in documents.units:
            return code
        return documents.called(code, key.period) if key.period else documents.units.get(code).name

    def _name(self, item: str) -> str:
        catalogue = self._documents.catalogue
        return catalogue.get(item).name if item in catalogue else ""


_READ = (Edit.kind, Revision.kind, Decision.kind, Edition.kind, AUDIT, REFERENCE)
# Kinds whose body is the bytes of a file; one that this program does not know is kept, and is some file.
_FILES = {FILE: "收到的文件", "sent": "传出的文件"}

# What a line of the trail may carry beside its words, in the order in which it is told.
_DETAIL = {
    "changes": "改动格数", "take": "采用", "returns": "报表份数", "comment": "依据", "due": "截止", "days": "逾期天数",
    "missing": "未填", "contact": "联系人", "reviewer": "审核人", "edits": "核定等", "sheet": "工作表", "sha256": "sha256", "program": "程序", "printed": "打印", "letter": "文书",
}  # fmt: skip


_TAKEN_IN = ("装入", "收到审核意见")


def _by(bare: TrailRow, author: Author) -> TrailRow:
    return replace(bare, by=author.person, device=author.device[:8])


def _file_of(edit: Edit, place: str) -> str:
    """The file, sheet and address that a cell of an edit was read from; empty where it was typed."""
    source = edit.source
    address = (source.get("cells") or {}).get(place) or ""
    file = str(source.get("file") or "")
    by_hand = f"手工填写，{source['filled_by']}" if source.get("filled_by") else ""
    bundle = f"数据包 {str(source['bundle'])[:12]}" if source.get("bundle") else ""
    older = f"取自 {parse_period(str(source['from'])).title}" if source.get("from") else ""
    return " ".join(filter(None, (file, str(address), by_hand, bundle, older, provenance_words(source))))


def _bundle_words(detail: Mapping[str, Any]) -> str:
    """A bundle as the trail names it: its file and the beginning of its id."""
    bundle = str(detail.get("bundle") or "")[:12]
    return " ".join(filter(None, (str(detail.get("file") or ""), f"数据包 {bundle}" if bundle else "")))


def _of_taking_in(entry: Entry) -> str:
    """The bundle of a 装入; empty for any other line, and for one that cannot be read."""
    try:
        line = json.loads(entry.body)
        return _bundle_words(line["detail"]) if str(line["what"]).startswith(_TAKEN_IN) else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""

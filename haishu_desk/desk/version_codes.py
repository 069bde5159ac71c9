"""From paper back to the revision: what a 版本码 stands for, whether it is still the newest, and what differs today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.choices import NOW
from haishu_desk.desk.comparison_paper import sides_text
from haishu_desk.desk.comparison_rows import cell_title
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import VALUE, ReturnKey, Slot, field_of_note, is_aside, is_note
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import Course, Decision, Revision
from haishu_desk.domain.version_codes import is_code, meant, nearest
from haishu_desk.review.compare import Difference

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.versions import SideBySide

_SAID = {
    "received": "已接收，还没有审核", "returned": "已退回", "approved": "已审核通过", "reopened": "审核通过后又重新打开",
    "locked": "已锁定", "voided": "已作废", "verified": "已审核通过，其后另记了核定数",
}  # fmt: skip
_PARTLY = "部分格审核通过，其余退回"
_NOT_JUDGED = "还没有审核"


class UnknownCodeError(UsageError):
    """No revision here has that code."""

    def __init__(self, typed: str, near: list[str]) -> None:
        named = "、".join(near)
        advice = (
            f"差一个字的有：{named}，请对照纸上的再看一遍"
            if near
            else "请对照纸上的再看一遍；别的数据文件上报的，要先装入它的数据包"
        )
        super().__init__(f"这份数据里没有版本码“{typed.strip()}”", advice)
        self.near = near


@dataclass(frozen=True)
class CodeFound:
    """One revision: whose it is, who reported it when, and what has become of it.

    `number` of `count` revisions of its return; `newest` are the codes of those that no other one follows.
    """

    revision: str
    key: ReturnKey
    unit: str
    form: str
    period: str
    person: str
    at: str
    signed: bool
    number: int
    count: int
    newest: tuple[str, ...]
    judged: str
    state: str

    @property
    def code(self) -> str:
        """As it is printed."""
        return version_code(self.revision)

    @property
    def is_newest(self) -> bool:
        """Whether no later report follows it, and no other computer has reported beside it."""
        return self.newest == (self.code,)

    @property
    def title(self) -> str:
        """What it is, in one line."""
        return f"{self.unit} · {self.period} · {self.form} · 第 {self.number} 版"

    @property
    def standing(self) -> str:
        """Whether it is still the newest, in a sentence."""
        if self.is_newest:
            return "是最新的一版"
        others = "、".join(code for code in self.newest if code != self.code)
        if self.code in self.newest:
            return f"另一台电脑也报了一版（{others}），还没有定下用哪一版"
        return f"不是最新的，共 {self.count} 版，最新的是 {others}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Labels and texts, for whoever has the paper in hand."""
        signed = "" if self.signed else "（手工填报，未签名）"
        return [
            ("版本码", self.code), ("单位", self.unit), ("报表", self.form), ("报告期", self.period),
            ("版次", f"第 {self.number} 版，{self.standing}"), ("上报", f"{self.person} {self.at[:16].replace('T', ' ')}{signed}"),
            ("审核", self.judged), ("报表现在", self.state),
        ]  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The row of `inspect --code`."""
        return {
            "code": self.code, "revision": self.revision, "form": self.key.form, "unit": self.key.unit, "period": self.key.period,
            "number": self.number, "by": self.person, "at": self.at, "signed": self.signed, "is_newest": self.is_newest,
            "newest": list(self.newest), "judged": self.judged, "state": self.state,
        }  # fmt: skip


@dataclass(frozen=True)
class CellThenAndNow:
    """One cell of a revision beside what stands in it today; both in words, `（没有）` where nothing does."""

    slot: Slot
    name: str
    then: str
    now: str
    differs: bool


class VersionCodes:
    """Looks codes up; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, typed: str) -> list[CodeFound]:
        """The revisions whose code begins so, the newest first: one as a rule; UnknownCodeError names what it may have been."""
        asked = meant(typed)
        entries = list(self._desk.workspace.journal.entries(Revision.kind))
        found = [entry for entry in entries if entry.id.startswith(asked)] if is_code(asked) else []
        if not found:
            near = nearest(asked, (entry.id for entry in entries))
            raise UnknownCodeError(typed, [version_code(name) for name in near])
        return [self._of(Revision.from_body(entry.body)) for entry in reversed(found)]

    def beside_now(self, found: CodeFound) -> SideBySide:
        """That revision and what stands today, laid side by side."""
        return self._desk.reviewing.versions.side_by_side(found.revision, NOW)

    def since(self, found: CodeFound) -> list[Difference]:
        """What differs between that revision and what stands today, risk first."""
        return list(self.beside_now(found).rows)

    def cells(self, found: CodeFound) -> list[CellThenAndNow]:
        """Every cell of that revision and of today, in print order."""
        laid = self.beside_now(found)
        before, after = laid.before.cells, laid.after.cells
        differing = {row.slot for row in laid.rows}
        slots = sorted({slot for _, slot in (*before, *after) if not is_aside(slot.field)}, key=_print_order)
        return [
            CellThenAndNow(
                slot,
                self._name(found.key, slot),
                sides_text(before.get((found.key, slot), ())),
                sides_text(after.get((found.key, slot), ())),
                slot in differing,
            )
            for slot in slots
        ]

    def _name(self, key: ReturnKey, slot: Slot) -> str:
        """The item with its number, the field where it is not the value, and the 数值状态."""
        documents = self._desk.documents
        item = documents.catalogue.get(slot.item) if slot.item in documents.catalogue else None
        name = slot.item if item is None else f"{item.number} {item.name}" if item.number.isdigit() else item.name
        field = cell_title(documents, key.form, slot)
        if is_note(slot.field):
            field = f"{field}说明"
        return " · ".join(filter(None, (name, field, slot.vintage)))

    def values(self, found: CodeFound) -> list[dict[str, Any]]:
        """The values of that revision, as the verb `values` tells them."""
        return self._desk.reading.values(as_of=found.revision)

    def _of(self, revision: Revision) -> CodeFound:
        desk, key = self._desk, revision.key
        course, documents = desk.course(key), desk.documents
        numbers = [each.id for each in course.revisions]
        return CodeFound(
            revision.id, key, documents.called(key.unit, key.period), str(documents.form(key.form)["title"]),
            parse_period(key.period).title, revision.author.person, revision.author.at, revision.signed,
            numbers.index(revision.id) + 1, len(numbers), tuple(version_code(each.id) for each in course.tips),
            _judged(course, revision.id), course.state(has_edits=True),
        )  # fmt: skip


def _print_order(slot: Slot) -> tuple[str, bool, str, str, bool]:
    """The value before other fields, each before its 说明."""
    field = field_of_note(slot.field)
    return slot.item, field != VALUE, field, slot.vintage or "", is_note(slot.field)


def _judged(course: Course, revision: str) -> str:
    """What was decided of that revision last, with who and when."""
    spoken = [each for each in course.decisions if each.revision == revision]
    if not spoken:
        return _NOT_JUDGED
    last: Decision = spoken[-1]
    word = _PARTLY if last.what == "approved" and last.remarks else _SAID.get(last.what, last.what)
    return f"{word}（{last.author.person} {last.author.at[:10]}）"

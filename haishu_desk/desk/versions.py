"""Any two versions laid side by side: revisions, decisions, bundles, dates and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.desk.documents import Documents
from haishu_desk.desk.reading import is_moment
from haishu_desk.domain.around import changes_by_return, values_around
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import Edit, Heads, ReturnKey, heads_of, values_of
from haishu_desk.domain.editions import Edition, in_force
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import APPROVED, Course, Decision, Revision
from haishu_desk.review.compare import Difference, Place, Values, Version, compare, in_order, placed
from haishu_desk.review.promises import Frame, compare_promises

if TYPE_CHECKING:
    from haishu_desk.bundle.read_process import Workbook
    from haishu_desk.desk import Desk

    Read = Callable[[Path], Workbook]

_EXACT = Decimal(0)
_MOMENTS = 32  # of which the documents are kept; a return has few


@dataclass(frozen=True)
class Laid:
    """What a name stands for: its title, its cells, the documents in force with them, the returns it speaks of.

    `keys` is None for a date, which speaks of all returns there are.
    """

    title: str
    cells: Version
    frame: Frame
    keys: frozenset[ReturnKey] | None


@dataclass(frozen=True)
class SideBySide:
    """Two versions and what differs between them, risk first."""

    before: Laid
    after: Laid
    rows: tuple[Difference, ...]


class Versions:
    """Reads what a name stands for, and compares two of them; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._effective: tuple[object, str] | None = None
        self._frames: tuple[object, dict[tuple[int, str] | None, Frame]] | None = None

    def diff(self, before: str, after: str, unit: str | None = None, tolerance: Decimal = _EXACT) -> list[Difference]:
        """Every cell that differs between two revisions, bundles, dates or files, risk first."""
        return list(self.side_by_side(before, after, unit, tolerance).rows)

    def side_by_side(
        self, before: str, after: str, unit: str | None = None, tolerance: Decimal = _EXACT, read: Read | None = None
    ) -> SideBySide:
        """The same with the titles of both; UsageError for a name of nothing, and for a unit that there is none of.

        `read` hands over a workbook that was read before, in the background of a window.
        """
        if unit is not None:
            self._desk.documents.units.get(unit)
        if all(is_moment(name) and not Path(name).is_file() for name in (before, after)):
            first, second = self._days(before, after, unit)
        else:
            first, second = self.lay(before, unit, read), self.lay(after, unit, read)
        first, second = _kept_to(first, second.keys), _kept_to(second, first.keys)
        found = compare(first.cells, second.cells, second.frame.items, tolerance)
        promised = compare_promises(first.cells, second.cells, first.frame, second.frame)
        rows = in_order([*found, *promised]) if promised else found
        return SideBySide(first, second, tuple(row for row in rows if row.key.unit == unit) if unit else tuple(rows))

    def _days(self, before: str, after: str, unit: str | None) -> tuple[Laid, Laid]:
        """Two dates; where the same documents were in force, only what was written to in between.

        Of all units, of each return only the items that were written to; of one unit, the whole returns.
        """
        places = self._desk.workspace.journal.last_before_each(before, after)
        frames = [self.frame_at(until, name[:10]) for name, until in zip((before, after), places, strict=True)]
        if frames[0] == frames[1] and unit is None:
            cells = self._written_between(*places)
        else:
            keys = self._returns(unit)
            if frames[0] == frames[1]:
                keys = [key for key in keys if self._desk.edits(key, until=max(places), since=min(places))]
            cells = self._cells_at(keys, places[0]), self._cells_at(keys, places[1])
        first, second = (
            Laid(f"截至 {name}", each, frame, None)
            for name, each, frame in zip((before, after), cells, frames, strict=True)
        )
        return first, second

    def _written_between(self, before: int, after: int) -> tuple[Version, Version]:
        """The cells after either journal entry, of those items that were written to in between: all others are the same."""
        since, until = sorted((before, after))
        journal, bodies = self._desk.workspace.journal, self._desk.workspace.cells.bodies
        written = changes_by_return(journal.between(Edit.kind, since, until))
        early, late = values_around(written, lambda key: bodies(Edit.kind, key, since))
        return (early, late) if before <= after else (late, early)

    def _returns(self, unit: str | None) -> list[ReturnKey]:
        return [key for key in self._desk.workspace.cells.returns() if unit in (None, key.unit)]

    def write(self, laid: SideBySide, file: Path) -> Path:
        """Write what differs as a 对比表 to an .xlsx or a .docx; UsageError for another ending. Returns the file."""
        from haishu_desk.desk.comparison_paper import write_comparison  # noqa: PLC0415  only where one is written

        write_comparison(self._desk, laid, file)
        return file

    def of(self, name: str) -> Version:
        """The cells of what `name` names."""
        return self.lay(name).cells

    def lay(self, name: str, unit: str | None = None, read: Read | None = None) -> Laid:
        """What `name` names: a file, a date (of that unit only, if one is given), a bundle, a revision or a decision."""
        if Path(name).is_file():
            return self._file(Path(name), read)
        if is_moment(name):
            until = self._desk.workspace.journal.last_before(name)
            cells = self._cells_at(self._returns(unit), until)
            return Laid(f"截至 {name}", cells, self.frame_at(until, name[:10]), None)
        handed = self._desk.keeping.handed_over(name)
        if handed is not None:
            cells, title = self._cells_at(handed.keys, handed.journal), f"数据包 {name[:8]}{self.whose(handed.keys)}"
            return Laid(title, cells, self.frame_at(handed.journal, handed.day), frozenset(handed.keys))
        decision = self._decision(name)
        return self._of_decision(decision) if decision is not None else self._of_revision(name)

    def _of_revision(self, name: str) -> Laid:
        revision = self._desk.reading.revision(name)
        title = f"版本 {version_code(revision.id)}{self.whose([revision.key])}"
        return Laid(title, _cells_of(revision), self._frame_of_entry(revision.id), frozenset({revision.key}))

    def _decision(self, name: str) -> Decision | None:
        """The decision whose id begins so, where no revision's does."""
        wanted = name.replace("-", "").lower()
        entries = self._desk.workspace.journal.entries
        if not wanted or any(entry.id.startswith(wanted) for entry in entries(Revision.kind)):
            return None
        found = [entry for entry in entries(Decision.kind) if entry.id.startswith(wanted)]
        return Decision.from_body(found[0].body) if len(found) == 1 else None

    def _of_decision(self, decision: Decision) -> Laid:
        """What was approved once it was decided; of any other decision the report that it speaks of."""
        course, key = self._desk.course(decision.key), decision.key
        until = next(place for place, each in enumerate(course.decisions) if each.id == decision.id) + 1
        if decision.what == "approved":
            then = Course(course.revisions, course.decisions[:until]).approved()
            cells: Version = placed(key, {slot: (value,) for slot, (value, _) in then.items()})
        else:
            spoken_of = next((each for each in course.revisions if each.id == decision.revision), None)
            cells = _cells_of(spoken_of) if spoken_of else {}
        word = APPROVED if decision.what == "approved" else "决定"
        title = f"{word} {decision.author.at[:10]}{self.whose([key])}"
        return Laid(title, cells, self._frame_of_entry(decision.id), frozenset({key}))

    def _cells_at(self, keys: Sequence[ReturnKey], until: int) -> Version:
        version: dict[Place, Values] = {}
        for key in keys:
            heads = self._desk.heads(key, until)
            version |= _placed(key, heads)
        return version

    # Files.

    def _file(self, file: Path, read: Read | None) -> Laid:
        from haishu_desk.bundle.unpack import manifest_sheet, unpack  # noqa: PLC0415  only where a file is compared
        from haishu_desk.desk.tables import open_workbook  # noqa: PLC0415  as above

        title = f"文件 {file.name}"
        workbook = (read or open_workbook)(file) if file.suffix.lower() != ".csv" else None
        if workbook is None or manifest_sheet(workbook) is None:
            cells = self._table(file, workbook)
            return Laid(title, cells, self.frame, frozenset(key for key, _ in cells))
        payload = unpack(workbook).payload
        entries = payload.journal_entries()
        edits = [entry for entry in entries if isinstance(entry, Edit)]
        cells = {}
        for key in {edit.key for edit in edits}:
            heads = heads_of(edit for edit in edits if edit.key == key)
            cells |= _placed(key, heads)
        carried = [entry for entry in entries if isinstance(entry, Edition)]
        keys = {*(printed.key for printed in payload.returns), *(edit.key for edit in edits)}
        return Laid(title, cells, self._frame_sent(payload.editions, carried), frozenset(keys))

    def _table(self, file: Path, workbook: Workbook | None) -> dict[Place, Values]:
        from haishu_desk.desk.tables import CELLS, read_table  # noqa: PLC0415  only where a file is compared

        version: dict[Place, Values] = {}
        for row in read_table(file, CELLS, workbook):
            key, slots = self._desk.entry.understand(row)
            version |= placed(key, {slot: (quantity,) for slot, quantity in slots.items()})
        return version

    # The documents in force.

    @property
    def frame(self) -> Frame:
        """The items and the 责任分解 of today."""
        return self._kept(None, lambda: _frame_of(self._desk.documents))

    def _kept(self, moment: tuple[int, str] | None, read: Callable[[], Frame]) -> Frame:
        """The frame of that moment (None: today's), read once as long as no plan, unit, form or assignment was written."""
        ground = self._desk.documents.ground
        if self._frames is None or self._frames[0] is not ground or len(self._frames[1]) >= _MOMENTS:
            self._frames = (ground, {})
        known = self._frames[1]
        if moment not in known:
            known[moment] = read()
        return known[moment]

    def frame_at(self, until: int, day: str) -> Frame:
        """The items and the 责任分解 that were in force here on that day (ISO), with what was known by journal entry `until`."""
        if self.is_as_today(until, day):
            return self.frame
        cells = self._desk.workspace.cells
        # Whatever else was written between two editions, the documents are the same.
        last = cells.last_edition(self._names(), until)
        return self._kept(
            (last, day), lambda: self._of_editions(lambda name: in_force(cells.editions(name, last), day))
        )

    def _frame_of_entry(self, identity: str) -> Frame:
        entry = self._desk.workspace.journal.get(identity)
        return self.frame_at(entry.n, entry.at[:10]) if entry is not None else self.frame

    def is_as_today(self, until: int, day: str) -> bool:
        """Whether none of these documents came, or came into force, since."""
        return until >= self._desk.workspace.cells.last_edition(self._names()) and self._last_effective() <= day

    def _last_effective(self) -> str:
        """The last day on which one of today's documents came into force; empty where all were at once."""
        documents = self._desk.documents
        if self._effective is None or self._effective[0] is not documents.ground:
            days = (documents.effective(name) or "" for name in self._names())
            self._effective = (documents.ground, max(days))
        return self._effective[1]

    def _frame_sent(self, names: Mapping[str, str], carried: Iterable[Edition]) -> Frame:
        """Those that the sender of a bundle worked with, where they are known here or in the bundle itself."""
        journal, known = self._desk.workspace.journal, {edition.id: edition for edition in carried}

        def sent(name: str) -> Edition | None:
            identity = names.get(name, "")
            entry = journal.get(identity) if identity not in known else None
            return Edition.from_body(entry.body) if entry is not None else known.get(identity)

        return self._of_editions(sent)

    def _of_editions(self, then: Callable[[str], Edition | None]) -> Frame:
        """Of those documents, with today's where there is none; the frame of today where they are the same."""
        today = {name: self._desk.documents.edition(name) for name in self._names()}
        found = {name: then(name) or edition for name, edition in today.items()}
        if all(found[name].id == edition.id for name, edition in today.items()):
            return self.frame
        edition = self._desk.documents.edition  # of the documents that figures are not held against: those of today
        plans = [name for name in found if _is_plan(name)]
        return _frame_of(Documents(lambda name: found.get(name) or edition(name), lambda: plans))

    def _names(self) -> list[str]:
        """The documents that say what a figure is held against."""
        return [*filter(_is_plan, self._desk.workspace.cells.edition_names()), "assignment"]

    # Titles.

    def whose(self, keys: Sequence[ReturnKey]) -> str:
        """`（鄞江镇 · 2025年 · 规划指标填报表）`; of several forms the unit and the period."""
        documents = self._desk.documents
        unit, period = documents.name_of(keys[0].unit, keys[0].period), parse_period(keys[0].period).title
        form = documents.form(keys[0].form)["title"] if len(keys) == 1 else ""
        return "（" + " · ".join(filter(None, (unit, period, form))) + "）"


def _frame_of(documents: Documents) -> Frame:
    annual = {(row["item"], row["unit"]): row["annual"] for row in documents.assignment if row.get("annual")}
    return Frame({item.code: item for item in documents.catalogue}, annual)


def _is_plan(name: str) -> bool:
    return name.startswith("plan:")


def _kept_to(laid: Laid, keys: frozenset[ReturnKey] | None) -> Laid:
    """A date beside what speaks of some returns only: those returns on that date."""
    if laid.keys is not None or keys is None:
        return laid
    cells = {place: values for place, values in laid.cells.items() if place[0] in keys}
    return Laid(laid.title, cells, laid.frame, laid.keys)


def _cells_of(revision: Revision) -> Version:
    return _placed(revision.key, revision.heads)


def _placed(key: ReturnKey, heads: Heads) -> dict[Place, Values]:
    return placed(key, {slot: values_of(standing) for slot, standing in heads.items()})

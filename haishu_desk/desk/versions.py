"""Any two versions laid side by side: revisions, bundles, dates and files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.desk.reading import is_moment
from haishu_desk.domain.cells import Edit, ReturnKey, heads_of, values_of
from haishu_desk.domain.quantity import Quantity
from haishu_desk.review.compare import Difference, Place, Version, compare, placed

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class Versions:
    """Reads what a name stands for, and compares two of them; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def diff(self, before: str, after: str, unit: str | None = None) -> list[Difference]:
        """Every cell that differs between two revisions, bundles, dates or files, risk first."""
        if unit is not None:
            self._desk.documents.units.get(unit)
        found = compare(
            self._version(before), self._version(after), {item.code: item for item in self._desk.documents.catalogue}
        )
        return [row for row in found if unit in (None, row.key.unit)]

    def _version(self, name: str) -> Version:
        """The cells of what `name` names: a file, a date, a bundle or a revision."""
        if Path(name).is_file():
            return self._version_of_file(Path(name))
        if is_moment(name):
            until = self._desk.workspace.journal.last_before(name)
            return self._version_at(self._desk.workspace.cells.returns(), until)
        handed = self._desk.keeping.handed_over(name)
        if handed is not None:
            return self._version_at(handed.keys, handed.journal)
        revision = self._desk.reading.revision(name)
        return placed(revision.key, {slot: values_of(standing) for slot, standing in revision.heads.items()})

    def _version_at(self, keys: Sequence[ReturnKey], until: int) -> Version:
        version: dict[Place, tuple[Quantity, ...]] = {}
        for key in keys:
            heads = self._desk.heads(key, until)
            version |= placed(key, {slot: values_of(standing) for slot, standing in heads.items()})
        return version

    def _version_of_file(self, file: Path) -> Version:
        from haishu_desk.bundle.unpack import manifest_sheet, unpack  # noqa: PLC0415  only where a file is compared
        from haishu_desk.desk.tables import open_workbook  # noqa: PLC0415  as above

        if file.suffix.lower() == ".csv":
            return self._version_of_table(file)
        workbook = open_workbook(file)
        if manifest_sheet(workbook) is None:
            return self._version_of_table(file)
        entries = unpack(workbook).payload.journal_entries()
        edits = [entry for entry in entries if isinstance(entry, Edit)]
        version: dict[Place, tuple[Quantity, ...]] = {}
        for key in {edit.key for edit in edits}:
            heads = heads_of(edit for edit in edits if edit.key == key)
            version |= placed(key, {slot: values_of(standing) for slot, standing in heads.items()})
        return version

    def _version_of_table(self, file: Path) -> Version:
        from haishu_desk.desk.tables import CELLS, read_table  # noqa: PLC0415  as above

        version: dict[Place, tuple[Quantity, ...]] = {}
        for row in read_table(file, CELLS):
            key, slots = self._desk.entry.understand(row)
            version |= placed(key, {slot: (quantity,) for slot, quantity in slots.items()})
        return version

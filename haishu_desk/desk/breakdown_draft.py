"""The draft of the next assignment: changes that are gathered beside the workspace and issued together as one edition.

The file is there only while there is a change in it, and it is read again when the program is opened the next time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.assignments import Changes, Key, Row, applied, difference, key_of
from haishu_desk.domain.errors import UsageError
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.planning import Reassigned

Step = dict[Key, Row | None]


class Draft:
    """Steps by one person, each of them undone as one; SurroundingsError where the disk does not take them."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace.with_name(f"{workspace.name}.assignment.json")
        self._steps: list[Step] = []
        self._seen: dict[Key, Row | None] = {}
        self._load()

    @property
    def changes(self) -> dict[Key, Row | None]:
        """What all steps come to."""
        return {key: row for step in self._steps for key, row in step.items()}

    @property
    def is_any(self) -> bool:
        """Whether there is something to issue or to give up."""
        return bool(self._steps)

    def rows(self, base: Sequence[Row]) -> list[Row]:
        """The assignment as it would be."""
        return applied(base, self.changes)

    def left(self, base: Sequence[Row]) -> dict[Key, Row | None]:
        """The changes that make a difference to `base`."""
        return difference(base, self.rows(base))

    def overtaken(self, base: Sequence[Row]) -> list[Key]:
        """The rows that were issued otherwise after the draft first touched them."""
        known = {key_of(row): row for row in base}
        changes = self.changes
        return [
            key for key, seen in self._seen.items()
            if key in changes and known.get(key) not in (seen, changes[key])
        ]  # fmt: skip

    def put(self, changes: Changes, base: Sequence[Row]) -> None:
        """Gather these changes as one step; `base` is what is in force, which they are changes to."""
        known = {key_of(row): row for row in base}
        self._seen = {key: known.get(key) for key in changes} | self._seen
        self._steps.append(dict(changes))
        self._save()

    def undo(self) -> bool:
        """Take the last step back; False if there is none."""
        if not self._steps:
            return False
        self._steps.pop()
        self._save()
        return True

    def clear(self) -> None:
        """Give all of it up."""
        self._steps, self._seen = [], {}
        self._save()

    def issue(self, desk: Desk, *, document: str, effective: str | None) -> Reassigned:
        """Write all changes as one edition and forget them; UsageError without a 文号 or without a change."""
        if not desk.is_district:
            raise NotYoursError("责任分解由区级来做", "单位的数据文件可以查看和打印本单位的部分")
        if not document.strip():
            raise UsageError("没有写文号", "责任分解要有文号才能发布，例如 海政办〔2026〕1号")
        changes = self.left(desk.breakdown.rows_on(effective))
        if not changes:
            raise UsageError("草稿里没有改动", "请先改，再发布")
        written = desk.planning.reassign(changes, document=document.strip(), effective=effective)
        self.clear()
        return written

    def _load(self) -> None:
        try:
            stored = json.loads(self.path.read_text("utf-8"))
            self._steps = [_unpacked(step) for step in stored["steps"]]
            self._seen = _unpacked(stored["seen"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError):
            # A draft that cannot be read is put aside for whoever looks for it.
            self._steps, self._seen = [], {}
            self._put_aside()

    def _put_aside(self) -> None:
        try:
            self.path.replace(self.path.with_suffix(".unreadable"))
        except OSError:
            return

    def _save(self) -> None:
        if not self._steps:
            self._seen = {}
            self.path.unlink(missing_ok=True)
            return
        stored = {"steps": [_packed(step) for step in self._steps], "seen": _packed(self._seen)}
        write_file(self.path, json.dumps(stored, ensure_ascii=False, indent=1).encode())


def _packed(step: Mapping[Key, Row | None]) -> list[dict[str, Any]]:
    return [{"key": list(key), "row": row} for key, row in step.items()]


def _unpacked(stored: Sequence[Mapping[str, Any]]) -> Step:
    found: Step = {}
    for each in stored:
        item, unit, role = map(str, each["key"])
        row = each["row"]
        if row is not None and (key_of(row) != (item, unit, role) or not isinstance(row["annual"], dict)):
            raise ValueError("not a row of a draft")
        found[item, unit, role] = row
    return found

"""Which reports were written: kind, year, edition, when, by whom, and from which snapshot; kept in the journal, at home."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.earlier import Snapshot
from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

REPORTS = "reports"


@dataclass(frozen=True)
class Written:
    """One report that was written. `n`, `day` and `digest` are its snapshot's; `file` its name without the folder."""

    kind: str
    plan: str
    year: int
    cutoff: str
    edition: str
    base: str
    congress: bool
    n: int
    day: str
    digest: str
    by: str
    at: str
    file: str
    facts: int
    missing: int

    @property
    def snapshot(self) -> Snapshot:
        """What it was written from."""
        return Snapshot(self.n, self.day, self.digest)

    def is_of(self, other: Written) -> bool:
        """Whether it is an edition of the same report; the 复核版 of a final evaluation is one of its 期末版."""
        return all(getattr(self, name) == getattr(other, name) for name in ("kind", "plan", "year", "cutoff", "base"))

    def told(self) -> str:
        """The edition in words: 期末版，2026-03-20，快照1E24-1175-1814，陈审核写."""
        return f"{self.edition + '，' if self.edition else ''}{self.day}，快照{self.snapshot.code}，{self.by}写"


class Records:
    """Reads and writes the list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def written(self) -> list[Written]:
        """Every report, the oldest first."""
        edition = self._desk.workspace.cells.edition(REPORTS)
        return [Written(**row) for row in edition.content] if edition else []

    def keep(self, written: Written) -> None:
        """Add one to the list."""
        self._desk.planning.publish(REPORTS, [asdict(each) for each in (*self.written(), written)])

    def snapshot(self, code: str) -> Snapshot:
        """The snapshot with that code (hyphens and case do not matter); UsageError names those there are."""
        wanted = code.replace("-", "").lower()
        found = [each.snapshot for each in self.written() if wanted and each.digest.startswith(wanted)]
        if not found:
            known = "、".join(dict.fromkeys(each.snapshot.code for each in self.written())) or "还没有写过报告"
            raise UsageError(f"没有快照“{code}”", f"现有：{known}")
        return found[-1]

    def first(self, written: Written) -> Written | None:
        """The first edition of the same report from another snapshot; None if this is the first."""
        return next((each for each in self.written() if each.is_of(written) and each.digest != written.digest), None)

    def as_json(self) -> list[dict[str, Any]]:
        """The list with the codes of the snapshots, for the verb and the window."""
        return [{**asdict(each), "snapshot": each.snapshot.code} for each in self.written()]

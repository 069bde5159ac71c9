"""One row of the queue: how far a return is, known at once, and what its figures say, read when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.cells import ReturnKey

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_NAMES = (
    "form", "unit", "period", "state", "due", "overdue", "expected", "filled", "changed", "unreported", "hard", "query",
    "clashes", "risk", "queries", "statement",
)  # fmt: skip


class QueueRow(Mapping[str, Any]):
    """The keys of the verb `queue`; with `check` a return that was not checked yet is checked when `hard` is asked for."""

    def __init__(
        self, desk: Desk, key: ReturnKey, figures: Callable[[ReturnKey], Mapping[str, Any]], *, check: bool
    ) -> None:
        self.key, self.how = key, desk.standings.of(key)
        self._desk, self._figures, self._check = desk, figures, check

    def __getitem__(self, name: str) -> Any:
        """One of the keys of the verb."""
        if name in ("form", "unit", "period"):
            return getattr(self.key, name)
        if name in ("state", "due"):
            return getattr(self.how, name)
        if name == "overdue":
            return self._is_overdue
        if name in ("hard", "query"):
            return self._counts[name == "query"]
        if name == "queries" and not self.how.asked:
            return 0
        return self._figures(self.key)[name]

    @property
    def read(self) -> tuple[object, object, object]:
        """What it rests on: as long as the first two are the same objects and the third is equal, the row is as it was."""
        if self.how.is_closed:
            return self.how, None, None
        return self.how, self._figures(self.key), (self._counts, self._is_overdue)

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of the contract."""
        return iter(_NAMES)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(_NAMES)

    @property
    def _is_overdue(self) -> bool:
        how = self.how
        waits = bool(how.due) and not (how.is_closed or how.is_reported)
        return waits and date.today().isoformat() > str(how.due)  # noqa: DTZ011  the office's own day

    @property
    def _counts(self) -> tuple[int | None, int | None]:
        if self.how.is_closed or not self.how.has_cells:
            return 0, 0
        return self._desk.reviewing.counts(self.key, check=self._check)

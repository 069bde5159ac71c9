"""The rows that a reviewer has before her: all that is open, and of what is closed the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bench.district import Size, build
from haishu_desk.desk import Desk
from haishu_desk.desk.standings import Standings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from haishu_desk.desk.standings import Standing
    from haishu_desk.domain.cells import ReturnKey


def test_of_years_of_closed_returns_so_many_are_looked_at_as_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are counted: they are those that a sort of all rows by their period puts behind, the order is that of `rows`."""
    build(tmp_path / "years.db", Size(3, (2023, 2024, 2025), 1, 1, 12, 4))
    with Desk(tmp_path / "years.db") as desk:
        reviewing, whole = desk.reviewing, desk.reviewing.rows()
        closed = [row.key for row in whole if row.how.is_closed]
        assert len(closed) > 10
        assert desk.standings.totals().open == {row.key for row in whole if not row.how.is_closed}
        looked, of = list[object](), Standings.of

        def looking(self: Standings, key: ReturnKey) -> Standing:
            looked.append(key)
            return of(self, key)

        monkeypatch.setattr(Standings, "of", looking)
        for most in (0, 1, 4, len(closed), len(closed) + 1):
            looked.clear()
            rows, left = reviewing.latest_rows(most)
            last = sorted(closed, key=lambda key: key.period, reverse=True)[:most]
            shown = [row.key for row in whole if not row.how.is_closed or row.key in last]
            assert [row.key for row in rows] == shown
            assert left == len(closed) - len(last)
            assert looked == shown

"""G4: the same statements leave the same file; the rows are those of a bundle."""

from __future__ import annotations

from haishu_desk.bench import bulk


def test_the_entries_are_different_ones_of_different_cells() -> None:
    edits = bulk.Size(500, 3).edits()
    assert len({edit.id for edit in edits}) == 500
    cells = [(edit.key, change.slot) for edit in edits for change in edit.changes]
    assert len(set(cells)) == len(cells) == 1_500


def test_the_goal_is_measured_beside_the_same_statements_and_a_peer() -> None:
    (measured,) = bulk.writing(pairs=2, sizes=(bulk.Size(20, 2),))
    assert measured.goal == 1.3
    assert len(measured.ours) == len(measured.theirs) == 2
    assert "sqlite-utils" in measured.detail

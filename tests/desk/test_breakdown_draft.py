"""The draft of the next assignment stays over a restart and is issued as one edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.breakdown_draft import Draft
from haishu_desk.desk.founding import found
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.assignments import made_row
from haishu_desk.domain.errors import UsageError

A, B = ("145-04", "330203105", "part"), ("145-10", "330203106", "support")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new district."""
    found(tmp_path / "district.db", "district", None, "李区", None)
    return tmp_path / "district.db"


def test_several_changes_are_there_again_after_a_restart_and_issued_as_one_edition(file: Path) -> None:
    with Desk(file, write=True) as desk:
        draft, base = Draft(file), desk.documents.assignment
        draft.put({A: made_row(A, {"2025": "170"})}, base)
        draft.put({B: made_row(B, {})}, base)
    with Desk(file, write=True) as desk:
        draft = Draft(file)
        assert list(draft.left(desk.documents.assignment)) == [A, B]
        assert desk.documents.edition("assignment").number == 1
        written = draft.issue(desk, document="海政办〔2026〕1号", effective="2026-01-01")
        edition = desk.documents.edition("assignment")
        assert (written.numbers, edition.document, edition.effective) == ([2], "海政办〔2026〕1号", "2026-01-01")
        assert made_row(A, {"2025": "170"}) in edition.content
        assert made_row(B, {}) in edition.content
        assert not draft.is_any
        assert not draft.path.exists()


def test_steps_are_taken_back_one_by_one(file: Path) -> None:
    draft = Draft(file)
    draft.put({A: made_row(A, {"2025": "170"})}, [])
    draft.put({A: made_row(A, {"2025": "180"})}, [])
    assert draft.undo()
    assert Draft(file).changes == {A: made_row(A, {"2025": "170"})}
    assert draft.undo()
    assert not draft.undo()
    assert not draft.path.exists()


def test_without_a_document_or_a_change_nothing_is_issued_and_the_draft_stays(file: Path) -> None:
    with Desk(file, write=True) as desk:
        draft, base = Draft(file), desk.documents.assignment
        with pytest.raises(UsageError, match="草稿里没有改动"):
            draft.issue(desk, document="海政办〔2026〕1号", effective=None)
        draft.put({A: made_row(A, {"2025": "170"})}, base)
        with pytest.raises(UsageError, match="没有写文号"):
            draft.issue(desk, document=" ", effective=None)
        with pytest.raises(UsageError, match="看不懂生效日期"):
            draft.issue(desk, document="海政办〔2026〕1号", effective="明天")
        assert Draft(file).is_any
        assert desk.documents.edition("assignment").number == 1


def test_a_row_that_was_issued_otherwise_in_the_meantime_is_named(file: Path) -> None:
    with Desk(file, write=True) as desk:
        draft = Draft(file)
        draft.put({A: made_row(A, {"2025": "170"})}, desk.documents.assignment)
        assert draft.overtaken(desk.documents.assignment) == []
        desk.planning.assign(*A, annual={"2025": "190"})
        assert Draft(file).overtaken(desk.documents.assignment) == [A]


def test_a_units_workspace_issues_nothing(tmp_path: Path) -> None:
    found(tmp_path / "town.db", "unit", "330203105", "张三", None)
    with Desk(tmp_path / "town.db", write=True) as desk:
        draft = Draft(tmp_path / "town.db")
        draft.put({A: made_row(A, {"2025": "1"})}, desk.documents.assignment)
        with pytest.raises(NotYoursError, match="由区级来做"):
            draft.issue(desk, document="镇发〔2026〕1号", effective=None)


@pytest.mark.parametrize("text", ["{", '{"steps": [[{"key": ["a"], "row": null}]], "seen": []}', '{"seen": []}'])
def test_a_draft_that_cannot_be_read_is_put_aside_and_work_goes_on(file: Path, text: str) -> None:
    path = Draft(file).path
    path.write_text(text, encoding="utf-8")
    assert not Draft(file).is_any
    assert path.with_suffix(".unreadable").read_text("utf-8") == text

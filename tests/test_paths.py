"""Where things lie: in the user's own folders, or all in one folder beside the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk import paths


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in a folder of its own."""
    monkeypatch.delenv("HAISHU_DESK_DB", raising=False)
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    return tmp_path


def test_without_the_folder_beside_the_program_the_user_s_own_folders_are_used(program: Path) -> None:
    assert paths.portable() is None
    assert not paths.default_workspace().is_relative_to(program)
    assert paths.default_workspace().name == "workspace.db"


def test_with_the_folder_beside_the_program_everything_lies_in_it(program: Path) -> None:
    kept = program / "haishu-desk-data"
    kept.mkdir()
    assert paths.default_workspace() == kept / "workspace.db"
    assert (paths.user_data(), paths.user_config(), paths.logs()) == (kept, kept, kept / "logs")


def test_the_workspace_that_is_named_comes_before_both(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program / "haishu-desk-data").mkdir()
    monkeypatch.setenv("HAISHU_DESK_DB", str(program / "mine.db"))
    assert paths.default_workspace() == program / "mine.db"

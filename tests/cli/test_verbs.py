"""How a verb gets its desk: --db, HAISHU_DESK_DB, the user's own place, and who is acting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from haishu_desk import paths
from tests.desk.office import TOWN, Office, call


def test_the_workspace_is_named_by_the_environment(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAISHU_DESK_DB", str(office.db("town")))
    assert json.loads(call("keys", "--json").out)[0]["unit"] == "330203105"
    assert json.loads(call("--db", office.db("other"), "keys", "--json").out)[0]["unit"] == "330203106"


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows asks the system and not the environment")
def test_the_users_own_workspace_is_used_when_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert call("values").status == 3
    assert call("init", "--role", "district", "--person", "李区").status == 0
    assert paths.default_workspace().is_relative_to(tmp_path)
    assert json.loads(call("values", "--json").out) == []


@pytest.mark.parametrize("verb", [["plans"], ["units"], ["forms"], ["assign"], ["lists", "--plan", "145"]])
def test_documents_answer_from_the_seed_where_there_is_no_workspace(verb: list[str], office: Office) -> None:
    without = call(*verb, "--json")
    assert (without.status, without.err) == (0, "")
    assert json.loads(without.out) == office.ask("town", *verb)


def test_documents_are_the_shipped_ones_where_there_is_no_workspace(tmp_path: Path) -> None:
    assert call("--db", tmp_path / "none.db", "plans", "--json").out == call("plans", "--json").out
    assert call("--db", tmp_path / "none.db", "values").status == 3


def test_the_person_acting_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.enter("town", "145-04", "1", "--as", "钱七")
    monkeypatch.setenv("HAISHU_DESK_AS", "孙八")
    office.enter("town", "145-11", "1")
    assert [row["by"] for row in office.ask("town", "values")] == ["钱七", "孙八"]


def test_with_several_persons_somebody_must_say_who_is_acting(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.enter("town", "145-04", "2", "--as", "钱七")
    error = office.refused("town", "enter", *TOWN, "--item", "145-04", "--value", "3", status=2)
    assert "张三、钱七" in error["message"]
    assert "--as" in error["advice"]
    assert office.enter("town", "145-04", "3", "--as", "张三")["written"] == 1
    assert len(office.ask("town", "values")) == 1

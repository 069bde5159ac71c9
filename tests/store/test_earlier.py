"""A workspace as it was after an entry of its journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.store.earlier import workspace_then
from tests.desk.figures import enter, whole


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Desk]:
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True, person="李审") as opened:
        yield opened


def test_what_came_later_is_not_there(district: Desk) -> None:
    unit = whole(district, "145-04")
    enter(district, f"{unit} 145-04 2023 3000")
    n = len(district.workspace.journal)
    enter(district, f"{unit} 145-04 2023 3100", f"{unit} 145-04 2022 2900")
    district.planning.publish("settings", {"two_people": True})
    then = workspace_then(district.workspace, n).cells
    (key,) = then.returns()
    assert [head.value.raw for standing in then.heads(key).values() for head in standing] == ["3000"]
    assert then.edition("settings") is None
    assert "settings" not in then.edition_names()
    assert len(district.workspace.cells.returns()) == 2


def test_at_the_last_entry_everything_is_as_it_is_now(district: Desk) -> None:
    unit = whole(district, "145-04")
    enter(district, f"{unit} 145-04 2023 3000")
    then, now = workspace_then(district.workspace, len(district.workspace.journal)).cells, district.workspace.cells
    assert then.returns() == now.returns()
    assert [then.heads(key) for key in then.returns()] == [now.heads(key) for key in now.returns()]
    assert then.edition_names() == now.edition_names()

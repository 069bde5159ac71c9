"""A workspace as it was after an entry of its journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey, Slot, is_query
from haishu_desk.domain.returns import Revision
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


def test_whatever_is_asked_of_a_part_of_it_is_the_same_now_and_at_the_last_entry(
    district: Desk, tmp_path: Path
) -> None:
    """Each answer beside what it comes to from the whole."""
    unit, other = whole(district, "145-04"), "145-33"
    district.exchange.issue([unit], "2023", "2024-01-31", tmp_path / "task.xlsx")
    enter(
        district, f"{unit} 145-04 2023 3000", f"{unit} 145-04 2022 2900", f"{whole(district, other)} {other} 2023 0.3"
    )
    district.reviewing.review(unit, "2023", "approved", form="indicators", comment="补录")
    district.querying.ask(ReturnKey("indicators", unit, "2023"), Slot("145-04"), "请核实")
    district.reviewing.review(unit, "2022", "approved", form="indicators", comment="补录")
    now = district.workspace.cells
    for cells in (now, workspace_then(district.workspace, len(district.workspace.journal)).cells):
        for key in now.returns():
            heads = now.heads(key)
            asked = [slot for slot in heads if is_query(slot.field)]
            assert cells.counts(key) == (len(heads) - len(asked), len(asked))
            for item in ("145-04", other):
                assert cells.heads(key, item) == {slot: each for slot, each in heads.items() if slot.item == item}
            revisions = [
                n
                for each in district.course(key).revisions
                for n in district.workspace.journal.numbers([each.id]).values()
            ]
            assert cells.last_of("revision", key) == max(revisions, default=0)
        keys = [key for key in now.returns() if (key.form, key.unit) == ("indicators", unit)]
        found = {key.period: now.heads(key, "145-04") for key in keys if now.heads(key, "145-04")}
        assert set(found) == {"2022", "2023"}
        assert cells.heads_of_item("indicators", unit, "145-04") == found
        assert cells.keys_of_item("145-04") == keys
        assert cells.keys_of_item("145-04", whole(district, other)) == (keys if whole(district, other) == unit else [])
        bodies = [Revision.from_body(body).key.period for body in cells.bodies_of_unit("revision", unit)]
        assert bodies == ["2022", "2023"], "the newest report first"

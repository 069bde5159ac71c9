"""复制上期: what is taken over, what is 待核, and who clears it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.carrying import NothingToCarryError, earlier
from haishu_desk.desk.permission import ClosedReturnError
from haishu_desk.domain.cells import Heads, ReturnKey, Slot
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import show
from haishu_desk.store.cells import Cells
from tests.desk.office import INDICATORS, PERIOD, TASKS, YINJIANG, Office

BEFORE = "2024"


def _enter(desk: Desk, item: str, value: str, *, period: str = BEFORE, field: str = "value", **more: str) -> None:
    row = {"unit": YINJIANG, "period": period, "item": item, "field": field, "value": value, **more}
    desk.entry.enter([row])


def _said(heads: Heads) -> dict[tuple[str, str, str | None], str]:
    return {(slot.item, slot.field, slot.vintage): show(found[0].value) for slot, found in heads.items()}


@pytest.mark.parametrize(
    ("period", "before"),
    [("2025", ["2024"]), ("2025-Q3", ["2025-Q2", "2024-Q3"]), ("2025-Q1", ["2024-Q4", "2024-Q1"]),
     ("2025-H1", ["2024-H2", "2024-H1"]), ("2025-01", ["2024-12", "2024-01"])],
)  # fmt: skip
def test_the_period_before_comes_first_and_then_the_same_of_the_year_before(period: str, before: list[str]) -> None:
    assert list(map(str, earlier(parse_period(period)))) == before


def test_values_go_into_empty_cells_as_one_batch_without_their_status_and_remarks(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        _enter(desk, "145-04", "120", vintage="最终核实", note="年报")
        _enter(desk, "145-06", "不适用")
        _enter(desk, "145-11", "未取得")
        _enter(desk, "145-12", "0.4")
        _enter(desk, "145-12", "0.5", period=PERIOD, vintage="快报")
        assert desk.carrying.carry(INDICATORS) == 2
        assert _said(desk.heads(INDICATORS)) == {
            ("145-12", "value", "快报"): "0.5", ("145-04", "value", None): "120", ("145-06", "value", None): "不适用",
        }  # fmt: skip
        assert [edit.source for edit in desk.edits(INDICATORS)][1:] == [{"kind": "carried", "from": BEFORE}]
        assert desk.carrying.waiting(INDICATORS) == [Slot("145-04"), Slot("145-06")]
        (event,) = desk.reading.history(INDICATORS, "145-04")
        assert (event["event"], event["by"]) == ("复制上期", "张三")


def test_an_empty_cell_of_a_row_takes_the_status_that_the_row_has(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        _enter(desk, "145-22", "60")
        _enter(desk, "145-22", "3", field="numerator")
        _enter(desk, "145-22", "61", period=PERIOD, vintage="快报")
        desk.carrying.carry(INDICATORS)
        assert _said(desk.heads(INDICATORS))["145-22", "numerator", "快报"] == "3"


def test_all_fields_of_a_task_are_taken_over(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        _enter(desk, "145-b13-0-01", "已开工")
        _enter(desk, "145-b13-0-01", "在建", field="stage")
        _enter(desk, "145-b13-0-01", "1200", field="invested")
        assert desk.carrying.carry(TASKS) == 3


def test_nothing_to_take_over_is_said_and_a_closed_return_takes_nothing(reported: Office) -> None:
    with reported.desk("town", write=True) as desk, pytest.raises(NothingToCarryError):
        desk.carrying.carry(INDICATORS)
    with reported.desk("town", write=True) as desk:
        _enter(desk, "145-06", "3")
    reported.review("--approve", "--comment", "同意")
    reported.reply("approved.xlsx")
    reported.receive("town", "approved.xlsx")
    with reported.desk("town", write=True) as desk, pytest.raises(ClosedReturnError):
        desk.carrying.carry(INDICATORS)


def test_typing_the_same_or_another_value_and_accepting_clear_the_mark(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        for item in ("145-04", "145-06", "145-11"):
            _enter(desk, item, "7")
        desk.carrying.carry(INDICATORS)
        _enter(desk, "145-04", "7", period=PERIOD)
        assert desk.carrying.waiting(INDICATORS) == [Slot("145-06"), Slot("145-11")]
        _enter(desk, "145-06", "8", period=PERIOD)
        assert desk.carrying.accept(INDICATORS, [Slot("145-11"), Slot("145-04")]) == 1
        assert desk.carrying.waiting(INDICATORS) == []
        events = [[event["event"] for event in desk.reading.history(INDICATORS, item)] for item in ("145-04", "145-11")]
        assert events == [["复制上期", "录入"], ["复制上期", "认可"]]


def test_undo_and_redo_keep_the_mark_where_it_was(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        _enter(desk, "145-04", "7")
        desk.carrying.carry(INDICATORS)
        desk.carrying.accept(INDICATORS, [Slot("145-04")])
        on = [INDICATORS]
        desk.undoing.undo(on=on)
        assert desk.carrying.waiting(INDICATORS) == [Slot("145-04")]
        desk.undoing.undo(on=on)
        assert (desk.carrying.waiting(INDICATORS), _said(desk.heads(INDICATORS))) == (
            [],
            {("145-04", "value", None): ""},
        )
        desk.undoing.redo(on=on)
        assert desk.carrying.waiting(INDICATORS) == [Slot("145-04")]
        desk.undoing.redo(on=on)
        assert desk.carrying.waiting(INDICATORS) == []


def test_the_mark_travels_with_the_bundle(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        _enter(desk, "145-04", "7")
        desk.carrying.carry(INDICATORS)
    office.submit("town", "up.xlsx")
    office.receive("district", "up.xlsx")
    with office.desk("district") as desk:
        assert desk.carrying.waiting(ReturnKey("indicators", YINJIANG, PERIOD)) == [Slot("145-04")]


def test_whether_a_return_has_copies_is_read_on_and_a_copy_that_was_given_back_is_none(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    whole = Cells.bodies

    def bodies(self: Cells, kind: str, key: ReturnKey, until: int | None = None, since: int = 0) -> Iterator[bytes]:
        for body in whole(self, kind, key, until, since):
            read.append(body)
            yield body

    with office.desk("town", write=True) as desk:
        _enter(desk, "145-04", "120")
        _enter(desk, "145-06", "7", period=PERIOD)
        assert desk.carrying.unconfirmed(INDICATORS) == set()
        with desk.rehearsal():
            desk.carrying.carry(INDICATORS)
            assert desk.carrying.unconfirmed(INDICATORS) == {"145-04"}
        assert desk.carrying.unconfirmed(INDICATORS) == set()
        monkeypatch.setattr(Cells, "bodies", bodies)
        assert desk.carrying.unconfirmed(INDICATORS) == set()
        assert read == [], "nothing came since"
        monkeypatch.undo()
        desk.carrying.carry(INDICATORS)
        assert desk.carrying.unconfirmed(INDICATORS) == {"145-04"}
        _enter(desk, "145-04", "121", period=PERIOD)
        assert desk.carrying.unconfirmed(INDICATORS) == set()

"""What the checks read of a desk: the value that counts, what was printed or sent along, earlier years, who reports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from haishu_desk.checks.ground import Place
from haishu_desk.desk import Desk
from haishu_desk.desk.ground import DeskGround, spoken_in
from haishu_desk.domain.cells import Heads, ReturnKey
from haishu_desk.domain.quantity import show
from haishu_desk.store.cells import Cells
from tests.desk.office import DISTRICT, INDICATORS, PERIOD, YINJIANG, ZHANGSHUI, Office

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "format-1"
TJJ = "dept-tjj"


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """The district, open for writing."""
    with office.desk("district", write=True) as desk:
        yield desk


def enter(desk: Desk, unit: str, item: str, value: str, period: str = PERIOD, **more: str) -> None:
    desk.entry.enter([{"unit": unit, "period": period, "item": item, "value": value, **more}])


def said(ground: DeskGround, place: Place) -> str | None:
    value = ground.value(place)
    return show(value) if value is not None else None


def test_the_value_that_counts_is_of_the_best_vintage_and_one_that_is_asked_for_is_that_one(desk: Desk) -> None:
    for value, vintage in (("1", "预计"), ("3", "最终核实"), ("2", "初步核算")):
        enter(desk, YINJIANG, "145-04", value, vintage=vintage)
    ground, place = desk.checking.ground, Place("145-04", "value", YINJIANG, PERIOD)
    assert said(ground, place) == "3"
    assert said(ground, Place("145-04", "value", YINJIANG, PERIOD, "预计")) == "1"
    assert ground.value(Place("145-04", "value", YINJIANG, PERIOD, None)) is None
    assert {vintage: show(value) for vintage, value in ground.vintages(place).items()} == {
        "预计": "1", "最终核实": "3", "初步核算": "2",
    }  # fmt: skip


def test_nothing_cleared_and_two_values_are_no_value_and_two_values_are_an_answer(clashing: Office) -> None:
    with clashing.desk("district", write=True) as desk:
        ground = desk.checking.ground
        place = Place("145-04", "value", YINJIANG, PERIOD)
        assert (ground.value(place), ground.is_answered(place)) == (None, True)  # 120 and 200
        nothing = Place("145-06", "value", YINJIANG, PERIOD)
        assert (ground.value(nothing), ground.is_answered(nothing)) == (None, False)


def test_what_was_cleared_is_no_answer(desk: Desk) -> None:
    enter(desk, YINJIANG, "145-04", "5")
    enter(desk, YINJIANG, "145-04", "")
    place = Place("145-04", "value", YINJIANG, PERIOD)
    assert (desk.checking.ground.value(place), desk.checking.ground.is_answered(place)) == (None, False)


def test_the_printed_base_is_the_districts_and_no_townships(desk: Desk) -> None:
    """145-05: 27.88 in 2020, as the plan's table prints it."""
    ground = desk.checking.ground
    whole = next(iter(desk.documents.reporters("145-05")))
    assert said(ground, Place("145-05", "value", whole, "2020")) == "27.88"
    assert said(ground, Place("145-05", "value", whole, "2019")) is None
    assert ground.base("145-05", whole) == Decimal("27.88")
    assert (ground.base("145-05", YINJIANG), ground.target("145-05", YINJIANG)) == (None, None)
    assert said(ground, Place("145-04", "value", YINJIANG, "2020")) is None


def test_one_department_that_asks_for_anothers_figure_gets_the_districts(desk: Desk) -> None:
    enter(desk, TJJ, "145-01", "1500")
    ground = desk.checking.ground
    assert said(ground, Place("145-01", "value", "dept-kjj", PERIOD)) == "1500"
    assert said(ground, Place("145-01", "value", YINJIANG, PERIOD)) is None


def test_earlier_years_are_read_back_through_the_plan_before(desk: Desk) -> None:
    """145-01 continues 135-01: 2019 stands under the old code."""
    enter(desk, TJJ, "135-01", "1100", "2019")
    enter(desk, TJJ, "145-01", "1300", "2023")
    history = desk.checking.ground.history(Place("145-01", "value", TJJ, "2024"))
    known = {str(period): show(value) for period, value in history}
    assert (known["2019"], known["2023"]) == ("1100", "1300")
    assert list(known) == sorted(known)
    assert "2024" not in known


def test_an_old_workspace_without_the_plan_before_has_a_shorter_history(tmp_path: Path) -> None:
    shutil.copy(GOLDEN / "district-before-receiving.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db") as desk:
        assert "135-01" not in desk.documents.catalogue
        history = desk.checking.ground.history(Place("145-01", "value", TJJ, "2024"))
        assert [str(period) for period, _ in history] == ["2020"]  # the printed base


def test_what_the_district_sent_along_is_the_earlier_value_at_the_unit(office: Office) -> None:
    with office.desk("district", write=True) as district:
        enter(district, YINJIANG, "145-04", "4", "2024")
        district.exchange.issue([YINJIANG], PERIOD, None, office.file("again.xlsx"))
    office.receive("town", "again.xlsx")
    with office.desk("town") as town:
        assert said(town.checking.ground, Place("145-04", "value", YINJIANG, "2024")) == "4"


def test_a_note_is_told_and_nobody_but_the_district_has_townships_below_it(desk: Desk, office: Office) -> None:
    enter(desk, YINJIANG, "145-04", "4", note="含两家新企业")
    ground = desk.checking.ground
    assert ground.note(Place("145-04", "value", YINJIANG, PERIOD)) == "含两家新企业"
    assert ground.note(Place("145-06", "value", YINJIANG, PERIOD)) == ""
    assert YINJIANG in ground.children(DISTRICT, "2025")
    assert ground.children(YINJIANG, "2025") == ()
    with office.desk("town") as town:
        assert town.checking.ground.children(DISTRICT, "2025") == ()


def test_what_is_expected_is_the_units_own_breakdown_or_the_plans(desk: Desk) -> None:
    """145-05: from 27.88 to 43 in five years, so that 2023 is three fifths of the way: 27.88 + 0.6 x 15.12 = 36.952."""
    ground = desk.checking.ground
    whole = next(unit for unit in desk.documents.reporters("145-05") if not ground.is_part(unit))
    assert ground.term("145-05") == (2021, 2025)
    assert ground.expected("145-05", whole, "2023") == Decimal("36.952")
    assert ground.expected("145-05", YINJIANG, "2023") is None


def test_what_is_asked_for_is_noted_and_what_is_not_there_is_not_read(desk: Desk) -> None:
    enter(desk, YINJIANG, "145-04", "5")
    ground = desk.checking.ground
    with ground.noting() as asked:
        ground.value(Place("145-04", "value", YINJIANG, PERIOD))
        ground.value(Place("145-04", "value", YINJIANG, "2024"))
    ground.value(Place("145-04", "value", ZHANGSHUI, PERIOD))
    assert asked == {INDICATORS, ReturnKey("indicators", YINJIANG, "2024")}
    read: list[str] = []
    desk.workspace.database.sql.set_trace_callback(read.append)
    ground.value(Place("145-04", "value", YINJIANG, "2022-09"))
    assert read == []


def test_of_a_return_beside_the_item_that_is_asked_for_is_read_and_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item in ("145-04", "145-06", "145-11"):
        enter(desk, ZHANGSHUI, item, "5")
    ground, read = desk.checking.ground, list[str | None]()
    heads = Cells.heads

    def reading(cells: Cells, key: ReturnKey, item: str | None = None) -> Heads:
        read.append(item)
        return heads(cells, key, item)

    monkeypatch.setattr(Cells, "heads", reading)
    for _ in range(2):
        assert said(ground, Place("145-04", "value", ZHANGSHUI, PERIOD)) == "5"
        assert ground.note(Place("145-04", "value", ZHANGSHUI, PERIOD)) == ""
    assert read == ["145-04"]
    enter(desk, ZHANGSHUI, "145-04", "6")
    assert said(ground, Place("145-04", "value", ZHANGSHUI, PERIOD)) == "6"


def test_of_more_returns_than_are_kept_the_first_is_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of thousands of values would stay in memory otherwise."""
    monkeypatch.setattr("haishu_desk.desk.ground.KEPT", 2)
    units = (YINJIANG, ZHANGSHUI, "330203104")
    for place, unit in enumerate(units):
        enter(desk, unit, "145-04", str(place))
    ground, read, heads = desk.checking.ground, list[str](), Cells.heads

    def reading(cells: Cells, key: ReturnKey, item: str | None = None) -> Heads:
        read.append(key.unit)
        return heads(cells, key, item)

    monkeypatch.setattr(Cells, "heads", reading)
    asked = (*units, units[2], units[0])
    assert [said(ground, Place("145-04", "value", unit, PERIOD)) for unit in asked] == ["0", "1", "2", "2", "0"]
    assert read == [*units, units[0]]


def test_a_void_return_says_nothing_until_it_is_opened_again(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        ground, place = desk.checking.ground, Place("145-04", "value", YINJIANG, PERIOD)
        for what, then in (("voided", None), ("reopened", "120")):
            desk.reviewing.review(YINJIANG, PERIOD, what, comment="另有一份")
            assert said(ground, place) == then


def test_a_return_that_is_written_to_for_the_first_time_is_read_from_then_on(desk: Desk) -> None:
    place = Place("145-04", "value", YINJIANG, "2023")
    assert desk.checking.ground.value(place) is None
    enter(desk, YINJIANG, "145-04", "3", "2023")
    assert said(desk.checking.ground, place) == "3"


@pytest.mark.parametrize("text", ["", "{}x", "7", '{"rule": "R"}', '["R"]', '[{"other": 1}]', "null"])
def test_what_is_no_word_says_nothing(text: str) -> None:
    assert spoken_in(text) == []

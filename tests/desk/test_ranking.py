"""晾晒 on a desk: who is ranked, against which year, by which plan of its own, and who sees the names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.settings import NAME
from haishu_desk.desk.succession import UnitChanges
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.unit_changes import MERGED, REPLACED, NewUnit, UnitChange
from tests.desk.figures import SHIQI, YINJIANG, ZHANGSHUI, enter


def ranks(desk: Desk, item: str = "145-04", period: str = "2023", **how: Any) -> dict[str | None, dict[str, Any]]:
    return {row["unit"]: row for row in desk.ranking.rank(item, period, **{"basis": "current", **how})}


def test_townships_are_ranked_and_the_missing_stand_at_the_end(district: Desk) -> None:
    enter(district, f"{YINJIANG} 145-04 2023 120", f"{ZHANGSHUI} 145-04 2023 200", f"{SHIQI} 145-04 2023 120",
          f"{YINJIANG} 145-04 2022 100", "dept-scjgj 145-04 2023 2800")  # fmt: skip
    rows = district.ranking.rank("145-04", "2023", basis="current")
    assert [(row["unit"], row["rank"], row["value"]) for row in rows[:3]] == [
        (ZHANGSHUI, 1, "200"), (SHIQI, 2, "120"), (YINJIANG, 2, "120"),
    ]  # fmt: skip
    assert {(row["rank"], row["value"], row["share"]) for row in rows[3:]} == {(None, None, None)}
    assert len(rows) == 17
    assert (rows[2]["name"], rows[2]["before"], rows[2]["change"], rows[2]["share"]) == ("鄞江镇", "100", "0.2", None)
    assert district.ranking.rank("145-04", "2023")[0]["rank"] is None  # nothing is approved


def test_a_unit_is_held_against_its_own_breakdown(district: Desk) -> None:
    district.planning.assign("145-04", YINJIANG, "part", annual={"2023": "150"})
    enter(district, f"{YINJIANG} 145-04 2023 120")
    row = ranks(district)[YINJIANG]
    assert (row["planned"], row["completion"]) == ("150", "0.8")
    assert ranks(district)[SHIQI]["planned"] is None
    enter(district, f"{YINJIANG} 145-04 2023-06 60")
    assert ranks(district, period="2023-06")[YINJIANG]["planned"] is None


def test_a_ratio_is_reckoned_from_its_parts_and_contributes_nothing(district: Desk) -> None:
    enter(district, f"{YINJIANG} 145-06 2023 40 numerator", f"{YINJIANG} 145-06 2023 400 denominator",
          f"{YINJIANG} 145-06 2022 9.5")  # fmt: skip
    row = ranks(district, "145-06")[YINJIANG]
    assert (row["value"], row["difference"], row["change"], row["contribution"]) == ("10", "0.5", None, None)


def test_kinds_are_ranked_among_themselves(district: Desk) -> None:
    enter(district, f"{YINJIANG} 145-04 2023 120", f"{SHIQI} 145-04 2023 200")
    towns = ranks(district, by=["town"])
    assert (towns[YINJIANG]["rank"], len(towns)) == (1, 7)


def test_departments_that_share_an_item_are_ranked_where_no_township_reports_it(district: Desk) -> None:
    assert ranks(district, "145-01") == {}  # one department reports it alone


def test_a_street_is_held_against_the_town_it_came_out_of_and_a_larger_unit_against_nothing(district: Desk) -> None:
    enter(district, f"{YINJIANG} 145-04 2024 100", f"{YINJIANG} 145-04 2025 120")
    street = "330203012"
    UnitChanges(district).succeed(
        UnitChange(REPLACED, (YINJIANG,), (street,), "2025-07-01", "浙民〔2025〕9号"), [NewUnit(street, "鄞江街道")]
    )
    row = ranks(district, period="2025")[street]
    assert (row["name"], row["before"], row["change"]) == ("鄞江街道", "100", "0.2")
    enter(district, f"{ZHANGSHUI} 145-04 2024 50", f"{ZHANGSHUI} 145-04 2025 300")
    UnitChanges(district).succeed(
        UnitChange(MERGED, ("330203200",), (ZHANGSHUI,), "2025-08-01", "浙民〔2025〕10号"), [NewUnit(ZHANGSHUI)]
    )
    row = ranks(district, period="2025")[ZHANGSHUI]
    assert (row["value"], row["before"], row["change"]) == ("300", None, None)


def test_names_are_shown_outside_only_when_the_district_says_so(district: Desk) -> None:
    enter(district, f"{YINJIANG} 145-04 2023 120")
    assert ranks(district)[YINJIANG]["name"] == "鄞江镇"
    (first, *_) = district.ranking.rank("145-04", "2023", basis="current", outside=True)
    assert (first["unit"], first["name"], first["rank"], first["value"]) == (None, None, 1, "120")
    district.settings.show_names_in_ranking(wanted=True, document="海规〔2026〕5号")
    (first, *_) = district.ranking.rank("145-04", "2023", basis="current", outside=True)
    assert (first["unit"], first["name"]) == (YINJIANG, "鄞江镇")
    district.settings.show_names_in_ranking(wanted=True)  # the same once more
    district.settings.want_two_people(wanted=True)
    edition = district.workspace.cells.edition(NAME)
    assert edition is not None
    assert (edition.number, edition.content) == (2, {"ranking": True, "two_people": True})
    district.settings.show_names_in_ranking(wanted=False)
    assert district.settings.names_in_ranking is False
    assert district.settings.two_people is True


def test_a_unit_sees_its_own_name_alone_and_switches_nothing(tmp_path: Path) -> None:
    found(tmp_path / "town.db", "unit", YINJIANG, "张三", None)
    with Desk(tmp_path / "town.db", write=True, person="张三") as desk:
        enter(desk, f"{YINJIANG} 145-04 2023 120")
        rows = desk.ranking.rank("145-04", "2023", basis="current")
        assert rows[0]["unit"] == YINJIANG
        assert {row["unit"] for row in rows[1:]} == {None}
        with pytest.raises(NotYoursError):
            desk.settings.show_names_in_ranking(wanted=True)


@pytest.mark.parametrize(
    "asked", [("145-99", "2023", {}), ("145-02", "2023-06", {}), ("145-04", "x", {}), ("145-04", "2023", {"by": ["x"]}),
              ("145-04", "2023", {"basis": "x"})]
)  # fmt: skip
def test_what_there_is_none_of_is_wrong_usage(district: Desk, asked: tuple[str, str, dict[str, Any]]) -> None:
    item, period, how = asked
    with pytest.raises(UsageError):
        district.ranking.rank(item, period, **how)

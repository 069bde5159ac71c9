"""代录 with its source and date: kept with the edit, shown wherever the history is, and never for one's own figures."""

from __future__ import annotations

import pytest

from haishu_desk.desk.trail import Asked, Trail
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.provenance import Provenance, provenance_words
from tests.desk.office import TOWN, Office

TOLD = ("--source", "电话", "--source-date", "2026-01-05")


def test_what_is_told_is_kept_with_the_edit_and_shown(office: Office) -> None:
    office.ask("district", "enter", *TOWN, "--item", "145-04", "--value", "120", *TOLD)
    (event,) = office.ask("district", "history", *TOWN, "--item", "145-04")
    assert event["event"] == "代录"
    assert event["source"] == {"kind": "on-behalf", "told_by": "电话", "told_on": "2026-01-05"}
    assert "电话 2026-01-05" in office.say("district", "history", *TOWN, "--item", "145-04").out
    with office.desk("district") as desk:
        rows = Trail(desk).rows(Asked())
    assert [row.source for row in rows if row.what == "代录"] == ["电话 2026-01-05"]


def test_a_table_of_cells_is_told_of_as_a_whole(office: Office) -> None:
    file = office.table("t.csv", "unit,period,item,value", f"{TOWN[1]},2025,145-04,1", f"{TOWN[1]},2025,145-11,2")
    assert office.ask("district", "enter", "--from", file, *TOLD)["written"] == 2
    for item in ("145-04", "145-11"):
        (event,) = office.ask("district", "history", *TOWN, "--item", item)
        assert (event["source"]["told_by"], event["source"]["file"]) == ("电话", "t.csv")


def test_without_it_nothing_is_asked_and_nothing_is_kept(office: Office) -> None:
    office.ask("district", "enter", *TOWN, "--item", "145-04", "--value", "120")
    (event,) = office.ask("district", "history", *TOWN, "--item", "145-04")
    assert event["source"] == {"kind": "on-behalf"}


def test_a_unit_has_no_source_of_its_own_figures(office: Office) -> None:
    error = office.refused("town", "enter", *TOWN, "--item", "145-04", "--value", "1", *TOLD, status=2)
    assert error["message"] == "代录的来源由区级来写"


@pytest.mark.parametrize(
    ("source", "day", "said"),
    [
        ("电话", "昨天", "看不懂来源的日期"),
        ("电话", "2999-01-01", "还没有到"),
        ("", "2026-01-05", "没有写来源"),
        ("长" * 61, None, "有 61 个字"),
    ],
)
def test_what_is_no_source_is_refused(source: str, day: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Provenance.of(source, day)


def test_nothing_is_nothing() -> None:
    assert Provenance.of(" ", "") is None
    assert provenance_words(None) == provenance_words({"kind": "on-behalf"}) == ""
    assert Provenance.of(" 来函 ", None) == Provenance("来函")

"""历史补录: what waits, and one decision for many units."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from tests.desk.office import YINJIANG, ZHANGSHUI, Office

NUMBER = "海政发〔2026〕5号"


@pytest.fixture
def filled(tmp_path: Path) -> Office:
    """Two towns and two years, entered by the district from a table of our own columns."""
    office = Office(tmp_path)
    office.ask("district", "init", "--role", "district", "--person", "李区")
    rows = [f"{unit},{year},145-04,{year}" for unit in (YINJIANG, ZHANGSHUI) for year in (2021, 2022)]
    office.ask("district", "enter", "--from", office.table("t.csv", "unit,period,item,value", *rows))
    return office


def test_a_table_of_our_own_columns_for_years_that_are_over_is_backfilled_too(filled: Office) -> None:
    words = ("--unit", YINJIANG, "--period", "2021", "--item", "145-04")
    (event,) = filled.ask("district", "history", *words)
    assert (event["event"], event["source"]["file"]) == ("补录", "t.csv")
    filled.ask("district", "enter", *words, "--value", "7")
    assert [event["event"] for event in filled.ask("district", "history", *words)] == ["补录", "代录"], (
        "one cell is 代录"
    )


def test_one_decision_approves_all_units_of_several_years(filled: Office) -> None:
    with filled.desk("district", write=True) as desk:
        assert len(desk.backfill.waiting(["2021"])) == 2
        answer = desk.backfill.approve(["2021", "2022"], NUMBER)
        assert [(row["unit"], row["period"], row["state"]) for row in answer["returns"]] == [
            (YINJIANG, "2021", "审核通过"),
            (ZHANGSHUI, "2021", "审核通过"),
            (YINJIANG, "2022", "审核通过"),
            (ZHANGSHUI, "2022", "审核通过"),
        ]
        log = [entry["what"] for entry in desk.keeping.log()["entries"]]
        assert log[-1] == f"成批审核通过 2 个单位 4 份报表（2021、2022）：{NUMBER}"
        assert log.count(f"审核通过（补录，{NUMBER}）") == 4
        assert log.count("补录 1 格：145-04") == 4
        last = desk.reading.history(ReturnKey("indicators", YINJIANG, "2021"), "145-04")[-1]
        assert (last["event"], last["reason"]) == ("审核通过", f"补录，{NUMBER}")
        assert desk.backfill.waiting(["2021", "2022"]) == []
        with pytest.raises(DeskError, match="没有区级录入"):
            desk.backfill.approve(["2021"], NUMBER)


def test_without_a_document_number_nothing_is_approved(filled: Office) -> None:
    with filled.desk("district", write=True) as desk:
        for comment in (None, "", "  "):
            with pytest.raises(DeskError, match="要写依据"):
                desk.backfill.approve(["2021"], comment)


def test_what_a_unit_reported_itself_waits_for_its_own_review(reported: Office) -> None:
    reported.ask("district", "enter", "--unit", ZHANGSHUI, "--period", "2025", "--item", "145-04", "--value", "9")
    with reported.desk("district", write=True) as desk:
        assert [key.unit for key in desk.backfill.waiting(["2025"])] == [ZHANGSHUI]
        desk.backfill.approve(["2025"], NUMBER)
        (event,) = [
            event
            for event in desk.reading.history(ReturnKey("indicators", ZHANGSHUI, "2025"), "145-04")
            if event["event"] == "审核通过"
        ]
        assert event["reason"] == NUMBER, "代录 in a period that is open is not 补录"


def test_a_unit_cannot_approve(office: Office) -> None:
    with office.desk("town", write=True) as desk, pytest.raises(DeskError, match="审核由区级来做"):
        desk.backfill.approve(["2025"], NUMBER)


def test_a_return_in_disagreement_stops_the_whole_batch(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from haishu_desk.desk import backfill  # noqa: PLC0415  to look at it through a clash
    from haishu_desk.domain.cells import Slot  # noqa: PLC0415

    monkeypatch.setattr(backfill, "clashes_in", lambda heads: [Slot("145-04")] if heads else [])
    before = filled.state("district")
    with filled.desk("district", write=True) as desk, pytest.raises(DeskError, match="鄞江镇·2021·145-04"):
        desk.backfill.approve(["2021"], NUMBER)
    assert filled.state("district") == before

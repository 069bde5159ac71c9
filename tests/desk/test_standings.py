"""How far every return is: kept as long as it is so, beside a desk that reads the whole anew after each step."""

from __future__ import annotations

from contextlib import suppress

from haishu_desk.desk import Desk
from haishu_desk.desk.standings import Standing, Totals
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.returns import APPROVED, RECEIVED, SENT_BACK
from tests.desk.office import INDICATORS, PERIOD, TASKS, YINJIANG, ZHANGSHUI, Office

PLACE = (YINJIANG, PERIOD)


def known(desk: Desk) -> dict[ReturnKey, Standing]:
    return {key: desk.standings.of(key) for key in desk.standings.all()}


def totals_of(found: dict[ReturnKey, Standing]) -> Totals:
    """One after the other."""
    totals = Totals()
    for key, how in found.items():
        totals.add(key, how)
    return totals


def same(office: Office, desk: Desk) -> bool:
    """Whether it says what a desk says that has read nothing yet; the queue too."""
    with office.desk("district") as anew:
        assert desk.reviewing.queue(check=False) == anew.reviewing.queue(check=False)
        assert desk.standings.totals() == totals_of(known(anew))
        return known(desk) == known(anew)


def test_nothing_of_it_is_stale_whatever_was_written_or_given_back(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        assert same(reported, desk)
        assert known(desk)[INDICATORS].state == RECEIVED
        with desk.workspace.rehearsal():
            desk.reviewing.review(*PLACE, "approved")
            assert desk.standings.of(INDICATORS).state == APPROVED, "inside it is so"
        assert same(reported, desk)
        assert desk.standings.of(INDICATORS).state == RECEIVED
        with suppress(DeskError), desk.workspace.transaction():
            desk.reviewing.review(*PLACE, "approved")
            assert known(desk)[TASKS].state == APPROVED
            raise DeskError("给回去", "", code="test")
        assert same(reported, desk)
        desk.querying.ask(INDICATORS, Slot("145-04"), "请核实")
        assert desk.standings.of(INDICATORS).asked
        assert same(reported, desk)
        remark = {"item": "145-04", "comment": "请核对"}
        desk.reviewing.review(*PLACE, "returned", remarks=[remark])
        assert (desk.standings.of(INDICATORS).state, desk.standings.of(INDICATORS).returned) == (SENT_BACK, 1)
        assert same(reported, desk)


def test_a_return_that_is_new_is_there_at_once(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        before = set(known(desk))
        desk.exchange.issue([ZHANGSHUI], "2025-Q3", "2026-01-10", reported.file("quarter.xlsx"))
        assert {key.period for key in set(known(desk)) - before} == {"2025-Q3"}
        assert same(reported, desk)


def test_what_is_read_by_and_by_is_left_out_until_it_was(reported: Office) -> None:
    """The latest period first; what is written to meanwhile is known."""
    with reported.desk("district", write=True) as desk:
        desk.exchange.issue([ZHANGSHUI], "2025-Q3", "2026-01-10", reported.file("quarter.xlsx"))
    with reported.desk("district", write=True) as desk:
        left = desk.standings.by_and_by()
        assert [key.period for key in left] == sorted((key.period for key in left), reverse=False)
        assert desk.standings.known() == []
        assert desk.reviewing.rows(by_and_by=True) == []
        assert len(desk.reviewing.queue(check=False)) == len(left), "who asks for all gets all"
    with reported.desk("district", write=True) as desk:
        left = desk.standings.by_and_by()
        desk.reviewing.read_ahead(left[0])
        assert desk.standings.known() == [left[0]]
        for key in left:
            desk.reviewing.read_ahead(key)
        assert set(desk.standings.known()) == set(left)


def test_of_all_returns_together_only_the_one_that_was_written_to_is_looked_at_again(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        standings = desk.standings
        assert standings.totals() == totals_of(known(desk))
        looked, of = list[ReturnKey](), standings.of

        def looking(key: ReturnKey) -> Standing:
            looked.append(key)
            return of(key)

        standings.__dict__["of"] = looking
        desk.reviewing.review(*PLACE, "returned", form="indicators", comment="请改")
        looked.clear()
        assert standings.totals().states[SENT_BACK] >= 1
        assert set(looked) == {INDICATORS}
        assert standings.totals() == totals_of(known(desk))

"""Sealing: a revision of what stands now, after all revisions there are."""

from __future__ import annotations

from haishu_desk.desk.sealing import seal
from haishu_desk.domain.returns import Revision
from tests.desk.office import INDICATORS, Office


def test_a_revision_holds_what_stands_and_follows_the_last_one(reported: Office) -> None:
    with reported.desk("district") as desk:
        course = desk.course(INDICATORS)
        revision = seal(desk, INDICATORS)
        assert revision.heads == desk.heads(INDICATORS)
        assert revision.previous == tuple(tip.id for tip in course.tips)
        assert course.last_decision is not None
        assert (revision.decision, revision.signed) == (course.last_decision.id, True)
        assert seal(desk, INDICATORS, signed=False).signed is False
        assert Revision.from_body(revision.body) == revision


def test_a_revision_follows_both_computers_reports(reported: Office) -> None:
    reported.enter("second", "145-12", "2")
    reported.submit("second", "second.xlsx")
    reported.receive("district", "second.xlsx")
    with reported.desk("district") as desk:
        assert len(desk.course(INDICATORS).tips) == 2
        assert len(seal(desk, INDICATORS).previous) == 2

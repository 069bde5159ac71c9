"""Who has still to be told of what; and that what was read of the trail is never stale."""

from __future__ import annotations

from contextlib import suppress

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Slot
from haishu_desk.domain.errors import DeskError
from tests.desk.office import INDICATORS, PERIOD, TOWN, YINJIANG, Office

PLACE = (YINJIANG, PERIOD)


def test_a_reply_is_due_from_a_decision_until_something_was_handed_over(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        assert desk.told.due() == [PLACE], "it was received"
        desk.exchange.reply(*PLACE, None, reported.file("reply.xlsx"))
        assert desk.told.due() == []
        desk.reviewing.review(*PLACE, "approved")
        assert desk.told.due() == [PLACE]


def test_a_query_and_a_verified_figure_are_due_to_be_told_and_what_is_typed_is_not(reported: Office) -> None:
    reported.reply("reply.xlsx")
    with reported.desk("district", write=True) as desk:
        assert desk.told.due() == []
        desk.querying.ask(INDICATORS, Slot("145-04"), "请核实")
        assert desk.told.due() == [PLACE]
    reported.reply("again.xlsx")
    reported.review("--approve")
    reported.reply("approval.xlsx")
    cells = reported.table("v.csv", "item,value,reason", "145-04,119,重复一家")
    reported.ask("district", "revise", *TOWN, "--cells", cells)
    with reported.desk("district") as desk:
        assert desk.told.due() == [PLACE]
    reported.enter("town", "145-04", "121")
    with reported.desk("town") as unit:
        assert unit.told.due() == []


def test_what_was_read_goes_on_with_every_line_and_keeps_nothing_that_is_given_back(reported: Office) -> None:
    """Beside a desk that reads the whole anew after each step."""

    def anew() -> tuple[object, object]:
        with reported.desk("district") as other:
            return other.told.due(), other.exchange.outbox.rows()

    def same(desk: Desk) -> bool:
        return (desk.told.due(), desk.exchange.outbox.rows()) == anew()

    with reported.desk("district", write=True) as desk:
        assert same(desk)
        with desk.workspace.rehearsal():
            desk.reviewing.review(*PLACE, "approved")
            assert desk.told.due() == [PLACE]
        assert same(desk)
        with suppress(DeskError), desk.workspace.transaction():
            desk.exchange.reply(*PLACE, None, reported.file("never.xlsx"))
            assert desk.told.due() == []
            raise DeskError("给回去", "", code="test")
        assert same(desk)
        desk.exchange.reply(*PLACE, None, reported.file("reply.xlsx"))
        assert same(desk)


def test_whoever_reads_the_trail_reads_the_receipts_with_it(reported: Office) -> None:
    """Beside those that are read by themselves; and the one goes on where the other was."""
    reported.enter("town", "145-04", "121")
    reported.submit("town", "up2.xlsx")
    with reported.desk("district", write=True) as desk, reported.desk("district") as other:
        while desk.told.some():
            pass
        assert desk.told.was_read
        (first,) = other.receipts.all()
        assert desk.receipts.all() == [first]
        assert desk.exchange.receiver.take_in(reported.file("up2.xlsx")).status == "received"
        _, second = desk.receipts.all()
        for known in (desk.receipts, other.receipts):
            assert known.have("nothing", second.content)
            assert not known.have("nothing")
            assert not known.have()
        desk.undoing.undo(batch=first.bundle)
        while desk.told.some():
            pass
        assert [receipt.taken_back for receipt in desk.receipts.all()] == [True, False]

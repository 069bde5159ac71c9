"""Everything that is read on from where it was, beside a desk that has read nothing yet, whatever was written or given back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from haishu_desk.desk import Desk
from haishu_desk.domain.errors import DeskError
from tests.desk.office import PERIOD, YINJIANG, ZHANGSHUI, Office, read_here

_CHECKED = ("hard", "query")  # known where somebody has checked


class GivenBackError(DeskError):
    """What a transaction ends with that is to be given back."""


def seen(desk: Desk) -> dict[str, Any]:
    keys, versions = list(desk.standings.all()), desk.reviewing.versions
    frames = [versions.frame_at(n, desk.today) for n in range(1, len(desk.workspace.journal) + 1, 3)]
    return {
        "persons": desk.persons(),
        "receipts": desk.receipts.all(),
        "kept": desk.kept.rows(),
        "told": (desk.told.sent(), desk.told.due(), desk.told.own()),
        "taken": [desk.told.taken_as(unit, PERIOD) for unit in (YINJIANG, ZHANGSHUI)],
        "lines": [desk.trail_lines.saying(what) for what in ("换人", "示例数据", "从来没有")],
        "courses": {key: desk.course(key) for key in keys},
        "statements": ({key: desk.statements.said(key) for key in keys}, desk.statements.rows(by_and_by=True)),
        "copies": {key: desk.carrying.unconfirmed(key) for key in keys},
        "returns": (keys, list(desk.standings.every()), {key: desk.standings.of(key) for key in keys}),
        "totals": desk.standings.totals(),
        "queue": [
            {name: row[name] for name in row if name not in _CHECKED} for row in desk.reviewing.queue(check=False)
        ],
        "frames": [(sorted(frame.items), frame.annual) for frame in frames],
    }


def test_what_is_read_on_is_what_a_desk_reads_that_begins_now(reported: Office) -> None:
    """Each write is rehearsed, then given back with a transaction that fails, then carried out; a reader looks on."""
    reported.enter("town", "145-04", "121")
    reported.submit("town", "up2.xlsx")

    def type_a_value(desk: Desk) -> None:
        row = {"unit": ZHANGSHUI, "period": "2023", "item": "145-04", "field": "value", "value": "7"}
        desk.entry.enter([row])

    def assign(desk: Desk) -> None:
        desk.planning.publish("assignment", desk.documents.edition("assignment").content[1:])

    def take_in(desk: Desk) -> None:
        desk.exchange.receiver.take_in(reported.file("up2.xlsx"), read=read_here)

    writes: list[Callable[[Desk], object]] = [
        lambda desk: desk.audit("换人"),
        type_a_value,
        assign,
        lambda desk: desk.planning.publish("reports", []),
        take_in,
        lambda desk: desk.reviewing.review(YINJIANG, PERIOD, "approved"),
        lambda desk: desk.audit("示例数据"),
    ]

    with reported.desk("district") as reader, reported.desk_as("district", "周区") as desk:
        reader.hear_of_others()

        def check() -> None:
            reader.hear_of_others()
            with reported.desk("district") as anew:
                expected = seen(anew)
            for looking in (desk, reader):
                found = seen(looking)
                assert [name for name in expected if found[name] != expected[name]] == []

        for write in writes:
            check()
            with desk.rehearsal():
                write(desk)
                seen(desk)
            check()
            before = desk.documents_read
            with suppress(GivenBackError), desk.workspace.transaction():
                write(desk)
                seen(desk)
                raise GivenBackError("不行", "再试")
            desk.forget_given_back(before)
            check()
            length = len(desk.workspace.journal)
            write(desk)
            assert len(desk.workspace.journal) > length
        check()

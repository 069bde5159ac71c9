"""The files that were taken in, read on from where the trail was, while another program goes on writing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from haishu_desk.store.journal import Entry, Journal
from tests.desk.office import Office

if TYPE_CHECKING:
    import pytest


def test_what_another_program_wrote_while_it_was_read_is_there_once(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window that may only read has counted the lines, and looks for the files in them, when the other takes one in."""
    whole, waiting = Journal.saying, ["up2.xlsx"]
    reported.enter("town", "145-04", "121")
    reported.submit("town", "up2.xlsx")

    def saying(self: Journal, kind: str, *texts: str, since: int = 0) -> Iterator[Entry]:
        if self is looking and waiting:
            reported.receive("district", waiting.pop())
        return whole(self, kind, *texts, since=since)

    with reported.desk("district") as desk:
        looking = desk.workspace.journal
        monkeypatch.setattr(Journal, "saying", saying)
        first = desk.receipts.all()
        with reported.desk("district", write=True) as writer:
            writer.audit("换人")
        assert [receipt.file for receipt in first] == ["up.xlsx", "up2.xlsx"]
        assert desk.receipts.all() == first

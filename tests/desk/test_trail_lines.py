"""The lines of the trail that say one thing: read once, and never what was given back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from haishu_desk.desk.receipts import Receipts
from haishu_desk.desk.trail_lines import TrailLines
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.journal import Entry, Journal
from tests.desk.office import YINJIANG, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def test_a_line_is_read_once_and_what_was_given_back_is_not_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.desk("district", write=True) as desk:
        lines, read, saying = TrailLines(desk), list[Entry](), Journal.saying

        def counting(self: Journal, kind: str, *texts: str, since: int = 0) -> Iterator[Entry]:
            for entry in saying(self, kind, *texts, since=since):
                read.append(entry)
                yield entry

        monkeypatch.setattr(Journal, "saying", counting)
        desk.urging.record(desk.urging.owed(unit=YINJIANG))
        written = len(lines.saying("催报"))
        assert written == len(read) > 0
        with suppress(DeskError), desk.workspace.transaction():
            desk.audit("催报", number=1)
            assert len(lines.saying("催报")) == written + 1, "inside it is there"
            raise DeskError("给回去", "", code="test")
        assert len(lines.saying("催报")) == written
        desk.audit("催报", number=2)
        desk.audit("别的", of="催报")
        read.clear()
        assert [line["detail"] for line in lines.saying("催报")][written:] == [{"number": 2}]
        assert len(read) == 2, "those with the word that came since"
        read.clear()
        assert len(lines.saying("催报")) == written + 1
        assert read == []
        assert lines.saying("催报") == TrailLines(desk).saying("催报")
        read.clear()
        desk.told.due()
        assert TrailLines(desk).saying("催报") == lines.saying("催报"), "the same where the trail was read already"
        assert len(read) == len(lines.saying("催报")) + 1, "from the first that says it"
        read.clear()
        assert TrailLines(desk).saying("没说过") == []
        assert desk.told.before("没说过") == len(desk.workspace.journal), "not looked for again"
        assert read == []


def test_what_was_taken_in_is_read_on_from_where_it_was(reported: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a reader that reads the whole trail; what is taken back inside a transaction that fails was not taken back."""
    with reported.desk("district", write=True) as desk:
        first = desk.receipts.all()
        assert first == Receipts(desk).all()
        assert [each.taken_back for each in first] == [False] * len(first) != []
        with suppress(DeskError), desk.workspace.transaction():
            desk.audit("撤回装入", line=first[-1].first)
            assert desk.receipts.all()[-1].taken_back, "inside it is so"
            raise DeskError("给回去", "", code="test")
        assert desk.receipts.all() == first
        desk.audit("撤回装入", line=first[-1].first)
        assert desk.receipts.all() == Receipts(desk).all()
        assert desk.receipts.all()[-1].taken_back
        monkeypatch.setattr(Journal, "saying", None)
        assert len(desk.receipts.all()) == len(first), "nothing new: no line is read"

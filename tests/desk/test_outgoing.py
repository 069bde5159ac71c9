"""A bundle in three parts: what is prepared is what is settled, and nothing stands that the file does not say."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk import Desk
from haishu_desk.desk.outgoing import ChangedMeanwhileError, Outgoing
from haishu_desk.desk.statements import Statements
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.files import FileNotWrittenError, Part
from haishu_desk.store.journal import SENT
from tests.desk.office import PERIOD, YINJIANG, ZHANGSHUI, Office, read_here

KEY = ReturnKey("indicators", YINJIANG, PERIOD)


@pytest.fixture
def town(office: Office) -> Iterator[Desk]:
    """The township, which has typed a figure and not reported it."""
    office.enter("town", "145-04", "138")
    with office.desk("town", write=True) as desk:
        yield desk


def report(desk: Desk, out: Path) -> Outgoing:
    return desk.exchange.to_submit(YINJIANG, PERIOD, "indicators", out)


def prepared(outgoing: Outgoing) -> Outgoing:
    for _ in outgoing.prepare():
        pass
    return outgoing


def test_what_is_prepared_and_made_is_in_no_journal_and_has_no_name(town: Desk, tmp_path: Path) -> None:
    before = len(town.workspace.journal)
    made = prepared(report(town, tmp_path / "up.xlsx")).make()
    assert len(town.workspace.journal) == before
    assert town.course(KEY).revisions == ()
    assert not (tmp_path / "up.xlsx").exists()
    assert len(list(tmp_path.glob(".up.xlsx.*.part"))) == 1
    del made
    assert list(tmp_path.glob(".up.xlsx.*.part")) == [], "whoever gives up leaves nothing behind"


def test_the_revision_in_the_file_is_the_one_in_the_journal(town: Desk, tmp_path: Path) -> None:
    outgoing = prepared(report(town, tmp_path / "up.xlsx"))
    (row,) = outgoing.settle(outgoing.make())
    last = town.course(KEY).last_revision
    assert last is not None
    payload = unpack(read_here(tmp_path / "up.xlsx")).payload
    assert [printed.revision for printed in payload.returns] == [last.id] == [row["revision"]]
    assert last.body in payload.entries
    assert [entry.body for entry in town.workspace.journal.entries(SENT)] == [(tmp_path / "up.xlsx").read_bytes()]


def test_the_witness_on_the_cover_is_the_head_of_the_journal_with_the_decision_in_it(
    reported: Office, tmp_path: Path
) -> None:
    """A task bundle brings a decision with it, whose entry is the last one that its cover bears witness of."""
    with reported.desk("district", write=True) as desk:
        (outgoing,) = desk.exchange.to_issue([ZHANGSHUI], "2024", "2025-01-31", tmp_path)
        (row,) = outgoing.done()
        keys = [ReturnKey(form, ZHANGSHUI, "2024") for form in ("indicators", "tasks")]
        decided = {decision.id for key in keys for decision in desk.course(key).decisions}
        last = max(
            (entry for entry in desk.workspace.journal.entries() if entry.id in decided), key=lambda each: each.n
        )
        signs = " ".join(last.hash[place : place + 4] for place in (0, 4, 8, 12))
        cover = [cell.text for cell in read_here(Path(row["file"])).sheets[0].cells.values()]
        assert f"第{last.n}条　{signs}" in cover


def test_what_was_written_meanwhile_stands_and_the_bundle_is_not_handed_over(town: Desk, tmp_path: Path) -> None:
    outgoing = prepared(report(town, tmp_path / "up.xlsx"))
    made = outgoing.make()
    assert outgoing.is_current
    town.entry.enter([{"unit": YINJIANG, "period": PERIOD, "item": "145-04", "value": "139"}], "核实")
    assert [outgoing.is_current] == [False]
    with pytest.raises(ChangedMeanwhileError):
        outgoing.settle(made)
    assert town.course(KEY).revisions == ()
    assert not (tmp_path / "up.xlsx").exists()
    outgoing.settle(prepared(outgoing).make())
    payload = unpack(read_here(tmp_path / "up.xlsx")).payload
    assert payload.returns[0].cells["145-04", "value"] == "139"


def test_what_is_written_while_it_is_prepared_is_in_it(town: Desk, tmp_path: Path) -> None:
    outgoing = report(town, tmp_path / "up.xlsx")
    steps = outgoing.prepare()
    next(steps)
    town.entry.enter([{"unit": YINJIANG, "period": PERIOD, "item": "145-04", "value": "139"}], "核实")
    for _ in steps:
        pass
    outgoing.settle(outgoing.make())
    assert unpack(read_here(tmp_path / "up.xlsx")).payload.returns[0].cells["145-04", "value"] == "139"


def test_where_the_file_gets_no_name_nothing_was_reported(
    town: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing = prepared(report(town, tmp_path / "up.xlsx"))
    made, before = outgoing.make(), len(town.workspace.journal)

    def refuse(part: Part) -> None:
        raise FileNotWrittenError(part.path, "没有地方了")

    monkeypatch.setattr(Part, "give", refuse)
    with pytest.raises(FileNotWrittenError):
        outgoing.settle(made)
    assert len(town.workspace.journal) == before
    assert town.course(KEY).revisions == ()
    monkeypatch.undo()
    outgoing.done()
    assert len(town.course(KEY).revisions) == 1


def test_the_bytes_are_made_without_the_desk(town: Desk, tmp_path: Path) -> None:
    """SQLite refuses a connection in another thread: what is made there asks nothing of it."""
    outgoing = prepared(report(town, tmp_path / "up.xlsx"))
    made = []
    thread = threading.Thread(target=lambda: made.append(outgoing.make()))
    thread.start()
    thread.join()
    outgoing.settle(made[0])
    assert (tmp_path / "up.xlsx").is_file()


def test_an_answer_is_prepared_in_steps_and_a_step_reads_one_return(
    reported: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reported.desk("district", write=True) as desk:
        reads: list[ReturnKey] = []
        unsigned = desk.reading.unsigned

        def counted(key: ReturnKey, *fields: str) -> list[dict[str, Any]]:
            reads.append(key)
            return unsigned(key, *fields)

        monkeypatch.setattr(desk.reading, "unsigned", counted)
        steps, most = desk.exchange.to_reply(YINJIANG, PERIOD, None, tmp_path / "down.xlsx").prepare(), 0
        count = len(reads)
        for _ in steps:
            most, count = max(most, len(reads) - count), len(reads)
        assert most == 1
        assert reads
        assert len(reads) == len(set(reads)), "none is read twice"


def test_nobody_puts_off_what_was_reported_while_the_statement_was_made(office: Office, tmp_path: Path) -> None:
    due, until = (str(date.today() + timedelta(days)) for days in (20, 40))  # noqa: DTZ011  the office's own day
    issued = ("--unit", YINJIANG, "--period", PERIOD, "--due", due)
    office.ask("district", "issue", *issued, "--out", office.file("task.xlsx"))
    office.receive("town", "task.xlsx")
    office.enter("town", "145-04", "138")
    with office.desk("town", write=True) as desk:
        outgoing = prepared(Statements(desk).to_defer([KEY], until, "省厅的年报还没有定稿", tmp_path / "later.xlsx"))
        report(desk, tmp_path / "up.xlsx").done()
        with pytest.raises(DeskError, match="没有还没上报的任务"):
            outgoing.done()
        assert not (tmp_path / "later.xlsx").exists()

"""One bad file among many stops none: a folder of twenty files through 装入, each with its own word."""

from __future__ import annotations

import shutil

from haishu_desk.bundle import worker
from haishu_desk.bundle.read_process import Workbook, answer_of
from haishu_desk.desk.outcomes import Outcome
from tests.bundle import hostile
from tests.bundle.test_guard import HOSTILE
from tests.desk.office import OTHER, Office, read_here
from tests.fuzz import mutants


def received(office: Office, names: list[str]) -> list[Outcome]:
    """What became of each file at the district, read in this process."""
    with office.desk("district", write=True) as desk:
        return [desk.exchange.receiver.take_in(office.file(name), read=read_here) for name in names]


def test_every_kind_of_bad_file_is_told_and_the_good_ones_between_them_are_taken(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.submit("town", "good1.xlsx")
    office.ask("other", "enter", *OTHER, "--item", "145-11", "--value", "2")
    office.submit("other", "good2.xlsx")
    office.type_by_hand("town-task.xlsx", "good3.xlsx", {("145-12", "value"): 3, ("145-13", "value"): "=1+1"})
    bad = {code: data for code, _, data in HOSTILE}
    names = ["good1.xlsx"]
    for code, data in bad.items():
        office.file(f"{code}.xlsx").write_bytes(data)
        names.append(f"{code}.xlsx")
    office.file("mutant.xlsx").write_bytes(mutants.mutant(3))
    names = [*names, "good2.xlsx", "mutant.xlsx", "none.xlsx", "good3.xlsx"]
    before = office.state("district")[0]
    outcomes = {outcome.file: outcome for outcome in received(office, names)}
    for code in bad:
        outcome = outcomes[f"{code}.xlsx"]
        assert outcome.error is not None
        assert (outcome.status, outcome.error["code"], outcome.changes) == ("refused", code, 0)
        assert outcome.error["message"].startswith(f"{code}.xlsx：")
        assert code not in outcome.error["message"].removeprefix(f"{code}.xlsx：") + outcome.error["advice"]
    assert [outcomes[f"good{number}.xlsx"].status for number in (1, 2, 3)] == ["received"] * 3
    assert outcomes["none.xlsx"].status == "refused"
    assert [finding.place for finding in outcomes["good3.xlsx"].findings if finding.rule == "E51"] == ["填报表!G10"]
    rows = {(row["unit"], row["item"]): row["value"]["raw"] for row in office.ask("district", "values")}
    assert sorted(rows.values()) == ["1", "2", "3"]
    assert len(office.state("district")[0]) > len(before)


def test_a_reader_that_dies_on_one_file_does_not_stop_the_next(office: Office) -> None:
    """Through the real worker process, as the command does it: a bomb, a file that is none, a good one."""
    office.enter("town", "145-04", "1")
    office.submit("town", "good.xlsx")
    office.file("bomb.xlsx").write_bytes(
        hostile.swollen(
            hostile.STRINGS, b"<si/>" * 1_000, 30_000, (hostile.strings("@").encode().split(b"@")[0], b"</sst>")
        )
    )
    shutil.copy(office.file("good.xlsx"), office.file("cut.xlsx"))
    office.file("cut.xlsx").write_bytes(office.file("cut.xlsx").read_bytes()[:-700])
    rows = office.receive("district", "bomb.xlsx", "cut.xlsx", "good.xlsx", status=1)
    assert [row["status"] for row in rows] == ["refused", "refused", "received"]
    assert [row["error"]["code"] for row in rows[:2]] == ["E18", "E04"]


def test_what_looks_other_than_it_is_reaches_the_reviewer(office: Office) -> None:
    """The finding stands in the answer of 装入 with its sheet and cell, and the value that is stored is the one taken."""

    def read(file: object) -> Workbook:
        assert file == office.file("hand.xlsx")
        document = worker.document(office.file("hand.xlsx"))
        sheet = next(sheet for sheet in document["sheets"] if sheet["name"] == "填报表")
        sheet["veiled"] = ("G6",)
        return answer_of(document)

    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-04", "value"): "88"})
    with office.desk("district", write=True) as desk:
        outcome = desk.exchange.receiver.take_in(office.file("hand.xlsx"), read=read)
    assert (outcome.status, outcome.changes) == ("received", 1)
    assert next((finding.rule, finding.place) for finding in outcome.findings) == ("veiled", "填报表!G6")
    assert office.values("district") == {"145-04": "88"}

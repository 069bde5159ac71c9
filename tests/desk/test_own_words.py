"""A township that holds an admitted key can sign anything; what its program would not have written is not taken in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from haishu_desk.bundle.manifest import Payload
from haishu_desk.desk.outcomes import Outcome
from haishu_desk.domain.cells import Slot
from haishu_desk.domain.quantity import words
from tests.desk.forgery import Honest, enveloped, honest_of
from tests.desk.office import INDICATORS, TOWN, Office
from tests.desk.own_key import OwnKey


@pytest.fixture(scope="module")
def told(reported_office: Office, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Honest]:
    office = Office(Path(shutil.copytree(reported_office.folder, tmp_path_factory.mktemp("own") / "office")))
    return office, honest_of(office)


@pytest.fixture
def office(told: tuple[Office, Honest], tmp_path: Path) -> Office:
    """The same office for a test that changes it."""
    return Office(Path(shutil.copytree(told[0].folder, tmp_path / "office")))


@pytest.fixture
def own(told: tuple[Office, Honest]) -> OwnKey:
    return OwnKey(told[1])


def take(office: Office, honest: Honest, payload: Payload) -> Outcome:
    book = honest.book("new", enveloped(payload, honest.keys["town"]))
    with office.desk("district", write=True) as desk:
        return desk.exchange.receiver.take_in(office.file("up.xlsx"), read=lambda _: book)


def test_nothing_that_its_program_would_not_have_written_is_taken_in(told: tuple[Office, Honest], own: OwnKey) -> None:
    office, honest = told
    before = office.state("district")
    for name, payload in own.all():
        outcome = take(office, honest, payload)
        assert (outcome.status, outcome.changes) == ("refused", 0), (name, outcome)
        assert outcome.signed != "已验签", name
        assert outcome.error, name
        assert outcome.error["advice"], name
    assert office.state("district") == before


def test_what_its_program_could_have_written_is_taken_in(
    office: Office, told: tuple[Office, Honest], own: OwnKey
) -> None:
    one = own.edit()
    word = own.edit(Slot("145-04", "note"), words("统计口径有调整"), batch="b2")
    outcome = take(office, told[1], own.reported(one, word))
    assert (outcome.status, outcome.changes, outcome.signed) == ("received", 3, "已验签"), outcome.error


def test_an_answer_follows_its_question_and_the_next_question_can_follow_it(office: Office) -> None:
    office.ask("district", "query", *TOWN, "--item", "145-04", "--ask", "请核实")
    office.reply("asked.xlsx")
    office.receive("town", "asked.xlsx")
    office.ask("town", "query", *TOWN, "--item", "145-04", "--answer", "属实")
    office.submit("town", "answered.xlsx")
    assert office.receive("district", "answered.xlsx")["status"] == "received"
    with office.desk("district") as desk:
        (query,) = desk.querying.of_return(INDICATORS)
        assert query.answer == "属实"


def test_what_was_typed_after_approval_does_not_slip_in_with_an_answer(office: Office) -> None:
    """The unit types on without knowing of 审核通过; its 答复 brings the answer and not the figure that nobody reported."""
    office.receive("district", "new.xlsx")
    office.ask("district", "query", *TOWN, "--item", "145-04", "--ask", "请核实")
    office.review("--approve")
    office.enter("town", "145-11", "99")
    office.reply("approved.xlsx")
    office.receive("town", "approved.xlsx")
    office.ask("town", "query", *TOWN, "--item", "145-04", "--answer", "属实")
    sent = office.submit("town", "answered.xlsx")
    assert sent["kind"] == "答复包"
    row = office.receive("district", "answered.xlsx")
    assert (row["status"], row["changes"]) == ("received", 0), row
    assert office.values("district", "--period", "2025")["145-11"] == "12.50"
    with office.desk("district") as desk:
        assert [query.answer for query in desk.querying.of_return(INDICATORS)] == ["属实"]


def test_a_locked_return_takes_no_new_report_and_says_how_it_would(office: Office) -> None:
    office.review("--approve")
    office.review("--lock")
    before = office.state("district")
    row = office.receive("district", "new.xlsx", status=1)
    assert row["status"] == "refused"
    assert "已锁定" in row["error"]["message"]
    assert office.state("district") == before
    office.review("--reopen", "--comment", "要采用新报的数")
    assert office.receive("district", "new.xlsx")["status"] == "received"

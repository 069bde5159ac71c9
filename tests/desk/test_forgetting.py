"""What is read anew after something was written: what may be otherwise now, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Heads, ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.returns import APPROVED, RECEIVED, Course
from haishu_desk.store.cells import Cells
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, Office

PLACE = (YINJIANG, PERIOD)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[ReturnKey]:
    """How often the rows of the queue are read from the returns."""
    read: Counter[ReturnKey] = Counter()
    whole = Cells.heads

    def heads(self: Cells, key: ReturnKey, item: str | None = None) -> Heads:
        read[key] += item is None
        return whole(self, key, item)

    monkeypatch.setattr(Cells, "heads", heads)
    return read


def queue(desk: Desk) -> list[dict[str, Any]]:
    return desk.reviewing.queue(check=False)


def test_an_edition_that_no_row_rests_on_leaves_the_rows_as_they_are(
    reported: Office, read: Counter[ReturnKey]
) -> None:
    with reported.desk("district", write=True) as desk:
        before, documents, rules = queue(desk), desk.documents, desk.rulebook.rules()
        catalogue = documents.catalogue
        read.clear()
        desk.planning.publish("reports", [])
        assert queue(desk) == before
        assert not read, "no return was read again"
        assert desk.documents is not documents, "it shows that an edition was written"
        assert desk.documents.catalogue is catalogue
        assert desk.rulebook.rules() is rules, "another document was written"
        assert desk.documents.edition("reports").number == 1
    with reported.desk("district") as anew:
        assert queue(anew) == before


@pytest.mark.parametrize("name", ["assignment", "units", "forms", "plan:145"])
def test_an_edition_that_rows_rest_on_has_all_of_them_read_anew(
    name: str, reported: Office, read: Counter[ReturnKey]
) -> None:
    with reported.desk("district", write=True) as desk:
        queue(desk)
        read.clear()
        ground = desk.documents.ground
        assert desk.reviewing.unread() == []
        desk.planning.publish(name, desk.documents.edition(name).content)
        assert desk.documents.ground is not ground
        assert set(desk.reviewing.unread()) == set(desk.standings.all()), "none of them is closed"
        queue(desk)
        assert set(read) == set(desk.standings.all())


def test_rows_say_at_once_that_an_indicator_is_no_longer_asked_for(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        before = desk.reviewing.row(INDICATORS)["expected"]
        rows = [row for row in desk.documents.assignment if (row["item"], row["unit"]) != ("145-04", YINJIANG)]
        assert len(rows) < len(desk.documents.assignment)
        desk.planning.publish("assignment", rows)
        assert desk.reviewing.row(INDICATORS)["expected"] == before - 1


@pytest.mark.parametrize("name", ["reports", "assignment"])
def test_what_was_given_back_is_forgotten_with_what_it_was(name: str, reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        before = queue(desk)
        content = desk.documents.edition("assignment").content
        with desk.rehearsal():
            desk.planning.publish(name, [] if name == "reports" else content[5:])
            desk.reviewing.review(*PLACE, "approved")
            queue(desk)
        assert queue(desk) == before
        assert desk.documents.edition("assignment").content == content
        assert desk.standings.of(INDICATORS).state == RECEIVED


def test_one_look_reads_a_return_once_and_what_is_written_meanwhile_anew(
    reported: Office, read: Counter[ReturnKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    courses: list[ReturnKey] = []
    whole = Desk._course

    def course(self: Desk, key: ReturnKey, until: int | None = None) -> Course:
        courses.append(key)
        return whole(self, key, until)

    monkeypatch.setattr(Desk, "_course", course)
    with reported.desk("district", write=True) as desk:
        with desk.one_look(), desk.one_look():
            for _ in range(3):
                desk.heads(INDICATORS)
                desk.course(INDICATORS)
        assert (read[INDICATORS], courses) == (1, [INDICATORS])
        with desk.one_look():
            assert desk.course(INDICATORS).state(has_edits=True) == RECEIVED
            desk.reviewing.review(*PLACE, "approved")
            assert desk.course(INDICATORS).state(has_edits=True) == APPROVED
            assert desk.heads(INDICATORS, item="145-04").keys() == {
                slot for slot in desk.heads(INDICATORS) if slot.item == "145-04"
            }
        del courses[:]
        desk.course(INDICATORS)
        desk.course(INDICATORS)
        assert courses == [INDICATORS] * 2, "nothing outlives the look"


def test_of_a_course_only_what_was_written_since_is_read_and_nothing_that_was_given_back(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a desk that reads all of it."""
    read: list[bytes] = []
    whole = Cells.bodies

    def bodies(self: Cells, kind: str, key: ReturnKey, until: int | None = None, since: int = 0) -> Iterator[bytes]:
        for body in whole(self, kind, key, until, since):
            read.append(body)
            yield body

    monkeypatch.setattr(Cells, "bodies", bodies)

    def asked(desk: Desk) -> tuple[Course, int]:
        read.clear()
        return desk.course(INDICATORS), len(read)

    with reported.desk("district", write=True) as desk:
        first, entries = asked(desk)
        assert entries == len(first.revisions) + len(first.decisions) > 0
        assert asked(desk) == (first, 0)
        with desk.rehearsal():
            desk.reviewing.review(*PLACE, "approved")
            assert desk.course(INDICATORS).state(has_edits=True) == APPROVED, "inside it is there"
        assert asked(desk) == (first, 0), "given back"
        desk.reviewing.review(*PLACE, "returned", comment="请核对")
        sent_back, entries = asked(desk)
        assert (entries, sent_back.decisions[:-1]) == (1, first.decisions), "the one that came since"
        assert (
            desk.course(INDICATORS, desk.workspace.journal.numbers([first.decisions[-1].id])[first.decisions[-1].id])
            == first
        )
        with reported.desk("district") as anew:
            assert asked(anew)[0] == sent_back


def test_of_many_courses_those_that_were_asked_for_last_are_kept(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haishu_desk.desk.return_reader._COURSES", 2)
    with reported.desk("district") as desk:
        others = [ReturnKey("indicators", YINJIANG, str(year)) for year in (2031, 2032)]
        first = desk.course(INDICATORS)
        for other in others:
            desk.course(other)
            assert desk.course(INDICATORS) is first
        desk.course(others[0])
        desk.course(others[1])
        assert desk.course(INDICATORS) == first
        assert desk.course(INDICATORS) is not first


def test_a_look_in_which_something_failed_is_over(reported: Office) -> None:
    with reported.desk("district") as desk:
        with pytest.raises(DeskError), desk.one_look():
            raise DeskError("不行", "", code="test")
        assert desk._look is None


def test_the_state_of_any_return_is_that_of_its_course(reported: Office) -> None:
    other = ReturnKey("indicators", YINJIANG, "2031")
    with reported.desk("district") as desk:
        for key in (*desk.standings.all(), other):
            assert desk.standings.state_of(key) == desk.course(key).state(has_edits=bool(desk.heads(key)))
        assert other not in desk.standings.all(), "nobody is known to have it because it was asked for"


def test_the_documents_of_a_moment_are_read_once_until_an_edition_is_written(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = Cells.editions

    def editions(self: Cells, name: str, until: int | None = None) -> Iterator[Edition]:
        read.append(name)
        return whole(self, name, until)

    monkeypatch.setattr(Cells, "editions", editions)
    with reported.desk("district", write=True) as desk:
        content = desk.documents.edition("assignment").content
        desk.planning.publish("assignment", content[1:])
        versions, until = desk.reviewing.versions, desk.workspace.journal.last_before("2999-01-01") - 1
        then = versions.frame_at(until, "2999-01-01")
        del read[:]
        assert versions.frame_at(until, "2999-01-01") is then
        assert "assignment" not in read, "it was read for that moment"
        desk.planning.publish("assignment", content)
        assert versions.frame_at(until, "2999-01-01") == then
        assert "assignment" in read


def test_who_may_only_read_hears_what_another_program_wrote_and_reads_no_other_return_again(
    reported: Office, read: Counter[ReturnKey]
) -> None:
    """A decision, another period, and an edition that asks the town for one indicator less."""
    later = ReturnKey("indicators", YINJIANG, "2024")

    def known(desk: Desk) -> Any:
        return queue(desk), {key: desk.standings.of(key) for key in desk.standings.all()}, desk.standings.totals()

    with reported.desk("district") as reader:
        reader.hear_of_others()
        known(reader)
        reported.review("--approve")
        reported.ask(
            "district",
            "issue",
            "--unit",
            YINJIANG,
            "--period",
            "2024",
            "--due",
            "2026-01-10",
            "--out",
            reported.file("x"),
        )
        read.clear()
        reader.hear_of_others()
        with reported.desk("district") as anew:
            assert later in reader.standings.all()
            assert known(reader) == known(anew)
        others = [key for key in reader.standings.all() if key.unit != YINJIANG]
        assert {read[key] for key in others} == {1}, "by the other desk"
        with reported.desk("district", write=True) as writer:
            rows = [row for row in writer.documents.assignment if (row["item"], row["unit"]) != ("145-04", YINJIANG)]
            writer.planning.publish("assignment", rows)
        reader.hear_of_others()
        with reported.desk("district") as anew:
            assert known(reader) == known(anew)

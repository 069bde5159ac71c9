"""A bundle of a newer program: its bytes wait here, and are taken in when this program can read them."""

from __future__ import annotations

import openpyxl
import pytest

from haishu_desk.bundle import manifest
from haishu_desk.bundle.manifest import FORMAT
from tests.desk.office import Office


@pytest.fixture
def newer(office: Office) -> Office:
    """`newer.xlsx` is a report of the town that says it is of the next format."""
    office.enter("town", "145-04", "7")
    office.submit("town", "up.xlsx")
    book = openpyxl.load_workbook(office.file("up.xlsx"))
    book["_manifest"]["B1"].value = str(FORMAT + 1)
    book.save(office.file("newer.xlsx"))
    return office


def kept(office: Office) -> list[tuple[str, bool]]:
    with office.desk("district") as desk:
        return [(row["file"], row["readable"]) for row in desk.kept.rows()]


def test_it_is_kept_once_and_listed(newer: Office) -> None:
    for _ in range(2):
        row = newer.receive("district", "newer.xlsx", status=1)
        assert (row["status"], row["error"]["code"]) == ("held", "E33")
    assert kept(newer) == [("newer.xlsx", False)]
    data = newer.file("newer.xlsx").read_bytes()
    with newer.desk("district") as desk:
        assert [entry.body for entry in desk.workspace.journal.entries("file")] == [data]


def test_before_the_upgrade_it_goes_on_waiting(newer: Office) -> None:
    newer.receive("district", "newer.xlsx", status=1)
    error = newer.refused("district", "receive")
    assert error["code"] == "E33"
    assert "升级" in error["advice"]
    assert newer.refused("town", "receive", status=2)["code"] == "usage", "nothing is kept there"


def test_after_the_upgrade_it_is_taken_in_without_the_file(newer: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    newer.receive("district", "newer.xlsx", status=1)
    newer.file("newer.xlsx").unlink()
    monkeypatch.setattr(manifest, "FORMAT", FORMAT + 1)
    assert kept(newer) == [("newer.xlsx", True)]
    (row,) = newer.ask("district", "receive")
    assert (row["status"], row["changes"], row["signature"]) == ("received", 1, "valid")
    assert newer.values("district") == {"145-04": "7"}
    assert kept(newer) == []


def test_what_came_meanwhile_in_another_file_is_nothing_new_and_waits_no_longer(
    newer: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer.receive("district", "newer.xlsx", status=1)
    newer.receive("district", "up.xlsx")
    monkeypatch.setattr(manifest, "FORMAT", FORMAT + 1)
    (row,) = newer.ask("district", "receive")
    assert row["status"] == "duplicate"
    assert kept(newer) == []


def test_a_preview_keeps_nothing(newer: Office) -> None:
    with newer.desk("district", write=True) as desk:
        seen = desk.exchange.receiver.take_in(newer.file("newer.xlsx"), preview=True)
    assert seen.status == "held"
    assert kept(newer) == []


def test_the_trail_is_read_on_from_where_it_was(newer: Office) -> None:
    with newer.desk("district", write=True) as desk:
        kept = desk.kept
        assert kept.rows() == []
        with desk.workspace.rehearsal():
            kept.keep("newer.xlsx", b"1", FORMAT + 1)
            assert [row["file"] for row in kept.rows()] == ["newer.xlsx"]
        assert kept.rows() == [], "it was given back"
        for name, data in (("a.xlsx", b"1"), ("b.xlsx", b"2"), ("again.xlsx", b"1")):
            kept.keep(name, data, FORMAT + 1)
        assert [row["file"] for row in kept.rows()] == ["a.xlsx", "b.xlsx"]


def test_whoever_reads_the_trail_reads_what_is_kept_with_it(newer: Office) -> None:
    """Beside what is read by itself."""
    newer.receive("district", "newer.xlsx", status=1)
    with newer.desk("district", write=True) as desk, newer.desk("district") as other:
        while desk.told.some():
            pass
        assert [row["file"] for row in desk.kept.rows()] == ["newer.xlsx"]
        assert desk.kept.rows() == other.kept.rows()
        desk.kept.keep("b.xlsx", b"2", FORMAT + 1)
        while desk.told.some():
            pass
        assert [row["file"] for row in desk.kept.rows()] == ["newer.xlsx", "b.xlsx"]
        assert desk.kept.rows() == other.kept.rows()

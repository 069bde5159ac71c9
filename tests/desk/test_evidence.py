"""佐证材料: what travels, what stays, and what is said when a file is not there or another one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.desk.evidence import MOST_BYTES, Evidence, beside, clean_name, evidence_in
from haishu_desk.domain.cells import Head, Slot
from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.domain.quantity import words
from tests.desk.office import INDICATORS, Office

DATA = b"ledger of 2025"
SHA = hashlib.sha256(DATA).hexdigest()


def _file(office: Office, name: str = "台账.pdf", data: bytes = DATA) -> Path:
    office.file(name).write_bytes(data)
    return office.file(name)


def test_name_size_and_hash_are_a_cell_and_the_bytes_lie_beside_the_workspace(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        added = desk.evidence.add(INDICATORS, "145-04", _file(office))
        assert added == Evidence("台账.pdf", 14, SHA)
        assert desk.evidence.of(INDICATORS) == {"145-04": (added,)}
        assert office.file(f"town.db.files/{SHA}").read_bytes() == DATA
        (slot,) = desk.heads(INDICATORS)
        assert (slot.item, slot.field, slot.vintage) == ("145-04", added.slot_field, None)
        assert desk.evidence.find(added).read_bytes() == DATA
        desk.evidence.add(INDICATORS, "145-04", _file(office))
        assert len(desk.edits(INDICATORS)) == 1


def test_it_is_no_value_and_no_status_and_shows_in_no_list_of_values(office: Office) -> None:
    office.enter("town", "145-04", "12", "--vintage", "预计")
    with office.desk("town", write=True) as desk:
        desk.evidence.add(INDICATORS, "145-04", _file(office))
        desk.evidence.add(INDICATORS, "145-06", _file(office))
    assert office.values("town") == {"145-04/预计": "12"}
    assert office.queue("town")["filled"] == 1


def test_it_travels_by_hash_and_the_file_beside_the_bundle_is_taken_in(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        added = desk.evidence.add(INDICATORS, "145-04", _file(office))
    office.enter("town", "145-04", "12")
    office.submit("town", "up.xlsx")
    office.receive("district", "up.xlsx")
    with office.desk("district", write=True) as desk:
        assert desk.evidence.of(INDICATORS) == {"145-04": (added,)}
        with pytest.raises(DeskError, match="不在这台电脑上") as refused:
            desk.evidence.find(added)
        assert "district.db.files" in refused.value.advice
        assert desk.evidence.take_beside(office.file("up.xlsx")) == 0
    with office.desk("town") as desk:
        folder, count, missing = desk.evidence.lay_beside([INDICATORS], office.file("up.xlsx"))
        assert (folder, count, missing) == (beside(office.file("up.xlsx")), 1, [])
        assert [path.name for path in folder.iterdir()] == [f"{SHA[:8]}_台账.pdf"]
    with office.desk("district", write=True) as desk:
        assert desk.evidence.take_beside(office.file("up.xlsx")) == 1
        assert desk.evidence.find(added).read_bytes() == DATA


def test_files_beside_a_bundle_are_taken_in_with_it_and_later_too(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        added = desk.evidence.add(INDICATORS, "145-04", _file(office))
        desk.evidence.add(INDICATORS, "145-06", _file(office, "乙.pdf", b"other"))
    office.enter("town", "145-04", "12")
    office.submit("town", "up.xlsx")
    with office.desk("town") as desk:
        folder, count, _ = desk.evidence.lay_beside([INDICATORS], office.file("up.xlsx"))
        assert count == 2
    (late,) = folder.glob("*乙.pdf")
    moved = late.rename(office.file("late.pdf"))
    row = office.receive("district", "up.xlsx")
    assert "旁边的 1 个佐证材料一起收下" in [finding["message"] for finding in row["findings"]]
    moved.rename(late)
    row = office.receive("district", "up.xlsx")
    assert (row["status"], len(row["findings"])) == ("duplicate", 2)
    with office.desk("district") as desk:
        assert desk.evidence.find(added).read_bytes() == DATA


def test_a_file_that_is_another_one_now_is_told_from_one_that_is_missing(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        added = desk.evidence.add(INDICATORS, "145-04", _file(office))
        office.file(f"town.db.files/{SHA}").write_bytes(b"LEDGER of 2025")
        with pytest.raises(DeskError, match="不是同一个文件"):
            desk.evidence.find(added)
        _, count, missing = desk.evidence.lay_beside([INDICATORS], office.file("up.xlsx"))
        assert (count, missing) == (0, ["台账.pdf"])
        office.file("town.db.files/台账.pdf").write_bytes(DATA)
        assert desk.evidence.find(added).name == "台账.pdf"


def test_two_computers_that_add_files_do_not_disagree(office: Office) -> None:
    for who, name in (("town", "甲.pdf"), ("second", "乙.pdf")):
        with office.desk(who, write=True) as desk:
            desk.evidence.add(INDICATORS, "145-04", _file(office, name))
        office.enter(who, "145-04", "12")
        office.submit(who, f"{who}.xlsx")
        assert office.receive("district", f"{who}.xlsx")["conflicts"] == 0
    with office.desk("district") as desk:
        assert [each.name for each in desk.evidence.of(INDICATORS)["145-04"]] == ["乙.pdf", "甲.pdf"]


def test_taking_one_off_is_an_edit_that_undo_takes_back(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        added = desk.evidence.add(INDICATORS, "145-04", _file(office))
        desk.evidence.remove(INDICATORS, "145-04", added)
        desk.evidence.remove(INDICATORS, "145-04", added)
        assert (desk.evidence.of(INDICATORS), len(desk.edits(INDICATORS))) == ({}, 2)
        desk.undoing.undo(on=[INDICATORS])
        assert desk.evidence.of(INDICATORS) == {"145-04": (added,)}


def test_what_cannot_be_read_is_empty_or_too_large_is_refused(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        with pytest.raises(SurroundingsError, match="没有这个文件"):
            desk.evidence.add(INDICATORS, "145-04", office.file("none.pdf"))
        with pytest.raises(DeskError, match="空文件"):
            desk.evidence.add(INDICATORS, "145-04", _file(office, data=b""))
        huge = office.file("huge.pdf")
        with huge.open("wb") as file:
            file.truncate(MOST_BYTES + 1)
        with pytest.raises(DeskError, match="太大"):
            desk.evidence.add(INDICATORS, "145-04", huge)
        assert desk.heads(INDICATORS) == {}


def test_a_reviewer_sees_it_by_its_name(reported: Office) -> None:
    with reported.desk("town", write=True) as desk:
        desk.evidence.add(INDICATORS, "145-04", _file(reported))
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    with reported.desk("district") as desk:
        rows = desk.reviewing.comparing.comparison(INDICATORS, "reported").rows
        assert [row.label for row in rows] == ["有效发明专利拥有量 · 佐证材料"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [("台账.pdf", "台账.pdf"), ("../../etc/passwd", "passwd"), ("C:\\a\\b.xlsx", "b.xlsx"), ("a|b?.pdf", "a_b_.pdf"),
     ("..", "佐证材料"), ("x\u202efdp.exe", "x_fdp.exe"), ("a" * 200 + ".docx", "a" * 80 + ".docx")],
)  # fmt: skip
def test_a_name_from_elsewhere_leads_nowhere_else(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    ("name", "may"), [("a.pdf", True), ("a.XLSX", True), ("a.exe", False), ("a", False), ("a.pdf.js", False)]
)
def test_only_what_is_looked_at_may_be_opened(name: str, may: bool) -> None:  # noqa: FBT001
    assert Evidence(name, 1, SHA).may_be_opened is may


@pytest.mark.parametrize("text", ["", "a", "a|1", "a|x|" + SHA, "a|1|" + SHA[:-1], "|1|" + SHA])
def test_a_cell_that_names_no_file_is_passed_by(text: str) -> None:
    assert evidence_in({Slot("145-04", "evidence.x"): (Head("e", words(text)),)}) == {}


@given(st.text(max_size=40), st.integers(0, 1 << 40))
def test_what_is_written_is_read_again(name: str, size: int) -> None:
    file = Evidence(clean_name(name), size, SHA)
    assert evidence_in({Slot("i", file.slot_field): (Head("e", words(file.text)),)}) == {"i": (file,)}

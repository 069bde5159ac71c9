"""A backup comes back as a computer of its own: compared first, nothing written over, nothing lost where two histories meet."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.bundle.sign import device_of, has_key, public_key
from haishu_desk.desk import restoring
from haishu_desk.desk.restoring import compare, restore
from haishu_desk.domain.cells import ReturnKey, clashes_in
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.files import FileNotWrittenError
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, Office, read_here
from tests.store.opened import everything


def _backed_up(office: Office) -> Path:
    office.enter("town", "145-04", "120")
    office.ask("town", "backup", "--out", office.file("stick") / "b.db")
    return office.file("stick") / "b.db"


def _identity(path: Path) -> dict[str, str]:
    raw = sqlite3.connect(path)
    try:
        return dict(raw.execute("SELECT key, value FROM workspace"))
    finally:
        raw.close()


def test_where_there_is_nothing_the_backup_comes_back_with_its_key_under_another_device(office: Office) -> None:
    file = _backed_up(office)
    before = _identity(file)
    office.db("town").unlink()
    answer = office.ask("town", "restore", file)
    assert answer["current"] is None
    after = _identity(office.db("town"))
    assert after["private_key"] == before["private_key"]
    assert after["device"] == answer["restored"]["device"] != before["device"]
    public = public_key(after["private_key"])
    assert before["device"] == device_of(public)
    assert has_key(before["device"], public)
    assert has_key(after["device"], public)
    assert not has_key(after["device"], public_key("11" * 32))
    assert office.values("town") == {"145-04": "120"}
    assert [row["what"] for row in office.ask("town", "log")["entries"]][-1] == "从备份恢复"
    assert office.ask("town", "log")["chain"] == "intact"


def test_it_is_compared_first_and_nothing_is_written_over(office: Office) -> None:
    file = _backed_up(office)
    office.enter("town", "145-11", "12.50")
    office.enter("town", "145-b13-0-01", "已开工")
    before = everything(office.db("town"))
    answer = office.ask("town", "restore", file, status=1)
    assert (answer["lacks"], answer["has"], answer["restored"]) == (2, 0, None)
    place = {"unit": YINJIANG, "period": PERIOD, "lacks": 1, "has": 0}
    assert answer["returns"] == [{"form": "indicators", **place}, {"form": "tasks", **place}]
    assert answer["current"]["edits"] - answer["backup"]["edits"] == 2
    assert everything(office.db("town")) == before
    said = office.say("town", "restore", file)
    assert "没有恢复" in said.out
    assert "鄞江镇" in said.out


def test_into_a_new_file_the_old_one_stays_as_it_is(office: Office) -> None:
    file = _backed_up(office)
    before = everything(office.db("town"))
    office.ask("town", "restore", file, "--out", office.file("new.db"))
    assert everything(office.db("town")) == before
    assert office.values("new") == {"145-04": "120"}
    assert office.refused("town", "restore", file, "--out", office.file("new.db"))["code"] == "exists"


def test_what_is_replaced_is_kept_and_so_is_what_was_kept_before(office: Office) -> None:
    file = _backed_up(office)
    office.enter("town", "145-11", "12.50")
    first = everything(office.db("town"))
    assert Path(office.ask("town", "restore", file, "--replace")["restored"]["old"]).name == "town.db.old"
    assert office.values("town") == {"145-04": "120"}
    second = everything(office.db("town"))
    assert Path(office.ask("town", "restore", file, "--replace")["restored"]["old"]).name == "town.db.old2"
    assert everything(office.file("town.db.old")) == first
    assert everything(office.file("town.db.old2")) == second


def test_the_journal_of_a_write_that_could_not_be_taken_back_goes_with_its_own_file(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _backed_up(office)
    monkeypatch.setattr(restoring, "settle", lambda _: None)
    office.file("town.db-journal").write_bytes(b"rest of a write")
    restore(file, office.db("town"), replace=True)
    assert office.file("town.db.old-journal").read_bytes() == b"rest of a write"
    assert office.values("town") == {"145-04": "120"}


def test_a_damaged_workspace_is_no_hindrance(office: Office) -> None:
    file = _backed_up(office)
    whole = bytearray(office.db("town").read_bytes())
    whole[4096 : len(whole) // 2] = b"\xff" * (len(whole) // 2 - 4096)
    office.db("town").write_bytes(bytes(whole))
    answer = office.ask("town", "restore", file, "--replace")
    assert (answer["damaged"], answer["current"]) == (True, None)
    assert office.values("town") == {"145-04": "120"}
    assert office.file("town.db.old").read_bytes() == bytes(whole)


def test_what_is_no_backup_of_this_office_is_refused(office: Office) -> None:
    file = _backed_up(office)
    assert office.refused("other", "restore", file, "--replace")["code"] == "other-unit"
    office.file("letter.db").write_bytes(b"Dear Sir, " * 1000)
    assert office.refused("town", "restore", office.file("letter.db"), "--replace", status=3)["code"] == "no-workspace"
    assert (
        office.refused("town", "restore", file, "--replace", "--out", office.file("x.db"), status=2)["code"] == "usage"
    )
    office.ask("district", "copy-for-review", "--out", office.file("copy.db"))
    assert office.refused("district", "restore", office.file("copy.db"), "--replace")["code"] == "copy"


def test_while_a_window_has_the_file_it_is_not_replaced(office: Office) -> None:
    file = _backed_up(office)
    with office.desk("town", write=True):
        assert office.refused("town", "restore", file, "--replace", status=3)["code"] == "locked"


def test_a_person_with_a_pin_gives_it_to_restore(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with office.desk("town", write=True) as desk:
        desk.people.set_pin("Bach-8421")
    with monkeypatch.context() as patch:
        patch.setenv("HAISHU_DESK_PIN", "Bach-8421")
        file = _backed_up(office)
    assert office.refused("town", "restore", file, "--replace")["code"] == "pin-needed"
    assert not office.file("town.db.old").exists()
    monkeypatch.setenv("HAISHU_DESK_PIN", "Bach-8421")
    office.ask("town", "restore", file, "--replace")


def test_a_second_name_that_an_attempt_left_is_no_copy_and_is_taken_anew(office: Office) -> None:
    """Killed between the two names: `.old` is then the file itself, and would change with it."""
    file = _backed_up(office)
    before = everything(office.db("town"))
    os.link(office.db("town"), office.file("town.db.old"))
    assert restore(file, office.db("town"), replace=True)["old"] == str(office.file("town.db.old"))
    assert everything(office.file("town.db.old")) == before
    assert not office.file("town.db.old2").exists()


@pytest.mark.parametrize("call", ["fsync", "replace", "link"])
def test_a_restoring_that_fails_at_any_call_leaves_a_whole_workspace(
    office: Office, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The n-th call of the system fails, n = 1 until it comes through: there is always one of the two under the name."""
    file = _backed_up(office)
    office.enter("town", "145-11", "12.50")
    before = everything(office.db("town"))
    owner: Any = Path if call == "replace" else os
    real = getattr(owner, call)
    for nth in range(1, 12):
        count = 0

        def failing(*given: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == nth:  # noqa: B023  each round has its own
                raise OSError(errno.ENOSPC, "made by the test")
            return real(*given, **named)

        with monkeypatch.context() as patch:
            patch.setattr(owner, call, failing)
            try:
                restore(file, office.db("town"), replace=True)
            except FileNotWrittenError:
                if office.values("town") == {"145-04": "120", "145-11": "12.50"}:
                    assert not office.file("town.db.old").exists()
                else:  # the last call of all: only whether it lasts is not known
                    assert office.values("town") == {"145-04": "120"}
                    assert everything(office.file("town.db.old")) == before
                    office.file("town.db").unlink()
                    office.file("town.db.old").rename(office.db("town"))
            else:
                break
    assert office.values("town") == {"145-04": "120"}
    assert everything(office.file("town.db.old")) == before
    assert not [path.name for path in office.folder.iterdir() if path.name.startswith(".")]


def test_without_links_too_a_restoring_that_fails_puts_the_old_file_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _backed_up(office)
    monkeypatch.setattr(restoring, "settle", lambda _: None)
    office.file("town.db-journal").write_bytes(b"rest of a write")
    before = office.db("town").read_bytes()
    real = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if path.name.startswith(".town.db.") and target == office.db("town"):
            raise OSError(errno.EIO, "made by the test")
        return real(path, target)

    def without(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "replace", failing)
    monkeypatch.setattr(os, "link", without)
    with pytest.raises(FileNotWrittenError):
        restore(file, office.db("town"), replace=True)
    assert office.db("town").read_bytes() == before
    assert office.file("town.db-journal").read_bytes() == b"rest of a write"
    assert not list(office.folder.glob("town.db.old*"))


def test_two_histories_after_a_backup_meet_at_the_district_and_nothing_is_lost(office: Office) -> None:
    """Backup, work on, report; restore, work, report: 145-04 was written on both ways, 145-11 only before restoring."""
    file = _backed_up(office)
    office.enter("town", "145-04", "130", "--reason", "漏了一家")
    office.enter("town", "145-11", "12.50")
    office.submit("town", "first.xlsx")
    assert office.outcome("district", "first.xlsx")["status"] == "received"
    office.ask("town", "restore", file, "--replace")
    office.enter("town", "145-04", "140", "--reason", "又漏了一家")
    office.enter("town", "145-33", "0.3")
    office.submit("town", "second.xlsx")
    row = office.outcome("district", "second.xlsx")
    assert (row["status"], row["conflicts"]) == ("received", 1)
    with office.desk("district") as desk:
        heads = desk.heads(INDICATORS)
        (slot,) = clashes_in(heads)
        assert (slot.item, {head.value.raw for head in heads[slot]}) == ("145-04", {"130", "140"})
        devices = {edit.author.device for edit in desk.edits(INDICATORS)}
    assert len(devices) == 2
    rows = office.ask("district", "values", "--unit", YINJIANG)
    assert {row["value"]["raw"] for row in rows} == {"130", "140", "12.50", "0.3"}
    assert {row["item"] for row in rows if row.get("clash")} == {"145-04"}
    # The answer of the district brings back to the restored computer what it had forgotten.
    office.reply("answer.xlsx")
    assert office.outcome("town", "answer.xlsx")["conflicts"] == 1
    assert office.heads("town") == office.heads("district")


def test_an_older_copy_made_by_hand_becomes_another_device_as_soon_as_it_can_be_seen(office: Office) -> None:
    """A disk image or a copied file: the district's answer brings what this device wrote and this file does not know."""
    office.enter("town", "145-04", "120")
    shutil.copyfile(office.db("town"), office.file("image.db"))
    office.enter("town", "145-11", "12.50")
    office.submit("town", "up.xlsx")
    office.outcome("district", "up.xlsx")
    office.reply("answer.xlsx")
    before = _identity(office.file("image.db"))
    row = office.outcome("image", "answer.xlsx")
    assert [finding["rule"] for finding in row["findings"]] == ["older-copy"]
    after = _identity(office.file("image.db"))
    assert after["device"] != before["device"]
    assert after["private_key"] == before["private_key"]
    assert office.heads("image") == office.heads("town")
    # The original knows all that and stays what it is.
    office.outcome("town", "answer.xlsx")
    assert _identity(office.db("town"))["device"] == before["device"]
    office.enter("image", "145-33", "0.3")
    with office.desk("image") as desk:
        assert {edit.author.device for edit in desk.edits(INDICATORS)} == {before["device"], after["device"]}


def test_looking_at_the_answer_first_changes_no_device(office: Office) -> None:
    office.enter("town", "145-04", "120")
    shutil.copyfile(office.db("town"), office.file("image.db"))
    office.enter("town", "145-11", "12.50")
    office.submit("town", "up.xlsx")
    office.outcome("district", "up.xlsx")
    office.reply("answer.xlsx")
    before = everything(office.file("image.db"))
    with office.desk("image", write=True) as desk:
        device = desk.identity.device
        desk.exchange.receiver.take_in(office.file("answer.xlsx"), read=read_here, preview=True)
        assert desk.identity.device == device
    assert everything(office.file("image.db")) == before


def test_a_revoked_computer_says_nothing_new_from_a_backup_either(office: Office) -> None:
    file = _backed_up(office)
    office.ask("town", "restore", file, "--out", office.file("new.db"))
    (row,) = [row for row in office.ask("district", "roster") if row["key"] == public_key(office.key("town"))]
    office.ask("district", "roster", "--revoke", row["code"], "--reason", "电脑遗失")
    device = _identity(office.file("new.db"))["device"]
    with office.desk("district") as desk:
        assert desk.exchange.roster.is_revoked_device(device)
        assert not desk.exchange.roster.is_revoked_device(_identity(office.db("second"))["device"])


def test_comparing_names_the_returns_of_both_sides(office: Office) -> None:
    file = _backed_up(office)
    office.ask("town", "restore", file, "--out", office.file("new.db"))
    office.enter("new", "145-33", "0.3")
    office.ask("new", "backup", "--out", office.file("later.db"))
    office.enter("town", "145-11", "12.50")
    found = compare(office.file("later.db"), office.db("town"))
    (difference,) = found.returns
    assert (difference.key, difference.lacks, difference.has) == (ReturnKey("indicators", YINJIANG, PERIOD), 1, 1)


def test_a_backup_that_was_spoilt_is_no_backup(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _backed_up(office)
    calls: list[Path] = []

    def spoilt(path: Path) -> None:
        calls.append(path)
        raise DeskError("坏了", code="backup")

    monkeypatch.setattr("haishu_desk.desk.restoring.contents", spoilt)
    assert office.refused("town", "restore", file, "--replace")["code"] == "backup"
    assert len(calls) == 1


def test_a_district_gets_back_what_it_decided_after_the_backup_from_what_it_handed_out(reported: Office) -> None:
    """The decision lies in the answer that the unit has; the report that came later in the unit's own bundle."""
    reported.ask("district", "backup", "--out", reported.file("b.db"))
    reported.review("--approve", "--comment", "同意")
    reported.reply("answer.xlsx")
    after = reported.heads("district")
    reported.ask("district", "restore", reported.file("b.db"), "--replace")
    assert reported.queue("district")["state"] == "已接收"
    assert reported.outcome("district", "answer.xlsx")["status"] == "received"
    assert reported.queue("district")["state"] == "审核通过"
    assert reported.heads("district") == after

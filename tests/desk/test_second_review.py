"""A second reviewer on a copy, over real files: out, opinions and 核定数 back, two reviewers on one cell, and what is refused."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk.opinions import Opinion, read_opinions, write_opinions
from haishu_desk.domain.cells import VERIFIED, Change, Edit, Slot, clashes_in
from haishu_desk.domain.quantity import parse
from haishu_desk.store.home import refuse_unsafe_home
from haishu_desk.ui.drafts import Drafts
from haishu_desk.ui.review.judging import Judging
from tests.desk.office import INDICATORS, TOWN, Office

VERIFIED_GDP = Slot("145-04", VERIFIED)


def copied(office: Office, name: str = "copy") -> None:
    office.ask("district", "copy-for-review", "--out", office.db(name))


def say(office: Office, who: str, item: str, verdict: str, remark: str = "") -> None:
    """As the window keeps what the reviewer said of a cell that holds 120 or whatever stands there."""
    with office.desk(who) as desk:
        standing = [head.value.as_json() for head in desk.heads(INDICATORS).get(Slot(item), ())]
        path = desk.workspace.path
    text = json.dumps({"verdict": verdict, "remark": remark, "of": standing}, ensure_ascii=False)
    write_opinions(path, [*read_opinions(path), Opinion(INDICATORS, item, "value|", text)])


def verify(office: Office, who: str, value: str, person: str = "李区") -> None:
    """A 核定数 beside the reported 145-04."""
    with office.desk_as(who, person) as desk:
        standing = desk.heads(INDICATORS).get(VERIFIED_GDP, ())
        before, replaces = (standing[0].value, tuple(head.edit for head in standing)) if standing else (None, ())
        change = Change(VERIFIED_GDP, before, parse(value), replaces)
        desk.apply(Edit(INDICATORS, desk.author(), (change,), "verify", "按年报"))


def hand_back(office: Office, who: str = "copy", person: str = "周二", status: int = 0) -> Any:
    return office.ask(who, "opinions", "--out", office.file(f"{who}.json"), "--as", person, status=status)


def take(office: Office, name: str = "copy", status: int = 0) -> Any:
    (row,) = office.ask("district", "opinions", office.file(f"{name}.json"), status=status)
    return row


def values(office: Office, who: str = "district") -> set[str]:
    with office.desk(who) as desk:
        return {head.value.raw for head in desk.heads(INDICATORS).get(VERIFIED_GDP, ())}


# Out.


def test_a_copy_says_the_same_under_another_device_without_the_key(reported: Office) -> None:
    copied(reported)
    with reported.desk("district") as desk, reported.desk("copy") as copy:
        assert (desk.is_copy, copy.is_copy) == (False, True)
        assert desk.identity.device != copy.identity.device
        assert copy.workspace.copy_of == desk.identity.device
        assert desk.heads(INDICATORS) == copy.heads(INDICATORS)
        assert copy.workspace.journal.first_broken() is None
        key = desk.identity.private_key
    assert key.encode() not in reported.db("copy").read_bytes()
    assert "交出审核副本" in [entry["what"] for entry in reported.ask("district", "log")["entries"]]


def test_a_copy_is_never_written_over_another_file(reported: Office) -> None:
    copied(reported)
    before = reported.db("copy").read_bytes()
    assert reported.say("district", "copy-for-review", "--out", reported.db("copy")).status == 1
    assert reported.db("copy").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("review", *TOWN, "--approve"),
        ("review", *TOWN, "--return", "--comment", "x"),
        ("reply", *TOWN, "--out", "x.xlsx"),
        ("issue", *TOWN, "--due", "2027-01-10", "--out", "x.xlsx"),
        ("assign", "--item", "145-10", "--unit", "330203105", "--role", "support"),
        ("urge",),
        ("copy-for-review", "--out", "y.db"),
    ],
    ids=lambda words: words[0],
)
def test_a_copy_decides_nothing_and_hands_nothing_out(words: tuple[str, ...], reported: Office, tmp_path: Path) -> None:
    copied(reported)
    placed = [str(tmp_path / word) if word.endswith((".xlsx", ".db")) else word for word in words]
    assert reported.refused("copy", *placed)["code"] == "not-yours"
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_copy_takes_in_no_bundle(reported: Office) -> None:
    copied(reported)
    reported.enter("town", "145-04", "121", "--reason", "更正")
    reported.submit("town", "up2.xlsx")
    before = reported.state("copy")
    assert reported.receive("copy", "up2.xlsx", status=1)["status"] == "refused"
    assert reported.state("copy") == before


def test_a_unit_hands_out_no_copy(reported: Office) -> None:
    assert reported.refused("town", "copy-for-review", "--out", reported.file("z.db"))["code"] == "not-yours"


# Back.


def test_opinions_and_figures_of_the_second_reviewer_come_home(reported: Office) -> None:
    copied(reported)
    say(reported, "copy", "145-04", "退回", "比上年少一半，请核对")
    say(reported, "copy", "145-11", "认可")
    verify(reported, "copy", "118", "周二")
    sent = hand_back(reported)
    assert (sent["reviewer"], sent["opinions"], sent["edits"]) == ("周二", 2, 1)
    row = take(reported)
    assert (row["status"], row["edits"], row["opinions"], row["conflicts"]) == ("received", 1, 2, 0)
    assert (row["clashes"], row["left"]) == ([], [])
    assert values(reported) == {"118"}
    counts = [each for each in reported.ask("district", "values", *TOWN) if each["item"] == "145-04" and each["counts"]]
    assert [(each["value"]["raw"], each["basis"], each["by"]) for each in counts] == [("118", "核定", "周二")]
    log = reported.ask("district", "log")
    assert log["chain"] == "intact"
    assert log["entries"][-1]["what"] == "收到审核意见"


def test_the_window_of_the_first_finds_them_as_its_own(reported: Office) -> None:
    copied(reported)
    say(reported, "copy", "145-04", "退回", "请核对")
    hand_back(reported)
    take(reported)
    judging = Judging(Drafts(reported.db("district"), "judgements"))
    said = judging._of_return(INDICATORS)["145-04", "value|"]
    assert (said.verdict, said.remark) == ("退回", "请核对")
    with reported.desk("district") as desk:
        assert said.of == tuple(head.value.meaning for head in desk.heads(INDICATORS)[Slot("145-04")])


def test_the_same_file_again_changes_nothing(reported: Office) -> None:
    copied(reported)
    verify(reported, "copy", "118", "周二")
    hand_back(reported)
    take(reported)
    before = reported.state("district")
    assert take(reported)["status"] == "duplicate"
    assert reported.state("district") == before


def test_a_later_file_of_the_same_copy_brings_what_is_new(reported: Office) -> None:
    copied(reported)
    verify(reported, "copy", "118", "周二")
    hand_back(reported)
    take(reported)
    verify(reported, "copy", "119", "周二")
    hand_back(reported)
    assert take(reported)["edits"] == 1
    assert values(reported) == {"119"}


def test_two_reviewers_with_two_figures_leave_both_for_a_person_to_settle(reported: Office) -> None:
    copied(reported)
    verify(reported, "copy", "118", "周二")
    verify(reported, "district", "117")
    hand_back(reported)
    row = take(reported, status=1)
    assert row["conflicts"] == 1
    assert values(reported) == {"117", "118"}
    with reported.desk("district") as desk:
        assert clashes_in(desk.heads(INDICATORS)) == [VERIFIED_GDP]


def test_two_copies_merge_in_either_order(reported: Office) -> None:
    for name, value in (("copy", "118"), ("third", "118.0")):
        copied(reported, name)
        verify(reported, name, value, name)
        hand_back(reported, name, name)
    assert [take(reported, name)["conflicts"] for name in ("third", "copy")] == [0, 0]  # 118 and 118.0 mean the same
    assert values(reported) == {"118", "118.0"}


def test_two_opinions_on_one_cell_are_both_told_and_the_own_one_stays(reported: Office) -> None:
    copied(reported)
    say(reported, "copy", "145-04", "退回", "请核对")
    say(reported, "copy", "145-11", "认可")
    say(reported, "district", "145-04", "认可")
    say(reported, "district", "145-11", "认可")
    hand_back(reported)
    row = take(reported, status=1)
    (clash,) = row["clashes"]
    assert (clash["own"]["verdict"], clash["theirs"]) == ("认可", {"verdict": "退回", "remark": "请核对"})
    assert row["opinions"] == 0
    kept = {opinion.item: opinion.said["verdict"] for opinion in read_opinions(reported.db("district"))}
    assert kept == {"145-04": "认可", "145-11": "认可"}
    with reported.desk("district") as desk:  # both are on record
        body = list(desk.workspace.journal.entries("audit"))[-1].body.decode()
    assert "请核对" in body


def test_of_a_return_that_is_decided_by_now_nothing_is_taken_and_it_is_said(reported: Office) -> None:
    copied(reported)
    verify(reported, "copy", "118", "周二")
    hand_back(reported)
    reported.review("--approve")
    row = take(reported, status=1)
    assert (row["edits"], row["left"]) == (0, ["鄞江镇 2025 规划指标填报表"])
    assert values(reported) == set()


def test_what_was_done_here_meanwhile_stays(reported: Office) -> None:
    copied(reported)
    verify(reported, "copy", "118", "周二")
    reported.ask("district", "assign", "--item", "145-10", "--unit", "330203105", "--role", "support")
    reported.enter("town", "145-11", "13", "--reason", "更正")
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    hand_back(reported)
    take(reported)
    assert reported.values("district")["145-11"] == "13"
    assert values(reported) == {"118"}


# What is refused.


def changed(office: Office, **parts: Any) -> None:
    file = office.file("copy.json")
    whole = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**whole, **parts}, ensure_ascii=False), "utf-8")


@pytest.fixture
def sent(reported: Office) -> Office:
    """A file of opinions on its way."""
    copied(reported)
    say(reported, "copy", "145-04", "退回", "请核对")
    verify(reported, "copy", "118", "周二")
    hand_back(reported)
    return reported


def test_a_changed_byte_is_refused(sent: Office) -> None:
    text = json.loads(sent.file("copy.json").read_text("utf-8"))["payload"]
    changed(sent, payload=text.replace("请核对", "请改成"))
    assert sent.refused("district", "opinions", sent.file("copy.json"))["code"] == "E41"


@pytest.mark.parametrize("parts", [{"payload": "{}"}, {"payload": "x"}, {"payload": 1}, {"key": None, "payload": None}])
def test_what_is_no_file_of_opinions_is_refused(parts: dict[str, Any], sent: Office) -> None:
    changed(sent, **parts)
    assert sent.refused("district", "opinions", sent.file("copy.json"))["code"] == "E21"


def test_a_newer_format_asks_for_a_newer_program(sent: Office) -> None:
    changed(sent, **{"haishu-desk-opinions": 2})
    assert sent.refused("district", "opinions", sent.file("copy.json"))["code"] == "E33"


def test_a_copy_of_another_workspace_is_refused(sent: Office, tmp_path: Path) -> None:
    other = Office(tmp_path)
    other.ask("district", "init", "--role", "district", "--person", "李区")
    assert other.refused("district", "opinions", sent.file("copy.json"))["code"] == "E42"


def test_bundles_and_nothing_are_no_opinions(sent: Office) -> None:
    assert sent.refused("district", "opinions", sent.file("up.xlsx"))["code"] == "E21"
    assert sent.refused("district", "opinions", sent.file("none.json"))["code"] == "E04"


def test_an_empty_copy_has_nothing_to_hand_back_and_an_original_neither(reported: Office) -> None:
    copied(reported)
    assert reported.refused("copy", "opinions", "--out", reported.file("e.json"))["code"] == "empty"
    assert reported.refused("district", "opinions", "--out", reported.file("e.json"))["code"] == "no-copy"
    assert reported.refused("district", "opinions", status=2)["code"] == "usage"


def test_if_the_opinions_cannot_be_kept_nothing_is_taken(sent: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sent.state("district")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("haishu_desk.desk.second_review.write_opinions", full)
    assert sent.say("district", "opinions", sent.file("copy.json")).status == 3
    monkeypatch.undo()
    assert sent.state("district") == before
    assert take(sent)["status"] == "received"


def test_the_copy_is_a_sound_workspace(sent: Office) -> None:
    refuse_unsafe_home(sent.db("copy"))
    with sqlite3.connect(sent.db("copy")) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {name for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    sql.close()
    assert "journal_is_never_changed" in names

"""Names and PINs: what is kept, who may act, and how long a person waits after five wrong ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import pytest

from haishu_desk.desk import people
from haishu_desk.desk.people import WAIT, PinNeededError, PinWaitError, WrongPinError, wait_after
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.journal import Entry
from tests.desk.office import TOWN, YINJIANG, ZHANGSHUI, Office

PIN = "Haishu-4711"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The running time of the machine, set by the test."""
    running = [10_000.0]
    monkeypatch.setattr(people, "_running", lambda: running[0])
    monkeypatch.setattr(people, "_MEMORY_KIB", 64)
    monkeypatch.setattr(people, "_ITERATIONS", 1)
    return running


@pytest.fixture
def guarded(office: Office, clock: list[float]) -> Office:
    """张三 of the town has a PIN."""
    del clock
    with office.desk("town", write=True) as desk:
        desk.people.set_pin(PIN)
    return office


def try_pin(office: Office, pin: str | None) -> str:
    """How a new start of the program answers that PIN."""
    with office.desk("town", write=True) as desk:
        try:
            desk.people.sign_in("张三", pin)
        except (PinNeededError, WrongPinError, PinWaitError) as error:
            return error.code
    return "in"


def test_a_pin_is_kept_neither_in_clear_nor_in_the_journal_nor_in_a_bundle(guarded: Office) -> None:
    with guarded.desk("town", write=True) as desk:
        desk.people.sign_in("张三", PIN)
        desk.entry.enter([{"unit": TOWN[1], "period": "2025", "item": "145-04", "value": "1"}])
        desk.exchange.submit(TOWN[1], "2025", None, guarded.file("up.xlsx"))
        journal = b"".join(entry.body for entry in desk.workspace.journal.entries())
    stored = dict(sqlite3.connect(guarded.db("town")).execute("SELECT key, value FROM workspace"))
    kept = json.loads(stored["pin:张三"])
    assert PIN.encode() not in guarded.db("town").read_bytes()
    assert kept["hash"].encode() not in journal
    assert kept["hash"] not in str(guarded.payload("up.xlsx"))


def test_nothing_is_written_in_a_name_without_its_pin(guarded: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("enter", *TOWN, "--item", "145-04", "--value", "1")
    assert guarded.refused("town", *words)["code"] == "pin-needed"
    assert guarded.ask("town", "values") == [], "looking needs no PIN"
    monkeypatch.setenv("HAISHU_DESK_PIN", PIN)
    assert guarded.ask("town", *words)["written"] == 1
    monkeypatch.setenv("HAISHU_DESK_PIN", "别的口令")
    assert guarded.say("town", *words, "--json").error["code"] == "pin-wrong"


def test_another_person_needs_no_pin_of_hers(guarded: Office) -> None:
    assert guarded.ask("town", "--as", "李四", "enter", *TOWN, "--item", "145-04", "--value", "1")["written"] == 1


def test_five_wrong_ones_make_a_person_wait_whatever_is_started_anew(guarded: Office, clock: list[float]) -> None:
    assert [try_pin(guarded, "0000") for _ in range(6)] == ["pin-wrong"] * 5 + ["pin-wait"]
    assert try_pin(guarded, PIN) == "pin-wait"
    clock[0] += WAIT - 1
    assert try_pin(guarded, PIN) == "pin-wait"
    clock[0] += 1
    assert try_pin(guarded, "0000") == "pin-wrong"
    clock[0] += WAIT - 1
    assert try_pin(guarded, PIN) == "pin-wait", "again half an hour after the sixth"
    clock[0] += 1
    assert try_pin(guarded, PIN) == "in"
    assert [try_pin(guarded, "0000") for _ in range(4)] == ["pin-wrong"] * 4, "counted from the start again"


def test_a_machine_started_anew_begins_the_wait_again(guarded: Office, clock: list[float]) -> None:
    for _ in range(5):
        try_pin(guarded, "0000")
    clock[0] = WAIT - 5.0
    assert try_pin(guarded, PIN) == "pin-wait"
    clock[0] = WAIT + 0.0
    assert try_pin(guarded, PIN) == "in"


def test_no_clock_on_the_wall_is_asked(guarded: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        try_pin(guarded, "0000")
    for wall in (4e9, 0.0):  # the clock set forward, and back
        monkeypatch.setattr("time.time", lambda now=wall: now)
        assert try_pin(guarded, PIN) == "pin-wait"


@pytest.mark.parametrize(("wrong", "seconds"), [(0, 0), (4, 0), (5, 1800), (6, 1800), (99, 1800)])
def test_the_wait_is_half_an_hour_from_the_fifth_on(wrong: int, seconds: int) -> None:
    assert wait_after(wrong) == seconds


def test_a_pin_from_before_the_rule_still_works(office: Office, clock: list[float]) -> None:
    del clock
    with office.desk("town", write=True) as desk, desk.workspace.transaction():
        salt = b"0123456789abcdef"
        kept = {"salt": salt.hex(), "hash": people._hashed("8421", salt).hex(), "wrong": 0, "since": 0.0}
        desk.workspace.remember("pin:张三", json.dumps(kept))
    assert [try_pin(office, pin) for pin in ("8422", "8421")] == ["pin-wrong", "in"]


def test_each_try_stands_on_the_trail_with_the_name_that_was_tried(guarded: Office) -> None:
    for pin in (*["0000"] * 6, PIN):
        try_pin(guarded, pin)
    entries = guarded.ask("town", "log")["entries"]
    tried = [(entry["what"], entry["by"]) for entry in entries if entry["what"].startswith("口令")]
    assert tried == [("口令不对", "张三")] * 5 + [("口令错了太多次，没有核对", "张三")] * 2
    assert not any(PIN in json.dumps(entry, ensure_ascii=False) for entry in entries)


def test_coming_back_to_a_locked_screen_needs_the_pin_anew(guarded: Office) -> None:
    with guarded.desk("town", write=True) as desk:
        desk.people.sign_in("张三", PIN)
        desk.people.sign_in("张三", None)
        with pytest.raises(PinNeededError):
            desk.people.check("张三", None)
        with pytest.raises(WrongPinError):
            desk.people.check("张三", "0000")
        desk.people.check("张三", PIN)
        desk.people.check("李四", None)  # has none


def test_a_pin_is_changed_and_taken_away_by_its_owner(guarded: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guarded.refused("town", "people", "--set-pin")["code"] == "pin-needed"
    monkeypatch.setenv("HAISHU_DESK_PIN", PIN)
    assert guarded.say("town", "people", "--set-pin", "--json").error["code"] == "usage", "no new one is given"
    monkeypatch.setenv("HAISHU_DESK_NEW_PIN", "abc")
    assert guarded.say("town", "people", "--set-pin", "--json").error["code"] == "pin-short"
    monkeypatch.setenv("HAISHU_DESK_NEW_PIN", "neu-4712")
    assert guarded.ask("town", "people", "--set-pin") == [{"person": "张三", "pin": True}]
    assert try_pin(guarded, "neu-4712") == "in"
    monkeypatch.setenv("HAISHU_DESK_PIN", "neu-4712")
    assert guarded.ask("town", "people", "--remove-pin") == [{"person": "张三", "pin": False}]
    assert guarded.refused("town", "people", "--remove-pin")["code"] == "no-pin"
    trail = [entry["what"] for entry in guarded.ask("town", "log")["entries"]]
    assert [what for what in trail if "口令" in what] == [
        "设口令",
        *["口令对"] * 3,
        "改口令",
        *["口令对"] * 2,
        "去掉口令",
    ]


def test_a_forgotten_pin_is_taken_away_by_another_person_with_one(
    guarded: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--as", "李四", "people", "--remove-pin", "--person", "张三")
    guarded.ask("town", "--as", "李四", "enter", *TOWN, "--item", "145-04", "--value", "1")
    assert guarded.refused("town", *words)["code"] == "not-yours"
    monkeypatch.setenv("HAISHU_DESK_NEW_PIN", "Lisi-0001")
    guarded.ask("town", "--as", "李四", "people", "--set-pin")
    monkeypatch.setenv("HAISHU_DESK_PIN", "Lisi-0001")
    assert guarded.ask("town", *words) == [{"person": "张三", "pin": False}, {"person": "李四", "pin": True}]
    assert guarded.refused("town", "people", "--person", "张三", status=2)["code"] == "usage"


def test_a_second_person_whose_first_step_is_refused_is_known_from_the_next(office: Office) -> None:
    row = {"unit": YINJIANG, "period": "2025", "item": "145-04", "value": "120"}
    with office.desk_as("town", "李四") as desk:
        with pytest.raises(DeskError):
            desk.entry.enter([row, {**row, "unit": ZHANGSHUI}])  # not this unit's: the whole step is given back
        assert desk.persons() == ["张三"]
        desk.entry.enter([row])
        assert desk.persons() == ["张三", "李四"]


def test_who_has_acted_is_read_on_from_where_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"unit": YINJIANG, "period": "2025", "item": "145-04", "value": "120"}
    with office.desk_as("town", "李四") as desk:
        assert desk.persons() == ["张三"]
        since, firsts = list[int](), desk.workspace.journal.firsts

        def counted(kind: str, mark: str, behind: int = 0) -> Iterator[Entry]:
            since.append(behind)
            return firsts(kind, mark, behind)

        monkeypatch.setattr(desk.workspace.journal, "firsts", counted)
        lines = len(desk.workspace.journal)
        with desk.rehearsal():
            desk.entry.enter([row])
            assert desk.persons() == ["张三", "李四"]
        assert desk.persons() == ["张三"], "what was given back was not read"
        desk.entry.enter([row])
        assert desk.persons() == ["张三", "李四"]
        assert set(since[:-1]) == {lines}


@pytest.mark.parametrize("name", ["王五", '王"五'])
def test_who_was_only_spoken_of_is_introduced_with_the_first_write_and_nobody_twice(office: Office, name: str) -> None:
    with office.desk("town", write=True) as desk:
        desk.audit("提到别人", person=name)
        desk.__dict__["person"] = name
        for _ in range(2):
            desk.apply()
    with office.desk("town", write=True) as again:
        again.__dict__["person"] = name
        again.apply()
        said = [row["by"] for row in again.keeping.log()["entries"] if row["what"] == "首次使用"]
        assert said.count(name) == 1

"""Names and PINs: what is kept, who may act, and how long a person waits after five wrong ones."""

from __future__ import annotations

import json
import sqlite3

import pytest

from haishu_desk.desk import people
from haishu_desk.desk.people import FIRST_WAIT, LONGEST_WAIT, PinNeededError, PinWaitError, WrongPinError, wait_after
from tests.desk.office import TOWN, Office

PIN = "海曙-4711"


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
    clock[0] += FIRST_WAIT - 1
    assert try_pin(guarded, PIN) == "pin-wait"
    clock[0] += 1
    assert try_pin(guarded, "0000") == "pin-wrong"
    clock[0] += FIRST_WAIT
    assert try_pin(guarded, PIN) == "pin-wait", "twice as long after the sixth"
    clock[0] += FIRST_WAIT
    assert try_pin(guarded, PIN) == "in"
    assert [try_pin(guarded, "0000") for _ in range(4)] == ["pin-wrong"] * 4, "counted from the start again"


def test_a_machine_started_anew_begins_the_wait_again(guarded: Office, clock: list[float]) -> None:
    for _ in range(5):
        try_pin(guarded, "0000")
    clock[0] = FIRST_WAIT - 5.0
    assert try_pin(guarded, PIN) == "pin-wait"
    clock[0] = FIRST_WAIT + 0.0
    assert try_pin(guarded, PIN) == "in"


def test_no_clock_on_the_wall_is_asked(guarded: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        try_pin(guarded, "0000")
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert try_pin(guarded, PIN) == "pin-wait"


@pytest.mark.parametrize(("wrong", "seconds"), [(0, 0), (4, 0), (5, 60), (6, 120), (9, 960), (10, 1800), (99, 1800)])
def test_the_wait_doubles_up_to_half_an_hour(wrong: int, seconds: int) -> None:
    assert wait_after(wrong) == seconds
    assert LONGEST_WAIT == 1800


def test_a_pin_is_changed_and_taken_away_by_its_owner(guarded: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guarded.refused("town", "people", "--set-pin")["code"] == "pin-needed"
    monkeypatch.setenv("HAISHU_DESK_PIN", PIN)
    assert guarded.refused("town", "people", "--set-pin", status=2)["code"] == "usage", "no new one is given"
    monkeypatch.setenv("HAISHU_DESK_NEW_PIN", "abc")
    assert guarded.refused("town", "people", "--set-pin")["code"] == "pin-short"
    monkeypatch.setenv("HAISHU_DESK_NEW_PIN", "neu-4712")
    assert guarded.ask("town", "people", "--set-pin") == [{"person": "张三", "pin": True}]
    assert try_pin(guarded, "neu-4712") == "in"
    monkeypatch.setenv("HAISHU_DESK_PIN", "neu-4712")
    assert guarded.ask("town", "people", "--remove-pin") == [{"person": "张三", "pin": False}]
    assert guarded.refused("town", "people", "--remove-pin")["code"] == "no-pin"
    trail = [entry["what"] for entry in guarded.ask("town", "log")["entries"]]
    assert [what for what in trail if "口令" in what] == ["设口令", "改口令", "去掉口令"]


def test_a_forgotten_pin_is_taken_away_by_another_person_with_one(
    guarded: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--as", "李四", "people", "--remove-pin", "--person", "张三")
    guarded.ask("town", "--as", "李四", "enter", *TOWN, "--item", "145-04", "--value", "1")
    assert guarded.refused("town", *words)["code"] == "not-yours"
    monkeypatch.setenv("HAISHU_DESK_NEW_PIN", "lisi-0001")
    guarded.ask("town", "--as", "李四", "people", "--set-pin")
    monkeypatch.setenv("HAISHU_DESK_PIN", "lisi-0001")
    assert guarded.ask("town", *words) == [{"person": "张三", "pin": False}, {"person": "李四", "pin": True}]
    assert guarded.refused("town", "people", "--person", "张三", status=2)["code"] == "usage"

"""体检: each check finds what it is there for, says what to do, and a file that is whole has nothing to say."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from haishu_desk.desk import Desk, machine
from haishu_desk.desk.backups import copy_into
from haishu_desk.desk.good_backups import copies_of, newest_good
from haishu_desk.desk.health import TITLES, Check, examined, file_checks, is_whole_due, remember_whole, repair
from haishu_desk.domain.errors import SurroundingsError
from tests.desk.office import Office, call
from tests.store.opened import everything
from tests.store.spoiling import run_past_the_program, spoil_entry, spoil_page_of

NOW = datetime(2026, 3, 2, 9, 0).astimezone()


def found(path: Path) -> dict[str, Check]:
    return {check.name: check for check in examined(path)}


def test_all_ten_are_looked_at_in_order(reported: Office) -> None:
    assert [check.name for check in examined(reported.db("town"))] == list(TITLES)


def test_a_whole_file_is_said_to_be_whole(reported: Office) -> None:
    assert [check.ok for check in file_checks(reported.db("town"))] == [True, True, True]


def test_a_spoilt_entry_breaks_the_chain_and_is_named(reported: Office) -> None:
    spoil_entry(reported.db("town"), 12)
    chain, integrity, caches = file_checks(reported.db("town"))
    assert (chain.ok, integrity.ok, caches.ok) == (False, True, False)
    assert "第 12 条" in chain.detail


def test_a_spoilt_page_is_said_by_all_three(reported: Office) -> None:
    spoil_page_of(reported.db("town"), "journal")
    assert [check.ok for check in file_checks(reported.db("town"))] == [False, False, False]


def test_repair_makes_the_caches_whole_and_touches_nothing_else(reported: Office) -> None:
    path = reported.db("town")
    before = everything(path)
    run_past_the_program(path, "UPDATE head SET value = replace(value, '1', '7')")
    assert not found(path)["caches"].ok
    repair(path)
    assert everything(path) == before
    assert found(path)["caches"].ok


def test_repair_refuses_a_broken_journal_and_names_the_backup_to_take(reported: Office) -> None:
    path, second = reported.db("town"), reported.file("U盘")
    second.mkdir()
    with Desk(path, write=True) as desk:
        desk.backups.choose(second)
        good = copy_into(path, second, desk.backups.stem)
    worse = Path(copy_into(path, second, "备份_坏的").file)
    spoil_entry(worse, 3)
    spoil_entry(path, 5)
    before = everything(path)
    with pytest.raises(SurroundingsError) as caught:
        repair(path)
    assert (caught.value.code, caught.value.exit_status) == ("damaged", 3)
    assert good.file in caught.value.advice
    assert everything(path) == before
    chosen = newest_good(path)
    assert chosen is not None
    assert str(chosen.file) == good.file


def test_a_backup_of_another_unit_is_never_offered(reported: Office) -> None:
    second = reported.file("U盘")
    second.mkdir()
    copy_into(reported.db("other"), second, "备份_章水镇")
    with Desk(reported.db("town"), write=True) as desk:
        desk.backups.choose(second)
    good = newest_good(reported.db("town"))  # the town's own, of before its task bundle was taken in
    assert good is not None
    assert good.file.parent == copies_of(reported.db("town"))


def test_a_copy_in_the_second_place_that_was_spoilt_is_found(reported: Office) -> None:
    path, second = reported.db("town"), reported.file("U盘")
    second.mkdir()
    with Desk(path, write=True) as desk:
        desk.backups.choose(second)
        made = copy_into(path, second, desk.backups.stem)
        desk.backups.note(made)
    assert found(path)["backup"].ok
    spoil_entry(Path(made.file), 4)
    assert not found(path)["backup"].ok
    Path(made.file).unlink()
    assert "不在" in found(path)["backup"].detail


def test_a_clock_before_the_last_entry_or_in_no_year_of_ours_is_found() -> None:
    assert machine.clock(None, NOW)[0]
    assert machine.clock(NOW.isoformat(), NOW)[0]
    assert machine.clock((NOW + timedelta(minutes=4)).isoformat(), NOW)[0]  # two clocks of one minute are no fault
    assert not machine.clock((NOW + timedelta(minutes=6)).isoformat(), NOW)[0]
    assert not machine.clock(None, NOW.replace(year=1980))[0]
    assert not machine.clock(None, NOW.replace(year=2118))[0]
    assert not machine.clock("第二天", NOW)[0]


def test_a_stick_is_no_home_and_a_folder_that_is_gone_cannot_be_written_to(reported: Office) -> None:
    path = reported.db("town")
    assert machine.disk(path, "")[0]
    ok, said = machine.disk(path, f"/dev/sdb1 {path.parent} vfat rw 0 0\n")
    assert not ok
    assert "U盘" in said
    assert not machine.disk(path.parent / "none" / "w.db", "")[0]


def test_the_input_method_matters_only_where_a_window_is() -> None:
    assert machine.input_method({}, "linux")[0]
    assert machine.input_method({}, "win32")[0]
    assert not machine.input_method({"DISPLAY": ":0"}, "linux")[0]
    assert machine.input_method({"DISPLAY": ":0", "QT_IM_MODULE": "fcitx5"}, "linux")[0]
    assert not machine.input_method({"DISPLAY": ":0", "QT_IM_MODULE": "scim"}, "linux")[0]


def test_the_verb_prints_every_check_and_ends_with_1_where_one_is_not_as_it_should_be(reported: Office) -> None:
    spoil_entry(reported.db("town"), 12)
    said = reported.say("town", "doctor", "--json")
    checks = json.loads(said.out)["checks"]
    assert said.status == 1
    assert [set(check) for check in checks] == [{"name", "ok", "detail"}] * len(TITLES)
    assert reported.say("town", "doctor", "--repair", "--json").error["code"] == "damaged"


def test_the_verb_repairs(reported: Office) -> None:
    run_past_the_program(reported.db("town"), "DELETE FROM head")
    document = json.loads(reported.say("town", "doctor", "--repair", "--json").out)
    assert [check["ok"] for check in document["checks"][:3]] == [True, True, True]
    assert set(document["repaired"][0]) == {"journal", "values", "old"}


def test_the_verb_needs_a_workspace(tmp_path: Path) -> None:
    assert call("--db", tmp_path / "none.db", "doctor", "--json").status == 3


def test_a_page_of_a_cache_that_is_spoilt_leaves_the_chain_whole(reported: Office) -> None:
    spoil_page_of(reported.db("town"), "head")
    assert [check.ok for check in file_checks(reported.db("town"))] == [True, False, False]


def test_a_file_that_was_copied_by_hand_is_looked_at_whole_again(reported: Office) -> None:
    path, day = reported.db("town"), NOW.date()
    with Desk(path, write=True) as desk:
        assert is_whole_due(desk.workspace, day)
        remember_whole(desk.workspace, day)
        assert not is_whole_due(desk.workspace, day)
    shutil.copy(path, reported.file("copied.db"))
    with Desk(reported.file("copied.db")) as desk:
        assert is_whole_due(desk.workspace, day)


def test_what_an_earlier_program_noted_of_the_whole_asks_for_it_once_more(reported: Office) -> None:
    with Desk(reported.db("town"), write=True) as desk:
        with desk.workspace.transaction():
            desk.workspace.remember("health:whole", NOW.date().isoformat())
        assert is_whole_due(desk.workspace, NOW.date())

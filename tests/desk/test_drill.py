"""恢复演练: a good backup is restored and thrown away, a bad one is said, and the data file is never touched."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from haishu_desk.desk.backups import copy_out
from haishu_desk.desk.drill import drill
from haishu_desk.domain.errors import SurroundingsError
from tests.desk.office import Office
from tests.store.spoiling import run_past_the_program, spoil_entry


@pytest.fixture
def backup(reported: Office) -> Path:
    return Path(copy_out(reported.db("town"), reported.file("stick") / "b.db").file)


def test_a_good_backup_is_restored_compared_and_thrown_away(
    reported: Office, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own, kept, here = reported.db("town").read_bytes(), backup.read_bytes(), sorted(tmp_path.iterdir())
    said = reported.say("town", "restore", backup, "--drill", "--json")
    made = json.loads(said.out)["drill"]
    assert said.status == 0
    assert set(made) == {"file", "entries", "at", "journal", "values", "seconds"}
    assert (reported.db("town").read_bytes(), backup.read_bytes()) == (own, kept)
    assert sorted(tmp_path.iterdir()) == here


def test_twice_the_same_backup_has_the_same_digests(backup: Path) -> None:
    first, second = drill(backup), drill(backup)
    assert (first.journal, first.values) == (second.journal, second.values)


def test_a_backup_with_a_spoilt_entry_is_said(backup: Path) -> None:
    spoil_entry(backup, 5)
    with pytest.raises(SurroundingsError, match="第 5 条"):
        drill(backup)


def test_a_backup_whose_values_are_not_those_of_its_journal_is_said(backup: Path) -> None:
    run_past_the_program(backup, "UPDATE head SET value = replace(value, '120', '720')")
    with pytest.raises(SurroundingsError, match="对不上"):
        drill(backup)


def test_a_drill_goes_with_no_other_way_of_restoring(reported: Office, backup: Path) -> None:
    assert reported.say("town", "restore", backup, "--drill", "--replace").status == 2

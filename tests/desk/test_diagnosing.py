"""诊断包: what is needed to mend the program, and nothing that anybody typed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from haishu_desk import __version__, paths
from haishu_desk.__main__ import _report
from haishu_desk.desk.diagnosing import write_diagnosis
from haishu_desk.store.database import SCHEMA_VERSION
from tests.desk.office import PEOPLE, TOWN, Office

SECRETS = ("机密说明七七", "4711.25", "填表人丁", "口径不公开")


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "logs"
    monkeypatch.setattr(paths, "logs", lambda: folder)
    return folder


def parts_of(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.usefixtures("logs")
def test_it_says_which_program_and_how_the_data_file_is(office: Office, tmp_path: Path) -> None:
    answer = office.ask("district", "diagnose", "--out", tmp_path / "d.zip")
    parts = parts_of(tmp_path / "d.zip")
    assert (
        sorted(parts) == sorted(answer["parts"]) == ["README.txt", "crashes.json", "environment.json", "workspace.json"]
    )
    assert json.loads(parts["environment.json"])["program"] == __version__
    known = json.loads(parts["workspace.json"])
    assert (known["role"], known["format"], known["whole"]) == ("district", SCHEMA_VERSION, True)


def test_nothing_that_was_typed_is_in_it(office: Office, tmp_path: Path, logs: Path) -> None:
    office.ask("district", "issue", *TOWN, "--out", office.file("task.xlsx"))
    office.ask("town", "receive", office.file("task.xlsx"))
    office.ask(
        "town", "enter", *TOWN, "--item", "145-04", "--value", SECRETS[1], "--note", SECRETS[0], "--as", SECRETS[2]
    )
    with pytest.raises(ValueError, match=SECRETS[3]) as caught:
        int(SECRETS[3])
    assert Path(_report(["enter", SECRETS[3]], caught.value)).parent == logs
    office.ask("town", "diagnose", "--out", tmp_path / "d.zip")
    whole = "".join(parts_of(tmp_path / "d.zip").values())
    with office.desk("town") as desk:
        key = desk.identity.private_key
    for secret in (*SECRETS, *PEOPLE.values(), str(tmp_path), key):
        assert secret not in whole
    (crash,) = json.loads(parts_of(tmp_path / "d.zip")["crashes.json"])
    assert crash["error"] == "ValueError"


@pytest.mark.usefixtures("logs")
def test_a_data_file_that_cannot_be_opened_is_part_of_what_it_says(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all")
    write_diagnosis(tmp_path / "d.zip", broken)
    assert json.loads(parts_of(tmp_path / "d.zip")["workspace.json"])["refused"] == "no-workspace"
    write_diagnosis(tmp_path / "e.zip", tmp_path / "nowhere" / "none.db")
    assert json.loads(parts_of(tmp_path / "e.zip")["workspace.json"]) == {"there": False}

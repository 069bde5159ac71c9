"""What was written in any format is read by every later version of the program: bundles, workspace, signatures."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.bundle.manifest import read_payload
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.bundle.sign import is_signed_by
from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.reporting import Wanted
from haishu_desk.domain.canonical import digest
from haishu_desk.store.database import SCHEMA_VERSION
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.judged import judged_lines
from tests.golden.make_format import make

FOLDERS = sorted(Path(__file__).parent.glob("format-*"))
BUNDLES = [file for folder in FOLDERS for file in sorted(folder.glob("*.xlsx"))]

of_every_format = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))


def index_of(folder: Path) -> dict[str, Any]:
    """What was written down when the files were made."""
    index: dict[str, Any] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return index


def test_a_step_to_a_new_format_finds_the_files_of_every_format_before() -> None:
    """The next step fails here until `make_format` was run by the program before it."""
    assert {folder.name for folder in FOLDERS} >= {f"format-{number}" for number in range(1, SCHEMA_VERSION)}


@of_every_format
def test_the_files_are_of_the_format_that_their_folder_says(folder: Path) -> None:
    for file in folder.glob("*.db"):
        with closing(sqlite3.connect(file)) as raw:
            assert f"format-{raw.execute('PRAGMA user_version').fetchone()[0]}" == folder.name


@pytest.mark.parametrize("file", BUNDLES, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_a_bundle_says_what_it_said_when_it_was_written(file: Path) -> None:
    unpacked = unpack(read_workbook(file))
    envelope = unpacked.envelope
    payload = read_payload(envelope.payload)
    said = index_of(file.parent)["bundles"][file.name]
    assert (envelope.bundle, payload.kind, len(unpacked.typed)) == (said["bundle"], said["kind"], said["typed"])
    assert [digest(entry) for entry in payload.entries] == said["entries"]
    assert [entry.id for entry in payload.journal_entries()] == said["ids"]
    assert payload.to_bytes() == envelope.payload
    assert is_signed_by(envelope.public_key, envelope.payload, envelope.signature)


@of_every_format
def test_a_workspace_opens_with_its_chain_and_its_values(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "district.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db", write=True) as desk:
        assert desk.reading.values() == index_of(folder)["values"]
        assert desk.keeping.log()["chain"] == "intact"


@of_every_format
def test_a_workspace_is_judged_and_reported_without_the_plan_before(folder: Path, tmp_path: Path) -> None:
    """It has the plan 145 alone, whose indicators continue those of 135."""
    shutil.copy(folder / "district.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db", write=True) as desk:
        assert list(desk.documents.catalogue.plans) == ["145"]
        rows = desk.evaluating.evaluate("145", 2025, basis="current")
        assert [row["item"] for row in rows] == [f"145-{number:02}" for number in range(1, 34)]
        assert Figures(desk).series("145-01").base is not None
        assert len(judged_lines(desk, Choice("145", 2025))) == len(rows)
        answer = desk.reporting.write(Wanted("annual", 2025), tmp_path / "a.docx")
        assert len(answer["missing"]) == len(rows)
        assert len(desk.publishing.draft(2025).edition.items) == len(rows)


@of_every_format
def test_a_bundle_is_taken_in_by_a_workspace_of_its_format(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "district-before-receiving.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db", write=True) as desk:
        first, again = desk.exchange.receiver.receive([folder / "up.xlsx", folder / "up.xlsx"])
        assert (first.status, first.changes, first.signature) == ("received", 4, "valid")
        assert (again.status, again.changes) == ("duplicate", 0)
        written = {row["item"]: row["value"] for row in desk.reading.values()}
        assert written == {row["item"]: row["value"] for row in index_of(folder)["values"]}


@pytest.mark.parametrize(
    "folder", [folder for folder in FOLDERS if (folder / "unit.db").exists()], ids=lambda it: it.name
)
def test_what_the_district_approved_is_taken_in_by_the_unit(folder: Path, tmp_path: Path) -> None:
    """The five kinds of bundles are there; the unit waits for the last of them."""
    kinds = {said["kind"] for said in index_of(folder)["bundles"].values()}
    assert kinds == {"登记申请", "任务包", "上报包", "退回包", "批复包"}
    shutil.copy(folder / "unit.db", tmp_path / "unit.db")
    with Desk(tmp_path / "unit.db", write=True) as desk:
        assert {row["basis"] for row in desk.reading.values()} == {"已报"}
        (taken,) = desk.exchange.receiver.receive([folder / "approved.xlsx"])
        assert (taken.status, taken.signature) == ("received", "valid")
        assert {row["item"]: row["value"]["raw"] for row in desk.reading.values()} == {
            "145-04": "118", "145-13": "—", "145-22": "66.50", "145-23": ">49.83",
        }  # fmt: skip
        assert {row["basis"] for row in desk.reading.values()} == {"已批"}


def test_a_folder_that_is_there_is_never_made_again(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        make(tmp_path)

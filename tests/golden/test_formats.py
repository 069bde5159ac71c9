"""What was written in format 1 is read by every later version of the program: bundles, workspace, signatures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.bundle.manifest import read_payload
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.bundle.sign import is_signed_by
from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk import Desk
from haishu_desk.desk.reporting import Wanted
from haishu_desk.desk.series import Figures
from haishu_desk.domain.canonical import digest
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.judged import judged_lines

FOLDER = Path(__file__).parent / "format-1"
INDEX: dict[str, Any] = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(INDEX["bundles"]))
def test_a_bundle_of_format_1_says_what_it_said_when_it_was_written(name: str) -> None:
    unpacked = unpack(read_workbook(FOLDER / name))
    envelope = unpacked.envelope
    payload = read_payload(envelope.payload)
    said = INDEX["bundles"][name]
    assert (envelope.bundle, payload.kind, len(unpacked.typed)) == (said["bundle"], said["kind"], said["typed"])
    assert [digest(entry) for entry in payload.entries] == said["entries"]
    assert [entry.id for entry in payload.journal_entries()] == said["ids"]
    assert payload.to_bytes() == envelope.payload
    assert is_signed_by(envelope.public_key, envelope.payload, envelope.signature)


def test_a_workspace_of_format_1_opens_with_its_chain_and_its_values(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "district.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db", write=True) as desk:
        assert desk.reading.values() == INDEX["values"]
        assert desk.keeping.log()["chain"] == "intact"


def test_a_workspace_of_format_1_is_judged_and_reported_without_the_plan_before(tmp_path: Path) -> None:
    """It has the plan 145 alone, whose indicators continue those of 135."""
    shutil.copy(FOLDER / "district.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db", write=True) as desk:
        assert list(desk.documents.catalogue.plans) == ["145"]
        rows = desk.evaluating.evaluate("145", 2025, basis="current")
        assert [row["item"] for row in rows] == [f"145-{number:02}" for number in range(1, 34)]
        assert Figures(desk).series("145-01").base is not None
        assert len(judged_lines(desk, Choice("145", 2025))) == len(rows)
        answer = desk.reporting.write(Wanted("annual", 2025), tmp_path / "a.docx")
        assert len(answer["missing"]) == len(rows)
        assert len(desk.publishing.draft(2025).edition.items) == len(rows)


def test_a_bundle_of_format_1_is_taken_in_by_a_workspace_of_format_1(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "district-before-receiving.db", tmp_path / "district.db")
    with Desk(tmp_path / "district.db", write=True) as desk:
        first, again = desk.exchange.receiver.receive([FOLDER / "up.xlsx", FOLDER / "up.xlsx"])
        assert (first.status, first.changes, first.signature) == ("received", 4, "valid")
        assert (again.status, again.changes) == ("duplicate", 0)
        written = {row["item"]: row["value"] for row in desk.reading.values()}
        assert written == {row["item"]: row["value"] for row in INDEX["values"]}

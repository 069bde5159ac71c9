"""Forgeries of twelve classes: none is taken in as signed, none changes anything; what is honest is always taken in."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from haishu_desk.bundle.read_process import Workbook
from haishu_desk.desk import Desk
from haishu_desk.desk.outcomes import Outcome
from haishu_desk.domain.cells import Edit, Slot, heads_of
from haishu_desk.domain.returns import Revision
from tests.desk.forgery import CLASSES, TOWN_SIDE, Forger, Honest, edit_by, enveloped, honest_of
from tests.desk.office import INDICATORS, YINJIANG, Office

IS_FULL = bool(os.environ.get("HAISHU_FULL"))
OF_EACH_CLASS = 417 if IS_FULL else 42  # 12 classes: 5,004 or 504
HONEST = 1_000 if IS_FULL else 40
SEED = 20260107


@pytest.fixture(scope="module")
def forged(reported_office: Office, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Honest]:
    """An office that no forgery changes, and honest bundles that it has not all seen."""
    office = Office(Path(shutil.copytree(reported_office.folder, tmp_path_factory.mktemp("forged") / "office")))
    return office, honest_of(office)


@pytest.fixture
def reported(forged: tuple[Office, Honest], tmp_path: Path) -> Office:
    """The same office for a test that changes it."""
    return Office(Path(shutil.copytree(forged[0].folder, tmp_path / "office")))


@pytest.fixture
def honest(forged: tuple[Office, Honest]) -> Honest:
    return forged[1]


def put_on(desk: Desk, office: Office, workbook: Workbook) -> Outcome:
    return desk.exchange.receiver.take_in(office.file("up.xlsx"), read=lambda _: workbook)


@pytest.mark.parametrize("name", CLASSES)
def test_no_forgery_is_taken_in_as_signed_and_none_changes_anything(name: str, forged: tuple[Office, Honest]) -> None:
    office, honest = forged
    forger = Forger(honest, SEED + CLASSES.index(name))
    forgeries = [forger.make(name) for _ in range(OF_EACH_CLASS)]
    target = forgeries[0].target
    before = office.state(target)
    with office.desk(target, write=True) as desk:
        entries, roster = len(desk.workspace.journal), desk.exchange.roster.rows()
        for number, forgery in enumerate(forgeries):
            outcome = put_on(desk, office, forgery.workbook)
            seen = (name, number, outcome)
            assert outcome.status in (("duplicate",) if name == "replayed" else ("refused", "held")), seen
            assert (outcome.changes, outcome.conflicts) == (0, 0), seen
            assert len(desk.workspace.journal) == entries, seen
            if outcome.error:
                assert outcome.signed != "已验签", seen
                assert outcome.error["advice"], seen
        assert desk.exchange.roster.rows() == roster
    assert office.state(target) == before


def test_the_forger_is_not_blind(reported: Office, honest: Honest) -> None:
    """The same tools make bundles that are taken in, when the right key signs the right thing."""
    with reported.desk("district", write=True) as desk:
        assert put_on(desk, reported, honest.book("new", honest.unpacked("new").envelope)).changes == 1
    with reported.desk(TOWN_SIDE, write=True) as desk:
        outcome = put_on(desk, reported, honest.book("down", honest.unpacked("down").envelope))
        assert (outcome.status, outcome.signed) == ("received", "已验签")


def test_every_honest_report_is_taken_in_as_signed(reported: Office, honest: Honest) -> None:
    luck, payload = random.Random(SEED), honest.unpacked("new").payload  # noqa: S311  a fixed seed, no secret
    revisions = [each for each in payload.journal_entries() if isinstance(each, Revision)]
    first = tuple(each.id for each in revisions if each.key == INDICATORS)
    told: tuple[Edit, ...] = ()  # the last twenty edits: enough for what each replaces, and quick for a thousand
    with reported.desk("district", write=True) as desk:
        for number in range(HONEST):
            who = luck.choice(["town", "second"])
            before = desk.heads(INDICATORS)[Slot("145-04")]
            edit = edit_by(YINJIANG, honest.keys[who], luck)
            (change,) = edit.changes
            seen = replace(change, before=before[0].value, replaces=tuple(head.edit for head in before))
            told = (*told[-19:], replace(edit, changes=(seen,)))
            carried = [*(each for each in payload.journal_entries() if isinstance(each, Edit)), *told]
            of_return = [each for each in carried if each.key == INDICATORS]
            sealed = Revision(INDICATORS, told[-1].author, heads_of(of_return), first)
            entries = (*payload.entries, *(each.body for each in told), sealed.body)
            envelope = enveloped(replace(payload, entries=entries, at=f"{number}"), honest.keys[who])
            outcome = put_on(desk, reported, honest.book("new", envelope))
            assert (outcome.status, outcome.signature, outcome.signed) == ("received", "valid", "已验签"), outcome
            assert desk.heads(INDICATORS)[Slot("145-04")][0].value.raw == change.after.raw

"""What a file is and who signed it; changes nothing and needs no workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.manifest import DOWN, UP, NotOurBundleError
from haishu_desk.bundle.sign import ALGORITHM, is_signed_by
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.desk.roster import NAME as ROSTER
from haishu_desk.desk.tables import open_workbook
from haishu_desk.domain.editions import Edition

if TYPE_CHECKING:
    from haishu_desk.desk.roster import Roster

VALID, INVALID, ABSENT, UNKNOWN_KEY = "valid", "invalid", "absent", "unknown-key"
PLAIN_WORKBOOK = "普通工作簿"


def inspect(file: Path, roster: Roster | None) -> dict[str, Any]:
    """What a file is; DeskError (E01 to E22, no-file) for what is no sound workbook at all."""
    workbook = open_workbook(file)
    try:
        unpacked = unpack(workbook)
    except NotOurBundleError as error:
        if error.code != "E30":
            raise
        empty = dict.fromkeys(("unit", "period", "bundle", "revision"))
        return {
            "kind": PLAIN_WORKBOOK,
            **empty,
            "signature": ABSENT,
            "edited_outside": [],
            "filled_by_hand": 0,
            "findings": [],
        }
    payload = unpacked.payload
    by_hand = len(unpacked.typed) if payload.direction == DOWN else 0
    outside = [*unpacked.edited_outside, *(cell.place for cell in unpacked.typed if payload.direction == UP)]
    return {
        "kind": payload.kind,
        "unit": payload.unit,
        "period": payload.period or None,
        "bundle": unpacked.envelope.bundle,
        "revision": next((printed.revision for printed in payload.returns if printed.revision), None),
        "signature": ABSENT if by_hand else signature_of(unpacked, roster),
        "edited_outside": sorted(outside),
        "filled_by_hand": by_hand,
        "findings": [finding.as_json() for finding in unpacked.findings],
    }


def signature_of(unpacked: Unpacked, roster: Roster | None) -> str:
    """`valid`, `invalid`, or `unknown-key` where the roster does not know the key as the sender's."""
    envelope = unpacked.envelope
    if envelope.algorithm != ALGORITHM or not is_signed_by(envelope.public_key, envelope.payload, envelope.signature):
        return INVALID
    if roster is None:
        return UNKNOWN_KEY
    if not roster.rows() and unpacked.payload.direction == DOWN:
        return VALID if carried_roster_has(unpacked) else UNKNOWN_KEY
    return VALID if roster.speaks_for(envelope.public_key) == unpacked.payload.sender else UNKNOWN_KEY


def carried_roster_has(unpacked: Unpacked) -> bool | None:
    """Whether the roster that a bundle brings lets its signer speak for its sender; None if it brings none.

    The first bundle that a unit takes in pins the district's key so; no later one may bring a roster without its signer.
    """
    key, sender = unpacked.envelope.public_key, unpacked.payload.sender
    rosters = [
        entry for entry in unpacked.payload.journal_entries() if isinstance(entry, Edition) and entry.name == ROSTER
    ]
    if not rosters:
        return None
    return all(
        any((row["key"], row["unit"], row["until"]) == (key, sender, None) for row in entry.content)
        for entry in rosters
    )

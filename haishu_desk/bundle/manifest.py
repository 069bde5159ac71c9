"""The payload and its envelope: what machines read in a bundle (`resources/help/bundle-format.md` is its description).

The payload is canonical JSON; it carries journal entries as the exact text that was hashed. The envelope names the
format, the key and the signature; both stand in the very-hidden sheet `_manifest`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from haishu_desk.bundle.entry_shape import refuse_unsound
from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.cells import Edit, ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.returns import Decision, Revision

FORMAT = 1
MARK = "haishu-desk"
CHUNK = 30_000
PAYLOAD_LIMIT = 64 * 1024 * 1024
_FORMAT_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
DOWN, UP, ENROLMENT = "down", "up", "enrolment"
JournalEntry = Edit | Revision | Decision | Edition
READERS: dict[str, Callable[[bytes], JournalEntry]] = {
    kind.kind: kind.from_body for kind in (Edit, Revision, Decision, Edition)
}


class NotOurBundleError(DeskError):
    """The workbook is none of ours, or its hidden part is damaged."""

    def __init__(self, message: str, advice: str, code: str) -> None:
        super().__init__(message, advice, code=code)


class NewerFormatError(NotOurBundleError):
    """A newer program wrote it: `written_by` is its format. The bytes are kept until this program can read them."""

    def __init__(self, written_by: int) -> None:
        super().__init__(f"由更新的程序传出（格式 {written_by}）", "原件已保存，请升级程序后再装入", "E33")
        self.written_by = written_by


@dataclass(frozen=True)
class PrintedReturn:
    """What the visible sheet of one return showed when it was written: the text of each item's column."""

    key: ReturnKey
    cells: Mapping[tuple[str, str], str]
    revision: str | None
    state: str


@dataclass(frozen=True)
class Payload:
    """Everything a bundle says.

    `entries` are journal entries in the sender's order, `references` earlier values, `editions` the documents (name to
    id) that the sender worked with.
    """

    direction: str
    kind: str
    sender: str
    person: str
    unit: str
    period: str
    at: str
    returns: tuple[PrintedReturn, ...] = ()
    entries: tuple[bytes, ...] = ()
    references: tuple[Mapping[str, Any], ...] = ()
    public_key: str | None = None
    editions: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The canonical bytes that are signed; their sha256 is the bundle's id."""
        returns = [
            {
                "form": printed.key.form,
                "cells": [[item, column, text] for (item, column), text in sorted(printed.cells.items())],
                "revision": printed.revision,
                "state": printed.state,
            }
            for printed in self.returns
        ]
        return canonical(
            {
                "format": FORMAT,
                "direction": self.direction,
                "kind": self.kind,
                "sender": self.sender,
                "person": self.person,
                "unit": self.unit,
                "period": self.period,
                "at": self.at,
                "returns": returns,
                "entries": [entry.decode() for entry in self.entries],
                "references": [dict(reference) for reference in self.references],
                "public_key": self.public_key,
                "editions": dict(self.editions),
                "extra": dict(self.extra),
            }
        )

    def journal_entries(self) -> list[JournalEntry]:
        """The entries as values, in the sender's order."""
        return list(self._read)

    @cached_property
    def _read(self) -> tuple[JournalEntry, ...]:
        """Read once: a whole plan travels as an entry, and every check looks at them."""
        return tuple(map(_entry, self.entries))


def _entry(body: bytes) -> JournalEntry:
    entry = READERS[json.loads(body)["kind"]](body)
    refuse_unsound(entry)
    return entry


@dataclass(frozen=True)
class Envelope:
    """The signed payload: `public_key` names the signer's key, `bundle` is the sha256 of the payload."""

    payload: bytes
    algorithm: str
    public_key: str
    signature: str
    format: int = FORMAT

    @property
    def bundle(self) -> str:
        """The bundle's id."""
        return digest(self.payload)

    def rows(self) -> list[tuple[str, str]]:
        """The rows of the sheet `_manifest`: a name and a text of at most 30,000 characters."""
        packed = base64.b64encode(zlib.compress(self.payload)).decode()
        head = [(MARK, str(self.format)), ("bundle", self.bundle), ("algorithm", self.algorithm),
                ("public-key", self.public_key), ("signature", self.signature)]  # fmt: skip
        chunks = [packed[start : start + CHUNK] for start in range(0, len(packed), CHUNK)]
        return head + [(f"payload-{number}", chunk) for number, chunk in enumerate(chunks)]


def read_envelope(rows: Sequence[tuple[str, str]]) -> Envelope:
    """The envelope of those rows; NotOurBundleError says what is wrong, E33 that the format is newer than we are."""
    named = dict(rows)
    if len(named) != len(rows):
        raise _damaged("同一项出现两次")
    if not _FORMAT_NUMBER.fullmatch(named.get(MARK, "")):
        raise _damaged("没有格式号")
    written_by = int(named[MARK])
    if written_by > FORMAT:
        raise NewerFormatError(written_by)
    chunks = [
        named.get(f"payload-{number}", "") for number in range(sum(name.startswith("payload-") for name in named))
    ]
    try:
        payload = _inflate(base64.b64decode("".join(chunks), validate=True))
    except (binascii.Error, zlib.error, ValueError) as error:
        raise _damaged("内容读不全") from error
    envelope = Envelope(
        payload, named.get("algorithm", ""), named.get("public-key", ""), named.get("signature", ""), written_by
    )
    if envelope.bundle != named.get("bundle"):
        raise _damaged("内容与编号不一致")
    return envelope


def read_payload(data: bytes) -> Payload:
    """The payload whose bytes these are; NotOurBundleError if they are none."""
    try:
        stored = json.loads(data)
        unit, period = stored["unit"], stored["period"]
        returns = tuple(
            PrintedReturn(
                ReturnKey(row["form"], unit, period),
                {(item, column): text for item, column, text in row["cells"]},
                row["revision"],
                row["state"],
            )
            for row in stored["returns"]
        )
        payload = Payload(
            stored["direction"], stored["kind"], stored["sender"], stored["person"], unit, period, stored["at"],
            returns, tuple(entry.encode() for entry in stored["entries"]), tuple(stored["references"]),
            stored["public_key"], stored["editions"], stored["extra"],
        )  # fmt: skip
        payload.journal_entries()
        _refuse_doubled(returns)
        for text in _texts(payload):
            text.encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged("内容看不懂") from error
    return payload


def _refuse_doubled(returns: Sequence[PrintedReturn]) -> None:
    if len({printed.key for printed in returns}) != len(returns):
        raise ValueError("a return stands in it twice")


def _texts(payload: Payload) -> Iterator[str]:
    """All that has to be text, since it is shown, compared or looked up later; JSON may have put anything there."""
    yield from (
        payload.direction,
        payload.kind,
        payload.sender,
        payload.person,
        payload.unit,
        payload.period,
        payload.at,
    )
    yield from (payload.public_key or "", *payload.editions, *payload.editions.values(), *dict(payload.extra))
    for reference in payload.references:
        yield from reference.values()
    for printed in payload.returns:
        yield from (printed.key.form, printed.state, printed.revision or "")
        for (item, column), text in printed.cells.items():
            yield from (item, column, text)


def _inflate(packed: bytes) -> bytes:
    reader = zlib.decompressobj()
    data = reader.decompress(packed, PAYLOAD_LIMIT)
    if reader.unconsumed_tail or not reader.eof:
        raise ValueError("the payload is longer than allowed or cut short")
    return data


def _damaged(why: str) -> NotOurBundleError:
    return NotOurBundleError(f"文件里的隐藏数据已损坏（{why}）", "请让对方重新传出一份；不要用别的软件改隐藏页", "E21")

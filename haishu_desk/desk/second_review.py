"""A second reviewer on another laptop: a copy of the district's workspace goes out, opinions and 核定数 come back.

The copy is the same journal under a device and a key of its own, so that what is done there is told apart for ever; it may
write opinions and figures beside the reported ones and decides nothing. What comes back is one file (`审核意见`, JSON signed
with the copy's key): every edit that was made on the copy, and what was said of cells. Edits merge by union, as
everywhere: two different figures in one cell are 数据不一致. Of two different opinions on one cell the one of this
workspace stays, both are told and both are on record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.entry_shape import refuse_unsound
from haishu_desk.bundle.sign import device_of, is_signed_by, new_private_key, public_key, sign
from haishu_desk.desk.opinions import Opinion, read_opinions, write_opinions
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.cells import Edit, ReturnKey, clashes_in
from haishu_desk.domain.errors import DeskError, said_of
from haishu_desk.domain.returns import CLOSED
from haishu_desk.store.copying import copy_workspace
from haishu_desk.store.files import write_file
from haishu_desk.store.journal import AUDIT, FILE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

HANDED_OUT, TAKEN_BACK = "交出审核副本", "收到审核意见"
_MARK, _FORMAT, _LIMIT = "haishu-desk-opinions", 1, 64 * 1024 * 1024


@dataclass
class TakenBack:
    """What became of one file: the row of the verb `opinions`.

    `left` are the returns that are decided here by now, whose edits were not taken; `clashes` the cells on which both
    reviewers said something else.
    """

    file: str
    reviewer: str
    status: str = "received"
    edits: int = 0
    conflicts: int = 0
    opinions: int = 0
    left: list[str] = field(default_factory=list)
    clashes: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract."""
        return dict(vars(self))


@dataclass(frozen=True)
class _Sent:
    """The content of one file."""

    identity: str
    reviewer: str
    device: str
    edits: tuple[Edit, ...]
    opinions: tuple[Opinion, ...]


class SecondReview:
    """Hands a copy out and takes back what was done on it; and, in a copy, hands it back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Out.

    def hand_out(self, out: Path) -> dict[str, str]:
        """Copy this workspace to `out` for a second reviewer: `{"file", "device"}`. NotYoursError in a unit's workspace."""
        desk = self._desk
        if not desk.is_district:
            raise NotYoursError("审核副本由区级交出", "单位的数据文件不能审核")
        desk.refuse_in_copy()
        private = new_private_key()
        key = public_key(private)
        device = device_of(key)
        with desk.workspace.transaction():
            desk.audit(HANDED_OUT, file=out.name, public_key=key, device=device)
        copy_workspace(desk.workspace.database, out, device=device, private_key=private, copy_of=desk.identity.device)
        return {"file": str(out), "device": device}

    # Back, from the copy.

    def hand_back(self, out: Path) -> dict[str, Any]:
        """Write what was done on this copy: `{"file", "reviewer", "edits", "opinions"}`; DeskError if nothing was."""
        desk = self._desk
        if not desk.is_copy:
            raise DeskError("这不是审核副本", "意见直接在审核页写；副本要先从原来的数据文件交出", code="no-copy")
        own = desk.identity.device.encode()
        bodies = [entry.body for entry in desk.workspace.journal.entries(Edit.kind) if own in entry.body]
        edits = [body for body in bodies if Edit.from_body(body).author.device == desk.identity.device]
        opinions = read_opinions(desk.workspace.path)
        if not edits and not opinions:
            raise DeskError("这个副本里还没有意见，也没有核定数", "请先在审核页逐格认可或退回", code="empty")
        payload = canonical(
            {
                "reviewer": desk.person,
                "device": desk.identity.device,
                "at": desk.author().at,
                "edits": [body.decode() for body in edits],
                "opinions": [opinion.as_json() for opinion in opinions],
            }
        )
        private = desk.identity.private_key
        whole = {
            _MARK: _FORMAT,
            "key": public_key(private),
            "signature": sign(private, payload),
            "payload": payload.decode(),
        }
        write_file(out, json.dumps(whole, ensure_ascii=False, indent=1).encode())
        return {"file": str(out), "reviewer": desk.person, "edits": len(edits), "opinions": len(opinions)}

    # Back, into the original.

    def take_back(self, file: Path) -> TakenBack:
        """Take in what a second reviewer handed back; a DeskError says why not, and nothing was changed then."""
        desk = self._desk
        desk.refuse_in_copy()
        data = _bytes_of(file)
        sent = self._read(file.name, data)
        taken = TakenBack(file.name, sent.reviewer)
        if sent.identity in self._known("bundle", TAKEN_BACK):
            taken.status = "duplicate"
            return taken
        with desk.workspace.transaction():
            self._take_edits(sent, taken)
            merged = self._merge(sent.opinions, sent.reviewer, taken)
            desk.workspace.record(FILE, data, desk.author().at)
            said = [opinion.as_json() for opinion in sent.opinions]
            desk.audit(
                TAKEN_BACK,
                bundle=sent.identity,
                file=file.name,
                reviewer=sent.reviewer,
                edits=taken.edits,
                opinions=said,
            )
            write_opinions(desk.workspace.path, merged)
        return taken

    def _take_edits(self, sent: _Sent, taken: TakenBack) -> None:
        """By union; of a return that is decided here by now nothing is taken."""
        desk = self._desk
        by_return: dict[ReturnKey, list[Edit]] = {}
        for edit in sent.edits:
            by_return.setdefault(edit.key, []).append(edit)
        for key, edits in by_return.items():
            if desk.course(key).state(has_edits=bool(desk.heads(key))) in CLOSED:
                taken.left.append(self._named(key))
                continue
            taken.edits += desk.take_over(*edits)
            taken.conflicts += len(clashes_in(desk.heads(key)))

    def _merge(self, theirs: Iterable[Opinion], reviewer: str, taken: TakenBack) -> list[Opinion]:
        """The own opinions, and theirs on cells of which nothing was said here; what differs is told."""
        own = {opinion.place: opinion for opinion in read_opinions(self._desk.workspace.path)}
        for opinion in theirs:
            mine = own.setdefault(opinion.place, opinion)
            if mine is opinion:
                taken.opinions += 1
            elif mine.said != opinion.said:
                place = {"item": opinion.item, "column": opinion.column, "where": self._named(opinion.key)}
                taken.clashes.append({**place, "own": mine.said, "theirs": opinion.said, "reviewer": reviewer})
        return list(own.values())

    def _named(self, key: ReturnKey) -> str:
        documents = self._desk.documents
        return f"{documents.name_of(key.unit, key.period)} {key.period} {documents.form(key.form)['title']}"

    def _known(self, name: str, what: str) -> set[str]:
        """What the trail says under `name` of that event."""
        lines: Iterable[Mapping[str, Any]] = (
            json.loads(entry.body) for entry in self._desk.workspace.journal.entries(AUDIT)
        )
        return {str(line["detail"].get(name, "")) for line in lines if line["what"] == what}

    def _read(self, name: str, data: bytes) -> _Sent:
        """The content of a file that one of our copies signed, and that speaks for that copy only."""
        try:
            whole = json.loads(data)
            payload = str(whole["payload"]).encode()
            key, signature, number = str(whole["key"]), str(whole["signature"]), whole[_MARK]
            stored = json.loads(payload)
            edits = tuple(Edit.from_body(str(body).encode()) for body in stored["edits"])
            for edit in edits:
                refuse_unsound(edit)
            opinions = tuple(Opinion.from_json(row) for row in stored["opinions"])
            sent = _Sent(digest(payload), str(stored["reviewer"]), str(stored["device"]), edits, opinions)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DeskError(f"{name} 不是审核意见，或者已损坏", "请让审核人从副本重新交回一份", code="E21") from error
        if number != _FORMAT:
            raise DeskError(f"{name} 由更新的程序写出", "请升级程序后再收", code="E33")
        if key not in self._known("public_key", HANDED_OUT):
            raise DeskError(f"{name} 不是从这里交出的副本写的", "只收由本数据文件交出的审核副本的意见", code="E42")
        if not is_signed_by(key, payload, signature):
            raise DeskError(f"{name} 的内容与签名不符，像是被改过或损坏", "请让审核人从副本重新交回一份", code="E41")
        self._refuse_foreign(name, sent, device_of(key))
        return sent

    def _refuse_foreign(self, name: str, sent: _Sent, device: str) -> None:
        """A copy speaks for its own device, as the district, of returns that are known here."""
        known = set(self._desk.workspace.cells.returns())
        own = self._desk.identity.unit
        edits_hold = all((edit.author.device, edit.author.unit) == (device, own) for edit in sent.edits)
        keys = {edit.key for edit in sent.edits} | {opinion.key for opinion in sent.opinions}
        if sent.device != device or not edits_hold or not keys <= known:
            raise DeskError(f"{name} 里有不属于这个副本的内容", "请让审核人从副本重新交回一份", code="E42")


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LIMIT:
            raise DeskError(f"{file.name} 太大，不是审核意见", "请核对文件", code="E21")
        return file.read_bytes()
    except OSError as error:
        raise DeskError(
            f"{file.name} 读不出来（{said_of(error)}）", "请检查文件是否还在、能不能打开", code="E04"
        ) from error

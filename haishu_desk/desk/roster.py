"""Who may speak for whom: each unit's public key in the district's roster; 登记申请 and its admission."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.manifest import DOWN, ENROLMENT, Envelope, Payload
from haishu_desk.bundle.pack import Book, pack
from haishu_desk.bundle.read_process import Workbook
from haishu_desk.bundle.sign import ALGORITHM, check_code, has_key, is_signed_by, public_key, sign
from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.tables import open_workbook
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

REQUEST = "登记申请"
NAME = "roster"
_LEAST_SIGNS = 8  # of a key, to be found by its beginning


class Roster:
    """Reads and writes the roster edition."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self) -> list[dict[str, Any]]:
        """`[{"unit", "key", "code", "from", "until"}]` in force."""
        edition = self._desk.workspace.cells.edition(NAME)
        rows: list[dict[str, Any]] = edition.content if edition else []
        return rows

    def speaks_for(self, public: str) -> str | None:
        """The unit that the key speaks for now, or None; a computer goes with its office when units are merged."""
        unit = next((row["unit"] for row in self.rows() if row["key"] == public and row["until"] is None), None)
        return None if unit is None else self.office_of(unit)

    def office_of(self, unit: str) -> str:
        """The unit whose office answers for `unit` today: itself, or who took it over."""
        return self._desk.documents.units.heir(unit)

    def revoked(self, public: str) -> dict[str, Any] | None:
        """The row of a key that once spoke for a unit and does so no more, or None."""
        if self.speaks_for(public) is not None:
            return None
        return next((row for row in reversed(self.rows()) if row["key"] == public), None)

    def is_revoked_device(self, device: str) -> bool:
        """Whether it is a device whose key was revoked, a restored backup of it included."""
        rows = self.rows()
        in_force = {row["key"] for row in rows if row["until"] is None}
        return any(row["key"] not in in_force and has_key(device, row["key"]) for row in rows)

    def revoke(self, key: str, reason: str, document: str | None = None) -> list[dict[str, Any]]:
        """Let a key speak for nobody from the next receipt number on; what was received before stays valid.

        `key` is the public key, the beginning of it, or the 校验码. Returns the rows in force.
        """
        if not self._desk.is_district:
            raise NotYoursError("撤销登记由区级来做", "请联系区级")
        if not reason.strip():
            raise DeskError("没有写撤销登记的理由", "请用 --reason 写明，如 电脑遗失", code="no-reason")
        row = self._active(key)
        if row["key"] == public_key(self._desk.identity.private_key):
            raise DeskError("这是本机自己的登记，不能撤销", "请核对校验码", code="own-key")
        told = {"receipt": len(self._desk.workspace.journal) + 1, "reason": reason.strip(), "by": self._desk.person}
        gone = {**row, "until": _today(), "revoked": told}
        self._desk.apply(self._edition([gone if each == row else each for each in self.rows()], document))
        return self.rows()

    def _active(self, key: str) -> dict[str, Any]:
        """The one row in force that `key` names."""
        wanted = key.replace("-", "").replace(" ", "").lower()
        found = [
            row for row in self.rows() if row["until"] is None and wanted
            and (row["code"].replace("-", "") == wanted
                 or (len(wanted) >= _LEAST_SIGNS and row["key"].startswith(wanted)))
        ]  # fmt: skip
        if len(found) != 1:
            raise UsageError(
                f"登记表里没有“{key}”" if not found else f"“{key}”对应不止一台电脑", "公钥和校验码见 roster"
            )
        return found[0]

    def request(self, out: Path) -> Path:
        """Write the 登记申请 of this workspace: one small sheet, signed by the key that it asks for."""
        desk = self._desk
        private = desk.identity.private_key
        public, author = public_key(private), desk.author()
        payload = Payload(
            ENROLMENT, REQUEST, desk.unit, desk.person, desk.unit, "", author.at, public_key=public,
            extra={"computer": platform.node()},
        )  # fmt: skip
        data = payload.to_bytes()
        name = desk.documents.units.get(desk.unit).name
        book = Book(REQUEST, name, "", self.request_facts(author.at), [], "")
        file = out if out.suffix.lower() == ".xlsx" else out / f"{name}_{REQUEST}.xlsx"
        write_file(file, pack(book, payload, Envelope(data, ALGORITHM, public, sign(private, data))))
        return file

    def request_facts(self, at: str) -> list[tuple[str, str]]:
        """What the page of the 登记申请 says, as label and text; `at` is an ISO time."""
        desk = self._desk
        name = desk.documents.units.get(desk.unit).name
        return [
            ("单位", f"{name}（{desk.unit}）"),
            ("电脑", platform.node() or "（没有名称）"),
            ("申请人", desk.person),
            ("校验码", check_code(public_key(desk.identity.private_key))),
            ("时间", at[:16].replace("T", " ")),
        ]

    def enrol(
        self, file: Path, code: str | None, *, read: Callable[[Path], Workbook] = open_workbook
    ) -> list[dict[str, Any]]:
        """Admit the key that a 登记申请 (or an 上报包) carries; `code` is the 校验码 read from paper or telephone."""
        if not self._desk.is_district:
            raise NotYoursError("登记由区级来做", "单位请用 keys --out 传出登记申请")
        unpacked = unpack(read(file))
        envelope, payload = unpacked.envelope, unpacked.payload
        if payload.direction == DOWN:
            raise DeskError(f"{file.name}：这是{payload.kind}，不是登记申请", "请让单位传出登记申请", code="E31")
        if payload.sender != payload.unit or not is_signed_by(
            envelope.public_key, envelope.payload, envelope.signature
        ):
            raise DeskError(f"{file.name}：登记申请的签名不符", "请让单位重新传出登记申请", code="E42")
        asked = self._desk.documents.units.get(payload.unit)
        public = envelope.public_key
        if code is not None and code.replace("-", "").replace(" ", "") != check_code(public).replace("-", ""):
            raise DeskError(
                f"{file.name}：校验码对不上，没有登记",
                f"文件里是 {check_code(public)}，请与{asked.name}核对",
                code="E42",
            )
        other = self.speaks_for(public)
        if other not in (None, self.office_of(payload.unit)):
            raise DeskError(
                f"{file.name}：这把钥匙已登记给 {other}", "请让单位在自己的电脑上重新建立数据文件", code="E42"
            )
        if self.revoked(public):
            raise DeskError(
                f"{file.name}：这台电脑的登记已经撤销，不能再登记",
                f"请{asked.name}换一台电脑，或在电脑上重新建立数据文件，再传出登记申请",
                code="E42",
            )
        if other is None:
            row = _admitted(payload.unit, public, str(payload.extra.get("computer") or ""))
            self._desk.apply(self._edition([*self.rows(), row]))
        return self.rows()

    def _edition(self, rows: list[dict[str, Any]], document: str | None = None) -> Edition:
        old = self._desk.workspace.cells.edition(NAME)
        number, previous = (old.number + 1, old.id) if old else (1, None)
        return Edition(NAME, number, rows, previous, self._desk.author(), document)

    def founding_edition(self) -> Edition:
        """The roster that a new district workspace begins with: its own key."""
        return self._edition([_admitted(self._desk.identity.unit, public_key(self._desk.identity.private_key))])


def _admitted(unit: str, public: str, computer: str = "") -> dict[str, Any]:
    """The row of a key that speaks for a unit from today on; `computer` is what the machine calls itself."""
    named = {"computer": computer} if computer else {}
    return {"unit": unit, "key": public, "code": check_code(public), "from": _today(), "until": None, **named}


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011  the office's own day

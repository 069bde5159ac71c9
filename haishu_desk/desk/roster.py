"""Who may speak for whom: each unit's public key in the district's roster; 登记申请 and its admission."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.manifest import DOWN, ENROLMENT, Envelope, Payload
from haishu_desk.bundle.pack import Book, pack
from haishu_desk.bundle.read_process import Workbook
from haishu_desk.bundle.sign import ALGORITHM, check_code, is_signed_by, public_key, sign
from haishu_desk.bundle.unpack import unpack
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.tables import open_workbook
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

REQUEST = "登记申请"
NAME = "roster"


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
        """The unit that the key speaks for now, or None."""
        return next((row["unit"] for row in self.rows() if row["key"] == public and row["until"] is None), None)

    def request(self, out: Path) -> Path:
        """Write the 登记申请 of this workspace: one small sheet, signed by the key that it asks for."""
        desk = self._desk
        private = desk.identity.private_key
        public, author = public_key(private), desk.author()
        payload = Payload(
            ENROLMENT, REQUEST, desk.identity.unit, desk.person, desk.identity.unit, "", author.at, public_key=public
        )
        data = payload.to_bytes()
        name = desk.documents.units.get(desk.identity.unit).name
        facts = [
            ("单位", f"{name}（{desk.identity.unit}）"),
            ("申请人", desk.person),
            ("校验码", check_code(public)),
            ("时间", author.at[:16].replace("T", " ")),
        ]
        book = Book(REQUEST, name, "", facts, [], "")
        file = out if out.suffix.lower() == ".xlsx" else out / f"{name}_{REQUEST}.xlsx"
        write_file(file, pack(book, payload, Envelope(data, ALGORITHM, public, sign(private, data))))
        return file

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
        if other not in (None, payload.unit):
            raise DeskError(
                f"{file.name}：这把钥匙已登记给 {other}", "请让单位在自己的电脑上重新建立数据文件", code="E42"
            )
        if other is None:
            self._desk.apply(self._edition(payload.unit, public))
        return self.rows()

    def _edition(self, unit: str, public: str) -> Edition:
        old = self._desk.workspace.cells.edition(NAME)
        number, previous = (old.number + 1, old.id) if old else (1, None)
        row = {"unit": unit, "key": public, "code": check_code(public), "from": date.today().isoformat(), "until": None}  # noqa: DTZ011  the office's own day
        return Edition(NAME, number, [*self.rows(), row], previous, self._desk.author())

    def founding_edition(self) -> Edition:
        """The roster that a new district workspace begins with: its own key."""
        return self._edition(self._desk.identity.unit, public_key(self._desk.identity.private_key))

"""What was handed over and what came back for it; the bytes of every bundle stay here, so that it can be written once more.

A report is answered when a 下行 was taken in that contains its revision; a task or a 退回包 when the unit's report (or the
task filled in by hand) was. Receipts and approvals wait for nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.told import HANDED
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.store.files import write_file
from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

SAFE = "文件已写好，重新读出核对过；写到U盘的，现在可拔出"


class Outbox:
    """Reads the trail of what was handed over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self) -> list[dict[str, Any]]:
        """`[{"bundle", "kind", "unit", "period", "at", "file", "waits", "answered", "kept", "n"}]`, newest first.

        `answered` is the kind of the bundle that was the answer, None while there is none; `waits` whether one has to
        come; `kept` whether the file can be written once more; `n` the running number in the trail.
        """
        told = [{name: value for name, value in row.items() if name != "revisions"} for row in self._desk.told.sent()]
        return sorted(told, key=lambda row: -row["n"])

    def waiting(self) -> list[dict[str, Any]]:
        """Those that wait for an answer still."""
        return [row for row in self.rows() if row["waits"] and row["answered"] is None]

    def again(self, bundle: str, out: Path) -> dict[str, Any]:
        """Write a bundle once more, byte for byte: its row, with the new file. `bundle` is the beginning of its id."""
        wanted = bundle.replace("-", "").lower()
        found = [row for row in self.rows() if wanted and row["bundle"].startswith(wanted)]
        if len(found) != 1:
            raise UsageError(
                f"没有传出过编号为“{bundle}”的包" if not found else f"“{bundle}”对应不止一个包", "编号见 outbox"
            )
        (row,) = found
        data = self._bytes(row["bundle"])
        if data is None:
            raise DeskError("这个包是旧版程序传出的，没有留存原件", "请重新传出一份", code="not-kept")
        file = _place(row, out, data)
        write_file(file, data)
        self._desk.audit(f"再传出{row['kind']}", None, bundle=row["bundle"], file=file.name)
        return {**row, "file": str(file)}

    def _bytes(self, bundle: str) -> bytes | None:
        for entry in self._desk.workspace.journal.saying(AUDIT, bundle):
            line = json.loads(entry.body)
            detail = line["detail"]
            if detail.get("bundle") == bundle and str(line["what"]).startswith(HANDED) and detail.get("sha256"):
                kept = self._desk.workspace.journal.get(detail["sha256"])
                return kept.body if kept is not None else None
        return None


def _place(row: dict[str, Any], out: Path, data: bytes) -> Path:
    """`out` itself for a file; in a folder its old name, with a part of its id where another file has that name."""
    if out.suffix.lower() == ".xlsx" and not out.is_dir():
        return out
    file = out / str(row["file"] or f"{row['unit']}_{row['period']}_{row['kind']}.xlsx")
    if file.is_file() and file.read_bytes() != data:
        return file.with_name(f"{file.stem}_{row['bundle'][:6]}{file.suffix}")
    return file

"""佐证材料 by hash: name, size and sha256 travel as a cell of their own; the file itself stays beside the workspace.

Each file is one cell of its row, in the field `evidence.` and a name made from what it says, so that files that two
computers add merge by themselves and travel, are signed and are taken back like every other cell. What stands in it is the
text `name|size|sha256`, written by the program only. The bytes lie in the folder `<workspace>.files` under their hash and
go beside a bundle on request; a bundle never grows by them.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import EVIDENCE, Change, Edit, Head, Heads, ReturnKey, Slot, is_evidence, is_filled
from haishu_desk.domain.errors import DeskError, SurroundingsError, said_of
from haishu_desk.domain.quantity import CLEARED, Quantity, words
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

MOST_BYTES = 100 * 1024 * 1024
# What an office opens by a double click; anything else, a program above all, is only shown in its folder.
_DOCUMENTS = ("pdf", "ofd", "doc", "docx", "wps", "ppt", "pptx", "dps", "txt")
_TABLES, _ARCHIVES = ("xls", "xlsx", "et", "csv"), ("zip", "rar", "7z")
_PICTURES = ("jpg", "jpeg", "png", "bmp", "tif", "tiff", "gif")
OPENED = frozenset((*_DOCUMENTS, *_TABLES, *_ARCHIVES, *_PICTURES))
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_KB = 1024


@dataclass(frozen=True, order=True)
class Evidence:
    """One file as a return knows it: its name, its size in bytes and its sha256."""

    name: str
    size: int
    sha256: str

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return f"{self.name}|{self.size}|{self.sha256}"

    @property
    def slot_field(self) -> str:
        """The field that holds it: what it says decides, so that the same file twice is one cell."""
        return f"{EVIDENCE}.{hashlib.sha256(self.text.encode()).hexdigest()[:16]}"

    @property
    def shown_name(self) -> str:
        """The name as it may be shown and used."""
        return clean_name(self.name)

    @property
    def size_text(self) -> str:
        """The size for people: 86 KB, 1.2 MB."""
        if self.size < _KB * _KB:
            return f"{max(round(self.size / _KB), 1)} KB"
        return f"{self.size / _KB / _KB:.1f} MB"

    @property
    def may_be_opened(self) -> bool:
        """Whether its kind is one that is looked at, not run."""
        return Path(self.shown_name).suffix.lower().lstrip(".") in OPENED


def evidence_in(heads: Heads) -> dict[str, tuple[Evidence, ...]]:
    """The files of a return, by item and name; a text that names none is passed by."""
    found: dict[str, list[Evidence]] = {}
    for slot, standing in heads.items():
        if is_evidence(slot.field):
            known = {each for head in standing if is_filled(head.value) and (each := _read(head.value))}
            found.setdefault(slot.item, []).extend(known)
    return {item: tuple(sorted(set(files))) for item, files in found.items() if files}


class EvidenceKeeper:
    """The files of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def folder(self) -> Path:
        """Where the bytes lie."""
        path = self._desk.workspace.path
        return path.with_name(f"{path.name}.files")

    def add(self, key: ReturnKey, item: str, file: Path) -> Evidence:
        """Keep a copy of the file and name it in that row; SurroundingsError if it cannot be read or copied."""
        try:
            size = file.stat().st_size
            data = file.read_bytes() if size <= MOST_BYTES else b""
        except OSError as error:
            raise SurroundingsError(
                f"读不了文件：{file.name}（{said_of(error)}）", "请看文件还在不在、能不能打开"
            ) from error
        if size > MOST_BYTES:
            raise DeskError(
                f"{file.name} 有 {size // _KB // _KB} MB，太大", "佐证材料每个不超过 100 MB", code="evidence"
            )
        if not data:
            raise DeskError(f"{file.name} 是空文件", "请选有内容的文件", code="evidence")
        added = Evidence(clean_name(file.name), size, hashlib.sha256(data).hexdigest())
        if not self._is_whole(self.folder / added.sha256, added):
            write_file(self.folder / added.sha256, data)
        self._write(key, Slot(item, added.slot_field), words(added.text))
        return added

    def remove(self, key: ReturnKey, item: str, evidence: Evidence) -> None:
        """Take it off the row; its bytes stay, as an earlier report may speak of them."""
        self._write(key, Slot(item, evidence.slot_field), CLEARED)

    def of(self, key: ReturnKey) -> dict[str, tuple[Evidence, ...]]:
        """The files that a return names, by item."""
        return evidence_in(self._desk.heads(key))

    def find(self, evidence: Evidence) -> Path:
        """The file on this machine, checked; DeskError says whether it is missing or another one."""
        by_hash, by_name = self.folder / evidence.sha256, self.folder / evidence.shown_name
        there = [path for path in (by_hash, by_name) if path.is_file()]
        for path in there:
            if self._is_whole(path, evidence):
                return path
        short = evidence.sha256[:8]
        if there:
            raise DeskError(
                f"{evidence.shown_name} 与上报时的不是同一个文件（校验码应为 {short}…）",
                f"请向填报单位要原来的文件，放进 {self.folder.name} 文件夹",
                code="evidence-differs",
            )
        raise DeskError(
            f"{evidence.shown_name} 不在这台电脑上（{evidence.size_text}，校验码 {short}…）",
            f"请向填报单位要这个文件，放进 {self.folder.name} 文件夹后再打开",
            code="evidence-missing",
        )

    def copy_to(self, evidence: Evidence, folder: Path) -> Path:
        """A copy under its own name, to be looked at: what somebody changes in it changes nothing here."""
        source, target = self.find(evidence), folder / evidence.sha256[:8] / evidence.shown_name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        except OSError as error:
            raise SurroundingsError(
                f"{evidence.shown_name} 没有复制成（{said_of(error)}）", "请看磁盘是否已满"
            ) from error
        return target

    def lay_beside(self, keys: Iterable[ReturnKey], bundle: Path) -> tuple[Path, int, list[str]]:
        """Copy the files of these returns into a folder beside the bundle: the folder, how many, and who is missing."""
        folder = beside(bundle)
        wanted = {each for key in keys for files in self.of(key).values() for each in files}
        missing = []
        for evidence in sorted(wanted):
            try:
                write_file(folder / f"{evidence.sha256[:8]}_{evidence.shown_name}", self.find(evidence).read_bytes())
            except DeskError:
                missing.append(evidence.shown_name)
        return folder, len(wanted) - len(missing), missing

    def take_beside(self, bundle: Path, *, preview: bool = False) -> int:
        """Take in what lies in the folder beside a bundle and is named by a return here; how many files were new.

        With `preview` they are counted only.
        """
        folder = beside(bundle)
        if not folder.is_dir():
            return 0
        returns = self._desk.workspace.cells.returns()
        named = {each for key in returns for files in self.of(key).values() for each in files}
        taken = 0
        for evidence in named:
            source = folder / f"{evidence.sha256[:8]}_{evidence.shown_name}"
            if self._is_whole(source, evidence) and not self._is_whole(self.folder / evidence.sha256, evidence):
                if not preview:
                    write_file(self.folder / evidence.sha256, source.read_bytes())
                taken += 1
        return taken

    def _write(self, key: ReturnKey, slot: Slot, value: Quantity) -> None:
        standing: tuple[Head, ...] = self._desk.heads(key).get(slot, ())
        if len(standing) == 1 and standing[0].value.meaning == value.meaning:
            return
        if not standing and not is_filled(value):
            return
        before = standing[0].value if standing else None
        change = Change(slot, before, value, tuple(head.edit for head in standing))
        own = key.unit in self._desk.own_units
        source = {"kind": "typed" if own else "on-behalf"}
        self._desk.apply(Edit(key, self._desk.author(), (change,), uuid.uuid4().hex, None, source))

    def _is_whole(self, path: Path, evidence: Evidence) -> bool:
        """Whether the file is there and says what it said when it was added."""
        try:
            if not path.is_file() or path.stat().st_size != evidence.size:
                return False
            return hashlib.sha256(path.read_bytes()).hexdigest() == evidence.sha256
        except OSError:
            return False


def beside(bundle: Path) -> Path:
    """The folder beside a bundle that its files lie in."""
    return bundle.with_name(f"{bundle.stem}_佐证材料")


def clean_name(name: str) -> str:
    """A file name that no folder, no direction sign and no cell can misread; names come from others' bundles too."""
    last = _NOT_IN_NAMES.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = re.sub(r"\s", " ", last).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:12]}" if stem else (plain[:80] or "佐证材料")


def _read(value: Quantity) -> Evidence | None:
    name, size, sha256 = [*(value.text or "").rsplit("|", 2), "", ""][:3]
    if not name or not (size.isascii() and size.isdigit()) or not _HASH.match(sha256):
        return None
    return Evidence(name, int(size), sha256)

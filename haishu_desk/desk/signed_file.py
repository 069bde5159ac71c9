"""A small file of ours that travels by hand and is signed: JSON with the payload as text, the key and the signature."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haishu_desk.bundle.sign import is_signed_by, public_key, sign
from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.errors import DeskError, said_of

PACKET, OPINIONS = "haishu-desk-line-review", "haishu-desk-line-opinions"
_FORMAT, _LIMIT = 1, 64 * 1024 * 1024


@dataclass(frozen=True)
class SignedFile:
    """What was read: the file's bytes, its identity, the key that signed it, and the content."""

    data: bytes
    identity: str
    key: str
    content: dict[str, Any]


def signed_bytes(mark: str, private: str, content: Mapping[str, Any]) -> bytes:
    """The bytes of such a file; `mark` is the key that says what it is."""
    payload = canonical(content)
    whole = {
        mark: _FORMAT,
        "key": public_key(private),
        "signature": sign(private, payload),
        "payload": payload.decode(),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def has_mark(file: Path, mark: str) -> bool:
    """Whether the file begins as one of that kind does."""
    try:
        with file.open("rb") as stream:
            return f'"{mark}"'.encode() in stream.read(200)
    except OSError:
        return False


def read_signed(file: Path, mark: str, what: str) -> SignedFile:
    """The content with a signature that holds; DeskError for anything else. Who may sign is for the caller to judge."""
    data = _bytes_of(file, what)
    try:
        whole = json.loads(data)
        payload, number = str(whole["payload"]).encode(), whole[mark]
        key, signature = str(whole["key"]), str(whole["signature"])
        content = dict(json.loads(payload))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DeskError(f"{file.name} 不是{what}，或者已损坏", "请让对方重新交一份", code="E21") from error
    if number != _FORMAT:
        raise DeskError(f"{file.name} 由更新的程序写出", "请升级程序后再收", code="E33")
    if not is_signed_by(key, payload, signature):
        raise DeskError(f"{file.name} 的内容与签名不符，像是被改过或损坏", "请让对方重新交一份", code="E41")
    return SignedFile(data, digest(payload), key, content)


def _bytes_of(file: Path, what: str) -> bytes:
    try:
        if file.stat().st_size > _LIMIT:
            raise DeskError(f"{file.name} 太大，不是{what}", "请核对文件", code="E21")
        return file.read_bytes()
    except OSError as error:
        said = said_of(error)
        raise DeskError(f"{file.name} 读不出来（{said}）", "请检查文件是否还在、能不能打开", code="E04") from error

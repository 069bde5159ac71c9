"""One way to turn a document into bytes, so that its name (sha256) is the same on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any


def canonical(document: Any) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and unescaped text; floats are refused, since no stored value is one."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_refuse)
    if _has_float(document):
        raise TypeError("a float has no place in a stored document")
    return text.encode("utf-8")


def digest(data: bytes) -> str:
    """The lower-case hexadecimal sha256 of `data`: the name of an entry, a file, a payload."""
    return hashlib.sha256(data).hexdigest()


def digest_of_rows(rows: Iterable[Any], *rest: Any) -> str:
    """The digest of the canonical document `[[*rows], *rest]`, row by row: there may be too many to be held together."""
    found, between = hashlib.sha256(b"[["), b""
    for row in rows:
        found.update(between + canonical(row))
        between = b","
    found.update(b"]" + b"".join(b"," + canonical(each) for each in rest) + b"]")
    return found.hexdigest()


def version_code(identity: str) -> str:
    """The short code that is printed on paper for a revision or bundle, e.g. `3F2A-91C0`."""
    return f"{identity[:4]}-{identity[4:8]}".upper()


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _has_float(document: Any) -> bool:
    parts = [document]
    for part in parts:  # it grows as it is gone through
        if type(part) is str:  # most are
            continue
        if isinstance(part, float):
            return True
        if isinstance(part, dict):
            parts += part
            parts += part.values()
        elif isinstance(part, (list, tuple)):
            parts += part
    return False

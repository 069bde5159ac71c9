"""SHA-256 of everything that is handed out: `SHA256SUMS` as `sha256sum -c` reads it; on Windows `certutil -hashfile` shows one."""

from __future__ import annotations

import hashlib
from pathlib import Path

LIST = "SHA256SUMS"


def write(dist: Path) -> Path:
    """Write the list of every file in `dist` into it, and return it; names are relative to `dist`, with slashes."""
    lines = []
    for path in sorted(dist.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.name != LIST:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{digest}  {path.relative_to(dist).as_posix()}\n")
    written = dist / LIST
    written.write_text("".join(lines), encoding="utf-8", newline="\n")
    return written

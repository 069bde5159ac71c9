"""The few words that a workspace keeps beside its journal, and the digest by which a spoilt one is found.

The journal has its chain and the caches can be made anew; these rows (whose file it is, its key, the second place) have
neither, so that their digest stands in a row of its own. A file of an earlier program has none until it is next written to.
"""

from __future__ import annotations

import sqlite3

from haishu_desk.domain.canonical import digest

SUM = "sum"


def seal(sql: sqlite3.Connection) -> None:
    """Bring the digest up to the rows, inside the caller's transaction."""
    sql.execute("INSERT OR REPLACE INTO workspace VALUES (?, ?)", (SUM, _digest(sql)))


def hold(sql: sqlite3.Connection) -> bool:
    """Whether the rows are those that were written; True where no digest was written yet."""
    stored = sql.execute("SELECT CAST(value AS BLOB) FROM workspace WHERE key = ?", (SUM,)).fetchone()
    return stored is None or bytes(stored[0] or b"") == _digest(sql).encode()


def _digest(sql: sqlite3.Connection) -> str:
    # As bytes: a flipped bit can leave text that is no text.
    rows = sql.execute(
        "SELECT CAST(key AS BLOB), CAST(value AS BLOB) FROM workspace WHERE key <> ? ORDER BY CAST(key AS BLOB)", (SUM,)
    )
    return digest(repr([(bytes(key or b""), bytes(value or b"")) for key, value in rows]).encode())

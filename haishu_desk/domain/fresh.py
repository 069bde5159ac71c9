"""Names that nobody else gives: of edits, batches and queries."""

from __future__ import annotations


def fresh_name() -> str:
    """32 hexadecimal digits, other ones at each call."""
    import uuid  # noqa: PLC0415  what it asks of the machine is asked when something is written, not at every start

    return uuid.uuid4().hex

"""Where `resources/`, `db/` and the user's own workspace are, in a clone or frozen."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def root() -> Path:
    """The folder that holds `resources/` and `db/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Icons, help, change notes."""
    return root() / "resources"


def seed() -> Path:
    """The shipped plans, units and forms as files that a person can read and correct."""
    return root() / "db" / "seed"


def migrations() -> Path:
    """`NNN_name.sql`, in the order in which they are applied."""
    return root() / "db" / "migrations"


def default_workspace() -> Path:
    """The user's own workspace file; `HAISHU_DESK_DB` overrides it."""
    named = os.environ.get("HAISHU_DESK_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415  heavy enough to wait until it is asked for

    return user_data_path("haishu_desk", appauthor=False) / "workspace.db"


def logs() -> Path:
    """Where crash reports are written."""
    from platformdirs import user_log_path  # noqa: PLC0415  as above

    return user_log_path("haishu_desk", appauthor=False)

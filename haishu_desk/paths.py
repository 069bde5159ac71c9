"""Where `resources/`, `db/` and the user's own workspace are, in a clone or frozen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_CLONE = Path(__file__).resolve().parent.parent


def root() -> Path:
    """The folder that holds `resources/` and `db/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else _CLONE


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
    return Path(named) if named else user_data() / "workspace.db"


def portable() -> Path | None:
    """The folder `haishu-desk-data` beside the program: where it is, everything the program keeps lies in it."""
    program = Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else root()
    folder = program / "haishu-desk-data"
    return folder if folder.is_dir() else None


def user_data() -> Path:
    """Where the user's workspace and the sample are kept."""
    from platformdirs import user_data_path  # noqa: PLC0415  heavy enough to wait until it is asked for

    return portable() or user_data_path("haishu_desk", appauthor=False)


def user_config() -> Path:
    """Where this computer remembers how the window looks."""
    from platformdirs import user_config_path  # noqa: PLC0415  as above

    return portable() or user_config_path("haishu_desk", appauthor=False)


def logs() -> Path:
    """Where crash reports are written."""
    from platformdirs import user_log_path  # noqa: PLC0415  as above

    folder = portable()
    return folder / "logs" if folder else user_log_path("haishu_desk", appauthor=False)

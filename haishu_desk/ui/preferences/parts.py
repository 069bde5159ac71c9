"""What the program is made of: each part with its version and its licence, as the bundle lists it or as it is installed."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from haishu_desk import paths

_PIN = re.compile(r"^([\w.-]+)==", re.MULTILINE)
# Words that metadata of older kinds use, as the short names of today.
_SHORT = {
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
}


@dataclass(frozen=True)
class Part:
    """Something that was made elsewhere and is used here."""

    name: str
    version: str
    licence: str


def licences_folder() -> Path | None:
    """The folder of licences beside the packed program; None in a clone, where each part lies with its own."""
    folder = Path(sys.executable).parent / "licences"
    return folder if getattr(sys, "frozen", False) and folder.is_dir() else None


def parts() -> list[Part]:
    """Python and every library, by name; what is named in the pins and not installed here is left out."""
    folder = licences_folder()
    if folder is not None:
        rows = json.loads((folder / "list.json").read_text(encoding="utf-8"))
        return [Part(str(row["name"]), str(row["version"]), str(row["licence"])) for row in rows]
    found = [Part("Python", "{}.{}.{}".format(*sys.version_info), "PSF-2.0")]
    for name in _PIN.findall((paths.root() / ".ci" / "requirements.lock").read_text(encoding="utf-8")):
        try:
            found.append(part_of(distribution(name)))
        except PackageNotFoundError:  # for another system
            continue
    return found


def part_of(installed: Distribution) -> Part:
    """What that distribution says of itself; "见随附文本" where it names no licence."""
    told = installed.metadata
    fields = [told[name] for name in ("License-Expression", "License") if name in told]
    words = _classified(told.get_all("Classifier") or []) if "License-Expression" not in told else ""
    words = words or (fields[0] if fields else "")
    first = words.strip().partition("\n")[0]
    return Part(told["Name"], installed.version, _SHORT.get(first, first) or "见随附文本")


def _classified(classifiers: list[str]) -> str:
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: ")]
    return _SHORT.get(named[0], named[0]) if len(named) == 1 else ""

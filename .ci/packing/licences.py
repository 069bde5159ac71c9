"""`licences/` beside the program: what is in the bundle, in which version, under which licence, with the texts.

`list.json` is what 关于 in the window shows. Parts that came as wheels tell it themselves; libraries of the system that
PyInstaller took along are looked up in Debian's own files of copyright.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

from haishu_desk.ui.preferences.parts import Part, part_of

FOLDER, LIST = "licences", "list.json"
_TEXT = re.compile(r"^(licen[cs]e|copying|copyright|notice|authors|third)", re.IGNORECASE)


def collect(root: Path, bundle: Path) -> Path:
    """Write the folder of licences for the one-dir program in `bundle`, made from the clone at `root`; return it."""
    folder = bundle / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    parts = [*_own(root, folder), _python(folder), *_wheels(bundle, folder), *_libraries(bundle, folder)]
    lines = [{"name": part.name, "version": part.version, "licence": part.licence} for part in parts]
    (folder / LIST).write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return folder


def _own(root: Path, folder: Path) -> Iterator[Part]:
    """The program's own licence, those of Qt (its wheel brings no text) and of the icons."""
    shutil.copy(root / "LICENSE", folder / "haishu_desk.txt")
    shutil.copytree(root / "resources" / "licences", folder, dirs_exist_ok=True)
    shutil.copy(root / "resources" / "icons" / "LICENSE", folder / "Phosphor-icons.txt")
    yield Part("Phosphor Icons", "2", "MIT")


def _python(folder: Path) -> Part:
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    for place in places:
        if place.is_file():
            shutil.copy(place, folder / "Python.txt")
            break
    return Part("Python", "{}.{}.{}".format(*sys.version_info), "PSF-2.0")


def _wheels(bundle: Path, folder: Path) -> Iterator[Part]:
    """Distributions of which a module is in the bundle, and PyInstaller, whose starter is the program itself."""
    owners = packages_distributions()
    names = {owner for top in _top_levels(bundle) for owner in owners.get(top, [])} | {"pyinstaller"}
    for name in sorted(names, key=str.lower):
        found = distribution(name)
        part = part_of(found)
        _copy_texts(found, folder / f"{part.name}-{part.version}")
        yield part


def _top_levels(bundle: Path) -> set[str]:
    """Names of the modules at the top, frozen in or lying in the folder."""
    from PyInstaller.archive.readers import CArchiveReader  # noqa: PLC0415  in `.venv-build` only

    inside = bundle / "_internal"
    names = {path.name.partition(".")[0] for path in inside.iterdir()}
    for program in bundle.iterdir():
        if program.is_file() and program.suffix in {"", ".exe"}:
            archive = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
            names |= {module.partition(".")[0] for module in archive.toc}
    return names - {"haishu_desk"}


def _copy_texts(found: Distribution, folder: Path) -> None:
    for file in found.files or ():
        if ".dist-info" in file.parts[0] and _TEXT.match(file.name):
            folder.mkdir(exist_ok=True)
            inner = "-".join(file.parts[1:]).replace("licenses-", "")
            shutil.copy(str(file.locate()), folder / inner)


def _libraries(bundle: Path, folder: Path) -> Iterator[Part]:
    """Debian packages that the libraries at the top of the bundle come from."""
    if not shutil.which("dpkg-query"):
        return
    packages = set()
    for library in (bundle / "_internal").glob("lib*.so*"):
        found = subprocess.run(
            ["dpkg-query", "-S", f"*/{library.name}"], capture_output=True, encoding="utf-8", check=False
        )
        packages |= {line.partition(":")[0] for line in found.stdout.splitlines()[:1]}
    for package in sorted(packages):
        words = ["dpkg-query", "-W", "-f", "${Version}", package]
        version = subprocess.run(words, capture_output=True, encoding="utf-8", check=False).stdout
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            shutil.copy(text, folder / f"{package}.txt")
        yield Part(package, version.partition("lib")[0], f"见 {package}.txt")

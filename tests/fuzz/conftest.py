"""A real LibreOffice, with a profile of its own, that saves many files in one go."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

LibreOffice = Callable[[Iterable[Path], str, Path], dict[str, Path]]


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """Saves the files in a format into a folder; the saved ones by the name of the file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not on PATH")
    profile = (tmp_path_factory.mktemp("libreoffice") / "profile").as_uri()

    def save(files: Iterable[Path], kind: str, folder: Path) -> dict[str, Path]:
        files = list(files)
        words = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind]
        subprocess.run(
            [*words, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=300
        )
        return {file.name: folder / f"{file.stem}.{kind}" for file in files}

    return save

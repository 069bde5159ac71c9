"""Clean Debian folders that a test changes into: made by debootstrap, or copied from one that was made before.

The mirror is the machine's own or DEBIAN_MIRROR. HAISHU_ROOTS names a folder with roots to copy (`bookworm`, `trixie`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

READY = [
    pytest.mark.skipif(os.environ.get("HAISHU_FULL") != "1", reason="makes whole systems: HAISHU_FULL=1"),
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="chroot needs root"),
    pytest.mark.skipif(shutil.which("debootstrap") is None, reason="no debootstrap here"),
]
_SOURCE = re.compile(r"^(?:URIs: *|deb (?:\[[^]]*\] )?)(\S+)", re.MULTILINE)
_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def mirror() -> str:
    """Where this machine gets Debian's packages from."""
    named = os.environ.get("DEBIAN_MIRROR")
    if named:
        return named
    places = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*.sources"))]
    texts = [place.read_text(encoding="utf-8") for place in places if place.is_file()]
    return next(match.group(1) for match in map(_SOURCE.search, texts) if match)


class CleanRoot:
    """A minimal Debian in a folder, with a user `clerk`."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder = folder
        kept = Path(os.environ.get("HAISHU_ROOTS", "/nonexistent")) / suite
        if kept.is_dir():
            subprocess.run(["cp", "-a", str(kept), str(folder)], check=True)
        else:
            words = ["debootstrap", "--variant=minbase", suite, str(folder), mirror()]
            subprocess.run(words, check=True, capture_output=True)
        for file in ("resolv.conf", "hosts"):
            shutil.copy(Path("/etc") / file, folder / "etc" / file)
        (folder / "etc/machine-id").write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
        self.run("useradd", "--create-home", "clerk")
        self.apt("update")

    def run(self, *words: str, user: str = "root", **environment: str) -> str:
        """What the words say on stdout, with nothing in the environment but what is named; they must succeed."""
        given = [f"{name}={value}" for name, value in environment.items()]
        home = "/root" if user == "root" else f"/home/{user}"
        argv = [
            "chroot",
            f"--userspec={user}",
            str(self.folder),
            "/usr/bin/env",
            "-i",
            _PATH,
            f"HOME={home}",
            *given,
            *words,
        ]
        done = subprocess.run(argv, capture_output=True, check=False, encoding="utf-8", stdin=subprocess.DEVNULL)
        assert done.returncode == 0, f"{words}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    def apt(self, *words: str) -> None:
        """Use apt-get in it."""
        self.run("apt-get", "-q", "-y", "-o", "APT::Sandbox::User=root", *words, DEBIAN_FRONTEND="noninteractive")

    def files(self) -> set[str]:
        """All that a package can have put there."""
        tops = ("etc", "opt", "usr")
        return {str(path.relative_to(self.folder)) for top in tops for path in (self.folder / top).rglob("*")}

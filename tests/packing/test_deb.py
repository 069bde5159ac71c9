"""The package's own files: what dpkg is told, where things lie, what a file manager can open."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from packing import deb
from packing.system import PROMISED

from haishu_desk import __version__
from haishu_desk.store import database

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a package for Linux")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A stand-in for the packed program."""
    folder = tmp_path / "haishu-desk"
    (folder / "_internal").mkdir(parents=True)
    (folder / "haishu-desk").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    (folder / "haishu-desk").chmod(0o700)
    (folder / "_internal" / "libx.so").write_bytes(b"x" * 3000)
    return folder


def fields(tree: Path) -> dict[str, str]:
    """The one-line fields of the package."""
    text = (tree / "DEBIAN" / "control").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Z][\w-]*): (.*)$", text, re.MULTILINE))


@pytest.mark.parametrize(("machine", "architecture"), [("x86_64", "amd64"), ("aarch64", "arm64")])
def test_the_package_says_for_which_computers_it_is(
    program: Path, tmp_path: Path, machine: str, architecture: str
) -> None:
    told = fields(deb.lay_out(program, tmp_path / "tree", machine))
    assert (told["Package"], told["Version"], told["Architecture"]) == ("haishu-desk", __version__, architecture)
    assert f"libc6 (>= {PROMISED[0]}.{PROMISED[1]})" in told["Depends"].split(", ")
    assert "fonts-noto-cjk" in told["Recommends"]


def test_for_a_computer_without_wheels_of_qt_there_is_no_package(program: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="loongarch64"):
        deb.lay_out(program, tmp_path / "tree", "loongarch64")


def test_everyone_may_read_what_is_installed_and_only_programs_run(program: Path, tmp_path: Path) -> None:
    tree = deb.lay_out(program, tmp_path / "tree", "x86_64")
    modes = {str(path.relative_to(tree)): path.stat().st_mode & 0o777 for path in tree.rglob("*") if path.is_file()}
    assert {name for name, mode in modes.items() if mode == 0o755} == {
        "opt/haishu-desk/haishu-desk",
        "usr/bin/haishu-desk",
    }
    assert set(modes.values()) == {0o755, 0o644}


def test_no_script_of_the_package_runs_at_installing_or_removing(program: Path, tmp_path: Path) -> None:
    tree = deb.lay_out(program, tmp_path / "tree", "x86_64")
    assert [path.name for path in (tree / "DEBIAN").iterdir()] == ["control"]


@pytest.mark.parametrize(
    ("words", "handed"),
    [([], [""]), (["values", "--json"], ["values", "--json"]), (["check"], ["check"]), (["FILE"], ["--db", "FILE"])],
)
def test_a_file_from_the_file_manager_is_opened_and_words_are_handed_on(
    program: Path, tmp_path: Path, words: list[str], handed: list[str]
) -> None:
    file = tmp_path / "区 一.db"
    file.touch()
    (tmp_path / "check").touch()  # a file of the name of a verb stands in no one's way
    wrapper = tmp_path / "wrapper"
    wrapper.write_text(
        (deb.HERE / "haishu-desk").read_text().replace("/opt/haishu-desk", str(program)), encoding="utf-8"
    )
    argv = ["sh", str(wrapper), *(str(file) if word == "FILE" else word for word in words)]
    said = subprocess.run(argv, cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout
    assert said.splitlines() == [str(file) if word == "FILE" else word for word in handed]


def test_a_data_file_is_known_by_the_mark_that_the_store_writes() -> None:
    kind = ET.parse(deb.HERE / "haishu-desk.xml").getroot()[0]  # noqa: S314  our own file
    mark = kind.find(".//*[@offset='68']")
    assert mark is not None
    assert mark.get("value") == database.APPLICATION_ID.to_bytes(4, "big").decode()
    desktop = (deb.HERE / "haishu-desk.desktop").read_text(encoding="utf-8")
    assert f"MimeType={kind.get('type')};" in desktop


@pytest.mark.skipif(
    shutil.which("dpkg-deb") is None or shutil.which("objdump") is None, reason="no dpkg-deb or objdump"
)
def test_the_package_is_built_and_owned_by_root(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deb, "complaints", lambda _folder: [])
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    made = deb.build(program, tmp_path)
    assert made.name == f"haishu-desk_{__version__}_amd64.deb"
    listed = subprocess.run(["dpkg-deb", "--contents", made], check=True, capture_output=True, encoding="utf-8").stdout
    assert {line.split()[1] for line in listed.splitlines()} == {"root/root"}
    assert "./opt/haishu-desk/_internal/libx.so" in listed


def test_a_program_with_faults_is_not_packed(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deb, "complaints", lambda _folder: ["libx.so 要 glibc 2.36，承诺的是 2.31"])
    with pytest.raises(deb.CannotPackError, match=r"2\.36"):
        deb.build(program, tmp_path)

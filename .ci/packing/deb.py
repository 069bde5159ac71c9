"""The package for Debian and what comes from it: everything in /opt/haishu-desk, and what a desktop looks for under /usr.

No script of its own runs at installing or removing: menus and file types are brought up to date by the desktop's own
triggers, and the package writes nothing that it would have to clean up. What users write lies in their own homes and stays.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path

from haishu_desk import __version__
from packing.system import SYSTEM, WISHED, complaints

NAME = "haishu-desk"
HERE = Path(__file__).parent / "linux"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
FONTS = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-arphic-uming"


class CannotPackError(Exception):
    """What keeps the package from being handed out."""


def build(program: Path, dist: Path) -> Path:
    """Make the package of the folder `program`, built on this kind of computer, and return it.

    CannotPackError where the program asks for a newer glibc than the package promises, or for a library that nobody brings.
    """
    faults = complaints(program)
    if faults:
        raise CannotPackError("；".join(faults))
    machine = platform.machine()
    tree = lay_out(program, dist / "tree", machine)
    made = dist / f"{NAME}_{__version__}_{ARCHITECTURES[machine]}.deb"
    # xz and not zstd: the dpkg of older desktops reads no zstd.
    words = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(made)]
    subprocess.run(words, check=True, capture_output=True)
    shutil.rmtree(tree)
    return made


def lay_out(program: Path, tree: Path, machine: str) -> Path:
    """The files of the package in the folder `tree`, for a computer of that `machine` (as uname says); KeyError for others."""
    architecture = ARCHITECTURES[machine]
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "opt" / NAME
    shutil.copytree(program, home, symlinks=True)
    share = tree / "usr" / "share"
    for source, target, mode in (
        ("haishu-desk", tree / "usr/bin" / NAME, 0o755),
        ("haishu-desk.desktop", share / "applications" / f"{NAME}.desktop", 0o644),
        ("haishu-desk.xml", share / "mime/packages" / f"{NAME}.xml", 0o644),
        ("haishu-desk.svg", share / "icons/hicolor/scalable/apps" / f"{NAME}.svg", 0o644),
        ("haishu-desk.svg", share / "icons/hicolor/scalable/mimetypes" / f"application-x-{NAME}.svg", 0o644),
        ("copyright", share / "doc" / NAME / "copyright", 0o644),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / source, target)
        target.chmod(mode)
    for path in tree.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
        elif not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(control(architecture, size // 1024 + 1), encoding="utf-8", newline="\n")
    return tree


def control(architecture: str, kibibytes: int) -> str:
    """What dpkg is told of the package."""
    return f"""Package: {NAME}
Version: {__version__}
Architecture: {architecture}
Maintainer: haishu_desk maintainers <maintainers@haishu-desk.invalid>
Installed-Size: {kibibytes}
Depends: {", ".join(sorted(set(SYSTEM.values())))}
Recommends: {FONTS}, {", ".join(WISHED.values())}
Section: misc
Priority: optional
Description: 规划纲要的指标、重点任务与监测评估
 离线的桌面程序和命令行：编制、填报、汇总、审核，到年度监测和评估。
 数据在自己的电脑上，单位之间用一个 Excel 文件来往，不需要服务器和网络。
"""

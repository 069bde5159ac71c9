"""What stays in the bundle: wanted plugins, the libraries that something is linked to, one translation."""

from __future__ import annotations

from pathlib import Path

import pytest
from packing import lean as lean_module
from packing.lean import EXCLUDES, lean

from haishu_desk import paths

# What each file names itself: the printer's plugin a library of the system, GTK's plugin a library of its own.
LINKS = {
    "QtGui.abi3.so": {"libQt6Gui.so.6", "libc.so.6"},
    "libQt6Gui.so.6": {"libicuuc.so.73"},
    "libqgtk3.so": {"libgtk-3.so.0"},
    "libcupsprintersupport.so": {"libcups.so.2"},
    "libqxcb.so": {"libxcb-cursor.so.0"},
}
BINARIES = [
    "PySide6/QtGui.abi3.so",
    "PySide6/Qt/lib/libQt6Gui.so.6",
    "PySide6/Qt/lib/libicuuc.so.73",
    "PySide6/Qt/lib/libQt6Quick.so.6",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland-egl.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
    "libcups.so.2",
    "libgtk-3.so.0",
    "libxcb-cursor.so.0",
    "numpy.libs/libopenblas-1.so",
    "_cffi_backend.cpython-311-x86_64-linux-gnu.so",
    "libpython3.11.so.1.0",
]


@pytest.fixture(autouse=True)
def _linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_module, "_linked_to", lambda path: LINKS.get(Path(path).name, set()))


def names(binaries: list[str], data: list[tuple[str, str, str]] | None = None) -> tuple[list[str], list[str]]:
    """What stays of both, by name."""
    staying, others = lean([(name, f"/source/{name}", "BINARY") for name in binaries], data or [])
    return [entry[0] for entry in staying], [entry[0] for entry in others]


def test_plugins_that_nothing_uses_go_and_their_libraries_with_them() -> None:
    staying, _others = names(BINARIES)
    assert set(BINARIES) - set(staying) == {
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/platforms/libqwayland-egl.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "libcups.so.2",
        "libgtk-3.so.0",
    }


def test_on_windows_the_software_opengl_goes_and_the_window_stays() -> None:
    files = ["PySide6/plugins/platforms/qwindows.dll", "PySide6/opengl32sw.dll", "PySide6/QtGui.pyd", "python311.dll"]
    assert names(files)[0] == ["PySide6/plugins/platforms/qwindows.dll", "PySide6/QtGui.pyd", "python311.dll"]


def test_a_second_name_stays_with_its_library() -> None:
    links = [
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK"),
    ]
    assert names(BINARIES, links)[1] == ["libQt6Gui.so.6"]


def test_of_qts_translations_the_chinese_one_stays() -> None:
    folder = "PySide6/Qt/translations"
    data = [
        (f"{folder}/qtbase_{language}.qm", "", "DATA") for language in ("de", "zh_CN", "zh_TW")
    ] + [("resources/help/manual.md", "", "DATA"), ("pypinyin/phrases_dict.json", "", "DATA")]  # fmt: skip
    assert names([], data)[1] == [f"{folder}/qtbase_zh_CN.qm", "resources/help/manual.md"]


def test_no_module_of_the_program_that_is_packed_asks_for_what_is_left_out() -> None:
    unwanted = tuple(
        f"{word} {name}" for name in EXCLUDES for word in ("import", "from") if not name.startswith("haishu")
    )
    for path in (paths.root() / "haishu_desk").rglob("*.py"):
        if "bench" in path.parts:
            continue
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        asked = [
            line
            for line in lines
            if any(line == word or line.startswith((f"{word} ", f"{word}.")) for word in unwanted)
        ]
        assert asked == [], path

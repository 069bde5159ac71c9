"""What start.py decides: whether `.venv` can be trusted, which Python fits, what to install and what to say."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

import start


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a `.venv` whose Python is there, and start.py looking at it."""
    if os.name == "nt":
        pytest.skip("a symbolic link needs a special right there")
    base = tmp_path / "base" / "python3.12"
    base.parent.mkdir()
    base.touch()
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(base)
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(start, "WINDOWS", False)
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "VENV_PYTHON", python)
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / "stamp.json")
    return lock


def stamp_of(lock: Path) -> dict[str, str]:
    """What a finished set-up would have written."""
    return {**start._environment(), lock.name: start._digest(lock)}


def test_a_finished_venv_is_trusted(made: Path) -> None:
    assert start.stamp_fits(stamp_of(made), made)


def test_a_venv_without_a_stamp_is_not_trusted(made: Path) -> None:
    assert start._read_stamp() == {}
    assert not start.stamp_fits({}, made)


def test_a_stamp_that_is_not_json_counts_as_none(made: Path) -> None:
    start.STAMP.write_text('{"setup": ', encoding="utf-8")
    assert start._read_stamp() == {}
    assert not start.environment_fits(start._read_stamp()), made


def test_changed_requirements_keep_the_venv_but_ask_for_an_install(made: Path) -> None:
    stamp = stamp_of(made)
    made.write_text("a==2\n", encoding="utf-8")
    assert start.environment_fits(stamp)
    assert not start.stamp_fits(stamp, made)


def test_line_ends_of_the_checkout_do_not_change_the_requirements(made: Path) -> None:
    stamp = stamp_of(made)
    made.write_bytes(b"a==1\r\n")
    assert start.stamp_fits(stamp, made)


def test_the_test_requirements_are_not_there_after_a_plain_start(made: Path) -> None:
    other = made.with_name("requirements-test.lock")
    other.write_text("b==1\n", encoding="utf-8")
    assert not start.stamp_fits(stamp_of(made), other)


def test_a_moved_folder_gets_a_new_venv(made: Path) -> None:
    stamp = stamp_of(made)
    stamp["root"] = "/elsewhere"
    assert not start.environment_fits(stamp)


def test_a_newer_set_up_gets_a_new_venv(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = stamp_of(made)
    monkeypatch.setattr(start, "SETUP_VERSION", start.SETUP_VERSION + 1)
    assert not start.environment_fits(stamp)


def test_a_venv_whose_python_is_gone_is_made_anew(made: Path) -> None:
    stamp = stamp_of(made)
    Path(os.path.realpath(start.VENV_PYTHON)).unlink()
    assert not start.environment_fits(stamp)


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_a_64_bit_cpython_of_a_locked_version_fits(version: str) -> None:
    assert start.fitting(f"{version} cpython 64\n/usr/bin/python 3\n") == ("/usr/bin/python 3", version)


@pytest.mark.parametrize(
    "answer",
    ["3.10 cpython 64\n/a", "3.14 cpython 64\n/a", "3.12 pypy 64\n/a", "3.12 cpython 32\n/a", "", "nonsense"],
)
def test_other_pythons_do_not_fit(answer: str) -> None:
    assert start.fitting(answer) is None


def test_the_probe_tells_the_truth_about_this_python() -> None:
    found = start.fitting(start._run(sys.executable, "-c", start.PROBE).stdout)
    assert found is not None
    assert found[1] == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert Path(found[0]).exists()


def test_this_python_is_tried_first() -> None:
    assert start.candidates()[0] == [sys.executable]


def test_a_program_that_is_not_there_counts_as_failed() -> None:
    assert start._run("haishu-no-such-program").returncode != 0


def test_without_a_fitting_python_debian_gets_the_apt_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "WINDOWS", False)
    sentence = start.python_missing("3.9", "python3.11 - Interactive high-level language\n")
    assert sentence.endswith("请运行一次：sudo apt-get install -y python3.11 python3.11-venv")
    assert "正在用的是 3.9" in sentence


def test_without_a_python_in_the_sources_the_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "WINDOWS", False)
    assert "apt-get update" in start.python_missing("3.14", "")
    assert "apt" not in start.python_missing("3.14", None)


def test_without_a_fitting_python_windows_is_told_which_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "WINDOWS", True)
    assert "请安装 64 位的 Python 3.12" in start.python_missing("3.14", None)


def test_only_the_libraries_that_no_folder_holds_are_missing(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
    (first / "libGL.so.1").touch()
    (second / "libEGL.so.1").touch()
    missing = start.missing_packages([first, second], font=True)
    assert missing == [name for name in start.QT_LIBRARIES if name not in {"libgl1", "libegl1"}]


def test_a_machine_without_a_chinese_font_gets_one(tmp_path: Path) -> None:
    assert start.missing_packages([tmp_path], font=False)[-1] == "fonts-wqy-microhei"


@pytest.mark.parametrize(
    "file", ["wqy-microhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifSC-Regular.otf", "msyh.ttc", "simsun.ttc"]
)
def test_a_chinese_font_is_known_by_its_file(file: str) -> None:
    assert start.CJK_FONT_FILE.search(file)


@pytest.mark.parametrize("file", ["DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Bold.ttf", "NotoMono.ttf"])
def test_another_font_is_not_taken_for_a_chinese_one(file: str) -> None:
    assert not start.CJK_FONT_FILE.search(file)


@pytest.mark.parametrize("root", ["/srv/desk", "/home/用户/海曙", "/a'b/用户"])
def test_the_path_line_is_ascii_and_names_the_folder(root: str) -> None:
    line = start.pth_line(root)
    assert line.isascii()
    if root.isascii():
        assert line == root + "\n"
    else:
        assert ast.literal_eval(line.strip()[len("import sys; sys.path.append(") : -1]) == root


def test_of_a_long_complaint_the_last_errors_are_shown() -> None:
    text = "WARNING: again\nERROR: first\n\nERROR: second\nnote\n"
    assert start.last_lines(text, 1, "ERROR") == "ERROR: second"
    assert start.last_lines("one\ntwo\n", 1, "ERROR") == "two"
    assert start.last_lines("", 2) == ""


@pytest.mark.parametrize(("words", "lock"), [(["test", "-k", "x"], "TEST_LOCK"), (["indicators"], "RUN_LOCK")])
def test_only_the_checks_need_the_test_requirements(
    words: list[str], lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    handed: list[list[str]] = []
    monkeypatch.setattr(start, "_read_stamp", dict)
    monkeypatch.setattr(start, "_set_up", asked.append)

    def check(rest: list[str]) -> int:
        handed.append(["checks", *rest])
        return 0

    def hand_over(rest: list[str]) -> int:
        handed.append(rest)
        return 5

    monkeypatch.setattr(start, "_run_checks", check)
    monkeypatch.setattr(start, "_hand_over", hand_over)
    assert start.main(words) == (0 if words[0] == "test" else 5)
    assert asked == [getattr(start, lock)]
    assert handed == [["checks", "-k", "x"] if words[0] == "test" else words]


def test_what_cannot_be_set_up_is_one_sentence_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(lock: Path) -> None:
        raise start.CannotStartError("缺少 " + lock.name)

    monkeypatch.setattr(start, "_read_stamp", dict)
    monkeypatch.setattr(start, "_set_up", refuse)
    assert start.main(["indicators"]) == start.CANNOT
    spoken = capsys.readouterr()
    assert (spoken.out, spoken.err) == ("", "没有准备好：缺少 requirements.lock\n")


def test_an_old_python_can_read_start_py() -> None:
    ast.parse(Path(start.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))

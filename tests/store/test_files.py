"""Whatever fails at whatever moment: the old file stands, or the whole new one does, and no rest lies about."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Self

import pytest

from haishu_desk.store.files import FileHeldError, FileNotWrittenError, put_in_place, write_file
from tests.domain.made import FULL

RETRIES = 12  # thirteen tries in ten seconds
RUNS = 1_000 if FULL else 50
OLD, NEW = "旧".encode() * 100, "新".encode() * 70_000
# Where a call may fail: module or class, name, and how often `write_file` makes it at most.
CALLS: list[tuple[Any, str]] = [
    (os, "fsync"),
    (os, "fdopen"),
    (os, "open"),
    (Path, "replace"),
    (Path, "chmod"),
    (Path, "mkdir"),
    (Path, "read_bytes"),
    (tempfile, "mkstemp"),
]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it waited each time, without waiting."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


def failing(real: Callable[..., Any], error: OSError, is_hit: Callable[[int], bool]) -> Callable[..., Any]:
    calls = 0

    def call(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if is_hit(calls):
            raise error
        return real(*given, **named)

    return call


@pytest.mark.parametrize("existed", [True, False])
@pytest.mark.parametrize(("n", "for_ever"), [(1, False), (2, False), (3, False), (1, True), (2, True), (3, True)])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
def test_a_fault_at_any_call_leaves_the_old_file_or_the_whole_new_one(
    tmp_path: Path, waits: list[float], *, owner: Any, name: str, number: int, n: int, for_ever: bool, existed: bool
) -> None:
    path = tmp_path / "上报包.xlsx"
    if existed:
        path.write_bytes(OLD)
    error = OSError(number, os.strerror(number))
    call = failing(getattr(owner, name), error, lambda calls: calls >= n if for_ever else calls == n)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, call)
        refusal = refusal_of(path)
    if refusal is None:
        assert path.read_bytes() == NEW
    else:
        assert refusal.exit_status == 3
        assert "上报包.xlsx" in refusal.message
    assert (path.read_bytes() if path.exists() else None) in ((OLD if existed else None), NEW)
    assert [file.name for file in tmp_path.iterdir()] in ([path.name], [] if not existed else [path.name])
    assert len(waits) <= RETRIES


def refusal_of(path: Path) -> FileNotWrittenError | None:
    try:
        write_file(path, NEW)
    except FileNotWrittenError as error:
        return error
    return None


class HalfWritten:
    """A file on a disk that becomes full in the middle."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> int:
        self.file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_becomes_full_in_the_middle_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLD)
    real = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda *given: HalfWritten(real(*given)))
    with pytest.raises(FileNotWrittenError, match="磁盘已满"):
        write_file(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_what_reads_back_otherwise_never_gets_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda _: NEW[:-1])
        with pytest.raises(FileNotWrittenError, match="不一样"):
            write_file(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def held(code: int | None) -> PermissionError:
    """What Python makes of Windows' access denied (5), sharing violation (32), lock violation (33), pulled stick (21)."""
    error = PermissionError(errno.EACCES, "made by the test")
    if code is not None:
        setattr(error, "winerror", code)  # noqa: B010  mypy knows it on Windows only
    return error


@pytest.mark.parametrize("code", [5, 32, 33, None])
@pytest.mark.parametrize("times", range(RETRIES + 1))
def test_a_virus_scanner_that_holds_the_file_for_up_to_ten_seconds_is_waited_for(
    tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch, times: int, code: int | None
) -> None:
    monkeypatch.setattr(Path, "replace", failing(Path.replace, held(code), lambda calls: calls <= times))
    write_file(tmp_path / "a.xlsx", NEW)
    assert (tmp_path / "a.xlsx").read_bytes() == NEW
    assert len(waits) == times
    assert waits == sorted(waits)
    assert sum(waits) < 10


@pytest.mark.parametrize(("code", "said"), [(5, "占用"), (32, "占用"), (33, "占用"), (None, "没有权限")])
def test_a_file_that_is_never_let_go_is_given_up_after_ten_seconds(
    tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch, code: int | None, said: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLD)
    monkeypatch.setattr(Path, "replace", failing(Path.replace, held(code), lambda _: True))
    with pytest.raises(FileNotWrittenError, match=said) as caught:
        write_file(path, NEW)
    assert isinstance(caught.value, FileHeldError) == (code is not None)
    assert ("WPS" in caught.value.advice) == (code is not None)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]
    assert len(waits) == RETRIES
    assert 9 < sum(waits) < 10


def test_a_stick_that_is_gone_is_not_waited_for(
    tmp_path: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", failing(Path.replace, held(21), lambda _: True))
    with pytest.raises(FileNotWrittenError, match="U盘或磁盘不在了"):
        write_file(tmp_path / "a.xlsx", NEW)
    assert waits == []


def test_a_stick_that_knows_no_rights_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Linux mounts some of them: chmod is refused, everything else goes."""
    refused = failing(Path.chmod, PermissionError(errno.EPERM, "made by the test"), lambda _: True)
    monkeypatch.setattr(Path, "chmod", refused)
    write_file(tmp_path / "a.xlsx", NEW)
    assert (tmp_path / "a.xlsx").read_bytes() == NEW


@pytest.mark.parametrize("writes", ["write_file", "put_in_place"])
def test_however_often_and_by_whatever_it_is_held_it_is_the_old_file_or_the_whole_new_one(
    tmp_path: Path, waits: list[float], writes: str
) -> None:
    """1,000 times with HAISHU_FULL=1, a twentieth otherwise: held k times, k = 0 to 15; there before or not."""
    for seed in range(RUNS):
        random = Random(seed)  # noqa: S311 a fixed seed
        times, path, part = random.randrange(16), tmp_path / f"{seed}.db", tmp_path / f".{seed}.part"
        existed = random.random() < 0.5
        if existed:
            path.write_bytes(OLD)
        part.write_bytes(NEW)
        waits.clear()
        error = held(random.choice((5, 32, 33)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", failing(Path.replace, error, lambda calls: calls <= times))  # noqa: B023
            try:
                write_file(path, NEW) if writes == "write_file" else put_in_place(part, path)
                is_written = True
            except (OSError, FileNotWrittenError):
                is_written = False
        assert is_written == (times <= RETRIES), seed
        assert (path.read_bytes() if path.exists() else None) == (NEW if is_written else OLD if existed else None), seed
        assert len(waits) == min(times, RETRIES), seed
        assert sum(waits) < 10, seed
        part.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        assert not list(tmp_path.iterdir()), seed


PULLED = [(os, "fsync"), (os, "fdopen"), (os, "open"), (Path, "replace"), (Path, "chmod"), (Path, "unlink"),
          (Path, "mkdir"), (Path, "read_bytes"), (Path, "exists"), (Path, "is_file"), (tempfile, "mkstemp")]  # fmt: skip


@pytest.mark.parametrize("existed", [True, False])
def test_a_stick_that_is_pulled_at_any_call_holds_the_old_file_or_the_whole_new_one_under_the_name(
    tmp_path: Path, waits: list[float], *, existed: bool
) -> None:
    """From the n-th call on nothing answers any more, n = 1 until the file is written; the stick is then looked at elsewhere."""
    path, n, outcomes = tmp_path / "上报包.xlsx", 0, set[bytes | None]()
    is_written = False
    while not is_written:
        n += 1
        for left in tmp_path.iterdir():
            left.unlink()
        if existed:
            path.write_bytes(OLD)
        calls = 0

        def gone(_: int) -> bool:
            nonlocal calls
            calls += 1
            return calls >= n  # noqa: B023  each round has its own

        with pytest.MonkeyPatch.context() as patch:
            for owner, name in PULLED:
                error = OSError(errno.ENODEV, os.strerror(errno.ENODEV))
                patch.setattr(owner, name, failing(getattr(owner, name), error, gone))
            refusal = refusal_of(path)
        is_written = calls < n
        assert (refusal is None) or "U盘或磁盘不在了" in refusal.message
        assert is_written <= (refusal is None)
        outcomes.add(path.read_bytes() if path.exists() else None)
    assert outcomes == {OLD if existed else None, NEW}
    assert n > 6
    assert waits == []


def test_a_new_file_is_made_with_its_folder_and_may_be_read_by_others(tmp_path: Path) -> None:
    path = tmp_path / "传出" / "2025" / "a.xlsx"
    write_file(path, NEW)
    assert path.read_bytes() == NEW
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o644


def test_a_folder_in_its_place_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(FileNotWrittenError):
        write_file(tmp_path / "a.xlsx", NEW)
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_in_the_place_of_its_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(OLD)
    with pytest.raises(FileNotWrittenError):
        write_file(tmp_path / "out" / "a.xlsx", NEW)
    assert (tmp_path / "out").read_bytes() == OLD


def test_bytes_are_safe_before_they_get_their_name_and_the_name_before_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the power can take is what was not synced: the file first, then its name, then the folder that holds it."""
    told: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        told.append("folder" if is_folder else f"file of {os.fstat(handle).st_size}")
        sync(handle)

    def noted_replace(path: Path, target: Path) -> Path:
        told.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    write_file(tmp_path / "a.xlsx", NEW)
    assert told == [f"file of {len(NEW)}", "name", *(["folder"] if os.name == "posix" else [])]

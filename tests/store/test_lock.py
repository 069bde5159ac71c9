"""One writer at a time; the lock goes with the process that held it, however it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from haishu_desk.store.lock import WorkspaceLockedError, WriterLock

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from haishu_desk.store.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]), "赵六")
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_is_held_until_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    lock = WriterLock(path, "王芳")
    with pytest.raises(WorkspaceLockedError, match="王芳"):
        WriterLock(path, "李四")
    lock.release()
    lock.release()
    again = WriterLock(path, "")
    with pytest.raises(WorkspaceLockedError, match="未署名") as caught:
        WriterLock(path, "李四")
    assert "王芳" not in caught.value.message
    again.release()


def test_a_refused_writer_leaves_the_name_of_the_holder_where_it_is(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "w.db", "王芳")
    for _ in range(2):
        with pytest.raises(WorkspaceLockedError, match=f"王芳.*进程 {os.getpid()}"):
            WriterLock(tmp_path / "w.db", "李四")
    lock.release()


def test_a_killed_process_holds_no_lock(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "w.db")], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(WorkspaceLockedError, match="赵六"):
            WriterLock(tmp_path / "w.db", "李四")
        process.send_signal(signal.SIGKILL)
    WriterLock(tmp_path / "w.db", "李四").release()

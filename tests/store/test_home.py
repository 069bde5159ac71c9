"""A live database is kept off shares, sticks and sync folders, by a table of mounts as Linux writes it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from haishu_desk.store.home import UnsafeHomeError, refuse_unsafe_home

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
/dev/sda2 /home ext4 rw 0 0
server:/export /mnt/nfs nfs4 rw 0 0
//server/share /mnt/cifs cifs rw 0 0
//server/old /mnt/smb smb3 rw 0 0
user@server: /mnt/ssh fuse.sshfs rw 0 0
host /mnt/host 9p rw 0 0
dav /mnt/dav davfs rw 0 0
/dev/sdb1 /media/zhang/KINGSTON vfat rw 0 0
/dev/sdc1 /media/zhang/U\\040盘 exfat rw 0 0
/dev/sdd1 /mnt/nfs/local ext4 rw 0 0
/dev/sde1 /data vfat rw 0 0
/dev/sde2 /data ext4 rw 0 0
overlay /srv overlay rw 0 0
/dev/sda1 / ext4 rw 0 0
a line that is none
"""
SAFE = [
    "/home/zhang/规划/w.db",
    "/w.db",
    "/mnt/nfsbackup/w.db",
    "/mnt/nfs/local/w.db",
    "/data/w.db",
    "/srv/w.db",
    "/home/zhang/synchron/w.db",
]
UNSAFE = [
    ("/mnt/nfs/w.db", "网络共享"),
    ("/mnt/nfs/deep/er/w.db", "网络共享"),
    ("/mnt/cifs/w.db", "网络共享"),
    ("/mnt/smb/w.db", "网络共享"),
    ("/mnt/ssh/w.db", "网络共享"),
    ("/mnt/host/w.db", "网络共享"),
    ("/mnt/dav/w.db", "网络共享"),
    ("/media/zhang/KINGSTON/w.db", "U盘"),
    ("/media/zhang/U 盘/w.db", "U盘"),
    ("/home/zhang/OneDrive - 海曙/w.db", "同步盘文件夹"),
    ("/home/zhang/坚果云/规划/w.db", "同步盘文件夹"),
    ("/home/zhang/WPS云盘/w.db", "同步盘文件夹"),
    ("/home/zhang/Nutstore/1/w.db", "同步盘文件夹"),
]
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="the table of mounts is that of Linux")


@on_posix
@pytest.mark.parametrize("path", SAFE)
def test_a_local_disk_is_a_home(path: str) -> None:
    refuse_unsafe_home(Path(path), MOUNTS)


@on_posix
@pytest.mark.parametrize(("path", "what"), UNSAFE)
def test_a_place_where_locks_do_not_hold_is_refused_by_its_name(path: str, what: str) -> None:
    with pytest.raises(UnsafeHomeError) as caught:
        refuse_unsafe_home(Path(path), MOUNTS)
    assert what in caught.value.message
    assert path in caught.value.message
    assert (caught.value.code, caught.value.exit_status) == ("unsafe-home", 3)


@on_posix
def test_without_a_table_nothing_is_refused(tmp_path: Path) -> None:
    refuse_unsafe_home(tmp_path / "w.db", "")


def test_the_name_of_the_file_itself_is_no_folder(tmp_path: Path) -> None:
    refuse_unsafe_home(tmp_path / "onedrive.db")

"""A live database is kept off shares, sticks and sync folders, by a table of mounts as Linux writes it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from haishu_desk.store import home
from haishu_desk.store.database import Database
from haishu_desk.store.home import UnsafeHomeError, refuse_unsafe_home, unsafe_kind
from tests.store.opened import founded

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
    "/home/zhang/BaiduNetdiskDownload/w.db",
    "/home/zhang/百度网盘下载/w.db",
    "/home/zhang/workdocs/w.db",
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
    ("/home/zhang/Dropbox/w.db", "同步盘文件夹"),
    ("/home/zhang/BaiduSyncdisk/规划/w.db", "同步盘文件夹"),
    ("/home/zhang/百度网盘同步空间/w.db", "同步盘文件夹"),
    ("/home/zhang/WPS Cloud Files/123/w.db", "同步盘文件夹"),
    ("/home/zhang/WPSDrive/w.db", "同步盘文件夹"),
    ("/home/zhang/夸克网盘/w.db", "同步盘文件夹"),
    ("/home/zhang/天翼云盘/w.db", "同步盘文件夹"),
    ("/home/zhang/iCloudDrive/w.db", "同步盘文件夹"),
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


@on_posix
def test_a_table_that_cannot_be_read_keeps_nobody_from_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> str:
        raise OSError(5, "made by the test")

    monkeypatch.setattr(Path, "read_text", failing)
    refuse_unsafe_home(tmp_path / "w.db")


def test_the_name_of_the_file_itself_is_no_folder(tmp_path: Path) -> None:
    refuse_unsafe_home(tmp_path / "onedrive.db")


# What GetDriveType says: 2 removable, 3 fixed, 4 network, 5 a disc, 6 memory.
DRIVES = {"C:\\": 3, "D:\\": 3, "E:\\": 2, "Z:\\": 4, "F:\\": 5, "R:\\": 6}


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("C:\\规划\\w.db", ""),
        ("D:\\w.db", ""),
        ("\\\\?\\C:\\规划\\w.db", ""),
        ("R:\\w.db", ""),
        ("E:\\规划\\w.db", "U盘"),
        ("E:\\w.db", "U盘"),
        ("Z:\\发改局\\w.db", "网络共享"),
        ("\\\\server\\share\\w.db", "网络共享"),
        ("\\\\?\\UNC\\server\\share\\w.db", "网络共享"),
        ("C:\\Users\\zhang\\OneDrive - 海曙区\\w.db", "同步盘文件夹"),
        ("C:\\Users\\zhang\\WPSDrive\\123\\WPS云盘\\w.db", "同步盘文件夹"),
        ("D:\\坚果云\\w.db", "同步盘文件夹"),
        ("D:\\BaiduSyncdisk\\w.db", "同步盘文件夹"),
        ("D:\\BaiduNetdiskDownload\\w.db", ""),
        ("C:\\Users\\zhang\\我的文件\\w.db", "同步盘文件夹"),
        ("C:\\Users\\zhang\\我的文件夹\\w.db", ""),
    ],
)
def test_windows_is_asked_for_the_kind_of_the_drive(path: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", "C:\\Users\\zhang\\我的文件")  # OneDrive under a name of its own
    assert unsafe_kind(Path(path), drive_type=DRIVES.__getitem__) == what


@pytest.mark.parametrize("left", [".stfolder", ".dropbox", ".seafile-data"])
def test_a_folder_that_is_kept_in_step_is_known_by_what_its_program_leaves_there(tmp_path: Path, left: str) -> None:
    (tmp_path / "文档" / "规划").mkdir(parents=True)
    refuse_unsafe_home(tmp_path / "文档" / "规划" / "w.db", "")
    (tmp_path / "文档" / left).mkdir()
    with pytest.raises(UnsafeHomeError, match="同步盘文件夹"):
        refuse_unsafe_home(tmp_path / "文档" / "规划" / "w.db", "")


@on_posix
def test_a_link_is_followed_to_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "规划").symlink_to(tmp_path / "stick")
    mounts = f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {tmp_path.resolve()}/stick vfat rw 0 0\n"
    with pytest.raises(UnsafeHomeError, match="U盘"):
        refuse_unsafe_home(tmp_path / "规划" / "w.db", mounts)
    (tmp_path / "round").symlink_to(tmp_path / "round")
    refuse_unsafe_home(tmp_path / "round" / "w.db", mounts)


@on_posix
def test_what_hangs_on_usb_is_a_stick_however_it_is_formatted_but_not_the_system_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {
        "/sys/class/block/sdb1": "/sys/devices/pci0000:00/0000:00:14.0/usb2/2-1/host6/block/sdb/sdb1",
        "/sys/class/block/sda1": "/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/block/sda/sda1",
    }
    real = os.path.realpath
    monkeypatch.setattr(os.path, "realpath", lambda path, **named: known.get(str(path)) or real(path, **named))
    mounts = "/dev/{} / ext4 rw 0 0\n/dev/{} /media/zhang/移动硬盘 {} rw 0 0\n"
    disk = Path("/media/zhang/移动硬盘/w.db")
    assert home.unsafe_kind(disk, mounts.format("sda1", "sdb1", "ntfs3")) == "U盘"
    assert home.unsafe_kind(disk, mounts.format("sdb1", "sda1", "ext4")) == ""
    assert home.unsafe_kind(Path("/w.db"), mounts.format("sdb1", "sda1", "ext4")) == ""  # started from a stick


@on_posix
def test_a_file_that_was_moved_there_later_is_read_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded(tmp_path / "w.db").close()
    before = (tmp_path / "w.db").read_bytes()
    monkeypatch.setattr(home, "_mounted_as", lambda *_: "cifs")
    with pytest.raises(UnsafeHomeError) as caught:
        Database(tmp_path / "w.db", write=True)
    assert "网络共享" in caught.value.message
    assert "复制到本机硬盘" in caught.value.advice
    Database(tmp_path / "w.db", write=False).close()
    assert (tmp_path / "w.db").read_bytes() == before

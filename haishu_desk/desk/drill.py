"""恢复演练: a backup restored into a file that is thrown away, so that it is known to work before it is needed."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from haishu_desk.bundle.sign import another_device_of, public_key
from haishu_desk.store.copying import restore_copy
from haishu_desk.store.health import digest_of, examine, faults_of_file
from haishu_desk.store.verified import SpoiltCopyError, contents
from haishu_desk.store.workspace import Workspace


@dataclass(frozen=True)
class Drill:
    """What came of it: the backup, its entries, the digests of journal and values on both sides, and how long it took."""

    file: str
    entries: int
    at: str
    journal: str
    values: str
    seconds: float

    @property
    def said(self) -> str:
        """In words."""
        moment = self.at[:16].replace("T", " ")
        return (
            f"恢复演练成功：{Path(self.file).name} 恢复出 {self.entries} 条记录（到 {moment}），留痕和各格的数与备份一样，"
            f"用了 {self.seconds:.1f} 秒。演练的文件已删，现在的数据文件没有动"
        )

    def as_json(self) -> dict[str, Any]:
        """`{"file", "entries", "at", "journal", "values", "seconds"}`."""
        return asdict(self)


def drill(file: Path) -> Drill:
    """Restore that backup into a temporary file, compare the two, and delete it; SpoiltCopyError if they differ."""
    began = time.monotonic()
    found = contents(file)
    with tempfile.TemporaryDirectory(prefix="haishu-drill-") as folder:
        restored = Path(folder) / "restored.db"
        with closing(Workspace(file)) as backup:
            wanted = digest_of(backup.database)
            device = another_device_of(public_key(backup.identity.private_key))
        restore_copy(file, restored, device=device)
        if contents(restored) != found:
            raise SpoiltCopyError(file, "恢复出来的留痕和备份的不一样")
        with closing(Workspace(restored, write=True)) as opened:  # as it would be opened to go on working
            looked = examine(opened.database)
            if looked.differing is not None or faults_of_file(opened.database) or digest_of(opened.database) != wanted:
                raise SpoiltCopyError(file, "恢复出来的数和留痕对不上")
    return Drill(str(file), found.entries, found.at, found.head, wanted, round(time.monotonic() - began, 2))

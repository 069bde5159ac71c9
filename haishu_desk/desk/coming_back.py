"""What a unit's own work looks like when it comes back from the district: to a new computer, or to an older copy of a file.

An older copy of a data file (a disk image, a file copied by hand) would go on writing under a device that has written other
things elsewhere. It is seen as soon as the district's answer brings what this device wrote and this file does not know:
from then on the file is another device, both histories stay, and what differs is 数据不一致.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bundle.sign import another_device_of, public_key
from haishu_desk.domain.cells import Edit
from haishu_desk.domain.findings import HINT, Finding
from haishu_desk.domain.returns import Revision

if TYPE_CHECKING:
    from haishu_desk.bundle.manifest import Payload
    from haishu_desk.desk import Desk

OLDER_COPY, HISTORY_BACK = "older-copy", "history-back"


def came_back(desk: Desk, payload: Payload) -> list[Finding]:
    """What is said of the unit's own work that a bundle brings and that is not here; in the caller's transaction.

    An older copy becomes another device then.
    """
    journal = desk.workspace.journal
    own = [
        entry
        for entry in payload.journal_entries()
        if isinstance(entry, Edit | Revision) and entry.author.unit in desk.own_units and entry.id not in journal
    ]
    device = desk.identity.device
    lost = sum(entry.author.device == device for entry in own)
    edits = sum(isinstance(entry, Edit) for entry in own)
    if lost:
        desk.workspace.remember("device", another_device_of(public_key(desk.identity.private_key)))
        desk.forget_documents()
        said = f"区级有本机写过的 {lost} 条记录，这里没有：这份数据文件是旧的副本，已取回，从现在起算作另一台电脑"
        return [
            Finding(OLDER_COPY, HINT, said, advice="两边都填过而不同的格成为数据不一致，请逐格核对；另一份不要再用")
        ]
    if edits and not _has_typed(desk, device):
        said = f"取回了本单位在别的电脑上报过的 {edits} 次改动；在那里录入而没有上报的，不在里面"
        return [Finding(HISTORY_BACK, HINT, said, advice="没有上报的请对照底稿补录")]
    return []


def _has_typed(desk: Desk, device: str) -> bool:
    mark = device.encode()
    return any(mark in entry.body for entry in desk.workspace.journal.entries(Edit.kind))

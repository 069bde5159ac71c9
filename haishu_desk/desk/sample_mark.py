"""The mark of sample data, by which every page, bundle and report knows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

MARK = "示例数据"


class SampleMark:
    """Looks for the mark in the journal of one desk; what was looked through once holds no other lines the next time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen, self._is_there = 0, False

    def is_there(self) -> bool:
        """Whether the mark was written; only the lines since the last time are looked through."""
        workspace = self._desk.workspace
        last = len(workspace.journal)
        if not self._is_there and last > self._seen:
            marked = workspace.journal.saying(AUDIT, MARK, since=self._seen)
            found = any(json.loads(entry.body)["what"] == MARK for entry in marked)
            if workspace.database.sql.in_transaction:  # it may be given back
                return found
            self._seen, self._is_there = last, found
        return self._is_there


def is_sample(desk: Desk) -> bool:
    """Whether the workspace holds sample data: pages, bundles and reports then say 示例."""
    return desk.sample_mark.is_there()

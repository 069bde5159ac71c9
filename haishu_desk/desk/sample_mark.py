"""The mark of sample data, by which every page, bundle and report knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

MARK = "示例数据"


def is_sample(desk: Desk) -> bool:
    """Whether the workspace holds sample data: pages, bundles and reports then say 示例."""
    return bool(desk.trail_lines.saying(MARK))

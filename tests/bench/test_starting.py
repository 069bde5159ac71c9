"""What is loaded when the window's frame is painted, and when its first page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bench.starting import HEAVY, first_paint, loaded_by
from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found

if TYPE_CHECKING:
    from pathlib import Path

# What no first page shows: it is loaded when it is asked for, or when the page has long been painted.
LATER = ("bench", "bundle", "checks", "cli", "merge", "outline", "report")
LATER_MODULES = (
    "desk.checking",
    "desk.comparing",
    "desk.health",
    "desk.letters",
    "desk.upgrading",
    "desk.writing",
    "ui.palette",
)
# 121 with a return in it when this was written, 117 without: a page that needs many more has grown heavy.
AT_MOST = 140


def test_no_heavy_library_is_loaded_at_the_first_paint() -> None:
    measured = first_paint()
    assert {"pandas", "pyqtgraph", "lark", "docx"} <= set(HEAVY)
    assert (measured.ok, measured.detail) == (True, "")


def test_the_first_page_with_a_return_on_it_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    workspace = tmp_path / "镇.db"
    found(workspace, "unit", "330203105", "张三", None)
    with Desk(workspace, write=True, person="张三") as desk:
        item = desk.documents.items_of("330203105", "indicators")[0]
        desk.entry.enter([{"unit": "330203105", "period": "2025", "item": item.code, "value": "12.5"}])
    loaded = loaded_by(workspace)
    own = [name.removeprefix("haishu_desk.") for name in loaded if name.startswith("haishu_desk.")]
    assert "ui.home.unit" in own
    assert [name for name in own if name.partition(".")[0] in LATER or name in LATER_MODULES] == []
    assert [name for name in HEAVY if name in loaded] == []
    assert len(own) <= AT_MOST

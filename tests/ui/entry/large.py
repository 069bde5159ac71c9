"""A town whose sheet has thousands of rows: a made-up plan with so many targets, all assigned to it."""

from __future__ import annotations

from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import Edition
from tests.desk.office import YINJIANG

KEY = ReturnKey("indicators", YINJIANG, "2031")


def make_large(file: Path, rows: int) -> Path:
    """A workspace of 鄞江镇 with so many rows to fill in for 2031."""
    found(file, "unit", YINJIANG, "张三", None)
    frame = {
        "id": "155", "title": "试验规划", "start_year": 2031, "end_year": 2035, "base_year": 2030,
        "columns": [], "column_titles": {},
    }  # fmt: skip
    targets = [
        {"code": f"155-t{number:05}", "subject": f"目标{number}", "raw": "1", "op": "eq", "value": "1", "unit": "个",
         "indicator": None, "direction": "higher", "measure": "level", "source": {"chapter": 1, "section": 1, "lines": [1, 1]}}
        for number in range(1, rows + 1)
    ]  # fmt: skip
    with Desk(file, write=True) as desk:
        old = desk.documents.edition("assignment")
        mine = [{"item": row["code"], "unit": YINJIANG, "role": "report", "annual": {}} for row in targets]
        desk.take_over(
            Edition("plan:155", 1, {"plan": frame, "targets": targets}),
            Edition("assignment", old.number + 1, [*old.content, *mine], old.id),
        )
    return file

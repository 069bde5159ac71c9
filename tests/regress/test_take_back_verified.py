"""A unit takes back an answer that brought a 核定数 too (found by tests/exchange_histories).

It wanted to clear the 核定数 as well, which only the district writes: the whole 撤回 was refused, with a sentence that
spoke of something else.
"""

from __future__ import annotations

from pathlib import Path

from tests.desk.office import INDICATORS, TOWN, Office


def test_what_the_district_entered_goes_back_and_its_verified_figure_stays(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.found_and_issue()
    office.enter("district", "145-04", "120", "--reason", "电话代录")
    cells = office.table("cells.csv", "item,value,reason", "145-04,118,统计局核定")
    office.ask("district", "revise", *TOWN, "--cells", cells)
    bundle = office.reply("answer.xlsx")["bundle"]
    assert office.outcome("town", "answer.xlsx")["status"] == "received"
    office.ask("town", "undo", "--batch", bundle)
    with office.desk("town") as desk:
        said = {slot.field: standing[0].value.raw for slot, standing in desk.heads(INDICATORS).items()}
    assert said == {"value": "", "verified": "118"}

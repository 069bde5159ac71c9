"""What a person decided stays on record, also once it was taken back, and can be found in the trail."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.desk.overruling import TAKEN_BACK
from haishu_desk.desk.trail import Trail


def test_every_verdict_of_a_person_is_listed_and_only_the_last_stands(district: Desk) -> None:
    overrule = district.evaluating.overrule
    overrule("145", 2023, "145-04", "滞后", "口径未核")
    overrule("145", 2023, "145-04", "基本符合预期", "已核")
    overrule("145", 2023, "145-05", "滞后", "存疑")
    overrule("145", 2023, "145-05", TAKEN_BACK, "已查清")
    rows = district.evaluating.overrules("145")
    assert [(row["edition"], row["item"], row["verdict"], row["stands"]) for row in rows] == [
        (1, "145-04", "滞后", False),
        (2, "145-04", "基本符合预期", True),
        (3, "145-05", "滞后", False),
        (4, "145-05", "按算法", False),
    ]
    assert (rows[0]["by"], rows[0]["reason"]) == ("李审", "口径未核")
    assert district.evaluating.overrules("135") == []


def test_the_trail_says_what_was_decided_of_which_indicator_and_why(district: Desk) -> None:
    district.evaluating.overrule("145", 2023, "145-04", "滞后", "口径未核")
    (row,) = [row for row in Trail(district).rows() if row.what == "人工改判第 1 版"]
    assert (row.item, row.name, row.new, row.reason, row.by) == (
        "145-04", "有效发明专利拥有量", "2023-12-31 滞后", "口径未核", "李审",
    )  # fmt: skip

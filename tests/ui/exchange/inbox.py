"""Eight files of different fate, as they lie on the desk of the district in January."""

from __future__ import annotations

from pathlib import Path

from tests.desk.office import PERIOD, Office

LONGGUAN = "330203200"
# The order in which they are dropped.
REPORT, SECOND, BY_HAND, CHANGED, UNKNOWN, KNOWN, DAMAGED, APPLICATION = (
    "鄞江镇_2025年_上报包_02.xlsx",
    "鄞江镇_2025年_办公室电脑.xlsx",
    "章水镇上报表(最终)(2).xlsx",
    "章水镇_2025年_上报包_01.xlsx",
    "龙观乡_2025年_上报包.xlsx",
    "up.xlsx",
    "月湖街道上报.xlsx",
    "龙观乡_登记申请.xlsx",
)
ALL = (REPORT, SECOND, BY_HAND, CHANGED, UNKNOWN, KNOWN, DAMAGED, APPLICATION)


def fill(office: Office) -> None:
    """Make the files in an office where the town has reported once."""
    office.enter("town", "145-04", "138", "--reason", "补上三家企业")
    office.enter("town", "145-22", "66.1", "--note", "焚烧厂检修 23 天")
    office.submit("town", REPORT)
    office.enter("second", "145-04", "131")
    office.enter("second", "145-28", "27.1")
    office.submit("second", SECOND)
    office.type_by_hand("other-task.xlsx", BY_HAND, {("145-04", "value"): 61, ("145-33", "value"): "不适用"})
    office.enter("other", "145-04", "64")
    office.enter("other", "145-25", "0.035")
    office.submit("other", "other-up.xlsx")
    office.type_by_hand("other-up.xlsx", CHANGED, {("145-04", "value"): 70, ("145-25", "value"): 0.05})
    office.ask("stranger", "init", "--role", "unit", "--unit", LONGGUAN, "--person", "何斌")
    office.ask("stranger", "keys", "--out", office.file(APPLICATION))
    place = ("--unit", LONGGUAN, "--period", PERIOD)
    office.ask("district", "issue", *place, "--due", "2026-01-10", "--out", office.file("longguan-task.xlsx"))
    office.ask("stranger", "enter", *place, "--item", "145-04", "--value", "12")
    office.ask("stranger", "submit", *place, "--out", office.file(UNKNOWN))
    office.file(DAMAGED).write_bytes(office.file("up.xlsx").read_bytes()[:9000])


def paths(office: Office) -> list[Path]:
    """The files in the order in which they are dropped."""
    return [office.file(name) for name in ALL]

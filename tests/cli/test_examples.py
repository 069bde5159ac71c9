"""The example at the end of the help of each verb does what it says, as printed."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from haishu_desk.cli.main import VERBS
from haishu_desk.cli.verbs import Verb
from tests.desk.office import Office, call
from tests.desk.test_second_review import copied, hand_back, say
from tests.store.searches import asked, scans

QINGHE = Path(__file__).parents[1] / "outline" / "qinghe.txt"
DEPARTMENT = "dept-scjgj"


def _nothing(office: Office) -> None:
    """Most examples need nothing more."""


def _enrolment(office: Office) -> None:
    office.ask("dept", "init", "--role", "unit", "--unit", DEPARTMENT, "--person", "钱科")
    office.ask("dept", "keys", "--out", office.file("登记申请.xlsx"))


def _department(office: Office) -> None:
    _enrolment(office)
    office.ask("district", "enrol", office.file("登记申请.xlsx"))


def _finding(office: Office) -> None:
    for words in (("30", "--field", "numerator"), ("60", "--field", "denominator"), ("70",)):
        office.enter("town", "145-22", *words)


def _opinions(office: Office) -> None:
    copied(office)
    say(office, "copy", "145-04", "退回", "比上年少一半，请核对")
    hand_back(office)
    office.file("copy.json").rename(office.file("审核意见.json"))


def _up(office: Office) -> None:
    office.enter("town", "145-11", "13", "--reason", "更正")
    office.submit("town", "上报包.xlsx")


def _decided(office: Office) -> None:
    office.review("--approve")


def _tables(office: Office) -> None:
    for name in ("原表.csv", "甲表.csv", "上月.csv"):
        office.table(name, "村,户数", "一村,10", "二村,20")
    for name in ("乙表.csv", "本月.csv"):
        office.table(name, "村,户数", "一村,11", "二村,20")


def _correction(office: Office) -> None:
    office.table("更正.csv", "item,value", "145-04,118")


def _small(office: Office) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (("一村一品调查",), ("项目", "数量（个）"), ("加工厂", None), ("合作社", None)):
        page.append(row)
    book.save(office.file("小表.xlsx"))


def _backup(office: Office) -> None:
    office.ask("town", "backup", "--out", office.file("备份.db"))


def _outline(office: Office) -> None:
    shutil.copy(QINGHE, office.file("规划纲要.txt"))


def _typed(office: Office) -> None:
    office.enter("town", "145-04", "130", "--reason", "更正")


# What is made beforehand, where an example needs more than a district to which a town has reported.
BEFORE: dict[str, Callable[[Office], object]] = {
    "enrol": _enrolment,
    "explain": _finding,
    "undo": _typed,
    "opinions": _opinions,
    "receive": _up,
    "inspect": _up,
    "reply": _decided,
    "letters": _decided,
    "diff": _tables,
    "merge": _tables,
    "revise": _correction,
    "forms": _small,
    "restore": _backup,
    "import-plan": _outline,
    "line-review": _department,
}
# Who calls it; all others the district does.
UNITS = {
    "keys": "town",
    "enter": "town",
    "undo": "town",
    "check": "town",
    "explain": "town",
    "submit": "town",
    "outbox": "town",
    "restore": "town",
    "handover": "town",
    "defer": "other",
    "init": "new",
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_the_example_of_a_verb_works_as_printed(verb: Verb, reported: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(verb.example)
    assert words[0] == verb.name
    assert call(verb.name, "--help").out.rstrip().splitlines()[-1] == f"例：haishu-desk {verb.example}"
    BEFORE.get(verb.name, _nothing)(reported)
    monkeypatch.chdir(reported.folder)
    monkeypatch.setenv("HAISHU_DESK_DB", str(reported.db(UNITS.get(verb.name, "district"))))
    with asked(monkeypatch) as told:
        said = call(*words)
    assert (said.status, said.err) == (0, ""), said
    assert scans(told) == {}
    for flag in ("--out", "--pdf"):
        assert flag not in words or Path(words[words.index(flag) + 1]).exists()

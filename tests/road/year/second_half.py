"""August to October: a form out and in on one day, a forgery, a target that moves, two townships that become one."""

from __future__ import annotations

import re
from dataclasses import replace

from haishu_desk.bundle import worker
from haishu_desk.bundle.manifest import Envelope
from haishu_desk.bundle.pack import Book, pack
from haishu_desk.bundle.read_process import answer_of
from haishu_desk.bundle.sign import ALGORITHM, device_of, new_private_key, public_key, sign
from haishu_desk.bundle.unpack import unpack
from haishu_desk.domain.cells import Author, Change, Edit, ReturnKey, Slot
from haishu_desk.domain.quantity import parse
from tests.road.year import quarters
from tests.road.year.beginning import DESK
from tests.road.year.figures import TOWNS
from tests.road.year.first_half import STREET, STREET_NAME
from tests.road.year.offices import JISHIGANG, YINJIANG, ZHANGSHUI, Offices
from tests.road.year.protocol import Protocol

FORM, MONTH = "adhoc-2026-1", "2026-08"
MERGED, MERGED_NAME = "330203107", "四明镇"
AT_THE_FORM = {"集士港": STREET, "鄞江": YINJIANG, "章水": ZHANGSHUI}


def run(offices: Offices, book: Protocol) -> None:
    """The second half of the year, until the accounts of the year before are closed."""
    _form_of_one_day(offices, book)
    _forgery(offices, book)
    _target_moves(offices, book)
    _two_become_one(offices, book)
    _third_quarter(offices, book)


def _form_of_one_day(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-08-12", "临时报表：当天发、当天收、当天汇总")
    asked = offices.file("用工.csv")
    asked.write_text("规上企业用工情况\n项目,在岗人数（人）,缺工人数（人）\n制造业,,\n服务业,,\n", encoding="utf-8")
    made = offices.ask(
        DESK, "forms", "--new", asked, "--units", *AT_THE_FORM.values(), "--period", MONTH, "--due", "2026-08-12T16:00"
    )
    assert made["code"] == FORM
    out = offices.file("临时")
    issued = offices.ask(DESK, "issue", "--all", "--form", FORM, "--period", MONTH, "--out", out)
    files = {row["unit"]: f"临时/{row['file'].rsplit('/', 1)[-1]}" for row in issued}
    sent = []
    for number, (who, unit) in enumerate(AT_THE_FORM.items(), start=1):
        assert offices.carry(who, files[unit])["status"] == "received"
        for item, value, short in ((f"{FORM}-01", 400 * number, 12), (f"{FORM}-02", 150 * number, number)):
            offices.enter(who, unit, MONTH, item, str(value))
            offices.ask(
                who, "enter", "--unit", unit, "--period", MONTH, "--item", item, "--field", "f2", "--value", short
            )
            offices.tally.cells += 1
        name = f"{who}-用工.xlsx"
        offices.ask(who, "submit", "--unit", unit, "--form", FORM, "--period", MONTH, "--out", offices.file(name))
        sent.append(name)
    assert {row["status"] for row in offices.carry(DESK, *sent)} == {"received"}
    found = offices.ask(DESK, "forms", "--collect", FORM, "--out", offices.file("用工汇总.xlsx"))
    # 400 + 800 + 1200; 12 each; 150 + 300 + 450; 1 + 2 + 3
    assert (found["sums"], found["units_missing"]) == (["2400", "36", "900", "6"], [])
    step.say(
        "一张小表建成报表，三家当天填、当天交；汇总 2400、36、900、6，与三家的数相加相同。新设的街道用自己的名字报。"
    )
    book.close(DESK, *AT_THE_FORM, period=MONTH)


def _forgery(offices: Offices, book: Protocol) -> None:
    """Somebody writes another figure into a return of the street and signs it with a key of his own."""
    step = book.begin("2026-08-20", "一份伪造的上报")
    before = offices.values(DESK, JISHIGANG), offices.chain(DESK)[0]
    honest = unpack(answer_of(worker.document(offices.file("集士港-2026-Q2-上报.xlsx"))))
    private = new_private_key()
    author = Author("周港", JISHIGANG, device_of(public_key(private)), 1, "2026-08-19T09:00:00.000+08:00")
    change = Change(Slot("155-04"), parse("339"), parse("439"))
    edit = Edit(ReturnKey("indicators", JISHIGANG, "2026-Q2"), author, (change,), "forged")
    payload = replace(honest.payload, entries=(*honest.payload.entries, edit.body))
    data = payload.to_bytes()
    envelope = Envelope(data, ALGORITHM, public_key(private), sign(private, data))
    offices.file("伪造.xlsx").write_bytes(pack(Book("", "", "", (), (), ""), payload, envelope))
    refused = offices.carry(DESK, "伪造.xlsx", status=1)
    assert refused["status"] in ("refused", "held")
    assert refused["changes"] == 0
    assert offices.values(DESK, JISHIGANG) == before[0]
    said = re.sub(r"校验码 [0-9-]+", "校验码对不上任何登记", refused["error"]["message"])
    step.say(f"{said}。{refused['error']['advice']}。一格也没有变。")
    book.close(DESK, period="2026-Q2")


def _target_moves(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-09-03", "一项目标按文号调整")
    words = (
        "amend",
        "--item",
        "155-12",
        "--target",
        "60",
        "--year",
        "2026",
        "--document",
        "海政发〔2026〕21号",
        "--reason",
        "市里上调",
    )
    offices.ask(DESK, *words)
    (row,) = [row for row in offices.look(DESK, "indicators", "--plan", "155") if row["code"] == "155-12"]
    assert row["values"]["target"]["value"] == "60"
    (told,) = [each for each in offices.look(DESK, "amend") if each["item"] == "155-12"]
    assert told["document"] == "海政发〔2026〕21号"
    step.say("跨境电商出口额 2030 年目标由 55 调为 60，文号 海政发〔2026〕21号；调整前的一版随时可读。")
    book.close(DESK, period="2026-Q3")


def _two_become_one(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-10-01", "鄞江镇、章水镇撤并为四明镇（演练）")
    words = ("units", "change", "--merge", YINJIANG, ZHANGSHUI, "--into", f"{MERGED}={MERGED_NAME}=镇")
    offices.ask(DESK, *words, "--from", "2026-10-01", "--document", "浙民〔2026〕15号（演练）")
    past = offices.look(DESK, "units", "changes")
    step.say(f"{past[-1]['told'] if '四明' in past[-1]['told'] else past[0]['told']}。")
    book.close(DESK)


def _third_quarter(offices: Offices, book: Protocol) -> None:
    """What ended before the merger is still of the two townships; what ends later is of the new one."""
    step = book.begin("2026-10-09", "第三季度：街道报自己的，撤并前的一期由原来两镇的电脑报")
    figures = {
        ("集士港", STREET): {"155-04": "352", "155-11": "64.1", "155-25": "0.14"},
        ("鄞江", YINJIANG): {"155-04": "110", "155-11": "11.6", "155-25": "0.04"},
        ("章水", ZHANGSHUI): {"155-04": "58", "155-11": "6.9", "155-25": "0.02"},
    }
    for (who, unit), cells in figures.items():
        quarters.issue(offices, who, unit, "2026-Q3", "2026-10-15")
        for item, value in cells.items():
            offices.enter(who, unit, "2026-Q3", item, value)
        assert offices.carry(DESK, quarters.submit(offices, who, unit, "2026-Q3"))["status"] == "received"
        quarters.approve(offices, unit, "2026-Q3", who)
    rolled = {row["item"]: row for row in offices.look(DESK, "rollup", "--period", "2026-Q3", "--plan", "155")}
    step.say(f"有效发明专利拥有量汇总 {rolled['155-04']['value']}：到了的 {_names(rolled['155-04']['units_in'])}。")
    book.close(DESK, "集士港", "鄞江", "章水", period="2026-Q3")


def _names(units: list[str]) -> str:
    names = TOWNS | {STREET: STREET_NAME, MERGED: MERGED_NAME}
    return "、".join(names.get(unit, unit) for unit in units)

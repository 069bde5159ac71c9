"""April to July: two quarters of three townships and two departments, a clerk who leaves, a town that becomes a street."""

from __future__ import annotations

from tests.road.year import quarters
from tests.road.year.beginning import DESK, OFFICES, enrol
from tests.road.year.offices import JISHIGANG, STATISTICS, TRADE, YINJIANG, ZHANGSHUI, Offices
from tests.road.year.protocol import Protocol

STREET, STREET_NAME = "330203012", "集士港街道"
REPORTING = {"集士港": JISHIGANG, "鄞江": YINJIANG, "章水": ZHANGSHUI, "统计局": STATISTICS, "商务局": TRADE}
NO_OFFICE_PROGRAM = "这台机器没有 LibreOffice，没有另存"


def run(offices: Offices, book: Protocol) -> None:
    """The first half of the year."""
    _first_quarter(offices, book)
    _the_clerk_leaves(offices, book)
    _the_town_becomes_a_street(offices, book)
    _second_quarter(offices, book)


def _first_quarter(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-04-02", "第一季度：三个镇、两个部门")
    tasks = {who: quarters.issue(offices, who, unit, "2026-Q1", "2026-04-15") for who, unit in REPORTING.items()}
    by_hand = quarters.type_by_hand(offices, tasks["鄞江"], YINJIANG, "2026-Q1")
    again = quarters.resaved(offices.file(by_hand))
    step.say(
        f"鄞江镇在工作簿里手填，{'用 LibreOffice 另存后' if again else f'（{NO_OFFICE_PROGRAM}）'}交来：照收，注明未签名。"
    )
    sent = {}
    for who in ("集士港", "章水", "统计局", "商务局"):
        quarters.fill_in(offices, who, REPORTING[who], "2026-Q1")
        sent[who] = quarters.submit(offices, who, REPORTING[who], "2026-Q1")
    bad = quarters.damaged(offices, sent["章水"])
    refused = offices.carry(DESK, bad, status=1)
    assert refused["status"] == "refused"
    step.say(f"章水镇的优盘坏了：{refused['error']['message'].replace('坏-', '')}。{refused['error']['advice']}。")
    rows = offices.carry(DESK, *(sent[who] for who in sent), by_hand)
    assert [row["status"] for row in rows] == ["received"] * 5
    assert [row["signature"] for row in rows] == ["valid"] * 4 + ["absent"]
    for who, unit in REPORTING.items():
        quarters.approve(offices, unit, "2026-Q1", *([] if who == "商务局" else [who]))
    step.say("五份都收下、审核通过、批复；五家与区里的数逐格相同。")
    book.close(DESK, *REPORTING, period="2026-Q1")


def _the_clerk_leaves(offices: Offices, book: Protocol) -> None:
    """The computer goes with the clerk before the answer came: the new machine is given every return."""
    step = book.begin("2026-05-11", "商务局的人上报以后调走，换了电脑")
    enrol(offices, "商务局新", TRADE, "钱新")
    folder = offices.file("商务局全部")
    offices.ask(DESK, "reply", "--unit", TRADE, "--all", "--out", folder)
    rows = offices.carry("商务局新", *(f"{folder.name}/{file.name}" for file in sorted(folder.iterdir())))
    assert {row["status"] for row in rows} == {"received"}
    assert offices.values("商务局新", TRADE) == offices.values(DESK, TRADE)
    (old,) = [
        row for row in offices.look(DESK, "roster") if row["unit"] == TRADE and row["key"] == _key(offices, "商务局")
    ]
    offices.ask(DESK, "roster", "--revoke", old["code"], "--reason", "人员调离，电脑收回")
    step.say(
        f"新电脑登记，区里把全部报表交给它（{len(rows)} 个文件），与区里的数逐格相同，没有一格重填；旧电脑撤销登记。"
    )
    book.close(DESK, "商务局新")


def _key(offices: Offices, who: str) -> str:
    (row,) = offices.look(who, "keys")
    key: str = row["key"]
    return key


def _the_town_becomes_a_street(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-07-01", "集士港镇改设集士港街道（演练）")
    words = ("units", "change", "--close", JISHIGANG, "--into", f"{STREET}={STREET_NAME}", "--from", "2026-07-01")
    offices.ask(DESK, *words, "--document", "浙民〔2026〕9号（演练）")
    (past,) = offices.look(DESK, "units", "changes")
    step.say(f"{past['told']}，文号 {past['document']}。")
    book.close(DESK)


def _second_quarter(offices: Offices, book: Protocol) -> None:
    step = book.begin("2026-07-06", "第二季度：旧镇的期由新街道的电脑报")
    reporting = {who if who != "商务局" else "商务局新": unit for who, unit in REPORTING.items()}
    for who, unit in reporting.items():
        quarters.issue(offices, who, unit, "2026-Q2", "2026-07-15")
        quarters.fill_in(offices, who, unit, "2026-Q2")
    sent = [quarters.submit(offices, who, unit, "2026-Q2") for who, unit in reporting.items()]
    rows = offices.carry(DESK, *sent)
    assert [row["status"] for row in rows] == ["received"] * 5
    for who, unit in reporting.items():
        quarters.approve(offices, unit, "2026-Q2", who)
    step.say("6 月 30 日前的一期仍是集士港镇的，由集士港街道的电脑上报。五家与区里逐格相同。")
    book.close(DESK, *reporting, period="2026-Q2")


assert set(REPORTING) < set(OFFICES)

"""The Desk's advice names verbs of the command line; in the window the same step has a button or a page."""

from __future__ import annotations

_IN_THE_WINDOW = {
    "请用 enrol 登记": "请核对校验码后登记",
    "后用 enrol 登记，再装入": "后登记这台电脑，再装入",
    "请选择：--take signed 采用签名的数，--take visible 采用看到的数，并写 --reason": "请在下面选签名的数或看到的数，并写明理由",
    "请加上 --reason": "请写明理由",
    "确需收取的，先用 issue 下发": "确需收取的，请先在右边下发任务包",
    "请先用 issue 下发": "请先下发任务包",
    "要发给单位的，请用 reply": "要发给单位的，请传出回执",
    "请先重新打开（review --reopen）": "请先在审核页重新打开",
    "请联系区级重新打开（review --reopen）": "请联系区级重新打开",
    "要改决定，请先用 --reopen 重新打开": "要改决定，请先重新打开",
    "；普通表格请用 enter --from": "；普通表格请到填报页粘贴",
    "请先用 enter --reason 定下一个数": "请先在填报页定下一个数，并写明理由",
    "请先用 --settle 裁定": "请先在下面处理数据不一致",
    "请加 --comment，或用 --cells 逐格写明": "请写审核意见，或逐格写明",
    "请在 comment 一列写明哪里不对、怎么改": "请写明哪里不对、怎么改",
    "；要增加，请用 assign --item 代码 --unit 单位 --role report": "；要增加，请到规划页的责任分解",
    "单位请用 keys --out 传出登记申请": "单位请在收发页传出登记申请",
    "单位代码见 haishu-desk units": "",
    "区级录入的数请用 review --approve 封存": "区级录入的数请在审核页通过",
}


def for_the_window(text: str) -> str:
    """The sentence with buttons and pages in place of verbs and flags."""
    for words, instead in _IN_THE_WINDOW.items():
        text = text.replace(words, instead)
    return text

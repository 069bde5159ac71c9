"""Sentences as the window says them. The Desk's advice names verbs and flags; here the same step has a button or a page.

The one place for it: what shows a refusal or a finding of the Desk passes it through `for_the_window`.
"""

from __future__ import annotations

from datetime import datetime

from haishu_desk.domain.errors import DeskError

_IN_THE_WINDOW = {
    "区级同意的，请用 defer --grant": "区级同意的，请在收发页答复",
    "有数的请照常上报；只有另一张是空表的，请用 --form 写明": "有数的请照常上报",
    "本单位要说明的，请写 --until 和 --reason": "本单位要说明的，请在收发页写明理由和何时能报",
    "要改截止日期的，请用 issue --due": "要改截止日期的，请写上日期重新下发",
    "请用 --reason 写明为什么": "请写明理由",
    "请写 town、department 或单位代码": "请选镇乡街道、区级部门或一个单位",
    "单位请用 explain 申请豁免": "由单位在审核结果里申请",
    "请先全审（check），按差错清单上的编号和代码写": "请再全审一次（F9）",
    "请全审（check，窗口里按 F9）逐条改正；核实性的写审核说明（explain），强制性的确实无误可申请豁免": "请到填报页按 F9 全审，逐条改正；核实性的写审核说明，强制性的确实无误可申请豁免",
    "请改正；数确实没有错，用 explain 申请豁免，由区级决定": "请改正；数确实没有错，可以申请豁免，由区级决定",
    "请用 --field 写明是哪一格": "请选是哪一格",
    "（review --reopen）": "",
    "代码见 haishu-desk indicators --plan 145 或 boxes --plan 145": "代码见规划页",
    "单位代码见 haishu-desk units": "单位和代码见规划页",
    "区级录入的数请用 review --approve 封存": "区级录入的数请在审核页通过",
    "区级请用 --role district": "区级请选“区级（审核）”",
    "请用 restore --local 复制到本机硬盘再录入；只查看的命令现在就可以用": "复制到本机硬盘再录入；现在只能看",
    "请打开那一份；要用这一份代替它，请用 restore 先比较": "请打开那一份；要用这一份代替它，请在设置页“从备份恢复”里先比较",
    "请先关闭那一个窗口或等它做完；只查看的命令现在就可以用": "关掉那一个再试，就能录入",
    "数字有误请退回该格（review --return --cells），由单位改后重报": "数字有误请在审核页退回该格，由单位改后重报",
    "版本码见 log 或 history": "版本码见一格的全部经过",
    "由谁填报见 assign；区级可用 assign --item --unit --role report 增加": "由谁填报见规划页；要增加填报单位，由区级在规划页的责任分解里增加",
    "；要增加，请用 assign --item 代码 --unit 单位 --role report": "；要增加填报单位，由区级在规划页的责任分解里增加",
    "；普通表格请用 enter --from": "；普通表格请在收发页从其他表格取数",
    "--all 写出许多文件，--out 要给文件夹": "要写出许多文件，请选一个文件夹",
    "，或用 --key 写上更多的列名": "，或选更多的列来认出同一行",
    "--key 只用于普通表格": "选列来认出同一行，只用于普通表格",
    "，请去掉 --key": "",
    "确要再装入，请加 --again": "确要再装入，请在下面按“再装入”",
    "不用写 --unit": "不用选单位",
    "单位请用 query --answer 答复": "单位在退回与查询页答复",
    "已审核通过的用 revise 更正": "已审核通过的在退回与查询页更正",
    "由谁填报见 assign": "由谁填报见规划页",
    "要恢复，请用 --reopen 重新打开": "要恢复，请重新打开",
    "请写 --reason，或在 reason 一列逐格写明": "请逐格写明理由和来源",
    "单位请用 keys --out 传出登记申请": "单位请在收发页传出登记申请",
    "后用 enrol 登记，再装入": "后登记这台电脑，再装入",
    "确需撤回的，请先重新打开（review --reopen）": "确需撤回的，请先在审核页重新打开",
    "确需更正的，请先重新打开（review --reopen）": "确需更正的，请先在审核页重新打开",
    "确需收取的，先用 issue 下发": "确需收取的，请先在右边下发任务包",
    "要发给单位的，请用 reply": "要发给单位的，请传出回执",
    "要改决定，请先用 --reopen 重新打开": "要改决定，请先重新打开",
    "要清除这一格，请用 enter --value ''": "要清除这一格，请在填报页按 Delete",
    "请先建立：haishu-desk init --role unit --unit 单位代码 --person 姓名": "请先建立数据文件",
    "请先用 --settle 裁定": "请先在下面处理数据不一致",
    "请先用 enter --reason 定下一个数": "请先在填报页定下一个数，并写明理由",
    "请先用 issue 下发": "请先下发任务包",
    "规划见 plans": "规划见规划页",
    "请加 --comment，或用 --cells 逐格写明": "请写审核意见，或逐格写明",
    "请加上 --reason": "请写明理由",
    "请在 comment 一列写明哪里不对、怎么改": "请写明哪里不对、怎么改",
    "请检查 --db 后面的路径": "请检查是不是选错了文件",
    "请用 --as 姓名 说明是谁在操作": "请选择是谁在操作",
    "请用 --person 写明谁来使用": "请写明谁来使用",
    "请用 --reason 写明为什么以新填的为准": "请写明为什么以新填的为准",
    "请用 --unit 写单位代码，代码见 haishu-desk units": "请选择单位",
    "请用 enrol 登记": "请核对校验码后登记",
    "公钥和校验码见 roster": "公钥和校验码见设置页的登记表",
    "编号见 outbox": "传出过的包见收发页",
    "请用 --reason 写明，如 电脑遗失": "请写明理由，如 电脑遗失",
    "请用环境变量 HAISHU_DESK_PIN 给出口令": "请在打开时写口令",
    "现有分工见 assign --unit 单位": "现有分工见规划页的责任分解",
    "请选择：--take signed 采用签名的数，--take visible 采用看到的数，并写 --reason": "请在下面选签名的数或看到的数，并写明理由",
}
# The whole sentence before a part of it.
_LONGEST_FIRST = sorted(_IN_THE_WINDOW, key=len, reverse=True)


def for_the_window(text: str) -> str:
    """The sentence with buttons and pages in place of verbs and flags."""
    for words in _LONGEST_FIRST:
        text = text.replace(words, _IN_THE_WINDOW[words])
    return text


def refusal(error: DeskError) -> str:
    """What was refused and what to do about it, in one line."""
    return for_the_window("。".join(filter(None, (error.message, error.advice))))


def moment(at: str) -> str:
    """A time of the trail as month, day, hour and minute."""
    return datetime.fromisoformat(at).strftime("%m-%d %H:%M")

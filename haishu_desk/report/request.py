"""The 登记申请 on one page of A4: unit, computer, 校验码 in four groups, and lines for the signatures and the 公章."""

from __future__ import annotations

from collections.abc import Sequence

from haishu_desk.report.drawn import BOLD, CENTRE, HEAD, PORTRAIT, Page, Rule, Text

TITLE = "登记申请"
CODE = "校验码"
_LEFT, _RIGHT, _VALUE = 25.0, 185.0, 65.0
_TOP, _ROW, _TALL = 62.0, 13.0, 24.0
_NOTE = (
    "请区级核对：上面的校验码与登记申请文件里的、与单位电话报来的，三处一字不差，才登记。",
    "校验码由这台电脑的钥匙算出；换电脑、重新建立数据文件都要重新申请，旧的由区级撤销。",
)
_SIGNS = ("申请人（签字）", "单位负责人（签字）", "单 位（公章）", "日　　期")


def request_page(facts: Sequence[tuple[str, str]]) -> Page:
    """The page of these labels and texts; the row 校验码 is larger, its four groups wide apart."""
    texts = [
        Text(_LEFT, 26.0, _RIGHT - _LEFT, 12.0, "规划实施监测", 14, align=CENTRE),
        Text(_LEFT, 38.0, _RIGHT - _LEFT, 14.0, TITLE, 24, HEAD, CENTRE),
    ]
    rules = [Rule(_LEFT, _TOP, _RIGHT, _TOP, 0.4)]
    y = _TOP
    for label, words in facts:
        is_code = label == CODE
        height = _TALL if is_code else _ROW
        said = "    ".join(words.split("-")) if is_code else words
        texts.append(Text(_LEFT, y, _VALUE - _LEFT, height, label, 12, BOLD, CENTRE))
        texts.append(
            Text(_VALUE + 4, y, _RIGHT - _VALUE - 8, height, said, 20 if is_code else 12, BOLD if is_code else "body")
        )
        y += height
        rules.append(Rule(_LEFT, y, _RIGHT, y, 0.2))
    rules[-1] = Rule(_LEFT, y, _RIGHT, y, 0.4)
    rules += [Rule(x, _TOP, x, y, weight) for x, weight in ((_LEFT, 0.4), (_VALUE, 0.2), (_RIGHT, 0.4))]
    for line in _NOTE:
        y += 8.0
        texts.append(Text(_LEFT, y, _RIGHT - _LEFT, 6.0, line, 10.5))
    y += 14.0
    for sign in _SIGNS:
        y += 20.0
        texts.append(Text(_LEFT, y - 9.0, 48.0, 8.0, sign, 12))
        rules.append(Rule(_LEFT + 50.0, y, _RIGHT - 30.0, y, 0.2))
    return Page(*PORTRAIT, tuple(texts), tuple(rules))

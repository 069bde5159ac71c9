"""Typed text -> tree. The grammar is real and small; nothing that is typed is ever run.

Errors say at which sign, what stands there and what may stand there. Full-width signs are read as their narrow twins,
sign by sign, so that a place in the text stays a place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from haishu_desk.checks import language as lang
from haishu_desk.checks.ground import COUNTS
from haishu_desk.checks.moments import HOW_TO_WRITE, THIS, named
from haishu_desk.domain.cells import VINTAGES
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import Period

if TYPE_CHECKING:
    from lark import Lark

LONGEST, DEEPEST = 2000, 30
_LONGEST_NUMBER = 40
_TWINS = str.maketrans("（）＋－−＊×✕／÷，、＝＜＞！［］【】｛｝｜＠＃．。０１２３４５６７８９　\u00a0\n\r\t",
                       "()+--***//,,=<>![][]{}|@#..0123456789     ")  # fmt: skip

_GRAMMAR = r"""
formula: sum
condition: some
?some: all ("或" all)*
?all: no ("且" no)*
?no: "非" no -> denied
   | "(" some ")"
   | sum SIGN sum -> comparison
   | "有数" "(" CELL ")" -> known
   | FLAG -> flag
?sum: product (PLUS product)*
?product: signed (TIMES signed)*
?signed: PLUS signed -> signed
   | atom
?atom: NUMBER -> number
   | CELL -> cell
   | NAME -> named
   | CLOCK -> clock
   | ASKED "(" CELL ")" -> asked
   | FUNCTION "(" sum ("," sum)* ")" -> call
   | "如果" "(" some "," sum "," sum ")" -> choice
   | "(" sum ")"
CELL: /\[[^\[\]]*\]/
NAME: /\{[^{}]*\}/
NUMBER: /[0-9]+(\.[0-9]+)?/
PLUS: "+" | "-"
TIMES: "*" | "/"
SIGN: "<=" | ">=" | "<>" | "!=" | "≤" | "≥" | "≠" | "=" | "<" | ">"
CLOCK: %(clock)s
ASKED: %(asked)s
FUNCTION: %(function)s
FLAG: %(flag)s
%%ignore " "
"""
_SIGNS = {"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠"}
_WORDS_OF = {
    "NUMBER": "数", "CELL": "格（如 [145-01]）", "NAME": "名称（如 {三产合计}）", "PLUS": "+ 或 -", "TIMES": "* 或 /", "SIGN": "比较号（= ≠ < ≤ > ≥）",
    "CLOCK": "年份或月份", "ASKED": f"取数词（{'、'.join(lang.ASKED)}）", "FUNCTION": f"函数（{'、'.join(lang.FUNCTIONS)}）", "FLAG": "是比率、是镇街这样的判断词", "LPAR": "左括号", "RPAR": "右括号",
    "COMMA": "逗号", "$END": "结束",
}  # fmt: skip
_CELL = re.compile(r"(?P<item>[^.|@#\s]+)(?:\.(?P<field>[^.|@#\s]+))?(?P<tail>(?:[|@#][^.|@#\s]+)*)\Z")
_ITEM = re.compile(r"(?:本项|[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+)\Z")
_FIELD_NAME = re.compile(r"[a-z_]+\Z")
_SEEN_FROM = Period(2024, "月", 6)


class FormulaError(DeskError):
    """A formula that cannot be read; `column` counts its signs from 1, 0 where it is about the whole."""

    code = "formula"

    def __init__(self, message: str, advice: str = "", column: int = 0) -> None:
        super().__init__(f"第{column}个字：{message}" if column else message, advice)
        self.column = column


def parse_formula(text: str) -> lang.Formula:
    """The formula that gives a number; FormulaError says where it cannot be read and what was expected."""
    return cast("lang.Formula", _parse(text, "formula"))


def parse_condition(text: str) -> lang.Condition:
    """The condition that is met or not; FormulaError as above."""
    return cast("lang.Condition", _parse(text, "condition"))


def make_ready() -> None:
    """Make what reads formulas, which takes a moment, before the first one is read; in whichever thread."""
    _parser()


def is_ready() -> bool:
    """Whether it is made."""
    return _parser.cache_info().currsize > 0


def _parse(text: str, start: str) -> lang.Tree:
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  heavy: loaded on first use

    if len(text) > LONGEST:
        raise FormulaError(f"公式有{len(text)}个字，最多{LONGEST}个字", "请拆成几条规则，中间结果取个名称")
    plain = text.translate(_TWINS)
    if not plain.strip():
        raise FormulaError("公式是空的", "请写一个公式，例如 [145-01]")
    try:
        tree = cast("lang.Tree", _parser().parse(plain, start=start))
    except UnexpectedInput as error:
        raise _explained(plain, error) from None
    if lang.depth(tree) > DEEPEST:
        raise FormulaError(f"括号套得太深，最多{DEEPEST}层", "请拆成几条规则，中间结果取个名称")
    return tree


@cache
def _parser() -> Lark:
    from lark import Lark  # noqa: PLC0415  heavy: loaded on first use

    words = {"clock": lang.CLOCK, "asked": lang.ASKED, "function": lang.FUNCTIONS, "flag": lang.FLAGS}
    grammar = _GRAMMAR % {name: " | ".join(f'"{word}"' for word in listed) for name, listed in words.items()}
    return Lark(grammar, parser="lalr", start=["formula", "condition"], transformer=cast("Any", _Builder()))


def _explained(plain: str, error: Any) -> FormulaError:
    """The sentence for what lark could not read."""
    place = min(int(error.pos_in_stream or 0), len(plain)) if error.pos_in_stream is not None else len(plain)
    token = getattr(error, "token", None)
    if token is not None and token.type == "$END":
        place = len(plain.rstrip())
    found = re.match(r"[\w]+|.?", plain[place:], re.DOTALL)
    there = found[0][:20] if found else ""
    expected = sorted(
        getattr(error, "accepts", None) or getattr(error, "expected", None) or getattr(error, "allowed", None) or ()
    )
    wanted = "、".join(dict.fromkeys(_WORDS_OF.get(name, "") or _keyword(name) for name in expected))
    advice = f"这里可以是：{wanted}" if wanted else "请对照规则说明里的例子"
    if there == "%":
        advice = "规则里百分数写成数，例如 93 而不是 93%"
    elif there == "[":
        advice = "方括号要成对，里面写代码，例如 [145-01@上年同期]"
    elif "约" in there:
        advice = "“约等于”只写在比较一栏，并写明容差；条件里请用 = ≠ < ≤ > ≥"
    what = f"看不懂“{there}”" if there else "公式没有写完"
    return FormulaError(what, advice, place + 1)


def _keyword(name: str) -> str:
    terminal = next((each for each in _parser().terminals if each.name == name), None)
    return str(terminal.pattern.value) if terminal is not None else name


class _Builder:
    """Called by the parser for each part that it has read, the innermost first."""

    def formula(self, read: Sequence[Any]) -> Any:
        return read[0]

    condition = formula

    def some(self, read: Sequence[Any]) -> Any:
        return lang.Some(tuple(read))

    def all(self, read: Sequence[Any]) -> Any:
        return lang.All(tuple(read))

    def denied(self, read: Sequence[Any]) -> Any:
        return lang.Not(read[0])

    def comparison(self, read: Sequence[Any]) -> Any:
        return lang.Comparison(read[0], _SIGNS.get(str(read[1]), str(read[1])), read[2])

    def known(self, read: Sequence[Any]) -> Any:
        return lang.Known(_cell(read[0]))

    def flag(self, read: Sequence[Any]) -> Any:
        return lang.Flag(str(read[0]))

    def sum(self, read: Sequence[Any]) -> Any:
        return lang.Sum((("+", read[0]), *_pairs(read[1:])))

    def product(self, read: Sequence[Any]) -> Any:
        return lang.Product((("*", read[0]), *_pairs(read[1:])))

    def signed(self, read: Sequence[Any]) -> Any:
        return lang.Negative(read[1]) if read[0] == "-" else read[1]

    def number(self, read: Sequence[Any]) -> Any:
        if len(read[0]) > _LONGEST_NUMBER:
            raise FormulaError(f"“{read[0][:20]}…”太长", f"一个数最多{_LONGEST_NUMBER}位", read[0].start_pos + 1)
        return lang.Number(Decimal(str(read[0])))

    def cell(self, read: Sequence[Any]) -> Any:
        return _cell(read[0])

    def named(self, read: Sequence[Any]) -> Any:
        return lang.Named(str(read[0])[1:-1].strip())

    def clock(self, read: Sequence[Any]) -> Any:
        return lang.Clock(str(read[0]))

    def asked(self, read: Sequence[Any]) -> Any:
        return lang.Asked(str(read[0]), _cell(read[1]))

    def call(self, read: Sequence[Any]) -> Any:
        name, arguments, column = str(read[0]), tuple(read[1:]), read[0].start_pos + 1
        wanted = lang.FUNCTIONS[name]
        if len(arguments) != wanted and (wanted is not None or len(arguments) < len(("one", "two"))):
            said = "至少两个" if wanted is None else f"{wanted}个"
            raise FormulaError(f"{name}要写{said}数，这里有{len(arguments)}个", "数与数之间用逗号隔开", column)
        if name == "四舍五入" and not _is_places(arguments[1]):
            raise FormulaError(
                "四舍五入的第二个数是保留几位小数，请写 0 到 10 的整数", "例如 四舍五入([145-01], 1)", column
            )
        return lang.Call(name, arguments)

    def choice(self, read: Sequence[Any]) -> Any:
        return lang.Choice(*read)


def _is_places(node: lang.Formula) -> bool:
    return isinstance(node, lang.Number) and node.value in range(11)


def _pairs(read: Sequence[Any]) -> list[tuple[str, Any]]:
    return [(str(read[place]), read[place + 1]) for place in range(0, len(read), 2)]


def _cell(token: Any) -> lang.Cell:
    """The cell that stands between the brackets, in whatever order its unit, moment and vintage are."""
    inner, column = re.sub(r"\s", "", str(token)[1:-1]), token.start_pos + 1
    match = _CELL.match(inner)
    if match is None or not _ITEM.match(match["item"]):
        raise FormulaError(
            f"看不懂“[{inner[:30]}]”", "请写代码或 本项，例如 [145-01]、[145-01.分子]、[本项@上期]", column
        )
    tails: dict[str, str] = {}
    for mark, said in re.findall(r"([|@#])([^|@#]+)", match["tail"]):
        if mark in tails:
            raise FormulaError(
                f"“[{inner[:30]}]”里“{mark}”写了两次", "单位用 |、期别用 @、数值状态用 #，各写一次", column
            )
        tails[mark] = said
    moment = tails.get("@", THIS)
    if named(moment, _SEEN_FROM) is None:
        raise FormulaError(f"看不懂期别“{moment}”", HOW_TO_WRITE, column)
    return lang.Cell(
        match["item"], _field(match["field"], column), tails.get("|"), moment, _vintage(tails.get("#"), column)
    )


def _field(said: str | None, column: int) -> str:
    if said is None:
        return lang.Cell(lang.EACH).field
    if said not in lang.FIELDS and not _FIELD_NAME.match(said):
        raise FormulaError(f"没有栏目“{said}”", f"可用：{'、'.join(lang.FIELDS)}", column)
    return lang.FIELDS.get(said, said)


def _vintage(said: str | None, column: int) -> str | None:
    if said is None:
        return COUNTS
    if said not in (*VINTAGES, lang.NO_WORD):
        raise FormulaError(f"没有数值状态“{said}”", f"可用：{'、'.join((*VINTAGES, lang.NO_WORD))}", column)
    return None if said == lang.NO_WORD else said

"""Reading the words of the command line, calling the verb, and turning an error into a sentence and a status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from functools import cache
from typing import NoReturn

from haishu_desk import __version__
from haishu_desk.cli import (
    amending,
    assigning,
    bundles,
    calendar,
    cells,
    checks,
    dataset,
    documents,
    forms,
    handbook,
    health,
    importing,
    letters,
    line_review,
    machines,
    merging,
    monitoring,
    projects,
    queries,
    reporting,
    reviews,
    second_review,
    trail,
    units,
    upgrading,
    urging,
    workspaces,
)
from haishu_desk.cli.answer import Answer
from haishu_desk.cli.refusing import refuse, surroundings
from haishu_desk.cli.verbs import Verb, reading_damaged
from haishu_desk.domain.errors import DeskError, UsageError

VERBS: tuple[Verb, ...] = (
    *workspaces.VERBS,
    *documents.VERBS,
    *importing.VERBS,
    *units.VERBS,
    *forms.VERBS,
    *assigning.VERBS,
    *amending.VERBS,
    *cells.VERBS,
    *checks.VERBS,
    *bundles.VERBS,
    *reviews.VERBS,
    *second_review.VERBS,
    *line_review.VERBS,
    *dataset.VERBS,
    *trail.VERBS,
    *urging.VERBS,
    *letters.VERBS,
    *machines.VERBS,
    *health.VERBS,
    *upgrading.VERBS,
    *queries.VERBS,
    *merging.VERBS,
    *calendar.VERBS,
    *monitoring.VERBS,
    *reporting.VERBS,
    *projects.VERBS,
    *handbook.VERBS,
)


_USAGE = "用法："


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese heads; an example stays on its line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section({"options": "选项", "positional arguments": "参数"}.get(heading or "", heading))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in Chinese, and exits with 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"命令写得不对：{_in_chinese(message)}", " ".join(self.format_usage().split()))


@cache
def parser() -> argparse.ArgumentParser:
    """The whole command line; `resources/help/cli.md` is made from it."""
    main = _Parser(
        prog="haishu-desk",
        description="规划实施监测：填报、上报、审核、比对。",
        epilog="不带命令则打开窗口。screenshots DIR 用示例数据把窗口的每一页存成图片；bench 量性能目标。",
        formatter_class=_Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    main.add_argument("-h", "--help", action="help", help="显示这段说明")
    main.add_argument("--version", action="version", version=f"haishu_desk {__version__}", help="显示版本")
    _common(main, default=None)
    verbs = main.add_subparsers(dest="verb", metavar="命令", parser_class=_Parser)
    for verb in VERBS:
        sub = verbs.add_parser(
            verb.name,
            help=verb.help,
            description=verb.help,
            epilog=f"例：haishu-desk {verb.example}",
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        sub.add_argument("-h", "--help", action="help", help="显示这段说明")
        _common(sub, default=argparse.SUPPRESS)
        verb.arguments(sub)
        sub.set_defaults(run=verb.run)
    return main


def run(words: list[str]) -> int:
    """Carry out one command line; prints the answer and returns the exit status."""
    as_json = "--json" in words
    try:
        given = _read(words)
        if given.verb is None:
            print(parser().format_help())
            return 0
        answer, missing = _answered(given)
    except DeskError as error:
        return refuse(error, as_json=as_json)
    except OSError as error:
        return refuse(surroundings(error), as_json=as_json)
    except SystemExit as stop:
        return int(stop.code or 0)
    print(answer.text(as_json=as_json))
    if missing:
        print(f"{missing}。上面是读得出来的；请用 doctor 体检，从备份恢复", file=sys.stderr)
    return answer.status


def _answered(given: argparse.Namespace) -> tuple[Answer, str]:
    """The verb's answer, and what it lacks in words: on a damaged file a verb that looks answers what is readable."""
    try:
        answer: Answer = given.run(given)
    except DeskError as error:
        if error.code != "damaged" or getattr(given, "writes", False):
            raise
        return reading_damaged(given.run, given)
    return answer, ""


def _read(words: list[str]) -> argparse.Namespace:
    if any("\ud800" <= sign <= "\udfff" for word in words for sign in word):
        raise UsageError("命令里有看不懂的字符", "请用 UTF-8 输入")
    return parser().parse_args(words)


def _common(target: argparse.ArgumentParser, default: str | None) -> None:
    target.add_argument(
        "--db", metavar="PATH", default=default, help="数据文件；不写为本人的，环境变量 HAISHU_DESK_DB 可改"
    )
    target.add_argument(
        "--as", dest="person_acting", metavar="NAME", default=default, help="谁在操作；不写为数据文件里唯一的人"
    )
    target.add_argument("--json", action="store_true", default=default or False, help="输出一个 JSON")


def _in_chinese(message: str) -> str:
    known = {
        "the following arguments are required:": "缺少",
        "unrecognized arguments:": "不认识",
        "expected one argument": "后面要跟一个值",
        "expected at least one argument": "后面至少要跟一个值",
        "invalid choice:": "没有这个选项",
        "invalid int value:": "不是整数",
        "choose from": "可用",
        "not allowed with argument": "不能同时用",
        "argument": "参数",
        "ambiguous option:": "不明确",
    }
    for english, chinese in known.items():
        message = message.replace(english, chinese)
    return message

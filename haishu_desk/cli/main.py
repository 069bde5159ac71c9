"""Reading the words of the command line, calling the verb, and turning an error into a sentence and a status."""

from __future__ import annotations

import argparse
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
    documents,
    forms,
    handbook,
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
from haishu_desk.cli.refusing import refuse, surroundings
from haishu_desk.cli.verbs import Verb
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
    *trail.VERBS,
    *urging.VERBS,
    *letters.VERBS,
    *machines.VERBS,
    *upgrading.VERBS,
    *queries.VERBS,
    *merging.VERBS,
    *calendar.VERBS,
    *monitoring.VERBS,
    *reporting.VERBS,
    *projects.VERBS,
    *handbook.VERBS,
)
NOT_BUILT = {
    "doctor": "体检",
}  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in Chinese, and exits with 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"命令写得不对：{_in_chinese(message)}", f"用法：{' '.join(self.format_usage().split()[1:])}")


@cache
def parser() -> argparse.ArgumentParser:
    """The whole command line; `resources/help/cli.md` is made from it."""
    main = _Parser(
        prog="haishu-desk",
        description="规划实施监测：填报、上报、审核、比对。",
        epilog="不带命令则打开窗口。screenshots DIR 用示例数据把窗口的每一页存成图片；bench 量性能目标。",
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
            formatter_class=argparse.RawDescriptionHelpFormatter,  # the example stays on its line
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
        answer = given.run(given)
    except DeskError as error:
        return refuse(error, as_json=as_json)
    except OSError as error:
        return refuse(surroundings(error), as_json=as_json)
    except SystemExit as stop:
        return int(stop.code or 0)
    print(answer.text(as_json=as_json))
    return int(answer.status)


def _read(words: list[str]) -> argparse.Namespace:
    if any("\ud800" <= sign <= "\udfff" for word in words for sign in word):
        raise UsageError("命令里有看不懂的字符", "请用 UTF-8 输入")
    verb = next((word for word in words if word in NOT_BUILT), None)
    if verb is not None and not any(word in {each.name for each in VERBS} for word in words):
        raise UsageError(f"{verb}（{NOT_BUILT[verb]}）还没有建好", "可用的命令见 haishu-desk --help", code="not-built")
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

"""The verb `bench`: measures the goals and prints them; exit status 1 if one is missed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from statistics import median

from haishu_desk.bench.goals import FULL, SUBJECTS, measure
from haishu_desk.bench.pairs import Measured

_USAGE = "用法：haishu-desk bench [--quick] [--json] [--only NAME] [--write FILE]"
HELP = f"""{_USAGE}

性能目标：本程序与参照在同一台机器上交替运行，取各对比值的中位数。
有一个目标没有达到时退出码为 1。环境变量 {FULL}=1 时汇总量到一个省（2800 万个值）。"""


def main(words: list[str]) -> int:
    """Measure and print; 2 for a word that it does not know."""
    parser = _parser()
    try:
        asked, unknown = parser.parse_known_args(words)
    except argparse.ArgumentError as error:
        print(f"bench 写得不对：{error}\n{_USAGE}", file=sys.stderr)
        return 2
    if unknown:
        print(f"bench 不认识：{'、'.join(unknown)}\n{_USAGE}", file=sys.stderr)
        return 2
    if asked.help:
        print(_help(parser))
        return 0
    found: list[Measured] = []
    for measured in measure(quick=asked.quick, only=asked.only or ()):
        found.append(measured)
        if not asked.json:
            print(_line(measured), flush=True)
    if asked.json:
        print(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=1))
    if asked.write is not None:
        _write(found, asked.write)
    return 0 if all(each.ok for each in found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="store_true", help="说明")
    parser.add_argument("--quick", action="store_true", help="一分钟以内：对数少，表小")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON，每一次的用时都在里面")
    parser.add_argument(
        "--only", action="append", choices=SUBJECTS, metavar="NAME", help=f"只量这一项，可以重复：{'、'.join(SUBJECTS)}"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="把结果写成手册里的一页（Markdown）")
    return parser


def _help(parser: argparse.ArgumentParser) -> str:
    options = (
        f"  {' '.join(filter(None, (action.option_strings[-1], str(action.metavar or ''))))}　{action.help}"
        for action in parser._actions  # noqa: SLF001  argparse has no list of its own
    )
    return "\n".join([HELP, "", *options])


def _write(found: list[Measured], file: Path) -> None:
    from datetime import date  # noqa: PLC0415  only where a page is written

    from haishu_desk.bench.machine import described  # noqa: PLC0415  as above
    from haishu_desk.bench.page import kept_of, page  # noqa: PLC0415  as above

    text = page(found, described(), date.today(), kept_of(file))  # noqa: DTZ011  the day where it is measured
    file.write_text(text, encoding="utf-8")


def _line(measured: Measured) -> str:
    word = "只看　　" if measured.goal is None else ("达到　　" if measured.ok else "没有达到")
    parts = [word, measured.name]
    if measured.ratio is not None:
        limit = "" if measured.goal is None else f"（目标 {measured.goal}）"
        ours, theirs = (median(side) * 1000 for side in (measured.ours, measured.theirs))
        parts += [f"{measured.ratio:.3f}{limit}", f"{ours:.2f} ms 对 {theirs:.2f} ms（{measured.reference}）"]
    if measured.peak is not None:
        parts.append(f"内存峰值 {measured.peak / 1e6:.1f} MB")
    parts += [
        f"{each.name} {'没有安装' if each.seconds is None else f'{each.seconds:.3f} s'}" for each in measured.peers
    ]
    return "　".join(filter(None, [*parts, measured.detail]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The verb `bench`: measures the goals and prints them; exit status 1 if one is missed."""

from __future__ import annotations

import json
import sys

from haishu_desk.bench.goals import measure
from haishu_desk.bench.pairs import Measured

HELP = """用法：haishu-desk bench [--quick] [--json]

性能目标：本程序与参照在同一台机器上交替运行，取各对比值的中位数。--quick 一分钟以内。
有一个目标没有达到时退出码为 1。"""


def main(words: list[str]) -> int:
    """Measure and print; 2 for a word that it does not know."""
    if "-h" in words or "--help" in words:
        print(HELP)
        return 0
    unknown = [word for word in words if word not in ("--quick", "--json")]
    if unknown:
        print(f"bench 不认识：{'、'.join(unknown)}\n{HELP.splitlines()[0]}", file=sys.stderr)
        return 2
    found: list[Measured] = []
    for measured in measure(quick="--quick" in words):
        found.append(measured)
        if "--json" not in words:
            print(_line(measured), flush=True)
    if "--json" in words:
        print(json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=1))
    return 0 if all(each.ok for each in found) else 1


def _line(measured: Measured) -> str:
    row = measured.as_json()
    if row["ratio"] is None:
        return f"{'达到' if row['ok'] else '没有达到'}　{row['name']}　{row['detail']}"
    times = f"{row['ours_s'] * 1000:.2f} ms 对 {row['reference_s'] * 1000:.2f} ms（{row['reference']}）"
    return f"{'达到' if row['ok'] else '没有达到'}　{row['name']}　{row['ratio']}（目标 {row['goal']}）　{times}{'　' * bool(row['detail'])}{row['detail']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The reference of the command line, made from the verbs' own help: `python -m haishu_desk.cli.reference` writes it."""

from __future__ import annotations

import argparse

from haishu_desk import paths
from haishu_desk.cli.main import VERBS

_HEAD = """# 命令行

`haishu-desk 命令 [参数]`，在克隆的文件夹里也可以写 `python3 start.py 命令 [参数]`。
这一页由各命令自己的说明生成，不要手改。名称、参数、列名和 JSON 的键只增不改。

所有命令都可以加：`--db PATH` 数据文件，`--as NAME` 谁在操作，`--json` 输出一个 JSON。

不带命令则打开窗口。`haishu-desk screenshots DIR [--quick] [--json]` 用示例数据把窗口的每一页和各种状态存成图片
（两种角色，浅色、深色和高对比，四种大小和大字；`--quick` 只存每一页，只用 1366x768），不需要图形桌面；
输出写出的文件，加 `--json` 时是 `{"files": […]}`。

`haishu-desk bench [--quick] [--json] [--only NAME] [--write FILE]` 量性能目标：本程序与参照在同一台机器上交替运行，取比值的
中位数；`--quick` 一分钟以内，`--only` 只量一项，`--write` 把结果写成手册里的一页（[性能](bench.md)），有目标没有达到时退出码为 1。

退出码：0 完成；1 被拒绝，或做了但数据有问题；2 命令写得不对（没有这个命令、参数、单位、指标、报告期）；
3 环境有问题（磁盘满、被占用、不是数据文件）。出错时标准错误上有两句话：出了什么事，怎么办；
加 `--json` 时标准输出上是 `{"error": {"code", "message", "advice"}}`。

示例（一个镇从登记到上报）：

    haishu-desk --db 区.db init --role district --person 李审
    haishu-desk --db 镇.db init --role unit --unit 330203105 --person 张填
    haishu-desk --db 镇.db keys --out 登记申请.xlsx
    haishu-desk --db 区.db enrol 登记申请.xlsx --code 校验码
    haishu-desk --db 区.db issue --unit 330203105 --period 2025 --due 2026-01-10 --out 任务包.xlsx
    haishu-desk --db 镇.db receive 任务包.xlsx
    haishu-desk --db 镇.db enter --unit 330203105 --period 2025 --item 145-04 --value 210
    haishu-desk --db 镇.db submit --unit 330203105 --period 2025 --out 上报包.xlsx
    haishu-desk --db 区.db receive 上报包.xlsx
    haishu-desk --db 区.db review --unit 330203105 --period 2025 --approve
    haishu-desk --db 区.db reply --unit 330203105 --period 2025 --out 批复包.xlsx
    haishu-desk --db 镇.db receive 批复包.xlsx
"""


def reference() -> str:
    """The whole page as Markdown."""
    sections = [_HEAD]
    for verb in VERBS:
        own = argparse.ArgumentParser(prog=f"haishu-desk {verb.name}", add_help=False)
        verb.arguments(own)
        lines = [f"## {verb.name}", "", verb.help, ""]
        lines += [f"- {_words(action)}：{action.help}" for action in own._actions]  # noqa: SLF001  argparse has no list of its own
        lines += ["", f"例：`haishu-desk {verb.example}`"]
        sections.append("\n".join(lines).replace("\n\n\n", "\n\n") + "\n")
    return "\n".join(sections)


def _words(action: argparse.Action) -> str:
    name = " ".join(action.option_strings) or str(action.metavar or action.dest)
    value = (
        f" {'|'.join(map(str, action.choices))}" if action.choices else f" {action.metavar}" if action.metavar else ""
    )
    needed = "（必写）" if action.required and action.option_strings else ""
    return f"`{name}{value if action.option_strings else ''}`{needed}"


def main() -> None:
    """Write `resources/help/cli.md` anew."""
    (paths.resources() / "help" / "cli.md").write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()

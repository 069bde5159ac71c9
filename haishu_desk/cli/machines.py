"""Verbs about people and computers that change: backup, restore, handover."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk, out_flag, workspace_path
from haishu_desk.domain.errors import SurroundingsError, UsageError

if TYPE_CHECKING:
    from haishu_desk.desk.restoring import Comparison

_RETURNS = {"unit": "单位", "period": "期", "form": "报表", "lacks": "备份缺", "has": "备份多"}
_OPEN = {"part": "事项", "where": "哪里", "what": "情况", "left": "还差"}


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    out_flag(parser, "备份文件，如 备份.db；已有的不覆盖")


def _backup(given: Namespace) -> Answer:
    made = _backed_up(given)
    lines = [f"已备份 {made['file']}（{made['entries']} 条记录），并已读回核对。里面有本机的钥匙，请像公章一样保管"]
    lines += [f"佐证材料 {made['files']} 个在旁边的文件夹里"] if made["files"] else []
    lines += ["它和数据文件在同一个磁盘上，磁盘坏了两份都没有。请再备份一份到U盘或移动硬盘"] if made["beside"] else []
    return Answer(made, lines + ([] if made["recorded"] else ["这次备份没有记入留痕"]))


def _backed_up(given: Namespace) -> dict[str, Any]:
    """The copy; while a window holds the file it is made all the same, and only the trail does not know of it."""
    try:
        desk = open_desk(given, write=True)
    except SurroundingsError as error:
        if error.code not in ("locked", "newer-workspace", "read-only", "unsafe-home"):
            raise
        desk = open_desk(given)
    with desk:
        return desk.backups.make(given.out)


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="备份文件")
    parser.add_argument("--out", type=Path, metavar="FILE", help="恢复到这个新文件，现在的数据文件不动")
    parser.add_argument("--drill", action="store_true", help="恢复演练：恢复到临时文件，核对后删掉；现在的数据文件不动")
    parser.add_argument(
        "--local",
        action="store_true",
        help="数据文件在U盘、网络共享或同步盘里：复制到本机硬盘（--out 写明放在哪里），以后用那一份",
    )
    parser.add_argument("--replace", action="store_true", help="代替现在的数据文件；现在的改名为 .old 留着")


def _restore(given: Namespace) -> Answer:
    from haishu_desk.desk.people import pin_given  # noqa: PLC0415  --help must not load it
    from haishu_desk.desk.restoring import compare, restore  # noqa: PLC0415  as above

    if given.drill:
        return _drill(given)
    if given.local:
        return _brought_home(given)
    if given.out and given.replace:
        raise UsageError("--out 和 --replace 只写一个", "--out 恢复到新文件，--replace 代替现在的数据文件")
    current = workspace_path(given)
    comparison = compare(given.file, given.out or current)
    lines = compared(comparison)
    if current.exists() and not given.out and not given.replace:
        lines.append("没有恢复。要恢复到新文件，请加 --out；要代替现在的数据文件，请加 --replace（现在的改名留着）")
        return Answer({**comparison.as_json(), "restored": None}, lines, 1)
    made = restore(given.file, given.out or current, person=given.person_acting, pin=pin_given(), replace=given.replace)
    lines.append(f"已恢复到 {made['db']}" + (f"，原来的在 {made['old']}" if made["old"] else ""))
    return Answer({**comparison.as_json(), "restored": made}, lines)


def _brought_home(given: Namespace) -> Answer:
    from haishu_desk.desk.bringing_home import bring_home  # noqa: PLC0415  --help must not load it

    if given.replace:
        raise UsageError("--local 不和 --replace 一起用", "--local 只复制到没有文件的地方")
    brought = bring_home(given.file, given.out, given.person_acting)
    return Answer({"brought": brought.as_json()}, [brought.said])


def _drill(given: Namespace) -> Answer:
    from haishu_desk.desk.drill import drill  # noqa: PLC0415  --help must not load it

    if given.out or given.replace or given.local:
        raise UsageError("--drill 不和 --out、--replace、--local 一起用", "演练不留下文件，也不动现在的数据文件")
    made = drill(given.file)
    return Answer({"drill": made.as_json()}, [made.said])


def compared(comparison: Comparison) -> list[str]:
    """What the backup has and lacks, in lines."""
    backup, current = comparison.backup, comparison.current
    lines = [
        f"备份 {comparison.file}：{comparison.name}，{backup.entries} 条记录，{backup.returns} 份报表，到 {_day(backup.at)}"
    ]
    if comparison.is_damaged:
        return [*lines, "现在的数据文件已损坏，无法比较"]
    if current is None:
        return lines
    lines.append(f"现在的数据文件：{current.entries} 条记录，{current.returns} 份报表，到 {_day(current.at)}")
    if not comparison.returns:
        return [*lines, "两边的报表一样"]
    lines.append(f"备份缺 {comparison.lacks} 次改动、上报或审核，多 {comparison.has} 次")
    return [*lines, *table(comparison.as_json()["returns"], _RETURNS)]


def _day(at: str) -> str:
    return at[:16].replace("T", " ") or "（空的）"


def _handover_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="NAME", help="接收人姓名")
    parser.add_argument("--supervisor", metavar="NAME", help="监交人姓名；不写则留空手签")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写出移交单：.docx 或 .xlsx")


def _handover(given: Namespace) -> Answer:
    with open_desk(given, write=True) as desk:
        sheet = desk.handing_over.hand_over(given.to, given.supervisor or "", given.out)
    return Answer(sheet.as_json(), [*_facts(sheet.facts), *table([vars(row) for row in sheet.rows], _OPEN)])


def _facts(facts: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{label}　{text}" for label, text in facts]


def _diagnose_arguments(parser: argparse.ArgumentParser) -> None:
    out_flag(parser, "诊断包，如 诊断包.zip")


def _diagnose(given: Namespace) -> Answer:
    from haishu_desk.desk.diagnosing import write_diagnosis  # noqa: PLC0415  --help must not load it

    made = write_diagnosis(given.out, workspace_path(given))
    return Answer(made, [f"已写出 {made['file']}。里面没有姓名、数和文字，交出前可以打开看"])


VERBS = (
    Verb("backup", "备份：写一份核对过的数据文件到第二处", _backup_arguments, _backup, example="backup --out 备份.db"),
    Verb(
        "restore", "从备份恢复：先比较，再恢复", _restore_arguments, _restore, example="restore 备份.db --out 恢复.db"
    ),
    Verb(
        "diagnose",
        "诊断包：交给维护人员的版本和状况，没有姓名、数和文字",
        _diagnose_arguments,
        _diagnose,
        example="diagnose --out 诊断包.zip",
    ),
    Verb(
        "handover",
        "移交单：没有办完的事，换人时交接",
        _handover_arguments,
        _handover,
        example="handover --to 王填 --supervisor 李审 --out 移交单.docx",
    ),
)

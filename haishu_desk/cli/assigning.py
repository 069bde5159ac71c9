"""The verb assign: who answers for what and who reports it, 责任分解 as a table."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, documents, open_desk
from haishu_desk.domain.assignments import KIND_TITLES, ROLE_TITLES, ROLES, role_title
from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk.breakdown import Wishes

_ALONE = ("source", "check", "out", "changes")
_TITLES = {"item": "代码", "unit": "单位", "role": "角色", "annual": "年度分解", "edition": "版"}


def _assign_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--item", metavar="CODE", help="指标或任务的代码")
    parser.add_argument("--unit", metavar="U", help="单位代码；单独写则列出本单位的部分")
    parser.add_argument("--role", choices=ROLES, help="lead 牵头、support 配合、part 分解、report 填报")
    parser.add_argument("--annual", nargs="*", default=[], metavar="2025=1900", help="年度分解")
    parser.add_argument("--remove", action="store_true", help="取消这个单位的这个角色")
    parser.add_argument("--from", dest="source", metavar="FILE.xlsx", type=Path, help="从任务分工表取入，整张表一版")
    parser.add_argument("--preview", action="store_true", help="只看会取入什么，不写入")
    parser.add_argument("--whole", action="store_true", help="表就是全部分工：表上没有的取消")
    parser.add_argument(
        "--map", nargs="*", default=[], metavar="文字=代码", help="表上不认得的指标或单位是哪一个；不取写 -"
    )
    parser.add_argument("--plan", metavar="ID", help="哪个规划；不写为最新的")
    parser.add_argument("--check", action="store_true", help="核对分解数合计与目标")
    parser.add_argument(
        "--changes", nargs="?", type=int, const=0, metavar="N", help="这一版（或第 N 版）比上一版改了什么"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE|DIR", help="写出责任分解表：.docx、.xlsx，或文件夹（每单位两份）"
    )
    parser.add_argument("--document", metavar="文号", help="依据的文号")
    parser.add_argument("--effective", metavar="DATE", help="生效日期")


def _assign(given: Namespace) -> Answer:
    asked = [name for name in _ALONE if getattr(given, name) is not None and getattr(given, name) is not False]
    if len(asked) > 1:
        raise UsageError("一次办一件：取入、核对、看变动、写出，只写一个", "请分几次写")
    if not given.source and (given.preview or given.whole or given.map):
        raise UsageError("--preview、--whole、--map 要和 --from 一起写", "例如 assign --from 分工表.xlsx --preview")
    doing = {"source": _take, "check": _check, "out": _write, "changes": _changes}
    return doing[asked[0]](given) if asked else _rows(given)


def _rows(given: Namespace) -> Answer:
    wanted = (given.item, given.unit, given.role)
    if not any((given.item, given.role)):
        with documents(given) as known:
            if given.unit:
                known.units.get(given.unit)
            rows = [row for row in known.assignment_json() if given.unit in (None, row["unit"])]
    elif all(wanted):
        rows = _written(given)
    else:
        raise UsageError("assign 要同时写 --item、--unit 和 --role", "都不写则列出现有分工")
    shown = [{**row, "annual": [f"{year}={value}" for year, value in row["annual"].items()]} for row in rows]
    return Answer(rows, table(shown, _TITLES))


def _written(given: Namespace) -> list[dict[str, Any]]:
    place = (given.item, given.unit, given.role)
    grounds = {"document": given.document, "effective": given.effective}
    values = dict(annual(text) for text in given.annual)
    with open_desk(given, write=True) as desk:
        if given.remove:
            return desk.planning.unassign(*place, **grounds)
        return desk.planning.assign(*place, annual=values, **grounds)


def _take(given: Namespace) -> Answer:
    with open_desk(given, write=not given.preview) as desk:
        asked = _wishes(given)
        if given.preview:
            answer = desk.breakdown.read(given.source, asked, given.effective).as_json()
        else:
            grounds = {"document": given.document, "effective": given.effective}
            answer = desk.breakdown.take_over(given.source, asked, **grounds)
    return Answer(answer, list(_told(answer)))


def _wishes(given: Namespace) -> Wishes:
    from haishu_desk.desk.breakdown import Wishes  # noqa: PLC0415  --help must not load it
    from haishu_desk.desk.foreign import names_of  # noqa: PLC0415  as above

    return Wishes(given.plan, given.whole, names_of(given.map))


def _told(answer: dict[str, Any]) -> list[str]:
    """The rows, what was not taken, what changes, what does not add up."""
    rows = [
        {**row, "roles": [f"{ROLE_TITLES[role]}{len(units)}" for role, units in row["roles"].items()],
         "annual": [f"{year}={value}" for year, value in row["annual"].items()]}
        for row in answer["rows"]
    ]  # fmt: skip
    titles = {
        "sheet": "工作表",
        "row": "行",
        "item": "代码",
        "name": "名称",
        "roles": "单位数",
        "annual": "年度分解",
        "of": "归",
    }
    unread = [f"没有取：{each['sheet']} {each['place']}“{each['text']}”{each['why']}" for each in answer["unread"]]
    done = f"写入第 {'、'.join(map(str, answer['editions']))} 版" if answer["editions"] else "没有写入"
    return [
        *table(rows, titles),
        *unread,
        *_changed(answer["changes"]),
        *(f"{finding['severity']}：{finding['message']}" for finding in answer["findings"]),
        f"取到 {len(rows)} 行，没有取 {len(unread)} 处，变动 {len(answer['changes'])} 行；{done}",
    ]


def _changed(changes: list[dict[str, Any]]) -> list[str]:
    rows = [
        {**each, "kind": KIND_TITLES[each["kind"]], "role": role_title(each["role"]),
         "told": [f"{part.get('year') or part['what']} {part['before'] or '—'}→{part['after'] or '—'}"
                  for part in (*each["annual"], *each["details"])]}
        for each in changes
    ]  # fmt: skip
    return (
        table(rows, {"kind": "变动", "item": "代码", "unit": "单位", "role": "职责", "told": "原来→现在"})
        if rows
        else []
    )


def _check(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        findings = [finding.as_json() for finding in desk.breakdown.check()]
    rows = [finding for finding in findings if not given.item or finding["item"] == given.item]
    return Answer(rows, table(rows, {"severity": "程度", "message": "核对结果"}))


def _changes(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        answer = desk.breakdown.changes(given.changes or None, given.unit).as_json()
    after, before = (
        f"第 {each['number']} 版（{each['document'] or '没有文号'}）" for each in (answer["to"], answer["from"])
    )
    return Answer(answer, [f"{after}与{before}相比", *(_changed(answer["changes"]) or ["没有变动"])])


def _write(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        from haishu_desk.desk.breakdown_paper import BreakdownPaper  # noqa: PLC0415  --help must not load it

        rows = BreakdownPaper(desk, given.plan).write(given.out, given.unit)
    return Answer(rows, table(rows, {"file": "文件", "unit": "单位", "rows": "行"}))


def annual(text: str) -> tuple[str, str]:
    """`2025=1900` as year and value; UsageError if it is none."""
    year, separator, value = text.partition("=")
    if not separator or not year.isdigit():
        raise UsageError(f"看不懂年度分解“{text}”", "请写成 2025=1900")
    return year, value


VERBS = (
    Verb(
        "assign",
        "责任分解：谁负责、谁填报什么；不带参数则列出",
        _assign_arguments,
        _assign,
        example="assign --unit 330203105",
    ),
)

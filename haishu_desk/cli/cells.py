"""Verbs about cells: enter, values, history, undo."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk, unit_and_period
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.provenance import Provenance, provenance_words

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_TABLE_COLUMNS = "unit,period,item,field,value,vintage,note"


def _form_of_item(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--form", metavar="F", help="报表代码；不写为该指标或任务所在的报表")


def _refuse_other_form(given: Namespace, item: str, desk: Desk) -> None:
    form = desk.documents.form_of(desk.documents.catalogue.get(item))
    if given.form not in (None, form):
        raise UsageError(f"{item} 不在报表“{given.form}”里", f"它在“{form}”里；报表见 forms")


def _enter_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser, required=False)
    _form_of_item(parser)
    parser.add_argument("--item", metavar="CODE", help="指标或任务的代码")
    parser.add_argument(
        "--field", metavar="F", help="字段，不写为 value（本期值）；还有 growth cumulative numerator denominator"
    )
    parser.add_argument("--vintage", metavar="V", help="数值状态：预计、快报、初步核算、最终核实、普查修订")
    parser.add_argument("--value", metavar="V", help="值，如 93、>93、约5、[8]、—、不适用；空为清除")
    parser.add_argument("--note", metavar="N", help="说明")
    parser.add_argument("--reason", metavar="R", help="改数的理由")
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help=f"一张表（CSV 或 xlsx），列：{_TABLE_COLUMNS}；或别的统计表（xlsx、xls、et、CSV），按表头认；全写或全不写",
    )
    parser.add_argument("--source", dest="told", metavar="来源", help="代录的来源，如 来函、电话、年鉴")
    parser.add_argument("--source-date", dest="told_on", metavar="DATE", help="来源的日期，如 2026-01-05")
    parser.add_argument("--preview", action="store_true", help="只看别的统计表的对应关系和会写什么，不写入")
    parser.add_argument(
        "--map",
        dest="names",
        action="append",
        default=[],
        metavar="TEXT=CODE",
        help="别的统计表里的表头或行名是哪个指标或单位；- 为不取；以后的表照此认",
    )
    parser.add_argument(
        "--factor",
        dest="factors",
        action="append",
        default=[],
        metavar="TEXT=X",
        help="这个表头或行名下的数乘几，或是什么单位（万元）；只写 X 为整张表",
    )


def _enter(given: Namespace) -> Answer:
    if given.source is None and (given.preview or given.names or given.factors):
        raise UsageError("--preview、--map 和 --factor 要和 --from 同用", "例如 enter --from 统计表.xlsx --preview")
    told = Provenance.of(given.told, given.told_on)
    with open_desk(given, write=not given.preview) as desk:
        if told is not None and not desk.is_district:
            raise UsageError("代录的来源由区级来写", "本单位自己录的，来源写在说明里：--note")
        if given.source is not None:
            return _enter_table(given, desk, told)
        rows = _rows(given)
        for row in rows if given.form else ():
            _refuse_other_form(given, row["item"] or "", desk)
        return _entered(desk.entry.enter(rows, given.reason, check=True, told=told))


def _enter_table(given: Namespace, desk: Desk, told: Provenance | None) -> Answer:
    """A table of our own columns, or one of others."""
    from haishu_desk.desk.foreign import Wishes, factors_of, names_of  # noqa: PLC0415  only where a table is read
    from haishu_desk.desk.tables import CELLS, is_cell_table, open_tables, read_table  # noqa: PLC0415

    _refuse_value(given)
    workbook = open_tables(given.source)
    if is_cell_table(workbook):
        if given.preview or given.names or given.factors:
            raise UsageError("这是本程序的表，列名已经写明", "--preview、--map 和 --factor 只用于别的统计表")
        rows = _filled(read_table(given.source, CELLS, workbook), given)
        for row in rows if given.form else ():
            _refuse_other_form(given, row["item"] or "", desk)
        return _entered(desk.entry.enter(rows, given.reason, file=given.source.name, check=True, told=told))
    if told is not None:
        raise UsageError("从统计表取的数，来源就是那个文件", "--source 和 --source-date 不用写")
    if given.item or given.vintage or given.note or given.field:
        raise UsageError("统计表里的指标由表头认出", "--item、--field、--vintage、--note 不用写；认不出的请用 --map")
    wishes = Wishes(given.unit, given.period, names_of(given.names), factors_of(given.factors), given.reason)
    if given.preview:
        reading = desk.foreign.read(given.source, wishes, lambda _: workbook)
        answer = Answer(reading.as_json(), _shown(reading.as_json()))
        return Answer(answer.document, answer.lines, 0 if reading.can_be_taken else 1)
    return _entered(desk.foreign.take_over(given.source, wishes, lambda _: workbook))


def _entered(answer: dict[str, Any]) -> Answer:
    lines = [f"写入 {answer['written']} 格", *map(_line, answer["findings"])]
    return Answer(answer, lines, 0 if answer["written"] else 1)


def _line(finding: Mapping[str, Any]) -> str:
    """A finding of 全审 has its cell, and what stands in it; what was read otherwise has not."""
    if finding["unit"] is None:
        return "。".join(filter(None, (finding["message"], finding["advice"])))
    return "。".join(
        filter(None, (f"{finding['severity']} {finding['place']}：{finding['message']}", finding["advice"]))
    )


def _shown(answer: dict[str, Any]) -> list[str]:
    """The mapping as lines: what stands where, what is left out, what is to be known."""
    mapping = answer["mapping"]
    titles = {"sheet": "工作表", "address": "格", "unit": "单位", "period": "期", "item": "代码", "vintage": "数值状态",
              "text": "表上", "factor": "乘", "value": "记为"}  # fmt: skip
    heads = {"column": "列", "header": "表头", "item": "代码", "unit": "计量单位", "factor": "乘"}
    left = {"sheet": "工作表", "place": "格", "row": "名称", "why": "没有取，因为"}
    rows = "、".join(map(str, mapping["header_rows"]))
    return [
        f"工作表 {mapping['sheet'] or '—'}，表头在第 {rows or '—'} 行；没有写入",
        *table(mapping["columns"], heads),
        *table(mapping["cells"], titles),
        *table(mapping["skipped"], left),
        *(finding["message"] for finding in answer["findings"] if finding["rule"] not in ("skipped", "doubtful")),
    ]


def _refuse_value(given: Namespace) -> None:
    if given.value is not None:
        raise UsageError("--value 和 --from 只写一个", "用 --from 时，值写在表的 value 一列")


def _rows(given: Namespace) -> list[dict[str, str | None]]:
    missing = [flag for flag in ("unit", "period", "item") if getattr(given, flag) is None]
    if missing or (given.value is None and given.note is None):
        raise UsageError("enter 要写 --unit、--period、--item 和 --value", "或者用 --from 表格")
    return [{**_for_all(given), "value": given.value}]


def _for_all(given: Namespace) -> dict[str, str | None]:
    return {name: getattr(given, name) for name in _TABLE_COLUMNS.split(",") if name != "value"}


def _filled(rows: list[dict[str, str | None]], given: Namespace) -> list[dict[str, str | None]]:
    """The rows with what the flags say where the table says nothing."""
    return [{**row, **{name: row.get(name) or text for name, text in _for_all(given).items()}} for row in rows]


def _values_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser, required=False)
    parser.add_argument("--form", metavar="F", help="只看这张报表")
    parser.add_argument("--item", metavar="CODE", help="只看这个指标或任务")
    parser.add_argument("--as-of", metavar="REVISION|DATE", help="当时的值：版本码，或日期 2026-01-31")


def _values(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        rows = desk.reading.values(given.unit, given.period, given.item, given.as_of)
        rows = [row for row in rows if given.form is None or row["form"] == desk.documents.form(given.form)["code"]]
    titles = {"unit": "单位", "period": "期", "item": "代码", "field": "字段", "value": "值", "vintage": "数值状态",
              "basis": "依据", "note": "说明", "by": "填报人", "at": "时间", "clash": "数据不一致"}  # fmt: skip
    return Answer(rows, table(rows, titles))


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser)
    _form_of_item(parser)
    parser.add_argument("--item", required=True, metavar="CODE", help="指标或任务的代码")
    parser.add_argument("--field", default="value", metavar="F", help="字段，不写为 value")


def _history(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        key = desk.reading.dropped_from(given.unit, given.period, given.item)
        if key is None:
            key, _ = desk.entry.key_of(given.unit, given.period, given.item)
            _refuse_other_form(given, given.item, desk)
        rows = desk.reading.history(key, given.item, given.field)
    titles = {
        "event": "事",
        "value": "值",
        "vintage": "数值状态",
        "by": "人",
        "at": "时间",
        "told": "来源",
        "reason": "理由",
    }
    return Answer(rows, table([{**row, "told": provenance_words(row["source"])} for row in rows], titles))


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--batch", metavar="ID", help="撤回这一批，或编号这样开头的数据包的整次装入；不写为本人最近一批"
    )


def _undo(given: Namespace) -> Answer:
    with open_desk(given, write=True) as desk:
        answer = desk.undoing.undo(given.batch)
        keys = {edit.key for name in answer["edits"] if (edit := desk.edit(name)) is not None}
    lines = [f"已撤回 {len(keys)} 份报表的改动"]
    lines += [f"{cell['item']} 之后又改过，没有动" for cell in answer["left"]]
    return Answer(answer, lines)


VERBS = (
    Verb(
        "enter",
        "录入一格或一张表",
        _enter_arguments,
        _enter,
        example="enter --unit 330203105 --period 2025 --item 145-04 --value 210",
    ),
    Verb("values", "现在的值，或当时的值", _values_arguments, _values, example="values --unit 330203105 --period 2025"),
    Verb(
        "history",
        "一格的全部经过",
        _history_arguments,
        _history,
        example="history --unit 330203105 --period 2025 --item 145-04",
    ),
    Verb("undo", "撤回本人的录入，或一次装入", _undo_arguments, _undo, example="undo"),
)

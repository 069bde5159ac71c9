"""The trail as a workbook: which columns, and what the first page says of the file, the chain and what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from haishu_desk.desk.sample_mark import is_sample
from haishu_desk.desk.trail import PRINTED_DIGITS, Asked, TrailRow
from haishu_desk.report.trail_sheet import Column, trail_sheet

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

COLUMNS = (
    Column("序号", 7), Column("时间", 21), Column("人", 9), Column("电脑", 9), Column("单位", 12), Column("报表", 16),
    Column("报告期", 10), Column("事", 16), Column("代码", 13), Column("名称", 26), Column("字段", 12), Column("数值状态", 9),
    Column("旧值", 14), Column("新值或内容", 24), Column("理由、意见", 22), Column("来源文件、表、格", 34), Column("规则", 8),
    Column(f"留痕校验（前 {PRINTED_DIGITS} 位）", 18),
)  # fmt: skip


def texts_of(row: TrailRow) -> tuple[str, ...]:
    """The row under `COLUMNS`."""
    return (
        str(row.n), row.at[:19].replace("T", " "), row.by, row.device, row.unit, row.form, row.period, row.what, row.item,
        row.name, row.field, row.vintage, row.old, row.new, row.reason, row.source, row.rules, row.hash[:PRINTED_DIGITS],
    )  # fmt: skip


def trail_book(desk: Desk, rows: Sequence[TrailRow], asked: Asked, broken: int | None) -> bytes:
    """The bytes of the workbook; `broken` is the first entry that does not hold, None if the chain does."""
    journal = desk.workspace.journal
    last = journal.head()
    unit = desk.documents.units.get(desk.unit).name
    title = f"{'示例　' if is_sample(desk) else ''}{unit}留痕"
    chain = (
        "完好：从第一条到最后一条逐条核对过"
        if broken is None
        else f"在第 {broken} 条断开：从这一条起不可信，请从备份恢复"
    )
    facts = (
        ("数据文件", f"{unit}（{desk.unit}），{desk.workspace.path.name}"),
        ("导出", f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}，{desk.person}"),
        ("范围", asked.in_words(desk)),
        ("行数", f"{len(rows)} 行，其中改动的格和退回的格 {sum(bool(row.item) for row in rows)} 行；全部留痕 {len(journal)} 条"),
        ("链", chain),
        ("末条留痕校验", f"{last.hash}（第 {last.n} 条，{last.at[:19].replace('T', ' ')}）" if last else "没有留痕"),
        ("怎么核对", "每条留痕的校验由它的内容和前一条的校验算出；下行文件封面印着传出时的末条校验，在留痕窗口里填它，就知道这里有没有被截去或改写。"),
        ("时间", "按这台电脑的时钟，只作标签；先后以序号为准。旧值“未录”是从来没有填过，“清除”是填过又去掉，“—”不是 0。"),
    )  # fmt: skip
    return trail_sheet(title, facts, COLUMNS, map(texts_of, rows))

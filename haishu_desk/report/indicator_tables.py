"""The tables of indicators: 表1 in the shape of each report, 表2 of the binding ones, 表5 of what is missing."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from haishu_desk.report.document import CENTRE, LEFT, RIGHT, Align, Cell, Head, Table, heads_of, row_of
from haishu_desk.report.draft import NOTHING, Draft
from haishu_desk.report.facts import Fact
from haishu_desk.report.material import ESTIMATED, FINAL, Line

_L, _C, _R = LEFT, CENTRE, RIGHT


def progress_table(draft: Draft) -> Table:
    """表1, grouped by verdict with the number in each group; the annual report has the year's own target beside it."""
    if draft.material.kind == FINAL:
        return _final_table(draft)
    material = draft.material
    is_annual = material.kind == "annual"
    heads = (
        "序号", "指标名称", "属性", f"{material.first_year - 1}年基数", f"{material.last_year}年目标", "五年年均增长",
        *(("上年", "本年目标", "完成率") if is_annual else ()),
        "截至", "实绩", "数值状态", "应达值", "实现度", "期末预测", "后续年均需", "责任单位", "说明",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for word in material.words():
        lines = [line for line in material.lines if line.verdict == word]
        if lines:
            rows.append((Cell(f"{word}（{len(lines)}项）", across=len(heads)),))
            rows += [_progress_row(draft, line, is_annual=is_annual) for line in lines]
    annual = (4.5, 5, 4) if is_annual else ()
    widths = (3, 10, 4, 6, 6, 5, *annual, 5, 6.5, 5, 6.5, 5, 6.5, 5.5, 8, 8)
    aligned: tuple[Align, ...] = (
        _C, _L, _C, _R, _R, _R, *((_R, _R, _R) if is_annual else ()), _C, _R, _C, _R, _R, _R, _R, _L, _L,
    )  # fmt: skip
    return Table(
        "表1 指标进展", heads_of(*heads), tuple(rows), widths, aligned, _notes(draft), landscape=True, name="指标进展"
    )


def _notes(draft: Draft) -> tuple[str, ...]:
    material = draft.material
    notes = [
        "〔〕内是数据来源附件中的编号；“—”表示没有这个数，不是0。",
        "实现度为实绩与应达值之比（越低越好的指标倒过来）。",
    ]
    if any(line.when and not line.when.startswith(str(material.year)) for line in material.lines):
        notes.append("“截至”早于本年的，本年的数还没有，按最近一期评价。")
    if any(line.is_estimate for line in material.lines):
        notes.append("数值状态为“预计”的不是实绩，以最终数为准。")
    return tuple(notes)


def _progress_row(draft: Draft, line: Line, *, is_annual: bool) -> tuple[Cell, ...]:
    annual = (draft.cell(line.before), draft.cell(line.annual), Cell(_rate(line))) if is_annual else ()
    return row_of(
        (
            line.number,
            line.title,
            "约束" if line.is_binding else "预期",
            draft.cell(line.base),
            draft.cell(line.target),
            draft.cell(line.growth),
            *annual,
            line.when or NOTHING,
            draft.cell(line.together or line.actual),
            _vintage(line),
            draft.cell(line.expected),
            draft.cell(line.ratio),
            draft.cell(line.forecast),
            draft.cell(line.required),
            line.lead or NOTHING,
            "；".join(filter(None, (line.reason, line.outlook))) or NOTHING,
        )
    )


def _rate(line: Line) -> str:
    """本年完成率 is the 实现度 where the year's own target is what was expected; its figures stand beside it."""
    return line.ratio.value if line.annual is not None and line.ratio is not None else NOTHING


def _vintage(line: Line) -> str:
    if line.actual is None:
        return NOTHING
    return line.actual.vintage or NOTHING


def _final_table(draft: Draft) -> Table:
    material = draft.material
    heads = (
        (
            Head("序号", down=2), Head("指标名称", down=2), Head("属性", down=2), Head(f"{material.first_year - 1}年基期", down=2),
            Head(f"{material.last_year}年目标", across=2), Head(f"{material.last_year}年完成", across=3),
            Head("按水平", down=2), Head("按增速", down=2), Head("结论", down=2), Head("原因", down=2),
        ),
        (Head("水平"), Head("年均%"), Head("水平"), Head("数值状态"), Head("年均%")),
    )  # fmt: skip
    rows = tuple(
        row_of(
            (
                line.number,
                line.title,
                "约束" if line.is_binding else "预期",
                draft.cell(line.base),
                draft.cell(line.target),
                draft.cell(line.growth),
                draft.cell(line.together or line.actual),
                _vintage(line),
                draft.cell(line.average),
                line.by_level or NOTHING,
                line.by_growth or NOTHING,
                line.verdict,
                line.reason or NOTHING,
            )
        )
        for line in material.lines
    )
    widths = (3.5, 16, 5, 8, 8, 6, 9, 7, 7, 9, 9, 9, 11)
    aligned: tuple[Align, ...] = (_C, _L, _C, _R, _R, _R, _R, _C, _R, _C, _C, _C, _L)
    return Table("表1 指标完成情况", heads, rows, widths, aligned, _notes(draft), landscape=True, name="指标完成情况")


def binding_table(draft: Draft) -> Table:
    """表2: how much room each binding indicator has left, what each year may bring at most, and what is advised."""
    rows = []
    for line in (each for each in draft.material.lines if each.is_binding):
        warned = [each for each in draft.material.warnings if each.name == line.name]
        rows.append(
            row_of(
                (
                    line.title,
                    draft.cell(line.target or line.growth),
                    draft.cell(line.together or line.actual),
                    draft.cell(line.gap),
                    draft.cell(line.required),
                    line.verdict,
                    "；".join(
                        filter(None, (f"{each.what}{'，' + each.advice if each.advice else ''}" for each in warned))
                    )
                    or NOTHING,
                )
            )
        )
    heads = heads_of("指标", "目标", "现值", "与应达相差", "今后每年需", "判断", "预警和建议")
    aligned: tuple[Align, ...] = (_L, _R, _R, _R, _R, _C, _L)
    return Table("表2 约束性指标预警", heads, tuple(rows), (20, 10, 10, 10, 10, 12, 28), aligned, name="约束性预警")


def missing_table(draft: Draft) -> Table:
    """表5: what is not there, with the reason's class, by whom it comes, when, and what is done about it."""
    rows = tuple(
        row_of((each.what, each.kind, each.why, each.who, each.when, each.todo)) for each in draft.material.missing
    )
    heads = heads_of("指标或项目", "情形", "原因", "由谁", "预计何时", "处理")
    aligned: tuple[Align, ...] = (_L, _C, _L, _L, _L, _L)
    return Table("表5 未取得与口径说明", heads, rows, (20, 10, 24, 14, 14, 18), aligned, name="未取得清单")


def needed_table(draft: Draft) -> Table:
    """What the next year should bring: reckoned on the path, and as the district has broken it down."""
    year = draft.material.year + 1
    rows = tuple(
        row_of(
            (
                line.title,
                draft.cell(line.together or line.actual),
                line.when or NOTHING,
                draft.cell(line.next_due),
                draft.cell(line.next_annual),
                line.lead or NOTHING,
            )
        )
        for line in draft.material.lines
        if line.next_due is not None or line.next_annual is not None
    )
    heads = heads_of("指标", "本年实绩", "截至", f"{year}年应达（推算）", f"{year}年分解目标", "责任单位")
    return Table(
        f"表6 {year}年度目标建议", heads, rows, (24, 12, 12, 14, 14, 18), (_L, _R, _C, _R, _R, _L), name="下年目标"
    )


def estimates_table(draft: Draft) -> Table:
    """期末预计 against 最终值, of the last year."""
    rows = []
    for before, after in draft.material.estimates:
        rows.append(row_of((before.name, draft.cell(before), draft.cell(after), _difference(before, after))))
    heads = heads_of("指标", f"期末版{ESTIMATED}", "最终值", "差额")
    return Table("期末预计与最终值差异表", heads, tuple(rows), (30, 15, 15, 15), (_L, _R, _R, _R), name="预计与最终")


def _difference(before: Fact, after: Fact | None) -> str:
    if after is None:
        return "最终值还没有"
    try:
        difference = Decimal(after.value) - Decimal(before.value)
    except InvalidOperation:
        return "一致" if after.value == before.value else "不是数，不相减"
    return f"{'+' if difference > 0 else ''}{difference:f}"

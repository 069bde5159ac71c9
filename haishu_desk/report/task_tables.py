"""The chapters and tables on tasks, blocks, action plans and projects: 表4 by 专栏, 表3 of projects with their money."""

from __future__ import annotations

from collections import Counter

from haishu_desk.report.document import CENTRE, LEFT, RIGHT, Align, Cell, Run, Table, heads_of, row_of
from haishu_desk.report.draft import NOTHING, Draft
from haishu_desk.report.material import Task

NOT_REPORTED = "没有报送"
_L, _C, _R = LEFT, CENTRE, RIGHT


def tasks(draft: Draft) -> None:
    """How many tasks stand where, a sentence a 专栏 or list, and what the units name as problems."""
    told = [task for task in draft.material.tasks if not task.is_project]
    if not told:
        draft.say("没有纳入监测的任务。")
        return
    boxes = list(dict.fromkeys(task.box for task in told))
    draft.say(f"纳入监测的任务{len(told)}项，分在{len(boxes)}个专栏和清单：{_counts(told)}。")
    silent = []
    for box in boxes:
        own = [task for task in told if task.box == box]
        if any(task.verdict for task in own):
            draft.say(Run(f"{box}：", strong=True), f"{len(own)}项，{_counts(own)}。")
        else:
            silent.append(f"{box}（{len(own)}项）")
    if silent:
        draft.say(f"全部{NOT_REPORTED}的：{'、'.join(silent)}。")


def groups(draft: Draft) -> None:
    """The blocks and action plans: what belongs to each, and how it stands."""
    for kind in dict.fromkeys(group.kind for group in draft.material.groups):
        own = [group for group in draft.material.groups if group.kind == kind]
        rows = tuple(
            row_of(
                (
                    group.name,
                    str(group.tasks),
                    str(group.projects),
                    "、".join(f"{word}{number}" for word, number in group.verdicts) or NOTHING,
                    str(group.silent) if group.silent else NOTHING,
                )
            )
            for group in own
        )
        heads = heads_of(kind, "任务", "项目", "进展", NOT_REPORTED)
        draft.put(Table(f"{kind}进展", heads, rows, (24, 8, 8, 36, 12), (_L, _R, _R, _L, _R), name=kind))


def projects(draft: Draft) -> None:
    """How many projects stand where; their totals, and what is not known of them."""
    material = draft.material
    told = [task for task in material.tasks if task.is_project]
    if not told:
        draft.say("没有纳入监测的重大项目。")
        return
    draft.say(f"纳入监测的项目{len(told)}个：{_counts(told, '个')}。")
    for words, fact in material.totals:
        draft.say(f"{words}", draft.state(fact), "。")
    paused = [task for task in told if task.stage in ("暂缓", "取消")]
    if paused:
        draft.say(
            f"暂缓或取消的{len(paused)}个，仍计入项目总数：{'、'.join(f'{task.name}（{task.stage}）' for task in paused)}。"
        )


def problems(draft: Draft) -> None:
    """What the units name as problems, each with whose it is."""
    named = [task for task in draft.material.tasks if task.problem]
    if not named:
        draft.say("责任单位没有填报任务和项目的存在问题。")
    for task in named:
        draft.say(
            Run(f"{task.name}（{task.lead or '责任单位未明确'}）：", strong=True), task.problem.rstrip("。"), "。"
        )


def _counts(told: list[Task], measure: str = "项") -> str:
    counts = Counter(task.verdict or NOT_REPORTED for task in told)
    known = [word for word in counts if word != NOT_REPORTED]
    words = [*known, *([NOT_REPORTED] if counts[NOT_REPORTED] else [])]
    return "、".join(f"{word}{counts[word]}{measure}" for word in words)


def box_table(draft: Draft) -> Table:
    """表4: every task, grouped by its 专栏 or list."""
    heads = ("组", "任务", "规划表述", "牵头", "配合", "进展", "阶段", "完成投资（万元）", "结论", "佐证")
    rows: list[tuple[Cell, ...]] = []
    told = [task for task in draft.material.tasks if not task.is_project]
    for box in dict.fromkeys(task.box for task in told):
        own = [task for task in told if task.box == box]
        rows.append((Cell(f"{box}（{len(own)}项）", across=len(heads)),))
        rows += [_box_row(draft, task) for task in own]
    aligned: tuple[Align, ...] = (_L, _L, _L, _L, _L, _L, _C, _R, _C, _C)
    widths = (8, 15, 18, 9, 10, 18, 6, 8, 8, 6)
    return Table("表4 专栏任务进展", heads_of(*heads), tuple(rows), widths, aligned, landscape=True, name="专栏任务")


def _box_row(draft: Draft, task: Task) -> tuple[Cell, ...]:
    return row_of(
        (
            task.group or NOTHING,
            task.name,
            task.summary or NOTHING,
            task.lead or NOTHING,
            task.support or NOTHING,
            draft.cell(task.progress),
            task.stage or NOTHING,
            draft.cell(task.invested),
            task.verdict or NOT_REPORTED,
            task.evidence or NOTHING,
        )
    )


def project_table(draft: Draft) -> Table:
    """表3: every project, grouped by its 专栏 or list."""
    heads = (
        "序号",
        "项目名称",
        "规划表述",
        "责任单位",
        "阶段",
        "形象进度",
        "本年计划投资（万元）",
        "累计完成投资（万元）",
        "结论",
        "存在问题",
    )
    rows: list[tuple[Cell, ...]] = []
    told = [task for task in draft.material.tasks if task.is_project]
    number = 0
    for box in dict.fromkeys(task.box for task in told):
        own = [task for task in told if task.box == box]
        rows.append((Cell(f"{box}（{len(own)}个）", across=len(heads)),))
        for task in own:
            number += 1
            rows.append(
                row_of(
                    (
                        str(number),
                        task.name,
                        task.summary or NOTHING,
                        task.lead or NOTHING,
                        task.stage or NOTHING,
                        draft.cell(task.progress),
                        draft.cell(task.planned),
                        draft.cell(task.invested),
                        task.verdict or NOT_REPORTED,
                        task.problem or NOTHING,
                    )
                )
            )
    aligned: tuple[Align, ...] = (_C, _L, _L, _L, _C, _L, _R, _R, _C, _L)
    widths = (4, 18, 12, 10, 6, 18, 9, 9, 8, 14)
    return Table("表3 重大项目进展", heads_of(*heads), tuple(rows), widths, aligned, landscape=True, name="重大项目")

"""What stands at the end of every report: how was judged, what figures were revised, how this edition differs from the first."""

from __future__ import annotations

from haishu_desk.report.document import CENTRE, LEFT, RIGHT, Table, heads_of, row_of
from haishu_desk.report.draft import NOTHING, Draft
from haishu_desk.report.indicator_tables import missing_table
from haishu_desk.report.overall import JUDGED_WHOLE


def method(draft: Draft) -> None:
    """方法: the preset with its bounds, what every word means, which base counts, and how the whole is judged."""
    material = draft.material
    words = [f"“{word}”：{meaning}。" for word, meaning in material.method.definitions]
    if material.method.of_tasks:
        words += ["任务和项目的用词如下。", *(f"“{word}”：{meaning}。" for word, meaning in material.method.of_tasks)]
    common = [
        f"评价截至{material.cutoff}，只用区级审核通过的数和核定数；没有审核通过、没有取得的数列入清单，不填补，不当作0。",
        f"评价办法：{material.method.title}。{material.base}",
        *material.method.sentences,
        *words,
        JUDGED_WHOLE,
        "期末判断：按走势推算的期末值达到目标的为能完成；误差范围内可能达到的为力争完成；达不到的为难以完成。推算数不是实绩。",
        "比率由分子、分母重算，不求和、不平均；累计降低率按连乘计算。数字四舍五入，总计与分项可能有尾数差，不作调整。",
    ]
    draft.annex_text("评价方法和用词定义", common)


def missing(draft: Draft) -> None:
    """未取得清单."""
    draft.annex("未取得数据清单", [missing_table(draft)])


def revised_table(draft: Draft) -> Table:
    """数据修订说明: published figures that were changed, with the grounds."""
    rows = tuple(
        row_of((each.what, draft.cell(each.before), draft.cell(each.after), each.grounds))
        for each in draft.material.revised
    )
    heads = heads_of("指标·期别", "原数", "修订后", "依据")
    return Table("数据修订说明", heads, rows, (26, 12, 12, 30), (LEFT, RIGHT, RIGHT, LEFT), name="数据修订")


def differences_table(draft: Draft) -> Table:
    """与前一版的差异: figures and verdicts that changed since the first edition of this report."""
    rows = tuple(
        row_of(
            (
                each.name,
                each.when,
                each.before or NOTHING,
                each.after or NOTHING,
                each.verdict_before,
                each.verdict_after,
            )
        )
        for each in draft.material.differences
    )
    heads = heads_of("指标", "截至", "前一版的数", "本版的数", "前一版结论", "本版结论")
    aligned = (LEFT, CENTRE, RIGHT, RIGHT, CENTRE, CENTRE)
    notes = (f"前一版：{draft.material.earlier}。",)
    return Table("与前一版的差异", heads, rows, (26, 12, 14, 14, 14, 14), aligned, notes, name="与前一版的差异")


def revisions(draft: Draft) -> None:
    """The two tables above, each where it has something."""
    draft.annex("数据修订说明", [revised_table(draft)])
    draft.annex("与前一版的差异", [differences_table(draft)])


def said_of_revisions(draft: Draft) -> None:
    """A sentence on each in the running text."""
    material = draft.material
    if material.revised:
        draft.say(f"已公布或已上报的数据修订{len(material.revised)}处，见数据修订说明。")
    else:
        draft.say("本期没有修订已经审核通过的数据。")
    if material.earlier:
        number = len(material.differences)
        draft.say(
            f"本报告有前一版（{material.earlier}），"
            + (f"数据或结论不同的{number}处，见差异表。" if number else "数据和结论都没有不同。")
        )

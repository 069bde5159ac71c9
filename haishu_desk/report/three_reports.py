"""The three evaluations as documents: 年度监测报告, 中期评估报告, 总结评估报告; and the short edition for the 人大常委会."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from haishu_desk.report import annexes, overall, task_tables
from haishu_desk.report.document import Document, Table, heads_of, row_of
from haishu_desk.report.draft import NOTHING, Chapter, Draft, day_in_words
from haishu_desk.report.facts import Fact
from haishu_desk.report.indicator_tables import (
    binding_table,
    estimates_table,
    needed_table,
    progress_table,
)
from haishu_desk.report.material import ANNUAL, FINAL, KIND_TITLES, MIDTERM, Material

CHARTS = "指标走势图"
_TO_WRITE = "（本节由起草单位撰写。）"


@dataclass(frozen=True)
class Drafted:
    """A report as it was written: its document, the figures that it states, and what it consists of."""

    document: Document
    facts: tuple[Fact, ...]
    chapters: tuple[Chapter, ...]


def document_of(material: Material, *, for_congress: bool = False) -> Document:
    """The report of the material's kind; `for_congress` the short edition for the 人大常委会 from the same facts."""
    return drafted(material, for_congress=for_congress).document


def drafted(material: Material, *, for_congress: bool = False, left_out: Collection[str] = ()) -> Drafted:
    """The same with what it was made of, without the chapters and annexes of these titles."""
    draft = Draft(material, left_out)
    draft.front()
    if for_congress:
        _congress(draft)
    else:
        _BODIES[material.kind](draft)
    document = draft.finished(title_of(material, for_congress=for_congress))
    return Drafted(document, tuple(draft.stated()), tuple(draft.chapters))


def title_of(material: Material, *, for_congress: bool = False) -> str:
    """What the report is called unless the office says otherwise."""
    plan = f"{material.district}{material.plan}"
    if for_congress:
        return f"关于{plan}实施情况{_KINDS_SHORT[material.kind]}的报告"
    year = f"{material.year}" if material.kind == ANNUAL else ""
    return f"{plan}{year}{KIND_TITLES[material.kind]}"


_KINDS_SHORT = {ANNUAL: "年度监测", MIDTERM: "中期评估", FINAL: "总结评估"}


def _annual(draft: Draft) -> None:
    draft.chapter("总体情况")
    overall.whole(draft)
    draft.chapter("指标进展")
    overall.by_category(draft)
    draft.chapter("约束性指标与预警")
    overall.of_attribute(draft, is_binding=True)
    _warnings(draft)
    draft.put(binding_table(draft))
    draft.chapter("专栏任务与项目")
    task_tables.tasks(draft)
    task_tables.groups(draft)
    task_tables.projects(draft)
    draft.chapter("滞后指标与措施")
    overall.lagging(draft)
    draft.chapter("下年年度目标建议")
    _next_year(draft)
    draft.chapter("口径与数据修订")
    overall.definitions(draft)
    annexes.said_of_revisions(draft)
    _close(draft, ["指标进展表"])


def _midterm(draft: Draft) -> None:
    draft.chapter("指标执行情况")
    draft.section("总体情况")
    _period(draft)
    overall.whole(draft)
    draft.section("分类情况")
    overall.by_category(draft)
    draft.section("约束性指标")
    overall.of_attribute(draft, is_binding=True)
    _warnings(draft)
    draft.put(binding_table(draft))
    draft.section("滞后指标及原因")
    overall.lagging(draft)
    draft.section("目标与口径变更")
    overall.definitions(draft)
    annexes.said_of_revisions(draft)
    draft.section("期末预测")
    overall.outlook(draft)
    draft.chapter("任务进展")
    task_tables.tasks(draft)
    task_tables.groups(draft)
    draft.chapter("重大项目")
    task_tables.projects(draft)
    draft.chapter("问题与形势")
    draft.say(_TO_WRITE)
    task_tables.problems(draft)
    draft.chapter("指标调整建议")
    _advice(draft)
    draft.chapter("下一步对策")
    draft.say(_TO_WRITE)
    _close(draft, ["目标评估表"])


def _final(draft: Draft) -> None:
    draft.chapter("指标完成情况")
    draft.section("总体情况")
    _period(draft)
    overall.whole(draft)
    draft.section("约束性指标")
    overall.of_attribute(draft, is_binding=True)
    draft.section("预期性指标")
    overall.of_attribute(draft, is_binding=False)
    draft.section("未完成指标及原因")
    overall.lagging(draft)
    draft.section("口径与修订")
    overall.definitions(draft)
    annexes.said_of_revisions(draft)
    if draft.material.estimates:
        draft.say(f"期末版用的预计数{len(draft.material.estimates)}个，与最终值的差额见下表。")
        draft.put(estimates_table(draft))
    draft.chapter("任务完成情况")
    task_tables.tasks(draft)
    task_tables.groups(draft)
    draft.chapter("重大项目")
    task_tables.projects(draft)
    draft.chapter("经验与问题")
    draft.say(_TO_WRITE)
    task_tables.problems(draft)
    draft.chapter("与下一规划的衔接")
    _passed(draft)
    draft.chapter("意见建议")
    draft.say(_TO_WRITE)
    _close(draft, ["指标完成情况表"])


_BODIES: dict[str, Callable[[Draft], None]] = {ANNUAL: _annual, MIDTERM: _midterm, FINAL: _final}


def _congress(draft: Draft) -> None:
    """Shorter, from the same facts: addressed to the 常委会, by order of the government, with the request to deliberate."""
    material = draft.material
    draft.say(f"受区人民政府委托，现将{material.plan}实施情况报告如下，请予审议。")
    _period(draft)
    draft.chapter("指标完成情况" if material.kind == FINAL else "指标进展情况")
    overall.whole(draft)
    overall.of_attribute(draft, is_binding=True)
    draft.chapter("滞后指标及原因")
    overall.lagging(draft)
    draft.chapter("任务与重大项目")
    task_tables.tasks(draft)
    task_tables.projects(draft)
    draft.chapter("指标调整建议" if material.kind != FINAL else "下一步工作")
    if material.kind == FINAL:
        draft.say(_TO_WRITE)
    else:
        _advice(draft)
    draft.sign(["指标表", "未取得数据清单", "评价方法和用词定义", "数据来源"])
    draft.annex("指标表", [progress_table(draft)])
    annexes.missing(draft)
    annexes.method(draft)


def _period(draft: Draft) -> None:
    material = draft.material
    draft.say(f"评估期为{material.first_year}年1月1日至{day_in_words(material.cutoff)}。")


def _warnings(draft: Draft) -> None:
    warnings = draft.material.warnings
    if not warnings:
        draft.say("没有需要预警的约束性指标。")
        return
    draft.say(f"预警{len(warnings)}项：{'；'.join(f'{each.name}（{each.what}）' for each in warnings)}。")


def _next_year(draft: Draft) -> None:
    table = needed_table(draft)
    if not table.rows:
        draft.say("规划期已经结束，或各项都没有可推算的下年应达值。")
        return
    draft.say("下表的应达值按规划路径推算，供分解年度目标时参考；已经分解的列在旁边。")
    draft.put(table)


def _advice(draft: Draft) -> None:
    advice = draft.material.advice
    if not advice:
        draft.say("建议不调整规划指标。")
        return
    wanted, others = [each for each in advice if each.is_wanted], [each for each in advice if not each.is_wanted]
    if wanted:
        draft.say(f"建议研究调整的{len(wanted)}项；调整要按程序报批，批准以前仍按原目标评价。")
    for title, rows in (("建议研究调整的指标", wanted), ("不建议调整的滞后指标", others)):
        if rows:
            draft.put(
                Table(
                    title,
                    heads_of("指标", "责任单位", "理由"),
                    tuple(row_of((each.name, each.lead or NOTHING, each.reason)) for each in rows),
                    (22, 16, 42),
                    ("left", "left", "left"),
                    name=title,
                )
            )
    if not wanted:
        draft.say("建议不调整规划指标；滞后指标由责任单位采取措施，力争完成。")


def _passed(draft: Draft) -> None:
    passed = draft.material.passed
    if not passed:
        draft.say("下一规划的指标表还没有录入，衔接情况待录入后说明。")
        return
    draft.say(
        f"有{len(passed)}项指标在下一规划中沿用，期末值与下一规划的基期值对照如下；下一规划没有印基期值的，基期值就是本规划的期末值。"
    )
    rows = tuple(
        row_of((each.name, draft.cell(each.result), each.next_name, draft.cell(each.next_base))) for each in passed
    )
    heads = heads_of("本规划指标", "期末值", "下一规划指标", "下一规划基期值")
    draft.put(Table("指标衔接表", heads, rows, (26, 14, 26, 14), ("left", "right", "left", "right"), name="指标衔接"))


def _close(draft: Draft, first: Sequence[str]) -> None:
    """The signature with the list of annexes, then these."""
    material = draft.material
    indicators, boxes, projects = progress_table(draft), task_tables.box_table(draft), task_tables.project_table(draft)
    titled = [(first[0], indicators), ("专栏任务进展表", boxes), ("重大项目表", projects)]
    titles = [title for title, table in titled if table.rows]
    titles += [CHARTS] if material.charts else []
    titles += ["未取得数据清单"] if material.missing else []
    titles += ["数据修订说明"] if material.revised else []
    titles += ["与前一版的差异"] if material.differences else []
    draft.sign([*titles, "评价方法和用词定义", "数据来源"])
    for title, table in titled:
        draft.annex(title, [table])
    draft.annex(CHARTS, material.charts)
    annexes.missing(draft)
    annexes.revisions(draft)
    annexes.method(draft)

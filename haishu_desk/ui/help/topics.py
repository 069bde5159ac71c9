"""Which section of the handbook speaks of the place where one stands."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from haishu_desk.report.handbook import ERRORS, error_section

_MANUAL = "manual.md#"
# By role and page: the name of the page in `ui.pages`, and the heading of the manual.
OF_PAGE: dict[tuple[str, str], str] = {
    ("unit", "home"): "首页",
    ("unit", "entry"): "填报表",
    ("unit", "exchange"): "收发",
    ("unit", "review"): "查询、更正和核定数",
    ("unit", "plan"): "规划页",
    ("unit", "monitor"): "监测：全部指标",
    ("unit", "report"): "报告页",
    ("unit", "preferences"): "设置",
    ("district", "home"): "首页",
    ("district", "plan"): "规划页",
    ("district", "entry"): "填报表",
    ("district", "exchange"): "收发",
    ("district", "review"): "审核页：比对",
    ("district", "monitor"): "监测：全部指标",
    ("district", "report"): "报告页",
    ("district", "preferences"): "设置",
}
# By the class of what has the keyboard or stands around it: parts of a page and windows that a heading is written for.
OF_PART: dict[str, str] = {
    "FirstRunPage": "单位：从头到尾",
    "WhoPage": "设置",
    "PinPage": "设置",
    "RefusedPage": "备份、换人、换电脑",
    "SamplePage": "窗口",
    "TrailWindow": "首页",
    "CodeWindow": "从纸上查到那一版",
    "LettersWindow": "首页",
    "UrgingWindow": "首页",
    "SecondReviewWindow": "首页",
    "LineWindow": "首页",
    "LineOfficeWindow": "首页",
    "FindingsPanel": "全审",
    "FindingsBoard": "全审",
    "FindingsView": "全审",
    "PrintWindow": "打印",
    "QueriesPanel": "查询、更正和核定数",
    "CorrectionsPanel": "查询、更正和核定数",
    "ClosingWindow": "查询、更正和核定数",
    "BreakdownPart": "责任分解",
    "ForeignPanel": "从其他表格取数和历史补录",
    "KeyPanel": "登记与校验码",
    "StatementSection": "频度与日历",
    "DeferralSection": "频度与日历",
    "MonthView": "频度与日历",
    "ScheduleSection": "频度与日历",
    "ComputerSection": "登记与校验码",
    "RosterSection": "登记与校验码",
    "MachinesSection": "备份、换人、换电脑",
    "HandoverWindow": "备份、换人、换电脑",
    "RestoreWindow": "备份、换人、换电脑",
    "UpgradeWindow": "升级和便携",
    "AdhocWindow": "临时报表",
    "NewPlanWindow": "新建规划：读规划纲要，接着上一个规划",
    "OneItem": "监测：看一项指标",
    "RankingView": "监测：评估和汇总",
    "RollupView": "监测：评估和汇总",
    "ProjectsView": "监测：任务与项目",
    "PageWindow": "监测：看一项指标",
}
ANYWHERE = "窗口"


def place_here(role: str, page: str) -> str:
    """The place of the handbook for what has the keyboard: the innermost part that is known, else the page.

    A part that shows an error says its code as `help_code`.
    """
    part: QWidget | None = QApplication.focusWidget() or QApplication.activeWindow()
    while part is not None:
        code = getattr(part, "help_code", "")
        if code and error_section(code) is not None:
            return f"{ERRORS}.md#{code}"
        known = OF_PART.get(type(part).__name__)
        if known is not None:
            return _MANUAL + known
        part = part.parentWidget()
    return _MANUAL + OF_PAGE.get((role, page), ANYWHERE)

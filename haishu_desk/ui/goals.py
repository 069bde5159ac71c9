"""What the palette offers: the pages, and the returns and items that this workspace has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from haishu_desk.desk.adhoc import adhoc_forms
from haishu_desk.desk.letters import KINDS, OPINION, TITLES
from haishu_desk.desk.sample import DISTRICT, HENGJIE
from haishu_desk.domain.adhoc import is_dropped
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.items import ADHOC, Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.units import KIND_TITLES
from haishu_desk.domain.version_codes import looks_like_code, meant
from haishu_desk.ui.page import CODE, CODE_OF, LETTERS, QUERIES
from haishu_desk.ui.pages import PageEntry
from haishu_desk.ui.sample_switch import sample_place, sample_places
from haishu_desk.ui.session import Session
from haishu_desk.ui.settings import FOLLOW, SCALES
from haishu_desk.ui.wishes import LEAVE, Goal, ItemWish, LockWish, LooksWish, PressWish, SampleWish

_LONGEST = 24
_LOOKS: tuple[tuple[str, str, str | bool | int, str], ...] = (
    ("换成浅色", "mode", "light", "主题 light"),
    ("换成深色", "mode", "dark", "主题 dark"),
    ("换成高对比", "mode", "contrast", "主题 contrast"),
    ("颜色跟随系统", "mode", FOLLOW, "主题 system"),
    ("换成大字", "is_large", True, "字号 large"),
    ("不用大字", "is_large", False, "字号 large"),
    *((f"界面大小 {scale}%", "scale", scale, "缩放 scale") for scale in SCALES),
)


def goals_of(session: Session, pages: list[PageEntry]) -> list[Goal]:
    """Everything to go to: a page's target is its name, a cell's a pair of ReturnKey and item (or None)."""
    found = [
        Goal("页面", entry.word, f"Ctrl+{place}", entry.icon, entry.name, entry.name)
        for place, entry in enumerate(pages, start=1)
    ]
    found += _beside_home(session)
    if any(entry.name == "entry" for entry in pages):
        keys = sorted(session.desk.workspace.cells.returns(), key=_latest_first)
        found += _units(session, keys)
        found += [_return(session, key) for key in keys]
        found += _cells(session, keys)
    if any(entry.name == "plan" for entry in pages):
        found += _entries(session)
    found += _sample(session)
    found += [Goal("外观", word, "", "eye", LooksWish(name, value), more) for word, name, value, more in _LOOKS]
    found.append(Goal("外观", "锁屏", "Ctrl+L", "lock-simple", LockWish(), "锁定 离开 lock"))
    return found


def actions_of(page: QWidget) -> list[Goal]:
    """What can be done on the page that is shown: its buttons that say what they do and can be pressed now."""
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible() and each.isEnabled() and each.text()]
    named = {each.text().replace("&", ""): each for each in reversed(buttons)}
    return [
        Goal("操作", word, button.toolTip().split("\n")[0][:_LONGEST], "caret-right", PressWish(button))
        for word, button in reversed(named.items())
        if not word.isdecimal()
    ]


def _units(session: Session, keys: list[ReturnKey]) -> Iterator[Goal]:
    """Each unit that there is a return of, at its latest one."""
    documents = session.desk.documents
    latest = {key.unit: key for key in reversed(keys)}
    for unit in documents.units:
        if unit.code in latest and session.desk.is_district:
            key = latest[unit.code]
            detail = f"{KIND_TITLES[unit.kind]} · {parse_period(key.period).title}"
            yield Goal("单位", unit.name, detail, "buildings", (key, None), unit.code)


def _beside_home(session: Session) -> list[Goal]:
    """The windows that come up beside 首页."""
    found = [Goal("页面", "留痕", "谁改了什么", "shield-check", ItemWish("home", "trail"), "log 日志 校验 审计")]
    found.append(Goal("页面", "版本码", "从纸上查到那一版", "file-text", ItemWish("home", CODE), "code inspect 版本"))
    found.append(
        Goal("页面", "存诊断包", "交给维护人员", "download-simple", ItemWish("preferences", "diagnosis"), "报错")
    )
    found.append(
        Goal("页面", "关于", "版本、组成部分和许可", "gear-six", ItemWish("preferences", "about"), "版本 许可 授权")
    )
    checks = ItemWish("preferences", "health")
    found.append(Goal("页面", "体检", "数据文件、备份和这台电脑", "shield-check", checks, "doctor 损坏 重建缓存 恢复"))
    found.append(Goal("页面", "查询", "问和答", "check-circle", ItemWish("review", QUERIES), "答复 办结 追问"))
    found += _reports(session)
    for kind in KINDS if session.desk.is_district else (OPINION,):
        target = ItemWish("home", f"{LETTERS}{kind}")
        found.append(Goal("页面", TITLES[kind], "文书，一家一份", "file-text", target, f"letters 文书 {kind}"))
    if session.desk.is_district:
        found.append(Goal("页面", "催报", "还没有报来的", "bell-ringing", ItemWish("home", "urging"), "urge 逾期"))
        found.append(Goal("页面", "第二人审核", "交出副本、收下意见", "checks", ItemWish("home", "second"), "审核副本"))
        found.append(Goal("页面", "临时报表", "新建、下发、汇总", "table", ItemWish("home", "adhoc"), "forms 汇总"))
        found.append(
            Goal(
                "页面",
                "随程序来的修订",
                "规划、报表、规则",
                "download-simple",
                ItemWish("preferences", "upgrade"),
                "升级",
            )
        )
        found.append(
            Goal(
                "页面",
                "新建规划",
                "读规划纲要，十五五",
                "file-text",
                ItemWish("preferences", "newplan"),
                "导入 纲要 import",
            )
        )
        found += [_made_up(form) for form in adhoc_forms(session.desk.documents)]
        found.append(
            Goal("页面", "条线初审", "交给部门看、收下意见", "buildings", ItemWish("home", "line"), "部门 初审包")
        )
    elif session.desk.documents.units.get(session.desk.unit).kind == "department":
        found.append(Goal("页面", "条线初审", "看镇乡街道报的数", "buildings", ItemWish("home", "line"), "初审包"))
    return found


def _reports(session: Session) -> Iterator[Goal]:
    """Each report by its name, on 报告."""
    from haishu_desk.ui.report.kinds import LETTERS as LETTER_KIND  # noqa: PLC0415  only when the palette is opened
    from haishu_desk.ui.report.kinds import OF_DISTRICT, OF_UNIT  # noqa: PLC0415  as above

    for kind in OF_DISTRICT if session.desk.is_district else OF_UNIT:
        if kind.kind != LETTER_KIND:
            target = ItemWish("report", kind.code)
            yield Goal("页面", kind.name, kind.detail, kind.icon, target, f"报告 report {kind.kind}")


def _made_up(form: Mapping[str, Any]) -> Goal:
    """A 临时报表 that there is: its bundles and its roll-up."""
    detail = "已作废" if is_dropped(form) else "收取和汇总"
    return Goal("临时报表", f"{form['title']} 汇总", detail, "table", ItemWish("home", form["code"]), "临时报表")


def typed_goals(text: str) -> list[Goal]:
    """What a text leads to by itself: a 版本码 to its revision."""
    if not looks_like_code(text):
        return []
    code = version_code(meant(text))
    return [Goal("版本", f"版本码 {code}", "是哪一版", "file-text", ItemWish("home", f"{CODE_OF}{code}"))]


def _sample(session: Session) -> list[Goal]:
    """Changing over inside the sample and out of it; from one's own data into it."""
    if not session.is_sample:
        place = DISTRICT if session.desk.is_district else HENGJIE
        return [Goal("示例", "打开示例数据", "", "eye", SampleWish(place), "sample 试用")]
    others = [(place, name) for place, name in sample_places(session) if place != sample_place(session)]
    found = [
        Goal("示例", f"切换到 {name}", "", "buildings", SampleWish(place), "示例 sample") for place, name in others
    ]
    return [*found, Goal("示例", "退出示例", "", "x", SampleWish(LEAVE), "sample")]


def _entries(session: Session) -> Iterator[Goal]:
    """Whatever the plans have a code for: indicators, targets, tasks, projects, 专栏 and lines of lists."""
    from haishu_desk.ui.plan.contents import Contents  # noqa: PLC0415  only when the palette is opened

    for entry in Contents(session.desk.documents).entries:
        if entry.code:
            said = " ".join(entry.names[1:])
            yield Goal(
                "规划",
                entry.title,
                entry.context,
                "tree-structure",
                ItemWish("plan", entry.code),
                f"{entry.code} {said}",
            )


def _latest_first(key: ReturnKey) -> tuple[int, str, str]:
    period = parse_period(key.period)
    return (-period.year * 100 - period.part, key.unit, key.form)


def _return(session: Session, key: ReturnKey) -> Goal:
    documents = session.desk.documents
    title = f"{documents.called(key.unit, key.period)} {documents.form(key.form)['title']}"
    return Goal("报表", title, parse_period(key.period).title, "table", (key, None), f"{key.unit} {key.period}")


def _cells(session: Session, keys: list[ReturnKey]) -> Iterator[Goal]:
    """Each item once a unit, in its latest return."""
    documents, seen = session.desk.documents, set()
    for key in keys:
        unit = documents.called(key.unit, key.period)
        for item in documents.items_due(key.unit, parse_period(key.period), key.form):
            if (key.unit, item.code) not in seen:
                seen.add((key.unit, item.code))
                yield _cell(item, key, unit)


def _cell(item: Item, key: ReturnKey, unit: str) -> Goal:
    group = "指标" if key.form == "indicators" else "临时报表" if item.kind == ADHOC else "任务项目"
    detail = f"{unit} · {parse_period(key.period).title}"
    return Goal(
        group,
        f"{item.number} {item.name}",
        detail,
        "flag" if group == "任务项目" else "pencil-simple",
        (key, item.code),
        item.code,
    )

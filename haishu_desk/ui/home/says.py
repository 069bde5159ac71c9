"""The words of 首页 about dates and distances."""

from __future__ import annotations

from datetime import date, datetime

from haishu_desk.domain.returns import RECEIVED, SENT_BACK
from haishu_desk.ui.home.overview import FormRow

SOON = 7


def day(due: date | None) -> str:
    """A date as it is said: without the year where it is this one."""
    if due is None:
        return "未定"
    this_year = due.year == date.today().year  # noqa: DTZ011  the office's own day
    return f"{due.month}月{due.day}日" if this_year else f"{due.year}年{due.month}月{due.day}日"


def days_left(row: FormRow) -> tuple[str, str]:
    """How long there is still time, and the ink for it."""
    left = row.days_left
    if row.is_done:
        return "已办结", "text3"
    if row.waits:
        return "已传出", "text3"
    if left is None:
        return "没有期限", "text3"
    if left < 0:
        return f"已逾期 {-left} 天", "bad_text"
    if left == 0:
        return f"今天 {row.hour} 截止" if row.hour else "今天截止", "bad_text"
    return f"还有 {left} 天", "warn_text" if left <= SOON else "text2"


def moment(at: str) -> str:
    """A stored time as month, day and minute."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return at
    this_year = then.year == date.today().year  # noqa: DTZ011  as above
    return f"{then:%m-%d %H:%M}" if this_year else f"{then:%Y-%m-%d}"


def next_step(row: FormRow) -> str:
    """The words on the row's button."""
    if row.is_done or row.waits:
        return "查看"
    if row.state == SENT_BACK and row.to_correct:
        return "去改"
    if row.clashes:
        return "去定数"
    if row.missing == 0 and row.expected:
        return "去改" if row.hard else "去说明" if row.query else "去传出"
    return "继续填报" if row.filled else "开始填报"


def goal(rows: list[FormRow]) -> tuple[FormRow, str, str]:
    """The return that comes first, one sentence how far it is to the goal, and a second line with the date."""
    row = min(rows, key=_urgency)
    others = sum(not (other.is_done or other.waits) for other in rows if other is not row)
    facts = [f"{row.title} {row.period}"]
    if not (row.is_done or row.waits):
        facts += [f"上报截止 {day(row.due)}，{days_left(row)[0]}" if row.due else "没有上报期限"]
    if others:
        facts.append(f"另有 {others} 张表要报")
    return row, _sentence(row), " · ".join(facts)


def _urgency(row: FormRow) -> tuple[int, str, int]:
    rank = 3 if row.is_done else 2 if row.waits else 0 if row.state == SENT_BACK else 1
    latest = -int(row.key.period[:4]) if row.is_done else 0
    return (rank, row.due.isoformat() if row.due and not row.is_done else "9999", latest)


def _sentence(row: FormRow) -> str:
    if row.is_done:
        return "都办完了，没有要报的" if row.state == "作废" else "已审核通过，没有要报的"
    if row.waits:
        return "区级已接收，等审核结果" if row.state == RECEIVED else "已上报，等区级审核"
    late = f"已逾期 {-(row.days_left or 0)} 天，" if (row.days_left or 0) < 0 else ""
    return late + _to_do(row)


def _wrong(row: FormRow) -> str:
    """What 全审 has found and nobody has answered yet; empty while it is not known."""
    if row.hard:
        return f"{row.hard} 条强制性错误"
    return f"{row.query} 条核实性问题没有说明" if row.query else ""


def _to_do(row: FormRow) -> str:
    if row.clashes:
        return f"{row.clashes} 格数据不一致，定下一个数才能传出"
    if row.to_correct:
        corrected = len(row.returned) - row.to_correct
        more = (f"，已改 {corrected} 格" if corrected else "") + (f"，还差 {row.missing} 格" if row.missing else "")
        return f"退回 {len(row.returned)} 格待改{more}"
    wrong = _wrong(row)
    if row.missing:
        return f"还差 {row.missing} 格{f'、{wrong}' if wrong else ''}，就能传出"
    if wrong:
        return f"已全部录入，还有 {wrong}"
    return "退回的格都改了，可以再传出" if row.state == SENT_BACK else "已全部录入，可以传出"

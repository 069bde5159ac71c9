"""What the script writes down at every step, and the page that comes of it (resources/help/year.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.road.year.offices import Offices, Tally

HISTORY = ("2021", "2022", "2023", "2024", "2025")


@dataclass
class Step:
    """One step of the year: the day, what was done and seen, what each workspace shows then, what it took."""

    title: str
    day: str
    said: list[str] = field(default_factory=list)
    shows: list[tuple[str, str, str]] = field(default_factory=list)
    took: Tally = field(default_factory=Tally)

    def say(self, sentence: str) -> None:
        """Write down one sentence."""
        self.said.append(sentence)


class Protocol:
    """The steps, and the page."""

    def __init__(self, offices: Offices) -> None:
        self._offices = offices
        self._before = Tally()
        self.steps = list[Step]()

    def begin(self, day: str, title: str) -> Step:
        """The next step, on the morning of that day."""
        self._offices.clock.turn_to(day)
        self._before = self._offices.tally.copy()
        self.steps.append(Step(title, day))
        return self.steps[-1]

    def close(self, *who: str, period: str | None = None) -> None:
        """The step is done: what these workspaces show, and that their trails are whole."""
        step = self.steps[-1]
        step.took = self._offices.tally - self._before
        for each in who:
            entries, chain = self._offices.chain(each)
            assert chain == "intact", (each, chain)
            step.shows.append((each, self._shown(each, period), f"{entries} 条，完好"))

    def _shown(self, who: str, period: str | None) -> str:
        states = Counter(
            (row["period"], row["state"]) for row in self._offices.look(who, "queue") if period in (None, row["period"])
        )
        history = [count for (when, state), count in states.items() if when in HISTORY and state == "审核通过"]
        told = [f"2021—2025 审核通过 {sum(history)} 份"] if history else []
        told += [
            f"{when} {state} {count} 份"
            for (when, state), count in sorted(states.items())
            if when not in HISTORY or state != "审核通过"
        ]
        return "；".join(told) or "没有报表"


def page(steps: Sequence[Step], pictures: Sequence[tuple[str, str]], mended: Sequence[tuple[str, str]]) -> str:
    """The page of the help."""
    lines = [
        "# 一年的工作",
        "",
        "这一页由演练的脚本写成（`tests/road/year`），不要手改。文号、单位的变动和 2026 年的数都是演练用的。",
        "",
        "脚本用命令行把 2026 年走一遍：一个区、四个镇、两个部门，加上换来的电脑，每一步都核对各家数据文件里的数和留痕。",
        "",
        "每一步下面的表：这时各家的数据文件里报表各在什么状态，留痕有几条、是否完好。“用了”是命令几条、文件几个、手工填的数几格、命令一共几个字符。",
        "",
    ]
    for number, step in enumerate(steps, start=1):
        lines += _section(number, step)
    total = Tally()
    for step in steps:
        took = step.took
        total = Tally(
            total.verbs + took.verbs, total.files + took.files, total.cells + took.cells, total.keys + took.keys
        )
    lines += ["## 合计", "", f"全年{_took(total)}。", ""]
    if pictures:
        lines += ["## 窗口里的几步", ""]
        for name, words in pictures:
            lines += [f"![{words}](year/{name}.png)", "", words, ""]
    lines += ["## 这一遍改好了什么", "", "| 哪里 | 原来怎样，现在怎样 |", "|---|---|"]
    lines += [f"| {where} | {what} |" for where, what in mended]
    return "\n".join([*lines, ""])


def _section(number: int, step: Step) -> list[str]:
    lines = [f"## {number}. {step.title}（{step.day}）", "", *(f"- {said}" for said in step.said)]
    lines += ["", f"用了{_took(step.took)}。", ""]
    if step.shows:
        lines += ["| 数据文件 | 报表 | 留痕 |", "|---|---|---|"]
        lines += [f"| {who} | {shown} | {trail} |" for who, shown, trail in step.shows] + [""]
    return lines


def _took(took: Tally) -> str:
    return f"命令 {took.verbs} 条、文件 {took.files} 个、手工 {took.cells} 格、{took.keys} 个字符"

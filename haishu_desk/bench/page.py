"""The page of the handbook with what was measured: `haishu-desk bench --write FILE` writes it.

The tables are the program's; what stands in the file from the heading `KEPT` on was written by hand and stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from haishu_desk.bench.pairs import Measured, sized
from haishu_desk.bench.words import in_words

KEPT = "## 时间花在哪里"
_HEAD = """# 性能

这一页由 `haishu-desk bench --write FILE` 写出，到“时间花在哪里”为止，不要手改。

怎么量：本程序和参照先各跑一次，核对两边结果相同，然后在同一台机器上交替运行；比值是各对比值的中位数，不大于限值就是达到。
时间随机器和负载变，比值可以比；最少和最多是各对里的。内存是本程序这一步由 Python 占用的最大值，另量一次。
“只看”的行没有限值，是别的大小或别的形状。
"""


def page(lines: Sequence[Measured], machine: Mapping[str, str], day: date, kept: str = "") -> str:
    """The whole page as Markdown; `kept` is what was written by hand."""
    missed = [line for line in lines if not line.ok]
    told = f"{len(lines) - len(missed)} 项达到或只看，{len(missed)} 项没有达到。" if missed else "全部达到。"
    facts = "；".join(f"{name} {said}" for name, said in machine.items())
    parts = [_HEAD, f"量于 {day.isoformat()}。{facts}。{told}\n", _goals(lines), _peers(lines), _raw(lines), kept]
    return "\n".join(filter(None, parts)).rstrip() + "\n"


def kept_of(file: Path) -> str:
    """What was written by hand in a page that is there already; empty if there is none."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return text[text.index(KEPT) :] if KEPT in text else ""


def _goals(lines: Sequence[Measured]) -> str:
    head = ("目标", "多少个值", "参照", "限值", "比值", "本程序", "参照用时", "内存", "结果")
    rows = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for line in lines:
        ratio = "—" if line.ratio is None else f"{line.ratio:.3g}"
        limit = "只看" if line.goal is None else ("—" if line.ratio is None else f"{line.goal:g}")
        result = "—" if line.goal is None else ("达到" if line.ok else "**没有达到**")
        said = f"{_named(line)}{'：' * bool(line.detail)}{line.detail}"
        times = (_time(line.ours), _time(line.theirs))
        cells = (said, _size(line), in_words(line.reference), limit, ratio, *times, _memory(line), result)
        rows.append(f"| {' | '.join(cells)} |")
    return "## 目标\n\n" + "\n".join(rows) + "\n"


def _peers(lines: Sequence[Measured]) -> str:
    """What others take, beside the median of ours."""
    rows = ["| 同一件事 | 多少个值 | 换一种办法 | 用时 | 是本程序的几倍 |", "|---|---|---|---|---|"]
    for line in lines:
        for peer in line.peers:
            if peer.seconds is None:
                said = ("没有安装，没有量", "—")
            else:
                said = (_time((peer.seconds,)), f"{peer.seconds / median(line.ours):.1f}" if line.ours else "—")
            rows.append(f"| {_named(line)} | {_size(line)} | {peer.name} | {' | '.join(said)} |")
    return "## 别的办法\n\n各跑一次。\n\n" + "\n".join(rows) + "\n" if len(rows) > 2 else ""  # noqa: PLR2004  head


def _raw(lines: Sequence[Measured]) -> str:
    rows = ["| 目标 | 多少个值 | 本程序（毫秒） | 参照（毫秒） |", "|---|---|---|---|"]
    for line in lines:
        if line.ours:
            sides = (" ".join(_in_ms(each) for each in side) or "—" for side in (line.ours, line.theirs))
            rows.append(f"| {_named(line)} | {_size(line)} | {' | '.join(sides)} |")
    return "## 每一次的用时\n\n" + "\n".join(rows) + "\n"


def _named(line: Measured) -> str:
    """What it is called, without the size, which has a column of its own."""
    return in_words(line.name.removesuffix(sized("", line.size)))


def _size(line: Measured) -> str:
    return "—" if line.size is None else f"{line.size:,}"


def _time(seconds: Sequence[float]) -> str:
    """The median in milliseconds, with the least and the most where there are several."""
    if not seconds:
        return "—"
    middle = f"{_in_ms(median(seconds))} ms"
    return middle if len(seconds) == 1 else f"{middle}（{_in_ms(min(seconds))}–{_in_ms(max(seconds))}）"


def _in_ms(seconds: float) -> str:
    """Three digits that count, and no power of ten."""
    return f"{seconds * 1000:,.0f}" if seconds >= 1 else f"{seconds * 1000:.3g}"


def _memory(line: Measured) -> str:
    return "—" if line.peak is None else f"{line.peak / 1e6:.1f} MB"

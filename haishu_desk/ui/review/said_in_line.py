"""What a reviewer types in the line of a cell: a remark of 退回, a 查询, or a 核定数 with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """What the editor of a line is for: its name, what stands in it while it is empty, what is said if it stays so."""

    name: str
    hint: str
    lacking: str


SEND_BACK = Purpose(
    "退回理由",
    "退回理由：哪里不对、怎么改。Enter 记下，Esc 放弃",
    "没有写退回的理由，这一格还没有退回。请写明哪里不对、怎么改",
)
ASK = Purpose("查询内容", "要问单位什么。Enter 发出，Esc 放弃", "没有写要问什么，查询还没有发出")
VERIFY = Purpose(
    "核定数和理由",
    "先写核定的数，空一格写理由和来源。Enter 记下，Esc 放弃",
    "核定数要先写数，空一格再写理由和来源，例如：66.2 以主管部门年报为准",
)


def value_and_reason(text: str) -> tuple[str, str] | None:
    """`66.2 年报` in its two parts; None where one of them is missing."""
    value, _, reason = text.replace("\u3000", " ").strip().partition(" ")
    return (value, reason.strip()) if value and reason.strip() else None

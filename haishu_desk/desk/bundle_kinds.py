"""What a bundle is called on its 封面, by what it brings: light, so that the first page can name one."""

from __future__ import annotations

from collections.abc import Iterable

from haishu_desk.domain.returns import APPROVED, FILLING, ISSUED, LOCKED, NOT_ISSUED, SENT_BACK

TASK_BUNDLE, RECEIPT, SENT_BACK_BUNDLE, APPROVAL, REPORT = "任务包", "回执", "退回包", "批复包", "上报包"
CORRECTION, ANSWERS = "更正包", "答复包"


def down_kind(states: Iterable[str]) -> str:
    """The title of a bundle to a unit follows the states of its returns."""
    # A form that nobody has reported yet does not turn the answer to another one back into a task.
    judged = set(states) - {NOT_ISSUED, ISSUED, FILLING}
    if SENT_BACK in judged:
        return SENT_BACK_BUNDLE
    if not judged:
        return TASK_BUNDLE
    return APPROVAL if judged <= {APPROVED, LOCKED} else RECEIPT

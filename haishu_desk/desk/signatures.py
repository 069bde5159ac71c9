"""What is said of a signature, in the few words that stand everywhere one is shown: verbs, 收发, 审核."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.desk.inspecting import ABSENT, INVALID, UNKNOWN_KEY, VALID

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.domain.cells import ReturnKey

VERIFIED, UNSIGNED, CHANGED = "已验签", "未签名", "签后改动"
IMPOSTOR, NOT_ENROLLED, REVOKED = "冒名或损坏", "未登记", "登记已撤销"
GOOD, MIND, BAD = "good", "mind", "bad"
# How a word is coloured; the word itself always stands beside the colour.
LEVELS = {VERIFIED: GOOD, UNSIGNED: MIND, CHANGED: MIND, NOT_ENROLLED: MIND, REVOKED: BAD, IMPOSTOR: BAD}
_WORDS = {VALID: VERIFIED, ABSENT: UNSIGNED, INVALID: IMPOSTOR, UNKNOWN_KEY: NOT_ENROLLED}


def signature_word(signature: str | None, *, changed: bool = False) -> str | None:
    """The word for a signature of the contract (`valid` and so on); None where nothing could be read.

    `changed`: visible cells of a signed report say something else than what was signed.
    """
    if signature == VALID and changed:
        return CHANGED
    return _WORDS.get(signature or "")


def word_of_return(desk: Desk, key: ReturnKey) -> str | None:
    """The word for what the last revision of a return came with; None before there is one.

    签后改动 where the last file that was taken in said visibly something else than what was signed, and the signed values
    were chosen.
    """
    last = desk.course(key).last_revision
    if last is None:
        return None
    if not last.signed:
        return UNSIGNED
    return CHANGED if desk.told.taken_as(key.unit, key.period) else VERIFIED

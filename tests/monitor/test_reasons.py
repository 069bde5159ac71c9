"""Every reason has a sentence that people can act on."""

from __future__ import annotations

from haishu_desk.monitor import reasons


def test_every_code_has_its_sentence_in_chinese() -> None:
    codes = {value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)}
    assert codes == set(reasons.SENTENCES)
    assert len(set(reasons.SENTENCES.values())) == len(codes)

"""The verb of 体检: doctor."""

from __future__ import annotations

import argparse

from haishu_desk.cli.answer import Answer
from haishu_desk.cli.verbs import Namespace, Verb, workspace_path


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair", action="store_true", help="重建缓存（从留痕推出来的那一部分）；留痕和数不变，留痕坏了的不动"
    )


def _doctor(given: Namespace) -> Answer:
    from haishu_desk.desk.health import examined, repair, to_restore  # noqa: PLC0415  --help must not load it

    path = workspace_path(given)
    repaired = repair(path, given.person_acting) if given.repair else None
    checks = examined(path)
    lines = [f"{'正常' if check.ok else '有问题'}　{check.title}：{check.detail}" for check in checks]
    document = {"checks": [check.as_json() for check in checks]}
    if repaired is not None:
        document["repaired"] = [repaired]
        lines.insert(0, f"已重建缓存，留痕没有动（留痕校验 {str(repaired['journal'])[:16]}）")
        if repaired["old"] is not None:
            lines.insert(1, f"有一页读不出来，已由留痕写成新的数据文件；坏的留在 {repaired['old']}")
    if any(not check.ok for check in checks if check.name in ("chain", "integrity")):
        lines.append(to_restore(path))
    return Answer(document, lines, 0 if all(check.ok for check in checks) else 1)


VERBS = (Verb("doctor", "体检：留痕、数据文件、缓存、备份和这台电脑；重建缓存", _arguments, _doctor, example="doctor"),)

"""写出前核对: what is to be known of a report before it goes out, as lines with a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haishu_desk.desk.report_gathered import Gathered
from haishu_desk.report.facts import PRINTED, REPORTED, Fact
from haishu_desk.report.material import Material
from haishu_desk.report.personal_places import ADVICE
from haishu_desk.ui.widgets.lines import Line

_FEW = 3


def checks_of(gathered: Gathered) -> list[Line]:
    """Whether each figure has a source, what differs from 监测, what is open, judged by hand, missing, unsigned."""
    return list(_checks(gathered))


def _checks(gathered: Gathered) -> Iterator[Line]:
    material = gathered.material
    yield _sources(gathered)
    yield _same(gathered)
    yield from _open(material)
    if gathered.by_hand:
        yield _warn(f"{len(gathered.by_hand)} 处人工改判", few(gathered.by_hand))
    if material.missing:
        yield _warn(f"{len(material.missing)} 处没有数或没有报", "列入未取得数据清单，不填补")
    if material.revised:
        yield _warn(f"{len(material.revised)} 处数据修订", "列入数据修订说明")
    yield from _differences(material)
    yield from _left_out(gathered)
    yield from _personal(gathered)
    yield _signed(material)
    if material.is_sample:
        yield Line("bad", "示例数据", "每页标明，不得作为正式文件")


def _sources(gathered: Gathered) -> Line:
    stated = set(gathered.document.facts_used())
    lacking = [fact for fact in gathered.facts if fact.number in stated and not has_source(fact)]
    found = f"{len(stated)} 个数，{len(stated) - len(lacking)} 个有来源"
    tip = "\n".join(f"{fact.place} {fact.value}" for fact in lacking)
    return Line("bad" if lacking else "ok", "每个数都能追到来源", found, tip=tip)


def has_source(fact: Fact) -> bool:
    """Whether it is known where the figure stands: a version of a return, the plan's table, a formula."""
    if fact.kind == REPORTED:
        return bool(fact.revision and fact.unit and fact.period)
    return bool(fact.source if fact.kind == PRINTED else fact.how)


def _same(gathered: Gathered) -> Line:
    differing, lines = gathered.differing, gathered.material.lines
    found = f"{len(lines)} 项，{len(differing)} 处不同"
    if not differing:
        return Line("ok", "与监测页现在的数一致", found)
    return Line("warn", "与监测页现在的数不同", f"{found}：{few(differing)}", tip="、".join(differing))


def _open(material: Material) -> Iterator[Line]:
    if material.open:
        reasons = list(dict.fromkeys(line.reason for line in material.open if line.reason))
        tip = "\n".join(f"{line.number} {line.name}：{line.reason}" for line in material.open)
        yield Line("warn", f"{len(material.open)} 项暂不评价", "、".join(reasons), tip=tip)


def _differences(material: Material) -> Iterator[Line]:
    if material.earlier:
        found = f"{len(material.differences)} 处不同，列入差异表" if material.differences else "数据和结论都没有不同"
        yield Line("warn" if material.differences else "ok", "与前一版比较", found, tip=material.earlier)


def _left_out(gathered: Gathered) -> Iterator[Line]:
    titles = [chapter.title for chapter in gathered.chapters if not chapter.is_in]
    if titles:
        yield _warn(f"{len(titles)} 部分没有写进去", few(titles))


def _personal(gathered: Gathered) -> Iterator[Line]:
    places = gathered.personal
    if places:
        tip = "\n".join((*places, ADVICE))
        yield Line("warn", f"{len(places)} 处像有个人的号码", few(places), tip=tip)


def _signed(material: Material) -> Line:
    if material.frame.number:
        return Line("ok", "文号已写", material.frame.number)
    return Line("idle", "没有文号，没有签发", "左下“标题、文号、版式…”里写；签发盖章在写出以后")


def _warn(title: str, detail: str) -> Line:
    return Line("warn", title, detail)


def few(names: Sequence[str]) -> str:
    """甲、乙、丙等 5 项."""
    return "、".join(names[:_FEW]) + (f"等 {len(names)} 项" if len(names) > _FEW else "")

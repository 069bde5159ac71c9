"""Named projects in what a 专栏 says of a task: lists of names, with the words that say how far they are.

A word before a list speaks for the list (新建甲、乙；迁建丙), a word behind a name for that name (通途路改建), words around a
list are put together (推动甲、乙等项目建成通车). Only what is named is a project; 一批 and what is described are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from haishu_desk.outline.splitting import find_outside, split_outside

_HOW = "加快|重点|持续|积极|全面|有序|大力|适时|共同|联合\\S{2,4}?共同|力争|继续|重点改造|前期"
_BUILD = (
    "改扩建|迁扩建|建成投用|建成|新建|迁建|扩建|改建|续建|已建|在建|修缮|开工建设|开工|完成|"
    "谋划建设|谋划新建|谋划改建|谋划迁建|谋划扩建|谋划共建|谋划新增|谋划|研究建设|研究|改造提升|整治提升|新增"
)
_PUSH = "推进实施|推进建设|推进|推动建设|推动|建设|实施|启动|布局"
_PREFIX = re.compile(rf"(?P<status>(?:(?:{_HOW})*(?:{_BUILD})|(?:{_HOW})+(?:{_PUSH})|{_PUSH}))(?P<rest>\S.*)\Z")
_BUILT = re.compile(r"[新迁扩改续]建|建成|开工")
_ROUND = re.compile(r"(?P<status>(?:加快|重点|积极)?(?:推进|推动)|加快)(?P<rest>\S.*)建设\Z")
_LONE = re.compile(r"(?:推进|推动)建设")
_FOR_MOST = re.compile(r"以(?P<rest>\S+?)(?:建设)?为重点\Z")
_WEAK = re.compile(rf"(?:{_PUSH}|加快)\Z")
_REMARK = re.compile(r"（(?:需|待|拟|含|打造|建设|包括|其中|计划)[^（）]*(?:（[^（）]*）[^（）]*)*）\Z")
_FACILITY = re.compile(
    r"(?:园|路|线|馆|中心|工程|项目|院|校|小学|中学|平台|站|厂|河|堤|基地|系统|仓|广场|港|湾|村落|湿地|楼|桥|隧道|水库|大道|街区|枢纽|机场|景区|廊道|变)\Z"
)
_LINE = re.compile(r"\d+号线")
_SUFFIX = re.compile(r"(?P<name>\S{2,}?)(?P<status>改扩建|迁扩建|改建|在建|已建|新建|扩建|迁建|续建)\Z")
_AROUND = ("建成通车", "建成投用", "前期工作", "提质升级", "改造提升")
_LABEL = re.compile(
    r"(?:【[^】]*】|(?:[一二三四五六七八九十两\d]+[纵横环射联片区]|其中|包括|主要有|\S{1,6}方面)(?:为|是|有|包括|，|：)\s*)"
)
_COUNTED = re.compile(r"(?:[一二三四五六七八九十两\d]+)[个条座处项](?P<name>[^（()）\d]{2,12})（(?P<inside>.+)）\Z")
_TOGETHER = re.compile(
    r"(?P<name>\S+?)[一二三四五六七八九十两\d]+(?:大|个|条|座|处)(?P<noun>[^\d、，]{2,8}?)(?:建设)?\Z"
)
_QUOTED = re.compile(r"“[^”]+”(?:行动|计划|工程|项目)?\Z")
_NO_NAME = re.compile(
    r"一批|等方面|为重点|为核心|为主|\d+(?:\.\d+)?[个条座家处万亿%所名幢项]|^(?:打造|培育|发展|提升|构建|形成|弘扬|和|与|及|以及|并|在|将|把|从|向|对|以|按|由|其|各|该|通过|结合|围绕|依托|发挥)"
)
_ABSTRACT = re.compile(
    r"(?:能力|水平|机制|体系|产业链|产业|领域|经济|模式|服务|管理|发展|改革|应用|业态|企业|人才|队伍|品牌|标准|研究|布局|"
    r"深度融合|融合|环节|攻关|企业家|市场|消费|创新|功能|需求|空间|格局|基地类|行业|生产|标杆|能级|意识|环境|质量|地带|高地|楼宇|社区)\Z"
)
_SHORTEST, _LONGEST = 2, 60


@dataclass(frozen=True)
class Project:
    """A named project and the word that says how far it is, or None."""

    name: str
    status: str | None


@dataclass(frozen=True)
class Found:
    """The projects of a task, and whether the list of them is left open (等)."""

    projects: tuple[Project, ...]
    is_open: bool


def projects_in(text: str) -> Found:
    """The named projects in the text of a task, in print order, each once."""
    reading = _Reading()
    found = list(reading.read(text.rstrip("。；;.")))
    return Found(tuple(dict.fromkeys(found)), reading.is_open)


class _Reading:
    def __init__(self) -> None:
        self.is_open = False

    def read(self, text: str) -> Iterator[Project]:
        sentences = split_outside(text, "；。;")
        is_list = all(_is_list(sentence) for sentence in sentences)
        for sentence in sentences:
            yield from self._sentence(sentence, is_list=is_list)

    def _sentence(self, sentence: str, *, is_list: bool) -> Iterator[Project]:
        status: str | None = None
        for labelled in _unlabelled(sentence):
            for segment in split_outside(labelled, "，,"):
                found, status = self._segment(segment, status, is_list=is_list)
                yield from found

    def _segment(self, segment: str, before: str | None, *, is_list: bool) -> tuple[list[Project], str | None]:
        """The projects of a list, and the word that goes on to the next one."""
        status, rest, is_round = _begun(segment)
        rest, tail, is_open, shared = _without_tail(rest)
        names = list(_apart(split_outside(re.sub(r"和一批.*", "", rest), "、")))
        is_named = is_list or (status is not None and not _WEAK.fullmatch(status)) or bool(tail)
        if is_round:
            is_named = _FACILITY.search(names[-1]) is not None or _TOGETHER.match(names[-1]) is not None
            is_named = is_named and (len(names) > 1 or not _LONE.fullmatch(status or ""))
        prefix = status
        if status is None and before and is_open and not _WEAK.fullmatch(before):
            status, is_named = before, True
        if prefix is None and not is_list and all(_QUOTED.match(name) for name in names):
            is_named = len(names) > 1
        if not is_named and prefix is None:
            is_named = sum(_SUFFIX.match(name) is not None for name in names) * 2 >= len(names) and len(names) > 0
        if not is_named:
            return [], before
        made = [project for name in names for project in _projects(f"{name}{shared}", status)]
        together = _expanded(names, status) or made
        wrapped = f"{status or ''}{tail}" if tail else None
        is_built = status is not None and _BUILT.search(status) is not None
        kept = [
            Project(each.name, wrapped or each.status) for each in together if _is_name(each.name, is_built=is_built)
        ]
        if _ABSTRACT.search(shared):
            return [], status
        if kept and is_open:
            self.is_open = True
        return kept, status


def _begun(segment: str) -> tuple[str | None, str, bool]:
    """The word before the list, the list, and whether the word stands around it (加快甲、乙建设)."""
    most = _FOR_MOST.match(segment)
    if most:
        return "重点建设", most["rest"], True
    around = _ROUND.match(segment)
    if around and not _PREFIX.match(around["rest"]):
        return f"{around['status']}建设", around["rest"], True
    prefix = _PREFIX.match(segment)
    return (prefix["status"], prefix["rest"], False) if prefix else (None, segment, False)


def _apart(names: list[str]) -> Iterator[str]:
    """甲和乙 as two names where both sides are of a kind: lines of a railway, the same noun at the end."""
    for place, name in enumerate(names):
        left, _, right = name.partition("和")
        is_last = place == len(names) - 1
        alike = (_LINE.search(left) and _LINE.search(right)) or (right and left[-1:] == right.split("两")[0][-1:])
        if is_last and left and right and alike and len(left) > _SHORTEST:
            yield left
            yield right
        else:
            yield name


def _is_list(sentence: str) -> bool:
    """Whether a sentence is nothing but a list of names."""
    if all(_COUNTED.match(part) for part in split_outside(sentence, "、")):
        return True
    parts = split_outside(sentence, "，,、")
    whole = len(parts) > 1 or find_outside(sentence, "等") >= 0
    return (
        whole
        and len(split_outside(sentence, "，,")) <= 1 + sum(part.count("（") for part in parts)
        and not any(_NO_NAME.search(part) or (_PREFIX.match(part) and not _SUFFIX.match(part)) for part in parts[:1])
    )


def _unlabelled(sentence: str) -> list[str]:
    """The sentence cut at labels (两环为, 【十一横】), which name no project."""
    return [part for part in _LABEL.split(sentence) if part and part.strip("，：: ")]


def _without_tail(text: str) -> tuple[str, str, bool, str]:
    """The list without what follows 等: the list, the word that ends what is done with it, whether it is open, and a noun.

    All names of the list share the noun (甲路、乙路等沿线污水干管); it is empty where they share none.
    """
    at = find_outside(text, "等")
    while at >= 0 and text[at + 1 : at + 2] in ("级", "学", "教", "线"):  # 高等学校, 等级
        later = find_outside(text[at + 1 :], "等")
        at = at + 1 + later if later >= 0 else -1
    if at < 0:
        end = next((each for each in _AROUND if text.endswith(each) and len(text) > len(each) + 3), "")
        return text.removesuffix(end), end, False, ""
    tail = text[at + 1 :]
    end = next((each for each in _AROUND if tail.endswith(each)), "")
    shared = tail if tail.startswith("沿线") or _ABSTRACT.search(tail) else ""
    return text[:at], end, True, shared


def _projects(name: str, status: str | None) -> list[Project]:
    name = _REMARK.sub("", name)
    counted = _COUNTED.match(name)
    if counted and len(inside := split_outside(counted["inside"], "、")) > 1:
        return [Project(each, status) for each in inside]
    if counted:
        return [Project(f"{counted['name']}（{counted['inside']}）", status)]
    suffix = _SUFFIX.match(name)
    if suffix and status is None:
        return [Project(suffix["name"], suffix["status"])]
    inner = _PREFIX.match(name)
    if inner and not _WEAK.fullmatch(inner["status"]):
        return [Project(inner["rest"], inner["status"])]
    return [Project(name, status)]


def _expanded(names: list[str], status: str | None) -> list[Project]:
    """甲、乙、丙三大主题村落: each name with the noun that they share."""
    found = _TOGETHER.match(names[-1]) if len(names) > 1 else None
    return [Project(f"{name}{found['noun']}", status) for name in [*names[:-1], found["name"]]] if found else []


def _is_name(name: str, *, is_built: bool) -> bool:
    """Whether it is a name and no description; of what is built (新建, 改建) nearly everything is."""
    return (
        _SHORTEST <= len(name) <= _LONGEST
        and not _NO_NAME.search(name)
        and (is_built or not _ABSTRACT.search(name))
        and not split_outside(name, "，；。：")[1:]
    )

"""Figures in a sentence: what they speak of, and what they say, read by the plan's own parser of quantities.

Two ways of writing: the subject before the figure (技术交易额达到20亿元, 新建幼儿园22所、小学6所), or the figure before its noun
(完成52条合流管改造). 分别 and 均 give several subjects their figures. Numbers that name something (5G, G228, “1121”, 110千伏,
15分钟) and dates are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from haishu_desk.domain.quantity import Quantity, parse
from haishu_desk.outline.splitting import split_outside

_BEFORE = (
    "不低于|不少于|不超过|不高于|控制在|稳定在|保持在|维持在|提高到|增加到|下降到|降低到|达到|超过|突破|高于|低于|小于|大于|"
    "少于|至少|约|达|超|在|为|至"
)
_DOING = (
    "累计建成|累计建设|累计完成|力争完成|力争建成|力争达到|力争实现|力争再创|计划完成|计划新治理|计划|完成|建成|实现|新增|新建|扩建|改建|建设|"
    "培育|培养|引进|打造|创建|设立|提升|再创|治理|新治理|改造|推动|力争"
)
_MEASURE = (
    "万亿元|亿元|万元|元|亿美元|万美元|美元|万平方米|平方米|平方公里|公顷|万亩|亩|万人次|人次|万人|人|万名|名|万吨|吨|亿斤|斤|"
    "万千瓦时|万千瓦|千瓦|万个|个百分点|个|家|所|幢|栋|条|座|处|张|件|项|辆|户|公里|千米|次|天|套|万套|万户|万件|批|支|台|"
    "只|片|万辆|部|人/亿元|件/万人|张/千人|%|％|‰"
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s*[-~—–]\s*\d+(?:\.\d+)?)?"
_AFTER = "及以上|以上|及以下|以下|以内|左右"
_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<number>{_NUMBER})(?P<more>[多余])?(?P<unit>人/亿元|{_MEASURE})(?P<after>{_AFTER})?"
    rf"|(?P<times>双倍增|翻一番|翻两番|翻番)"
)
_NAMING_BEFORE = re.compile(r"[A-Za-z“\"第号.+\-/]\Z|\d\Z|[一-鿿]{0,2}(?:周年|届)\Z")
_NAMING_AFTER = re.compile(r"\A(?:千伏|分钟|小时|月|日|号|期|届|公里/小时|周年|[A-Za-z])")
_SUBJECT_ENDS = re.compile(r"(?:力争|预计|计划|将|均|分别|都|实现)*\Z")
_SHARING = re.compile(r"分别|(?<![年平人亩地户])均|都(?=达|超|实现)")
_DATE = re.compile(r"(?:到|至)?(?:20\d\d年(?:末|底|前)?|“十[一二三四五六七八九]五”(?:期末|末|期间)|规划期末)[，,]?")
_VERBS = re.compile(rf"(?:{_DOING})+\Z")
_LEADING = re.compile(r"\A(?:确保|力争|争取|推动|加快|积极|继续|全面|其中|并|且|使|实现|基本)*(?=\S)")
_NOUN = re.compile(r"\A(?P<noun>(?:[^，,。；;、\d：:（）()]|（[^（）]{1,8}）){2,24})")
_CARRIED = ("新建", "扩建", "新增", "改建", "迁建")


@dataclass(frozen=True)
class Figure:
    """One figure: what it speaks of, the quantity as printed and read, its unit, and whether the text is in doubt."""

    what: str
    quantity: Quantity
    unit: str | None
    is_doubtful: bool = False


def figures_in(text: str) -> list[Figure]:
    """The figures of a text in print order."""
    return [figure for sentence in split_outside(text, "。；;") for figure in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> list[Figure]:
    parts = split_outside(_DATE.sub("", sentence), "，,")
    found: list[Figure] = []
    verb = ""
    for part in parts:
        shared = _shared(part)
        if shared:
            found += shared
            continue
        reading = _Part(part, verb)
        found += reading.figures()
        verb = reading.verb
    return found


def _matches(text: str) -> list[re.Match[str]]:
    """The figures of a piece of text, without numbers that name something."""
    return [
        found
        for found in _FIGURE.finditer(text)
        if not _NAMING_BEFORE.search(text[: found.start()])
        and not _NAMING_AFTER.match(text[found.end() :])
        and not _in_quotes(text, found.start())
    ]


def _in_quotes(text: str, place: int) -> bool:
    return text.count("“", 0, place) > text.count("”", 0, place)


def _shared(part: str) -> list[Figure]:
    """甲、乙分别超过900亿元、400亿元; 甲率和乙率均达到100%; 甲数、乙数实现双倍增."""
    matches = _matches(part)
    if not matches:
        return []
    head = part[: matches[0].start()]
    word = next((each[0] for each in _SHARING.finditer(head[-6:])), None)
    times = matches[0]["times"]
    if word is None and not times:
        return []
    subjects = _subjects(head.split(word)[0] if word else _SUBJECT_ENDS.sub("", head))
    if word == "分别":
        if len(subjects) != len(matches):
            return []
        first = matches[0]["before"]
        return [
            figure
            for subject, found in zip(subjects, matches, strict=True)
            if (figure := _made(subject, found, before=found["before"] or first)) is not None
        ]
    return [figure for subject in subjects if (figure := _made(subject, matches[0])) is not None]


def _subjects(text: str) -> list[str]:
    names = split_outside(text, "、")
    last = names[-1] if names else ""
    if len(names) <= 1 or "和" in last[1:]:
        left, _, right = last.rpartition("和")
        if left and right and right[-1] == left[-1]:
            names[-1:] = [left, right]
    return [_LEADING.sub("", name) for name in names]


class _Part:
    """What stands between two commas; `verb` is the one that goes on to further nouns (新建幼儿园22所、小学6所)."""

    def __init__(self, text: str, verb: str) -> None:
        self._text, self.verb = text, verb

    def figures(self) -> list[Figure]:
        """Figure after figure."""
        found: list[Figure] = []
        end, text = 0, self._text
        for match in _matches(text):
            gap, noun = text[end : match.start()], _NOUN.match(text[match.end() :])
            subject = _SUBJECT_ENDS.sub("", gap.rpartition("、")[2] if "、" in gap else gap).strip("，、 ")
            end = match.end()
            is_before = _VERBS.search(subject) is not None or not subject or _only_adverb(subject)
            if is_before and noun is not None:
                if noun["noun"].endswith(("和", "的")):
                    end += noun.end()
                    continue  # 9个街道和5个乡镇的183个小区: what counts comes after
                what = noun["noun"].removeprefix("的").strip()
                end += 0 if match["after"] else noun.end()
            else:
                what = self._subject(
                    subject, is_further=match["before"] is None and (not end or gap.startswith("、") or not found)
                )
            figure = _made(what, match)
            if figure is not None and figure.what:
                found.append(figure)
        return found

    def _subject(self, subject: str, *, is_further: bool) -> str:
        """The subject before a figure, with the verb that the list began with where it is one of its further nouns."""
        bare = _without_verb(subject, keep=(*_CARRIED, "培养"))
        begun = next((word for word in _CARRIED if bare.startswith(word)), "")
        has_own_verb = len(bare) < len(subject)
        self.verb = begun or (self.verb if is_further and not has_own_verb else "")
        return bare if begun else f"{self.verb}{bare}"


def _only_adverb(subject: str) -> bool:
    return re.fullmatch(r"(?:将|共|约|力争|计划|预计|每年|新增|累计|超|等)+", subject) is not None


def _without_verb(subject: str, keep: tuple[str, ...]) -> str:
    bare = _LEADING.sub("", subject)
    found = re.match(rf"(?:{_DOING})", bare)
    if found and found[0] not in keep and len(bare) > found.end() + 1:
        return bare[found.end() :]
    return bare


def _made(what: str, found: re.Match[str], before: str | None = None) -> Figure | None:
    raw = found[0] if before in (None, found["before"]) else f"{before}{found[0]}"
    if found["times"]:
        return Figure(what.strip(), parse(found[0]), None)
    asked = re.sub(r"^(?:控制在|稳定在|保持在|维持在|提高到|增加到|下降到|降低到|在|至)", "", raw)
    unit = found["unit"].replace("％", "%")
    quantity = parse(asked, unit if unit != "%" else None)
    if raw.startswith("控制在") and quantity.op == "eq":
        quantity = replace(quantity, op="le")
    return Figure(what.strip(), replace(quantity, raw=re.sub(r"^[在至]", "", raw)), unit)

"""Lists that a plan names: 甲、乙等十大区块, 五大基本原则，要……, “一心”即……, and the points of a plan that stand alone behind a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from haishu_desk.outline.blocks import Text
from haishu_desk.outline.numerals import number_in
from haishu_desk.outline.splitting import split_outside

_COUNT = r"[一二三四五六七八九十]{1,2}"
_COUNTED = re.compile(rf"(?P<before>[^。；，]*?)等(?P<count>{_COUNT})(?:大|个|项)(?P<what>[^，。；、]{{2,16}})")
_MUST = re.compile(
    rf"(?P<count>{_COUNT})(?:大|个|项)(?:基本|方面)*(?P<what>[^，。；]{{2,10}}?)(?:驱动)?，要(?P<names>[^。；：]+)"
)
_THAT_IS = re.compile(r"“(?P<name>[一二两三四五六七八九十][^”]{1,3})”即(?P<names>[^。；]+)。")
_POINT = re.compile(r"\A[—－-]{1,2}\s*(?P<name>[^，,。；：]{3,12})。")
_VERB = re.compile(
    r"\A(?:重点开发|重点建设|大力实施|深入实施|深入推进|深入开展|加快建设|全面实施|统筹推进|建成|建设|实施|推进|聚焦|围绕|开展|打造|谋划)+"
)
_FEWEST = 3
KEYS = {"区块": "blocks", "行动": "action_plans", "工程": "projects", "项目": "projects", "原则": "principles",
        "关系": "relations", "引擎": "engines"}  # fmt: skip


@dataclass(frozen=True)
class NamedList:
    """A list: what its entries are, how many the text says there are (None: it does not say), the entries, and the line."""

    line: int
    what: str
    count: int | None
    names: tuple[str, ...]

    @property
    def key(self) -> str | None:
        """The standard name of such a list, or None."""
        return next((key for word, key in KEYS.items() if word in self.what), None)

    @property
    def is_whole(self) -> bool:
        """Whether there are as many entries as the text says."""
        return self.count is None or self.count == len(self.names)


def lists_in(text: Text) -> Iterator[NamedList]:
    """The lists of one paragraph."""
    for sentence in split_outside(text.text, "。；"):
        for part in split_outside(sentence, "，,"):
            for found in _COUNTED.finditer(part):
                names = split_outside(_VERB.sub("", found["before"].strip()), "、")
                if len(names) >= _FEWEST:
                    yield NamedList(text.line, found["what"].strip("“”"), number_in(found["count"]), tuple(names))
        must = _MUST.search(sentence)
        if must:
            names = [_without(each) for each in split_outside(must["names"], "，,")]
            yield NamedList(text.line, must["what"], number_in(must["count"]), tuple(names))


def areas_in(text: Text) -> Iterator[tuple[str, tuple[str, ...]]]:
    """“两城”即甲、乙: the name of a group of areas and its areas."""
    for found in _THAT_IS.finditer(text.text):
        yield found["name"], tuple(split_outside(found["names"], "、"))


def positions_in(texts: Sequence[Text]) -> list[tuple[int, str]]:
    """Points behind a dash that are a name and no sentence: the first run of them, with their lines."""
    run: list[tuple[int, str]] = []
    for text in texts:
        found = _POINT.match(text.text)
        if found:
            run.append((text.line, found["name"]))
        elif len(run) >= _FEWEST:
            return run
        else:
            run = []
    return run if len(run) >= _FEWEST else []


def _without(name: str) -> str:
    return re.sub(r"\A(?:把握|强化)", "", name.strip())

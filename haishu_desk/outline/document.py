"""An outline as the document of a plan: the same keys as the shipped plans, so that whatever reads those reads these.

What is printed is copied; what the plan does not print is proposed (`guesses`). The table that tells how the plan before came
out becomes a document of that plan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from haishu_desk.outline.figures import Figure
from haishu_desk.outline.guesses import direction_of, measure_of, places_of, sum_kind_of
from haishu_desk.outline.indicators import IndicatorRow, IndicatorTable
from haishu_desk.outline.numerals import number_in, numeral_of
from haishu_desk.outline.reader import Outline
from haishu_desk.outline.source import Line
from haishu_desk.outline.undertakings import ReadBox, Task

_TERM = re.compile(
    r"“?十([一二三四五六七八九])五”?|第(十[一二三四五六七八九])个五年规划|第(二十[一二三四五六七八九]?)个五年"
)
_TITLE = re.compile(r"\A\S{2,40}(?:规划纲要|规划|纲要)\Z|\A\S{2,60}目标纲要\Z")
_NOTE_PARTS = re.compile(r"(?=(?<!\d)\d{1,2}[、.．](?!\d))")
_SUMMARY, _TELLING = 24, 4
_TRACKED = {"action_plans": ("a", "task"), "projects": ("p", "project")}


@dataclass(frozen=True)
class Frame:
    """Which plan it is: the id that its codes begin with, its title and its years."""

    id: str
    title: str
    start_year: int
    end_year: int

    @property
    def base_year(self) -> int:
        """The year before the first."""
        return self.start_year - 1

    def before(self) -> Frame:
        """The plan before it."""
        number = self.number - 1
        return Frame(f"{number}5", f"第{numeral_of(number)}个五年规划", self.start_year - 5, self.end_year - 5)

    @property
    def number(self) -> int:
        """Which five-year plan it is: 14 for 2021 to 2025."""
        return (self.start_year - 1951) // 5


def frame_of(outline: Outline, lines: Sequence[Line]) -> Frame:
    """Which plan a text is: by the last year of its table, else by the five-year plan that it names most."""
    own = next((table for table in outline.tables if not table.is_result), None)
    end = own.columns.end_year if own is not None else None
    if end is None or end % 5:
        end = _end_named(lines)
    number = (end - 1955) // 5
    heads = [line.text for line in lines[: max(outline.chapters[0].line - 1, 0) if outline.chapters else 5]]
    title = next((text for text in heads if _TITLE.match(text)), f"第{numeral_of(number)}个五年规划")
    return Frame(f"{number}5", title, end - 4, end)


def _end_named(lines: Sequence[Line]) -> int:
    named: Counter[int] = Counter()
    for line in lines:
        for found in _TERM.finditer(line.text):
            number = number_in(f"十{found[1]}" if found[1] else found[2] or found[3])
            if number is not None:
                named[number] += 1
    number = named.most_common(1)[0][0] if named else 15
    return 1955 + 5 * number


def documents_of(outline: Outline, frame: Frame, lead: str) -> list[dict[str, Any]]:
    """The plan's document, after that of the plan before where its results are printed; `lead` stands for who leads all."""
    found = []
    results = [table for table in outline.tables if table.is_result]
    if results:
        found.append(_Documents(outline, frame.before(), lead).of(results, whole=False))
    found.append(_Documents(outline, frame, lead).of([t for t in outline.tables if not t.is_result], whole=True))
    return found


class _Documents:
    def __init__(self, outline: Outline, frame: Frame, lead: str) -> None:
        self._outline, self._frame, self._lead = outline, frame, lead

    def of(self, tables: Sequence[IndicatorTable], *, whole: bool) -> dict[str, Any]:
        content: dict[str, Any] = {"plan": self._plan(tables), "indicators": self._indicators(tables)}
        if whole:
            content["targets"] = list(self._targets(content["indicators"]))
            content["boxes"] = [self._box(box) for box in self._outline.boxes]
            content["programmes"] = list(self._programmes())
            content["lists"] = self._lists()
            content["links"] = []
        return content

    def _plan(self, tables: Sequence[IndicatorTable]) -> dict[str, Any]:
        frame = self._frame
        columns = dict.fromkeys(key for table in tables for _, key in table.columns.values)
        titles = {key: table.columns.heads[place] for table in tables for place, key in table.columns.values}
        return {
            "id": frame.id,
            "title": frame.title,
            "start_year": frame.start_year,
            "end_year": frame.end_year,
            "base_year": frame.base_year,
            "columns": list(columns),
            "column_titles": titles,
            "table": self._table(tables),
            "notes": [note for table in tables for note in _notes(table)],
        }

    def _table(self, tables: Sequence[IndicatorTable]) -> dict[str, Any]:
        """Where the table of indicators stands; nowhere (0) in a plan without one."""
        if not tables:
            return {"title": None, "chapter": 0, "section": None, "lines": [0, 0]}
        first = tables[0]
        chapter, section = self._outline.place(first.line)
        return {"title": first.caption, "chapter": chapter, "section": section, "lines": [first.line, tables[-1].last]}

    def _code(self, *parts: str) -> str:
        return "-".join((self._frame.id, *parts))

    # Indicators

    def _indicators(self, tables: Sequence[IndicatorTable]) -> list[dict[str, Any]]:
        rows = [(table, row) for table in tables for row in table.rows]
        numbers = Counter(row.number for _, row in rows)
        letters: Counter[str] = Counter()
        found = []
        for place, (table, row) in enumerate(rows, start=1):
            letter = ""
            if numbers[row.number] > 1:
                letter = chr(ord("a") + letters[row.number])
                letters[row.number] += 1
            number = row.number or str(place)
            found.append(self._indicator(table, row, place, f"{number.zfill(2)}{letter}"))
        return found

    def _indicator(self, table: IndicatorTable, row: IndicatorRow, place: int, code: str) -> dict[str, Any]:
        values = row.values
        base, target, growth = (values.get(key) for key in ("base", "target", "growth"))
        printed = [cell for cell in values.values() if cell]
        chapter, section = self._outline.place(table.line)
        return {
            "code": self._code(code),
            "number": row.number or str(place),
            "row": place,
            "category": row.category or "",
            "name": row.name,
            "parent": row.parent,
            "unit": row.unit,
            "attribute": row.attribute,
            "resident_basis": _is_resident(row, table),
            "direction": direction_of(row.name, base, target),
            "measure": measure_of(row.name, row.unit),
            "frequency": "年",
            "decimals": places_of(*printed),
            "rollup": "single",
            "rollup_weight": None,
            "statistical_scope": "全区",
            "cumulative_kind": sum_kind_of(base, target, growth or values.get("target_growth")),
            "limits": dict.fromkeys(("low", "high", "change_low", "change_high", "change_kind")),
            "lead": self._lead,
            "reporters": [],
            "townships": False,
            "text_allowed": any(re.search(r"[一-鿿]", cell) for cell in printed),
            "continues": None,
            "review_points": "",
            "values": {key: cell or "—" for key, cell in values.items()},
            "values_doubt": list(row.doubts),
            "notes": [note for note in _notes(table) if _speaks_of(note, row)],
            "source": {
                "chapter": chapter,
                "section": section,
                "table": _table_name(table),
                "lines": [row.line, row.last],
            },
        }

    # Targets

    def _targets(self, indicators: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        counts: Counter[int] = Counter()
        for target in self._outline.targets:
            counts[target.chapter] += 1
            what = target.figure.what
            yield {
                "code": self._code(f"t{target.chapter:02d}", f"{counts[target.chapter]:02d}"),
                "subject": what,
                **_figure(target.figure),
                "year": target.year,
                "indicator": _same_indicator(what, target.figure, indicators),
                "measure": measure_of(what, target.figure.unit),
                "direction": "lower" if target.figure.quantity.op in ("le", "lt") else "higher",
                "lead": self._lead,
                "source": {"chapter": target.chapter, "section": target.section, "lines": [target.line] * 2},
            }

    # 专栏

    def _box(self, box: ReadBox) -> dict[str, Any]:
        chapter, section = self._outline.place(box.line)
        code = f"b{box.number:02d}"
        numbered = 0
        groups = []
        for group in box.groups:
            numbered += group.title is not None
            prefix = self._code(code, str(numbered))
            tasks = [self._task(task, f"{prefix}-{place:02d}") for place, task in enumerate(group.tasks, start=1)]
            groups.append({"title": group.title, "items": tasks})
        return {
            "number": box.number,
            "title": box.title,
            "chapter": chapter,
            "source": {"chapter": chapter, "section": section, "lines": [box.line, box.last]},
            "quantities": [{"what": each.what, **_figure(each), "line": box.line} for each in box.figures],
            "groups": groups,
        }

    def _task(self, task: Task, code: str) -> dict[str, Any]:
        projects: list[dict[str, Any]] = [
            {"code": f"{code}-{place:02d}", "name": each.name, "status": each.status, "lead": self._lead, "place": [],
             "line": task.line}
            for place, each in enumerate(task.projects, start=1)
        ]  # fmt: skip
        return {
            "code": code,
            "title": task.title,
            "summary": _short(task.text),
            "lead": self._lead,
            "reporters": [self._lead],
            "lines": [task.line, task.line],
            "is_open": task.is_open,
            "quantities": [{"what": each.what, **_figure(each), "line": task.line} for each in task.figures],
            "projects": projects,
        }

    # Lists

    def _lists(self) -> dict[str, Any]:
        outline = self._outline
        named: dict[str, Any] = {}
        for each in outline.lists:
            named.setdefault(each.key or each.what, list(each.names))
        if outline.positions:
            named["positions"] = [name for _, name in outline.positions]
        if outline.areas:
            named["areas"] = {name: list(parts) for name, parts in outline.areas.items()}
        named["sources"] = {(each.key or each.what): [each.line, each.line] for each in reversed(outline.lists)}
        if outline.positions:
            named["sources"]["positions"] = [outline.positions[0][0], outline.positions[-1][0]]
        named["chapters"] = [
            {
                "number": chapter.number,
                "title": chapter.title,
                "line": chapter.line,
                "sections": [
                    {"number": each.number, "title": each.title, "line": each.line} for each in chapter.sections
                ],
            }
            for chapter in outline.chapters
        ]
        return named

    def _programmes(self) -> Iterator[dict[str, Any]]:
        """Action plans and projects that stand in a named list and in no 专栏."""
        in_boxes = {project.name for box in self._outline.boxes for task in box.tasks for project in task.projects}
        for each in self._outline.lists:
            letter, kind = _TRACKED.get(each.key or "", ("", ""))
            chapter, section = self._outline.place(each.line)
            for place, name in enumerate(each.names if letter else (), start=1):
                if name not in in_boxes:
                    yield {
                        "code": self._code(f"{letter}{place:02d}"), "kind": kind, "list": each.key, "name": name,
                        "status": None, "lead": self._lead, "place": [],
                        "source": {"chapter": chapter, "section": section, "lines": [each.line, each.line]},
                    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    said = figure.quantity
    found: dict[str, Any] = {"raw": said.raw, "op": said.op, "unit": figure.unit}
    found |= {key: value for key in ("value", "low", "high") if (value := getattr(said, key)) is not None}
    if figure.what.startswith(("累计", "累积")) or said.cumulative:
        found["cumulative"] = True
    return found | ({"doubtful": True} if figure.is_doubtful else {})


def _same_indicator(what: str, figure: Figure, indicators: Sequence[dict[str, Any]]) -> str | None:
    """The row of the table that a target repeats: the same name but for 全社会 and the like, and the same figure."""
    for row in indicators:
        name = str(row["name"])
        is_same = name == what or (len(name) > _TELLING and what.endswith(name)) or _core(name) == _core(what)
        if is_same and any(_number(cell) == figure.quantity.value for cell in row["values"].values()):
            return str(row["code"])
    return None


def _core(name: str) -> str:
    return re.sub(r"全社会|全区|全市|亿元|研究与|研发与|（[^）]*）", "", name)


def _number(cell: str) -> str | None:
    found = re.search(r"\d+(?:\.\d+)?", cell)
    return found[0] if found else None


def _notes(table: IndicatorTable) -> list[str]:
    text = re.sub(r"^(?:备?注|说明)\s*[:：]?\s*", "", table.note)
    return [part.strip() for part in _NOTE_PARTS.split(text) if part.strip()]


def _speaks_of(note: str, row: IndicatorRow) -> bool:
    if "[" in note and any(cell.startswith(("[", "〔")) for cell in row.values.values()):
        return True
    if row.marks and any(mark in note for mark in row.marks):
        return True
    words = [row.name, *(row.name[at:] for at in range(1, max(len(row.name) - 3, 1)))]
    return any(len(word) >= _TELLING and word in note for word in words[:3])


def _is_resident(row: IndicatorRow, table: IndicatorTable) -> bool:
    return bool(row.marks) and any("常住" in note and any(mark in note for mark in row.marks) for note in _notes(table))


def _table_name(table: IndicatorTable) -> str | None:
    found = re.match(r"表\s*[\d-]+", table.caption or "")
    return found[0].replace(" ", "") if found else None


def _short(text: str) -> str:
    first = re.split(r"[，。；]", text, maxsplit=1)[0]
    return first if len(first) <= _SUMMARY else f"{first[:_SUMMARY]}…"

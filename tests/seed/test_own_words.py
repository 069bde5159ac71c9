"""Facts come over from the outline, its sentences do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haishu_desk import paths
from tests.seed.outline import lines, load, needs_text

RUN = 30
# What is printed as a name, a title or a note of a table is a fact and stands as it is.
FACTS = {"name", "title", "subject", "notes", "raw", "blocks", "action_plans", "projects", "positions", "principles",
         "relations", "engines", "areas"}  # fmt: skip


def own_words(content: Any, key: str = "") -> Iterator[str]:
    """Every text of a shipped document that is no name and no note of a table."""
    if isinstance(content, dict):
        for name, part in content.items():
            yield from own_words(part, name)
    elif isinstance(content, list) and not (key in FACTS and all(isinstance(part, str) for part in content)):
        for part in content:
            yield from own_words(part, key)
    elif isinstance(content, str) and key not in FACTS:
        yield content


def runs(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[start : start + RUN] for start in range(len(plain) - RUN + 1)}


def test_the_search_for_copied_runs_sees_summaries_and_leaves_names_out() -> None:
    content = {"items": [{"title": "甲" * 40, "summary": "乙" * 40}], "notes": ["丙" * 40]}
    assert list(own_words(content)) == ["乙" * 40]
    assert runs("乙" * 31) == {"乙" * 30}


@needs_text
def test_nothing_but_names_and_notes_shares_thirty_signs_with_the_outline() -> None:
    outline = runs("\n".join(lines()))
    for file in sorted(paths.seed().rglob("*.json")):
        for text in own_words(load(str(file.relative_to(paths.seed())))):
            assert not runs(text) & outline, f"{file.name}: {text}"
    for page in [*paths.resources().rglob("*.md"), paths.seed() / "README.md"]:
        for paragraph in page.read_text(encoding="utf-8").split("\n"):
            assert not runs(paragraph) & outline, f"{page.name}: {paragraph}"

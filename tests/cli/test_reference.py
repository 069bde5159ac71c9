"""The reference of the command line says what the verbs say."""

from __future__ import annotations

from haishu_desk import paths
from haishu_desk.cli.main import VERBS
from haishu_desk.cli.reference import reference


def test_the_reference_in_resources_is_what_the_verbs_own_help_says() -> None:
    stored = (paths.resources() / "help" / "cli.md").read_text(encoding="utf-8")
    assert stored == reference(), "run: python -m haishu_desk.cli.reference"


def test_every_verb_has_its_section_with_a_sentence() -> None:
    sections = reference().split("\n## ")[1:]
    assert [section.splitlines()[0] for section in sections] == [verb.name for verb in VERBS]
    assert all(len(section.splitlines()[2]) > 1 for section in sections)

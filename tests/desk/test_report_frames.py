"""The settings of the reports: what was settled stands until something else is, and only a .docx is a style file."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from haishu_desk.desk import Desk
from haishu_desk.desk.reporting import Wanted
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.report.document import Paragraph
from tests.desk.approved import some_figures


def test_texts_are_added_to_what_was_settled_and_an_empty_one_takes_it_away(district: Desk) -> None:
    frames = district.reporting.frames
    frames.settle("annual", {"title": "题", "number": "〔2024〕1号"})
    frames.settle("annual", {"number": "", "before": ["一", "二"]})
    assert frames.told("annual") == {"title": "题", "before": ["一", "二"]}
    assert frames.frame("annual").before == ("一", "二")
    assert frames.told("midterm") == {}


def test_without_settings_the_office_is_that_of_the_district(district: Desk) -> None:
    assert district.reporting.frames.frame("annual").office == "海曙区发展和改革局"


def test_the_congress_is_addressed_unless_something_else_was_settled(district: Desk) -> None:
    frames = district.reporting.frames
    assert frames.frame("midterm", for_congress=True).addressee == "区人大常委会"
    frames.settle("congress", {"addressee": "区人民代表大会"})
    assert frames.frame("midterm", for_congress=True).addressee == "区人民代表大会"


@pytest.mark.parametrize(
    ("kind", "texts"), [("monthly", {"title": "题"}), ("annual", {"colour": "红"}), ("annual", {"title": "题\u0007"})]
)
def test_what_is_no_setting_is_refused(district: Desk, kind: str, texts: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        district.reporting.frames.settle(kind, texts)


def test_a_report_has_the_page_of_the_office_s_own_style_file(district: Desk, tmp_path: Path) -> None:
    some_figures(district)
    own = docx.Document()
    own.sections[0].left_margin = Mm(21)
    own.add_paragraph("样张")
    own.save(str(tmp_path / "本局.docx"))
    told = district.reporting.frames.settle("annual", {}, tmp_path / "本局.docx")
    assert told["style_name"] == "本局.docx"
    district.reporting.write(Wanted("annual", 2023), tmp_path / "a.docx")
    made = docx.Document(str(tmp_path / "a.docx"))
    assert round((made.sections[0].left_margin or 0) / Mm(1)) == 21
    assert "样张" not in [paragraph.text for paragraph in made.paragraphs]
    assert isinstance(district.reporting.make(Wanted("annual", 2023)).document.parts[1], Paragraph)


def test_a_text_file_is_no_style_file(district: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("words", encoding="utf-8")
    with pytest.raises(DeskError, match=r"a\.docx"):
        district.reporting.frames.settle("annual", {}, tmp_path / "a.docx")

"""More hostile workbooks by rows of the fault table: document types in every kind of part, macros, links, odd names."""

from __future__ import annotations

from tests.bundle import hostile
from tests.bundle.hostile import BOOK, PLAIN, SHEET, Entry, override, relation, relations, workbook

# Every kind of part that a workbook may have beside those of the plain one.
PARTS = (
    "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml", "xl/styles.xml", "xl/theme/theme1.xml", "xl/calcChain.xml", "xl/comments1.xml", "xl/drawings/drawing1.xml",
    "xl/charts/chart1.xml", "xl/charts/style1.xml", "xl/tables/table1.xml", "xl/pivotTables/pivotTable1.xml", "xl/pivotCache/pivotCacheDefinition1.xml", "xl/metadata.xml",
    "xl/worksheets/_rels/sheet1.xml.rels", "xl/drawings/_rels/drawing1.xml.rels", "customXml/item1.xml", "xl/persons/person.xml", "xl/cellimages.xml", "xl/richData/richValue.xml",
)  # fmt: skip
ENTITIES = (
    "<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://example.invalid/x"> %b;]>',
)  # fmt: skip
NAMES = (
    "../a", "..", "xl/../a", "xl/./a", "./a", "/a", "/etc/passwd", "//a/b", "xl//a", "xl\\a", "\\a", "..\\a", "c:a", "c:/a", "C:\\a", "a:b", "xl/a:$DATA", "a*", "a?", 'a"b', "a<b", "a>b", "a|b", "a&b", "a&#49;",
    "a\0b", "a\nb", "a\tb", "a\rb", "a\x7fb", "a\u202eb", "a\u200bb", "a\ufeff", "\u2028", ".", "xl/.", "xl/..", "a\x1b[2J", "\u2066a", "\ue000\x01",
    "xl/worksheets/..\\sheet1.xml", "xl/..", "...\\a", "a/../../b", "xl/\\b", "con:", "nul:a", "a//", "//", "\\\\host\\a",
)  # fmt: skip
_LINKED = ("externalLink", "externalLinkPath", "oleObject", "package", "control", "connections")
_MACROS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "wordVbaData")


def _related(part: str, kind: str, target: str = "a.bin", mode: str = "") -> bytes:
    return workbook({part: relations(relation("r1", kind, target, mode))})


def _named(name: str, formula: str) -> bytes:
    names = f'<definedNames><definedName name="{name}">{formula}</definedName></definedNames>'
    return workbook({BOOK: PLAIN[BOOK].replace("</sheets>", f"</sheets>{names}")})


def _typed(kind: str) -> bytes:
    return workbook(
        {"[Content_Types].xml": PLAIN["[Content_Types].xml"].replace(f"{hostile.TYPE}.sheet.main+xml", kind)}
    )


def _inside(head: bytes) -> bytes:
    return workbook({"xl/media/image1.png": head + b"x" * 100})


def _after(xml: str) -> bytes:
    return workbook({SHEET: hostile.sheet(after=xml)})


_SHEET_RELATIONS, _DRAWING_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels", "xl/drawings/_rels/drawing1.xml.rels"
_DDE = "cmd|'/c calc'!A0"
ZOO: list[tuple[str, str, bytes]] = [
    *(("E12", f"{entity} in {part}", workbook({part: f"{entity}<a/>"})) for part in PARTS for entity in ENTITIES[:2]),
    *(("E12", f"{entity} in the sheet", workbook({SHEET: PLAIN[SHEET].replace("<worksheet", f"{entity}<worksheet")})) for entity in ENTITIES),
    *(("E07", f"the name {name!r}", workbook(None, Entry(name.encode(), b"x"))) for name in NAMES),
    *(("E09", f"{kind} beside {part}", _related(part, kind)) for kind in _MACROS for part in (_SHEET_RELATIONS, _DRAWING_RELATIONS)),
    *(("E10", f"{kind} beside {part}", _related(part, kind)) for kind in _LINKED for part in (_SHEET_RELATIONS, _DRAWING_RELATIONS)),
    *(("E09", f"the part {name}", workbook({name: "<a/>"})) for name in ("xl/vbaProject.bin", "XL/VBAPROJECT.BIN", "xl/vbaProjectSignature.bin", "xl/macrosheets/sheet1.xml", "xl/dialogsheets/sheet1.xml", "a/vbaProject1.bin")),
    *(("E10", f"the part {name}", workbook({name: "<a/>"})) for name in ("xl/externalLinks/a.xml", "xl/embeddings/a.xlsx", "xl/activeX/a.bin", "xl/queryTables/a.xml", "xl/model/item.data", "XL/CONNECTIONS.XML")),
    *(("E09", f"the type {kind}", _typed(kind)) for kind in ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "application/vnd.ms-excel.addin.macroEnabled.main+xml", "application/vnd.ms-excel.template.macroEnabled.main+xml")),
    ("E03", "a binary workbook", _typed("application/vnd.ms-excel.sheet.binary.macroEnabled.main".replace("macroEnabled.", ""))),
    ("E03", "a document", _typed("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")),
    *(("E10", f"{head!r} under the name of a picture", _inside(head)) for head in (b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"\x7fELF", b"%PDF-1.7", b"Rar!\x1a", b"7z\xbc\xaf", b"{\\rtf1")),
    *(("E09", f"the name {name}", _named(name, "表!$A$1")) for name in ("_xlnm.Auto_Open", "auto_open", "Auto_Open77", "AUTO_CLOSE", "_xlnm.Auto_Activate")),
    *(("E10", f"{where} that starts a program", make) for where, make in (
        ("a name", _named("a", _DDE)),
        ("a drop-down", _after(f'<dataValidations><dataValidation sqref="A1"><formula1>{_DDE}</formula1></dataValidation></dataValidations>')),
        ("a rule", _after(f'<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>{_DDE}</formula></cfRule></conditionalFormatting>')),
        ("a rule of an extension", _after(f'<extLst><ext><x:f xmlns:x="urn:x">{_DDE}</x:f></ext></extLst>')),
    )),
    *(("E10", f"{kind} from outside", _related(_SHEET_RELATIONS, kind, "file://host/a", "External")) for kind in ("image", "drawing", "oleObject", "attachedTemplate", "frame", "externalLink")),
    ("E52", "dates from 1904", workbook({BOOK: PLAIN[BOOK].replace("<sheets>", '<workbookPr date1904="true"/><sheets>')})),
    ("E14", "a merge off the grid", _after('<mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>')),
    ("E14", "a merge below the grid", _after('<mergeCells><mergeCell ref="A1:B1048577"/></mergeCells>')),
    ("E21", "a sheet with an endless name", workbook({BOOK: PLAIN[BOOK].replace("填报表", "x" * 256)})),
    ("E21", "a sheet without a name", workbook({BOOK: PLAIN[BOOK].replace("填报表", "")})),
    ("E05", "two thousand parts", hostile.archive([*hostile.entries(PLAIN), *(Entry(b"xl/media/%d" % n, b"") for n in range(2_000))])),
]  # fmt: skip
# What looks like one of them and is none.
HARMLESS: list[tuple[str, bytes]] = [
    ("a web link", _related(_SHEET_RELATIONS, "hyperlink", "https://example.invalid/", "External")),
    ("a picture", _inside(b"\x89PNG\r\n\x1a\n")),
    ("settings of a printer", workbook({"xl/printerSettings/printerSettings1.bin": b"H\0P\0"})),
    ("a chart with its style", workbook({"xl/charts/chart1.xml": "<a/>", "xl/charts/_rels/chart1.xml.rels": relations(relation("r1", "chartStyle", "style1.xml"))})),
    ("a bar inside quotes in a drop-down", _after('<dataValidations><dataValidation sqref="A1"><formula1>"甲|乙"</formula1></dataValidation></dataValidations>')),
    ("a name for printing", _named("_xlnm.Print_Titles", "填报表!$1:$4")),
    ("a name like another", _named("autos_opened", "填报表!$A$1")),
    ("dates from 1900", workbook({BOOK: PLAIN[BOOK].replace("<sheets>", '<workbookPr date1904="0"/><sheets>')})),
    ("a second type", workbook({"[Content_Types].xml": hostile.types(*hostile.TYPES, override("docProps/app.xml", "x"))})),
]  # fmt: skip

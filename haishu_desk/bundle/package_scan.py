"""The parts of a workbook that say where everything is: types, relations, the list of sheets, the custom properties."""

from __future__ import annotations

from dataclasses import dataclass

from haishu_desk.bundle.part_scan import MAIN, RELATION_ID, Limits, Scanner, local
from haishu_desk.bundle.sheet_scan import calls_out

STRINGS = "xl/sharedstrings.xml"
_MACRO_KINDS = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "wordVbaData"})
_LINK_KINDS = frozenset({"externalLink", "externalLinkPath", "oleObject", "package", "control", "connections"})
_SHEET_NAME, _NAMES = 255, 20_000
_TRUE = frozenset({"1", "true"})


class ContentTypes(Scanner):
    """`[Content_Types].xml`: the declared type of each part, by lower-case name."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.types: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Refuse macros by type, whatever the parts are called, and a second table of strings."""
        kind = attributes.get("ContentType", "")
        if "macroenabled" in kind.lower() or "vbaproject" in kind.lower():
            raise self.fault("macros")
        if local(name) != "Override":
            return
        part = attributes.get("PartName", "").lower().removeprefix("/")
        if part in self.types or (kind.endswith("sharedStrings+xml") and part != STRINGS):
            raise self.fault("damaged")
        self.types[part] = kind


@dataclass(frozen=True)
class Relation:
    """Where another part is, and what it is."""

    kind: str
    target: str

    def part(self) -> str:
        """The lower-case name of the part, as calamine finds it."""
        target = self.target.lower()
        return target[1:] if target.startswith("/") else f"xl/{target}"


class Relations(Scanner):
    """A part that says where the others are; from here nothing may lead outside but a hyperlink."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.found: dict[str, Relation] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take a relation, refuse a dangerous one and one that occurs twice."""
        if local(name) != "Relationship":
            return
        key, kind = attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2]
        if kind in _MACRO_KINDS:
            raise self.fault("macros")
        outside = attributes.get("TargetMode", "Internal") != "Internal"
        if kind in _LINK_KINDS or (outside and kind != "hyperlink"):
            raise self.fault("linked")
        if not key or key in self.found:
            raise self.fault("damaged")
        self.found[key] = Relation(kind, attributes.get("Target", ""))


class WorkbookPart(Scanner):
    """`xl/workbook.xml`: the names of the sheets and the keys of their parts, in order."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.sheets: dict[str, str] = {}
        self.names = 0
        self.formula: list[str] | None = None
        self.parser.CharacterDataHandler = self._heard

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the sheets where they belong; a sheet in any other place is a trap for one of the readers."""
        if len(self.path) == 1 and name != f"{MAIN}workbook":
            raise self.fault("not_xlsx")  # the strict dialect, or something else
        if local(name) == "sheet":
            self._sheet(attributes)
        elif local(name) == "definedName":
            self._name(attributes.get("name", ""))
        elif local(name) == "workbookPr" and attributes.get("date1904") in _TRUE:
            raise self.fault("dates_1904")

    def closed(self, name: str) -> None:
        """A name has its formula."""
        if local(name) == "definedName" and calls_out("".join(self.formula or ())):
            raise self.fault("linked")
        self.formula = None

    def _name(self, name: str) -> None:
        self.names += 1
        if self.names > _NAMES:
            raise self.fault("looks")
        if name.lower().removeprefix("_xlnm.").startswith(("auto_open", "auto_close", "auto_activate")):
            raise self.fault("macros")
        self.formula = []

    def _heard(self, text: str) -> None:
        if self.formula is not None:
            self.formula.append(text)

    def _sheet(self, attributes: dict[str, str]) -> None:
        keys = [key for key in attributes if local(key) == "id"]
        if self.path != [MAIN + part for part in ("workbook", "sheets", "sheet")] or keys != [RELATION_ID]:
            raise self.fault("damaged")
        title = attributes.get("name", "")
        if not 0 < len(title) <= _SHEET_NAME or title.lower() in {known.lower() for known in self.sheets}:
            raise self.fault("damaged")
        self.sheets[title] = attributes[RELATION_ID]
        if len(self.sheets) > self.limits.sheets:
            raise self.fault("sheets")


class Properties(Scanner):
    """`docProps/custom.xml`: the custom properties of the document, as text."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.values: dict[str, str] = {}
        self.name: str | None = None
        self.parser.CharacterDataHandler = self._heard

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """A property begins."""
        if local(name) != "property":
            return
        self.name = attributes.get("name", "")
        if self.name in self.values:
            raise self.fault("damaged")
        self.values[self.name] = ""

    def closed(self, name: str) -> None:
        """A property ends."""
        if local(name) == "property":
            self.name = None

    def _heard(self, text: str) -> None:
        if self.name is None or local(self.path[-1]) == "property":  # only spaces stand around the value
            return
        self.values[self.name] += text
        if len(self.values[self.name]) > self.limits.text_length:
            raise self.fault("text")

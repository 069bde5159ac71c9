"""The tables of the dataset: where they lie, what describes them, and what of them a spreadsheet program must not reckon."""

from __future__ import annotations

import csv
import io
import json

from haishu_desk.report.dataset import ABOUT, TABLES, UNITS, VALUES, csv_table, schema_document


def test_a_table_lies_in_hives_folders() -> None:
    assert VALUES.folder(("330203", 2025)) == "values/district=330203/year=2025"
    assert UNITS.folder(("330203",)) == "units/district=330203"


def test_the_schema_document_describes_every_column_of_every_table() -> None:
    schema = json.loads(schema_document("parquet"))
    told = {table["table"]: [column["name"] for column in table["columns"]] for table in schema["tables"]}
    assert told == {table.name: [column.name for column in table.columns] for table in TABLES}
    columns = [column for table in schema["tables"] for column in (*table["columns"], *table["partitions"])]
    assert all(column["type"] and len(column["meaning"]) >= 2 for column in columns)
    assert schema["tables"][0]["files"] == "values/district=*/year=*/values.parquet"


def test_nothing_is_an_empty_field_and_a_formula_stands_behind_an_apostrophe() -> None:
    row = ("海曙区", "=HYPERLINK(1)", None, "-5", 'a"b\nc')
    (head, read) = csv.reader(io.StringIO(csv_table(ABOUT, [row]).decode(), newline=""))
    assert head == ["name", "unit", "recorded", "journal", "program"]
    assert read == ["海曙区", "'=HYPERLINK(1)", "", "-5", 'a"b\nc']

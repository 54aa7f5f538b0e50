"""Write an Excel workbook: a sheet for each table, and a sheet of facts; the same bytes for the same rows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from corpus.export.content import ExportContent, ExportTable
from corpus.export.excel_sheets import (
    MOST_UNITS,
    ExcelFormats,
    ExcelSheets,
    cell_parts,
    excel_cell,
    opened_workbook,
)

CONTINUED = "continued"


def write_workbook(content: ExportContent, path: Path) -> int:
    """Write all tables and facts, and return how many articles there were.

    What Excel can't hold is split: rows beyond a sheet's go to a further sheet ("articles 2"), the rest of a value
    beyond a cell's length to the sheet "continued", in parts that name the table, row and column. Both are said in
    `notes`.
    """
    with opened_workbook(path) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - or two exports would differ
        formats = ExcelFormats(book)
        continued = ExcelSheets(formats, CONTINUED, ("table", "row", "column", "part", "text"), content.notes)
        numbers = [_put(table, formats, continued, content.notes) for table in content.tables]
        if content.facts:
            facts = ExcelSheets(formats, "about", ("fact", "words"), content.notes)
            for name, words in content.facts.items():
                facts.add([(name, None), (words[:MOST_UNITS], None)])
        if continued.number:
            content.notes.append(
                f"a cell of Excel holds {MOST_UNITS:,} characters: the rest of longer values stands in the sheet "
                f'"{CONTINUED}"'
            )
    return numbers[0]


def _put(table: ExportTable, formats: ExcelFormats, continued: ExcelSheets, notes: list[str]) -> int:
    """Write a table and return its number of rows."""
    sheets = ExcelSheets(formats, table.name, [column.name for column in table.columns], notes)
    sheets.begin()
    for row in table.rows:
        cells = []
        for column in table.columns:
            value, form = excel_cell(row[column.name], column, formats)
            if isinstance(value, str) and len(value) > MOST_UNITS // 2 and len(parts := list(cell_parts(value))) > 1:
                value = parts[0]
                for part, rest in enumerate(parts[1:], 2):
                    where = (table.name, sheets.number + 1, column.name, part, rest)
                    continued.add([(each, None) for each in where])
            cells.append((value, form))
        sheets.add(cells)
    return sheets.number

"""Write a folder of plain texts, a file for each article, and a table about them, for AntConc, Voyant, TXM and R."""

from __future__ import annotations

import csv
from pathlib import Path

from corpus.export.content import ExportContent
from corpus.export.table_cells import plain_cell

METADATA = "metadata.csv"


def write_text_folder(content: ExportContent, folder: Path) -> int:
    """Write the texts as they are (UTF-8, `DOC_ID.txt`) and return how many there were.

    The table's first column, `id`, is the file's name without ".txt": TXM finds the file by it. The articles' own
    number of that name is left out, and so is the text.
    """
    names = {column.name: column for column in content.articles.columns if column.name not in ("id", "text")}
    number = 0
    with (folder / METADATA).open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["id", *names])
        for row in content.articles.rows:
            (folder / f"{row['doc_id']}.txt").write_text(row["text"], encoding="utf-8", newline="")
            writer.writerow([row["doc_id"], *(plain_cell(row[name]) for name in names)])
            number += 1
    return number

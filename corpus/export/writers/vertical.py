"""Write a vertical and its registry file, for Sketch Engine, NoSketch Engine and KonText."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.columns import Column
from corpus.export.content import ExportContent, Row
from corpus.export.table_cells import plain_cell
from corpus.export.vertical_registry import MANY_PARTED_BY, registry_of
from corpus.export.vertical_text import vertical_lines
from corpus.export.xml_words import XmlWords


def write_vertical(content: ExportContent, folder: Path) -> int:
    """Write `kliping.vert` and `registry/kliping`; return how many articles there were.

    The columns but the text are attributes of `<doc>`; one that is not known is left out.
    """
    columns = [column for column in content.articles.columns if column.name != "text"]
    words, number = XmlWords(), 0
    with (folder / "kliping.vert").open("w", encoding="utf-8", newline="") as out:
        for row in content.articles.rows:
            out.write(f"<doc{_attributes(row, columns, words)}>\n")
            out.writelines(f"{line}\n" for line in vertical_lines(row["text"], words))
            out.write("</doc>\n")
            number += 1
    (folder / "registry").mkdir()
    (folder / "registry/kliping").write_text(registry_of(columns), encoding="utf-8", newline="")
    content.notes += words.note("a vertical")
    return number


def _attributes(row: Row, columns: Sequence[Column], words: XmlWords) -> str:
    shown = ((column, row[column.name]) for column in columns if row[column.name] not in (None, "", []))
    return "".join(f" {column.name}={words.attribute(_value(value))}" for column, value in shown)


def _value(value: object) -> str:
    """The value in one line; several are parted by a sign that none of them has."""
    parts = (
        [str(each).replace(MANY_PARTED_BY, "/") for each in value] if isinstance(value, list) else [plain_cell(value)]
    )
    return " ".join(MANY_PARTED_BY.join(parts).split())

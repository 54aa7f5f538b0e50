"""Write a data set as the Hugging Face hub and `datasets` read it: Parquet, and a README.md that names each table."""

from __future__ import annotations

from pathlib import Path

from corpus.characters import escaped
from corpus.export.content import ExportContent, ExportTable
from corpus.export.writers.parquet_file import write_parquet_table


def write_huggingface(content: ExportContent, folder: Path) -> int:
    """Write `data/TABLE.parquet` for each table, and return how many articles there were.

    Each table is a config of the README's front matter: without it `datasets` takes any file for data, and by its name
    for a split (`test-...`).
    """
    data = folder / "data"
    data.mkdir()
    numbers = [write_parquet_table(table, data / f"{table.name}.parquet") for table in content.tables]
    configs = "".join(_config(table, first=table is content.articles) for table in content.tables)
    facts = "".join(f"- {_line(name)}: {_line(words)}\n" for name, words in content.facts.items())
    tables = "".join(map(_described, content.tables))
    readme = f"---\nconfigs:\n{configs}---\n\n# Articles of a kliping corpus\n\n{facts}{tables}"
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="")
    return numbers[0]


def _config(table: ExportTable, *, first: bool) -> str:
    config = f"- config_name: {table.name}\n  data_files:\n  - split: train\n    path: data/{table.name}.parquet\n"
    return config + "  default: true\n" * first


def _described(table: ExportTable) -> str:
    rows = "".join(f"| `{column.name}` | {column.type} | {_cell(column.meaning)} |\n" for column in table.columns)
    return f"\n## {table.name}\n\n{_line(table.meaning)}\n\n| column | type | meaning |\n|---|---|---|\n{rows}"


def _line(words: str) -> str:
    """The words in one line, in which Markdown and HTML mean nothing."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|#!&" else letter for letter in escaped(words))


def _cell(meaning: str) -> str:
    return meaning.replace("|", "\\|").replace("\n", " ")

"""Write the generated parts of the documentation, in a clone: `python -m crawler.docs`, which `make docs` runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus.columns import ADDED_COLUMNS, ARTICLE_COLUMNS, documented, explained
from corpus.erasure.registry import erased_rows
from corpus.exits import exit_rows
from corpus.file.schema.current import schema_sql
from corpus.integrity.sum_checks import covered_rows
from corpus.merging.merged_tables import merged_rows
from corpus.messages.catalogue import messages_page
from corpus.query.fields import field_rows
from corpus.quotes.quote_words import quote_rule_rows
from corpus.reasons_page import reasons_page
from crawler.scouting.outlet_table import outlet_rows
from pipelines.storing.grade import grade_rows

WHOLE_FILES: dict[str, Callable[[], str]] = {
    "corpus/file/schema.sql": schema_sql,
    "docs/messages.md": messages_page,
    "docs/reasons.md": reasons_page,
}
"""File -> what makes all of it."""

TABLES: tuple[tuple[str, str, Callable[[], Iterable[str]]], ...] = (
    ("docs/corpus.md", "### `articles`", lambda: documented(ARTICLE_COLUMNS)),
    ("docs/corpus.md", "## Exports", lambda: documented(ADDED_COLUMNS, types="export")),
    ("docs/corpus.md", "### What becomes of each table", merged_rows),
    ("docs/erasure-and-backup.md", "### Every table of the corpus", erased_rows),
    ("docs/exit-codes.md", "# Exit codes", exit_rows),
    ("docs/outlets-table.md", "# The outlets that ship", outlet_rows),
    ("docs/quotes.md", "## The rules", quote_rule_rows),
    ("docs/reliability.md", "## Bit rot: what is checked", covered_rows),
    ("docs/search.md", "| field | also | for example | it means |", field_rows),
    ("docs/text.md", "## What each field means", explained),
    ("docs/topics.md", "## The scale", grade_rows),
)
"""Page, a line of it (a heading, or the table's first), and what makes the rows of the first table from there."""


def with_rows(page: str, line: str, rows: Iterable[str]) -> str:
    """Return the page with these rows in the first table from this line on, in place of those that it has."""
    lines = page.split("\n")
    rule = next(n for n in range(lines.index(line), len(lines)) if lines[n].startswith("|---"))
    end = next(n for n in range(rule + 1, len(lines)) if not lines[n].startswith("|"))
    return "\n".join([*lines[: rule + 1], *rows, *lines[end:]])


def generated_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file with a generated part, and its text as it should be."""
    for name, whole in WHOLE_FILES.items():
        yield root / name, whole()
    for name in dict.fromkeys(page for page, _, _ in TABLES):
        text = (root / name).read_text(encoding="utf-8")
        for page, line, rows in TABLES:
            text = with_rows(text, line, rows()) if page == name else text
        yield root / name, text


def write_docs(root: Path) -> None:
    """Write every file with a generated part anew."""
    for path, text in generated_files(root):
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_docs(Path(__file__).parents[1])

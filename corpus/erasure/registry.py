"""Every table of the corpus, and what a removal does there: `ERASED_TABLES`, and for rows of others `OTHER_ROWS`.

A new table has a row here. One that may hold an article's words in rows of others has a row in `OTHER_ROWS`, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.file.checksums import OWNED_TABLES


@dataclass(frozen=True, slots=True)
class OtherRows:
    """A column in which rows of others may hold words of the article, and the statement that takes them out.

    In `purge`, `names` is true for a text with the article's title or an address of it, `words_of_it` also for one with
    six words in a row that only it has, `leads` for an address of it, `example_of_it` for the example of a listing.
    Such words may rightly stand there where `purge` is None: what the user wrote.
    """

    table: str
    column: str
    purge: str | None


_NO_REPRINT = "UPDATE articles SET reprint_of_title = NULL, reprint_of_url = NULL"
_NO_WALK = """UPDATE frontier SET request = '{}', retry_at = NULL,
    reason = CASE WHEN state IN ('pending', 'leased') THEN 'superseded' ELSE reason END,
    state = CASE WHEN state IN ('pending', 'leased') THEN 'failed' ELSE state END"""

OTHER_ROWS = (
    OtherRows("frontier", "title", "UPDATE frontier SET title = NULL WHERE names(CAST(title AS BLOB))"),
    OtherRows("frontier", "url", None),  # of another page; the article's own rows are closed, and their address hashed
    # A walk that waits may hold the links of a search that was doubted, with their texts; it is begun afresh.
    OtherRows("frontier", "request", f"{_NO_WALK} WHERE kind = 'listing' AND words_of_it(CAST(request AS BLOB))"),
    OtherRows("removed_lines", "text", "UPDATE removed_lines SET text = '(removed)' WHERE names(CAST(text AS BLOB))"),
    OtherRows("outside", "text", "UPDATE outside SET text = '(removed)' WHERE words_of_it(CAST(text AS BLOB))"),
    *(
        OtherRows(
            "images",
            column,
            f"UPDATE images SET {column} = '(removed)' WHERE words_of_it(CAST({column} AS BLOB))",  # noqa: S608
        )
        for column in ("caption", "credit", "alt", "url")
    ),
    OtherRows("ledger", "url", "UPDATE ledger SET url = 'removed:' || id WHERE leads(CAST(url AS BLOB))"),
    OtherRows("validators", "url", "DELETE FROM validators WHERE leads(CAST(url AS BLOB))"),
    OtherRows(
        "listing_examples",
        "url",
        "DELETE FROM listing_examples WHERE example_of_it(CAST(url AS BLOB)) OR leads(CAST(url AS BLOB))",
    ),
    OtherRows("articles", "reprint_of_title", f"{_NO_REPRINT} WHERE names(CAST(reprint_of_title AS BLOB))"),
    OtherRows("articles", "reprint_of_url", f"{_NO_REPRINT} WHERE leads(CAST(reprint_of_url AS BLOB))"),
    OtherRows("versions", "title", None),  # of another article, and its own words as its text is
    OtherRows("versions", "text", None),
    OtherRows("topics", "toml", None),
    OtherRows("outlets", "name", None),
)

_GONE = "the article's rows are deleted"
_GONE_AND_NAMED = "the article's rows are deleted; in rows of others, what names it"
_NAMED = "what names it is deleted"
_HASHED = "address and key become a hash"
_MADE = "made anew, or deleted with the article: word lists and orders"
_NONE = "nothing: holds no words of articles"

ERASED_TABLES: Mapping[str, str] = {
    **dict.fromkeys(OWNED_TABLES, _GONE),
    **dict.fromkeys(("article_sums", "captures", "damaged", "grades", "matches"), _GONE),
    **dict.fromkeys(("copies", "correction_names", "corrections", "mentions", "quotes", "stories"), _GONE),
    **dict.fromkeys(("lineage_gone", "named_sources", "prints", "shingles"), _GONE),
    **dict.fromkeys(("aliases", "events", "looks", "looks_due"), _GONE),
    **dict.fromkeys(("articles", "removed_lines", "outside", "images"), _GONE_AND_NAMED),
    **dict.fromkeys(("ledger", "listing_examples", "validators"), _NAMED),
    "article_ids": _HASHED,
    "frontier": f"{_HASHED}, the title is deleted; so are titles and walks of others that hold its words",
    "labels": "notes are deleted",
    **dict.fromkeys(
        (
            "article_changes",
            "common_shingles",
            "article_writers",
            "articles_fts",
            "quotes_fts",
            "forms",
            "forms_due",
            "place_words",
            "writers",
        ),
        _MADE,
    ),
    "tombstones": "SHA-256 of its keys and of its text are entered, and the reason as it was given",
    **dict.fromkeys(("outlets", "topics", "watches"), "nothing: what the user or an outlet's file says"),
    **dict.fromkeys(
        ("derived", "graded_upto", "meta", "run_outcomes", "runs", "sample_articles", "samples", "table_sums"), _NONE
    ),
    **dict.fromkeys(("merged_ids", "merged_runs"), _NONE),
}
"""Table -> what a removal does with it."""


def erased_rows() -> Iterator[str]:
    """Yield the rows of the table of all tables in docs/erasure-and-backup.md, as Markdown."""
    for what in dict.fromkeys(ERASED_TABLES.values()):
        tables = ", ".join(f"`{table}`" for table in sorted(ERASED_TABLES) if ERASED_TABLES[table] == what)
        yield f"| {tables} | {what} |"

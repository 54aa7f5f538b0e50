"""Every table of the corpus, and what a merge does with it (`MERGED_TABLES`). A new table has a row here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.file.derived_tables import DERIVED_TABLES

_STANDING = "with its article, from the corpus whose reading stands"
_EACH_ONCE = "all rows, each once"
_ANEW = "made anew from the merged articles"
_WITH_WORDS = (
    "with its article where all corpora were read by the rules of now; else `kliping derive` makes it, as it does "
    "after the rules changed"
)
_DERIVED = "made anew: at once for up to 20,000 articles, else by `kliping derive`"

MERGED_TABLES: Mapping[str, str] = {
    "articles": "by key: the page that was fetched last stands, then the content (its SHA-256); ids are given anew for "
    "each day, in the order of first page and key",
    **dict.fromkeys(
        ("article_captures", "damaged", "images", "origins", "outside", "page_words", "removed_lines"), _STANDING
    ),
    "article_ids": "by key, the ids anew",
    "merged_ids": "the ids that articles had in each corpus, and before that",
    "merged_runs": "where each run ran, and its id there",
    "versions": "all readings by time, each change once; the newest is the article that stands",
    **dict.fromkeys(
        ("grades", "matches"),
        f"{_STANDING}; for a topic that it has no grade for, from another one with the same words",
    ),
    "runs": "all, in the order of their beginnings; where runs saw different outcomes, the merge is a run, too",
    "run_outcomes": "all, as each run saw them",
    "frontier": "by key: `stored` if the article that stands came from it (else `duplicate`), then `removed`, then "
    "what the newest run saw; found by the run that came first",
    **dict.fromkeys(("captures", "listing_examples", "looks"), _EACH_ONCE),
    "ledger": "all rows of each run",
    "events": "by article, day and kind: what corpora saw alike on one day stands once",
    "looks_due": "made anew from `looks` and `captures`",
    "aliases": "by key: one that leads to an article before others",
    "outlets": "by slug: that of a file before one made from a host",
    "topics": "by the text of the file, in the order of the runs that had it first",
    "samples": "all: the same where they were drawn alike and hold the same articles",
    "sample_articles": "with its sample",
    "labels": "by article, topic and coder: the newest stands",
    "tombstones": "all: what one corpus removed, a merged one never has",
    "validators": "by address: that of the newest run",
    "watches": "by name: the one that was saved first",
    "meta": "`uuid` is a hash of those of the corpora; the default topic is that of the corpus with the newest page; "
    "`backups` are all; `keys` where the corpora agree; `looks_since` the latest",
    **dict.fromkeys(
        ("article_changes", "article_writers", "articles_fts", "forms", "forms_due", "misdated", "place_words"), _ANEW
    ),
    **dict.fromkeys(("article_sums", "quotes_fts", "table_sums", "writers"), _ANEW),
    "graded_upto": "empty: an article without a grade is due for it",
    **dict.fromkeys(DERIVED_TABLES, _DERIVED),
    **dict.fromkeys(("mentions", "quotes"), _WITH_WORDS),
}
"""Table -> what stands in it after a merge."""


def merged_rows() -> Iterator[str]:
    """Yield the rows of the table in docs/corpus.md, as Markdown."""
    for what in dict.fromkeys(MERGED_TABLES.values()):
        tables = ", ".join(f"`{table}`" for table in sorted(MERGED_TABLES) if MERGED_TABLES[table] == what)
        yield f"| {tables} | {what} |"

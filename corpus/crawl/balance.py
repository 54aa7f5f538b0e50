"""Check the sums and references that must hold in a corpus (`invariants`): a sentence for each one that doesn't."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.crawl.listing_counts import ENTRY_OUTCOMES
from corpus.reasons import ReasonKind, reason_sql
from corpus.store import Corpus

EXAMPLES_SHOWN = 3  # examples in a sentence
STATE = "CASE state WHEN 'leased' THEN 'pending' ELSE state END"
_OTHERS = ", ".join(name for name in ENTRY_OUTCOMES if name != "known")

ROWS = (
    (
        "a stored address has no article",
        """SELECT id FROM frontier WHERE kind = 'article' AND state = 'stored'
            AND NOT EXISTS (SELECT 1 FROM articles WHERE key = article_key)""",
    ),
    (
        "an article has no stored address",
        """SELECT id FROM articles WHERE key NOT IN (SELECT article_key FROM frontier
            WHERE kind = 'article' AND state = 'stored' AND article_key IS NOT NULL)""",
    ),
    (
        "two stored addresses have one article",
        """SELECT max(id) FROM frontier WHERE kind = 'article' AND state = 'stored'
            GROUP BY article_key HAVING count(*) > 1""",
    ),
    (
        "a duplicate's article is not there",
        """SELECT id FROM frontier WHERE kind = 'article' AND state = 'duplicate'
            AND NOT EXISTS (SELECT 1 FROM articles WHERE key = article_key)""",
    ),
    (
        "an article has no page in the archive",
        "SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM article_captures WHERE article_id = articles.id)",
    ),
    (
        "a rejected or failed address has no reason",
        """SELECT id FROM frontier WHERE state IN ('rejected', 'failed') AND coalesce(reason, '') = ''
        UNION SELECT frontier_id FROM run_outcomes
            WHERE outcome IN ('rejected', 'failed') AND coalesce(reason, '') = ''""",
    ),
    (
        "the newest run saw another outcome of an address",
        f"""SELECT frontier.id FROM frontier LEFT JOIN
            (SELECT frontier_id, max(run_id), outcome, reason FROM run_outcomes GROUP BY frontier_id) AS newest
            ON newest.frontier_id = frontier.id WHERE kind = 'article'
            AND (newest.outcome IS NOT {STATE} OR newest.reason IS NOT frontier.reason)""",  # noqa: S608 - no value in it
    ),
    (
        "the run that found an address has no outcome of it",
        """SELECT id FROM frontier WHERE kind = 'article' AND NOT EXISTS
            (SELECT 1 FROM run_outcomes WHERE run_outcomes.run_id = frontier.run_id AND frontier_id = frontier.id)""",
    ),
    (
        "a listing has more new and known links than links",  # an entry that was not handed on may be known, too
        "SELECT id FROM ledger WHERE links < new + max(0, known - max(0, coalesce(entries, 0) - links))",
    ),
    (
        "the entries of a listing are not the sum of what became of them",
        f"""SELECT id FROM ledger WHERE CASE WHEN entries IS NULL
            THEN coalesce({_OTHERS}) IS NOT NULL
            ELSE (entries = known + {_OTHERS.replace(",", " +")}) IS NOT TRUE END""",  # noqa: S608 - no value in it
    ),
    (
        "an example of an entry has no listing that counts it",
        f"""SELECT id FROM listing_examples WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.id = ledger_id
            AND CASE outcome {" ".join(f"WHEN '{name}' THEN {name}" for name in ENTRY_OUTCOMES)} END > 0)""",  # noqa: S608
    ),
)
"""(A fault of a row, SELECT of the ids of rows that have it)."""


def invariants(corpus: Corpus) -> list[str]:
    """Return a sentence for each inconsistency of the corpus; an empty list if there is none.

    Checked are: discovered = stored + duplicate + rejected + failed + pending, for the corpus and each run; stored
    addresses against articles, and both against their captures; reasons; each address against its newest outcome;
    the entries of each listing against what became of them, and against their examples; the new links in the ledger
    against the addresses in the frontier.
    """
    with read_snapshot(corpus):
        return [*_wrong_sums(corpus), *_wrong_rows(corpus), *_ledger_against_frontier(corpus)]


@contextmanager
def read_snapshot(corpus: Corpus) -> Iterator[None]:
    """Read one state of the corpus inside the block, also while a crawl writes."""
    if corpus.conn.in_transaction:
        yield
        return
    corpus.conn.execute("BEGIN")
    try:
        yield
    finally:
        corpus.conn.rollback()


def _wrong_sums(corpus: Corpus) -> Iterator[str]:
    """Yield a sentence for the corpus and for each run whose outcomes do not add up to what was discovered."""
    whole = corpus.conn.execute(f"SELECT 'the corpus', {_count_columns(STATE)} FROM frontier WHERE kind = 'article'")  # noqa: S608
    runs = corpus.conn.execute(
        f"""SELECT 'run ' || run_outcomes.run_id, {_count_columns("outcome")} FROM run_outcomes
        JOIN frontier ON frontier.id = frontier_id WHERE kind = 'article' GROUP BY run_outcomes.run_id"""  # noqa: S608
    )
    for where, discovered, *parts in [*whole, *runs]:
        if discovered != sum(parts):
            named = " + ".join(f"{name} {n}" for name, n in zip(OUTCOMES, parts, strict=True))
            yield f"{where}: discovered {discovered} is not {named}"


OUTCOMES = ("stored", "duplicate", "rejected", "failed", "pending")


def _count_columns(column: str) -> str:
    """Return the SQL columns that count all rows, and the rows of each outcome."""
    sums = ", ".join(f"coalesce(sum({column} = '{outcome}'), 0)" for outcome in OUTCOMES)
    return f"count(*), {sums}"


def _wrong_rows(corpus: Corpus) -> Iterator[str]:
    """Yield a sentence for each kind of wrong row (`ROWS`), with the ids of some."""
    for what, sql in ROWS:
        ids = [row[0] for row in corpus.conn.execute(sql)]
        if ids:
            more = f" and {len(ids) - EXAMPLES_SHOWN} more" if len(ids) > EXAMPLES_SHOWN else ""
            yield f"{what}: {', '.join(map(str, ids[:EXAMPLES_SHOWN]))}{more}"


def _ledger_against_frontier(corpus: Corpus) -> Iterator[str]:
    """Compare the new links in a run's ledger with the addresses that its listings gave.

    The ledger counts an address as new when it is discovered, and again when an unfetched one (off topic, off window)
    is opened later. So its number may be larger than that of the rows, but not by more than computed here. In a merged
    corpus an address belongs to the run that found it first, and was new to those of the other corpora, too.
    """
    new_links, addresses, fetched, opened = (
        _by_outlet(corpus, sql) for sql in (_NEW_IN_LEDGER, _IN_FRONTIER, _FETCHED, _OPENED)
    )
    removed = corpus.conn.execute("SELECT EXISTS (SELECT 1 FROM tombstones)").fetchone()[0]
    shared: dict[int, int] = dict(corpus.conn.execute(_MET_AGAIN).fetchall())
    for place in sorted(new_links.keys() | addresses.keys()):
        new, rows = new_links.get(place, 0), addresses.get(place, 0)
        where = f"run {place[0]}, {place[1]}: the ledger tells of {new} new links, the frontier has {rows}"
        if new < rows:
            yield f"{where}; rows of the ledger are missing"
        elif new > rows + fetched.get(place, 0) + opened.get(place, 0) + 2 * shared.get(place[0], 0) and not removed:
            yield f"{where}; addresses are missing"


def _by_outlet(corpus: Corpus, sql: str) -> dict[tuple[int, str], int]:
    return {(row[0], row[1]): row[2] for row in corpus.conn.execute(sql)}


_UNFETCHED = reason_sql(ReasonKind.REOPENS, "run_outcomes.reason")
_NEW_IN_LEDGER = "SELECT run_id, outlet, sum(new) FROM ledger GROUP BY 1, 2"
# By the outlet of the listing that gave them: an address may have gone over to a renamed outlet since.
_IN_FRONTIER = """SELECT frontier.run_id, listing.outlet, count(*) FROM frontier
    CROSS JOIN frontier AS listing ON listing.id = frontier.parent_id WHERE frontier.kind = 'article' GROUP BY 1, 2"""
# Found by the run and fetched or to be fetched: perhaps left unfetched by one listing and opened by the next.
_FETCHED = f"""SELECT frontier.run_id, listing.outlet, count(*) FROM frontier
    CROSS JOIN frontier AS listing ON listing.id = frontier.parent_id
    JOIN run_outcomes ON run_outcomes.run_id = frontier.run_id AND frontier_id = frontier.id
    WHERE frontier.kind = 'article'
        AND (run_outcomes.reason IS NULL OR NOT {_UNFETCHED}) GROUP BY 1, 2"""  # noqa: S608
# Left unfetched by an earlier run and opened in this one. CROSS JOIN: with statistics SQLite would look each address
# up in every run.
_OPENED = f"""WITH unfetched AS MATERIALIZED
    (SELECT frontier_id, min(run_id) AS first FROM run_outcomes WHERE {_UNFETCHED} GROUP BY 1)
    SELECT run_outcomes.run_id, outlet, count(*) FROM run_outcomes
    CROSS JOIN unfetched ON unfetched.frontier_id = run_outcomes.frontier_id
    CROSS JOIN frontier ON frontier.id = run_outcomes.frontier_id WHERE run_outcomes.run_id > first GROUP BY 1, 2"""  # noqa: S608
_MET_AGAIN = """SELECT run_outcomes.run_id, count(*) FROM run_outcomes
    CROSS JOIN frontier ON frontier.id = frontier_id WHERE frontier.run_id <> run_outcomes.run_id
        AND EXISTS (SELECT 1 FROM merged_runs) GROUP BY 1"""

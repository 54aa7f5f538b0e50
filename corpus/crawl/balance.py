"""Does the corpus add up? Sums and references that hold by design; each one that doesn't becomes a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.crawl.frontier import UNFETCHED_REASONS
from corpus.store import Corpus

SHOWN = 3  # examples in a sentence
STATE = "CASE state WHEN 'leased' THEN 'pending' ELSE state END"

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
    ("a listing has more new and known links than links", "SELECT id FROM ledger WHERE links < new + known"),
)
"""What can be wrong with a row, and the SELECT of the ids where it is."""


def invariants(corpus: Corpus) -> list[str]:
    """What does not add up in the corpus, a sentence each; none where all is well.

    Checked: discovered = stored + duplicate + rejected + failed + pending, for the corpus and each run; stored
    addresses against articles and both against their evidence; reasons; each address against its newest
    outcome; the ledger's new links against the addresses kept.
    """
    with still(corpus):
        return [*_sums(corpus), *_wrong_rows(corpus), *_ledger_against_frontier(corpus)]


@contextmanager
def still(corpus: Corpus) -> Iterator[None]:
    """All reading inside sees one state of the corpus, also while a crawl writes."""
    if corpus.conn.in_transaction:
        yield
        return
    corpus.conn.execute("BEGIN")
    try:
        yield
    finally:
        corpus.conn.rollback()


def _sums(corpus: Corpus) -> Iterator[str]:
    whole = corpus.conn.execute(f"SELECT 'the corpus', {_counts(STATE)} FROM frontier WHERE kind = 'article'")  # noqa: S608
    runs = corpus.conn.execute(
        f"""SELECT 'run ' || run_outcomes.run_id, {_counts("outcome")} FROM run_outcomes
        JOIN frontier ON frontier.id = frontier_id WHERE kind = 'article' GROUP BY run_outcomes.run_id"""  # noqa: S608
    )
    for where, discovered, *parts in [*whole, *runs]:
        if discovered != sum(parts):
            named = " + ".join(f"{name} {n}" for name, n in zip(OUTCOMES, parts, strict=True))
            yield f"{where}: discovered {discovered} is not {named}"


OUTCOMES = ("stored", "duplicate", "rejected", "failed", "pending")


def _counts(column: str) -> str:
    sums = ", ".join(f"coalesce(sum({column} = '{outcome}'), 0)" for outcome in OUTCOMES)
    return f"count(*), {sums}"


def _wrong_rows(corpus: Corpus) -> Iterator[str]:
    for what, sql in ROWS:
        ids = [row[0] for row in corpus.conn.execute(sql)]
        if ids:
            more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
            yield f"{what}: {', '.join(map(str, ids[:SHOWN]))}{more}"


def _ledger_against_frontier(corpus: Corpus) -> Iterator[str]:
    """New links in a run's ledger against the addresses that its listings gave.

    The ledger counts an address as new when it is found first, and again when one that was left unfetched
    (off topic, off window) is opened; so it may say more than there are rows, within the bounds drawn here.
    """
    told, found, fetched, opened = (_by_outlet(corpus, sql) for sql in (_TOLD, _FOUND, _FETCHED, _OPENED))
    removed = corpus.conn.execute("SELECT EXISTS (SELECT 1 FROM tombstones)").fetchone()[0]
    for place in sorted(told.keys() | found.keys()):
        new, kept = told.get(place, 0), found.get(place, 0)
        where = f"run {place[0]}, {place[1]}: the ledger tells of {new} new links, the frontier has {kept}"
        if new < kept:
            yield f"{where}; rows of the ledger are missing"
        elif new > kept + fetched.get(place, 0) + opened.get(place, 0) and not removed:
            yield f"{where}; addresses are missing"


def _by_outlet(corpus: Corpus, sql: str) -> dict[tuple[int, str], int]:
    return {(row[0], row[1]): row[2] for row in corpus.conn.execute(sql)}


_UNFETCHED = f"reason IN ({', '.join(repr(reason) for reason in UNFETCHED_REASONS)})"
_TOLD = "SELECT run_id, outlet, sum(new) FROM ledger GROUP BY 1, 2"
_FOUND = """SELECT run_id, outlet, count(*) FROM frontier
    WHERE kind = 'article' AND parent_id IS NOT NULL GROUP BY 1, 2"""
# Found by the run and fetched or to be fetched: perhaps left unfetched by one listing and opened by the next.
_FETCHED = f"""SELECT frontier.run_id, outlet, count(*) FROM frontier
    JOIN run_outcomes ON run_outcomes.run_id = frontier.run_id AND frontier_id = frontier.id
    WHERE kind = 'article' AND parent_id IS NOT NULL
        AND (run_outcomes.reason IS NULL OR NOT run_outcomes.{_UNFETCHED}) GROUP BY 1, 2"""  # noqa: S608
# Left unfetched by an earlier run and opened in this one.
_OPENED = f"""WITH unfetched AS MATERIALIZED
    (SELECT frontier_id, min(run_id) AS first FROM run_outcomes WHERE {_UNFETCHED} GROUP BY 1)
    SELECT run_outcomes.run_id, outlet, count(*) FROM run_outcomes JOIN unfetched USING (frontier_id)
    JOIN frontier ON frontier.id = frontier_id WHERE run_outcomes.run_id > first GROUP BY 1, 2"""  # noqa: S608

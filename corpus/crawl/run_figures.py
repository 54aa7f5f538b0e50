"""Read the figures for a run's report: answers of listings, new articles, their headlines, and what is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.crawl.listing_counts import ENTRY_OUTCOMES, OF_SITEMAPS, EntryOutcome, unused_entries
from corpus.store import Corpus
from corpus.urls import host_of, split

NEWEST = 200  # articles of an outlet that the mean number of pages is taken from
_NEW_ARTICLES = """FROM run_outcomes
    CROSS JOIN frontier ON frontier.id = run_outcomes.frontier_id
    CROSS JOIN articles ON articles.key = frontier.article_key
    JOIN outlets ON outlets.slug = articles.outlet
    WHERE run_outcomes.run_id = ? AND run_outcomes.outcome = 'stored'"""

_EXAMPLES = """SELECT way, outcome, listing_examples.url FROM ledger
    CROSS JOIN listing_examples ON ledger_id = ledger.id
    WHERE run_id = ? AND ledger.outlet = ? AND outcome IN ('other_host', 'unknown_form', 'unreadable')
    ORDER BY listing_examples.id"""


@dataclass(frozen=True, slots=True)
class ListingTotals:
    """Totals of an outlet in a run: `listings` that were asked for, those `answered`, and their links.

    `known` are links to addresses discovered before, `unchanged` the listings that answered 304.
    """

    listings: int
    answered: int
    links: int
    known: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What an outlet has left at one site (`origin`: scheme, host, port), counted in addresses.

    `pages_each` is the mean number of pages of the outlet's newest articles; None while it has none. `revisits` are
    stored articles that are due for a second look, `refused` are addresses that are due to be asked again.
    """

    origin: str
    articles: int = 0
    parts: int = 0
    listings: int = 0
    pages_each: float | None = None
    revisits: int = 0
    refused: int = 0


def listing_totals(corpus: Corpus, run_id: int, outlet: str) -> ListingTotals:
    """Return the totals of the ledger's rows of an outlet in a run.

    An index of sitemaps alone says nothing about articles: it only counts as answered where nothing else was asked.
    """
    row = corpus.conn.execute(
        f"""SELECT count(*),
            coalesce(sum(answer = 'answered' AND (NOT {OF_SITEMAPS} OR NOT EXISTS (SELECT 1 FROM ledger AS other
                WHERE other.run_id = ledger.run_id AND other.outlet = ledger.outlet AND NOT {OF_SITEMAPS}))), 0),
            coalesce(sum(links), 0), coalesce(sum(known), 0), coalesce(sum(reason = 'unchanged'), 0)
        FROM ledger WHERE run_id = ? AND outlet = ?""",  # noqa: S608 - the condition is ours
        (run_id, outlet),
    ).fetchone()
    return ListingTotals(*row)


def answered_ways(corpus: Corpus, run_id: int, outlet: str) -> set[str]:
    """Return the outlet's ways of which a listing answered in the run, indexes of sitemaps left aside."""
    rows = corpus.conn.execute(
        f"""SELECT DISTINCT way FROM ledger
        WHERE run_id = ? AND outlet = ? AND answer = 'answered' AND NOT {OF_SITEMAPS}""",  # noqa: S608 - ours
        (run_id, outlet),
    )
    return {row[0] for row in rows}


def listing_problems(corpus: Corpus, run_id: int, outlet: str) -> dict[str, int]:
    """Return "way answer: reason" -> count, for failures, refusals and remarks on answers."""
    rows = corpus.conn.execute(
        """SELECT way || ' ' || answer || coalesce(': ' || reason, ''), count(*) FROM ledger
        WHERE run_id = ? AND outlet = ? AND (answer <> 'answered' OR coalesce(reason, 'unchanged') <> 'unchanged')
        GROUP BY 1""",
        (run_id, outlet),
    )
    return dict(rows.fetchall())


def capped_ways(corpus: Corpus, run_id: int, outlet: str) -> dict[str, tuple[int, int]]:
    """Return way -> (entries that came, entries by the site's own count), over its listings that ended before theirs.

    A way whose site states no number is left out.
    """
    rows = corpus.conn.execute(
        """SELECT way, sum(coalesce(came, entries)), sum(stated) FROM ledger
        WHERE run_id = ? AND outlet = ? AND reason = 'capped' AND coalesce(came, entries) < stated GROUP BY 1""",
        (run_id, outlet),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def unused_by_way(corpus: Corpus, run_id: int, outlet: str) -> dict[str, list[str]]:
    """Return way -> a sentence for each kind of entries that could not be used and are more than a fifth of its own."""
    columns = ", ".join(f"sum({name})" for name in ENTRY_OUTCOMES)
    rows = corpus.conn.execute(
        f"SELECT way, {columns} FROM ledger WHERE run_id = ? AND outlet = ? AND entries > 0 GROUP BY 1",  # noqa: S608
        (run_id, outlet),
    )
    counts = {way: dict(zip(ENTRY_OUTCOMES, numbers, strict=True)) for way, *numbers in rows}
    examples: dict[str, dict[EntryOutcome, list[str]]] = {way: {} for way in counts}
    unused = {way for way, numbers in counts.items() if unused_entries(numbers, {})}
    for way, outcome, url in corpus.conn.execute(_EXAMPLES, (run_id, outlet)) if unused else ():
        examples[way].setdefault(outcome, []).append(url)
    return {way: unused_entries(counts[way], examples[way]) for way in counts if way in unused}


def has_listings_left(corpus: Corpus, run_id: int, outlet: str) -> bool:
    """Return True if listings of the run's topic are left for the next run."""
    row = corpus.conn.execute(
        """SELECT 1 FROM frontier JOIN runs ON runs.id = ? AND frontier.topic_id IS runs.topic_id
        WHERE outlet = ? AND kind = 'listing' AND frontier.state = 'pending' LIMIT 1""",
        (run_id, outlet),
    )
    return row.fetchone() is not None


def unfetched_addresses(corpus: Corpus, outlet: str) -> list[str]:
    """Return the outlet's pending and failed addresses, of every kind."""
    rows = corpus.conn.execute(
        """SELECT url FROM frontier WHERE outlet = ? AND kind IN ('listing', 'article', 'part')
            AND state IN ('pending', 'failed')""",
        (outlet,),
    )
    return [row[0] for row in rows]


def pending_articles(corpus: Corpus, outlet: str) -> list[str]:
    """Return the addresses of the outlet's articles that wait to be fetched."""
    rows = corpus.conn.execute(
        "SELECT url FROM frontier WHERE outlet = ? AND kind = 'article' AND state = 'pending' AND waiting = 0",
        (outlet,),
    )
    return [row[0] for row in rows]


def hosts_led_to(corpus: Corpus, run_id: int) -> dict[str, dict[str, int]]:
    """Return outlet -> host -> number of its addresses that led in the run to this host, which no outlet has."""
    led: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet, url in corpus.conn.execute(
        """SELECT frontier.outlet, captures.url FROM run_outcomes
        CROSS JOIN frontier ON frontier.id = run_outcomes.frontier_id
        CROSS JOIN captures ON captures.frontier_id = frontier.id AND captures.run_id = run_outcomes.run_id
        WHERE run_outcomes.run_id = ? AND run_outcomes.reason = 'redirected_offsite'""",
        (run_id,),
    ):
        led[outlet][host_of(url)] += 1
    return {outlet: dict(hosts.most_common()) for outlet, hosts in led.items()}


def revisits_refused(corpus: Corpus, run_id: int) -> dict[str, int]:
    """Return outlet -> number of second looks in the run that got no answer, or a refusal."""
    rows = corpus.conn.execute(
        """SELECT outlet, count(*) FROM looks CROSS JOIN articles ON articles.key = looks.article_key
        WHERE looks.run_id = ? AND result IN ('refused', 'unseen') GROUP BY 1""",
        (run_id,),
    )
    return dict(rows.fetchall())


def count_new_articles(corpus: Corpus, run_id: int) -> dict[str, int]:
    """Return outlet -> number of its articles that the run stored."""
    rows = corpus.conn.execute(f"SELECT frontier.outlet, count(*) {_NEW_ARTICLES} GROUP BY 1", (run_id,))
    return dict(rows.fetchall())


def outlets_led_to(corpus: Corpus, run_id: int) -> dict[str, dict[str, int]]:
    """Return outlet -> other outlet's slug -> number of its addresses that led to that outlet, and are stored there."""
    moved: dict[str, dict[str, int]] = defaultdict(dict)
    for outlet, other, number in corpus.conn.execute(
        f"SELECT frontier.outlet, articles.outlet, count(*) {_NEW_ARTICLES} "
        "AND frontier.outlet <> articles.outlet GROUP BY 1, 2",
        (run_id,),
    ):
        moved[outlet][other] = number
    return moved


def new_headlines(corpus: Corpus, run_id: int, most: int) -> list[tuple[int, str | None, str, str]]:
    """Return (id, day, outlet's name, title) of articles that the run stored: the newest first, undated ones last."""
    rows = corpus.conn.execute(
        f"""SELECT articles.id, articles.published_day, outlets.name, articles.title
        {_NEW_ARTICLES} ORDER BY articles.published_day IS NULL, articles.id DESC LIMIT ?""",
        (run_id, most),
    )
    return [(r[0], r[1], r[2], r[3]) for r in rows]


def open_work(
    corpus: Corpus, outlet: str, run_id: int, revisits: Iterable[str] = (), refused: Iterable[str] = ()
) -> list[OpenWork]:
    """Return what is left of the outlet, one for each site; listings are those of the run's topic only.

    `revisits` and `refused` are the addresses that are due for a second look, or to be asked again.
    """
    rows = corpus.conn.execute(
        """SELECT substr(url, 1, 8 + instr(substr(url, 9) || '/', '/')), kind, count(*)
        FROM frontier WHERE outlet = ?1 AND kind IN ('listing', 'article', 'part') AND state = 'pending' AND waiting = 0
            AND (kind <> 'listing' OR topic_id IS (SELECT topic_id FROM runs WHERE id = ?2))
        GROUP BY 1, 2""",
        (outlet, run_id),
    )
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for start, kind, number in rows:
        counts[_origin(start)][f"{kind}s"] = number
    for name, urls in (("revisits", revisits), ("refused", refused)):
        for origin, number in Counter(map(_origin, urls)).items():
            counts[origin][name] = number
    pages = pages_each(corpus, outlet)
    return [OpenWork(origin, pages_each=pages, **kinds) for origin, kinds in counts.items()]


def _origin(url: str) -> str:
    parts = split(url)
    return f"{parts.scheme}://{parts.netloc}"


def pages_each(corpus: Corpus, outlet: str) -> float | None:
    """Return the mean number of pages of the outlet's newest articles, or None if it has none."""
    pages, articles = corpus.conn.execute(
        """SELECT count(*), count(DISTINCT article_id) FROM article_captures WHERE article_id IN
            (SELECT id FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT ?)""",
        (outlet, NEWEST),
    ).fetchone()
    return pages / articles if articles else None

"""How much is written about something, month by month, and how far could one look at that month at all?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from corpus.crawl.coverage import could_look, months
from corpus.crawl.ledger import askings
from corpus.linguistics.texts import MOST, texts
from corpus.query.outlet_filter import outlets_asked
from corpus.query.selection import select
from corpus.store import Corpus

Span = Literal["month", "year"]
LENGTH = {"month": 7, "year": 4}
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Point:
    """A month or a year.

    `articles` match, with `matches` places in their bodies; `per_million` are those in a million words of all
    articles of the span (of the same outlets and filters), None where there are none. `of` counts those articles.
    `looked` is how many of the `outlets` that were asked for could be looked at for the whole span (its months that
    were asked for), None where no run was kept.
    """

    span: str
    articles: int
    matches: int
    per_million: float | None
    of: int
    looked: int | None
    outlets: int


def trend(
    corpus: Corpus, query: str, *, by: Span = "month", originals: bool = False, most: int | None = MOST, **filters: Any
) -> tuple[list[Point], int]:
    """The points from the first to the last span in which the corpus has articles, and how many match undated.

    A span without a day that was asked for has no point: nothing was looked for there, so 0 would say too much.
    All articles are counted; where only `most` are read (corpus.linguistics.texts), their matches stand for those of
    the others.
    """
    length = LENGTH[by]
    matches: Counter[str | None] = Counter()
    reading = texts(corpus, query, originals=originals, most=most, **filters)
    read: Counter[str | None] = Counter()
    for text in reading:
        span = text.day.isoformat()[:length] if text.day else None
        read[span] += 1
        matches[span] += len(text.nodes)
    found = read if reading.every == 1 else _spread(corpus, reading.found, length)
    matches = Counter({span: round(n * found[span] / read[span]) for span, n in matches.items()})
    window = select(corpus, query, **filters).values
    asked = [month for month in months(corpus) if window["since"][:7] <= month <= window["until"][:7]]
    outlets = outlets_asked(corpus, query, filters.get("outlet"))
    of_them = {"outlet": sorted(outlets)} if outlets else {}
    everything = _running(corpus, length, originals, filters | _days(window) | of_them)
    looked = _looked(corpus, length, asked, outlets)
    return [
        _point(span, found[span], matches[span], *everything.get(span, (0, 0)), looked.get(span), len(outlets))
        for span in sorted({month[:length] for month in asked})
    ], found[None]


def _point(span: str, articles: int, matches: int, of: int, words: int, looked: int | None, outlets: int) -> Point:
    return Point(span, articles, matches, matches / words * MILLION if words else None, of, looked, outlets)


def _days(window: Mapping[str, str]) -> dict[str, date]:
    """The days between which the search lies, whether its words or its filters say so; none where neither does."""
    days = {name: date.fromisoformat(window[name]) for name in ("since", "until")}
    return days if (days["since"], days["until"]) != (date.min, date.max) else {}


def _running(corpus: Corpus, length: int, originals: bool, filters: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Span -> articles and running words, whether they match or not."""
    asked = select(corpus, None, **filters)
    rows = corpus.conn.execute(
        f"""SELECT substr(published_day, 1, {length}), count(*), sum(words) FROM ({asked.ids(fold=originals)}) asked
        CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.id
        WHERE published_day IS NOT NULL GROUP BY 1""",  # noqa: S608
        asked.values,
    )
    return {span: (int(number), int(words)) for span, number, words in rows}


def _spread(corpus: Corpus, ids: Sequence[int], length: int) -> Counter[str | None]:
    """Span -> how many of the articles with these ids."""
    rows = corpus.conn.execute(
        f"""SELECT substr(published_day, 1, {length}), count(*) FROM json_each(:ids) asked
        CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.value GROUP BY 1""",  # noqa: S608
        {"ids": json.dumps(list(ids))},
    )
    return Counter(dict(rows.fetchall()))


def _looked(corpus: Corpus, length: int, asked: Sequence[str], of: Collection[str]) -> dict[str, int]:
    """Span -> how many of these outlets could be looked at in every month of it that was asked for."""
    seen = askings(corpus)
    if not seen:
        return {}
    whole: dict[str, set[str]] = {}
    for month in asked:
        outlets = set(of).intersection(could_look(corpus, month, seen).whole)
        span = month[:length]
        whole[span] = whole[span] & outlets if span in whole else outlets
    return {span: len(outlets) for span, outlets in whole.items()}

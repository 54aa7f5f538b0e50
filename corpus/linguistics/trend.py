"""Counts of articles and matches by month or year, and how many outlets could be searched then: `trend`."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.answers import AnswerRows
from corpus.crawl.coverage import coverage_of_months, days_of_crawls, months_to_show
from corpus.crawl.ledger import way_reports
from corpus.linguistics.texts import MOST, read_texts
from corpus.linguistics.wordlists import MILLION
from corpus.query.outlet_filter import selected_outlets
from corpus.query.selection import select
from corpus.sentences import counted
from corpus.store import Corpus
from corpus.stories.story_ids import one_of_each_story, roots_of_copies, surplus_copies

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.crawl.ledger import WayReport
    from corpus.query.selection import Filters, Selection

Span = Literal["month", "year"]
LENGTH = {"month": 7, "year": 4}
IN_PART = "in part"
IN_NO_ROW = "{number} no date: in no row"


@dataclass(frozen=True, slots=True)
class Point:
    """The counts of one month or year (`span`).

    `articles` is how many match, `stories` how many stories they tell: one counts once in each span. `matches` is how
    many times the words stand in their bodies. `of` is the number of all articles of the span with the same outlets and
    filters, whether they match or not; `per_million` is `matches` per million words of those, None if there are none.
    `outlets` is how many outlets the search covers, `looked` how many of them could be searched for the whole span (the
    months of it that were asked for); None if no run is stored.
    `partial` is "in part" where the search or the crawls asked for a part of the span alone, or it is not over yet.
    """

    span: str
    articles: int
    stories: int
    matches: int
    per_million: float | None
    of: int
    looked: int | None
    outlets: int
    partial: str | None = None


def trend(
    corpus: Corpus,
    query: str,
    *,
    by: Span = "month",
    originals: bool = False,
    most: int | None = MOST,
    **filters: Unpack[Filters],
) -> tuple[AnswerRows[Point], int]:
    """Return a point for each span of the days of the search, and the number of matches without a date.

    These are in no span, and a search between days leaves them out; a note of the answer says how many they are.
    Without a first or last day, the spans begin with the first day that crawls asked for or the first article, and end
    with the last article (months_to_show). A span has a point whether it has articles or not: where `looked` is 0, no
    outlet could be searched, and an empty span says nothing. All articles are counted. Where only `most` are read
    (corpus.linguistics.texts), `matches` is extrapolated.
    """
    length = LENGTH[by]
    matches: Counter[str | None] = Counter()
    reading = read_texts(corpus, query, originals=originals, most=most, **filters)
    read: Counter[str | None] = Counter()
    for text in reading:
        span = text.day.isoformat()[:length] if text.day else None
        read[span] += 1
        matches[span] += len(text.nodes)
    articles, stories = _spread(corpus, reading.matching, length)
    matches = Counter({span: round(n * articles[span] / read[span]) for span, n in matches.items()})
    selection = select(corpus, query, text_only=True, **filters)
    window = selection.values
    seen = way_reports(corpus)
    since, until = date.fromisoformat(window["since"]), date.fromisoformat(window["until"])
    month_list = months_to_show(corpus, since, until, seen)
    outlets = selected_outlets(corpus, query, filters.get("outlet"))
    of_them: Filters = {"outlet": sorted(outlets)} if outlets else {}
    everything = _running(corpus, length, originals, filters | _days(window) | of_them)
    looked = _looked(corpus, length, month_list, outlets, seen)
    days = days_of_crawls(corpus, since, until, seen)
    points = (
        Point(
            span,
            articles[span],
            stories[span],
            matches[span],
            _per_million(matches[span], everything[span].words),
            everything[span].articles,
            looked.get(span),
            len(outlets),
            IN_PART if _is_partial(span, days) else None,
        )
        for span in sorted({month[:length] for month in month_list})
    )
    undated = articles[None] + _left_out(corpus, selection, originals)
    answer = reading.answer
    if undated:
        answer = replace(
            answer,
            notes=(
                *answer.notes,
                IN_NO_ROW.format(number=counted(undated, "more matches but has", "more match but have")),
            ),
        )
    return AnswerRows(points, answer), undated


def _left_out(corpus: Corpus, selection: Selection, originals: bool) -> int:
    """Return how many articles without a date match, which a search between days leaves out."""
    if not selection.dated:
        return 0
    undated = selection.everywhere().undated()
    ids = [int(row[0]) for row in corpus.conn.execute(undated.ids(), undated.values)]
    return len(one_of_each_story(corpus, ids) if originals else ids)


def _per_million(matches: int, words: int) -> float | None:
    return matches / words * MILLION if words else None


def _is_partial(span: str, days: tuple[date, date]) -> bool:
    """Return True if the first or the last of the days lies within the span, so that a part of it is missing."""
    if len(span) == LENGTH["year"]:
        first, last = date(int(span), 1, 1), date(int(span), 12, 31)
    else:
        first = date.fromisoformat(f"{span}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first < days[0] <= last or first <= days[1] < last


def _days(window: Mapping[str, str]) -> Filters:
    """Return the search's `since` and `until`, from its words or its filters; empty if neither gives a date."""
    since, until = date.fromisoformat(window["since"]), date.fromisoformat(window["until"])
    return {"since": since, "until": until} if (since, until) != (date.min, date.max) else {}


class _Held(NamedTuple):
    """What the corpus has in a span, whether it matches or not."""

    articles: int = 0
    words: int = 0


def _running(corpus: Corpus, length: int, originals: bool, filters: Filters) -> defaultdict[str, _Held]:
    """Return span -> the articles of these filters and the words in their bodies, whether they match or not."""
    selection = select(corpus, None, **filters)
    surplus: set[int] = set()
    if originals:
        ids = [int(row[0]) for row in corpus.conn.execute(selection.ids(), selection.values)]
        surplus = surplus_copies(ids, roots_of_copies(corpus, ids))
    rows = corpus.conn.execute(
        f"""SELECT substr(published_day, 1, {length}), count(*), sum(words) FROM ({selection.ids()}) asked
        CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.id
        WHERE published_day IS NOT NULL AND a.id NOT IN (SELECT value FROM json_each(:surplus)) GROUP BY 1""",  # noqa: S608
        {**selection.values, "surplus": json.dumps(sorted(surplus))},
    )
    return defaultdict(_Held, {span: _Held(int(number), int(words)) for span, number, words in rows})


def _spread(corpus: Corpus, ids: Sequence[int], length: int) -> tuple[Counter[str | None], Counter[str | None]]:
    """Return span -> number of the articles with these ids, and span -> number of the stories they tell there."""
    rows = corpus.conn.execute(
        f"""SELECT substr(published_day, 1, {length}), count(*), count(DISTINCT coalesce(story_id, a.id))
        FROM json_each(:ids) asked CROSS JOIN articles a INDEXED BY articles_facts ON a.id = asked.value
        LEFT JOIN stories ON stories.article_id = a.id GROUP BY 1""",  # noqa: S608
        {"ids": json.dumps(list(ids))},
    ).fetchall()
    return Counter({row[0]: row[1] for row in rows}), Counter({row[0]: row[2] for row in rows})


def _looked(
    corpus: Corpus, length: int, month_list: Sequence[str], outlets: Collection[str], seen: Sequence[WayReport]
) -> dict[str, int]:
    """Return span -> number of these outlets that could be searched in every month of `month_list` within it."""
    if not seen:
        return {}
    whole: dict[str, set[str]] = {}
    for month, coverage in coverage_of_months(corpus, month_list, seen).items():
        covered = set(outlets).intersection(coverage.whole)
        span = month[:length]
        whole[span] = whole[span] & covered if span in whole else covered
    return {span: len(covered) for span, covered in whole.items()}

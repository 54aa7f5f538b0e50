"""Compare the fields of an outlet's newest run with its earlier articles (`field_health`).

A field has changed where three things hold; benchmarks/field_health.py measures how often they do by chance:

1. The change is large: a share fell by 40 points or to a fifth, a median by what `FIELDS` has.
2. Chance does not do it: at most once in 20,000 times for the run alone, in 100,000 with one to four runs before it, or
   where a part of the articles still has the field.
   The chance is the larger one of an exact test, which knows how few the articles are, and of a beta-binomial, which
   knows that articles of one run are alike (a batch of press releases, a desk that signs nothing).
3. No earlier stretch of as many articles was as poor.

The runs before are taken together with the run because few articles a run prove nothing, and so that a change is seen
in the next runs as well, when the earlier articles have it already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Literal

from corpus.redesigns.field_rows import RUNS, ArticleFields, newest_fields, newest_run_of
from corpus.redesigns.tail_chances import (
    LEAST_RUNS,
    chance_in_clumps,
    chance_of_so_few,
    chance_of_so_many_beyond,
    clumping_of,
    poorest_share,
)
from corpus.store import Corpus

FieldVerdict = Literal["changed", "steady", "too few to compare"]

LEAST_NEW, LEAST_EARLIER = 5, 20  # articles
CHANCE_ALONE, CHANCE_TOGETHER = 5e-5, 1e-5  # of a run alone, and with runs before it or where a part is left
LEAST_SHARE, LEAST_FALL, LEAST_FACTOR = 0.3, 0.4, 0.2
EXTREME = 0.05  # the share of earlier articles beyond a bound


@dataclass(frozen=True, slots=True)
class WatchedField:
    """A field, and for a measure how much its median must change: by a factor, or by so much.

    `rises` is True where more is the sign, False where less is.
    """

    name: str
    is_share: bool = True
    rises: bool = False
    factor: float | None = None
    step: float = 0.0


FIELDS = (
    WatchedField("day"),
    WatchedField("hour"),
    WatchedField("writer"),
    WatchedField("place"),
    WatchedField("section"),
    WatchedField("words", is_share=False, factor=1 / 2),
    WatchedField("words", is_share=False, rises=True, factor=2),
    WatchedField("cut", is_share=False, rises=True, step=0.1),
    WatchedField("outside", is_share=False, rises=True, step=0.2),
    WatchedField("unexplained", is_share=False, rises=True, step=0.05),
)


@dataclass(frozen=True, slots=True)
class FieldHealth:
    """How a field of an outlet's new articles compares with its earlier ones.

    `value` and `earlier` are the share of articles that have it, or the median (`words`: words; `cut`, `outside` and
    `unexplained`: shares of a page's words), None where nothing was compared. `articles` are those of the newest `runs`
    runs, `having` the number of those that have it, `earlier_articles` those before. `chance` is that of such a change
    if nothing changed (1: the change is too small, or was seen before). `example` is a new article that shows it.
    `rules_changed`: kliping's own rules are others than those that read the earlier ones.
    """

    field: str
    verdict: FieldVerdict
    articles: int
    earlier_articles: int
    value: float | None = None
    earlier: float | None = None
    having: int | None = None
    runs: int = 1
    chance: float = 1.0
    example: int | None = None
    rules_changed: bool = False


def fields_of_run(corpus: Corpus, outlet: str, run_id: int | None = None) -> tuple[int | None, list[FieldHealth]]:
    """Return a run of an outlet (None: the newest that fetched an article) and how each field of its articles compares.

    The list is empty where the run fetched none of the outlet's newest articles.
    """
    rows = newest_fields(corpus, outlet, run_id)
    run_id = newest_run_of(rows) if run_id is None else run_id
    return run_id, field_health(rows, run_id) if run_id is not None else []


def changed_fields(health: Sequence[FieldHealth]) -> list[FieldHealth]:
    """Return the fields that changed; not the hour where the day is gone with it.

    >>> gone = FieldHealth("day", "changed", 9, 90), FieldHealth("hour", "changed", 9, 90)
    >>> [one.field for one in changed_fields(gone)]
    ['day']
    """
    changed = [one for one in health if one.verdict == "changed"]
    return [one for one in changed if one.field != "hour" or all(other.field != "day" for other in changed)]


def field_health(rows: Sequence[ArticleFields], run_id: int) -> list[FieldHealth]:
    """Return how each field of a run's articles compares; nothing for a run that fetched none of these articles.

    `rows` are the outlet's newest articles, by their day of publication, the newest first. Pages of an import are
    always earlier ones, and a run's articles older than all of those are left out: what a site's old pages lack is no
    redesign.
    """
    fetched = sorted({row.run_id for row in rows if not row.imported and row.run_id <= run_id}, reverse=True)[:RUNS]
    if not fetched or fetched[0] != run_id:
        return []
    spans = [_span(rows, fetched[:number]) for number in range(1, len(fetched) + 1)]
    health: dict[str, FieldHealth] = {}
    for watched in FIELDS:
        compared = (_compared(watched, *span, run_id, runs) for runs, span in enumerate(spans, 1))
        gravest = min(compared, key=_gravity)
        if watched.name not in health or _gravity(gravest) < _gravity(health[watched.name]):
            health[watched.name] = gravest
    return list(health.values())


def _gravity(one: FieldHealth) -> tuple[int, float]:
    return ("changed", "steady", "too few to compare").index(one.verdict), one.chance


def _span(rows: Sequence[ArticleFields], runs: Sequence[int]) -> tuple[list[ArticleFields], list[ArticleFields]]:
    """Return the articles of these runs, the newest run first, and those before them."""
    among = set(runs)
    earlier = [row for row in rows if row.imported or row.run_id < runs[-1]]
    new = [row for row in rows if not row.imported and row.run_id in among]
    return [row for row in new if earlier and row.id >= earlier[-1].id], earlier


def _compared(
    watched: WatchedField, new: Sequence[ArticleFields], earlier: Sequence[ArticleFields], run_id: int, runs: int
) -> FieldHealth:
    new = [row for row in new if row.values[watched.name] is not None]
    earlier = [row for row in earlier if row.values[watched.name] is not None]
    few = len(new) < LEAST_NEW or len(earlier) < LEAST_EARLIER
    if few or all(row.run_id != run_id for row in new):
        return FieldHealth(watched.name, "too few to compare", len(new), len(earlier), runs=runs)
    compare = _compared_share if watched.is_share else _compared_measure
    return compare(watched, new, earlier, run_id, runs)


def _compared_share(
    watched: WatchedField, new: Sequence[ArticleFields], earlier: Sequence[ArticleFields], run_id: int, runs: int
) -> FieldHealth:
    has = {row.id: bool(row.values[watched.name]) for row in (*new, *earlier)}
    having, before = sum(has[row.id] for row in new), sum(has[row.id] for row in earlier) / len(earlier)
    share, own = having / len(new), [has[row.id] for row in new if row.run_id == run_id]
    known = len({row.run_id for row in earlier}) >= LEAST_RUNS
    large = before >= LEAST_SHARE and all(_fell(now, before, known) for now in (share, sum(own) / len(own)))
    chance = 1.0
    if large and (chance := _chance_in_runs(having, len(new), earlier, has)) < 1.0:
        exact = chance_of_so_few(having, len(new), round(before * len(earlier)), len(earlier))
        chance = max(chance, exact)
    limit = CHANCE_ALONE if runs == 1 and share <= before * LEAST_FACTOR else CHANCE_TOGETHER
    example = next((row.id for row in new if row.run_id == run_id and not has[row.id]), None)
    return _health(watched, new, earlier, runs, chance <= limit, chance, share, before, having, example)


def _fell(share: float, before: float, known: bool) -> bool:
    """True where a share fell far enough; where the earlier runs are too few to show how they differ, to a fifth."""
    return share <= before * LEAST_FACTOR or (known and before - share >= LEAST_FALL)


def _compared_measure(
    watched: WatchedField, new: Sequence[ArticleFields], earlier: Sequence[ArticleFields], run_id: int, runs: int
) -> FieldHealth:
    values = {row.id: row.values[watched.name] or 0.0 for row in (*new, *earlier)}
    old = sorted((values[row.id] for row in earlier), reverse=watched.rises)
    rank = max(1, round(EXTREME * len(old)))
    bound = old[rank - 1]
    usual = {row: value <= bound if watched.rises else value >= bound for row, value in values.items()}
    now, before = median(values[row.id] for row in new), median(old)
    own = [values[row.id] for row in new if row.run_id == run_id]
    large = all(_moved(watched, middle, before) for middle in (now, median(own)))
    chance = 1.0
    within = sum(usual[row.id] for row in new)
    if large and (chance := _chance_in_runs(within, len(new), earlier, usual)) < 1.0:
        chance = max(chance, chance_of_so_many_beyond(len(new) - within, len(new), rank, len(old)))
    example = next((row.id for row in new if row.run_id == run_id and not usual[row.id]), None)
    limit = CHANCE_ALONE if runs == 1 else CHANCE_TOGETHER
    return _health(watched, new, earlier, runs, chance <= limit, chance, now, before, None, example)


def _moved(watched: WatchedField, now: float, before: float) -> bool:
    if watched.factor is None:
        return now - before >= watched.step
    return now >= before * watched.factor if watched.rises else now <= before * watched.factor


def _chance_in_runs(count: int, n: int, earlier: Sequence[ArticleFields], flags: Mapping[int, bool]) -> float:
    """Return the chance that `count` or fewer of n new articles have the flag; 1 where a stretch was as poor."""
    in_order = sorted(earlier, key=lambda row: (row.run_id, row.id))  # as they were fetched
    runs = [[flags[row.id] for row in run] for _, run in groupby(in_order, key=lambda row: row.run_id)]
    every = [flag for run in runs for flag in run]
    if count / n >= poorest_share(every, min(n, len(every) // 2)):
        return 1.0
    return chance_in_clumps(count, n, (sum(every) + 1) / (len(every) + 2), clumping_of(runs))


def _health(
    watched: WatchedField,
    new: Sequence[ArticleFields],
    earlier: Sequence[ArticleFields],
    runs: int,
    changed: bool,
    chance: float,
    value: float,
    before: float,
    having: int | None,
    example: int | None,
) -> FieldHealth:
    return FieldHealth(
        watched.name,
        "changed" if changed else "steady",
        len(new),
        len(earlier),
        value=round(value, 4),
        earlier=round(before, 4),
        having=having,
        runs=runs,
        chance=chance,
        example=example if changed else None,
        rules_changed=not {row.rules_version for row in new} & {row.rules_version for row in earlier},
    )

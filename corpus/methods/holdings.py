"""Count what a corpus holds (`holdings`): articles and stories by outlet, year, grade; articles by language and
completeness; runs; copies.

Outlet, year and copies are counted from indexes alone. Language and completeness stand in no index: for them, every
row is read, which takes most of the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.store import Corpus

_PLACES = """SELECT outlet, substr(published_day, 1, 4), count(*), min(published_day), max(published_day)
    FROM articles INDEXED BY articles_facts GROUP BY 1, 2"""
_FORMS = "SELECT language, complete, count(*) FROM articles WHERE id > ? AND id <= ? GROUP BY 1, 2"
_END_OF_PART = "SELECT max(id) FROM (SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?)"
_COPIES = """SELECT coalesce(sum(number - 1), 0) FROM
    (SELECT count(*) AS number FROM articles INDEXED BY articles_text GROUP BY text_sha256 HAVING number > 1)"""
_COPIED = """SELECT coalesce(story_id, a.id), outlet, substr(published_day, 1, 4) FROM
    (SELECT article_id AS id FROM stories UNION SELECT story_id FROM stories) c
    CROSS JOIN articles a INDEXED BY articles_facts ON a.id = c.id LEFT JOIN stories s ON s.article_id = a.id"""
_TOPICS = """SELECT name, max(id) FROM topics WHERE EXISTS (SELECT 1 FROM grades WHERE topic_id = topics.id)
    GROUP BY name ORDER BY max(id) DESC"""
_GRADES = """SELECT grade, count(*), count(DISTINCT coalesce(story_id, a.id)) FROM articles a INDEXED BY articles_facts
    LEFT JOIN grades g ON g.article_id = a.id AND topic_id = ? LEFT JOIN stories s ON s.article_id = a.id
    GROUP BY grade ORDER BY grade DESC"""
_RUNS = """SELECT command, count(*), date(min(started_at), '+7 hours'), date(max(started_at), '+7 hours') FROM runs
    GROUP BY command ORDER BY count(*) DESC, command"""
PART = 20_000  # articles whose rows are read at once


@dataclass(frozen=True, slots=True)
class Holding:
    """One number of a corpus: of the articles (runs) in this group with this value, their first and last day (WIB).

    `stories` is how many stories the articles tell; None for runs, languages, completeness and copies.
    `value` is None where the articles have none: no day, no language, no grade.
    """

    group: str
    value: str | None
    number: int
    first_day: str | None = None
    last_day: str | None = None
    stories: int | None = None


def holdings(corpus: Corpus, step: Callable[[int, int], None] = lambda _done, _all: None) -> list[Holding]:
    """Return the numbers of the corpus, all from one state of it; `step` gets the articles that were read, and all.

    The groups, in this order: articles (one row: all of them), outlet (the largest first), year, "grade of TOPIC" for
    each topic that graded articles (the newest first), language, complete (yes, no), copies (one row: articles whose
    text another one has, too), runs (by command).
    """
    with corpus.snapshot():
        return [*_articles(corpus, step), *_runs(corpus)]


def _articles(corpus: Corpus, step: Callable[[int, int], None]) -> Iterator[Holding]:
    outlets: dict[str, Holding] = {}
    years: dict[str | None, Holding] = {}
    whole = Holding("articles", "all", 0)
    for outlet, year, number, first, last in corpus.conn.execute(_PLACES).fetchall():
        outlets[outlet] = _with(outlets.get(outlet, Holding("outlet", outlet, 0)), number, first, last)
        years[year] = _with(years.get(year, Holding("year", year, 0)), number, first, last)
        whole = _with(whole, number, first, last)
    surplus = _surplus(corpus)
    counted = [
        replace(one, stories=one.number - surplus[one.group, one.value])
        for one in (whole, *outlets.values(), *years.values())
    ]
    yield from (one for one in counted if one.group == "articles")
    yield from sorted((o for o in counted if o.group == "outlet"), key=lambda one: (-one.number, one.value or ""))
    yield from sorted((o for o in counted if o.group == "year"), key=lambda one: one.value or "", reverse=True)
    for topic, topic_id in corpus.conn.execute(_TOPICS).fetchall():
        for grade, number, stories in corpus.conn.execute(_GRADES, (topic_id,)).fetchall():
            yield Holding(f"grade of {topic}", None if grade is None else str(grade), number, stories=stories)
    yield from _forms(corpus, whole.number, step)
    yield Holding("copies", "exact", int(corpus.conn.execute(_COPIES).fetchone()[0]))


def _surplus(corpus: Corpus) -> Counter[tuple[str, str | None]]:
    """Return (group, value) -> how many of its articles are further ones of a story that it has already."""
    surplus, seen = Counter[tuple[str, str | None]](), set[tuple[str, str | None, int]]()
    for story, outlet, year in corpus.conn.execute(_COPIED):
        for group, value in (("articles", "all"), ("outlet", outlet), ("year", year)):
            surplus[group, value] += (group, value, story) in seen
            seen.add((group, value, story))
    return surplus


def _forms(corpus: Corpus, every: int, step: Callable[[int, int], None]) -> Iterator[Holding]:
    """Yield the numbers by language and completeness, read part after part."""
    languages: dict[str | None, int] = {}
    complete = {1: 0, 0: 0}
    after, done = -(1 << 62), 0
    while (upto := corpus.conn.execute(_END_OF_PART, (after, PART)).fetchone()[0]) is not None:
        for language, is_complete, number in corpus.conn.execute(_FORMS, (after, upto)).fetchall():
            languages[language] = languages.get(language, 0) + number
            complete[is_complete] += number
            done += number
        after = upto
        step(done, every)
    for language, number in sorted(languages.items(), key=lambda one: (-one[1], one[0] or "")):
        yield Holding("language", language, number)
    yield from (Holding("complete", "yes" if key else "no", number) for key, number in complete.items() if number)


def _runs(corpus: Corpus) -> Iterator[Holding]:
    for command, number, first, last in corpus.conn.execute(_RUNS).fetchall():
        yield Holding("runs", command, number, first, last)


def _with(one: Holding, number: int, first: str | None, last: str | None) -> Holding:
    """The holding with these articles added."""
    firsts, lasts = ([day for day in days if day] for days in ((one.first_day, first), (one.last_day, last)))
    return Holding(one.group, one.value, one.number + number, min(firsts, default=None), max(lasts, default=None))

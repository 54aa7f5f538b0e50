"""Which articles does a search mean? Its words and filters as SQL, in the order of publication.

Articles are ordered by id, which is day << 20 | number (docs/corpus.md), and SQLite reads that order straight
off the full-text index. A date filter is a range of ids; the few articles whose day was corrected later, or
is not known, stand in `misdated`: those that belong in are added, and `published_day` has the last word.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.errors import QueryError
from corpus.query import to_fts
from corpus.store import Corpus

EPOCH = date(1970, 1, 1)
MAX_ID = (1 << 63) - 1
IN_WINDOW = "{a}.published_day BETWEEN :since AND :until"
IN_RANGE = f"{{id}} BETWEEN :low AND :high AND {IN_WINDOW}"
MOVED_IN = "{id} IN (SELECT article_id FROM misdated WHERE published_day BETWEEN :since AND :until)"
UNDATED = "{id} IN (SELECT article_id FROM misdated WHERE published_day IS NULL)"
GRADED = """EXISTS (SELECT 1 FROM grades WHERE article_id = {id}
    AND grades.topic_id = :topic AND grades.grade >= :grade)"""
STORED_BY_RUN = """{a}.key IN (SELECT article_key FROM run_outcomes
    JOIN frontier ON frontier.id = frontier_id WHERE run_outcomes.run_id = :run AND outcome = 'stored')"""


@dataclass(frozen=True, slots=True)
class Selection:
    """A search as SQL: its conditions ("{a}" stands for the articles table, "{id}" for its id) and their values."""

    conditions: tuple[str, ...]
    values: Mapping[str, Any]
    topic: str | None
    dated: bool

    def ids(self, *, fold: bool = False) -> str:
        """A SELECT of the ids that match, to be followed by ORDER BY id or LIMIT.

        `fold` leaves out an article whose text the search finds under a lower id at another outlet.
        """
        branches = (IN_RANGE, MOVED_IN) if self.dated else (None,)
        return " UNION ".join(self._branch(window, fold) for window in branches)

    def everywhere(self) -> Selection:
        """The same search over all pages."""
        return Selection(self.conditions, {**self.values, "before": MAX_ID}, self.topic, self.dated)

    def undated(self) -> Selection:
        """What the search's date filter leaves out because no date is known."""
        return Selection((*self.conditions, UNDATED), self.values, self.topic, dated=False)

    def _branch(self, window: str | None, fold: bool) -> str:
        where = ["{id} < :before", *([window] if window else []), *self.conditions]
        if self.values["query"] is None:
            source, id_ = "articles a", "a.id"
        else:  # CROSS JOIN: the index is read first, in its order, and bounded by the range of ids
            source, id_ = "articles_fts f CROSS JOIN articles a ON a.id = f.rowid", "f.rowid"
            where.insert(0, "f.articles_fts MATCH :query")
        sql = " AND ".join(where).format(a="a", id=id_)
        if fold:
            sql += f" AND NOT EXISTS ({self._earlier_copy()})"
        return f"SELECT {id_} AS id FROM {source} WHERE {sql}"  # noqa: S608 - every value is bound

    def _earlier_copy(self) -> str:
        where = ["{a}.text_sha256 = a.text_sha256 AND {id} < a.id AND {a}.outlet <> a.outlet", *self.conditions]
        if self.dated:
            where.append(IN_WINDOW)
        if self.values["query"] is not None:
            where.append("EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH :query AND rowid = {id})")
        return "SELECT 1 FROM articles b WHERE " + " AND ".join(where).format(a="b", id="b.id")  # noqa: S608


def select(
    corpus: Corpus,
    query: str | None = None,
    *,
    before: int | None = None,
    outlet: str | Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    topic: str | None = None,
    grade: int | None = None,
    new: bool = False,
) -> Selection:
    """What `search` and the exports ask of the corpus; arguments and errors as `search` has them."""
    if since and until and since > until:
        raise QueryError(f"since {since} is after until {until}; exchange them")
    topic_id, topic_name = _topic(corpus, topic)
    values: dict[str, Any] = {
        "query": None if query is None else to_fts(query), "before": MAX_ID if before is None else before,
        "topic": topic_id, "grade": grade,
        "since": (since or date.min).isoformat(), "until": (until or date.max).isoformat(),
        "low": _first_id(since or EPOCH), "high": _first_id(until or date.max) + (1 << 20) - 1,
    }  # fmt: skip
    conditions: list[str] = []
    if outlet is not None:
        slugs = _known_outlets(corpus, [outlet] if isinstance(outlet, str) else list(outlet))
        values |= {f"outlet{n}": slug for n, slug in enumerate(slugs)}
        conditions.append(f"{{a}}.outlet IN ({', '.join(f':outlet{n}' for n in range(len(slugs)))})")
    if grade is not None:
        conditions.append(GRADED)
    if new:
        values["run"] = newest_run(corpus)
        conditions.append(STORED_BY_RUN)
    return Selection(tuple(conditions), values, topic_name, since is not None or until is not None)


def newest_run(corpus: Corpus) -> int | None:
    """The newest crawl or import that has ended, whose articles are "new"; None where there is none."""
    row = corpus.conn.execute(
        "SELECT max(id) FROM runs WHERE command IN ('crawl', 'import') AND state <> 'running'"
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _first_id(day: date) -> int:
    return max(0, (day - EPOCH).days) << 20


def _topic(corpus: Corpus, name: str | None) -> tuple[int | None, str | None]:
    if name is None:
        row = corpus.conn.execute(
            """SELECT topics.id, name FROM runs JOIN topics ON topics.id = topic_id ORDER BY runs.id DESC LIMIT 1"""
        ).fetchone()
        return (row[0], row[1]) if row else (None, None)
    row = corpus.conn.execute("SELECT max(id) FROM topics WHERE name = ?", (name,)).fetchone()
    if row[0] is None:
        known = [r[0] for r in corpus.conn.execute("SELECT DISTINCT name FROM topics ORDER BY name")]
        raise QueryError(f'no run has used a topic "{name}"; {_nearest(name, known)}')
    return row[0], name


def _known_outlets(corpus: Corpus, slugs: Sequence[str]) -> Sequence[str]:
    known = [row[0] for row in corpus.conn.execute("SELECT slug FROM outlets ORDER BY slug")]
    for slug in slugs:
        if slug not in known:
            raise QueryError(f'the corpus has no outlet "{slug}"; {_nearest(slug, known)}')
    return slugs


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(known) or 'none yet'}"

"""What lineage says of an article (`lineage_of`): the origins of its words, and every copy by time.

The rows are read as they were derived; the words that a copy added and cut are copy_changes when they are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.lineage.read_text import ReadText, RunOfWords
from corpus.store import Corpus
from corpus.versions.corrected import corrected, have_followed

_ABOUT = "a.id, a.outlet, a.title, a.published_at, a.published_day, a.text_sha256"
_CREDITED = """EXISTS (SELECT 1 FROM named_sources n JOIN outlets named ON named.slug = n.outlet
    JOIN outlets mine ON mine.slug = o.outlet WHERE n.article_id = a.id AND (named.slug = mine.slug
    OR named.kind = 'agency' AND mine.kind = 'agency' AND named.affiliation = mine.affiliation))"""
_COPIES = f"""SELECT {_ABOUT}, c.origin_id, c.share, c.lag_s, c.kind, c.reason, c.confidence, {_CREDITED}
    FROM copies c JOIN articles a ON a.id = c.copy_id JOIN articles o ON o.id = c.origin_id"""  # noqa: S608
_IN_TIME = """ORDER BY a.published_day IS NULL,
    coalesce(a.published_ts, CAST(strftime('%s', a.published_day, '+17 hours') AS INTEGER)), a.id"""
_BY_OUTLET = f"""SELECT a.outlet, count(*), count(*) - count(c.copy_id),
    coalesce(sum(c.copy_id IS NOT NULL AND {_CREDITED}), 0),
    coalesce(sum(c.copy_id IS NOT NULL AND NOT {_CREDITED}), 0),
    coalesce(sum(c.copy_id IS NULL AND EXISTS (SELECT 1 FROM copies WHERE origin_id = a.id)), 0)
    FROM articles a LEFT JOIN stories s ON s.article_id = a.id
    LEFT JOIN copies c ON c.copy_id = a.id AND c.origin_id = s.story_id LEFT JOIN articles o ON o.id = c.origin_id
    GROUP BY 1 ORDER BY 2 DESC, 1"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class LineageArticle:
    """An article as lineage names it. `corrected`: its own page or another article of its outlet corrects it."""

    id: int
    outlet: str
    title: str
    published_at: str | None
    published_day: str | None
    text_sha256: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class CopyOf:
    """A copy and its origin: a row of `copies`. `credited`: it names the origin's outlet as its source.

    `followed`: it says what the correction of its origin says; None where the origin was not corrected.
    """

    article: LineageArticle
    origin_id: int
    share: float
    lag_s: int | None
    kind: str
    reason: str
    confidence: str
    credited: bool
    followed: bool | None = None


@dataclass(frozen=True, slots=True)
class ArticleLineage:
    """The origins of an article (empty if it is a root), the root of its story, and the root's copies by time."""

    article: LineageArticle
    root: LineageArticle
    origins: tuple[CopyOf, ...]
    copies: tuple[CopyOf, ...]


@dataclass(frozen=True, slots=True)
class CopyChanges:
    """What a copy changed: words and passages that it added, and those of the origin that it left out.

    `origin_share` is the share of the origin's words that stand in the copy.
    """

    words: int
    words_added: int
    words_cut: int
    origin_share: float
    added: tuple[str, ...]
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutletLineage:
    """An outlet's articles: `original`, copies that name the origin's outlet, and copies that don't.

    `copied` of the originals were copied by others.
    """

    outlet: str
    articles: int
    original: int
    with_credit: int
    without_credit: int
    copied: int


def lineage_of(corpus: Corpus, article_id: int) -> ArticleLineage:
    """Return an article's lineage; it has no copies where none are known."""
    sql = corpus.conn
    with corpus.snapshot():
        story = sql.execute("SELECT story_id FROM stories WHERE article_id = ?", (article_id,)).fetchone()
        root_id = story[0] if story else article_id
        about = sql.execute(f"SELECT {_ABOUT} FROM articles a WHERE a.id IN (?, ?)", (article_id, root_id))  # noqa: S608
        named = {row[0]: row for row in about}
        origins = sql.execute(f"{_COPIES} WHERE c.copy_id = ? ORDER BY c.share DESC, o.id", (article_id,)).fetchall()
        copies = sql.execute(f"{_COPIES} WHERE c.origin_id = ? {_IN_TIME}", (root_id,)).fetchall()
        ids = {*named, *(row[0] for row in copies)}
        own = set(corrected(sql, sorted(ids)))
        followed = have_followed(sql, root_id, sorted(row[0] for row in copies))
    return ArticleLineage(
        _article(named[article_id], own),
        _article(named[root_id], own),
        tuple(_copy(row, own, {}) for row in origins),
        tuple(_copy(row, own, followed) for row in copies),
    )


def outlet_lineage(corpus: Corpus) -> list[OutletLineage]:
    """Return each outlet's originals and copies, the outlet with most articles first."""
    return [OutletLineage(*row) for row in corpus.conn.execute(_BY_OUTLET)]


def copy_changes(corpus: Corpus, copy_id: int, origin_id: int, *, passages: bool = False) -> CopyChanges:
    """Compare a copy with its origin, word by word; the passages themselves only where they are asked for."""
    copy, origin = (ReadText(_text(corpus, article_id)) for article_id in (copy_id, origin_id))
    added, cut = copy.gaps(copy.shared_runs(origin)), origin.gaps(origin.shared_runs(copy))
    left_out = _number(cut)
    return CopyChanges(
        len(copy.words),
        _number(added),
        left_out,
        round(1 - left_out / len(origin.words), 4) if origin.words else 0.0,
        _passages(copy, added) if passages else (),
        _passages(origin, cut) if passages else (),
    )


def verbatim_spans(copy: str, origin: str) -> list[tuple[int, int]]:
    """Return where the copy's words stand that are verbatim from the origin: ranges of code points, in order."""
    text = ReadText(copy)
    return [text.span_of(run) for run in text.shared_runs(ReadText(origin))]


def _number(runs: Sequence[RunOfWords]) -> int:
    return sum(end - start for start, end in runs)


def _passages(text: ReadText, runs: Sequence[RunOfWords]) -> tuple[str, ...]:
    return tuple(text.text[start:end] for start, end in map(text.span_of, runs))


def _text(corpus: Corpus, article_id: int) -> str:
    row = corpus.conn.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
    return str(row[0]) if row else ""


def _article(row: tuple[Any, ...], own: Collection[int]) -> LineageArticle:
    number, outlet, title, at, day, sha256 = row[:6]
    return LineageArticle(number, outlet, title, at, day, sha256, number in own)


def _copy(row: tuple[Any, ...], own: Collection[int], followed: Mapping[int, bool]) -> CopyOf:
    origin, share, lag, kind, reason, confidence, credited = row[6:]
    return CopyOf(
        _article(row, own), origin, share, lag, kind, reason, confidence, bool(credited), followed.get(row[0])
    )

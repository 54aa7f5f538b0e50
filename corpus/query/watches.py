"""Saved searches: what is new for each since it was last looked at, and the same as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree as ET

from corpus.errors import QueryError
from corpus.query.hits import Hit, hits
from corpus.query.lexer import stored
from corpus.query.selection import STORED_SINCE, select
from corpus.query.time_limit import time_limit
from corpus.store import JAKARTA, Corpus

ATOM = "http://www.w3.org/2005/Atom"
MAX_NEW = 500  # articles shown at once; of more, the newest
KEPT = 50  # articles of a search that its feed holds at least, if there are so many: readers ask when they like
RUN_SECONDS = 30.0
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved search; `seen_run_id` is the last crawl or import whose articles it has shown."""

    name: str
    query: str
    added_at: datetime
    seen_run_id: int


@dataclass(frozen=True, slots=True)
class News:
    """What is new for a saved search: the newest `hits` of `number`, up to the run that `mark_seen` notes."""

    watch: Watch
    hits: tuple[Hit, ...]
    number: int
    seen_run_id: int


def watches(corpus: Corpus) -> list[Watch]:
    """The saved searches, by name."""
    rows = corpus.conn.execute("SELECT name, query, added_at, seen_run_id FROM watches ORDER BY name")
    return [Watch(name, query, datetime.fromisoformat(at), run) for name, query, at, run in rows]


def add_watch(corpus: Corpus, name: str, query: str, now: datetime) -> Watch:
    """Save a search: what the corpus holds now counts as seen. Raises QueryError for one that can't be asked."""
    if not name.strip() or stored(name) != name:
        raise QueryError("a saved search needs a name, in letters: kliping watch add NAME QUERY")
    select(corpus, query)
    seen = _last_whole_run(corpus)
    done = corpus.conn.execute(
        "INSERT INTO watches (name, query, added_at, seen_run_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (name, query, now.astimezone(UTC).isoformat(timespec="seconds"), seen),
    )
    if not done.rowcount:
        raise QueryError(f'there is a saved search "{name}" already; remove it first, or take another name')
    return Watch(name, query, now, seen)


def remove_watch(corpus: Corpus, name: str) -> None:
    """Forget a saved search. Raises QueryError where there is none of this name."""
    if not corpus.conn.execute("DELETE FROM watches WHERE name = ?", (stored(name),)).rowcount:
        raise QueryError(f'there is no saved search "{stored(name)}"; `kliping watch list` shows them')


def news(corpus: Corpus, watch: Watch) -> News:
    """What crawls and imports stored since it was last looked at, newest first, exact copies folded.

    A run that has not ended counts the next time, whole. Raises QueryError where the search can't be asked any more.
    """
    last = _last_whole_run(corpus)
    found, number = _stored(corpus, watch, (watch.seen_run_id + 1, last), MAX_NEW)
    return News(watch, found, number, last)


def mark_seen(corpus: Corpus, told: News) -> None:
    """Note that this was shown; what came meanwhile is told the next time."""
    corpus.conn.execute(
        "UPDATE watches SET seen_run_id = max(seen_run_id, ?) WHERE name = ?", (told.seen_run_id, told.watch.name)
    )


def recent(corpus: Corpus, watch: Watch, news: Sequence[Hit] = ()) -> tuple[Hit, ...]:
    """What stays in the feed beside the news, so that both make KEPT: what the newest runs stored before."""
    known, kept = {hit.id for hit in news}, list[Hit]()
    last, back = _last_whole_run(corpus), 1
    while last > 0 and len(known) < KEPT:
        found, _ = _stored(corpus, watch, (last - back + 1, last), KEPT + len(news))
        kept += [hit for hit in found if hit.id not in known][: KEPT - len(known)]
        known |= {hit.id for hit in kept}
        last, back = last - back, back * 4
    return tuple(kept)


def atom(found: Sequence[tuple[Watch, Hit]], now: datetime) -> bytes:
    """Articles as an Atom feed (RFC 4287): an entry an article, its saved searches as its categories."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", "urn:kliping:watch")
    _add(feed, "title", "kliping: saved searches")
    _add(feed, "updated", now.astimezone(UTC).isoformat(timespec="seconds"))
    _add(_add(feed, "author"), "name", "kliping")
    several: dict[int, tuple[Hit, list[Watch]]] = {}
    for watch, hit in found:
        several.setdefault(hit.id, (hit, []))[1].append(watch)
    for hit, saved in several.values():
        feed.append(_entry(hit, saved))
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _stored(corpus: Corpus, watch: Watch, runs: tuple[int, int], most: int) -> tuple[tuple[Hit, ...], int]:
    """What the crawls and imports from one number to the other stored for a search: the newest, and how many."""
    asked = select(corpus, watch.query).also(STORED_SINCE, run=runs[0], last_run=runs[1])
    with time_limit(corpus.conn, RUN_SECONDS):
        rows = corpus.conn.execute(f"{asked.ids(fold=True)} ORDER BY id DESC", asked.values).fetchall()
        return hits(corpus, asked, [int(row[0]) for row in rows[:most]]), len(rows)


def _entry(hit: Hit, saved: Sequence[Watch]) -> ET.Element:
    entry = ET.Element(f"{{{ATOM}}}entry")
    _add(entry, "id", f"urn:kliping:article:{hit.id}")
    _add(entry, "title", f"{hit.title} ({hit.outlet_name})")
    _add(entry, "link", href=_NOT_XML.sub("", hit.url))
    _add(entry, "updated", _updated(hit).astimezone(UTC).isoformat(timespec="seconds"))
    for watch in saved:
        _add(entry, "category", term=_NOT_XML.sub("", watch.name))
    _add(entry, "summary", hit.plain_snippet)
    return entry


def _updated(hit: Hit) -> datetime:
    """The same whenever the feed is written, or readers would show the article again: without an hour, the day's
    beginning; without a day, that of the day it was first seen, which its id says (docs/corpus.md).
    """
    day = hit.published_day or date(1970, 1, 1) + timedelta(days=hit.id >> 20)
    return hit.published_at or datetime.combine(day, time.min, JAKARTA)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = None if text is None else _NOT_XML.sub("", text)
    return element


def _last_whole_run(corpus: Corpus) -> int:
    """The last run before the first one that is still running."""
    row = corpus.conn.execute(
        """SELECT coalesce((SELECT min(id) - 1 FROM runs WHERE state = 'running'), (SELECT max(id) FROM runs), 0)"""
    ).fetchone()
    return int(row[0])

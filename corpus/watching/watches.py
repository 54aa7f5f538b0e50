"""Saved searches: store them (`add_watch`), read what is new for each (`news`), and write an Atom feed (`atom`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree as ET

from corpus.characters import plain, plain_address
from corpus.errors import QueryError
from corpus.file.unreadable import needed_instant
from corpus.messages.search_messages import WATCH_EXISTS, WATCH_UNKNOWN, WATCH_WITHOUT_NAME
from corpus.query.hits import Hit, hits
from corpus.query.lexer import stored
from corpus.query.matches import undated_among
from corpus.query.selection import STORED_SINCE, select
from corpus.query.time_limit import time_limit
from corpus.store import JAKARTA, Corpus
from corpus.stories.story_ids import one_of_each_story

ATOM = "http://www.w3.org/2005/Atom"
MAX_NEW = 500  # articles shown at once: the newest
FEED_SIZE = 50  # least number of articles of a search in its feed, if it has so many: feed readers fetch at any time
RUN_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search; `seen_run_id` is the last crawl or import whose articles it has shown."""

    name: str
    query: str
    added_at: datetime
    seen_run_id: int


@dataclass(frozen=True, slots=True)
class News:
    """The new articles of a saved search: the newest `hits` of `number` stories, up to run `seen_run_id`.

    `articles` is the number of all that were stored, copies included.
    """

    watch: SavedSearch
    hits: tuple[Hit, ...]
    number: int
    seen_run_id: int
    articles: int = 0


def watches(corpus: Corpus) -> list[SavedSearch]:
    """Return the saved searches, sorted by name."""
    rows = corpus.conn.execute("SELECT name, query, added_at, seen_run_id FROM watches ORDER BY name")
    return [
        SavedSearch(name, query, needed_instant(at, "the time of a saved search"), run) for name, query, at, run in rows
    ]


def add_watch(corpus: Corpus, name: str, query: str, now: datetime) -> SavedSearch:
    """Save a search; the articles that the corpus holds now count as seen.

    Raises QueryError for a search that can't be parsed, a bad name, or a name that is taken.
    """
    if not name.strip() or stored(name) != name:
        raise QueryError(WATCH_WITHOUT_NAME())
    select(corpus, query)
    seen = _last_whole_run(corpus)
    done = corpus.conn.execute(
        "INSERT INTO watches (name, query, added_at, seen_run_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (name, query, now.astimezone(UTC).isoformat(timespec="seconds"), seen),
    )
    if not done.rowcount:
        raise QueryError(WATCH_EXISTS(name=name))
    return SavedSearch(name, query, now, seen)


def remove_watch(corpus: Corpus, name: str) -> None:
    """Delete a saved search. Raises QueryError if there is none of this name."""
    if not corpus.conn.execute("DELETE FROM watches WHERE name = ?", (stored(name),)).rowcount:
        raise QueryError(WATCH_UNKNOWN(name=stored(name)))


def news(corpus: Corpus, watch: SavedSearch) -> News:
    """Return what crawls and imports stored since the search was last shown, newest first, each story once.

    A run that has not ended is counted the next time. Raises QueryError if the search can no longer be parsed.
    """
    last = _last_whole_run(corpus)
    newest, stories, articles = _stored(corpus, watch, (watch.seen_run_id + 1, last), MAX_NEW)
    return News(watch, newest, stories, last, articles)


def mark_seen(corpus: Corpus, shown: News) -> None:
    """Store that these news were shown. Articles stored since they were read are news the next time."""
    corpus.conn.execute(
        "UPDATE watches SET seen_run_id = max(seen_run_id, ?) WHERE name = ?", (shown.seen_run_id, shown.watch.name)
    )


def recent(corpus: Corpus, watch: SavedSearch, news: Sequence[Hit] = ()) -> tuple[Hit, ...]:
    """Return earlier articles of the newest runs that fill the feed up to `FEED_SIZE`, beside the `news`."""
    known, earlier = {hit.id for hit in news}, list[Hit]()
    last, back = _last_whole_run(corpus), 1
    while last > 0 and len(known) < FEED_SIZE:
        stored_hits, _, _ = _stored(corpus, watch, (last - back + 1, last), FEED_SIZE + len(news))
        earlier += [hit for hit in stored_hits if hit.id not in known][: FEED_SIZE - len(known)]
        known |= {hit.id for hit in earlier}
        last, back = last - back, back * 4
    return tuple(earlier)


def atom(matches: Sequence[tuple[SavedSearch, Hit]], now: datetime) -> bytes:
    """Return an Atom feed (RFC 4287): one entry per article, with its saved searches as categories.

    Hidden characters are left out (corpus.characters): XML can't hold the most of them, and a reader would obey the
    others. An address of another scheme than http and https is no link.
    """
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", "urn:kliping:watch")
    _add(feed, "title", "kliping: saved searches")
    _add(feed, "updated", now.astimezone(UTC).isoformat(timespec="seconds"))
    _add(_add(feed, "author"), "name", "kliping")
    several: dict[int, tuple[Hit, list[SavedSearch]]] = {}
    for watch, hit in matches:
        several.setdefault(hit.id, (hit, []))[1].append(watch)
    for hit, saved in several.values():
        feed.append(_entry(hit, saved))
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _stored(corpus: Corpus, watch: SavedSearch, runs: tuple[int, int], most: int) -> tuple[tuple[Hit, ...], int, int]:
    """Return the newest articles that the runs (first, last) stored for a search, a story once; and how many stories
    and articles they are.
    """
    selection = select(corpus, watch.query).also(STORED_SINCE, run=runs[0], last_run=runs[1])
    with time_limit(corpus.conn, RUN_SECONDS):
        every = [row[0] for row in corpus.conn.execute(f"{selection.ids()} ORDER BY id DESC", selection.values)]
        ids = one_of_each_story(corpus, every)
        undated = undated_among(corpus, ids)
        ids.sort(key=undated.__contains__)  # those without a known day stand last
        return hits(corpus, selection, ids[:most]), len(ids), len(every)


def _entry(hit: Hit, saved: Sequence[SavedSearch]) -> ET.Element:
    entry = ET.Element(f"{{{ATOM}}}entry")
    _add(entry, "id", f"urn:kliping:article:{hit.id}")
    _add(entry, "title", _in_one_line(f"{hit.title} ({hit.outlet_name})"))
    if hit.url.startswith(("https://", "http://")):
        _add(entry, "link", href=plain_address(hit.url))
    _add(entry, "updated", _updated(hit).astimezone(UTC).isoformat(timespec="seconds"))
    for watch in saved:
        _add(entry, "category", term=_in_one_line(watch.name))
    _add(entry, "summary", hit.plain_snippet)
    return entry


def _updated(hit: Hit) -> datetime:
    """Return the entry's time. It never changes, or feed readers would show the article again.

    Without an hour it is the beginning of the day; without a day, of the day it was first seen (from its id,
    docs/corpus.md).
    """
    day = hit.published_day or date(1970, 1, 1) + timedelta(days=hit.id >> 20)
    return hit.published_at or datetime.combine(day, time.min, JAKARTA)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = None if text is None else plain(text)
    return element


def _in_one_line(text: str) -> str:
    return " ".join(plain(text).split())


def _last_whole_run(corpus: Corpus) -> int:
    """Return the id of the last run before the first one that is still running, 0 if there is none."""
    row = corpus.conn.execute(
        """SELECT coalesce((SELECT min(id) - 1 FROM runs WHERE state = 'running'), (SELECT max(id) FROM runs), 0)"""
    ).fetchone()
    return int(row[0])

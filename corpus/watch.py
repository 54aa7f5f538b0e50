"""Saved searches: what is new for each since it was last looked at, and the same as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from corpus.errors import QueryError
from corpus.found import Hit, hits
from corpus.selection import STORED_SINCE, select
from corpus.store import Corpus
from corpus.time_limit import time_limit

ATOM = "http://www.w3.org/2005/Atom"
MAX_NEW = 500  # articles told at once; the rest is told the next time
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


def watches(corpus: Corpus) -> list[Watch]:
    """The saved searches, by name."""
    rows = corpus.conn.execute("SELECT name, query, added_at, seen_run_id FROM watches ORDER BY name")
    return [Watch(name, query, datetime.fromisoformat(at), run) for name, query, at, run in rows]


def add_watch(corpus: Corpus, name: str, query: str, now: datetime) -> Watch:
    """Save a search: what the corpus holds now counts as seen. Raises QueryError for one that can't be asked."""
    if not name.strip():
        raise QueryError("a saved search needs a name: kliping watch add NAME QUERY")
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
    if not corpus.conn.execute("DELETE FROM watches WHERE name = ?", (name,)).rowcount:
        raise QueryError(f'there is no saved search "{name}"; `kliping watch list` shows them')


def news(corpus: Corpus, watch: Watch, *, seen: bool = True) -> tuple[Hit, ...]:
    """What crawls and imports stored since it was last looked at, newest first, exact copies folded.

    `seen` marks it as shown. A run that has not ended counts the next time, whole.
    """
    last = _last_whole_run(corpus)
    found = _stored(corpus, watch, (watch.seen_run_id + 1, last), MAX_NEW)
    if seen:
        corpus.conn.execute("UPDATE watches SET seen_run_id = ? WHERE name = ?", (last, watch.name))
    return found


def recent(corpus: Corpus, watch: Watch, news: Sequence[Hit] = ()) -> tuple[Hit, ...]:
    """What stays in the feed beside the news, so that both make KEPT: what the newest runs stored before."""
    known, kept = {hit.id for hit in news}, list[Hit]()
    last, back = _last_whole_run(corpus), 1
    while last > 0 and len(known) < KEPT:
        found = _stored(corpus, watch, (last - back + 1, last), KEPT + len(news))
        kept += [hit for hit in found if hit.id not in known][: KEPT - len(known)]
        known |= {hit.id for hit in kept}
        last, back = last - back, back * 4
    return tuple(kept)


def atom(found: Sequence[tuple[Watch, Hit]], now: datetime) -> bytes:
    """Articles as an Atom feed (RFC 4287): an entry an article, its saved search as its category."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", "urn:kliping:watch")
    _add(feed, "title", "kliping: saved searches")
    _add(feed, "updated", now.astimezone(UTC).isoformat(timespec="seconds"))
    _add(_add(feed, "author"), "name", "kliping")
    for watch, hit in found:
        feed.append(_entry(watch, hit, now))
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _stored(corpus: Corpus, watch: Watch, runs: tuple[int, int], most: int) -> tuple[Hit, ...]:
    """What the crawls and imports from one number to the other stored for a search."""
    asked = select(corpus, watch.query).also(STORED_SINCE, run=runs[0], last_run=runs[1])
    with time_limit(corpus.conn, RUN_SECONDS):
        rows = corpus.conn.execute(f"{asked.ids(fold=True)} ORDER BY id DESC LIMIT {most}", asked.values)
        return hits(corpus, asked, [int(row[0]) for row in rows])


def _entry(watch: Watch, hit: Hit, now: datetime) -> ET.Element:
    when = hit.published_at or now
    entry = ET.Element(f"{{{ATOM}}}entry")
    _add(entry, "id", f"urn:kliping:article:{hit.id}")
    _add(entry, "title", f"{hit.title} ({hit.outlet_name})")
    _add(entry, "link", href=_NOT_XML.sub("", hit.url))
    _add(entry, "updated", when.astimezone(UTC).isoformat(timespec="seconds"))
    _add(entry, "category", term=_NOT_XML.sub("", watch.name))
    _add(entry, "summary", hit.plain_snippet)
    return entry


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

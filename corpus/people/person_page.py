"""One person or body on a page (`person_page`): names over time, roles, outlets, quotes, who is named beside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.deriving.derivations import derivations
from corpus.deriving.due import underived_sentence
from corpus.errors import KlipingError
from corpus.messages.hint_messages import PEOPLE_LIST_SHOWS
from corpus.messages.search_messages import NOBODY_NAMED
from corpus.near_names import did_you_mean
from corpus.people_named.name_lookup import (
    MOST_MEANT,
    NamedInMentions,
    body_meant,
    meaning_sentence,
    named_in_mentions,
    stored_names,
)
from corpus.query.selection import select
from corpus.quotes.speaker_names import speakers_meant
from corpus.store import Corpus
from corpus.vocabulary.names_file import names_of

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.query.selection import Filters

MOST_READ = 20_000  # mentions whose printed form is read from the articles, the newest
ALIKE = 0.7  # of the characters of a name that is offered instead
MOST_BESIDE = 50  # persons and bodies named in the same articles

_OF_NAME = """SELECT DISTINCT article_id FROM (
    SELECT article_id FROM mentions INDEXED BY mentions_name WHERE name IN (SELECT value FROM json_each(:names))
    UNION SELECT article_id FROM quotes WHERE speaker IN (SELECT value FROM json_each(:names)))"""
_ARTICLES = f"""SELECT a.id, a.outlet, a.published_day, coalesce(s.story_id, a.id)
    FROM articles a INDEXED BY articles_facts LEFT JOIN stories s ON s.article_id = a.id
    WHERE a.id IN ({_OF_NAME}) AND a.id IN ({{ids}})"""  # noqa: S608 - our own
_MENTIONS = """SELECT m.article_id, substr(a.text, m.start + 1, m."end" - m.start), m.kind, m.name, m.role
    FROM mentions m INDEXED BY mentions_name JOIN articles a ON a.id = m.article_id
    WHERE m.name IN (SELECT value FROM json_each(:names)) AND m.article_id IN (SELECT value FROM json_each(:among))
    ORDER BY m.article_id DESC, m.start LIMIT :most"""
_QUOTES = """SELECT q.article_id, a.outlet, a.published_day, q.kind, q.text, q.role
    FROM quotes q JOIN articles a ON a.id = q.article_id
    WHERE q.speaker IN (SELECT value FROM json_each(:names)) AND q.article_id IN (SELECT value FROM json_each(:among))
    ORDER BY q.article_id, q.start"""
_BESIDE = """SELECT m.name, m.kind, count(DISTINCT m.article_id), count(*) FROM json_each(:among) listed
    CROSS JOIN mentions m INDEXED BY mentions_article ON m.article_id = listed.value
    WHERE m.name NOT IN (SELECT value FROM json_each(:names)) GROUP BY 1, 2 ORDER BY 3 DESC, 4 DESC, 1 LIMIT :beside"""


@dataclass(frozen=True, slots=True)
class Spread:
    """How often something stands in the articles of a page: a printed form, a role, an outlet, someone beside.

    `kind` is that of a person or body beside; None for others. The days are None where no article has one.
    """

    value: str
    articles: int
    first_day: str | None = None
    last_day: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PersonQuote:
    """A quote of the person, with its article."""

    article_id: int
    outlet: str
    day: str | None
    kind: str
    text: str
    role: str | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person or body in the articles that were searched.

    `names` are the stored names that are meant, `post`, `since` and `until` those of the names file. `forms` are the
    names as printed, `roles` those that articles give, each with its first and last day; `beside` who is named in the
    same articles. `notes` are sentences for the reader.
    """

    name: str
    kind: str
    names: tuple[str, ...]
    post: str | None
    since: str | None
    until: str | None
    articles: int
    stories: int
    mentions: int
    first_day: str | None
    last_day: str | None
    forms: tuple[Spread, ...]
    roles: tuple[Spread, ...]
    outlets: tuple[Spread, ...]
    beside: tuple[Spread, ...]
    quotes: tuple[PersonQuote, ...]
    notes: tuple[str, ...] = ()


def _speaking(corpus: Corpus, names: Sequence[str]) -> Iterator[str]:
    """Yield the printed names under which a body speaks: BP2MI for KP2MI."""
    known = names_of(corpus.path)
    for name in names:
        if body_meant(name, known) == name:
            yield from (one for one in speakers_meant(corpus, name) if body_meant(one, known) == name)


def person_page(corpus: Corpus, name: str, query: str | None = None, **filters: Unpack[Filters]) -> PersonPage:
    """Return the page of the person or body that a name means, within the articles that query and filters select.

    Raises KlipingError if no article names anybody so, QueryError if the query or a filter has no meaning.
    """
    with corpus.snapshot():
        meant = named_in_mentions(corpus, name)
        if not meant.names and (spoken := speakers_meant(corpus, name)):  # quoted, and introduced by nothing else
            meant = replace(meant, names=tuple(spoken[:MOST_MEANT]), others=max(0, len(spoken) - MOST_MEANT))
        if not meant.names:
            hint = did_you_mean(meant.canonical or name, stored_names(corpus), PEOPLE_LIST_SHOWS(), least=ALIKE)
            raise KlipingError(NOBODY_NAMED(name=name, hint=hint))
        selection = select(corpus, query, **filters).everywhere()
        values = {**selection.values, "names": json.dumps(meant.names)}
        articles = corpus.conn.execute(_ARTICLES.format(ids=selection.ids()), values).fetchall()
        among = {"names": values["names"], "among": json.dumps([row[0] for row in articles])}
        mentions = corpus.conn.execute(_MENTIONS, among | {"most": MOST_READ}).fetchall()
        speakers = {*meant.names, *_speaking(corpus, meant.names)}
        quotes = corpus.conn.execute(_QUOTES, among | {"names": json.dumps(sorted(speakers))}).fetchall()
        beside = corpus.conn.execute(_BESIDE, among | {"beside": MOST_BESIDE}).fetchall()
        due = underived_sentence(corpus, derivations(corpus.path))
    days = {row[0]: row[2] for row in articles}
    known = names_of(corpus.path).officials.get(meant.names[0])
    return PersonPage(
        name=meant.names[0],
        kind=next((row[2] for row in mentions), "person"),
        names=meant.names,
        post=known.post if known else None,
        since=known.since if known else None,
        until=known.until if known else None,
        articles=len(articles),
        stories=len({row[3] for row in articles}),
        mentions=len(mentions),
        first_day=min(filter(None, days.values()), default=None),
        last_day=max(filter(None, days.values()), default=None),
        forms=tuple(_spread(((row[1], row[0]) for row in mentions), days)),
        roles=tuple(_spread(((row[4], row[0]) for row in mentions if row[4]), days)),
        outlets=tuple(_spread(((row[1], row[0]) for row in articles), days)),
        beside=tuple(Spread(row[0], row[2], kind=row[1]) for row in beside),
        quotes=tuple(PersonQuote(*row) for row in quotes),
        notes=tuple(_notes(meant, len(mentions), [*selection.notes, *([due] if due else [])])),
    )


def _spread(placed: Iterator[tuple[str, int]], days: Mapping[int, str | None]) -> Iterator[Spread]:
    """Yield each value with its articles and days, the most frequent first."""
    of_value: dict[str, set[int]] = {}
    for value, article_id in placed:
        of_value.setdefault(" ".join(value.split()), set()).add(article_id)
    for value, ids in sorted(of_value.items(), key=lambda one: (-len(one[1]), one[0])):
        known = sorted(day for day in (days[id_] for id_ in ids) if day)
        yield Spread(value, len(ids), known[0] if known else None, known[-1] if known else None)


def _notes(meant: NamedInMentions, read: int, notes: Sequence[Any]) -> Iterator[str]:
    if sentence := meaning_sentence(meant):
        yield sentence
    if read == MOST_READ:
        yield f"names as printed and roles are those of the newest {MOST_READ:,} mentions"
    yield from notes

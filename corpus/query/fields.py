"""The fields of a search (outlet:, year:, is: ...) as conditions on the articles table (`QUERY_FIELDS`, `condition`).

In a condition, "{a}" is replaced by the articles table and "{id}" by its id; `Values` holds the bound values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.errors import KlipingError, QueryError
from corpus.event_kinds import CORRECTED_AS_SQL, CORRECTED_SQL, CORRECTION_MEANINGS, EDITS_SQL, LASTING_GONE
from corpus.messages.hint_messages import THERE_ARE_ALL, THERE_ARE_NONE
from corpus.messages.search_messages import (
    IS_UNKNOWN,
    NOT_A_GRADE,
    OUTLET_NOT_IN_CORPUS,
    TOPIC_FIELD_INSIDE,
    TOPIC_FIELD_TWICE,
)
from corpus.messages.statement import Statement
from corpus.near_names import did_you_mean
from corpus.query.tree import All, Field, Node, Phrase, Word, parts
from corpus.store import Corpus
from corpus.typed.day_fields import days_sentence, field_days
from corpus.vocabulary.tokens import NOTHING, fts_string, tokens

ARTICLES = "SELECT a.id FROM articles a INDEXED BY {index} WHERE {where}"
GRADED_IDS = "SELECT article_id FROM grades WHERE topic_id = :topic AND grade >= :{least}"
TOPIC = "topic"  # the field that is no condition: it says whose grades are meant
OF_ONE_OUTLET = "{a}.outlet = "
_GRADED = """EXISTS (SELECT 1 FROM grades WHERE article_id = {{id}}
    AND grades.topic_id = :topic AND grades.grade >= :{least})"""
_REPRINTS = "SELECT article_id FROM stories"
_REPRINT = "EXISTS (SELECT 1 FROM stories WHERE article_id = {id})"
_ORIGINAL = "+{id} NOT IN (SELECT article_id FROM stories)"  # SQLite looks each id up in the table itself
_IS_GONE = f"EXISTS (SELECT 1 FROM events WHERE events.article_key = {{a}}.key AND {LASTING_GONE})"  # noqa: S608
_GONE = f"SELECT id FROM articles WHERE key IN (SELECT article_key FROM events WHERE {LASTING_GONE})"  # noqa: S608
_IS_CHANGED = f"EXISTS (SELECT 1 FROM events WHERE events.article_key = {{a}}.key AND kind IN {EDITS_SQL})"  # noqa: S608
_CHANGED = f"SELECT id FROM articles WHERE key IN (SELECT article_key FROM events WHERE kind IN {EDITS_SQL})"  # noqa: S608
_WRITTEN_OTHERWISE_BY = "EXISTS (SELECT 1 FROM json_each({{a}}.authors) WHERE value LIKE :{like} ESCAPE '\\')"
_WRITTEN_BY = "({{a}}.authors LIKE :{like} ESCAPE '\\' AND " + _WRITTEN_OTHERWISE_BY + ")"
_BY_WRITER = """SELECT article_id FROM article_writers
    WHERE writer_id IN (SELECT id FROM writers WHERE name LIKE :{like} ESCAPE '\\')"""
_NAMED = "name IN (SELECT value FROM json_each(:{names}))"
_MENTIONS = f"EXISTS (SELECT 1 FROM mentions WHERE article_id = {{{{id}}}} AND {_NAMED})"  # noqa: S608
_MENTIONING = f"SELECT DISTINCT article_id FROM mentions WHERE {_NAMED}"  # noqa: S608
_OF_SPEAKERS = "SELECT article_id FROM quotes WHERE speaker IN (SELECT value FROM json_each(:{speakers}))"
_WITH_WORDS = """SELECT article_id FROM quotes
    WHERE id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH :{words})"""
_PLAIN = re.compile(r"[\w .,'-]+", re.ASCII)  # stands in a JSON list as it is: the list is read only where it does
_APOSTROPHE = re.compile("['`\u00b4\u2018\u2019]")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on an article, as SQL with {a} and {id}.

    `listed` and `scanned` are SELECTs of the ids of all articles that meet it: `listed` reads them from an index of its
    own, `scanned` tests all articles.
    """

    sql: str
    listed: str | None = None
    scanned: str | None = None


@dataclass(slots=True)
class Values:
    """The values that the conditions bind, each under its own name.

    Days such as "kemarin" count from `today`; `notes` are sentences on how values were read.
    """

    bound: dict[str, Any] = field(default_factory=dict)
    today: date = date.max
    notes: list[str] = field(default_factory=list)

    def bind(self, value: Any) -> str:
        """Bind a value and return its name."""
        name = f"v{len(self.bound)}"
        self.bound[name] = value
        return name

    def note(self, sentence: str) -> None:
        """Add a sentence on how a value was read, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def condition(corpus: Corpus, one: Field, values: Values) -> Condition:
    """Return the condition of a field. Raises QueryError if its value has no meaning."""
    make = QUERY_FIELDS[one.name].condition
    if make is None:
        raise ValueError(f"{one.name}: is no condition")  # the grammar makes an InTitle of it, or refuses it
    return make(corpus, one, values)


def of_outlets(corpus: Corpus, outlets: Sequence[str], values: Values) -> Condition:
    """Return the condition that the article is from one of these outlets."""
    return _from_any([known_outlet(corpus, name) for name in outlets], values)


def _from_any(slugs: Sequence[str], values: Values) -> Condition:
    names = [f":{values.bind(slug)}" for slug in slugs]
    these = f"= {names[0]}" if len(names) == 1 else f"IN ({', '.join(names)})"
    return Condition(f"{{a}}.outlet {these}", ARTICLES.format(index="articles_outlet", where=f"a.outlet {these}"))


def outlets_of_set(corpus: Corpus, name: str) -> list[str]:
    """Return the slugs of the corpus's outlets that are in a set. Raises QueryError for an unknown set."""
    from corpus.sets.corpus_sets import corpus_sets  # few searches have one

    sets = corpus_sets(corpus)
    try:
        members = sets.members(name)
    except KlipingError as error:
        raise QueryError(error.statement) from error
    slugs = (str(slug) for (slug,) in corpus.conn.execute("SELECT slug FROM outlets ORDER BY slug"))
    return [slug for slug in slugs if slug in members]


def graded(least: int, values: Values) -> Condition:
    """Return the condition that the article has at least this grade for the topic bound as :topic."""
    name = values.bind(least)
    return Condition(_GRADED.format(least=name), GRADED_IDS.format(least=name))


def _of_facts(sql: str) -> Condition:
    return Condition(sql, scanned=ARTICLES.format(index="articles_facts", where=sql.format(a="a", id="a.id")))


def _of_outlet(corpus: Corpus, one: Field, values: Values) -> Condition:
    return of_outlets(corpus, [one.value], values)


def _of_set(corpus: Corpus, one: Field, values: Values) -> Condition:
    slugs = outlets_of_set(corpus, one.value)
    if not slugs:
        values.note(f"the corpus has no outlet of the set {one.value}")
    return _from_any(slugs, values)


def _of_author(_corpus: Corpus, one: Field, values: Values) -> Condition:
    like = values.bind(_like(one.value))
    written = _WRITTEN_BY if _PLAIN.fullmatch(one.value) else _WRITTEN_OTHERWISE_BY
    return Condition(written.format(like=like), listed=_BY_WRITER.format(like=like))


def _of_speaker(corpus: Corpus, one: Field, values: Values) -> Condition:
    """Return the condition that a quote in the article has this speaker."""
    from corpus.quotes.speaker_names import speakers_meant  # few searches have one

    speakers = speakers_meant(corpus, one.value)
    if not speakers:
        values.note(f"no quote has a speaker named {one.value}")
    return _of_quotes(_OF_SPEAKERS.format(speakers=values.bind(json.dumps(speakers))))


def _of_spoken_words(corpus: Corpus, one: Field, values: Values) -> Condition:
    """Return the condition that a quote in the article has these words."""
    words = values.bind(spoken_words(corpus, one.value))
    return _of_quotes(_WITH_WORDS.format(words=words))


def _of_quotes(listed: str) -> Condition:
    return Condition(f"+{{id}} IN ({listed})", listed=listed)


def spoken_words(corpus: Corpus, value: str) -> str:
    """Return the full-text expression for `said:`: the words side by side, in the forms that a search brings.

    A last * stands for any ending.
    """
    from corpus.query.expansion import Expander  # few searches have one
    from corpus.vocabulary.names_file import names_of

    text = value.rstrip("*")
    if text != value:
        return f"{fts_string(tokens(text))}*" if tokens(text) else NOTHING
    leaf = Phrase(text, 0) if len(tokens(text)) > 1 else Word(text, 0)
    phrases = Expander(corpus, names_of(corpus.path), leaf).meaning(leaf).phrases
    return " OR ".join(map(fts_string, phrases)) or NOTHING


def _of_column(_corpus: Corpus, one: Field, values: Values) -> Condition:
    """Return the condition that the column with the field's name contains the value."""
    return _of_facts(f"{{a}}.{one.name} LIKE :{values.bind(_like(one.value))} ESCAPE '\\'")


def _of_days(_corpus: Corpus, one: Field, values: Values) -> Condition:
    first, last = days(one, values)
    return Condition(f"{{a}}.published_day BETWEEN :{values.bind(str(first))} AND :{values.bind(str(last))}")


def _of_event(_corpus: Corpus, one: Field, values: Values) -> Condition:
    """Return the condition that the text names one of these days as the day of the event."""
    first, last = days(one, values)
    within = f"event_day BETWEEN :{values.bind(str(first))} AND :{values.bind(str(last))}"
    return Condition(f"{{a}}.{within}", listed=ARTICLES.format(index="articles_event", where=f"a.{within}"))


def _of_grade(_corpus: Corpus, one: Field, values: Values) -> Condition:
    return graded(_grade(one.value), values)


def topic_of_query(tree: Node) -> str | None:
    """Return the value of `topic:`, which says by which topic grades are read; None without one.

    It is no condition: it holds for the whole search. Raises QueryError where it stands in a bracket, an OR or a NOT,
    or names two topics.
    """
    whole = tree.required if isinstance(tree, All) else (tree,)
    beside = [part.value for part in whole if isinstance(part, Field) and part.name == TOPIC]
    if len(beside) < sum(_topics_in(tree)):
        raise QueryError(TOPIC_FIELD_INSIDE())
    if len(set(beside)) > 1:
        raise QueryError(TOPIC_FIELD_TWICE(first=beside[0], second=beside[1]))
    return beside[0] if beside else None


def _topics_in(node: Node) -> Iterator[int]:
    """Yield 1 for each `topic:` in a search."""
    if isinstance(node, Field) and node.name == TOPIC:
        yield 1
    for part in parts(node):
        yield from _topics_in(part)


def days(one: Field, values: Values) -> tuple[date, date]:
    """Return the first and the last day of a field of days. Raises QueryError if its value names none."""
    read = field_days(one.name, one.value, values.today)
    if not read.plain:
        values.note(days_sentence(one.name, one.value, read))
    return read.first, read.last


def known_outlet(corpus: Corpus, name_or_slug: str) -> str:
    """Return the slug of the outlet with this slug, or with this name in any case. Raises QueryError."""
    names = dict(corpus.conn.execute("SELECT slug, name FROM outlets ORDER BY slug").fetchall())
    if name_or_slug in names:
        return name_or_slug
    if matching := [slug for slug, name in names.items() if name_or_slug.casefold() in (slug, name.casefold())]:
        return str(matching[0])
    raise QueryError(OUTLET_NOT_IN_CORPUS(outlet=name_or_slug, hint=nearest(name_or_slug, list(names))))


def nearest(name: str, known: Sequence[str]) -> Statement:
    """Return the end of an error sentence about an unknown name: the nearest known name, or all of them."""
    return did_you_mean(name, known, THERE_ARE_ALL(names=known) if known else THERE_ARE_NONE())


def _grade(value: str) -> int:
    if value not in ("0", "1", "2", "3"):
        raise QueryError(NOT_A_GRADE(value=value))
    return int(value)


def _of_being(_corpus: Corpus, one: Field, values: Values) -> Condition:
    """Return the condition of is:original, is:reprint, is:gone, is:changed, is:corrected, or of a kind of correction.

    An original is the root of its story, a reprint is not; what a second look saw stands in `events`.
    """
    match value := one.value.casefold():
        case "original":
            return Condition(_ORIGINAL)
        case "reprint":
            return Condition(_REPRINT, listed=_REPRINTS)
        case "gone":
            return Condition(_IS_GONE, listed=_GONE)
        case "changed":
            return Condition(_IS_CHANGED, listed=_CHANGED)
        case "corrected":
            return Condition(f"{{id}} IN ({CORRECTED_SQL})", listed=CORRECTED_SQL)
    if (kind := re.sub(r"[ -]", "_", value)) in CORRECTION_MEANINGS:
        listed = CORRECTED_AS_SQL.format(kind=values.bind(kind))
        return Condition(f"{{id}} IN ({listed})", listed=listed)
    raise QueryError(IS_UNKNOWN(value=one.value))


def _of_mention(corpus: Corpus, one: Field, values: Values) -> Condition:
    """Return the condition that the text names this person or body."""
    from corpus.deriving.due import underived_sentence  # few searches have it
    from corpus.people_named.derivation import mentions_of_corpus
    from corpus.people_named.name_lookup import meaning_sentence, named_in_mentions

    meant = named_in_mentions(corpus, one.value)
    if sentence := meaning_sentence(meant):
        values.note(sentence)
    if due := underived_sentence(corpus, (mentions_of_corpus(corpus.path),)):
        values.note(due)
    names = values.bind(json.dumps(meant.names))
    return Condition(_MENTIONS.format(names=names), listed=_MENTIONING.format(names=names))


def _like(value: str) -> str:
    """Return a LIKE pattern for the value anywhere. All apostrophes match (Ma'ruf, Ma’ruf); a final * is ignored."""
    escaped = value.strip("*").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{_APOSTROPHE.sub('_', escaped)}%"


@dataclass(frozen=True, slots=True, eq=False, repr=False)  # made at every start
class QueryField:
    """A field of the language: a row of QUERY_FIELDS, and of docs/search.md.

    `aliases` are its other names, most of them Indonesian; `example` is a value, `meaning` the docs' sentence.
    `condition` makes its SQL. Without one it takes words (`takes_words`).
    `one_each`: an article has one value of it, so several are alternatives. `in_days`: it narrows the days.
    `of_whole`: it is no condition, and holds for the whole search (topic_of_query).
    """

    name: str
    aliases: tuple[str, ...]
    example: str
    meaning: str
    condition: Callable[[Corpus, Field, Values], Condition] | None = None
    takes_words: bool = False
    one_each: bool = False
    in_days: bool = False
    of_whole: bool = False


_ROWS = (
    QueryField("title", ("judul",), "pegawai", "in the headline; words and brackets may follow", takes_words=True),
    QueryField("outlet", ("media",), "bp2mi", "the outlet's slug or name", _of_outlet, one_each=True),
    QueryField(
        "set",
        ("kelompok",),
        "nasional",
        "the outlet is in this set: `nasional`, `daerah`, `dekat-lembaga`, `grup-kompas` ...; "
        "`kliping outlets sets` lists them",
        _of_set,
        one_each=True,
    ),
    QueryField("author", ("penulis",), "maria", "a writer's name contains this", _of_author),
    QueryField(
        "mentions",
        ("menyebut",),
        "Rinardi",
        'the text names this person or body, under any of its names over time: `mentions:"BP3MI NTT"`',
        _of_mention,
    ),
    QueryField("place", ("tempat",), "kupang", "the place contains this", _of_column),
    QueryField("credit", ("kredit", "sumber"), "bp2mi.go.id", "the credit contains this", _of_column),
    QueryField(
        "since",
        ("sejak",),
        "2023-01-31",
        "published on this day or later; also 2023, 2023-05, `20/11/2023`, `kemarin`, `30d`: see Days below",
        _of_days,
        in_days=True,
    ),
    QueryField(
        "until",
        ("hingga", "sampai"),
        "2023-12",
        "published on this day (month, year) or before",
        _of_days,
        in_days=True,
    ),
    QueryField(
        "after", ("setelah", "sesudah"), "2023-12-31", "published after this day (month, year)", _of_days, in_days=True
    ),
    QueryField("before", ("sebelum",), "2023", "published before this day (month, year)", _of_days, in_days=True),
    QueryField(
        "day",
        ("hari", "tanggal", "month", "bulan", "date"),
        "2023-11-20",
        "published on this day, or in this week, month, year, or in 2023-11..2024-01",
        _of_days,
        one_each=True,
        in_days=True,
    ),
    QueryField(
        "year",
        ("tahun",),
        "2023",
        "published in this year, in 2021-2023, or in 2021.. and later",
        _of_days,
        one_each=True,
        in_days=True,
    ),
    QueryField(
        "event",
        ("peristiwa", "kejadian"),
        "2023-11-20",
        'the text names this day (week, month, year, range) as the day of the event ("Senin (20/11)"); articles that '
        "name none are left out",
        _of_event,
        one_each=True,
    ),
    QueryField("grade", (), "3", "at least this grade for the topic", _of_grade),
    QueryField(
        TOPIC,
        ("topik",),
        "pembinaan-pegawai",
        "whose grades are meant, where that is not the corpus's default topic; it leaves no article out: add `grade:1`",
        of_whole=True,
    ),
    QueryField(
        "is",
        (),
        "original",
        "`original` or `reprint` (its words come from another article: see Stories below), `gone` (its page is no "
        "longer there), `changed` (edited since it was stored), as second looks saw it: docs/scheduling.md; "
        "`corrected` (its page or another article corrects it, or it is such an article), or one kind of that: "
        "`ralat`, `koreksi`, `hak_jawab`, `pencabutan`",
        _of_being,
    ),
    QueryField(
        "by",
        ("narasumber",),
        "benny",
        "a quote in it has this speaker, by a full or short name in any spelling (`by:benny`, `by:bp2mi`); who wrote "
        "the article is `author:`",
        _of_speaker,
    ),
    QueryField(
        "said",
        ("kutipan",),
        "integritas",
        'a quote in it has these words, side by side and in their usual forms (`said:"out of the box"`)',
        _of_spoken_words,
    ),
)

QUERY_FIELDS: Mapping[str, QueryField] = {row.name: row for row in _ROWS}
"""Every field by its name."""

FIELD_NAMES: Mapping[str, str] = {name: row.name for row in _ROWS for name in (row.name, *row.aliases)}
"""What may stand before a colon -> the field's name."""


def field_rows() -> Iterator[str]:
    """Yield the rows of the table of fields in docs/search.md."""
    for row in _ROWS:
        also = ", ".join(f"`{alias}:`" for alias in row.aliases)
        yield f"| `{row.name}:` | {also or '-'} | `{row.name}:{row.example}` | {row.meaning} |"

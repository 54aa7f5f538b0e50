"""The columns of `articles` and of exports, one row each: name, type, meaning, and where each is printed.

A new column of `articles` is a migration (corpus/file/schema), a field of `corpus.models.Article` and a row here. What
is stored, read back, printed and exported follows from the row; a test holds the migrations to it. `make docs` writes
its rows in docs/corpus.md and docs/text.md. A column of exports alone is a row of `ADDED_COLUMNS`, with its `sql`; it
needs no migration.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from corpus.event_kinds import EDITS_SQL, LASTING_GONE
from corpus.file.unreadable import read_json

Type = Literal["text", "int", "float", "bool", "day", "instant", "local", "list", "json"]
"""What a value is. A day is YYYY-MM-DD, an instant ISO 8601 with its offset, a local time ISO 8601 without one; lists
and json are stored as JSON."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table or of an export.

    `origin` and `meaning` are its words in docs/corpus.md. `read` is the group in which `kliping read` prints it; 0:
    only with --json; None: not at all. `show` is the label of its line in `kliping show`; "" for headline and body,
    which have none; None: only with --json. `wording` marks others' property: exported only with --with-text. `reading`
    says in docs/text.md how it is read from the page, where there is more to say than the meaning, and `never` what is
    never in it. `sql` says where the value comes from if it is no column of `articles`, which is called {a}.
    """

    name: str
    type: Type = "text"
    origin: Literal["page", "program", "outlet", "topic"] = "program"
    meaning: str = ""
    read: int | None = None
    show: str | None = None
    wording: bool = False
    reading: str = ""
    never: str = ""
    sql: str | None = None

    @property
    def stored_type(self) -> str:
        """The type in SQLite."""
        return {"int": "INTEGER", "bool": "INTEGER", "float": "REAL"}.get(self.type, "TEXT")

    def stored(self, value: Any) -> Any:
        """Return a value as it is stored."""
        if value is None:
            return None
        match self.type:
            case "list" | "json":
                return json.dumps(value, ensure_ascii=False)
            case "day" | "instant":
                return value.isoformat()
            case "bool":
                return int(value)
        return value

    def loaded(self, stored: Any) -> Any:
        """Return a stored value for JSON: lists as lists, a bool as a bool, days and instants as ISO 8601."""
        if stored is None:
            return None
        match self.type:
            case "list" | "json":
                value = read_json(stored)
                return [] if value is None and self.type == "list" else value
            case "bool":
                return bool(stored)
        return stored

    def selected(self, table: str) -> str:
        """Return the SQL of the value, where the articles are called `table` and joined with their outlets."""
        return f"{table}.{self.name}" if self.sql is None else self.sql.format(a=table)


ARTICLE_COLUMNS = (
    Column("id", "int", "program", "day << 20 | number; see above", show="Id"),
    Column("outlet", "text", "program", "`outlets.slug`", read=0, show="Outlet"),
    Column(
        "key",
        "text",
        "program",
        "the article's name, the same for all spellings of its address: the site, and what names the article there",
        read=0,
    ),
    Column("url", "text", "program", "the address that answered", show="Address"),
    Column(
        "canonical_url",
        "text",
        "page",
        "the address that the page gives as its own, if it is on the same site",
        read=15,
    ),
    Column(
        "title",
        "text",
        "page",
        "the headline",
        read=2,
        show="",
        reading="the headline that readers see, without kicker and site name. kliping takes a "
        "heading that says the same as a claim of the page (og:title, JSON-LD) or as the page's address. If there is "
        "none, and exactly one h1 has some of their words, it takes that h1",
        never="the site's name",
    ),
    Column("lead", "text", "page", "the first paragraph", read=0, wording=True),
    Column(
        "text",
        "text",
        "page",
        'the body: paragraphs with one newline between them, without dateline, inserts ("Baca Juga") and sign-off',
        read=0,
        show="",
        wording=True,
        reading="paragraphs and sub-heads in reading order, one in each line",
        never="dateline, inserts, captions (those of a page of photos without another text are its text), sign-off, "
        "lines that the outlet adds to all articles",
    ),
    Column(
        "authors",
        "list",
        "page",
        "JSON list of writers",
        read=3,
        show="By",
        reading="the people who wrote it, as printed; a news agency (`pipelines/data/names.toml`) "
        "if it is the only name",
        never='"Redaksi", "Admin", "... Developer", a desk, the outlet\'s own name, a login, a place or job '
        "beside the name",
    ),
    Column("editor", "text", "page", 'who edited it ("Editor:")', read=4, show="Editor"),
    Column(
        "dateline",
        "text",
        "page",
        'the words before the text ("VOICEIndonesia.co, Kupang")',
        read=6,
        reading='the words before the text, as printed. In "Washington, DC -" the state is part of the dateline',
    ),
    Column(
        "place",
        "text",
        "page",
        "the place in the dateline",
        read=6,
        show="Place",
        reading="the city in the dateline",
        never="a newsroom",
    ),
    Column(
        "credit",
        "text",
        "page",
        'the source that the page names ("Sumber : bp2mi.go.id")',
        read=5,
        show="Credit",
        reading='"Sumber : ...", the press office in brackets, the outlet of a reprint notice, or the agency '
        "named beside the writers",
    ),
    Column("section", "text", "page", "the rubric", read=14, show="Section"),
    Column("tags", "list", "page", "JSON list of the page's tags", read=14, show="Tags"),
    Column(
        "published_at",
        "instant",
        "page",
        "ISO 8601 with offset; NULL where the hour isn't known",
        read=7,
        show="Published",
        reading="the moment with its time zone, if an hour is known",
        never="an invented midnight; a moment in the future",
    ),
    Column("published_ts", "int", "page", "the same in seconds since 1970 UTC, for sorting and arithmetic"),
    Column(
        "published_day",
        "day",
        "page",
        "YYYY-MM-DD in the outlet's time zone; if the zone is not known, the day in the page's machine-readable fields",
        read=7,
        show="Published",
        reading="the day in the outlet's time zone or, if that is not known, the day as the page's machine "
        "fields have it",
        never="an invented first day of a month; a day in the future",
    ),
    Column("published_precision", "text", "program", "`minute` or `day`; NULL where the day isn't known"),
    Column(
        "published_printed",
        "text",
        "page",
        "the date as the page prints it; if no day is known, also the words of a machine-readable field (`origins` "
        "says which: `visible`, `meta`, `json-ld`, `time`)",
        read=7,
        show="Printed",
        reading="the printed words, also of a date that is not believed (below)",
    ),
    Column("modified_at", "instant", "page", "ISO 8601: when the page says it was changed", read=10, show="Changed"),
    Column(
        "date_conflict",
        "text",
        "program",
        "a sentence, if the page's dates or its printed weekday disagree, or if one of them was in the future",
        read=9,
        show="Dates",
    ),
    Column(
        "language",
        "text",
        "program",
        "ISO 639-1 (`id`, `ms`, `en`); NULL if it is not known, see `language_note`",
        read=12,
        show="Language",
        reading="ISO 639-1. A text below 100 words is Malay only by a word that only Malay uses, or by the "
        "page's own `lang` or country. Below 12 words, or if the signs disagree, it is NULL",
    ),
    Column(
        "words",
        "int",
        "program",
        'words in `text`, parted by blanks ("anak-anak" is one); in scripts without blanks two letters are one',
        read=13,
        show="Words",
    ),
    Column(
        "complete",
        "bool",
        "program",
        "1; 0 if the page says that there is more text than we have",
        read=13,
        show="Incomplete",
        reading="0 in these cases: a further page could not be fetched, or said again what an earlier one says; a "
        "paywall follows a short text of at least 25 words (a paywall alone is set aside); the page itself counts "
        "twice as many words",
    ),
    Column("incomplete_reason", "text", "program", "why text is missing", read=13, show="Incomplete"),
    Column(
        "text_sha256",
        "text",
        "program",
        "fingerprint of the words of `text`; the same for texts that differ only in case, punctuation and spaces",
    ),
    Column(
        "extractor",
        "text",
        "program",
        "which engine found the body, and its version; `json-ld` if the text is only in the page's JSON-LD",
        read=0,
    ),
    Column(
        "rules_version",
        "text",
        "program",
        "the version of the cleaning rules: a fingerprint of their code and data",
        read=0,
    ),
    Column(
        "usage_terms",
        "text",
        "page",
        "what the page's head, headers and text forbid to machines, as sent: `noindex`, `noai`, `tdm-reservation: 1`, "
        "a printed ban on automated access ...; what they allow is left out; NULL if they forbid nothing",
    ),
    Column(
        "form",
        "text",
        "page",
        "`article`; `live` for a live blog; `video` or `photos` for a text beside a video or photos",
        read=1,
        show="Form",
        reading="`article`; `live` for a live blog; `video` or `photos` for a text beside them (a caption "
        "alone is set aside)",
    ),
    Column(
        "edition",
        "text",
        "page",
        "ISO 639-1: the language of a translated edition, if the address names one (`/en/`, `/ja/`); else NULL",
        read=1,
    ),
    Column(
        "contributors",
        "list",
        "page",
        'JSON list of other people who worked on it, each with the job (`"Ani Lestari (fotografer)"`)',
        read=4,
        show="With",
        reading="other people named, with their job: `Ani Lestari (fotografer)`",
    ),
    Column(
        "initials",
        "text",
        "page",
        "the initials at the end of the text (`ant/sya`)",
        read=4,
        show="Initials",
        reading="the initials after the last sentence: `ant/sya`, `zik`, or a name in brackets",
    ),
    Column(
        "reprint_of_outlet",
        "text",
        "page",
        'the outlet that published it first, from the reprint notice ("Artikel ini telah tayang di ...")',
        read=5,
        show="First at",
    ),
    Column("reprint_of_title", "text", "page", "the title it had there", read=5, show="First at"),
    Column("reprint_of_url", "text", "page", "its address there", read=5, show="First at"),
    Column(
        "date_confidence",
        "text",
        "program",
        "how sure `published_day` is: `confirmed` (two sources agree), `single` (one source), `disputed` (see "
        "`date_conflict`); NULL without a day",
        read=8,
        reading="`confirmed`: the weekday agrees with the day, or two of stamp, machine fields and address "
        "agree; `single`: one source; `disputed`: sources disagree",
    ),
    Column(
        "date_note",
        "text",
        "program",
        "why the day or the hour is not known, or why a date was not believed; docs/text.md has the sentences",
        read=9,
        show="Dates",
        reading="why the day or hour is not known, why a claim is not believed, or how the day of the event was found",
    ),
    Column(
        "event_day",
        "day",
        "page",
        'YYYY-MM-DD: the day of the event, if the text names one ("Sabtu (24/9)"); docs/text.md',
        read=11,
        show="Event",
        reading="the day that the dateline or the first six lines name; its year is the one near the "
        "publication in which the weekday agrees",
        never='"kemarin", "Sabtu lalu", (2/3)',
    ),
    Column("event_printed", "text", "page", "the words that name it", read=11, show="Event"),
    Column("language_note", "text", "program", "why `language` is NULL", read=12, show="Language"),
)
"""The columns of `articles`, in the order of the table."""

_TOPIC = "(SELECT name FROM topics WHERE id = :topic)"
_GRADE = "(SELECT grade FROM grades WHERE article_id = {a}.id AND topic_id = :topic)"
_PHRASES = """(SELECT json_group_array(DISTINCT phrase) FROM matches
        WHERE article_id = {a}.id AND topic_id = :topic)"""
_STORY = "coalesce((SELECT story_id FROM stories WHERE stories.article_id = {a}.id), {a}.id)"
_COPIES = f"(SELECT count(*) FROM stories WHERE stories.story_id = {_STORY})"  # noqa: S608
_ORIGINAL = "NOT EXISTS (SELECT 1 FROM stories WHERE stories.article_id = {a}.id)"

_CHANGED = f"(SELECT max(day) FROM events WHERE article_key = {{a}}.key AND kind IN {EDITS_SQL})"  # noqa: S608
_GONE = f"(SELECT max(day) FROM events WHERE article_key = {{a}}.key AND {LASTING_GONE})"  # noqa: S608

_WORDS = "(SELECT sum({column}) FROM page_words WHERE article_id = {{a}}.id)"
_IMAGES = """(SELECT json_group_array(json_object('position', position, 'url', url, 'caption', caption,
            'credit', credit, 'alt', alt))
        FROM (SELECT * FROM images WHERE article_id = {a}.id ORDER BY id))"""

_DAMAGED = "(SELECT reason FROM damaged WHERE article_id = {a}.id)"

_FETCHED = """strftime('%Y-%m-%dT%H:%M:%SZ', (SELECT max(fetched_at) FROM article_captures JOIN captures
        ON captures.id = capture_id WHERE article_id = {a}.id))"""
_ARCHIVED = """(SELECT json_group_array(place) FROM (SELECT archive || ':' || "offset" AS place FROM article_captures
        JOIN captures ON captures.id = capture_id WHERE article_id = {a}.id ORDER BY part))"""
_WAYBACK = """(SELECT captures.url FROM article_captures JOIN captures ON captures.id = capture_id
        WHERE article_id = {a}.id AND captures.url LIKE '%://web.archive.org/web/%' ORDER BY part LIMIT 1)"""

_UTC = "strftime('%Y-%m-%dT%H:%M:%SZ', {a}.{name})"

ADDED_COLUMNS = (
    Column(
        "doc_id",
        "text",
        "program",
        "the article's name in data sets: k and 15 hexadecimal digits of the SHA-256 of `key`; the same in each corpus "
        "and export",
        sql="doc_id({a}.key)",
    ),
    Column(
        "published_utc",
        "instant",
        "page",
        "the moment of publication in UTC (`2023-11-20T03:15:00Z`); empty where the hour is not known",
        sql=_UTC.format(a="{a}", name="published_at"),
    ),
    Column(
        "published_local",
        "local",
        "page",
        "the same on the clock of the page's time zone (`2023-11-20T10:15:00`)",
        sql="substr({a}.published_at, 1, 19)",
    ),
    Column(
        "published_zone",
        "text",
        "page",
        "that time zone's distance from UTC (`+07:00`)",
        sql="substr({a}.published_at, -6)",
    ),
    Column(
        "modified_utc",
        "instant",
        "page",
        "when the page says it was changed, in UTC",
        sql=_UTC.format(a="{a}", name="modified_at"),
    ),
    Column(
        "snippet",
        "text",
        "page",
        "the first words of `text`, at most 160 characters, to know the article by",
        sql="snippet(CAST(substr({a}.text, 1, 641) AS BLOB))",
    ),
    Column("outlet_name", "text", "outlet", "`outlets.name`", sql="outlets.name"),
    Column("kind", "text", "outlet", "`outlets.kind`", sql="outlets.kind"),
    Column("affiliation", "text", "outlet", "`outlets.affiliation`", sql="outlets.affiliation"),
    Column("sets", "list", "outlet", "the sets that the outlet is in (docs/search.md)", sql="outlet_sets({a}.outlet)"),
    Column(
        "topic",
        "text",
        "topic",
        "`topics.name` of the grade's topic: that of `--topic` or `topic:`, else the corpus's default topic",
        sql=_TOPIC,
    ),
    Column("grade", "int", "program", "`grades.grade` for that topic", sql=_GRADE),
    Column("phrases", "list", "program", "the wordings of that topic that are in the article", sql=_PHRASES),
    Column(
        "story_id",
        "int",
        "program",
        "the id of the first article of its story (docs/search.md, Stories); it may change when an earlier one comes",
        sql=_STORY,
    ),
    Column("is_original", "bool", "program", "it is the first article of its story", sql=_ORIGINAL),
    Column("copies", "int", "program", "the other articles of its story", sql=_COPIES),
    Column("changed_day", "day", "program", "the day on which a second look last saw an edit", sql=_CHANGED),
    Column("gone_day", "day", "program", "the day on which a look first saw that its page is gone", sql=_GONE),
    Column("fetched_utc", "instant", "program", "when its pages were last fetched, in UTC", sql=_FETCHED),
    Column(
        "archived",
        "list",
        "program",
        "where each of its pages stands in the archive, the first page first: the file and the offset of the record "
        "(`run-1.warc.gz:4096`)",
        sql=_ARCHIVED,
    ),
    Column(
        "wayback_url",
        "text",
        "program",
        "the address of the copy in the Wayback Machine, if it was read from there",
        sql=_WAYBACK,
    ),
    Column("damaged", "text", "program", "`damaged.reason`: why the article is damaged for good", sql=_DAMAGED),
    *(
        Column(name, "int", "page", meaning, sql=_WORDS.format(column=name.removeprefix("words_")))
        for name, meaning in (
            ("words_seen", "words that a reader sees on its pages (`page_words.seen`); empty if not counted"),
            ("words_outside", "of these, words that a named rule puts outside the article (`page_words.outside`)"),
            ("words_unexplained", "of these, words that no rule explains (`page_words.unexplained`)"),
        )
    ),
    Column(
        "images",
        "json",
        "page",
        "its photos in order, each with `position`, `url`, `caption`, `credit`, `alt` as in `images`; in CSV as JSON",
        wording=True,
        sql=_IMAGES,
    ),
)
"""What an export has beside the columns of `articles`."""

COLUMN_BY_NAME: Mapping[str, Column] = {column.name: column for column in (*ARTICLE_COLUMNS, *ADDED_COLUMNS)}
"""Every column by its name; no name stands twice."""

LEADING = (
    *("doc_id", "id", "outlet", "outlet_name", "kind", "affiliation"),
    *("published_day", "published_utc", "published_local", "published_zone", "published_printed", "modified_utc"),
    *("date_conflict",),
    *("title", "authors", "editor", "place", "credit", "section", "tags", "language", "words", "complete"),
    *("topic", "grade", "phrases", "copies", "url", "canonical_url", "text_sha256"),
)
"""The columns that an export begins with. The others follow as they stand in the table, the texts last."""

BY_NAME_ALONE = ("published_at", "published_ts", "modified_at")
"""Columns of exports only where they are named: each row's own offset from UTC is refused by pandas, for one."""


def export_columns(*, with_text: bool) -> tuple[Column, ...]:
    """Every column of an export, in its order; the articles' texts only where asked for."""
    following = [column for name, column in COLUMN_BY_NAME.items() if name not in (*LEADING, *BY_NAME_ALONE)]
    ordered = [*(COLUMN_BY_NAME[name] for name in LEADING), *sorted(following, key=lambda column: column.wording)]
    return tuple(column for column in ordered if with_text or not column.wording)


def read_columns() -> tuple[Column, ...]:
    """The columns that `kliping read` prints, in its order."""
    printed = [column for column in ARTICLE_COLUMNS if column.read]
    return tuple(sorted(printed, key=lambda column: column.read or 0))


def documented(columns: tuple[Column, ...], *, types: Literal["sqlite", "export"] = "sqlite") -> Iterator[str]:
    """Yield the rows of the tables in docs/corpus.md for these columns, as Markdown."""
    for column in columns:
        shown = column.stored_type if types == "sqlite" else column.type
        meaning = column.meaning.replace("|", "\\|")
        yield f"| `{column.name}` | {shown} | {meaning} | {column.origin} |"


def explained() -> Iterator[str]:
    """Yield the rows of the table of fields in docs/text.md: what `kliping read` prints; the texts behind the title."""
    for column in sorted(ARTICLE_COLUMNS, key=lambda column: column.read or 2):
        if column.read or column.wording:
            yield f"| `{column.name}` | {column.reading or column.meaning} | {column.never} |".replace("|  |", "| |")

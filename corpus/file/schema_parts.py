"""Compare a file's schema with kliping's own (`schema_differences`): its tables, triggers, indexes and views.

SQLite runs a trigger, a virtual table's module and an index's expression whenever a row is written, so a file that
someone else made could bring code of its own. Each part is judged by its SQL text, since the `type` column of
sqlite_schema can be forged. Texts are compared token by token, without comments, quotes around names and case: an older
corpus that was migrated has the same tokens as a new one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from corpus.characters import printable
from corpus.file.schema import SCHEMA_VERSION

SCHEMA_TEXT = Path(__file__).parent / "schema.sql"
FULL_TEXT_TABLES = ("articles_fts", "quotes_fts")
SHADOWS = frozenset(
    f"{table}_{end}" for table in FULL_TEXT_TABLES for end in ("data", "idx", "docsize", "config", "content")
)
STATISTICS = frozenset({"sqlite_sequence", "sqlite_stat1", "sqlite_stat2", "sqlite_stat3", "sqlite_stat4"})
SHOWN = 60  # characters of a foreign name in a sentence
COLLATIONS = frozenset({"binary", "nocase", "rtrim"})
KEYWORDS = frozenset(
    """as always and asc begin by check collate create default desc do each end exists for from generated if in index
    into is key not null on or order primary references select set table temp trigger union unique update using values
    view virtual when where with without""".split()  # noqa: SIM905 - a list of words
)
"""Words that are names only in quotes: these keep theirs, so that no text looks like ours and means something else."""

_TOKEN = re.compile(
    r"""\s+ | --[^\n]* | /\*.*?\*/ | '(?:[^']|'')*' | "(?:[^"]|"")*" | `(?:[^`]|``)*` | \[[^\]]*\] | [\w$]+ | .""",
    re.VERBOSE | re.DOTALL,
)
_MIGRATIONS_TABLE = re.compile(r"(?:idx_)?_sqlite_migrations(?:_\w+)?")

SqlTokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a schema: kind ("table", "virtual table", "index", "trigger", "view"), name, SQL text, its tokens.

    `name` is in small letters, as SQLite compares names; `shown` is as the file has it.
    """

    kind: str
    name: str
    sql: str
    tokens: SqlTokens

    @property
    def shown(self) -> str:
        """Kind and name for a sentence: 'the trigger "x"'."""
        return f'the {self.kind} "{_printable(self.name)}"'


@dataclass(slots=True)
class SchemaDifferences:
    """How a file's schema differs from kliping's; sentences' beginnings, as 'the trigger "x"'.

    `broken`: a table of ours is missing or is something else, or the schema can't be read as SQLite writes it; such a
    file can't be relied on, not even for reading.
    `running`: foreign parts that would run or decide when kliping writes.
    `harmless`: foreign parts that don't. `missing`: our own triggers, indexes and views that are not there.
    """

    broken: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    harmless: list[str] = field(default_factory=list)
    missing: list[Part] = field(default_factory=list)


def schema_differences(sql: sqlite3.Connection, version: int) -> SchemaDifferences:
    """Return how the schema of this connection's file differs from kliping's own of the version; 0 is an empty file."""
    own = _own_parts(version)
    result = SchemaDifferences()
    seen: set[str] = set()
    for kind, name, text in sql.execute("SELECT type, name, sql FROM sqlite_schema"):
        part = _part(kind, name, text)
        if part is None:
            result.broken.append(f'the entry "{_printable(str(name))}" of its schema is not as SQLite writes it')
        elif part.tokens:
            seen.add(part.name)
            _judge(part, own, result)
    for name, part in own.items():
        if name not in seen:
            if part.kind in {"table", "virtual table"}:
                result.broken.append(f"{part.shown} is missing")
            else:
                result.missing.append(part)
    return result


def added_columns(sql: sqlite3.Connection, table: str) -> frozenset[str]:
    """Return the columns, in small letters, that another program added to a table of ours; none in an older schema.

    Only a reader meets such a column: what writes is refused before.
    """
    if sql.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
        return frozenset()
    row = sql.execute("SELECT sql FROM sqlite_schema WHERE name = ? AND type = 'table'", (table,)).fetchone()
    part, ours = _part(None, None, row[0] if row else None), _own_parts(SCHEMA_VERSION).get(table)
    if part is None or ours is None or part.tokens == ours.tokens:
        return frozenset()
    return frozenset(_added_columns(part.tokens, ours.tokens))


def _judge(part: Part, own: Mapping[str, Part], result: SchemaDifferences) -> None:
    """Add the part to the result where it differs from kliping's own of its name, or is foreign."""
    if ours := own.get(part.name):
        if part.tokens == ours.tokens:
            return
        if part.kind != ours.kind:
            result.broken.insert(0, f"{part.shown} stands where a corpus has a {ours.kind}")
        elif part.kind == "view":
            result.harmless.append(f"{part.shown} is not as kliping makes it")
        elif part.kind == "table" and (added := _added_columns(part.tokens, ours.tokens)):
            result.running += [f'the column "{_printable(name)}" of {part.name}' for name in added]
        elif part.kind in {"table", "virtual table"}:
            result.broken.append(f"{part.shown} is not as kliping makes it")
        else:
            result.running.append(f"{part.shown}, which is not as kliping makes it,")
    elif part.name in SHADOWS or part.name in STATISTICS or _MIGRATIONS_TABLE.fullmatch(part.name):
        if not _is_plain(part):
            result.broken.append(f"{part.shown} is not as SQLite makes it")
    elif part.name.startswith("sqlite_"):
        result.broken.append(f"{part.shown} has a name that only SQLite may give")
    elif part.kind in {"trigger", "virtual table"}:
        result.running.append(part.shown)
    elif part.kind == "index":
        if (table := _indexed(part.tokens)) in own:
            (result.harmless if _is_plain_index(part.tokens) else result.running).append(f"{part.shown} on {table}")
    elif part.kind == "view":
        result.harmless.append(part.shown)
    elif referenced := sorted(_referenced(part.tokens) & own.keys()):
        result.harmless.append(f"{part.shown}, which refers to {', '.join(referenced)},")


@cache
def _own_parts(version: int) -> dict[str, Part]:
    """Return name -> part of kliping's own schema of a version."""
    if version == SCHEMA_VERSION:
        statements = SCHEMA_TEXT.read_text(encoding="utf-8").split(";\n\n")
        texts: Iterable[str] = (s.rsplit("\n\n", 1)[-1] if s.startswith("--") else s for s in statements)
    else:
        texts = _made_by_migrations(version)
    parts = (_part(None, None, text) for text in texts if text.lstrip().startswith("CREATE"))
    named = {part.name: part for part in parts if part is not None}
    return {name: part for name, part in named.items() if not name.startswith(("sqlite_", *SHADOWS))}


def _made_by_migrations(version: int) -> list[str]:
    """Return the SQL of the parts that the first `version` migrations make."""
    from sqlite_utils import Database

    from corpus.file.schema.migrations import MIGRATION_STEPS, migrations

    if version == 0:
        return []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        later = MIGRATION_STEPS[version].__name__ if version < len(MIGRATION_STEPS) else None
        migrations.apply(Database(made), stop_before=later)
        rows = made.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return [text for name, text in rows if not _MIGRATIONS_TABLE.fullmatch(name)]


def _part(kind: str | None, name: str | None, text: object) -> Part | None:
    """Return the part that this SQL makes; None where it isn't what type and name of its row say."""
    if text is None and kind == "index" and isinstance(name, str) and name.startswith("sqlite_autoindex_"):
        return Part("index", name, "", ())
    if not isinstance(text, str):
        return None
    tokens = _tokens_of(text)
    heads = {2: ("table", "view", "trigger", "index"), 3: ("virtual table", "unique index")}
    made = next((h for n, hs in heads.items() for h in hs if " ".join(tokens[1:n]) == h), None)
    if not tokens or tokens[0] != "create" or made is None:
        return None
    its_name = tokens[1 + len(made.split())] if len(tokens) > 1 + len(made.split()) else ""
    made = "index" if made == "unique index" else made
    its_name = its_name.strip("\"'").casefold()  # FTS5 writes its tables' names as 'articles_fts_data'
    if kind is not None and (made.removeprefix("virtual ") != kind or its_name != str(name).casefold().strip('"')):
        return None
    return Part(made, its_name, text, tokens)


@lru_cache(maxsize=512)
def _tokens_of(text: str) -> SqlTokens:
    """Return the SQL's tokens; those of a schema are the same at each opening."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[str]:
    """Yield the SQL's tokens: names and keywords in small letters and without quotes, texts as they are.

    Our columns named key may stand in quotes, as sqlite-utils writes them: KEY is a keyword only after these two.
    """
    before, token = "", ""
    for following in _TOKEN.findall(text):
        if following.isspace() or following.startswith(("--", "/*")):
            continue
        before, token = token.casefold(), following
        if token[0] in '"`[' and len(token) > 1:
            quote, inner = token[0], token[1:-1]
            word = (inner if quote == "[" else inner.replace(quote * 2, quote)).casefold()
            name = word == "key" and before not in {"primary", "foreign"}
            yield f'"{word}"' if not name and (word in KEYWORDS or not word.isidentifier()) else word
        else:
            yield token if token.startswith("'") else token.casefold()


def _printable(name: str) -> str:
    """Return the name for a sentence: one line, without control characters, not too long."""
    plain = printable(name)
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}..."


def _is_plain(part: Part) -> bool:
    """True for a table that has nothing but names, types and keys, or an index of plain columns.

    `CREATE TABLE 'articles_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID`
    """
    if part.kind == "index":
        return _is_plain_index(part.tokens) or "unique" in part.tokens[:3]
    words = {"as", "check", "default", "generated", "references", "collate"}
    calls = any(after == "(" and before != "key" for before, after in pairwise(part.tokens[3:]))
    return part.kind == "table" and not words.intersection(part.tokens) and not calls


def _indexed(tokens: SqlTokens) -> str:
    """Return the table that the index is on."""
    return tokens[tokens.index("on") + 1] if "on" in tokens[:-1] else ""


def _is_plain_index(tokens: SqlTokens) -> bool:
    """True for an index of columns alone: not unique, without expressions, conditions and collations of others."""
    columns = tokens[tokens.index("on") + 2 :] if "on" in tokens else ()
    if "unique" in tokens[:2] or columns[:1] != ("(",) or columns[-1:] != (")",):
        return False
    inner = " ".join(columns[1:-1])
    one = rf"(?:[\w$]+|\"[\w $]+\")(?: collate (?:{'|'.join(COLLATIONS)}))?(?: (?:asc|desc))?"
    return re.fullmatch(rf"{one}(?: , {one})*", inner) is not None


def _added_columns(tokens: SqlTokens, ours: SqlTokens) -> list[str]:
    """Return the names of columns that the table has beside ours, where it has nothing else that ours has not."""
    theirs, own = list(_definitions(tokens)), list(_definitions(ours))
    added = [definition for definition in theirs if definition not in own]
    plain = r"""(?:[\w$]+|"[^"]+")(?: (?:text|integer|real|blob|any|int))?"""
    simple = all(re.fullmatch(plain, " ".join(d), re.DOTALL) for d in added)
    if not simple or [d for d in theirs if d in own] != own or _frame(tokens) != _frame(ours):
        return []
    return [definition[0].strip('"') for definition in added]


def _definitions(tokens: SqlTokens) -> Iterator[SqlTokens]:
    """Yield the columns and constraints between the outer brackets of a CREATE TABLE."""
    depth, piece = 0, list[str]()
    for each in tokens:
        depth += (each == "(") - (each == ")")
        if depth == 0 and each == ")":
            break
        if depth == 1 and (each == "," or (each == "(" and not piece)):
            if piece:
                yield tuple(piece)
            piece = []
        elif depth:
            piece.append(each)
    yield tuple(piece)


def _frame(tokens: SqlTokens) -> tuple[SqlTokens, SqlTokens]:
    """Return the tokens before the first bracket and behind the last one."""
    if "(" not in tokens or ")" not in tokens:
        return tokens, ()
    return tokens[: tokens.index("(")], tokens[len(tokens) - tokens[::-1].index(")") :]


def _referenced(tokens: SqlTokens) -> set[str]:
    """Return the tables that the table's columns refer to."""
    return {after for before, after in pairwise(tokens) if before == "references"}

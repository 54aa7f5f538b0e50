"""The tables that an export can have beside its articles (`SIDE_TABLES`), one row each: name, columns, SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.columns import Column
from corpus.export.content import ExportTable
from corpus.export.rows import Chosen, give_functions
from corpus.store import Corpus

EXPORTED_IDS = "json_each(:ids) AS ids CROSS JOIN article_ids AS named ON named.id = ids.value"
_DOC = Column("doc_id", meaning="the article, as in the articles' table")
_START = Column("start", "int", meaning="the first character in `text`, from 0")
_END = Column("end", "int", meaning="the character behind the last")


@dataclass(frozen=True, slots=True)
class SideTable:
    """A table: its name (`--tables`), what a row is, its columns and the SELECT of their values.

    `{ids}` in the SELECT are the articles (`EXPORTED_IDS`), in their order; without them, it reads the table whole.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    sql: str


SIDE_TABLES = {
    table.name: table
    for table in (
        SideTable(
            "quotes",
            "a row for each quote: who said what (docs/quotes.md)",
            (
                _DOC,
                _START,
                _END,
                Column("kind", meaning="direct or indirect"),
                Column("speaker", meaning="the full name; empty if the speaker is not known"),
                Column("role", meaning="the speaker's role as the article has it"),
                Column("rule", meaning="the rule by which the speaker is known"),
                Column("text", meaning="the words", wording=True),
            ),
            """SELECT doc_id(named.key), start, "end", kind, speaker, role, rule, text
            FROM {ids} JOIN quotes ON article_id = ids.value""",
        ),
        SideTable(
            "mentions",
            "a row for each place in a text that names a person or a body",
            (
                _DOC,
                _START,
                _END,
                Column("kind", meaning="person or body"),
                Column("name", meaning="the name under which it is known"),
                Column("role", meaning="the role as the article has it"),
            ),
            """SELECT doc_id(named.key), start, "end", kind, name, role
            FROM {ids} JOIN mentions ON article_id = ids.value""",
        ),
        SideTable(
            "lineage",
            "a row for each copy and the article that it comes from (docs/lineage.md)",
            (
                Column("doc_id", meaning="the copy, as in the articles' table"),
                Column("origin_doc_id", meaning="the article that its words come from"),
                Column("share", "float", meaning="the part of the copy's words that stand in the origin, 0 to 1"),
                Column("lag_s", "int", meaning="seconds from the origin's publication to the copy's"),
                Column("kind", meaning="how much was taken"),
                Column("reason", meaning="why the origin is the origin"),
                Column("confidence", meaning="how sure that is"),
            ),
            """SELECT doc_id(named.key), doc_id(origin.key), share, lag_s, copies.kind, reason, confidence
            FROM {ids} JOIN copies ON copy_id = ids.value JOIN article_ids AS origin ON origin.id = origin_id""",
        ),
        SideTable(
            "versions",
            "a row for each version of an article's text that was seen",
            (
                _DOC,
                Column("seq", "int", meaning="1 for the first"),
                Column("captured_at", "instant", meaning="when its page was fetched"),
                Column("cosmetic", "bool", meaning="only counters, marks or links differ from the version before"),
                Column("content_sha256", meaning="the fingerprint of its headline and text"),
                Column("title", meaning="the headline then; empty in the newest version", wording=True),
                Column("text", meaning="the text then; empty in the newest version", wording=True),
            ),
            """SELECT doc_id(named.key), seq, captured_at, cosmetic, content_sha256, title, text
            FROM {ids} JOIN versions ON article_id = ids.value""",
        ),
        SideTable(
            "events",
            "a row for each edit or disappearance of an article that was seen",
            (
                _DOC,
                Column("day", "day", meaning="the day on which it was seen"),
                Column("kind", meaning="changed, headline, corrected, gone or back"),
                Column("words_in", "int", meaning="words that were added"),
                Column("words_out", "int", meaning="words that were taken out"),
                Column("correction", meaning="ralat, koreksi, hak_jawab or pencabutan"),
            ),
            """SELECT doc_id(named.key), day, kind, words_in, words_out, correction
            FROM {ids} JOIN events ON article_key = named.key""",
        ),
        SideTable(
            "labels",
            "a row for each label that a person gave",
            (
                _DOC,
                Column("topic", meaning="the topic that it was labelled for"),
                Column("coder", meaning="who labelled it"),
                Column("label", meaning="yes, no or unsure"),
                Column("scope", meaning="article, or story: it counts for each copy"),
                Column("note", meaning="what the coder wrote"),
                Column("labelled_at", "instant", meaning="when"),
            ),
            """SELECT doc_id(named.key), topic, coder, label, scope, note, labelled_at
            FROM {ids} JOIN labels ON labels.article_id = ids.value""",
        ),
        SideTable(
            "cuts",
            "a row for each line that cleaning took out of a text",
            (
                _DOC,
                Column("position", "int", meaning="its number among the lines that were taken out"),
                Column("rule", meaning="the rule that took it out (docs/text.md)"),
                Column("text", meaning="the line", wording=True),
            ),
            """SELECT doc_id(named.key), position, rule, text
            FROM {ids} JOIN removed_lines ON article_id = ids.value""",
        ),
        SideTable(
            "outside",
            "a row for each part of a page that is not in the text",
            (
                _DOC,
                Column("part", "int", meaning="the page of the article, from 0"),
                Column("position", "int", meaning="its place on the page"),
                Column("reason", meaning="the rule that puts it outside, or unexplained"),
                Column("words", "int", meaning="its words"),
                Column("text", meaning="its words, where they are kept", wording=True),
            ),
            """SELECT doc_id(named.key), part, position, reason, words, text
            FROM {ids} JOIN outside ON article_id = ids.value""",
        ),
        SideTable(
            "images",
            "a row for each photo of an article",
            (
                _DOC,
                Column("position", "int", meaning="its place; -1 for the photo above the text"),
                Column("url", meaning="its address"),
                Column("caption", meaning="the words below it", wording=True),
                Column("credit", meaning="who made it", wording=True),
                Column("alt", meaning="the words for those who don't see it", wording=True),
            ),
            """SELECT doc_id(named.key), position, url, caption, credit, alt
            FROM {ids} JOIN images ON article_id = ids.value""",
        ),
        SideTable(
            "ledger",
            "a row for each question that an outlet was asked, and its answer; of the whole corpus",
            (
                Column("run", "int", meaning="the number of the run"),
                Column("outlet", meaning="the outlet"),
                Column("way", meaning="the way in which it was asked"),
                Column("url", meaning="the address"),
                Column("asked_at", "instant", meaning="when"),
                Column("answer", meaning="answered, failed or refused"),
                Column("reason", meaning="why it failed or refused"),
                Column("entries", "int", meaning="entries of the list; empty where they were not counted"),
                Column("links", "int", meaning="links to articles"),
                Column("new", "int", meaning="of these, not known before"),
                Column("unknown_form", "int", meaning="entries whose address has no known form"),
                Column("unreadable", "int", meaning="entries that could not be read"),
            ),
            """SELECT run_id, outlet, way, url, asked_at, answer, reason, entries, links, new, unknown_form, unreadable
            FROM ledger ORDER BY id""",
        ),
    )
}
"""Every side table by its name."""


def side_table(corpus: Corpus, chosen: Chosen, name: str, *, with_text: bool) -> ExportTable:
    """Return the table with this name for these articles; columns of others' words only `with_text`."""
    table = SIDE_TABLES[name]
    columns = tuple(column for column in table.columns if with_text or not column.wording)
    return ExportTable(name, columns, _rows(corpus, chosen, table), table.meaning)


def _rows(corpus: Corpus, chosen: Chosen, table: SideTable) -> Iterator[dict[str, Any]]:
    give_functions(corpus)
    names = [column.name for column in table.columns]
    bools = [column.name for column in table.columns if column.type == "bool"]
    sql = table.sql.format(ids=EXPORTED_IDS)
    parts = ({"ids": some.json_ids} for some in chosen.parts()) if "{ids}" in table.sql else [{}]
    for bound in parts:
        for values in corpus.conn.execute(sql, bound):
            row = dict(zip(names, values, strict=True))
            for name in bools:
                row[name] = None if row[name] is None else bool(row[name])
            yield row

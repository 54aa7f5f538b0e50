"""The articles of all inputs with their rows in other tables (`carry_articles`), in the order of their new ids.

An article comes whole from the input whose reading stands, because its rows explain each other. Only its versions come
from all inputs, and grades for topics that this input does not have.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.merging.version_union import merge_versions
from corpus.merging.workbench import Workbench

BATCH = 500  # articles written at a time
DETAILS = ("origins", "removed_lines", "page_words", "outside", "images")
BY_ARTICLE = ("quotes", "mentions")
"""Derivations, and their tables, whose rows rest on one article alone."""
_MUCH_AT_A_TIME = (("hashsize", 32 << 20), ("automerge", 0))
_AS_USUAL = (("hashsize", 1 << 20), ("automerge", 4))


def carry_articles(bench: Workbench, *, with_derived: bool) -> Iterator[int]:
    """Write `articles` and what belongs to them; yield how many articles each batch had.

    `with_derived`: the quotes and mentions of all inputs were derived by the rules of now, and are copied.
    """
    settings = "INSERT INTO main.articles_fts (articles_fts, rank) VALUES (?, ?)"
    bench.sql.executemany(settings, _MUCH_AT_A_TIME)
    statements = _statements(bench, with_derived=with_derived)
    ends = f"""SELECT max(new) FROM (SELECT new, row_number() OVER (ORDER BY new) AS n FROM w.chosen)
        GROUP BY (n - 1) / {BATCH} ORDER BY 1"""  # noqa: S608 - a number of ours
    ids = [row[0] for row in bench.sql.execute(ends)]
    first = 0
    for last in ids:
        merge_versions(bench, first, last)
        for statement in statements:
            bench.sql.execute(statement, (first, last))
        number = bench.sql.execute("SELECT count(*) FROM w.chosen WHERE new BETWEEN ? AND ?", (first, last)).fetchone()
        yield int(number[0])
        first = last + 1
    _carry_grades(bench)
    bench.run(
        """INSERT INTO main.misdated (article_id, published_day) SELECT id, published_day FROM main.articles
        WHERE published_day IS NOT date((id >> 20) * 86400, 'unixepoch') ORDER BY id""",
        """INSERT INTO main.damaged (article_id, reason, noted_at) SELECT new, reason, noted_at FROM w.marks
        ORDER BY new""",
        "INSERT INTO main.articles_fts (articles_fts) VALUES ('optimize')",
    )
    bench.sql.executemany(settings, _AS_USUAL)


def _statements(bench: Workbench, *, with_derived: bool) -> list[str]:
    """Return the statements that write the articles of ids from ?1 to ?2 and their rows, in order."""
    marks = bench.union(
        """SELECT c.new, d.reason, d.noted_at FROM w.chosen c CROSS JOIN src.damaged d ON d.article_id = c.old
        WHERE c.src = :src"""
    )
    bench.run(
        f"CREATE TABLE w.marks AS {marks}",
        "CREATE TABLE w.version_rows AS SELECT * FROM main.versions WHERE 0",
    )
    statements = [_insert(bench, "articles", "id = c.old", "", id="c.new AS id")]
    for table in DETAILS:
        columns = {"article_id": "c.new AS article_id"} | ({"id": "NULL AS id"} if _has_number(bench, table) else {})
        statements.append(_insert(bench, table, "article_id = c.old", _order(bench, table), **columns))
    captures = "CROSS JOIN w.capture_ids p ON p.src = :src AND p.old = x.capture_id"
    statements.append(
        _insert(
            bench,
            "article_captures",
            "article_id = c.old",
            'x."part"',
            more=captures,
            article_id="c.new AS article_id",
            capture_id="p.new AS capture_id",
        )
    )
    statements.append(
        _insert(
            bench,
            "versions",
            "article_id = c.old",
            "x.seq",
            more=captures,
            where="c.number = 1",
            others="SELECT v.*, article_id, seq FROM w.version_rows v",
            article_id="c.new AS article_id",
            capture_id="p.new AS capture_id",
        )
    )
    if with_derived:
        for table in BY_ARTICLE:
            columns = {"article_id": "c.new AS article_id"}
            columns |= {"id": "NULL AS id"} if _has_number(bench, table) else {}
            statements.append(_insert(bench, table, "article_id = c.old", _order(bench, table), **columns))
    return statements


def _insert(
    bench: Workbench,
    table: str,
    join: str,
    order: str,
    *,
    more: str = "",
    where: str = "1",
    others: str | None = None,
    **columns: str,
) -> str:
    """Return the statement that writes the rows of a batch's articles, article by article; `others` are more rows."""
    names = ", ".join(f'"{name}"' for name in bench.columns(table))
    taken = bench.named(table, "x", **columns)
    rows = bench.union(
        f"""SELECT {taken}, c.new AS merge_article, {order or "0"} AS merge_place FROM w.chosen c
        CROSS JOIN src.{table} x ON x.{join} {more}
        WHERE c.src = :src AND {where} AND c.new BETWEEN ?1 AND ?2"""  # noqa: S608 - names are ours
    )
    rows = f"{rows} UNION ALL {others}" if others else rows
    return f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM ({rows}) ORDER BY merge_article, merge_place'  # noqa: S608


def _has_number(bench: Workbench, table: str) -> bool:
    return bench.columns(table)[0] == "id"


def _order(bench: Workbench, table: str) -> str:
    """Return the column by which an article's rows stand in order: their number, else the one after the article."""
    return "x.id" if _has_number(bench, table) else f'x."{bench.columns(table)[1]}"'


def _carry_grades(bench: Workbench) -> None:
    """Write `grades` and `matches`: of the reading that stands, and of another input that graded the same words."""
    graded = bench.union(
        """SELECT c.new, t.new AS topic, g.grade, :src AS src, g.article_id AS old, g.topic_id AS old_topic,
            c.old = g.article_id AND c.src = :src AS stands
        FROM src.grades g CROSS JOIN w.article_ids m ON m.src = :src AND m.old = g.article_id
        CROSS JOIN w.topic_ids t ON t.src = :src AND t.old = g.topic_id
        CROSS JOIN w.chosen c ON c.new = m.new
        WHERE c.number = 1 OR (c.src = :src AND c.old = g.article_id) OR EXISTS (
            SELECT 1 FROM src.articles a CROSS JOIN main.articles b ON b.id = c.new
            WHERE a.id = g.article_id AND a.title = b.title AND a.lead IS b.lead AND a.text = b.text)"""
    )
    bench.run(
        f"""CREATE TABLE w.graded AS SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY new, topic
            ORDER BY stands DESC, grade, src) AS place FROM ({graded})) WHERE place = 1""",  # noqa: S608
        "INSERT INTO main.grades (article_id, topic_id, grade) SELECT new, topic, grade FROM w.graded ORDER BY 1, 2",
        *bench.per(
            """INSERT INTO main.matches (article_id, topic_id, phrase, field)
            SELECT g.new, g.topic, x.phrase, x.field FROM w.graded g
            CROSS JOIN src.matches x ON x.article_id = g.old AND x.topic_id = g.old_topic WHERE g.src = :src"""
        ),
    )

"""What an export holds, from the corpus (`content_of`): the articles' table, that of their outlets, and the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from corpus.columns import Column
from corpus.errors import KlipingError
from corpus.export.content import ExportContent, ExportTable
from corpus.export.formats import ExportFormat
from corpus.export.rows import Chosen, rows
from corpus.export.side_tables import SIDE_TABLES, side_table
from corpus.messages.export_messages import TABLE_UNKNOWN
from corpus.query.fields import nearest
from corpus.store import Corpus

OUTLETS = "outlets"
OUTLET_COLUMNS = (
    Column("outlet", "text", "outlet", "the outlet's short name, as in the articles' table"),
    Column("outlet_name", "text", "outlet", "its name"),
    Column("kind", "text", "outlet", "what it is: agency, media ..."),
    Column("affiliation", "text", "outlet", "the body or group that it belongs to"),
    Column("site", "text", "outlet", "its address"),
    Column("articles", "int", "program", "how many articles of the export are from it"),
)
"""The columns of the table of outlets."""


def content_of(
    corpus: Corpus,
    chosen: Chosen,
    columns: Sequence[Column],
    facts: Mapping[str, str] | None = None,
    beside: Sequence[ExportTable] = (),
    step: Callable[[int], None] = lambda _number: None,
) -> ExportContent:
    """Return the content of an export of these articles, with these tables beside.

    Rows are read as they are written, in one snapshot at best.
    """
    return ExportContent(
        ExportTable("articles", columns, rows(corpus, chosen, columns, step), "a row for each article"),
        beside,
        facts or {},
    )


def beside_tables(corpus: Corpus, chosen: Chosen, names: Sequence[str], *, with_text: bool) -> list[ExportTable]:
    """Return the tables with these names (`outlets`, and those of corpus.export.side_tables) for these articles."""
    return [
        ExportTable(OUTLETS, OUTLET_COLUMNS, _outlets(corpus, chosen), "a row for each outlet of the articles")
        if name == OUTLETS
        else side_table(corpus, chosen, name, with_text=with_text)
        for name in names
    ]


def chosen_tables(typed: str | None, form: ExportFormat | None) -> tuple[str, ...]:
    """Return the names of the tables beside that of the articles; a format of several has that of the outlets.

    Raises KlipingError with a sentence for a name that no table has, with the nearest.
    """
    names = [name.strip().lower() for name in (typed or "").split(",") if name.strip()]
    known = [OUTLETS, *SIDE_TABLES]
    for name in names:
        if name not in known:
            raise KlipingError(TABLE_UNKNOWN(name=name, hint=nearest(name, known)))
    first = [OUTLETS] if form is not None and form.several else []
    return tuple(dict.fromkeys((*first, *names)))


def _outlets(corpus: Corpus, chosen: Chosen) -> Iterator[dict[str, Any]]:
    names = [column.name for column in OUTLET_COLUMNS]
    counted = corpus.conn.execute(
        """SELECT a.outlet, coalesce(outlets.name, a.outlet), kind, affiliation, site, count(*)
        FROM json_each(:ids) AS ids CROSS JOIN articles a INDEXED BY articles_facts ON a.id = ids.value
        LEFT JOIN outlets ON outlets.slug = a.outlet GROUP BY a.outlet ORDER BY a.outlet""",
        {"ids": chosen.json_ids},
    )
    for values in counted:
        yield dict(zip(names, values, strict=True))

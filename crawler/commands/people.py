"""`kliping people`: who is named and quoted, and a page for each person and body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from corpus.answers import AnswerRows
from crawler.console.asking import open_to_ask
from crawler.console.filters import FilterOptions, filter_options, options_as
from crawler.console.options import QueryCommand, corpus_option
from crawler.console.output import counted, fact_lines, print_rows, put, say, shortened, styled
from crawler.live.busy_line import working
from crawler.tables.linguist import put_answer
from crawler.tables.row_options import row_options
from crawler.tables.row_target import TABLE, RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.people.person_page import PersonPage, PersonQuote, Spread

COLUMNS = {
    "name": "name",
    "kind": "kind",
    "articles": "articles",
    "stories": "stories",
    "outlets": "outlets",
    "mentions": "mentions",
    "quotes": "quotes",
    "first_day": "first day",
    "last_day": "last day",
}
PAGE_COLUMNS = {
    "group": "group",
    "value": "value",
    "kind": "kind",
    "articles": "articles",
    "first_day": "first day",
    "last_day": "last day",
    "id": "id",
    "outlet": "outlet",
}
MOST_LISTED = 50  # rows of the table for people, where -n does not say more
MOST_OF_GROUP = 10  # rows of each table of a page
HEADINGS = {"name": "names", "role": "roles", "outlet": "outlets", "beside": "named in the same articles"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleOptions(FilterOptions):
    """The options of `kliping people`."""

    name: str | None
    inside: str | None
    kind: str | None
    rows: RowTarget

    def words(self) -> str | None:
        """The query in one string: that of --in, and the words behind the name; None without any."""
        return " ".join(filter(None, (self.inside, *self.query))) or None


@click.command(cls=QueryCommand)
@click.argument("name", required=False, metavar="[NAME]")
@filter_options
@click.option("--in", "inside", metavar="QUERY", help="Only the articles of this search, where no name is given.")
@click.option("--kind", type=click.Choice(["person", "body"]), help="List persons only, or bodies only.")
@corpus_option
@row_options()
@options_as(PeopleOptions)
def people(options: PeopleOptions) -> None:
    """List who is named and quoted: articles, stories, outlets, quotes, and since when.

    With NAME, one page: names and roles over time, outlets, quotes in their order, who is named in the same articles.
    Put a name of several words in quotes: kliping people "Benny Rhamdani". QUERY behind it narrows the articles.

    Names come from the names over time (kliping names) and from the roles by which articles introduce persons. A person
    whom that list doesn't have stands under the name as printed, so two persons of one name are one row.
    """
    from corpus.people.people_counts import people_named
    from corpus.people.person_page import person_page

    if options.name is not None:
        with open_to_ask(options.corpus) as opened:
            page = person_page(opened, options.name, options.words(), **options.filters())
        _put_page(options.rows, page)
        return
    with open_to_ask(options.corpus) as opened, working("counting names"):
        named = people_named(opened, options.words(), kind=options.kind, **options.filters())
    listed = named
    if options.rows.form == TABLE and options.rows.most is None and len(named) > MOST_LISTED:
        listed = AnswerRows(named[:MOST_LISTED], named.answer, len(named))
    put_answer(options.rows, listed, COLUMNS)


def _put_page(target: RowTarget, page: PersonPage) -> None:
    records = [*_records(page)]
    target.put(
        RowSet(
            records=target.first(records),
            columns=PAGE_COLUMNS,
            draw=lambda: _draw(page, whole=target.most is not None),
            parts={"person": {name: value for name, value in asdict(page).items() if name not in _LISTS}},
        )
    )
    for note in page.notes:
        say(f"({note})")


_LISTS = ("forms", "roles", "outlets", "beside", "quotes")


def _groups(page: PersonPage) -> Iterator[tuple[str, Sequence[Spread]]]:
    yield "name", page.forms
    yield "role", page.roles
    yield "outlet", page.outlets
    yield "beside", page.beside


def _records(page: PersonPage) -> Iterator[dict[str, object]]:
    for group, rows in _groups(page):
        for row in rows:
            yield _record(group, row.value, row.kind, row.articles, row.first_day, row.last_day)
    for quote in page.quotes:
        yield _record("quote", quote.text, quote.kind, 1, quote.day, quote.day, quote.article_id, quote.outlet)


def _record(*values: object) -> dict[str, object]:
    whole = (*values, *[None] * (len(PAGE_COLUMNS) - len(values)))
    return dict(zip(PAGE_COLUMNS, whole, strict=True))


def _draw(page: PersonPage, *, whole: bool) -> None:
    """Print the page for people: a headline, a table for each group, and the quotes in their order."""
    put(*(styled(line, bold=True) for line in fact_lines(_headline(page))))
    if page.post:
        put(f"{page.post}{_period(page)}")
    for group, rows in _groups(page):
        shown = rows if whole else rows[:MOST_OF_GROUP]
        if not shown:
            continue
        put("")
        days = group != "beside"
        heads = (
            HEADINGS[group],
            *(() if days else ("kind",)),
            "articles",
            *(("first day", "last day") if days else ()),
        )
        print_rows(heads, [_cells(row, days=days) for row in shown])
        if len(rows) > len(shown):
            put(f"  ... and {len(rows) - len(shown):,} more: --format csv lists all")
    _draw_quotes(page.quotes, whole=whole)


def _cells(row: Spread, *, days: bool) -> tuple[object, ...]:
    if days:
        return row.value, row.articles, row.first_day or "-", row.last_day or "-"
    return row.value, row.kind, row.articles


def _headline(page: PersonPage) -> tuple[str | None, ...]:
    return (
        f"{page.name} ({page.kind})",
        counted(page.articles, "article", "articles"),
        counted(page.stories, "story", "stories"),
        counted(len(page.outlets), "outlet", "outlets"),
        counted(page.mentions, "mention", "mentions"),
        counted(len(page.quotes), "quote", "quotes"),
        f"{page.first_day} to {page.last_day}" if page.first_day else None,
    )


def _period(page: PersonPage) -> str:
    if page.since is None and page.until is None:
        return ""
    return f" ({page.since or '...'} to {page.until or 'now'})"


def _draw_quotes(quotes: Sequence[PersonQuote], *, whole: bool) -> None:
    if not quotes:
        return
    shown = quotes if whole else quotes[:MOST_OF_GROUP]
    put("", "quotes, in their order")
    for quote in shown:
        put(f"  {quote.day or 'undated'}  {quote.outlet}  {quote.article_id}", f"    {shortened(quote.text)}")
    if len(quotes) > len(shown):
        put(f"  ... and {len(quotes) - len(shown):,} more: --format csv lists all")

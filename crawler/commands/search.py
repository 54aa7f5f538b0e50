"""`kliping search`: find articles by their words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.characters import plain_address
from corpus.sentences import exact_or_least
from crawler.console.asking import open_to_ask
from crawler.console.cells import cut, width, wrapped
from crawler.console.filters import FilterOptions, filter_options, options_as, sort_order
from crawler.console.options import QueryCommand, corpus_option
from crawler.console.output import (
    LINE_CELLS,
    counted,
    fact_lines,
    fitted,
    in_colour,
    is_terminal,
    on_screen,
    one_line,
    put,
    say,
    styled,
    text_cells,
)
from crawler.tables.row_options import row_options
from crawler.tables.row_target import LINES, TABLE, RowSet, RowTarget
from crawler.tables.search_explanation import explanation_of, print_explanation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.query.facets import Facet
    from corpus.search import Hit, SearchResult
    from corpus.typed.sort_names import Sort

COLUMNS = (
    "id", "title", "outlet", "outlet_name", "published_at", "published_day", "url", "place", "credit", "grade",
    "topic", "copies", "snippet", "damaged", "story_id",
)  # fmt: skip
"""The keys of a hit in JSON, and the columns of CSV."""
VALUE_CELLS = 80  # of a place, a name, a value that is counted
SNIPPET_CELLS = 1_000
INDENT = " " * 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class SearchOptions(FilterOptions):
    """The options of `kliping search`."""

    rows: RowTarget
    limit: int
    before: int | None
    sort: Sort
    facets: str | None
    explain: bool
    html: bool
    exact: bool
    seconds: float | None
    list_file: Path | None


class _SearchCommand(QueryCommand):
    def help_words(self) -> dict[str, str]:
        """Return the names of the fields and of the facets."""
        from corpus.query.facets import FACETS
        from corpus.query.fields import QUERY_FIELDS

        fields = " ".join(f"{row.name}:" for row in QUERY_FIELDS.values())
        return {"fields": fields, "facets": ",".join(FACETS)}


@click.command(cls=_SearchCommand)
@filter_options
@click.option("-n", "limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Articles to show.")
@click.option("--before", type=int, metavar="PAGE", help="The next page, as the page before names it.")
@click.option(
    "--sort",
    default="newest",
    show_default=True,
    metavar="newest|oldest|relevance",
    callback=sort_order,
    help="The order (also terbaru, terlama, relevan); relevance is measured over the newest 2,000 that match.",
)
@click.option("--facets", metavar="NAMES", help="Count too, by {facets}.")
@click.option("--explain", is_flag=True, help="Show how the search was read, what was added to it, and the SQL.")
@click.option("--html", is_flag=True, help="With --json: snippets as HTML, matches in <mark>.")
@click.option("--exact", is_flag=True, help="Count every article that matches, however long it takes.")
@click.option(
    "--time-limit",
    "seconds",
    type=click.FloatRange(0.05, 86_400),
    metavar="SECONDS",
    help="End a search that takes longer, without an answer; default: 60, none with --exact.",
)
@click.option(
    "--list",
    "list_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Search for each name of this file (a name a line, or a CSV with a column name) and print a row for each.",
)
@corpus_option
@row_options(limit=False)
@options_as(SearchOptions)
def search(options: SearchOptions) -> None:
    """Find articles by their words, newest first.

    All words must be there; each finds its relatives (membina: pembinaan, dibina) and other names of what it
    names (bp2mi: BNP2TKI, KP2MI). "A phrase" is put in quotes (for the shell, in single ones around them:
    '"pembinaan pegawai"') and =word is taken as written. OR, NOT, brackets and NEAR/5 combine; pembina* takes a
    word's endings; {fields} narrow. docs/search.md has all of it, with the fields' Indonesian names.
    Without a query, all articles that pass the filters are listed.

    The number before a hit, and its id, are what `kliping show`, `label` and `remove` take.

    With --list, a row for each name of a file: its articles, their first and last day, outlets and spellings. A name is
    taken literally; the query and the filters limit where it is looked for.
    """
    if options.list_file is not None:
        from crawler.commands.search_list import search_list

        rows, exact, seconds = options.rows, options.exact, options.seconds
        search_list(options, options.list_file, rows, limit=options.limit, exact=exact, seconds=seconds)
        return
    from corpus.query.time_limit import SEARCH_SECONDS
    from corpus.search import search as search_corpus
    from crawler.console.last_hits import keep_hits

    with open_to_ask(options.corpus) as opened:
        result = search_corpus(
            opened,
            options.words(),
            limit=options.limit,
            sort=options.sort,
            count_by=[name.strip() for name in options.facets.split(",")] if options.facets else [],
            exact=options.exact,
            seconds=options.seconds or (None if options.exact else SEARCH_SECONDS),
            **options.filters(options.before),
        )
        keep_hits(opened, [hit.id for hit in result.hits], options.words())
    explanation = explanation_of(result) if options.explain else {}
    if explanation and options.rows.form not in (LINES, "json"):
        to_screen = options.rows.form == TABLE and options.rows.output is None
        print_explanation(explanation, put if to_screen else say)
    options.rows.put(_row_set(result, explanation, html=options.html))
    if result.facets is not None and options.rows.form in {"csv", "jsonl"}:
        say(f"(--facets: {options.rows.form} has the hits alone; --json and --format json have the counts, too)")
    _close(result)


def _row_set(result: SearchResult, explanation: Mapping[str, object], *, html: bool) -> RowSet:
    """The hits and what is known beside them, for every format."""
    facets = [
        {
            "facet": facet.name,
            **_of_topic(result, facet),
            "counts": {value: number for value, number, _ in _named(facet)},
            "rest": facet.rest,
            "stories": {value: stories for value, _, stories in _named(facet)},
            "rest_stories": facet.rest_stories,
        }
        for facet in (result.facets.facets if result.facets else ())
    ]
    read = {"explain": explanation} if explanation else {}
    return RowSet(
        records=[_row(hit, html=html) for hit in result.hits],
        columns={name: name for name in COLUMNS},
        draw=lambda: _print_hits(result),
        name="hits",
        parts={**read, **({"facets": facets} if result.facets else {}), **result.answer.as_line()},
        lines=[*([read] if read else ()), *facets, result.answer.as_line()],
    )


def _of_topic(result: SearchResult, facet: Facet) -> dict[str, object]:
    """The topic by which a facet counts grades."""
    return {"topic": result.topic} if facet.name == "grade" else {}


def _row(hit: Hit, *, html: bool) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": hit.title,
        "outlet": hit.outlet,
        "outlet_name": hit.outlet_name,
        "published_at": hit.published_at,
        "published_day": hit.published_day,
        "url": hit.url,
        "place": hit.place,
        "credit": hit.credit,
        "grade": hit.grade,
        "topic": hit.topic,
        "copies": hit.copies,
        "snippet": hit.html_snippet if html else hit.plain_snippet,
        "damaged": hit.damaged,
        "story_id": hit.story_id,
    }


def _print_hits(result: SearchResult) -> None:
    for number, hit in enumerate(result.hits, 1):
        _print_hit(number, hit)
    _print_facets(result)


def _print_hit(number: int, hit: Hit) -> None:
    facts = [
        hit.published_day.isoformat() if hit.published_day else "undated",
        hit.outlet_name,
        hit.place,
        f"credit: {hit.credit}" if hit.credit else None,
        _grade(hit),
        f"+{counted(hit.copies, 'copy', 'copies')}" if hit.copies else None,
        "damaged" if hit.damaged else None,
        f"id {hit.id}",
    ]
    title, *more = on_screen(_marked(hit.marked_title, LINE_CELLS, bold=True), INDENT)
    put(f"{number:>3}. {title}", *(f"{INDENT}{line}" for line in more))
    shown = fact_lines((fitted(fact, VALUE_CELLS) for fact in facts if fact), INDENT)
    put(*(f"{INDENT}{styled(line, dim=True)}" for line in shown))
    put(f"{INDENT}{plain_address(hit.url)}")
    snippet = _marked(hit.snippet, SNIPPET_CELLS)
    put(*(f"{INDENT}{line}" for line in wrapped(snippet, text_cells() - len(INDENT))), "")


def _grade(hit: Hit) -> str | None:
    """The hit's grade with its topic; None where no topic has graded an article yet."""
    if hit.topic is None:
        return None
    return f"{'not graded' if hit.grade is None else f'grade {hit.grade}'} for {hit.topic}"


def _marked(text: str, cells: int, *, bold: bool = False) -> str:
    """The text with its matches in colour on a terminal, without marks elsewhere; cut where it takes more cells."""
    pieces: list[str] = []
    room = cells
    for piece, is_match in _pieces(text):
        line = one_line(piece) if is_match and in_colour() else _trimmed(piece)
        shown = cut(line, room) if is_terminal() else line
        if is_match and in_colour():
            pieces.append(styled(shown, fg="yellow", bold=True))
        else:
            pieces.append(styled(shown, bold=True) if bold and shown else shown)
        if shown != line:
            break
        room -= width(shown)
    return "".join(pieces)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a marked text; True with those that are matches."""
    from corpus.search import MARK, UNMARK

    for piece in text.split(MARK):
        inside, mark, after = piece.partition(UNMARK)
        if mark:
            yield inside, True
            yield after, False
        else:
            yield inside, False


def _trimmed(text: str) -> str:
    """The text in one line, safe to print. White space at an end becomes one space."""
    head, tail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    line = one_line(text)
    return f"{head}{line}{tail}" if line else head


def _print_facets(result: SearchResult) -> None:
    if result.facets is None or not result.total:  # without articles there is nothing below the headings
        return
    for facet in result.facets.facets:
        by = f" for {result.topic}" if facet.name == "grade" and result.topic else ""
        put(f"{'articles':>10}{'stories':>9}  {styled(facet.name + by, bold=True)}")
        for value, number, stories in _named(facet):
            put(f"{number:>10,}{stories:>9,}  {fitted(value, VALUE_CELLS)}")
        if facet.rest:
            put(f"{facet.rest:>10,}{facet.rest_stories:>9,}  (others)")


def _named(facet: Facet) -> list[tuple[str, int, int]]:
    """The values of a facet, each with its articles and stories."""
    counts = zip(facet.counts, facet.stories, strict=True)
    return [("not known" if value is None else value, number, stories) for (value, number), stories in counts]


def _close(result: SearchResult) -> None:
    if result.facets is not None and result.facets.capped:
        say(f"Counted over the newest {result.facets.over:,} articles that match.")
    for note in result.notes:
        say(f"({note})")
    total = exact_or_least(result.total, exact=result.exact)
    following = "." if result.next_page is None else f"; the next page: --before {result.next_page}"
    if result.total == 0:
        say(("No article matches" if result.exact else "No article was found so far") + following)
    else:
        match = "article matches" if result.total == 1 else "articles match"
        say(_sentence(f"{total} {match}{_stories(result)}{following}"))
    if result.ranked is not None and (not result.exact or result.ranked < result.total):
        say(f"Only the newest {result.ranked:,} of them were ranked.")
    if result.undated or not result.undated_exact:
        number = exact_or_least(result.undated, exact=result.undated_exact)
        one = result.undated == 1 and result.undated_exact
        match, shown = ("matches but has", "it is") if one else ("match but have", "they are")
        say(_sentence(f"{number} more {match} no date; without --since and --until {shown} shown too."))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stories(result: SearchResult) -> str:
    """The number of stories that the articles tell; nothing of it for one article."""
    if result.stories is None:
        return ", copies counted"
    return "" if result.total == 1 else f", {counted(result.stories, 'story', 'stories')}"

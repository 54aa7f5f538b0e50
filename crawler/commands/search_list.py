"""`kliping search --list FILE`: a row for each name of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from corpus.messages.command_messages import OPTION_OF_ARTICLES
from corpus.sentences import exact_or_least
from crawler.console.asking import open_to_ask
from crawler.console.output import counted, say, shortened
from crawler.live.busy_line import working
from crawler.mistakes import CommandLineError
from crawler.tables.row_target import RowSet

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.name_lists.list_file import ListedName, NameList
    from corpus.name_lists.name_search import NameResult
    from crawler.console.filters import FilterOptions
    from crawler.tables.row_target import RowTarget

COLUMNS = {
    "name": "name",
    "articles": "articles",
    "exact": "exact",
    "first_day": "first day",
    "last_day": "last day",
    "undated": "undated",
    "outlet_count": "outlets",
    "outlets": "outlets (articles)",
    "variants": "variants (articles)",
}
DRAWN = ("name", "articles", "first day", "last day", "outlets", "variants (articles)")
WITHOUT_LIST = ("before", "sort", "facets", "explain", "html")
"""Options of a search for hits that mean nothing for a list."""
SHOWN_NAMES = 5  # of those that stand in the file twice
NAME_CELLS = 60
MOST_NOTED = 20  # names with a note of their own


def search_list(
    options: FilterOptions, path: Path, target: RowTarget, *, limit: int, exact: bool, seconds: float | None
) -> None:
    """Search for each name of the file, and print a row for each; for the first `limit` of them only if `-n` is typed.

    Raises UsageError for an option that means nothing beside --list, KlipingError for a file that is no list.
    """
    from corpus.name_lists.list_file import read_name_list
    from corpus.name_lists.name_search import NameResult, search_names
    from corpus.query.time_limit import SEARCH_SECONDS

    context = click.get_current_context()
    _refuse_other_options(context)
    most = limit if _is_typed(context, "limit") else None
    listed = read_name_list(path)
    _say_reading(path, listed)
    with open_to_ask(options.corpus) as opened:
        results = search_names(
            opened,
            (one.text for one in listed.names[:most]),
            options.words(),
            exact=exact,
            seconds=seconds or (None if exact else SEARCH_SECONDS),
            **options.filters(),
        )
        rows = list[NameResult]()
        with working("Searching for names", lambda: (len(rows), len(listed.names[:most])), "names"):
            rows += results
    target.put(
        RowSet(
            records=[_record(one) for one in rows],
            columns=COLUMNS,
            cells=[_cells(one) for one in rows],
            draw=lambda: _draw(rows),
        )
    )
    _close(rows, len(listed.names))


def _refuse_other_options(context: click.Context) -> None:
    for name in WITHOUT_LIST:
        if _is_typed(context, name):
            raise CommandLineError(OPTION_OF_ARTICLES(option=name))


def _is_typed(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _say_reading(path: Path, listed: NameList) -> None:
    if listed.column is None and listed.first_of > 1:
        which = "the first" if listed.position == 1 else f"column {listed.position}"
        say(f"({path}: no column is named name or nama; the names are those of {which} of {listed.first_of} columns.)")
    if listed.above:
        say(f"({path}: {counted(listed.above, 'line', 'lines')} above the names of the columns passed over.)")
    if listed.numbered:
        say(f"({path}: the numbers before {counted(listed.numbered, 'name', 'names')} were passed over.)")
    if listed.repeated:
        say(f"({path}: {counted(len(listed.repeated), 'name stands', 'names stand')} there again and "
            f"{'is' if len(listed.repeated) == 1 else 'are'} searched once: {_places(listed.repeated)}.)")  # fmt: skip
    if listed.empty:
        say(f"({path}: {counted(listed.empty, 'line', 'lines')} without a name passed over.)")


def _places(repeated: Sequence[ListedName]) -> str:
    places = [f"{shortened(one.text, NAME_CELLS)} (line {one.line})" for one in repeated[:SHOWN_NAMES]]
    more = len(repeated) - len(places)
    return ", ".join(places) + (f" and {more:,} more" if more else "")


def _record(one: NameResult) -> dict[str, object]:
    return {
        "name": one.name,
        "articles": one.articles,
        "exact": one.exact,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "undated": one.undated,
        "outlet_count": len(one.outlets),
        "outlets": [{"outlet": slug, "articles": number} for slug, number in one.outlets],
        "variants": [asdict(variant) for variant in one.variants],
    }


def _cells(one: NameResult) -> list[object]:
    return [
        one.name,
        one.articles,
        one.exact,
        one.first_day,
        one.last_day,
        one.undated,
        len(one.outlets),
        "; ".join(f"{slug} ({number})" for slug, number in one.outlets),
        _variants(one),
    ]


def _variants(one: NameResult) -> str:
    return "; ".join(f"{variant.written} ({variant.articles})" for variant in one.variants)


def _draw(rows: Sequence[NameResult]) -> None:
    from crawler.console.output import print_rows

    print_rows(
        DRAWN,
        [
            (
                one.name,
                exact_or_least(one.articles, exact=one.exact),
                one.first_day or "-",
                one.last_day or "-",
                len(one.outlets),
                _variants(one) or "-",
            )
            for one in rows
        ],
    )


def _close(rows: Sequence[NameResult], listed: int) -> None:
    for note in dict.fromkeys(note for one in rows for note in one.notes):
        say(f"({note})")
    noted = [one for one in rows if one.note is not None]
    for one in noted[:MOST_NOTED]:
        say(f'("{shortened(one.name, NAME_CELLS)}" {one.note}.)')
    if len(noted) > MOST_NOTED:
        more = counted(len(noted) - MOST_NOTED, "more name has such a note", "more names have such notes")
        say(f"({more}; in Python each result has its own.)")
    without = sum(not one.articles for one in rows)
    beside = f" of {listed:,}" if listed > len(rows) else ""
    say(
        f"{counted(len(rows), 'name', 'names')}{beside}: {len(rows) - without:,} found, {without:,} without an article."
    )
    if inexact := sum(not one.exact for one in rows):
        more = "more articles than were counted: the first day may be earlier, the outlets more; --exact counts all"
        say(f"{counted(inexact, 'name has', 'names have')} {more}.")

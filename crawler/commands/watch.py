"""`kliping watch`: saved searches, and what is new for them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.characters import plain_address
from corpus.errors import CorpusError, KlipingError, QueryError
from corpus.messages.corpus_messages import NO_CORPUS
from corpus.messages.export_messages import FILE_NOT_WRITABLE
from corpus.messages.search_messages import WATCH_MISSING, WATCH_REFUSED, WATCHES_REFUSED
from corpus.messages.statement import Statement
from crawler.console.options import QueryCommand, corpus_option
from crawler.console.output import command_line, counted, fact_lines, fitted, is_terminal, on_screen, put, say, styled
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget, put_tuples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.query.hits import Hit
    from corpus.store import Corpus
    from corpus.watching.watches import News, SavedSearch


INDENT = "  "


@click.group()
def watch() -> None:
    """Save searches and see what is new for them."""


@watch.command(cls=QueryCommand)
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@corpus_option
def add(name: str, query: tuple[str, ...], corpus: Path) -> None:
    """Save a search under a name. Articles that are stored now count as seen."""
    from corpus.watching.watches import add_watch

    with _open(corpus) as opened:
        saved = add_watch(opened, name, " ".join(query), datetime.now(UTC))
    say(f"Saved: {saved.name} ({saved.query}). `kliping watch run` shows what is new from now on.")


@watch.command("list")
@corpus_option
@row_options()
def list_(corpus: Path, rows: RowTarget) -> None:
    """The saved searches."""
    from corpus.store import Corpus
    from corpus.watching.watches import watches

    with Corpus(corpus, read_only=True) as opened:
        saved = [(one.name, one.query, one.added_at.isoformat(timespec="seconds")) for one in watches(opened)]
    put_tuples(rows, {"name": "name", "query": "query", "added_at": "added"}, saved)
    if not saved:
        say(f"No search is saved yet; {command_line('watch', 'add', 'NAME', 'QUERY')} saves one.")


@watch.command()
@click.argument("name")
@corpus_option
def remove(name: str, corpus: Path) -> None:
    """Delete a saved search."""
    from corpus.watching.watches import remove_watch

    with _open(corpus) as opened:
        remove_watch(opened, name)
    say(f"Forgotten: {name}.")


@watch.command()
@click.argument("names", nargs=-1)
@click.option("--feed", type=click.Path(path_type=Path), metavar="FILE", help="Write it as an Atom feed too.")
@click.option("--again", is_flag=True, help="Don't mark it as seen: it is shown the next time too.")
@corpus_option
@row_options()
def run(names: tuple[str, ...], feed: Path | None, again: bool, corpus: Path, rows: RowTarget) -> None:
    """Show what crawls and imports stored since the last time. Each story is shown once.

    The feed has all new articles, and the newest 50 of each search.
    """
    from corpus.stories.due_stories import stories_due
    from corpus.vocabulary.word_index import refresh
    from corpus.watching.watches import mark_seen, watches

    with _open(corpus) as opened:
        refresh(opened)
        saved = watches(opened)
        _grade(opened, saved)
        if missing := set(names) - {one.name for one in saved}:
            raise KlipingError(WATCH_MISSING(name=sorted(missing)[0]))
        news_list, refused = _news_of(opened, [one for one in saved if not names or one.name in names])
        if feed is not None:
            _write_feed(opened, news_list, feed)
        _put(rows, news_list)
        for one in news_list if not again else ():
            mark_seen(opened, one)
        due = stories_due(opened)
    for one in news_list:
        _say_more(one, corpus)
    if due:
        say(f"({due})")
    number, stories = sum(one.articles for one in news_list), sum(one.number for one in news_list)
    say(f"{counted(number, 'new article')}, {counted(stories, 'story', 'stories')}." if number else "Nothing new.")
    if refused:
        raise KlipingError(WATCHES_REFUSED(refused=refused))


def _grade(corpus: Corpus, searches: Sequence[SavedSearch]) -> None:
    """Grade what is due if a search rests on grades: what it misses now would count as seen."""
    from corpus.query.selection import select
    from crawler.console.grading import grade_for

    for one in searches:
        with suppress(QueryError):  # said where its news are read
            if (selection := select(corpus, one.query)).by_grade:
                grade_for(corpus, selection.values["topic"])


def _news_of(corpus: Corpus, searches: Sequence[SavedSearch]) -> tuple[list[News], list[Statement]]:
    """Return what is new for each search, and a sentence for each search that is no longer valid."""
    from corpus.watching.watches import news

    news_list: list[News] = []
    refused: list[Statement] = []
    for one in searches:
        try:
            news_list.append(news(corpus, one))
        except QueryError as error:
            refused.append(WATCH_REFUSED(name=one.name, query=one.query, fault=error))
    return news_list, refused


def _write_feed(corpus: Corpus, news_list: Sequence[News], feed: Path) -> None:
    """Write the feed in one step: a reader gets the old feed or the new one, never a part."""
    from corpus.file.whole import whole_file
    from corpus.watching.watches import atom, recent

    entries = [(one.watch, hit) for one in news_list for hit in one.hits]
    entries += [(one.watch, hit) for one in news_list for hit in recent(corpus, one.watch, one.hits)]
    written = atom(entries, datetime.now(UTC))
    try:
        with whole_file(feed, "wb", sync=False) as file:  # the next run writes it again
            file.write(written)
    except OSError as error:
        raise KlipingError(FILE_NOT_WRITABLE(path=feed, reason=error.strerror)) from error


def _put(target: RowTarget, news_list: Sequence[News]) -> None:
    """Print the new articles of all searches, one after the other."""
    shown = target.first([(one.watch.name, hit) for one in news_list for hit in one.hits])
    records = [
        {
            "watch": name,
            "id": hit.id,
            "title": hit.title,
            "outlet": hit.outlet,
            "url": hit.url,
            "published_day": hit.published_day,
            "copies": hit.copies,
        }
        for name, hit in shown
    ]
    columns = {name: name for name in ("watch", "id", "published_day", "outlet", "title", "url", "copies")}
    target.put(RowSet(records=records, columns=columns, draw=lambda: _print(shown)))


def _print(shown: Sequence[tuple[str, Hit]]) -> None:
    """Print each hit in one line, for a mail of cron; on a terminal in lines that fit it, below its search."""
    for name, hits in groupby(shown, key=itemgetter(0)):
        if is_terminal():
            put(styled(fitted(name), bold=True))
        for _, hit in hits:
            day = hit.published_day.isoformat() if hit.published_day else "undated"
            copies = f"+{counted(hit.copies, 'copy', 'copies')}" if hit.copies else None
            facts = (day, fitted(hit.outlet_name), copies, f"id {hit.id}")
            if is_terminal():
                put(*(f"{INDENT}{line}" for line in on_screen(fitted(hit.title), INDENT)))
                put(*(f"{INDENT}{styled(line, dim=True)}" for line in fact_lines(facts, INDENT)))
                put(f"{INDENT}{plain_address(hit.url)}", "")
            else:
                put(f"{name}  {fitted(hit.title)} · {fact_lines(facts)[0]} · {plain_address(hit.url)}")


def _say_more(one: News, corpus: Path) -> None:
    """Say where a search has more news than are shown."""
    if one.number > len(one.hits):
        say(
            f"{one.watch.name}: the newest {len(one.hits):,} of {one.number:,} stories are shown; "
            f"all: {command_line('search', one.watch.query, '--corpus', corpus)}"
        )


def _open(path: Path) -> Corpus:
    """Open the corpus for writing. Raises CorpusError if there is none."""
    from corpus.store import Corpus

    if not path.exists():
        raise CorpusError(NO_CORPUS(path=path))
    return Corpus(path)

"""`kliping show`: articles, and where each thing that is known of it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.characters import plain
from corpus.errors import KlipingError
from corpus.messages.command_messages import OPEN_ALONE
from corpus.messages.import_messages import PAGES_GIVE_NO_ARTICLE, PAGES_MISSING
from corpus.messages.outlet_messages import OUTLET_FILE_MISSING
from crawler.console.options import corpus_option, json_option, outlets_option
from crawler.console.output import LONG_CELLS, fitted, on_screen, one_line, print_json, put, put_text, say, styled
from crawler.console.page_display import balance_line, check_page_options, page_options, photo_lines, print_pages
from crawler.mistakes import CommandLineError

if TYPE_CHECKING:
    from corpus.store import Corpus
    from pipelines.rules import PageRules

RULE = 40  # cells of the line between two articles
FACT_INDENT = " " * 11  # of the further lines of a fact
FACT_CELLS = 500  # of a terminal: a long list of copies or tags
LONG_FACTS = frozenset({"Address", "Evidence"})


@click.command()
@click.argument("articles", metavar="ID|ADDRESS|HIT...", nargs=-1, required=True)
@click.option("--cuts", is_flag=True, help="Show the lines that were cut from the page's text, and by which rule.")
@click.option("--uncut", is_flag=True, help="Print the text with every cut put back.")
@click.option("--open", "in_browser", is_flag=True, help="Open the web address in the browser; print nothing else.")
@page_options
@outlets_option
@corpus_option
@json_option
def show(
    articles: tuple[str, ...],
    cuts: bool,
    uncut: bool,
    in_browser: bool,
    as_page: bool,
    full: bool,
    outlets: tuple[Path, ...],
    corpus: Path,
    as_json: bool,
) -> None:
    """Print articles. Name each by its id, its web address, or its number in the last search.

    With --page an article's pages are read again from the archive, with the rules of this version. If they give
    another article than is stored, the command says so. If a page is missing from the archive, it ends with 5.
    """
    from corpus.query.lookup import find_article, record
    from corpus.store import Corpus
    from crawler.console.browser import open_addresses
    from crawler.console.last_hits import id_or_address

    if in_browser and as_json:
        raise CommandLineError(OPEN_ALONE(option="--json"))
    check_page_options(as_page=as_page, full=full, others={"--cuts": cuts, "--uncut": uncut, "--open": in_browser})
    with Corpus(corpus, read_only=True) as opened:
        named = [find_article(opened, id_or_address(opened, each)) for each in articles]  # all, before any is printed
        rows = [record(opened, each) for each in dict.fromkeys(named)]
        if in_browser:
            open_addresses([row["url"] for row in rows])
            return
        for number, row in enumerate(rows):
            if number and not as_json:
                put("", styled("─" * RULE, dim=True), "")
            if as_page:
                _print_page(opened, row, _rules(opened, row, outlets), full=full, as_json=as_json)
            elif as_json:
                print_json(row | ({"text": _uncut(row)} if uncut else {}))
            else:
                _print(row | ({"text": _uncut(row)} if uncut else {}), cuts=cuts)


def _rules(corpus: Corpus, row: dict[str, Any], folders: tuple[Path, ...]) -> PageRules:
    """The rules of the article's outlet. Raises KlipingError where they are in a file that was not given."""
    from corpus.crawl.outlet_rows import outlet_origins
    from spiders.loader import host_outlet, outlets

    known = outlets(folders)
    if (slug := row["outlet"]) in known:
        return known[slug].page_rules()
    if outlet_origins(corpus).get(slug) != "host":
        raise KlipingError(OUTLET_FILE_MISSING(outlet=slug))
    return host_outlet(row["url"]).page_rules()


def _print_page(corpus: Corpus, row: dict[str, Any], rules: PageRules, *, full: bool, as_json: bool) -> None:
    """Print the article's pages block by block, and say on stderr where they give another article today."""
    from corpus.models import Article, SetAside
    from crawler.maintenance.stored_pages import read_stored_pages

    pages = read_stored_pages(corpus, row, rules)
    article = pages.read.refined
    if not isinstance(article, Article):
        why = f"{article.reason} ({article.detail})" if isinstance(article, SetAside) else PAGES_MISSING()
        raise KlipingError(PAGES_GIVE_NO_ARTICLE(reason=why, difference=pages.sentence()))
    print_pages(article, pages.read, full=full, as_json=as_json)
    if sentence := pages.sentence():
        say(f"({sentence})")


def _uncut(row: dict[str, Any]) -> str:
    """The text as it was extracted: every cut undone."""
    from corpus.models import RemovedLine
    from pipelines.lines.cuts import uncut

    return "\n".join(uncut(row["text"], [RemovedLine(**cut) for cut in row["removed"]]))


def _print(row: dict[str, Any], *, cuts: bool) -> None:
    put(*on_screen(styled(fitted(row["title"]), bold=True)), "")
    for name, value in facts(row):
        if value:
            cells = LONG_CELLS if name in LONG_FACTS else FACT_CELLS
            first, *more = on_screen(fitted(value, cells), FACT_INDENT)
            put(f"{styled(f'{name:<10}', dim=True)} {first}", *(f"{FACT_INDENT}{line}" for line in more))
    put()
    put_text("\n\n".join("\n".join(on_screen(line)) for line in plain(row["text"]).split("\n")))
    if row["images"]:
        put("", styled("Photos", bold=True))
        for line in photo_lines(row["images"]):
            put(*(f"  {part}" for part in on_screen(fitted(line, LONG_CELLS), "  ")))
    if cuts:
        put("", styled("Cut from the page's text", bold=True))
        for line in row["removed"]:
            cut_line = f"[{one_line(line['rule'])}] {one_line(line['text'])}"
            put(*(f"  {part}" for part in on_screen(cut_line, "  ")))
        if not row["removed"]:
            put("  nothing")


def facts(row: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the lines above the text: a label and its value.

    `corpus.columns` says on which line a column stands; a label that has no line of its own here gets one all the same.
    """
    from corpus.columns import ARTICLE_COLUMNS

    composed = list(_composed(row))
    labels = {label for label, _ in composed}
    for label, value in composed:
        if label == "Address":
            for column in ARTICLE_COLUMNS:
                if column.show and column.show not in labels:
                    yield column.show, _sourced(row, column.name)
        yield label, value


def _sourced(row: dict[str, Any], column: str) -> str:
    """Return a column's value, and in brackets where it was read; "" if there is none."""
    value, origins = row[column], row["origins"]
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return f"{text} ({origins[column]})" if text and column in origins else text


def _composed(row: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the lines whose place or wording is chosen here."""
    from corpus.event_kinds import CORRECTION_MEANINGS, EVENT_MEANINGS
    from corpus.models import NOT_STATED, PASSED_OVER

    sourced = partial(_sourced, row)
    tied = {None: "", NOT_STATED: ", affiliation not stated"}.get(row["affiliation"], f", tied to {row['affiliation']}")
    yield "Outlet", f"{row['outlet_name']} ({row['outlet']}; {row['kind']}{tied})"
    yield "Published", sourced("published_at") or sourced("published_day") or "the day is not known"
    yield "Printed", sourced("published_printed")
    yield "Changed", sourced("modified_at")
    yield "Dates", "; ".join(each for each in (row["date_conflict"], row["date_note"]) if each)
    yield "Event", sourced("event_day") and f"{row['event_day']} ({row['event_printed']})"
    yield "By", sourced("authors")
    yield "Editor", sourced("editor")
    yield "With", sourced("contributors")
    yield "Place", sourced("place")
    yield "Credit", sourced("credit")
    first = (row["reprint_of_outlet"], row["reprint_of_title"], row["reprint_of_url"])
    yield "First at", ", ".join(each for each in first if each)
    yield "Initials", row["initials"]
    yield "Section", sourced("section")
    yield "Tags", ", ".join(row["tags"])
    for grade in row["grades"]:
        phrases = "; ".join(f"{phrase} ({', '.join(fields)})" for phrase, fields in grade["matches"].items())
        yield "Grade", f"{grade['grade']} for {grade['topic']}" + (f": {phrases}" if phrases else "")
    yield "Copies", "; ".join(f"{copy['outlet']} (id {copy['id']})" for copy in row["copies"])
    yield "Form", None if row["form"] == "article" else row["form"]
    yield "Language", row["language"] or row["language_note"]
    yield "Words", str(row["words"])
    yield "Incomplete", None if row["complete"] else (row["incomplete_reason"] or "the page says there is more")
    yield "Page", balance_line(row["page_words"])
    yield "Address", row["url"]
    for capture in row["captures"]:
        yield "Evidence", f"{capture['archive']} at {capture['offset']}, fetched {capture['fetched_at']}"
    for look in row["passed_over"]:
        yield "Looked at", f"{look['fetched_at']}: {PASSED_OVER[look['reason']]}; what was held is kept"
    for event in row["events"]:
        kind = CORRECTION_MEANINGS.get(event["correction"] or "", "")
        yield "Later", f"{event['day']}: {EVENT_MEANINGS[event['kind']]}" + (f" ({kind})" if kind else "")
    yield "Damaged", row["damaged"] and f"what is printed here may be wrong: {row['damaged']}"
    yield "Id", str(row["id"])

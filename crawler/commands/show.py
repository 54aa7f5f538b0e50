"""`kliping show`: one article, and where each thing that is known of it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import KlipingError
from crawler.console.options import corpus_option, json_option
from crawler.console.output import one_line, plain, print_json, styled

if TYPE_CHECKING:
    from corpus.store import Corpus

HIT_BELOW = 1 << 20  # ids begin with the day, so that every one after 1 January 1970 is larger


@click.command()
@click.argument("wanted", metavar="ID|ADDRESS|HIT")
@click.option("--cuts", is_flag=True, help="Show the lines that were cut from the page's text, and by which rule.")
@click.option("--uncut", is_flag=True, help="Print the text with every cut back where it stood.")
@corpus_option
@json_option
def show(wanted: str, cuts: bool, uncut: bool, corpus: Path, as_json: bool) -> None:
    """Print one article: its id, its web address, or its number in the last search."""
    from corpus.query.lookup import find_article, record
    from corpus.store import Corpus

    with Corpus(corpus, read_only=True) as opened:
        found = record(opened, find_article(opened, _which(opened, wanted)))
    if uncut:
        found["text"] = _uncut(found)
    if as_json:
        print_json(found)
    else:
        _print(found, cuts=cuts)


def _which(corpus: Corpus, wanted: str) -> int | str:
    from crawler.console.last_hits import last_hits

    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 20):
        if "://" not in wanted:
            raise KlipingError(f"{wanted!r} is no id, no address (http://...) and no hit's number")
        return wanted
    number = int(wanted)
    if number >= HIT_BELOW:
        return number
    hits = last_hits(corpus.path)
    if not 1 <= number <= len(hits):
        printed = f"printed {len(hits)}" if hits else "is not known or found nothing"
        raise KlipingError(f"there is no hit {number}: the last search in this corpus {printed}")
    return hits[number - 1]


def _uncut(found: dict[str, Any]) -> str:
    """The text as it was extracted: every cut undone."""
    from corpus.models import RemovedLine
    from pipelines.lines.cuts import uncut

    return "\n".join(uncut(found["text"], [RemovedLine(**cut) for cut in found["removed"]]))


def _print(found: dict[str, Any], *, cuts: bool) -> None:
    click.echo(styled(one_line(found["title"]), bold=True) + "\n")
    for name, value in facts(found):
        if value:
            click.echo(f"{styled(f'{name:<10}', dim=True)} {one_line(value)}")
    click.echo("\n" + plain(found["text"]).replace("\n", "\n\n"))
    if cuts:
        click.echo("\n" + styled("Cut from the page's text", bold=True))
        for line in found["removed"]:
            click.echo(f"  [{one_line(line['rule'])}] {one_line(line['text'])}")
        if not found["removed"]:
            click.echo("  nothing")


def facts(found: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The lines above the text: a label and its value. `corpus.columns` says on which line a column stands."""
    from corpus.models import PASSED_OVER

    origins = found["origins"]

    def sourced(field: str, value: object = None) -> str:
        text = str((found[field] if value is None else value) or "")
        return f"{text} ({origins[field]})" if text and field in origins else text

    tied = f", tied to {found['affiliation']}" if found["affiliation"] else ""
    yield "Outlet", f"{found['outlet_name']} ({found['outlet']}; {found['kind']}{tied})"
    yield "Published", sourced("published_at") or sourced("published_day") or "the day is not known"
    yield "Printed", sourced("published_printed")
    yield "Changed", sourced("modified_at")
    yield "Dates", "; ".join(each for each in (found["date_conflict"], found["date_note"]) if each)
    yield "Event", sourced("event_day") and f"{found['event_day']} ({found['event_printed']})"
    yield "By", sourced("authors", ", ".join(found["authors"]))
    yield "Editor", sourced("editor")
    yield "With", sourced("contributors", ", ".join(found["contributors"]))
    yield "Place", sourced("place")
    yield "Credit", sourced("credit")
    first = (found["reprint_of_outlet"], found["reprint_of_title"], found["reprint_of_url"])
    yield "First at", ", ".join(each for each in first if each)
    yield "Initials", found["initials"]
    yield "Section", sourced("section")
    yield "Tags", ", ".join(found["tags"])
    for grade in found["grades"]:
        phrases = "; ".join(f"{phrase} ({', '.join(fields)})" for phrase, fields in grade["matches"].items())
        yield "Grade", f"{grade['grade']} for {grade['topic']}" + (f": {phrases}" if phrases else "")
    yield "Copies", "; ".join(f"{copy['outlet']} (id {copy['id']})" for copy in found["copies"])
    yield "Form", None if found["form"] == "article" else found["form"]
    yield "Language", found["language"] or found["language_note"]
    yield "Words", str(found["words"])
    yield "Incomplete", None if found["complete"] else (found["incomplete_reason"] or "the page says there is more")
    yield "Address", found["url"]
    for capture in found["captures"]:
        yield "Evidence", f"{capture['archive']} at {capture['offset']}, fetched {capture['fetched_at']}"
    for look in found["passed_over"]:
        yield "Looked at", f"{look['fetched_at']}: {PASSED_OVER[look['reason']]}; what was held is kept"
    yield "Id", str(found["id"])

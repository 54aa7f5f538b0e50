"""`kliping methods`: the numbers of a methods section: how the corpus came about, how right its grades are."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from corpus.messages.command_messages import MARKDOWN_OR_JSON
from crawler.console.options import corpus_option, json_option
from crawler.console.output import print_json, put_text, say
from crawler.mistakes import CommandLineError


@click.command()
@click.option(
    "--topic",
    metavar="NAME",
    help="Only what this topic's runs met; default: the whole corpus, with the grades of its default topic.",
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="N",
    help="Estimate from this sample; default: the one that is labelled.",
)
@click.option("--markdown", is_flag=True, help="Print Markdown, to paste.")
@corpus_option
@json_option
def methods(corpus: Path, topic: str | None, sample: int | None, markdown: bool, as_json: bool) -> None:
    """Print the numbers for a methods section.

    These are: how many addresses were found, and how many became articles; the runs; the outlets that could not be
    searched; the grades. When people have labelled a sample: how often the grades are right, and how far coders agree.

    docs/methods.md defines each number and says what it can't show.
    """
    from corpus.methods.gather import gather_methods
    from corpus.store import Corpus
    from crawler.console.methods_page import partly_labelled, sections
    from crawler.console.sections import as_markdown, as_text

    if markdown and as_json:
        raise CommandLineError(MARKDOWN_OR_JSON())
    with Corpus(corpus, read_only=True) as opened:
        numbers = gather_methods(opened, topic, sample)
    used = numbers.coding.sample if numbers.coding else None
    if used and used.labelled < used.size:
        say(f"kliping: {partly_labelled(used)}")
    if as_json:
        print_json(_json(dataclasses.asdict(numbers)))
    else:
        put_text((as_markdown if markdown else as_text)(sections(numbers, corpus)))


def _json(numbers: dict[str, Any]) -> dict[str, Any]:
    """Return the values under the names of the JSON output. Articles without a grade are counted under "ungraded"."""
    grades, grade_stories = (
        {"ungraded" if g is None else str(g): n for g, n in numbers[name].items()}
        for name in ("grades", "grade_stories")
    )
    not_seen = [
        {"asked_at" if name == "requested_at" else name: value for name, value in row.items()}
        for row in numbers["not_seen"]
    ]
    values = {**numbers, "grades": grades, "grade_stories": grade_stories, "not_seen": not_seen}
    return {"asked" if name == "outlets_queried" else name: value for name, value in values.items()}

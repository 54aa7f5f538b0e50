"""`kliping sample`: draw articles for people to label, blind and by a seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.messages.command_messages import SAMPLE_SIZE_ONCE
from crawler.console.options import corpus_option
from crawler.console.output import command_line, counted, say
from crawler.mistakes import CommandLineError
from crawler.tables.row_options import row_options
from crawler.tables.row_target import LINES, TABLE, RowSet, RowTarget

if TYPE_CHECKING:
    from corpus.export.formats import ExportFormat
    from corpus.methods.precision import SampleLabels
    from corpus.methods.sampling import Sample
    from corpus.store import Corpus

SHEET = ("sample", "position", "id", "day", "title", "address")
TO_FILL = ("label", "coder", "note")
SIMPLE = "none"
LARGEST_SEED = (1 << 63) - 1


@click.command()
@click.argument("number", metavar="N", type=click.IntRange(1), required=False)
@click.option(
    "--by",
    default="outlet,grade",
    show_default=True,
    metavar="COLUMN,...",
    help="The strata: outlet, grade, kind, affiliation, language, month, year; or none.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    metavar="S",
    help="The same corpus and seed give the same sample; without it, one is drawn and printed.",
)
@click.option("--topic", metavar="NAME", help="The topic whose grades are meant; default: the corpus's default topic.")
@click.option("--show", multiple=True, type=click.Choice(["outlet", "text"]), help="Show this of each article too.")
@click.option("-n", "number_too", type=click.IntRange(1), metavar="N", help="The same as N.")
@click.option("--force", is_flag=True, help="Replace the file of -o if it is there.")
@corpus_option
@row_options(limit=False)
def sample(
    corpus: Path,
    number: int | None,
    number_too: int | None,
    by: str,
    seed: int | None,
    topic: str | None,
    show: tuple[str, ...],
    force: bool,
    rows: RowTarget,
) -> None:
    """Draw N articles for people to label, from every outlet and grade, in random order.

    The sheet is blind: it shows no grade and no outlet (but an address shows its site). Give it to coders who have not
    seen the grades. They should read the pages, not `kliping show`, which prints the grade.

    -o FILE.csv writes a sheet to fill in; `kliping label --file` reads it.
    """
    from secrets import randbelow

    from corpus.export.files import check_path
    from corpus.methods.sampling import draw
    from corpus.query.selection import select
    from corpus.store import Corpus
    from crawler.console.grading import grade_for

    if (number is None) == (number_too is None):
        raise CommandLineError(SAMPLE_SIZE_ONCE())
    size = number or number_too or 1
    path = None if rows.form == TABLE else rows.output
    if path is not None:
        check_path(path, replace=force, form=_format(rows))
    if not corpus.exists():
        Corpus(corpus, read_only=True)  # says that there is none
    seed = randbelow(1 << 31) if seed is None else seed
    columns = [name.strip().lower() for name in by.split(",") if name.strip()] if by.strip() != SIMPLE else []
    with Corpus(corpus) as opened:
        if "grade" in columns:
            grade_for(opened, select(opened, topic=topic).values["topic"])
        drawn = draw(opened, size, by=columns, seed=seed, topic=topic)
        articles = _rows(opened, drawn, show)
        labelled = _labelled(opened, drawn, topic)
    heads = (*SHEET, *show)
    if path is not None:
        _write(path, heads, articles, _format(rows))
    else:
        rows.put(RowSet(records=articles, columns={name: name for name in heads}))
    _say_sample(drawn, path, corpus)
    if labelled is not None:
        say(
            f"Sample {labelled.id} is labelled already ({labelled.labelled} of {labelled.size} articles); `kliping "
            "methods` goes on taking it until this one has more labels."
        )


def _labelled(corpus: Corpus, drawn: Sample, topic: str | None) -> SampleLabels | None:
    """Return the topic's labelled sample, if it is another one than that drawn now."""
    from corpus.methods.precision import labelled_samples
    from corpus.query.selection import find_topic

    state = find_topic(corpus, topic)
    samples = labelled_samples(corpus, state.name) if state else []
    taken = max(samples, key=lambda one: (one.weight, one.id), default=None)
    return None if taken is None or taken.id == drawn.id else taken


def _rows(corpus: Corpus, drawn: Sample, show: Sequence[str]) -> list[dict[str, Any]]:
    from corpus.methods.sampling import values_of

    columns = ("published_day", "title", "url", *show)
    return [
        dict(
            zip(
                (*SHEET, *show),
                (drawn.id, one.position, one.article_id, *values_of(corpus, one.article_id, columns)),
                strict=True,
            )
        )
        for one in drawn.drawn
    ]


def _format(rows: RowTarget) -> ExportFormat:
    from corpus.export.formats import format_named

    return format_named("jsonl" if rows.form == LINES else rows.form)


def _write(path: Path, heads: Sequence[str], rows: Sequence[dict[str, Any]], form: ExportFormat) -> None:
    """Write the sheet, completely or not at all; the columns to fill in come before a text."""
    from corpus.columns import COLUMN_BY_NAME, Column
    from corpus.export.files import write_rows

    names = [*(name for name in heads if name != "text"), *TO_FILL, *(name for name in heads if name == "text")]
    columns = [COLUMN_BY_NAME["text"] if name == "text" else Column(name) for name in names]
    write_rows(path, [dict.fromkeys(TO_FILL) | row for row in rows], columns, form)


def _say_sample(drawn: Sample, path: Path | None, corpus: Path) -> None:
    there = counted(drawn.strata_there, "stratum", "strata")
    strata = f"{drawn.strata_drawn} of {there} ({', '.join(drawn.by)})" if drawn.by else "no strata"
    size = counted(drawn.corpus_size, "article")
    say(f"Sample {drawn.id}: {len(drawn.drawn):,} of {size}, {strata}, seed {drawn.seed}.")
    if drawn.strata_drawn < drawn.strata_there:
        say(f"Some strata have no article in the sample; {drawn.strata_there} or more would be enough.")
    if path is not None:
        label = command_line("label", "--file", path, "--corpus", corpus)
        say(f"Written to {path}. Fill in label (yes, no, unsure) and coder, then: {label}")

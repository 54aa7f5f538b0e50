"""`kliping derive`: make copies, quotes and mentions anew from the stored texts."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.messages.command_messages import NO_DERIVATION
from crawler.console.options import corpus_option, json_option, workers_option


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "anew", is_flag=True, help="Everything anew, not only what is missing.")
@workers_option
@corpus_option
@json_option
def derive(names: tuple[str, ...], workers: int | None, corpus: Path, *, anew: bool, as_json: bool) -> int:
    """Read the stored articles for copies of each other, for quotes and for people and bodies.

    Crawls, imports and `kliping refine` do it for the articles that they store. This command does what is missing: in
    a corpus of an older version, or after the rules changed. NAME is lineage, quotes, mentions or corrections; all of
    them if none is given. It may be interrupted, and goes on where it was.
    """
    from corpus.deriving.batches import derive_due
    from corpus.deriving.derivations import derivations
    from corpus.deriving.due import number_underived
    from corpus.store import Corpus
    from crawler.console.grading import refuse_no_corpus
    from crawler.console.output import counted, print_json, put
    from crawler.live.busy_line import working
    from crawler.lock import holding
    from crawler.run.derive_pool import derive_pool

    known = {each.name: each for each in derivations(corpus)}
    for name in names:
        if name not in known:
            raise KlipingError(NO_DERIVATION(name=name, known=list(known)))
    refuse_no_corpus(corpus)
    numbers: dict[str, int] = {}
    with holding(corpus), Corpus(corpus) as opened, derive_pool(workers) as each:
        for name in names or known:
            numbers[name] = 0
            every = number_underived(opened, known[name])
            with working(f"reading for {name}", lambda: (numbers[name], every), "articles"):  # noqa: B023
                for number in derive_due(opened, known[name], anew=anew, each=each):
                    numbers[name] += number
    if as_json:
        print_json(numbers)
    else:
        for name, number in numbers.items():
            put(f"{name}: {counted(number, 'article')} read")
    return Exit.WELL

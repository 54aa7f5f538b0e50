"""`kliping refine`: build every article again from the kept pages, offline."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.errors import CorpusDamagedError, CorpusError, KlipingError
from crawler.console.options import corpus_option, json_option, outlets_option


@click.command()
@click.option("--outlet", "chosen", multiple=True, metavar="SLUG", help="Only this outlet; may be given again.")
@outlets_option
@corpus_option
@json_option
def refine(chosen: tuple[str, ...], outlets: tuple[Path, ...], corpus: Path, as_json: bool) -> int:
    """Build every article again from the archive, with the rules of this version. No network is used.

    Articles keep their ids, grades are made anew; it says how many changed, and which rules made the difference.
    Where pages are missing from the archive, it does the others, names the files, and ends with 5.
    """
    from corpus.integrity.soundness import refuse_damaged
    from crawler.console.crawl_display import say_returned
    from crawler.console.output import print_json, say
    from crawler.run.operation import Operation, Plan
    from crawler.run.rebuild import Rebuild
    from pipelines.storing.interrupts import INTERRUPTED
    from spiders.loader import outlets as load

    if not corpus.exists():
        raise CorpusError(f"{corpus}: there is no corpus here; `kliping crawl` or `kliping import` makes one")
    rules = {slug: spider.page_rules() for slug, spider in load(outlets).items()}
    refuse_damaged(corpus)
    _check(chosen, corpus, set(rules))
    operation = Operation(Plan("refine", corpus, options={"outlets": list(chosen)}), rules=rules)
    state, code = "interrupted", INTERRUPTED
    try:
        rebuild = Rebuild(operation, chosen)
        rebuild.run()
        state, code = "finished", CorpusDamagedError.exit_code if rebuild.problems else 0
    except KeyboardInterrupt:
        say("interrupted; every article is whole, as it was or as it is now: run it again for the rest")
        raise
    finally:
        operation.close(state=state, exit_code=code)
    for problem in dict.fromkeys(rebuild.problems):
        say(f"kliping: {problem}")
    say_returned(corpus, operation.run_id)
    if as_json:
        counts: dict[str, object] = {str(change): number for change, number in rebuild.changes.items()}
        print_json(counts | ({"rules": rebuild.rule_changes.as_object()} if rebuild.rule_changes else {}))
    else:
        told = ", ".join(f"{number} {change}" for change, number in sorted(rebuild.changes.items()))
        click.echo(f"refined {sum(rebuild.changes.values())} pages: {told or 'there is none'}")
        for line in rebuild.rule_changes.told():
            click.echo(line)
    return code


def _check(chosen: tuple[str, ...], path: Path, known: set[str]) -> None:
    """Before the run begins, so that one that is refused does not stand among the corpus's runs."""
    from corpus.store import Corpus

    with Corpus(path) as corpus:
        there = dict(corpus.conn.execute("SELECT slug, origin FROM outlets").fetchall())
    for slug in chosen or there:
        if slug not in there:
            raise KlipingError(f"the corpus has no outlet {slug!r}; it has {', '.join(sorted(there)) or 'none yet'}")
        if there[slug] != "host" and slug not in known:  # without its rules its articles would be others
            raise KlipingError(
                f"the file of the outlet {slug!r} is not given; name its folder with --outlets, "
                "or the outlets to refine with --outlet"
            )

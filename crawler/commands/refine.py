"""`kliping refine`: build every article again from the kept pages, offline."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import CorpusError, KlipingError
from corpus.exits import Exit
from corpus.messages.command_messages import TOPIC_WITHOUT_OUTLET
from corpus.messages.corpus_messages import NO_CORPUS
from corpus.messages.hint_messages import NONE_YET
from corpus.messages.outlet_messages import OUTLET_FILE_TO_REFINE_MISSING, OUTLET_NOT_REFINED
from crawler.console.options import corpus_option, json_option, known_archive_option, outlets_option, workers_option

if TYPE_CHECKING:
    from corpus.store import Corpus
    from crawler.run.rebuild import Rebuild


@click.command()
@click.option("--outlet", "chosen", multiple=True, metavar="SLUG", help="Only this outlet; may be given again.")
@click.option(
    "--topic",
    "topic",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Only grade all articles anew by this topic, after you edited it, and say what changed.",
)
@workers_option
@known_archive_option
@outlets_option
@corpus_option
@json_option
def refine(
    chosen: tuple[str, ...],
    topic: Path | None,
    workers: int | None,
    archive: Path | None,
    outlets: tuple[Path, ...],
    corpus: Path,
    as_json: bool,
) -> int:
    """Build every article again from the archive, with the rules of this version. No network is used.

    Articles keep their ids and get new grades. The command says how many articles changed, and which rules made the
    difference. If pages are missing from the archive, it builds the others, names the files, and ends with 5. If a page
    takes too long now, its article stays as it was, and the command names it and ends with 3.
    """
    if topic is not None:
        return _grade(topic, corpus, chosen, as_json=as_json)

    from crawler.console.crawl_display import say_returned
    from crawler.console.output import counted, print_json, put, say
    from crawler.live.busy_line import working
    from crawler.run.operation import Operation
    from crawler.run.rebuild import Rebuild
    from crawler.run.run_plan import Plan
    from spiders.loader import outlets as load

    if not corpus.exists():
        raise CorpusError(NO_CORPUS(path=corpus))
    known = load(outlets)
    rules, facts = ({slug: getattr(s, name)() for slug, s in known.items()} for name in ("page_rules", "facts"))
    check = partial(_check_outlets, chosen, set(rules))
    plan = Plan("refine", corpus, archive=archive, workers=workers, options={"outlets": list(chosen)})
    operation = Operation(plan, rules=rules, facts=facts, check=check)
    state, code = "interrupted", Exit.INTERRUPTED
    try:
        rebuild = Rebuild(operation, chosen)
        with working("refining", rebuild.progress, "pages"):
            rebuild.run()
        state, code = "finished", _code(rebuild)
    except KeyboardInterrupt:
        say("interrupted; every article is complete, old or new; run it again for the rest")
        raise
    finally:
        operation.close(state=state, exit_code=code)
    for problem in dict.fromkeys(rebuild.problems + rebuild.unfinished):
        say(f"kliping: {problem}")
    say_returned(corpus, operation.run_id)
    if as_json:
        counts: dict[str, object] = {str(change): number for change, number in rebuild.changes.items()}
        print_json(counts | ({"rules": rebuild.rule_changes.as_object()} if rebuild.rule_changes else {}))
    else:
        changes = ", ".join(f"{number} {change}" for change, number in sorted(rebuild.changes.items()))
        put(f"refined {counted(sum(rebuild.changes.values()), 'page')}: {changes or 'there is none'}")
        for line in rebuild.rule_changes.lines():
            put(line)
    return code


def _grade(topic: Path, corpus: Path, chosen: tuple[str, ...], *, as_json: bool) -> int:
    """Grade by a topic's file alone: no page is read."""
    from crawler.console.grading import regrade

    if chosen:
        raise KlipingError(TOPIC_WITHOUT_OUTLET())
    regrade(topic, corpus, as_json=as_json)
    return Exit.WELL


def _code(rebuild: Rebuild) -> Exit:
    if rebuild.problems:
        return Exit.DAMAGED
    return Exit.SOME_FAILED if rebuild.unfinished else Exit.WELL


def _check_outlets(chosen: tuple[str, ...], known: set[str], corpus: Corpus) -> None:
    """Raise KlipingError for an outlet that the corpus doesn't have, or whose file (among `known`) is not given."""
    from corpus.crawl.outlet_rows import outlet_origins

    there = outlet_origins(corpus)
    for slug in chosen or there:
        if slug not in there:
            raise KlipingError(OUTLET_NOT_REFINED(outlet=slug, there=sorted(there) or NONE_YET()))
        if there[slug] != "host" and slug not in known:  # without its rules its articles would be others
            raise KlipingError(OUTLET_FILE_TO_REFINE_MISSING(outlet=slug))

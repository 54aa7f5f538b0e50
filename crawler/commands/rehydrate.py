"""`kliping rehydrate`: fetch again what a file of pointers names, and say what no longer matches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.exits import Exit
from crawler.console.filters import options_as
from crawler.console.options import contact_option, outlets_option, private_option, quiet_option, workers_option
from crawler.console.output import counted, say
from crawler.tables.row_options import row_options
from crawler.tables.row_target import TABLE, RowSet, RowTarget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.merging.pointer_fates import FateState, Pointer, PointerFate
    from crawler.run.report import RunReport
    from spiders.loader import Outlets

COLUMNS = {
    "row": "row",
    "state": "now",
    "reason": "why",
    "outlet": "outlet",
    "published_day": "day",
    "doc_id": "doc_id",
    "url": "address",
    "url_now": "answered at",
}
STATE_WORDS: Mapping[FateState, str] = {
    "same": "same",
    "changed": "changed",
    "moved": "moved",
    "gone": "gone",
    "unseen": "could not be looked at",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RehydrateOptions:
    """The options of `kliping rehydrate`."""

    file: Path
    corpus: Path | None
    quiet: bool
    contact: str | None
    allow_private: bool
    workers: int | None
    outlets: tuple[Path, ...]
    rows: RowTarget


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="NEW.db",
    help="The corpus that the articles go into  [default: FILE's name with .rehydrated.db]",
)
@quiet_option
@contact_option
@private_option
@workers_option
@outlets_option
@row_options()
@options_as(RehydrateOptions)
def rehydrate(options: RehydrateOptions) -> int:
    """Fetch the articles again that a file of `kliping export --pointers` names, and compare their texts.

    The addresses are fetched as a crawl does it, slowly and by robots.txt, into a corpus of their own; what that has is
    not fetched again. Each row of FILE is then the same, changed, moved (the same words at another address), gone (404,
    410, or the page says so), or could not be looked at, with the reason. The table shows the rows that are not the
    same; --json and --csv give all. If all are the same it ends with 0.
    """
    from corpus.merging.pointer_fates import pointer_fates, stored_pointers
    from corpus.store import Corpus
    from corpus.urls import article_key
    from crawler.config import check_contact, required_contact
    from crawler.exporting.pointers import read_pointers
    from spiders.loader import host_outlet, outlet_for, outlets

    known = outlets(options.outlets)

    def key_of(url: str) -> str:
        return article_key(url, (outlet_for(url, known) or host_outlet(url)).address())

    pointers = read_pointers(options.file, key_of)
    contact = check_contact(options.contact) if options.contact else required_contact()
    path = options.corpus or Path(f"{options.file.stem}.rehydrated.db")
    before = 0
    if path.exists():
        with Corpus(path, read_only=True) as corpus:
            before = stored_pointers(corpus, pointers)
    report = _fetched(options, path, pointers, known, contact)
    with Corpus(path, read_only=True) as corpus:
        fates = list(pointer_fates(corpus, pointers, key_of))
    _put(options.rows, fates)
    if before and not options.quiet:
        say(f"({counted(before, 'article')} of these stood in {path} before; none of them was fetched again)")
    numbers = Counter(fate.state for fate in fates)
    parts = ", ".join(f"{numbers[state]:,} {words}" for state, words in STATE_WORDS.items() if numbers[state])
    if not options.quiet or numbers["same"] < len(fates):
        say(f"{counted(len(fates), 'row')}: {parts}. The articles are in {path}.")
    if report is not None and report.exit_code in (Exit.FAULT, Exit.CANNOT, Exit.INTERRUPTED):
        return report.exit_code
    if numbers["unseen"] == len(fates):
        return Exit.NOWHERE
    return Exit.WELL if numbers["same"] == len(fates) else Exit.SOME_FAILED


def _fetched(
    options: RehydrateOptions, path: Path, pointers: Sequence[Pointer], known: Outlets, contact: str
) -> RunReport | None:
    """Crawl the addresses of the pointers; returns the crawl's report, None where there is no address."""
    from crawler.live.crawl_watch import watching
    from crawler.run.crawl import RunOptions, run
    from crawler.run.run_plan import Plan
    from crawler.shipped import shipped_topic
    from spiders.loader import outlet_for

    urls = tuple(dict.fromkeys(pointer.url for pointer in pointers if pointer.key and pointer.url))
    plan = Plan(
        "crawl",
        path,
        topic=shipped_topic(),
        limit=None,
        urls=urls,
        ask_all=True,
        workers=options.workers,
        options={"rehydrate": options.file.name},
    )
    how = RunOptions(
        contact,
        options.allow_private,
        urls_only=True,
        watch=None if options.quiet or options.rows.form != TABLE else watching,
        warn=lambda sentence: say(f"kliping: {sentence}"),
    )
    owners = dict.fromkeys(owner.name for url in urls if (owner := outlet_for(url, known)))
    report = run(plan, known, [*owners], how)
    if report.fault is not None:
        say(f"kliping: {report.fault}")
    return report


def _put(rows: RowTarget, fates: Sequence[PointerFate]) -> None:
    """Print the rows: all, or in a table for people those that are not the same."""
    numbers = Counter(fate.state for fate in fates)
    shown = [fate for fate in fates if rows.form != TABLE or fate.state != "same"]
    records = [_record(fate) for fate in rows.first(shown)]
    cells = [["" if record[name] is None else record[name] for name in COLUMNS] for record in records]
    counts: dict[str, int] = {"rows": len(fates)}
    counts |= {state: numbers[state] for state in STATE_WORDS}
    if records or rows.form != TABLE:
        rows.put(RowSet(records=records, columns=COLUMNS, cells=cells, parts={"counts": counts}))
    changed = [fate for fate in fates if fate.state == "changed"]
    if by_rules := sum(fate.same_rules is False for fate in changed):
        say(
            f"({by_rules:,} of the {counted(len(changed), 'changed article')} had been cleaned by other rules: "
            "the change may be theirs; --json names them, same_rules)"
        )


def _record(fate: PointerFate) -> dict[str, Any]:
    pointer = fate.pointer
    return {
        "row": pointer.row,
        "state": fate.state,
        "reason": pointer.fault or fate.reason,
        "outlet": pointer.outlet,
        "published_day": pointer.published_day,
        "doc_id": pointer.doc_id,
        "url": pointer.url,
        "url_now": fate.url_now if fate.url_now != pointer.url else None,
        "article_id": fate.article_id,
        "same_rules": fate.same_rules,
    }

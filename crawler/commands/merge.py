"""`kliping merge`: several corpora as a new one, so that a team can crawl apart and work together."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.exits import Exit
from crawler.console.options import json_option, outlets_option
from crawler.console.output import command_line, counted, print_json, put, say
from crawler.live.busy_line import working

if TYPE_CHECKING:
    from crawler.merging.corpus_merge import MergedFiles

SHOWN = 10  # conflicts that are named one by one


@click.command()
@click.argument("corpora", nargs=-1, type=click.Path(path_type=Path), metavar="A.db B.db [...]")
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), metavar="FILE", required=True, help="The new corpus."
)
@click.option("--force", is_flag=True, help="Replace the corpus FILE if it is there; its archive stays.")
@outlets_option
@json_option
def merge(corpora: tuple[Path, ...], target: Path, outlets: tuple[Path, ...], *, force: bool, as_json: bool) -> int:
    """Merge corpora with their archives into a new corpus; the given ones stay as they are.

    The order in which they are named makes no difference, and merging the result with one of them again adds nothing.
    An article is known by its key. Where two corpora have it otherwise, the page that was fetched last stands; such
    conflicts are listed. What was removed from one of them is in the new one neither. Labels, samples and grades
    follow their articles; ids are given anew, and the earlier ones are stored (docs/corpus.md, Merging).
    """
    from corpus.errors import KlipingError
    from corpus.messages.backup_messages import MERGE_OF_ONE
    from crawler.merging.corpus_merge import merge_files
    from spiders.loader import outlets as load

    if len(corpora) < 2:
        raise KlipingError(MERGE_OF_ONE())
    with ExitStack() as stack:
        state = {"done": 0, "every": 0}
        named = ""

        def progress(words: str, done: int, every: int | None) -> None:
            nonlocal named
            state.update(done=done, every=every or 0)
            if words != named:
                named = words
                stack.close()
                stack.enter_context(working(words, lambda: (state["done"], state["every"] or None), "done"))

        merged = merge_files(corpora, target, force=force, outlets=load(outlets), say=say, progress=progress)
    left = _derive(target)
    if as_json:
        print_json(_record(merged, target))
    else:
        _print(merged, target)
    for name in left:
        say(f"many articles are not read for {name} yet: {command_line('derive', '--corpus', target)}")
    for fault in merged.lacking:
        say(f"kliping: {fault}")
    return Exit.DAMAGED if merged.lacking else Exit.WELL


def _derive(target: Path) -> list[str]:
    """Derive what the new corpus lacks, where that is not too much; return the names of the rest."""
    from corpus.deriving.batches import derive_lately
    from corpus.store import Corpus
    from crawler.lock import holding

    with working("reading the articles for copies, quotes and names"), holding(target), Corpus(target) as opened:
        left = derive_lately(opened)
        opened.optimize()
    return left


def _record(merged: MergedFiles, target: Path) -> dict[str, object]:
    result = merged.result
    return {
        "corpus": str(target),
        "uuid": result.uuid,
        "articles": result.articles,
        "of": dict(result.of_inputs),
        "in_several": result.shared,
        "removed": merged.removed,
        "conflicts": [asdict(conflict) for conflict in result.conflicts],
        "lists": merged.lists,
        "archive": str(merged.archive),
        "archive_files": merged.files,
        "lacking": merged.lacking,
    }


def _print(merged: MergedFiles, target: Path) -> None:
    result = merged.result
    parts = ", ".join(f"{name} {number:,}" for name, number in result.of_inputs.items())
    put(f"{target}: {counted(result.articles, 'article')} ({parts}; {result.shared:,} in more than one)")
    put(f"{merged.archive}: {counted(merged.files, 'archive file')}")
    for name, number in merged.removed.items():
        put(f"{name}: {counted(number, 'article')} left out, removed from another of these corpora")
    if result.conflicts:
        put(f"{counted(len(result.conflicts), 'article differs', 'articles differ')}; the page fetched last stands:")
    for conflict in result.conflicts[:SHOWN]:
        differs = ", ".join(conflict.differs)
        put(f"  {conflict.id}  {differs}: that of {conflict.stands}, not {conflict.other}  ({conflict.key})")
    if len(result.conflicts) > SHOWN:
        put(f"  {len(result.conflicts) - SHOWN:,} more; --json lists them all")
    for name in merged.lists:
        put(f"{name} differs between the corpora; the entry that sorts last stands")
    if merged.left is not None:
        say(f"the archive of the corpus that was replaced is still at {merged.left}")

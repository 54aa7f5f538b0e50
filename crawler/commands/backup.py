"""`kliping backup`: a copy of the corpus that can be trusted, and the list of what else to copy."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.exits import Exit
from crawler.console.options import corpus_option
from crawler.console.output import command_line, counted, put, say
from crawler.live.busy_line import working


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Copy the archive's files into this folder, too; files that are already there are not copied again.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@corpus_option
def backup(file: Path, archive: Path | None, force: bool, corpus: Path) -> int:
    """Copy the corpus to FILE, also while a crawl writes to it, and check the copy.

    FILE.manifest.json beside it lists the archive's files with sizes and fingerprints. A copy of the corpus is not
    enough: copy the archive too, with --archive or by yourself. If the archive lacks pages that the corpus needs, the
    copy is made all the same. The command then says what is missing and ends with 5.
    """
    from crawler.maintenance.corpus_backup import back_up
    from crawler.maintenance.evidence import MAX_FINDINGS
    from crawler.maintenance.manifest import manifest_path

    with working("copying and checking"):
        made, lacking = back_up(corpus, file, archive, force=force, say=say)
    size = file.stat().st_size
    state = "the corpus is whole" if lacking else "checked and whole"
    put(f"{file}: {counted(made.articles, 'article')}, {counted(made.captures, 'page')}, {size:,} bytes; {state}")
    put(f"{manifest_path(file)}: {counted(len(made.segments), 'archive file')}, {made.size:,} bytes")
    if archive is not None:
        put(f"{archive}: holds {'those' if lacking else 'them all'}")
    elif made.segments:
        say(f"copy the archive too: every file of {made.archive}, or run again with --archive DIR --force")
    where = archive or "DIR"
    doctor = command_line("doctor", "--corpus", file, "--manifest", manifest_path(file), "--archive", where)
    say(f"to check it later: {doctor}")
    for fault in lacking[:MAX_FINDINGS]:
        say(f"kliping: {fault}")
    if len(lacking) > MAX_FINDINGS:
        say(f"kliping: {len(lacking) - MAX_FINDINGS:,} more archive files are missing or cut")
    if lacking:
        say(
            "kliping: this backup is not complete: the archive lacks pages of the corpus, or has changed; put the "
            "archive's files back, then run again with --force"
        )
        return Exit.DAMAGED
    return Exit.WELL

"""`kliping remove`: an article must go for good; take it out of the corpus and its archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from crawler.commands.options import corpus_option, outlets_option
from crawler.commands.output import one_line, say

if TYPE_CHECKING:
    from corpus.trace import Trace
    from crawler.erase import Removal, Removed


@click.command()
@click.argument("wanted", metavar="ID|ADDRESS")
@click.option("--reason", required=True, help="Why; kept with the date. Don't name the person in it.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@outlets_option
@corpus_option
def remove(wanted: str, reason: str, yes: bool, outlets: tuple[Path, ...], corpus: Path) -> None:
    """Remove an article for good: its text, versions and index entries, its pages in the archive, its address.

    What stays is its id, the day, the reason, and a fingerprint of its address, so that no crawl brings it back.
    Listings that hold its title or text go from the archive too; on other articles' pages its title and address
    are made unreadable. Backups and exports that were made before still hold it.
    """
    from crawler.erase import removing
    from spiders.loader import outlets as load

    if not reason.strip():
        raise KlipingError("--reason is empty; say why, in a few words that name no person")
    which = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 20 else wanted
    with removing(corpus, load(outlets), say) as removal:
        if finished := removal.finish():
            _tell(finished)
        found = removal.find(which)
        if found is None:
            say(f"{wanted} was removed from this corpus; there is nothing left to do")
            return
        _confirm(found, yes)
        _tell(removal.remove(found, which, reason.strip()))
        _tell_what_stays(removal, found)


def _confirm(found: Trace, yes: bool) -> None:
    say(f"to be removed for good: {one_line(found.title)} ({found.outlet}, {found.article_id})")
    if not yes:
        click.confirm("Remove it?", abort=True, err=True)


def _tell(removed: Removed) -> None:
    searched = removed.searched
    click.echo(
        f"removed article {removed.article_id}: {removed.dropped} records of the archive dropped, "
        f"{removed.blanked} blanked in part"
    )
    click.echo(
        f"searched {searched.files} files ({searched.bytes:,} bytes, {searched.records} records unpacked) for "
        f"{searched.needles} pieces and words that only this article had, its title and its address: none found"
    )
    if searched.unread:
        click.echo(f"{searched.unread} records have an encoding that can't be unpacked; they were not searched")


def _tell_what_stays(removal: Removal, found: Trace) -> None:
    from corpus.backup import known_backups

    for copy in found.copies:
        say(f"the same text is kept as article {copy} too; remove it by that id if it should go")
    for backup in known_backups(removal.corpus):
        say(f"a backup still holds it: {backup.path} ({backup.made_at[:10]}); make a new one and delete this one")
    say(
        "exports, other backups and copies of the archive aren't reached from here; delete them, or remove it there too"
    )

"""`kliping remove`: an article must go for good; take it out of the corpus and its archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.messages.removal_messages import REMOVE_WITHOUT_ARTICLE, REMOVE_WITHOUT_REASON
from crawler.console.options import corpus_option, known_archive_option, outlets_option
from crawler.console.output import counted, put, say, shortened
from crawler.live.busy_line import undisturbed

if TYPE_CHECKING:
    from corpus.erasure.trace import Trace
    from crawler.erasure.removal import Removal, Removed


@click.command()
@click.argument("article", metavar="[ID|ADDRESS|HIT]", required=False)
@click.option("--reason", default="", help="Why; kept with the date. Don't name the person in it.")
@click.option("--returned", is_flag=True, help="Remove pages by which removed articles came back.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@known_archive_option
@outlets_option
@corpus_option
def remove(
    article: str | None,
    reason: str,
    returned: bool,
    yes: bool,
    archive: Path | None,
    outlets: tuple[Path, ...],
    corpus: Path,
) -> None:
    """Remove an article for good: its text, versions and index entries, its pages in the archive, its address.

    Its id, the day, the reason, and fingerprints of its address and text stay, so that no crawl stores it again.
    Listings with its title or text are removed from the archive too. On pages of other articles, its title and address
    are made unreadable. Backups and exports that were made before still have it.

    If a crawl meets the article again, it sets the page aside and says so. --returned removes such pages.
    """
    from crawler.archive.naming import name_archive
    from crawler.archive.wholeness import refuse_missing
    from crawler.erasure.removal import removing
    from spiders.loader import outlets as load

    named = _article_named(article, reason, returned)
    with removing(corpus, load(outlets), say) as removal:
        if archive is not None:
            name_archive(removal.corpus, archive)
        if finished := removal.finish():
            _tell(finished)
        which = None if named is None else _id_or_address(removal, named)
        refuse_missing(removal.corpus)
        removed = None if which is None else removal.find(which)
        if removed is not None and which is not None:
            _confirm(removed, yes)
            _tell(removal.remove(removed, which, reason.strip()))
            _tell_what_stays(removal, removed)
        elif not _remove_returned(removal, yes):
            gone = f"{article} was removed from this corpus" if article else "no removed article came back"
            say(f"{gone}; there is nothing left to do")


def _article_named(article: str | None, reason: str, returned: bool) -> str | None:
    """The id, address or hit to remove; None for what came back."""
    if returned == (article is not None):
        raise KlipingError(REMOVE_WITHOUT_ARTICLE())
    if article is None:
        return None
    if not reason.strip():
        raise KlipingError(REMOVE_WITHOUT_REASON())
    return article


def _id_or_address(removal: Removal, named: str) -> int | str:
    """What `Removal.find` takes; a hit of the last search is named on stderr."""
    from crawler.console.last_hits import id_or_hit, say_hit

    say_hit(removal.corpus, named)
    article_id = id_or_hit(removal.corpus, named)
    return named if article_id is None else article_id


def _remove_returned(removal: Removal, yes: bool) -> bool:
    """Remove the pages that came back. Return False if there are none."""
    any_did = False
    for back in removal.returned():
        any_did = True
        _confirm(back.trace, yes, f" came back as {back.url}")
        _tell(removal.remove(back.trace, back.url, back.reason))
        _tell_what_stays(removal, back.trace)
    return any_did


def _confirm(removed: Trace, yes: bool, how: str = "") -> None:
    named = f"{removed.outlet}, {removed.article_id}" if removed.article_id else removed.outlet
    say(f"to be removed for good: {shortened(removed.title)} ({named}){how}")
    with undisturbed():
        agreed = yes or click.confirm("Remove it?", err=True)
    if not agreed:
        say("nothing was removed")
        raise click.exceptions.Exit(Exit.WELL)


def _tell(removed: Removed) -> None:
    searched = removed.searched
    what = f"article {removed.article_id}" if removed.article_id else "a page that had come back"
    dropped, needles = counted(removed.dropped, "record"), counted(searched.needles, "piece")
    put(f"removed {what}: {dropped} of the archive dropped, {removed.blanked} blanked in part")
    put(
        f"searched {counted(searched.files, 'file')} ({searched.bytes:,} bytes, {counted(searched.records, 'record')} "
        f"unpacked) for {needles} and words that only this article had, its title and its address: none found"
    )
    if searched.unread:
        put(f"{counted(searched.unread, 'record was', 'records were')} not searched: the encoding can't be unpacked")


def _tell_what_stays(removal: Removal, removed: Trace) -> None:
    from corpus.integrity.backup import known_backups

    for copy in removed.copies:
        say(f"article {copy} has the same text; to remove it too, name this id")
    for backup in known_backups(removal.corpus):
        say(f"a backup still holds it: {backup.path} ({backup.made_at[:10]}); make a new one and delete this one")
    say("exports, other backups and copies of the archive may still have it; delete them, or remove it there too")

"""The exit codes of `kliping`: what each means and what to do. docs/exit-codes.md shows the same table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple


class Exit(IntEnum):
    """What the program ends with."""

    WELL = 0
    FAULT = 1
    CANNOT = 2
    SOME_FAILED = 3
    NOWHERE = 4
    DAMAGED = 5
    INTERRUPTED = 130


class ExitMeaning(NamedTuple):  # no dataclass: the module of that name would cost every start 3 ms
    """What an exit code means, and what the user can do, as Markdown."""

    means: str
    to_do: str


EXITS: Mapping[Exit, ExitMeaning] = {
    Exit.WELL: ExitMeaning(
        "all is well; also: the search worked and found nothing",
        "nothing",
    ),
    Exit.FAULT: ExitMeaning(
        "an error in kliping itself (a traceback is printed); for `remove`, a part of the article was left over",
        "report it, with everything that was printed",
    ),
    Exit.CANNOT: ExitMeaning(
        "the command can't be done: an unknown option, topic key or outlet, a bad date, a path that can't be "
        "used, no contact, a corpus made by a newer version, a corpus that another program uses for too long, "
        "a full disk; for `doctor`, an error in the installation or configuration",
        "read the sentence on stderr: it says what to change",
    ),
    Exit.SOME_FAILED: ExitMeaning(
        "some outlets could not be looked at (they failed, or refused everything that was asked of them), others "
        "answered; or a part of an outlet's listings could not be seen (a sitemap that its index names, a later page "
        "of a search; for `discover`, some days); for `import`, a file is cut off, damaged (a page does not match its "
        "digest) or empty, or one of several files can't be taken; for `refine`, a stored page took too long, and its "
        "article was kept as it was; the pages that could be read are stored; for `diff`, the two corpora differ; for "
        "`rehydrate`, an article changed, moved, is gone or could not be looked at",
        "read the report; run the command again later; fetch the named file again",
    ),
    Exit.NOWHERE: ExitMeaning(
        "no outlet could be searched: each failed, was not reached (`connection`, `dns`, `timeout`), has a "
        "certificate that can't be trusted (`tls`) or a robots.txt that can't be read (`robots_unreachable`), was "
        'given up for this run, showed a page without one article that does not say "nothing found" '
        "(`no_links`: the site may have changed), gave entries of which none could be used (`unread_entries`), or gave "
        "three pages or more of which none could be read as an article (`empty_page`, `no_body` ...), or refused every "
        "page that was asked of it (`http_403`, `wall`); for `discover`, no request to the service was answered; "
        "for `rehydrate`, no article could be looked at",
        "`kliping ledger` shows the reasons; where nothing was reached, check the network; run the command again "
        "later; `kliping outlets check`",
    ),
    Exit.DAMAGED: ExitMeaning(
        "the corpus is damaged or has lost rows since its last run, and no run was started; for `doctor`, also: the "
        "archive is damaged, a removal is not finished, or a page of a removed article came back; for `backup`, "
        "`merge`, `refine` and `outlets suggest --links`: archive files that the corpus needs are missing or damaged, "
        "and the rest was done; for `remove`: such files are missing or damaged, and nothing was removed; for "
        "`show --page`: the article's page is in such a file",
        "`kliping doctor` says what to do: docs/erasure-and-backup.md",
    ),
    Exit.INTERRUPTED: ExitMeaning(
        "interrupted (Ctrl-C or SIGTERM; a second one ends it at once); what was fetched is stored, the rest waits",
        "run the same command again to continue",
    ),
}


def exit_rows() -> Iterator[str]:
    """Yield the rows of the table in docs/exit-codes.md."""
    for code, (means, to_do) in EXITS.items():
        yield f"| {code:d} | {means} | {to_do} |"

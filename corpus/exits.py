"""The exit codes of `kliping`: what each means and what to do. docs/exit-codes.md shows the same table."""

from __future__ import annotations

from collections.abc import Mapping
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
        "all is well; also: looked, and found nothing",
        "nothing",
    ),
    Exit.FAULT: ExitMeaning(
        "a fault of ours (a traceback is printed); for `remove`, something of the article was found after all was done",
        "report it with what was printed",
    ),
    Exit.CANNOT: ExitMeaning(
        "it can't be done as asked: an unknown option, topic key or outlet, a bad date, a path that can't be "
        "used, no contact, a corpus made by a newer version, one that another program holds or writes to for "
        "too long, a full disk; for `doctor`, a fault in the installation or configuration",
        "read the sentence on stderr, it says what to change",
    ),
    Exit.SOME_FAILED: ExitMeaning(
        "some outlets failed, others answered; for `import`, a file breaks off, is damaged (a page isn't what"
        " its digest says), empty, or one of several is no WARC; what came is kept",
        "read the report; run again later; fetch the named file again",
    ),
    Exit.NOWHERE: ExitMeaning(
        "no outlet could be looked at: it failed, was not reached (`connection`, `dns`, `timeout`), its "
        "certificate can't be trusted (`tls`), its robots.txt can't be read (`robots_unreachable`), it was "
        "left alone, or showed a listing without one article that doesn't say it found nothing (`no_links`: "
        "its pages may have changed)",
        "`kliping ledger` tells which; check the network; run again later; `kliping outlets check`",
    ),
    Exit.DAMAGED: ExitMeaning(
        "the corpus is damaged, or has lost rows since its last run, and no run was begun; for `doctor`, also"
        " its archive, a removal that was not finished, or a page of a removed article that came back; for "
        "`backup`, `refine` and `outlets suggest --links`, archive files that the corpus needs are missing or"
        " damaged, and the rest was done; for `remove`, such files too, and nothing was removed",
        "`kliping doctor` says what to do: docs/erasure-and-backup.md",
    ),
    Exit.INTERRUPTED: ExitMeaning(
        "interrupted (Ctrl-C or SIGTERM; a second one ends it at once); what was fetched is kept, the rest waits",
        "run again to go on",
    ),
}

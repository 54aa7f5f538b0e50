"""Why an outlet could not be looked at, in words."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.reasons import ReasonKind, reason_is
from crawler.console.output import counted
from crawler.run.report import OutletReport


def why_unread(outlet: OutletReport) -> str:
    """Say that no page of the outlet could be read, and why not."""
    reasons = counted_reasons(outlet.unread_reasons)
    return (
        f"{outlet.outlet}: could not look: none of the {outlet.unread_pages} pages that came could be read as an "
        f"article ({reasons}): the site has changed, or fills its pages by scripts; kliping outlets check"
    )


def why_unseen(outlet: OutletReport) -> str:
    """Why an outlet could not be looked at: its listings' answers, and what came of its article pages.

    >>> from corpus.crawl.runs import Balance
    >>> why_unseen(OutletReport("warta", 1, 0, 0, 0, Balance(1, failed=1, reasons={"http_403": 1}), answered=1))
    'it refused everything that was asked of it: 1 of 1 page (http_403)'
    """
    unread, ways = outlet.page_refusals, counted_reasons(outlet.problems)
    if outlet.unanswered and not unread:
        waits = counted(outlet.unanswered, "article page waits", "article pages wait")
        seen = f"none of the {outlet.unanswered} stored articles that were asked for again could be seen"
        if outlet.pages_left:
            seen = f"{waits}, and not one was read before the host was left alone"
        return seen + (f"; {ways}" if ways else "")
    if not unread:
        return ways or f"nothing could be fetched ({counted_reasons(outlet.balance.reasons) or 'left alone'})"
    number, reasons = outlet.pages_requested, counted_reasons(unread)
    pages = f"{number} of {counted(number, 'page', 'pages')} ({reasons})"
    refused = all(reason_is(why, ReasonKind.REFUSED | ReasonKind.CLOSED | ReasonKind.OUTAGE) for why in unread)
    what = "it refused everything that was asked of it" if refused else "nothing that was asked of it could be read"
    return f"{what}: {pages}" + (f"; {ways}" if ways else "")


def counted_reasons(problems: Mapping[str, int]) -> str:
    """Return reasons with their numbers, as "http_403 (6x); wall"."""
    return "; ".join(f"{why} ({n}x)" if n > 1 else why for why, n in problems.items())

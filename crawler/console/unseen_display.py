"""Why an outlet could not be looked at, in words."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.reasons import ReasonKind, reason_is, reason_meaning
from crawler.console.output import command_line, counted
from crawler.run.onward_hosts import OnwardHost
from crawler.run.report import OutletReport

ADVICE_ON_HOSTS = "docs/add-an-outlet.md"


def why_unread(outlet: OutletReport) -> str:
    """Say that no page of the outlet could be read, and why not."""
    reasons, number = counted_reasons(outlet.unread_reasons), outlet.unread_pages
    pages = "the page that came could not" if number == 1 else f"none of the {number:,} pages that came could"
    return (
        f"{outlet.outlet}: could not look: {pages} be read as "
        f"an article ({reasons}): the site has changed, or fills its pages by scripts; kliping outlets check"
    )


def why_unseen_again(outlet: OutletReport) -> str:
    """Say how many second looks of an outlet saw no article, and why not.

    >>> from corpus.crawl.runs import Balance
    >>> looks = {"due_again": 9, "looked_again": 8, "refused_again": 3, "unseen_again": {"http_403": 2, "timeout": 1}}
    >>> why_unseen_again(OutletReport("warta", 1, 0, 0, 0, Balance(), **looks))
    'warta: 9 articles were due for a second look, 8 were asked for, 3 could not be seen: http_403 (2x); timeout'
    """
    due = counted(outlet.due_again, "article was", "articles were")
    were = f"{outlet.looked_again} {'was' if outlet.looked_again == 1 else 'were'} asked for"
    number = sum(outlet.unseen_again.values())
    reasons = counted_reasons(outlet.unseen_again)
    return f"{outlet.outlet}: {due} due for a second look, {were}, {number} could not be seen: {reasons}"


def why_unseen(outlet: OutletReport) -> str:
    """Why an outlet could not be looked at: its listings' answers, and what came of its article pages.

    >>> from corpus.crawl.runs import Balance
    >>> why_unseen(OutletReport("warta", 1, 0, 0, 0, Balance(1, failed=1, reasons={"http_403": 1}), answered=1))
    'it refused everything that was asked of it: 1 of 1 page (http_403)'
    """
    unread, ways = outlet.page_refusals, counted_reasons(outlet.problems)
    if outlet.unanswered and not unread:
        waits = counted(outlet.unanswered, "article page waits", "article pages wait")
        seen = f"none of the {outlet.unanswered:,} stored articles that were asked for again could be seen"
        if outlet.unanswered == 1:
            seen = "the stored article that was asked for again could not be seen"
        seen += f" ({counted_reasons(outlet.unseen_again)})" if outlet.unseen_again else ""
        if outlet.pages_left:
            seen = f"{waits}, and not one was read before the host was left alone"
        return seen + (f"; {ways}" if ways else "")
    if not unread:
        return ways or f"nothing could be fetched ({counted_reasons(outlet.balance.reasons) or 'left alone'})"
    number, reasons = outlet.pages_requested, counted_reasons(unread)
    pages = f"{number} of {counted(number, 'page')} ({reasons})"
    refused = all(reason_is(why, ReasonKind.REFUSED | ReasonKind.CLOSED | ReasonKind.OUTAGE) for why in unread)
    what = "it refused everything that was asked of it" if refused else "nothing that was asked of it could be read"
    return f"{what}: {pages}" + (f"; {ways}" if ways else "")


def where_led(outlet: str, led: OnwardHost) -> str:
    """The sentence on another host that an outlet's addresses were redirected to: whose it is, and what to do.

    >>> where_led("warta", OnwardHost("mati.example", "warta.example", ("feed",), "dns")).partition(";")[0]
    'warta: feed: warta.example sends to mati.example, which does not answer (dns: the host name did not resolve)'
    """
    sends = f"{outlet}: {', '.join(led.ways)}: {led.from_host} sends to {led.host}"
    moved = f"if the site has moved, name its new host in the outlet's file (site, hosts, home: {ADVICE_ON_HOSTS})"
    if led.owner:
        return f"{sends}, a host of the outlet {led.owner}; crawl that one (--outlet {led.owner})"
    if led.reason is None:
        return f"{sends}, which no outlet has; {moved}; {new_outlet(led.host)}"
    silent = reason_is(led.reason, ReasonKind.NO_ANSWER)
    what = "does not answer" if silent else "gave nothing"
    return f"{sends}, which {what} ({led.reason}: {reason_meaning(led.reason)}); {moved}, else run again later"


def new_outlet(host: str) -> str:
    """The advice to write an outlet for a host."""
    return f"{command_line('outlets', 'new', f'https://{host}/')} writes an outlet for it"


def is_of_onward_host(outlet: OutletReport, problem: str) -> bool:
    """True for a problem ("feed failed: dns") or a reason of pages that came at a host which redirects led to."""
    way, _, reason = problem.rpartition(": ")
    of_way = way.partition(" ")[0] or "pages"
    return any(led.reason == reason and of_way in led.ways for led in outlet.led_on)


def why_in_part(outlet: OutletReport) -> str:
    """Which parts of an outlet's listings could not be looked at, and all that is remarked on its listings.

    >>> from corpus.crawl.runs import Balance
    >>> problems = {"sitemap failed: part_missing": 1}
    >>> why_in_part(OutletReport("warta", 1, 0, 0, 0, Balance(), problems, unseen_parts={"part_missing": 1}))
    '1 part of its listings (sitemap failed: part_missing); kliping ledger --pages names it'
    """
    number = sum(outlet.unseen_parts.values())
    named = "it" if number == 1 else "them"
    problems = counted_reasons({why: n for why, n in outlet.problems.items() if not why.endswith("nothing_found")})
    parts = counted(number, "part")
    return f"{parts} of its listings ({problems}); kliping ledger --pages names {named}"


def counted_reasons(problems: Mapping[str, int]) -> str:
    """Return reasons with their numbers, as "http_403 (6x); wall"."""
    return "; ".join(f"{why} ({n}x)" if n > 1 else why for why, n in problems.items())

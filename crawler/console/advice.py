"""What a person can do about an outlet that refuses programs: a sentence for the report and for `outlets check`."""

from __future__ import annotations

from collections.abc import Collection

from corpus.reasons import ReasonKind, reason_is, reason_meaning

FEEDS = ("feed", "search_feed")


def is_refusal(reason: str) -> bool:
    """True where the site itself refuses programs: a status that says no, or a wall.

    >>> is_refusal("http_403"), is_refusal("wall"), is_refusal("robots"), is_refusal("http_429")
    (True, True, False, False)
    """
    return reason_is(reason, ReasonKind.REFUSED) and reason_is(reason, ReasonKind.CLOSED)


def access_advice(outlet: str, reasons: Collection[str], ways: Collection[str]) -> str:
    """The sentence for an outlet that refused with these reasons; `ways` are its ways in.

    >>> access_advice("warta", ["http_403"], ["rest", "feed"]).partition(";")[0]
    'the site refuses programs like this one (http_403: the site forbids the address)'
    """
    why = ", ".join(f"{reason}: {reason_meaning(reason)}" for reason in sorted(reasons))
    feed = next((way for way in FEEDS if way in ways), None)
    by_feed = (
        f"its feed (--outlet {outlet} --way {feed})" if feed else "its feed, if it has one (docs/add-an-outlet.md)"
    )
    return (
        f"the site refuses programs like this one ({why}); that is never got round. What can help: ask the outlet for "
        f"access, by the contact that your requests show; {by_feed}; a web archive (--outlet {outlet} --way cdx, or "
        "--way commoncrawl); a discovery service that lists its articles, whose addresses --urls takes"
    )

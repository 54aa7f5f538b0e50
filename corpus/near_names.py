"""The known names that a mistyped one is near to, for the ends of error sentences."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.messages.hint_messages import DID_YOU_MEAN, DID_YOU_MEAN_BARE, DID_YOU_MEAN_COMMAND
from corpus.messages.statement import Statement

NEAREST = {'"': DID_YOU_MEAN, "`": DID_YOU_MEAN_COMMAND, "": DID_YOU_MEAN_BARE}
NEAR = 0.5  # of the characters that two names have in common, by difflib's ratio


def near_names(name: str, known: Iterable[str], *, most: int = 1, least: float = NEAR) -> list[str]:
    """Return up to `most` known names that are near to this one in any case, the nearest first; of `least` likeness.

    >>> near_names("HTTP_403", ["wall", "http_403", "http_404"]), near_names("xyz", ["wall"])
    (['http_403'], [])
    """
    import difflib  # only for a slip: it costs a start a fifth of bare Python's

    by_folded = {one.casefold(): one for one in sorted(known, reverse=True)}
    return [by_folded[near] for near in difflib.get_close_matches(name.casefold(), sorted(by_folded), most, least)]


def did_you_mean(
    name: str, known: Iterable[str], otherwise: Statement, *, most: int = 1, least: float = NEAR, quote: str = '"'
) -> Statement:
    """Return the end of an error sentence about an unknown name: the nearest known ones, or `otherwise` for none.

    `quote` stands around each: a quotation mark, a backtick, or nothing.

    >>> from corpus.messages.hint_messages import KNOWN_ARE
    >>> str(did_you_mean("tempoo", ["tempo", "detik"], KNOWN_ARE(names=["tempo", "detik"])))
    'did you mean "tempo"?'
    """
    near = near_names(name, known, most=most, least=least)
    return NEAREST[quote](names=near) if near else otherwise

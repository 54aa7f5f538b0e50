"""Whether prose of the page is missing from the text: sentences that no rule explains (`why_prose_is_missing`)."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.balance.fates import UNEXPLAINED, PageBalance

MIN_WORDS = 30  # words of unexplained sentences that are no chance
MIN_SHARE = 0.08  # of the text's words
SHOWN_WORDS = 12  # words of the first of them that the reason shows


def why_prose_is_missing(balances: Iterable[PageBalance], words: int) -> str | None:
    """Return a sentence where much prose of the pages is unexplained; None where there is little.

    `words` are the words of the text. Both limits come from the pages in benchmarks/RESULTS.md ("Completeness").
    """
    missed = [
        fate
        for balance in balances
        for fate in balance.lines
        if fate.fates == [(UNEXPLAINED, len(fate.words))] and fate.is_sentence()
    ]
    count = sum(len(fate.words) for fate in missed)
    if count < max(MIN_WORDS, MIN_SHARE * words):
        return None
    return f"{count} words of prose on the page are explained by no rule: {opening_of(missed[0].line.text)} ..."


def opening_of(text: str) -> str:
    """Return the first words of a text, as a reason shows them."""
    return " ".join(text.split()[:SHOWN_WORDS])

"""Whether prose of the page is missing from the text: sentences that no rule explains (`why_prose_is_missing`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.balance.fates import PageBalance
from pipelines.balance.line_fates import UNEXPLAINED, LineFate

MIN_WORDS = 30  # words of unexplained sentences that are no chance
MIN_SHARE = 0.08  # of the text's words
EXCERPT_ENDS = ("[…]", "[...]", "(…)", "(...)")
# "(Bersambung)", "Bersambung ke halaman 7"; not "gayung pun bersambung"
TO_BE_CONTINUED = re.compile(r"(?:^|[.!?”\"…(\[*]\s*)bersambung(?:\s+ke\b.{0,40})?\W*$", re.IGNORECASE)
DOTS = ("...", "…")
MORE = re.compile(
    r"""\W* (?: (?: baca | lihat | klik | simak ) \s )? (?: (?: berita | artikel ) \s )?
            (?: selengkapnya | lanjutannya ) \W*
      | \W* (?: lanjut(?:kan)? \s (?:mem)?baca | read \s more | continue \s reading ) \W*""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_MORE = 40  # letters of a line that says so
LONG_WORD = 4  # letters
REPEATED = 0.7  # of a standfirst's long words that stand in the text: it says the same
SHOWN_WORDS = 12  # words of the first of them that the reason shows


def why_prose_is_missing(balances: Sequence[PageBalance], words: int) -> str | None:
    """Return a sentence where much prose of the pages is unexplained; None where there is little.

    `words` are the words of the text. Both limits come from the pages in benchmarks/RESULTS.md ("Completeness").
    """
    missed = {fate.line.text: fate for balance in balances for fate in _missed(balance.lines)}  # some are said twice
    least = max(MIN_WORDS, MIN_SHARE * words)
    by_lines = sum(len(fate.words) for fate in missed.values())
    unread = sum(b.words.unexplained - b.links for b in balances if not b.lines)  # pages with no fates of lines
    if unread >= least:
        return f"{unread} words of a page with very many elements are explained by no rule"
    if by_lines < least:
        return None
    return f"{by_lines} words of prose on the page are explained by no rule: {opening_of(next(iter(missed)))} ..."


def _missed(lines: Sequence[LineFate]) -> Iterator[LineFate]:
    """Yield the prose that no rule explains, and the standfirst above a text that does not say the same."""
    first = next((at for at, fate in enumerate(lines) if fate.place >= 0), 0)
    for at, fate in enumerate(lines):
        count = len(fate.words)
        if fate.fates == [(UNEXPLAINED, count)]:
            if fate.is_prose():
                yield fate
        elif at < first and fate.fates == [("standfirst", count)] and fate.is_sentence():
            text = {word.lower() for other in lines if other.place >= 0 for word in other.words}
            long_words = {word.lower() for word in fate.words if len(word) >= LONG_WORD}
            if len(long_words & text) < REPEATED * len(long_words):
                yield fate


def why_cut_short(lines: Sequence[str]) -> str | None:
    """Return a sentence where the text ends with the sign of an excerpt or a serial; "..." ends whole texts, too.

    >>> why_cut_short(["Balai itu membuka […]"]), why_cut_short(["Entahlah ..."])
    ('the text ends with […]', None)
    >>> why_cut_short(["Ia pulang. (Bersambung)"]), why_cut_short(["Gayung pun bersambung."])
    ('the text ends with (Bersambung)', None)
    """
    if lines and (sign := TO_BE_CONTINUED.search(lines[-1][-80:])):
        return f"the text ends with {sign[0].lstrip(' .!?”')}"
    end = next((end for end in EXCERPT_ENDS if lines and lines[-1].rstrip().endswith(end)), None)
    return f"the text ends with {end}" if end else None


def why_it_goes_on(balances: Sequence[PageBalance]) -> str | None:
    """Return a sentence where the text ends with "..." and the page says right behind it that there is more."""
    lines = next((balance.lines for balance in reversed(balances) if balance.lines), ())
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].place >= 0), None)
    if last is None:
        return None
    text = lines[last].line.text
    behind = [lines[last + 1].line.text] if last + 1 < len(lines) else []
    for dots in DOTS:
        before, dots_there, rest = text.rpartition(dots)
        if (
            dots_there
            and (more := rest.strip() or "".join(behind))
            and len(more) <= LONGEST_MORE
            and MORE.fullmatch(more)
        ):
            return f"the text ends with {dots} before {more.strip()!r}" if before else None
    return None


def opening_of(text: str) -> str:
    """Return the first words of a text, as a reason shows them."""
    return " ".join(text.split()[:SHOWN_WORDS])

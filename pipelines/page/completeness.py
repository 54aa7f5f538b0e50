"""Whether a text is all of the article: by the page's own count, and by signs of a paywall."""

from __future__ import annotations

import re

from pipelines.page.parsed_page import ParsedPage

WORD_COUNT_META = ("content_total_words", "word_count", "wordcount")
COUNTED_SHARE = 0.5  # of the words that the page counts must be here; counts include captions and inserts
TEASER_WORDS = 160  # a text behind a paywall claim that is longer is the whole text: many sites claim it for all
# "Berlangganan untuk membaca selengkapnya", "Artikel ini khusus untuk pelanggan", "Konten Premium"
PAYWALL = re.compile(
    r"""(?: berlangganan | langganan | subscribe ) \b .{0,40} \b (?: untuk | agar | to ) \b .{0,40}
            \b (?: baca | membaca | melanjutkan | mengakses | read | continue )
      | (?: untuk \s+ )? (?: melanjutkan \s+ membaca | membaca \s+ selengkapnya ) .{0,60}
            (?: langganan | login | masuk | daftar )
      | (?: login (?<!\wlogin) | log \s in (?<!\wlog\sin) | masuk (?<!\wmasuk) )
            \s (?: dulu \s | terlebih \s dahulu \s )? untuk \s
            (?: (?:mem)?baca | melanjutkan ) \b
      | (?: artikel | berita | konten ) \s+ (?: ini \s+ )? (?: hanya \s+ | khusus \s+ | eksklusif \s+ )+
            (?: untuk | bagi )? \s* pelanggan
      | konten \s+ (?: premium | berbayar )""",
    re.VERBOSE,  # for small letters: with both kinds it takes ten times as long
)
PAYWALL_NAMES = re.compile(r"(?:^|[\s_-])(?:paywall|regwall|premium-content|content-locked)(?:$|[\s_-])", re.IGNORECASE)


def why_incomplete(page: ParsedPage, words: int) -> str | None:
    """Return why the text is not the whole article, None if nothing says so."""
    if words <= TEASER_WORDS and (seen := _paywall(page)):
        return f"a paywall: {seen}"
    counted = _claimed_word_count(page)
    if counted and words < COUNTED_SHARE * counted:
        return f"the page counts {counted} words, {words} were found"
    return None


def is_paid(page: ParsedPage) -> bool:
    """True for a page whose JSON-LD says that it is not free."""
    return str(page.claims.ld.get("isAccessibleForFree")).lower() == "false"


def _paywall(page: ParsedPage) -> str | None:
    """The words or the field that say the rest is for subscribers; None without any."""
    if is_paid(page):
        return "JSON-LD says isAccessibleForFree false"
    for node in page.table.tagged("div", "section", "p", "aside"):
        if node.names and PAYWALL_NAMES.search(node.names):
            text = " ".join(node.element.text_content().split())
            if text:
                return text[:100]
    text = " ".join(page.tree.text_content().split())
    small = text.lower()
    match = PAYWALL.search(small)
    if match is None:
        return None
    return (text if len(small) == len(text) else small)[match.start() : match.end()][:100]


def _claimed_word_count(page: ParsedPage) -> int | None:
    """Return the number of words that the page claims to have, None if it claims none."""
    count = str(page.claims.ld.get("wordCount") or page.claims.first(*WORD_COUNT_META) or "")
    return int(count) if count.isdecimal() and len(count) < 6 else None

"""Whether a text is all of the article: by the page's own count, and by signs of a paywall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode

WORD_COUNT_META = ("content_total_words", "word_count", "wordcount")
COUNTED_SHARE = 0.5  # of the words that the page counts must be here; counts include captions and inserts
TEASER_WORDS = 160  # a text behind a paywall claim that is longer is the whole text: many sites claim it for all
NOT_FREE = frozenset({"0", "false", "no"})
PAID_TIERS = frozenset({"locked", "metered"})  # of article:content_tier
MOSTLY_LINKED = 0.75  # of a line's characters in links: it is a link
# "Berlangganan untuk membaca selengkapnya", "Silakan masuk atau daftar untuk melanjutkan membaca"
PAYWALL = re.compile(
    r"""(?: berlangganan | langganan | subscribe ) \b .{0,40} \b (?: untuk | agar | to ) \b .{0,40}
            \b (?: baca | membaca | melanjutkan | mengakses | read | continue )
      | (?: untuk \s+ )? (?: melanjutkan \s+ membaca | membaca \s+ selengkapnya ) .{0,60}
            (?: langganan | login | masuk | daftar )
      | (?: login (?<!\wlogin) | log \s in (?<!\wlog\sin) | masuk (?<!\wmasuk) | daftar (?<!\wdaftar) )
            \s (?: dulu \s | terlebih \s dahulu \s )? untuk \s
            (?: (?:mem)?baca | melanjutkan ) \b
      | (?: silakan | silahkan | harap | mohon | please ) \s
            (?: berlangganan | daftar | log \s? in | masuk | sign \s in ) \b [^.!?]{0,40} \b
            (?: untuk | agar | to ) \s [^.!?]{0,20}
            \b (?: (?:mem)?baca | melanjutkan | read | continue
                 | (?:meng)?akses \s (?:artikel|berita|konten) | (?:mem)?buka \s (?:artikel|berita|konten) | unlock ) \b
      | untuk \s (?: dapat \s | bisa \s )? (?:mem)?baca \s (?: artikel | berita | tulisan | konten ) \b [^.!?]{0,40}
            \b (?: berlangganan | log \s? in | masuk | daftar ) \b
      | batas \s (?: artikel | bacaan | berita | baca ) \s gratis
      | (?: selengkapnya | lanjutkan \s membaca | lengkap ) \s dengan \s
            (?: akun | berlangganan | log \s? in | masuk ) \b
      | (?: log \s in | sign \s in | register ) \s (?: or \s \w{2,10} \s | for \s free \s )? to \s
            (?: read | continue \s reading | unlock ) \b
      | (?: sudah \s (?: berlangganan | (?:men)?jadi \s pelanggan ) | already \s a \s subscriber ) \s? \?""",
    re.VERBOSE,  # for small letters: with both kinds it takes ten times as long
)
# What stands in all that PAYWALL matches, and how many characters such a match has at most where blanks are single:
# of a page's scripts and lines only what is near such a sign is searched, which takes a seventh of the time.
PAYWALL_SIGN = re.compile(r"daftar|dengan akun|gratis|langgan|log ?in|masuk|regist|sign in|subscri")
LONGEST_PAYWALL = 200
VERB_FIRST = re.compile(r"daftar|langganan|berlangganan|log ?in|masuk|subscribe")
CALLING_WORDS = frozenset(  # before such a verb that calls on readers
    {
        "anda",
        "atau",
        "ayo",
        "bisa",
        "dan",
        "dapat",
        "dengan",
        "dulu",
        "harap",
        "harus",
        "ini",
        "kamu",
        "login",
        "masuk",
        "mohon",
        "or",
        "perlu",
        "please",
        "segera",
        "silahkan",
        "silakan",
        "to",
        "untuk",
        "wajib",
        "yuk",
    }
)
MAX_WORD = 30  # characters before such a verb that are looked at
# "Artikel ini khusus untuk pelanggan", "Konten Premium": beside a whole text, too, of another one
FOR_SUBSCRIBERS = re.compile(
    r"""(?: artikel | berita | konten | tulisan ) \s+ (?: ini \s+ )? (?: hanya \s+ | khusus \s+ | eksklusif \s+ )+
            (?: (?: dapat | bisa ) \s di(?:akses|baca) \s )? (?: untuk \s | bagi \s | oleh \s )? \s*
            (?: para \s )? (?: anggota | member | pelanggan | subscriber )
      | konten \s+ (?: premium | berbayar )
      | (?: article | content | story ) \s is \s (?: available \s | only \s | exclusively \s ){0,2} (?: for | to ) \s
            (?: (?: our | paying ) \s )? (?: members | subscribers )""",
    re.VERBOSE,  # for small letters
)
SIDE_TAGS = frozenset({"aside", "footer", "nav"})
SIDE_NAMES = re.compile(r"(?:^|[\s_-])(?:footer|related|sidebar|terkait)s?(?:$|[\s_-])", re.IGNORECASE)
TEXT_LINE_LENGTH = 60  # characters of a line of the text at least
NEAR_LINES = 3  # lines behind the text within which a line about subscribers speaks of it
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
    """True for a page that says that it, or a part of it, is not free."""
    return paid_claim(page) is not None


def paid_claim(page: ParsedPage) -> str | None:
    """Return where the page says that it, or a part of it, is not free; None where it does not."""
    claims = page.claims
    parts = claims.ld.get("hasPart")
    for claimed in (claims.ld, *(parts if isinstance(parts, list) else [parts])):
        if isinstance(claimed, Mapping) and str(claimed.get("isAccessibleForFree")).lower() in NOT_FREE:
            return "JSON-LD says isAccessibleForFree false"
    if any(value.strip().lower() in NOT_FREE for value in claims.metas.get("isaccessibleforfree", ())):
        return "the page says isAccessibleForFree false"
    tier = (claims.first("article:content_tier") or "").lower()
    return f"the page is of the tier {tier}" if tier in PAID_TIERS else None


def is_locked(page: ParsedPage) -> bool:
    """True for a page that says it is not free, or that shows a paywall: what its readers do not see is not for us."""
    return is_paid(page) or _paywall_box(page) is not None or _paywall_line(page) is not None


def _paywall_line(page: ParsedPage) -> str | None:
    """The words of a line, not of a link, that ask readers to pay for the text; None without any."""
    lines = [line.text for line in page.table.lines if line.silent != "hidden" and line.linked < MOSTLY_LINKED]
    text = "\n|\n".join(lines)  # which no part of the patterns goes over
    if words := _ask_to_pay(text):
        return words
    match = FOR_SUBSCRIBERS.search(text.lower())
    return match[0] if match else None


def _ask_to_pay(text: str) -> str | None:
    """The words of the first match of PAYWALL in a text whose runs of blanks are single ones; None without one.

    A match in the middle of a sentence about someone else ("Pengurus berlangganan untuk membaca ...") is none.
    """
    small = text.lower()
    same = len(small) == len(text)
    for start, end in _near_signs(small):
        while (match := PAYWALL.search(small, start, end)) is not None:
            if not (VERB_FIRST.match(match[0]) and _is_report(text if same else small, match.start())):
                return (text if same else small)[match.start() : match.end()]
            start = match.start() + 1
    return None


def _is_report(text: str, at: int) -> bool:
    """True for a verb in small letters behind a word that calls on nobody: the sentence tells what someone does."""
    before = text[max(0, at - MAX_WORD) : at].rstrip()
    word = re.search(r"\w+$", before)
    return word is not None and text[at].islower() and word[0].lower() not in CALLING_WORDS


def _near_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text in which a match may stand, in order; none goes over the next one's beginning."""
    start = end = 0
    for sign in PAYWALL_SIGN.finditer(text):
        if sign.start() - LONGEST_PAYWALL > end:
            if end:
                yield start, end
            start = max(0, sign.start() - LONGEST_PAYWALL)
        end = sign.end() + LONGEST_PAYWALL
    if end:
        yield start, end


def _for_subscribers(page: ParsedPage) -> str | None:
    """The words of a line that says that this text is for subscribers; None without any.

    In a side bar or a footer, or far behind the text, such a line speaks of another text.
    """
    since_prose: int | None = None
    for line in page.table.lines:
        if match := FOR_SUBSCRIBERS.search(line.text.lower()):
            is_near = since_prose is None or since_prose < NEAR_LINES
            if is_near and not _stands_aside(line.node):
                return match[0]
        if line.silent is None and line.linked < MOSTLY_LINKED and len(line.text) >= TEXT_LINE_LENGTH:
            since_prose = 0
        elif since_prose is not None:
            since_prose += 1
    return None


def _stands_aside(node: PageNode) -> bool:
    here: PageNode | None = node
    while here is not None and here.tag != "body":
        if here.tag in SIDE_TAGS or (here.names and SIDE_NAMES.search(here.names)):
            return True
        here = here.above
    return False


def _paywall_box(page: ParsedPage) -> str | None:
    """The words of an element that its class or id calls a paywall, or its name where they are hidden; else None."""
    for node in page.table.tagged("div", "section", "p", "aside"):
        if node.names and PAYWALL_NAMES.search(node.names) and node.element.text_content().strip():
            return page.table.text(node)[:100] or f"an element called {node.names[:100]}"
    return None


def _paywall(page: ParsedPage) -> str | None:
    """The words or the field that say the rest is for subscribers; None without any."""
    if seen := paid_claim(page) or _paywall_box(page):
        return seen
    text = " ".join(page.tree.text_content().split())
    words = _ask_to_pay(text)
    return words[:100] if words else _for_subscribers(page)


def _claimed_word_count(page: ParsedPage) -> int | None:
    """Return the number of words that the page claims to have, None if it claims none."""
    count = str(page.claims.ld.get("wordCount") or page.claims.first(*WORD_COUNT_META) or "")
    return int(count) if count.isdecimal() and len(count) < 6 else None

"""The heading that is the article's: one that a claim repeats, else the one h1 that has a claim's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import html

from pipelines.page.own_article import LONG_WORD_LETTERS
from pipelines.page.table import PageTable
from pipelines.strings.squashed import squash

SITE_MARK = re.compile(r"\s+(?:[|–—·»•]|-{1,2}|::|~)\s+")  # " - Contoh.com", " | Contoh"
KICKER_MARK = re.compile(rf"{SITE_MARK.pattern}|:\s+")  # "Opini | ", "Contoh Review: "
MAX_SITE_MARKS = 6  # of a claim that are looked at
MIN_CLAIM_LETTERS = 8  # letters below which a claim confirms no heading
MIN_SHARED_WORDS = 2  # of a claim's, at least, that an h1 with other words must have
MIN_SHARED_SHARE = 0.25  # of the heading's own words
GLUED_BORDER = re.compile(r"[^\W\d_A-Z.:!?”»][A-Z“«„]|[.:!?”»][^\W\d_]")  # at the border of two elements: "KarangBalai"
CUT_SHORT = re.compile(r"\s*(?:…|\.{3})\s*$")
GOES_ON = re.compile(r"\s?\w")  # no mark of a site's name
UNSEEN_SIGNS = re.compile("[\u00ad\u200b\u2060\ufeff]")
OUTSIDE_HEADINGS = frozenset({"aside", "footer", "nav"})
TITLE_NAMES = re.compile(r"(?:^|[\s_-])(?:judul|title)(?:$|[\s_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's words and its element."""

    text: str
    element: html.HtmlElement


def headings_of(table: PageTable) -> list[Heading]:
    """The headings that may be an article's: h1 first, then h2, then h3, then a small one that is called title."""
    large = [node.element for tag in ("h1", "h2", "h3") for node in table.tagged(tag)]
    small = [
        node.element for node in table.tagged("h4", "h5") if TITLE_NAMES.search(node.attributes.get("class") or "")
    ]
    return [Heading(text, e) for e in (*large, *small) if (text := plain_text(e))]


def part_of_heading(headings: Sequence[Heading], claims: Sequence[str]) -> Heading | None:
    """The element inside a heading that says just what a claim does: a kicker may stand beside the title.

    Or the words behind such a kicker, or before such a subtitle, where no claim has both.
    """
    squashed_claims = {squash(claim) for claim in claims if len(squash(claim)) >= MIN_CLAIM_LETTERS}
    inner = ((h, plain_text(part)) for h in headings if len(h.element) > 1 for part in h.element)
    if inside := next((Heading(text, h.element) for h, text in inner if squash(text) in squashed_claims), None):
        return inside
    rest = (
        (h, text)
        for h in headings
        if squash(h.text) not in squashed_claims
        for text in (_behind_first(h), _before_last(h))
    )
    return next((Heading(text, h.element) for h, text in rest if squash(text) in squashed_claims), None)


def _behind_first(heading: Heading) -> str:
    """The heading's words behind the element that opens it ("<span>Karang</span> Balai Buka"); "" without one."""
    if (heading.element.text or "").strip() or len(heading.element) == 0:
        return ""
    kicker = plain_text(heading.element[0])
    return heading.text.removeprefix(kicker).strip() if kicker else ""


def _before_last(heading: Heading) -> str:
    """The heading's words before the element that ends it ("Balai Buka <small>Dan lagi</small>"); "" without one."""
    if len(heading.element) == 0 or (heading.element[-1].tail or "").strip():
        return ""
    subtitle = plain_text(heading.element[-1])
    return heading.text.removesuffix(subtitle).strip() if subtitle else ""


def as_claimed(heading: Heading, claims: Sequence[str]) -> str:
    """The heading's words; where it has several elements, a claim's with the same letters and a mark between them.

    Where the heading is cut short ("Balai Buka …"), a claim that has more of it.
    """
    same = (claim for claim in claims if len(heading.element) > 1 and squash(claim) == squash(heading.text))
    opening = CUT_SHORT.sub("", heading.text)
    whole = (
        c for c in claims if opening != heading.text and c.startswith(opening) and GOES_ON.match(c[len(opening) :])
    )
    return next(same, next(whole, heading.text))


def plain_text(element: html.HtmlElement) -> str:
    """An element's words on one line; a break or a change of elements parts words, a soft hyphen does not.

    >>> plain_text(html.fromstring("<h1><span>Karang</span><span>Balai Bu\xadka</span><br>lagi</h1>"))
    'Karang Balai Buka lagi'
    """
    words = element.text or ""
    for inner in element.iterdescendants():
        for text, apart in ((inner.text, inner.tag == "br"), (inner.tail, inner.tag == "br")):
            words += (" " if apart or (text and GLUED_BORDER.search(words[-1:] + text[:1])) else "") + (text or "")
    return " ".join(UNSEEN_SIGNS.sub("", words).split())


def confirmed(headings: Sequence[Heading], claims: Sequence[str]) -> Heading | None:
    """The heading that a claim repeats; a claim may be cut short, or carry a kicker or the site's name."""
    long_claims = [(c, squash(c), frozenset(_parts(c))) for c in claims if len(squash(c)) >= MIN_CLAIM_LETTERS]
    for heading in headings:
        squashed = squash(heading.text)
        for claim, squashed_claim, parts in long_claims:
            if squashed in parts or _same(squashed, squashed_claim) or _is_claims_asian_heading(heading.text, claim):
                return heading
    return None


def _is_claims_asian_heading(heading: str, claim: str) -> bool:
    """True for a heading in letters without spaces that a claim opens with, up to a mark: "堤坝开放--社会--人民网"."""
    return (
        bool(re.match(r"[^\s\x00-\u02ff]{5,}", heading)) and claim.startswith(heading) and claim[len(heading)] in "-_|"
    )


def _same(heading: str, squashed: str) -> bool:
    """True for a squashed heading that is the squashed claim, or is longer or shorter at its end."""
    if heading == squashed:
        return True
    cut_short = len(squashed) > 2 * MIN_CLAIM_LETTERS and heading.startswith(squashed[:-3])
    with_more = len(heading) > 2 * MIN_CLAIM_LETTERS and squashed.startswith(heading)
    return cut_short or with_more


def _parts(claim: str) -> Iterator[str]:
    """A claim's words before each mark, and those behind it where a kicker stood before (the lesser part).

    >>> list(_parts("Opini | Balai Milik Kita"))
    ['balaimilikkita']
    >>> list(_parts("Tentang Balai Itu - Sebuah Situs Tanpa Nama"))
    ['tentangbalaiitu', 'sebuahsitustanpanama']
    """
    for mark in islice(SITE_MARK.finditer(claim), MAX_SITE_MARKS):
        if len(title := squash(claim[: mark.start()])) >= MIN_CLAIM_LETTERS:
            yield title
    for mark in islice(KICKER_MARK.finditer(claim), MAX_SITE_MARKS):
        kicker, rest = squash(claim[: mark.start()]), squash(claim[mark.end() :])
        if len(rest) >= MIN_CLAIM_LETTERS and len(kicker) < len(rest):
            yield rest


def reworded(headings: Sequence[Heading], claims: Sequence[str], table: PageTable) -> Heading | None:
    """The one h1 whose words are partly a claim's, where no claim is a line of the page as it is.

    Sites give search engines another headline than readers ("HS Roundup: ..." for "High School Roundup: ...").
    An h1 that shares no words with the claims names the site, a section or another story.
    """
    own = [h for h in headings if h.element.tag == "h1" and _may_be_a_title(h.element) and _shares(h.text, claims)]
    return own[0] if len({h.text for h in own}) == 1 and not _on_the_page(claims, table) else None


def named_title(headings: Sequence[Heading], claims: Sequence[str], table: PageTable) -> Heading | None:
    """The one heading that the template calls the title, where no claim is a line of the page.

    Official sites write the site's name into every page's <title> ("Website Resmi ...").
    """
    own = [h for h in headings if TITLE_NAMES.search(h.element.get("class") or "") and _may_be_a_title(h.element)]
    own = [h for h in own if next(h.element.iter("a"), None) is None]
    return own[0] if len({h.text for h in own}) == 1 and not _on_the_page(claims, table) else None


def printed_part(claims: Sequence[str], table: PageTable) -> str | None:
    """What a claim says before a mark, where that is a line of the page: behind it stands the site's name."""
    parts = [
        claim[: mark.start()].strip() for claim in claims for mark in islice(SITE_MARK.finditer(claim), MAX_SITE_MARKS)
    ]
    lines = _lines(table) if parts else set()
    return next((part for part in parts if len(squash(part)) > 2 * MIN_CLAIM_LETTERS and squash(part) in lines), None)


def _lines(table: PageTable) -> set[str]:
    return {squash(line.text) for line in table.lines if line.silent is None}


def _on_the_page(claims: Sequence[str], table: PageTable) -> bool:
    """True where a claim is a line of the page as it is."""
    return bool(_lines(table) & {squash(claim) for claim in claims if len(squash(claim)) >= MIN_CLAIM_LETTERS})


def _may_be_a_title(heading: html.HtmlElement) -> bool:
    """True outside of side bars, for a heading with some words of matter."""
    return len(_words(plain_text(heading))) >= MIN_SHARED_WORDS and not any(
        a.tag in OUTSIDE_HEADINGS for a in heading.iterancestors()
    )


def _shares(heading: str, claims: Sequence[str]) -> bool:
    words = _words(heading)
    return any(len(words & _words(c)) >= max(MIN_SHARED_WORDS, MIN_SHARED_SHARE * len(words)) for c in claims)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) >= LONG_WORD_LETTERS}

"""Is this an article at all, or a listing, a page that says "gone", a wall?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import html

from corpus.models import Capture, SetAside
from corpus.urls import host_of, split
from pipelines.blocks import lines_of
from pipelines.claims import LISTING_TYPES
from pipelines.datelines import squash
from pipelines.page import Page
from pipelines.rules import PageRules

MIN_WORDS = 25  # fewer words are no article
WALL_WORDS = 120  # a wall or a "gone" page says less than this
MIN_TEASERS = 6
CARD_LENGTH = 1500  # characters a teaser's box holds at most
CARD_SHARE = 0.6  # of the body's lines that stand in such boxes
MAX_CARDS = 60
LISTING_CLASSES = frozenset({"archive", "author", "bbp-forum-archive", "blog", "category", "forum-archive", "home", "search", "search-results", "tag"})
ARTICLE_CLASSES = frozenset({"page", "single", "single-post", "singular"})
LISTING_PATH = re.compile(
    r"""^/(?: (?:tag|tags|topik|topic|kategori|category|kanal|rubrik|indeks|index|search|cari|pencarian|author|penulis|arsip|archive|archives|forum|forums)
        (?: / .* )? | .* /page/\d+ | \d{4} (?: /\d{1,2} ){0,2} )/?$""",
    re.IGNORECASE | re.VERBOSE,
)
GONE = re.compile(
    r"""(?: halaman | artikel | berita | konten | laman | page | article | content ) .{0,40} (?: tidak\s+(?:dapat\s+)?(?:di)?temukan | tidak\s+(?:ada|tersedia) | telah\s+(?:di)?hapus | sudah\s+(?:di)?hapus
            | not\s+(?:be\s+)?found | no\s+longer\s+(?:available|exists) | does\s?n[o'’]t\s+exist )
        | (?: error | kesalahan )? \s* 404 | not\s+found | nothing\s+(?:was\s+)?found | tidak\s+ditemukan | page\s+(?:you|not)\b .{0,60}""",
    re.IGNORECASE | re.VERBOSE,
)
WALL = re.compile(
    r"""captcha | verif(?:y|ikasi) .{0,30} (?:human|manusia|robot) | bukan\s+robot | not\s+a\s+robot | checking\s+your\s+browser | just\s+a\s+moment | enable\s+(?:javascript|cookies)
        | aktifkan\s+(?:javascript|cookie) | (?:kami|situs\s+ini|website\s+ini|this\s+(?:web)?site|we) \b .{0,60} \b cookies? \b | kebijakan\s+(?:privasi|cookie) | cookie\s+(?:policy|consent)
        | (?:silakan|silahkan|please)\s+(?:login|log\s?in|masuk|sign\s?in) | (?:masuk|login|log\s?in|daftar)\s+(?:untuk|dahulu|terlebih\s+dahulu) | (?:sign|log)\s?in\s+to\s+(?:continue|read)
        | (?:berlangganan|subscribe|langganan)\s+(?:untuk|to|sekarang) | konten\s+(?:ini\s+)?(?:khusus|eksklusif|premium) .{0,40} pelanggan | access\s+denied | attention\s+required | unusual\s+traffic""",
    re.IGNORECASE | re.VERBOSE,
)


def turned_away(capture: Capture, rules: PageRules) -> SetAside | None:
    """Where the address itself says that this is no article of the outlet."""
    parts = split(capture.url)
    asked = capture.requested_url
    at_root = not parts.path.strip("/") and not parts.query
    if rules.address is not None and not rules.address.owns(capture.url):
        return SetAside("redirected_offsite", f"answered by {host_of(capture.url)}")
    if asked and asked != capture.url:
        if at_root and split(asked).path.strip("/") + split(asked).query:
            return SetAside("redirected_home", f"asked for {asked}")
        if rules.address is None and host_of(asked) != host_of(capture.url):
            return SetAside("redirected_offsite", f"answered by {host_of(capture.url)}")
    return None


def not_an_article(page: Page, title: str | None, lines: Sequence[str], rules: PageRules) -> SetAside | None:
    """Why the page is none, judged by its address, its layout and the text that was found."""
    text = " ".join(lines)
    words = len(text.split())
    if words < WALL_WORDS:
        seen = f"{title or ''} {text}".strip() or _all_text(page)
        if found := GONE.search(title or "") or GONE.search(seen[:400]):
            return SetAside("soft_404", found[0][:200], title)
        if found := WALL.search(seen) or WALL.search(_page_title(page)):
            return SetAside("wall", found[0][:200], title)
    if listing := _listing(page, lines, rules):
        return SetAside("listing_page", listing, title)
    if words < MIN_WORDS:
        whole = _all_text(page)
        if found := GONE.search(whole[:600]):
            return SetAside("soft_404", found[0][:200], title)
        if found := WALL.search(whole[:3000]):
            return SetAside("wall", found[0][:200], title)
        if not whole:
            return SetAside("empty_page", "no text on the page", title)
        return SetAside("too_short" if words else "no_body", f"{words} words", title)
    return SetAside("no_title") if title is None else None


def _listing(page: Page, lines: Sequence[str], rules: PageRules) -> str | None:
    """What makes the page a listing, or None. og:type is no guide (home pages say "article", articles "website")."""
    parts = split(page.url)
    ours = rules.address is not None and bool(rules.address.articles) and rules.address.is_article(page.url)
    if not ours:
        if not parts.path.strip("/") and not parts.query:
            return "the address is the site's front"
        if LISTING_PATH.match(parts.path) or re.search(r"(?:^|&)(?:s|q|cat|tag)=", parts.query):
            return f"the address is a listing's: {parts.path}"
    if page.claims.types & LISTING_TYPES and "headline" not in page.claims.ld:
        return f"JSON-LD says {', '.join(sorted(page.claims.types & LISTING_TYPES))}"
    return _teasers(page, lines)


def _teasers(page: Page, lines: Sequence[str]) -> str | None:
    """A body that is a row of linked headings and leads."""
    cut_off = sum(line.rstrip().endswith(("[…]", "[...]", "…", "Read more", "Selengkapnya", "»")) for line in lines)
    if cut_off >= MIN_TEASERS and cut_off * 3 >= len(lines):
        return f"{cut_off} teasers"
    body = page.tree.find(".//body")
    names = (body.get("class") or "").lower().split() if body is not None else []
    if LISTING_CLASSES & set(names) and not ARTICLE_CLASSES & set(names):
        return f"the page's class says {min(LISTING_CLASSES & set(names))}"
    cards = _cards(page.tree)
    inside = sum(any(squash(line) in card for card in cards) for line in lines)
    if len(cards) >= MIN_TEASERS and inside >= CARD_SHARE * len(lines):
        return f"{len(cards)} cards, each a linked heading with its lead"
    return None


def _cards(tree: html.HtmlElement) -> list[str]:
    """The squashed texts of small boxes that a linked heading opens: teasers of other articles."""
    cards = []
    for heading in tree.iter("h2", "h3", "h4", "h5"):
        link = heading.find(".//a")
        if link is None and (above := heading.getparent()) is not None and above.tag == "a":
            link = above
        if link is None or not (link.get("href") or "").strip("# ") or len(cards) >= MAX_CARDS:
            continue
        box = heading.getparent()
        while box is not None and (parent := box.getparent()) is not None and parent.tag != "body":
            if sum(1 for _ in parent.iter("h2", "h3", "h4", "h5")) > 1 or len(parent.text_content()) > CARD_LENGTH:
                break
            box = parent
        if box is not None and len(words := squash(box.text_content())) <= CARD_LENGTH:
            cards.append(words)
    return cards


def _page_title(page: Page) -> str:
    return " ".join((page.tree.findtext(".//title") or "").split())


def _all_text(page: Page) -> str:
    body = page.tree.find(".//body")
    return " ".join(lines_of(body)) if body is not None else ""

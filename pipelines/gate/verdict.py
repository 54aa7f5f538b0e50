"""Decide whether a page is an article or is set aside: a listing, a wall, a page that says "gone"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Capture, Form, SetAside
from corpus.urls import host_of, split
from pipelines.gate.listing_addresses import AddressKind, listing_address
from pipelines.gate.one_story import claims_day, is_running_prose, one_story, row_of_stories, title_words_in
from pipelines.gate.onward import is_cookie_check, refresh_to, script_to
from pipelines.gate.phrases import TEXT_OF_WALL, PhraseList, phrases
from pipelines.gate.teasers import row_of_teasers
from pipelines.page.blocks import lines_of
from pipelines.page.claims import LISTING_TYPES
from pipelines.page.completeness import is_paid, paid_claim
from pipelines.page.parsed_page import ParsedPage
from pipelines.rules import PageRules
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import count_words, has_words

MIN_ARTICLE_WORDS = 25  # fewer words are no article
MIN_WORDS_BESIDE_MEDIA = 40  # fewer words beside a video or photos are a caption
MAX_PHRASE_TEXT = 1500  # characters of a short page that are searched for such phrases
MIN_OWN_WORDS = 15  # of lines without such phrases, that an article with a title of its own shows at least
MIN_TEASER_WORDS = 30  # words that a page which says it is not free shows at least, to be kept as a part
WALLS: tuple[PhraseList, ...] = ("wall", "challenge", "country", "refusal")
MIN_TITLE_WORDS = 2  # of the title's that its text takes up
MIN_HEADLINE_WORDS = 5  # long words of a headline, below which an undated page's title may be a site's or a form's
MIN_UNDATED_WORDS = 40  # of prose without such phrases, of an article that gives no day
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
ARTICLE_PARAGRAPH_LENGTH = 130  # characters; a teaser's is shorter
MIN_PARAGRAPHS = 3  # paragraphs of an article's running text
MIN_PARAGRAPH_WORDS = 14  # words of a story's paragraph on the average; a lead beside others has fewer
MIN_TITLE = 4  # words of a title that a head may claim as a story's; fewer are a section's
MIN_STORY_PARAGRAPHS = 3  # of prose, of a story at a listing's address
FRONT_PATHS = frozenset({"", "beranda", "home", "index.htm", "index.html", "index.php"})
FRONT_QUERY = re.compile(
    r"(?:(?:404|err(?:or)?|from|not_?found|ref|source|src|status|utm_\w{1,20})(?:=[^&]*)?(?:&|$))*"
)
SITE_PATH = re.compile(  # /tentang-kami, /page/redaksi, /static/pedoman-media-siber.html
    r"""/(?: (?:halaman|info|p|pages?|statis|static) / )?
        (?: about(?:-us)? | (?:box-|susunan-|tim-)?redaksi | career | contact(?:-us)? | disclaimer | faq | hubungi-kami
          | (?:info-|pasang-)iklan | karir | kebijakan-(?:cookie|data|privasi) | kode-(?:etik|perilaku)(?:-[\w-]{0,30})?
          | kontak(?:-kami)? | pedoman(?:-[\w-]{0,30})? | privacy(?:-policy)? | profil-(?:kami|perusahaan) | sitemap
          | syarat-(?:dan-)?ketentuan | tentang(?:-kami)? | terms(?:-[\w-]{0,30})? ) (?: \.html? )? /?""",
    re.IGNORECASE | re.VERBOSE,
)


MAY_BE_NEWS = re.compile(  # /pedoman-baru-penempatan-pekerja, not /pedoman-media-siber
    r"/(?:pedoman|kode-etik|kode-perilaku)-(?!hak|jurnalis|komunitas|media|pemberitaan|penulis|privasi|redaksi|siber|wartawan)[\w-]+(?:\.html?)?/?$",
    re.IGNORECASE,
)


def reject_by_address(capture: Capture, rules: PageRules) -> SetAside | None:
    """Return a SetAside if the address alone shows that the page is no article of the outlet; else None."""
    if rules.address is not None and not rules.address.owns(capture.url):
        return SetAside("redirected_offsite", f"answered by {host_of(capture.url)}")
    requested = capture.requested_url
    if requested and requested != capture.url and _is_front(capture.url) and not _is_front(requested):
        return SetAside("redirected_home", f"asked for {requested}")
    return None


def reject_without_text(form: Form, title: str | None, lines: Sequence[str]) -> SetAside | None:
    """Return a SetAside for a video or photo page with no more text than a caption; else None."""
    if form not in {"photos", "video"}:
        return None
    words = sum(count_words(line) for line in lines)
    if words >= MIN_WORDS_BESIDE_MEDIA:
        return None
    return SetAside("gallery" if form == "photos" else "video", f"{words} words beside it", title)


def _is_front(url: str) -> bool:
    parts = split(url)
    return FRONT_QUERY.fullmatch(parts.query) is not None and parts.path.strip("/").lower() in FRONT_PATHS


def reject_by_content(page: ParsedPage, title: str | None, lines: Sequence[str], rules: PageRules) -> SetAside | None:
    """Return a SetAside if the address, layout and text are not those of an article; else None."""
    if message := _message(page, title, lines):
        return message
    if listing := _listing(page, title, lines, rules):
        return SetAside("listing_page", listing, title)
    if not has_words(lines, MIN_ARTICLE_WORDS):
        words = count_words(" ".join(lines))
        whole = _all_text(page)
        if message := _gone_or_wall(title, whole[:MAX_PHRASE_TEXT], whole[:MAX_PHRASE_TEXT]):
            return message
        if away := _leads_on(page, title):
            return away
        if claim := paid_claim(page):
            return SetAside("wall", f"{words} words are shown, and {claim}", title)
        if not whole:
            return SetAside("empty_page", "no text on the page", title)
        return SetAside("too_short" if words else "no_body", f"{words} words", title)
    return SetAside("no_title") if title is None else None


def _message(page: ParsedPage, title: str | None, lines: Sequence[str]) -> SetAside | None:
    """Return a SetAside for a page that says the article is gone, or that shows a wall; else None."""
    message = (
        _gone_by_title(title)
        if has_words(lines, TEXT_OF_WALL)
        else _gone_or_wall(title, f"{title or ''} {' '.join(lines)}"[:MAX_PHRASE_TEXT], _page_title(page))
    )
    teaser = message and message.reason == "wall" and title and is_paid(page) and _is_teaser(lines)
    return message if message and not teaser and not _is_article_beside(page, title, lines) else None


def why_no_article(page: ParsedPage, title: str | None, lines: Sequence[str]) -> SetAside | None:
    """Return a SetAside where the text of a further page is that of a wall, a lost page or a listing; else None.

    How long it is says nothing: the last page of an article may have one paragraph.
    """
    if message := _message(page, title, lines):
        return message
    if not lines:
        whole = _all_text(page)[:MAX_PHRASE_TEXT]
        return _gone_or_wall(title, whole) or SetAside("no_body" if whole else "empty_page", "no text", title)
    listing = _kinds_of_listing(page, title, lines) or row_of_teasers(page, title, lines)
    return SetAside("listing_page", listing, title) if listing else None


def _leads_on(page: ParsedPage, title: str | None) -> SetAside | None:
    """Return a SetAside for a page without text that only leads on, or that checks for a browser; else None."""
    if is_cookie_check(page.tree):
        return SetAside("wall", "a script sets a cookie and loads the page again", title)
    to = refresh_to(page.tree, page.url) or script_to(page.tree, page.url)
    return SetAside("leads_on", f"to {to.url or 'an address that it builds'}, by a {to.by}", title) if to else None


def _is_teaser(lines: Sequence[str]) -> bool:
    """True if enough words stand beside the lines that ask for a subscription, and no other wall's words."""
    own = [line for line in lines if not phrases("paywall").search(line)]
    return sum(map(count_words, own)) >= MIN_TEASER_WORDS and not any(map(phrases(*WALLS).search, own))


def _is_article_beside(page: ParsedPage, title: str | None, lines: Sequence[str]) -> bool:
    """True for a real article that speaks of lost pages, cookies or logins, or that has such a line beside its text.

    Most of it speaks of other things, its text takes up the title's words, and a day is given for it: in its head, or
    printed between title and text. Without a day, more words and a headline are needed. A consent banner or a login in
    an article's place says nothing of its title; a page that says at once that it is gone is gone.
    """
    patterns = (phrases("gone"), phrases(*WALLS), phrases("paywall"), phrases("trouble"))
    sentences = [sentence for line in lines for sentence in SENTENCE_END.split(line)]
    own = [sentence for sentence in sentences if not any(pattern.search(sentence) for pattern in patterns)]
    words = sum(map(count_words, own))
    named, taken_up = title_words_in(title, own)
    if words < MIN_OWN_WORDS or taken_up < min(MIN_TITLE_WORDS, named):
        return False
    if claims_day(page):
        return True
    first = " ".join(sentences[:1])
    if phrases("gone", "trouble").search(first) or any(pattern.search(title or "") for pattern in patterns):
        return False
    story = one_story(page, title, lines)
    if story is None:
        return False
    prose = [line for line in lines if is_running_prose(line) and not any(pattern.search(line) for pattern in patterns)]
    return story.is_dated or (sum(map(count_words, prose)) >= MIN_UNDATED_WORDS and named >= MIN_HEADLINE_WORDS)


def _gone_or_wall(title: str | None, *seen: str) -> SetAside | None:
    """Return a SetAside for a short page that says the article is gone, or that shows a wall; else None."""
    for reason, pattern in (
        ("soft_404", phrases("gone")),
        ("wall", phrases(*WALLS)),
        ("wall", phrases("paywall")),
        ("no_body", phrases("trouble")),
    ):
        for text in (title or "", *seen):
            if phrase := pattern.search(text):
                return SetAside(reason, phrase[0][:200], title)
    return None


def _gone_by_title(title: str | None) -> SetAside | None:
    """Return a SetAside for a page of any length whose whole title says that the article is gone; else None."""
    whole = (title or "").strip(" \t\n.!…")
    return SetAside("soft_404", whole[:200], title) if phrases("gone_title").fullmatch(whole) else None


def _listing(page: ParsedPage, title: str | None, lines: Sequence[str], rules: PageRules) -> str | None:
    """Return what makes the page a listing, or None. og:type is not used (home pages say "article")."""
    parts = split(page.url)
    ours = rules.address is not None and bool(rules.address.articles) and rules.address.is_article(page.url)
    if not ours:
        if _is_front(page.url):
            return "the address is the site's front"
        kind = listing_address(parts.path, parts.query)
        if kind and not _is_story(page, title, lines, kind):
            return f"the address is a listing's: {parts.path}"
        is_named_so = MAY_BE_NEWS.search(parts.path) and _is_story(page, title, lines, "may be a story")
        if SITE_PATH.fullmatch(parts.path) and not is_named_so:
            return f"the address is a page's about the site itself: {parts.path}"
    return (
        _kinds_of_listing(page, title, lines)
        or row_of_teasers(page, title, lines)
        or (None if ours else row_of_stories(page, title, lines))
    )


def _is_story(page: ParsedPage, title: str | None, lines: Sequence[str], kind: AddressKind) -> bool:
    """True where the page at a listing's address shows one story, as far as the address leaves that open.

    Where it leaves nothing open (/berita/page/128), the page's head must claim the day, and the title that it shows.
    """
    if kind == "listing" and not (claims_day(page) and _claims_title(page, title)):
        return False
    story = one_story(page, title, lines)
    if story is None:
        return False
    if kind == "listing":
        return story.paragraphs >= MIN_STORY_PARAGRAPHS and story.words >= MIN_PARAGRAPH_WORDS * story.paragraphs
    if kind == "names a story":
        return story.paragraphs >= MIN_STORY_PARAGRAPHS or (story.is_dated and story.words >= MIN_ARTICLE_WORDS)
    return story.is_dated and story.paragraphs >= MIN_STORY_PARAGRAPHS


def _claims_title(page: ParsedPage, title: str | None) -> bool:
    """True where the page's head or JSON-LD claims the title as a story's, in four words or more."""
    claimed = {squash(claim) for claim in (page.claims.text("headline"), page.claims.first("og:title")) if claim}
    return title is not None and count_words(title) >= MIN_TITLE and squash(title) in claimed


def _kinds_of_listing(page: ParsedPage, title: str | None, lines: Sequence[str]) -> str | None:
    """What JSON-LD says that makes the page a listing, or None."""
    kinds = page.claims.types & LISTING_TYPES
    if "ItemList" in kinds and (_reads_on(lines) or _has_full_paragraphs(page, title, lines)):
        kinds -= {"ItemList"}  # articles list their neighbours too
    return f"JSON-LD says {', '.join(sorted(kinds))}" if kinds and "headline" not in page.claims.ld else None


def _has_full_paragraphs(page: ParsedPage, title: str | None, lines: Sequence[str]) -> bool:
    """True for a page that shows one story in paragraphs longer than leads."""
    story = one_story(page, title, lines)
    if story is None or story.paragraphs < MIN_STORY_PARAGRAPHS:
        return False
    return story.words >= MIN_PARAGRAPH_WORDS * story.paragraphs


def _reads_on(lines: Sequence[str]) -> bool:
    """True for a text of several paragraphs; teasers are shorter."""
    return sum(len(line) >= ARTICLE_PARAGRAPH_LENGTH for line in lines) >= MIN_PARAGRAPHS


def _page_title(page: ParsedPage) -> str:
    return " ".join(page.title_tag().split())


def _all_text(page: ParsedPage) -> str:
    body = next(page.tree.iterdescendants("body"), None)
    return " ".join(lines_of(body)) if body is not None else ""

"""Which article is on these pages? Captures and rules in, an article out: the rooms in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.models import Article, Capture, NeedsPages, RemovedLine, SetAside
from corpus.urls import article_key
from pipelines.bylines import SignOff, read_sign_off
from pipelines.datelines import Dateline, read_dateline
from pipelines.extract import extract
from pipelines.gate import not_an_article, turned_away
from pipelines.language import language_of
from pipelines.layout import spots_near
from pipelines.metadata import Fields, own_names, read_fields, read_title
from pipelines.noise import Line, cut_noise, cut_repeated_head
from pipelines.page import Page, open_page
from pipelines.pages import further_pages, in_reading_order, join_lines, missing
from pipelines.rules import PageRules
from pipelines.stamps import Published, published

RULES_VERSION = "2026.11.1"


def refine(captures: Sequence[Capture], rules: PageRules) -> Article | NeedsPages | SetAside:
    """The article on these captures; or the addresses of pages still needed; or why it is none.

    The first capture is the article's page, the others its further pages in reading order; a page that could
    not be had comes as a capture with status 0 or an error status and an empty body. No network, no clock but
    `fetched_at`, no state; a bad page gives a SetAside, never an exception.
    """
    first = captures[0]
    if away := turned_away(first, rules):
        return away
    page = open_page(first)
    if isinstance(page, SetAside):
        return page
    title, title_origin = read_title(page, rules)
    text = _read_text(page, rules, title)
    if reason := not_an_article(page, title, [line.text for line in text.lines], rules):
        return reason
    others = [open_page(c) if 0 < c.status < 400 else SetAside("no_body", f"status {c.status}") for c in captures[1:]]
    if needed := missing(further_pages([page, *(p for p in others if isinstance(p, Page))], rules), captures):
        return NeedsPages(needed)
    texts = {first: text} | {p.capture: _read_text(p, rules, title) for p in others if isinstance(p, Page)}
    spots = spots_near(page, title, rules, [line.text for line in text.lines])
    fields = read_fields(page, rules, title, title_origin, spots)
    return _compose(page, rules, fields, published(page, rules, spots), _join(captures, texts), _not_had(captures, texts))


@dataclass(frozen=True, slots=True)
class Text:
    """One page's text, cleaned: what is left, what was cut, and what its own lines say."""

    lines: tuple[Line, ...]
    removed: tuple[RemovedLine, ...]
    sign_off: SignOff
    dateline: Dateline | None
    extractor: str


def _read_text(page: Page, rules: PageRules, title: str | None) -> Text:
    """Extract, then read before cutting: repeated title, dateline, sign-off, house lines."""
    body = extract(page, rules)
    names = own_names(page, rules)
    lines: Sequence[Line] = [Line(i, text) for i, text in enumerate(body.lines)]
    removed = list(body.removed)
    outlets = tuple(n.lower() for n in (rules.outlet or "", page.capture.url.split("/")[2] if "//" in page.capture.url else "") if n)
    sign_off: SignOff | None = None
    for step in range(2):  # what stands behind a house line becomes the last line only when that is gone
        lines, cut = cut_repeated_head(lines, title, page.claims.first("og:description", "description") if step == 0 else None)
        removed += cut
        found = read_sign_off(lines, names)
        sign_off = found if sign_off is None else _both(sign_off, found)
        removed += found.removed
        lines, cut = cut_noise(found.lines, outlet_names=outlets, own=rules.junk)
        removed += cut
    lines, dateline = _cut_dateline(lines, names)
    return Text(tuple(lines), tuple(removed), sign_off or SignOff(()), dateline, body.extractor)


def _both(one: SignOff, other: SignOff) -> SignOff:
    return SignOff(other.lines, other.removed, one.authors or other.authors, one.editor or other.editor, one.credit or other.credit)


def _cut_dateline(lines: Sequence[Line], names: Sequence[str]) -> tuple[list[Line], Dateline | None]:
    """The dateline of the first paragraph, which may stand on a line of its own."""
    if not lines:
        return [], None
    found = read_dateline(lines[0].text, names)
    if found is None:
        return list(lines), None
    rest = [Line(lines[0].position, found.rest)] if found.rest else []
    return [*rest, *lines[1:]], found


def _not_had(captures: Sequence[Capture], texts: Mapping[Capture, Text]) -> str | None:
    """A sentence where a further page could not be had or read."""
    for capture in captures[1:]:
        if capture not in texts or not texts[capture].lines:
            return f"a further page could not be had: {capture.requested_url or capture.url}"
    return None


def _join(captures: Sequence[Capture], texts: Mapping[Capture, Text]) -> Text:
    """All pages as one: the dateline of the first, the first words on names and credit, every paragraph once."""
    ordered = [texts[capture] for capture in in_reading_order(captures) if capture in texts]
    joined = join_lines([[line.text for line in text.lines] for text in ordered])
    sign_off, dateline = ordered[0].sign_off, ordered[0].dateline
    for other in ordered[1:]:
        sign_off = _both(sign_off, other.sign_off)
    removed = tuple(cut for text in ordered for cut in text.removed)
    return Text(tuple(Line(i, t) for i, t in enumerate(joined)), removed, sign_off, dateline, ordered[0].extractor)


def _compose(page: Page, rules: PageRules, fields: Fields, when: Published, text: Text, failed: str | None) -> Article:
    """Put the article together; what the body's own lines say fills what the page's head left open."""
    lines = [line.text for line in text.lines]
    body = "\n".join(lines)
    origins = dict(fields.origins)
    authors, editor, sign_off = fields.authors, fields.editor, text.sign_off
    if sign_off.authors and origins.get("authors") not in {"rule", "visible"}:
        authors, origins["authors"] = sign_off.authors, "text"
    if sign_off.editor and origins.get("editor") not in {"rule", "visible"}:
        editor, origins["editor"] = sign_off.editor, "text"
    dateline = text.dateline
    origins |= {"text": text.extractor} | ({"dateline": "text"} if dateline else {}) | ({"place": "text"} if dateline and dateline.place else {})
    origins |= ({"credit": "text"} if sign_off.credit else {}) | ({"published_day": when.origin} if when.origin else {})
    origins |= ({"published_at": when.origin or ""} if when.at else {}) | ({"modified_at": when.modified_origin or ""} if when.modified_at else {})
    language = language_of(body)
    origins |= {"language": "text"} if language else {}
    return Article(
        url=page.url,
        title=fields.title or "",
        text=body,
        outlet=rules.outlet,
        key=article_key(page.url, rules.address),
        canonical_url=fields.canonical_url,
        lead=lines[0] if lines else None,
        authors=authors,
        editor=editor,
        dateline=dateline.words if dateline else None,
        place=dateline.place if dateline else None,
        credit=sign_off.credit,
        section=fields.section,
        tags=fields.tags,
        published_at=when.at,
        published_day=when.day,
        published_printed=when.printed,
        modified_at=when.modified_at,
        date_conflict=when.conflict,
        language=language,
        words=len(body.split()),
        complete=failed is None,
        incomplete_reason=failed,
        extractor=text.extractor,
        rules_version=RULES_VERSION,
        removed=text.removed,
        origins=origins,
    )

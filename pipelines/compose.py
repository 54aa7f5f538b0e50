"""Build one article from all that was read on its pages (`compose`), each field with its origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from corpus.models import Article, Form, Image, RemovedLine
from corpus.urls import article_key
from pipelines.balance.fates import PageBalance, balance_of, balance_page
from pipelines.balance.line_fates import PageFacts
from pipelines.balance.missing_prose import why_cut_short, why_it_goes_on, why_prose_is_missing
from pipelines.balance.unseen_prose import why_prose_is_unseen
from pipelines.body.clean import PageText
from pipelines.dates.event import Event, read_event
from pipelines.dates.published import Published
from pipelines.dates.sources import PRINTED_ORIGINS, clock_of
from pipelines.lines.cuts import BodyLine
from pipelines.lines.own_lines import cut_bylines
from pipelines.page.completeness import why_incomplete
from pipelines.page.further_pages import join_lines
from pipelines.page.language import claimed_language, read_language
from pipelines.page.metadata import Metadata
from pipelines.page.page_kind import edition_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.titles import PageTitle
from pipelines.people.writers import People
from pipelines.photos.photo_addresses import picture_id
from pipelines.photos.photos import photos_of
from pipelines.rules import PageRules, rules_version
from pipelines.strings.squashed import squash
from pipelines.strings.word_count import count_words
from pipelines.tail.sign_off import SignOff


@dataclass(frozen=True, slots=True)
class Findings:
    """The results of reading a page. `texts` are its pages' in reading order; the first gives dateline and place."""

    title: PageTitle
    metadata: Metadata
    people: People
    when: Published
    texts: Sequence[PageText]
    form: Form = "article"
    incomplete_reason: str | None = None


def compose(page: ParsedPage, rules: PageRules, findings: Findings) -> tuple[Article, Sequence[PageBalance]]:
    """Build the article from the findings, each field with its origin; and the balance of each of its pages."""
    lines, removed, sign_off = _joined(findings.texts)
    people = _without_title(_with_sign_off(findings.people, sign_off), findings.title.text)
    lines, bylines = cut_bylines(lines, people.authors)
    removed = [*removed, *bylines]
    lines = [replace(line, text=normalize("NFC", line.text)) for line in lines]
    body = "\n".join(line.text for line in lines)
    words = count_words(body)
    credit = sign_off.credit or people.agency
    dateline, language, when = findings.texts[0].dateline, read_language(body, claimed_language(page)), findings.when
    event = _event(page, rules, [line.text for line in lines], when, dateline.words if dateline else None)
    balances, images = _balances(findings, people, sign_off.initials, lines, removed)
    less = (
        findings.incomplete_reason
        or why_incomplete(page, words)
        or why_cut_short([line.text for line in lines])
        or why_it_goes_on(balances)
        or why_prose_is_missing(balances, words)
        or why_prose_is_unseen([text.page for text in findings.texts], balances, [line.text for line in lines], words)
    )
    article = Article(
        url=page.url,
        title=findings.title.text or "",
        text=body,
        outlet=rules.outlet,
        key=article_key(page.url, rules.address),
        canonical_url=findings.metadata.canonical_url,
        lead=lines[0].text if lines else None,
        authors=people.authors,
        editor=people.editor,
        contributors=people.contributors,
        initials=sign_off.initials,
        dateline=dateline.words if dateline else None,
        place=dateline.place if dateline else None,
        credit=credit,
        reprint_of_outlet=sign_off.reprint_of_outlet,
        reprint_of_title=sign_off.reprint_of_title,
        reprint_of_url=sign_off.reprint_of_url,
        section=findings.metadata.section,
        tags=findings.metadata.tags,
        published_at=when.at,
        published_day=when.day,
        published_printed=when.printed,
        modified_at=when.modified_at,
        date_conflict=when.conflict,
        date_confidence=when.confidence,
        date_note="; ".join(note for note in (when.note, event.note) if note) or None,
        event_day=event.day,
        event_printed=event.printed,
        language=language.code,
        language_note=language.note,
        form=findings.form,
        edition=edition_of(page.url),
        words=words,
        complete=less is None,
        incomplete_reason=less,
        extractor=findings.texts[0].extractor,
        rules_version=rules_version(),
        usage_terms=findings.metadata.usage_terms,
        removed=tuple(removed),
        page_words=tuple(balance.words for balance in balances),
        outside=tuple(entry for balance in balances for entry in balance.outside),
        images=tuple(images),
        origins=_origins(findings, people, sign_off, event, language.code),
    )
    return article, balances


def _joined(texts: Sequence[PageText]) -> tuple[list[BodyLine], list[RemovedLine], SignOff]:
    """The pages' lines as one text, the cuts, the sign-off (of each name the first); positions count over all pages."""
    parts: list[list[BodyLine]] = []
    removed: list[RemovedLine] = []
    sign_off, before = SignOff(), 0
    for text in texts:
        parts.append([BodyLine(line.position + before, line.text) for line in text.lines])
        removed += [_moved(cut, before) for cut in text.removed]
        sign_off = sign_off.filled_by(text.sign_off)
        before += text.extracted
    lines, repeated = join_lines(parts)
    return lines, [*removed, *repeated], sign_off


def _balances(
    findings: Findings,
    people: People,
    initials: str | None,
    lines: Sequence[BodyLine],
    removed: Sequence[RemovedLine],
) -> tuple[list[PageBalance], list[Image]]:
    """The balance of each page: its words against its share of the article's lines and cuts. And its photos."""
    names = [*people.authors, *people.contributors, *([people.editor] if people.editor else [])]
    balances: list[PageBalance] = []
    images: list[Image] = []
    dateline = findings.texts[0].dateline
    others = {
        "section": findings.metadata.section,
        "dateline": dateline.words if dateline else None,
        "initials": initials,
    }
    start = before = 0
    for part, text in enumerate(findings.texts):
        end = start + text.extracted
        claims = text.page.claims
        claimed = (findings.title.text, claims.first("og:title", "twitter:title"), claims.text("headline"))
        facts = PageFacts(
            [line.text for line in lines if start <= line.position < end],
            [cut for cut in removed if start <= cut.position < end] + [cut for cut in text.removed if cut.position < 0],
            titles=[title for title in claimed if title],
            people=names,
            printed=[findings.when.printed] if findings.when.printed else [],
            tags=findings.metadata.tags,
            others={name: value for name, value in others.items() if value},
            part=part,
        )
        balance = balance_page(text.page, facts)
        if photos := photos_of(text.page, balance.lines, facts, before, {picture_id(image.url) for image in images}):
            images += photos
            balance = balance_of(balance.lines, balance.words.added, part)  # with the captions as fields
        balances.append(balance)
        start, before = end, before + len(facts.lines)
    return balances, images


def _moved(cut: RemovedLine, before: int) -> RemovedLine:
    """Return the cut with its positions counted over all pages: `before` lines come earlier."""
    if cut.position >= 0:
        return replace(cut, position=cut.position + before)
    return replace(cut, behind=cut.behind + before if cut.behind is not None and cut.behind >= 0 else cut.behind)


def _with_sign_off(people: People, sign_off: SignOff) -> People:
    """Fill in the names that the text itself prints: above the head's claims, below a byline by the title."""
    if sign_off.authors and people.authors_origin not in PRINTED_ORIGINS:
        people = replace(people, authors=sign_off.authors, authors_origin="text")
    if sign_off.editor and people.editor_origin not in PRINTED_ORIGINS:
        people = replace(people, editor=sign_off.editor, editor_origin="text")
    if sign_off.contributors:
        both = tuple(dict.fromkeys((*people.contributors, *sign_off.contributors)))
        people = replace(people, contributors=both, contributors_origin=people.contributors_origin or "text")
    return people


def _without_title(people: People, title: str | None) -> People:
    """The people without "contributors" whose names the title says: "FOTO: Kampung Rawa Usai Banjir" is a title."""
    squashed = squash(title or "")
    others = tuple(name for name in people.contributors if squash(name.rpartition(" (")[0]) not in squashed)
    if others == people.contributors:
        return people
    return replace(people, contributors=others, contributors_origin=people.contributors_origin if others else None)


def _event(page: ParsedPage, rules: PageRules, lines: Sequence[str], when: Published, dateline: str | None) -> Event:
    """Return the day of the event that the text reports, read from its opening and dateline."""
    fetched = clock_of(page, rules, (), local=True).today
    return read_event(lines, when.day, fetched, dateline)


def _origins(
    findings: Findings, people: People, sign_off: SignOff, event: Event, language: str | None
) -> dict[str, str]:
    """Map each field that is set to its origin."""
    when, text = findings.when, findings.texts[0]
    by_text = {
        "dateline": text.dateline,
        "place": text.dateline and text.dateline.place,
        "credit": sign_off.credit,
        "initials": sign_off.initials,
        "reprint_of_outlet": sign_off.reprint_of_outlet,
        "event_day": event.day,
        "language": language,
    }
    origins: dict[str, str | None] = {
        "title": findings.title.origin,
        "text": text.extractor,
        **findings.metadata.origins,
        "authors": people.authors_origin,
        "editor": people.editor_origin,
        "contributors": people.contributors_origin,
        "credit": people.agency and people.agency_origin,
        "published_day": when.origin,
        "published_printed": when.printed_origin,
        "published_at": when.at_origin,
        "modified_at": when.modified_origin,
        **{name: "text" for name, value in by_text.items() if value},
    }
    return {name: origin for name, origin in origins.items() if origin}

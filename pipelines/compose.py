"""How do a page's findings become one article, each field with its origin?"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.models import Article
from corpus.urls import article_key
from pipelines.cleaning import Text
from pipelines.language import language_of
from pipelines.metadata import Metadata
from pipelines.page import Page
from pipelines.pages import join_lines
from pipelines.people import People
from pipelines.rules import PageRules
from pipelines.stamps import Published
from pipelines.titles import Title

PRINTED = frozenset({"rule", "visible"})  # origins that stand above the text's own sign-off


def compose(
    page: Page,
    rules: PageRules,
    title: Title,
    metadata: Metadata,
    people: People,
    when: Published,
    texts: Sequence[Text],
    *,
    incomplete_reason: str | None,
    rules_version: str,
) -> Article:
    """Put the article together. `texts` are its pages' in reading order; the first gives dateline and place."""
    lines = join_lines([[line.text for line in text.lines] for text in texts])
    body = "\n".join(lines)
    people, credit = _with_sign_off(people, texts)
    dateline = texts[0].dateline
    language = language_of(body)
    return Article(
        url=page.url,
        title=title.text or "",
        text=body,
        outlet=rules.outlet,
        key=article_key(page.url, rules.address),
        canonical_url=metadata.canonical_url,
        lead=lines[0] if lines else None,
        authors=people.authors,
        editor=people.editor,
        dateline=dateline.words if dateline else None,
        place=dateline.place if dateline else None,
        credit=credit,
        section=metadata.section,
        tags=metadata.tags,
        published_at=when.at,
        published_day=when.day,
        published_printed=when.printed,
        modified_at=when.modified_at,
        date_conflict=when.conflict,
        language=language,
        words=len(body.split()),
        complete=incomplete_reason is None,
        incomplete_reason=incomplete_reason,
        extractor=texts[0].extractor,
        rules_version=rules_version,
        removed=tuple(cut for text in texts for cut in text.removed),
        origins=_origins(title, metadata, people, when, texts[0], credit, language),
    )


def _with_sign_off(people: People, texts: Sequence[Text]) -> tuple[People, str | None]:
    """Names that the text itself prints stand above the head's claims, below a byline by the title."""
    sign_off = texts[0].sign_off
    for text in texts[1:]:
        sign_off = sign_off.filled_by(text.sign_off)
    authors, editor = (people.authors, people.authors_origin), (people.editor, people.editor_origin)
    if sign_off.authors and people.authors_origin not in PRINTED:
        authors = (sign_off.authors, "text")
    if sign_off.editor and people.editor_origin not in PRINTED:
        editor = (sign_off.editor, "text")
    return People(authors[0], editor[0], authors[1], editor[1]), sign_off.credit


def _origins(
    title: Title,
    metadata: Metadata,
    people: People,
    when: Published,
    text: Text,
    credit: str | None,
    language: str | None,
) -> dict[str, str]:
    """Where each field that is set came from."""
    origins: dict[str, str | None] = {
        "title": title.origin,
        "text": text.extractor,
        **metadata.origins,
        "authors": people.authors_origin,
        "editor": people.editor_origin,
        "published_day": when.origin,
        "published_printed": when.printed_origin,
        "published_at": when.at_origin,
        "modified_at": when.modified_origin,
        "dateline": "text" if text.dateline else None,
        "place": "text" if text.dateline and text.dateline.place else None,
        "credit": "text" if credit else None,
        "language": "text" if language else None,
    }
    return {name: origin for name, origin in origins.items() if origin}

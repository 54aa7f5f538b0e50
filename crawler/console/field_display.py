"""Sentences on fields of an outlet's articles that changed: the first sign of a redesign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.redesigns.field_changes import FieldHealth, changed_fields
from crawler.console.output import command_line, counted

_SHARES = {
    "day": "day of publication",
    "hour": "hour of publication",
    "writer": "writer",
    "place": "place",
    "section": "section",
}
_PARTS = {
    "cut": "of a page's words cut as lines of the site",
    "outside": "of a page's words outside the article",
    "unexplained": "of a page's words unexplained",
}


def field_sentences(outlet: str, health: Sequence[FieldHealth], corpus: Path) -> Iterator[str]:
    """Yield a sentence for each field that changed, and what to do; nothing where none did.

    >>> gone = FieldHealth("writer", "changed", 40, 200, value=0.0, earlier=0.98, having=0, example=7)
    >>> for line in field_sentences("kompas", [gone], Path("kliping.db")):
    ...     print(line)
    kompas: no writer on 40 of 40 articles; was on 98 % of the 200 before
    kompas: its pages may have changed; look at one: kliping show 7 --page --corpus kliping.db; then: kliping outlets \
check kompas
    """
    changed = changed_fields(health)
    for one in changed:
        yield f"{outlet}: {_change(one)}"
    if any(one.rules_changed for one in changed):
        refine = command_line("refine", "--outlet", outlet, "--corpus", corpus)
        yield f"{outlet}: kliping's own rules changed since, too; this reads the earlier pages by today's: {refine}"
    if changed:
        page = command_line("show", changed[0].example, "--page", "--corpus", corpus)
        check = command_line("outlets", "check", outlet)
        yield f"{outlet}: its pages may have changed; look at one: {page}; then: {check}"


def field_object(outlet: str, run_id: int | None, one: FieldHealth) -> dict[str, Any]:
    """Return a changed field with its outlet and run, for JSON."""
    from dataclasses import asdict

    return {"outlet": outlet, "run": run_id, **asdict(one)}


def _change(one: FieldHealth) -> str:
    articles = counted(one.articles, "article") + (f" of the last {one.runs} runs" if one.runs > 1 else "")
    if (noun := _SHARES.get(one.field)) is not None:
        having = f"no {noun} on {one.articles}" if not one.having else f"{_article(noun)} {noun} on {one.having}"
        return f"{having} of {articles}; was on {_percent(one.earlier)} of the {one.earlier_articles} before"
    now, before = (_amount(one.field, value) for value in (one.value, one.earlier))
    return f"a median of {now} in {articles}; was {before} in the {one.earlier_articles} before"


def _article(noun: str) -> str:
    return "an" if noun.startswith("hour") else "a"


def _amount(field: str, value: float | None) -> str:
    return f"{_percent(value)} {_PARTS[field]}" if field in _PARTS else f"{value or 0:,.0f} words"


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0):.0f} %"

"""Whose words an export holds: outlets that reserve text and data mining (`outlet_terms`), the notice beside."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Collection, Mapping
from typing import NamedTuple

from corpus.characters import escaped
from corpus.export.rows import Chosen
from corpus.store import Corpus

_RESERVES = re.compile(
    r"\bnoai\b|\btdm-reservation\s*:\s*1|\btdm-policy\s*:|crawl|scrap|mining|otomatis|automat|\bro?bot\b|pelatihan",
    re.IGNORECASE,
)

TEXT_NOTICE = """\
The export {name} holds whole texts of news articles.

The texts belong to those who published or wrote them; each row names its outlet and address. They were
collected for research. Copyright forbids passing them on or publishing them as a whole in most countries;
quote what the law and good practice allow, and name the outlet.

Articles about accused or named persons hold personal data of a sensitive kind. Give the file only to those
who need it, keep it where others can't read it, and delete what a person rightly asks to have erased.

This is no legal advice.
"""


BARE_NOTICE = """\
The export {name} holds addresses, headlines and facts of news articles, but not their texts.

The articles belong to those who published or wrote them; each row names its outlet and address. Articles about
accused or named persons are personal data of a sensitive kind, their headlines too. This is no legal advice.
"""


class OutletTerms(NamedTuple):
    """An outlet among the articles of an export: its name, its articles there, and the terms that its pages state."""

    name: str
    articles: int
    terms: tuple[str, ...]

    @property
    def reserved(self) -> bool:
        """True if a page reserves text and data mining, or forbids programs to read it."""
        return any(reserves_mining(terms) for terms in self.terms)


def reserves_mining(terms: str) -> bool:
    """True if `usage_terms` reserve text and data mining: noai, a TDM field, or a printed ban of programs.

    What is for search engines alone (noindex, noarchive, nosnippet) reserves nothing.

    >>> reserves_mining("noindex, tdm-reservation: 1"), reserves_mining("tdm-reservation: 0, noarchive")
    (True, False)
    """
    return _RESERVES.search(terms) is not None


def outlet_terms(corpus: Corpus, chosen: Chosen) -> dict[str, OutletTerms]:
    """Return the outlets of these articles by their slugs."""
    numbers: dict[str, int] = {}
    names: dict[str, str] = {}
    terms: dict[str, dict[str, None]] = {}
    for some in chosen.parts():
        for slug, name, stated, number in corpus.conn.execute(
            """SELECT a.outlet, coalesce(outlets.name, a.outlet), a.usage_terms, count(*) FROM json_each(?) AS ids
            CROSS JOIN articles a ON a.id = ids.value LEFT JOIN outlets ON outlets.slug = a.outlet GROUP BY 1, 3""",
            (some.json_ids,),
        ):
            names[slug] = name
            numbers[slug] = numbers.get(slug, 0) + number
            if stated:
                terms.setdefault(slug, {})[stated] = None
    return {slug: OutletTerms(names[slug], numbers[slug], tuple(terms.get(slug, ()))) for slug in sorted(numbers)}


def without_outlets(corpus: Corpus, chosen: Chosen, slugs: Collection[str]) -> Chosen:
    """Return the articles but for those of these outlets, in the same order."""
    if not slugs:
        return chosen
    rows = corpus.conn.execute(
        """SELECT ids.value FROM json_each(?) AS ids CROSS JOIN articles a INDEXED BY articles_facts ON a.id = ids.value
        WHERE a.outlet NOT IN (SELECT value FROM json_each(?))""",
        (chosen.json_ids, json.dumps([*slugs])),
    )
    return Chosen(array("q", [row[0] for row in rows]), chosen.topic)


def notice_of(name: str, outlets: Mapping[str, OutletTerms], *, with_text: bool) -> str:
    """Return the notice of an export with this name: whose articles it holds, and what each outlet's pages state."""
    lines = []
    for outlet in outlets.values():
        stated = "; ".join(escaped(terms) for terms in outlet.terms) or "its pages state no terms to machines"
        lines.append(f"- {escaped(outlet.name)}: {outlet.articles:,} - {stated}\n")
    listed = f"\nOutlets, their articles, and the terms that their pages state:\n\n{''.join(lines)}" if lines else ""
    return (TEXT_NOTICE if with_text else BARE_NOTICE).format(name=escaped(name)) + listed

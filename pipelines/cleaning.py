"""What is one page's text, without house lines, dateline and sign-off? Read before cutting; every cut is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import RemovedLine
from corpus.urls import host_of
from pipelines.datelines import Dateline, read_dateline
from pipelines.extract import extract
from pipelines.metadata import DESCRIPTION_META
from pipelines.noise import Line, cut_doubled, cut_noise, cut_repeated_head
from pipelines.page import Page
from pipelines.rules import PageRules
from pipelines.sign_off import SignOff, read_sign_off
from pipelines.titles import own_names

ROUNDS = 2  # what stood before a house line becomes the last line only when that is gone


@dataclass(frozen=True, slots=True)
class Text:
    """One page's text: what is left, what was cut, what its own lines say, and who extracted it."""

    lines: tuple[Line, ...]
    removed: tuple[RemovedLine, ...]
    sign_off: SignOff
    dateline: Dateline | None
    extractor: str


def read_text(page: Page, rules: PageRules, title: str | None) -> Text:
    """Extract the body, then take off what is no text of the article."""
    body = extract(page, rules)
    names = own_names(page, rules)
    outlet_names = tuple(name for name in ((rules.outlet or "").lower(), host_of(page.url)) if name)
    lines: Sequence[Line] = [Line(position, text) for position, text in enumerate(body.lines)]
    lines, doubled = cut_doubled(lines)
    lines, removed = cut_repeated_head(lines, title, page.claims.first(*DESCRIPTION_META))
    removed += doubled
    sign_off = SignOff(())
    for _ in range(ROUNDS):
        found = read_sign_off(lines, names)
        sign_off = sign_off.filled_by(found)
        lines, cut = cut_noise(found.lines, outlet_names=outlet_names, own=rules.junk)
        removed += [*found.removed, *cut]
    lines, again = cut_repeated_head(lines, title, None)
    lines, dateline = _cut_dateline(lines, names)
    return Text(tuple(lines), (*body.removed, *removed, *again), sign_off, dateline, body.extractor)


def _cut_dateline(lines: Sequence[Line], names: Sequence[str]) -> tuple[list[Line], Dateline | None]:
    """The dateline of the first paragraph, which may stand on a line of its own."""
    found = read_dateline(lines[0].text, names) if lines else None
    if found is None:
        return list(lines), None
    rest = [Line(lines[0].position, found.rest)] if found.rest else []
    return [*rest, *lines[1:]], found

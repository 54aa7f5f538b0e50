"""Explain why a search finds nothing (`explain_no_hits`): each word's articles, slips, and searches that find some.

Every search that is offered was run, and its number stands beside it. The work is bounded: a number of trials
(corpus.nohits.trials), each over as many candidates as any search; no clock ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.nohits.other_fields import fielded, valued
from corpus.nohits.readings import QUESTION_WORDS, content, dated, named
from corpus.nohits.search_parts import MOST_SEARCH_PARTS, SearchParts, looser, shown_part
from corpus.nohits.trials import OfferedSearch, Trials
from corpus.query.selection import Filters, Selection
from corpus.query.tree import Node, Prefix, Word, leaves, render
from corpus.store import Corpus
from corpus.vocabulary.near_words import near_words
from corpus.vocabulary.stemming import stop_words
from corpus.vocabulary.tokens import tokens

SEARCH_SAYS_WHY = "no article matches; `kliping search` with the same words and filters says why, and what would match"
"""The note of commands that print no hits."""

MOST_OFFERS = 4
MOST_REQUIRED = 40  # parts of a search for which others are looked for
MOST_LEFT_OUT = 5
OPTIONS = {
    "outlet": frozenset({"outlet"}),
    "since and until": frozenset({"since", "until"}),
    "grade": frozenset({"grade"}),
    "new": frozenset({"new"}),
    "literal": frozenset({"literal"}),
}
"""The filters that are left out together, by what they are called."""


@dataclass(frozen=True, slots=True)
class NoHits:
    """Why a search finds nothing: sentences for the reader, and the searches that they offer."""

    notes: tuple[str, ...] = ()
    offers: tuple[OfferedSearch, ...] = ()


def explain_no_hits(corpus: Corpus, selection: Selection, filters: Filters) -> NoHits:
    """Return why the selection finds nothing; the filters are those it was made with."""
    search = SearchParts.of(selection.query.tree if selection.query else None)
    trials = Trials(corpus, filters)
    notes = [*_outside(corpus, selection)]
    if len(search.required) > 1 or search.excluded or trials.restricts:
        notes += _alone(trials, search)
    if len(search.required) > MOST_REQUIRED:
        return NoHits(tuple(notes))
    slips = _slips(corpus, trials, search)
    notes += (sentence for sentence, _ in slips)
    others = _unlike(search.query, [offer for _, offer in slips if offer], _other_readings(corpus, trials, search))
    if others:
        notes.append("try: " + ", ".join(_offered(offer) for offer in others))
    left_out = sorted(_without_one(trials, search), key=lambda offer: -offer.count.articles)[:MOST_LEFT_OUT]
    if left_out:
        notes.append("without one part: " + ", ".join(f"without {one.left_out} {one.count}" for one in left_out))
    offers = [*(offer for _, offer in slips if offer), *others, *left_out]
    if not left_out and not others and (known := _of_known_words(trials, search)):
        notes.append(f"without the words that no article has: {_offered(known)}")
        offers.append(known)
    if not offers and (either := _either(trials, search)):
        notes.append(f"one of the words is enough: {_offered(either)}")
        offers.append(either)
    return NoHits(tuple(notes), tuple(offers))


def _offered(offer: OfferedSearch) -> str:
    return f"`{offer.query}` ({offer.count.in_words})"


def _outside(corpus: Corpus, selection: Selection) -> Iterator[str]:
    """Yield a sentence if the days of the search lie outside those of the corpus."""
    day = "(SELECT {}(published_day) FROM articles INDEXED BY articles_day)"  # each alone: an end of the index
    days = f"SELECT {day.format('min')}, {day.format('max')}"
    first, last = corpus.conn.execute(days).fetchone()
    if first is None:
        one = corpus.conn.execute("SELECT 1 FROM articles LIMIT 1").fetchone()
        yield "the corpus has no article with a day" if one else "the corpus has no article yet"
    elif selection.dated and (selection.values["since"] > last or selection.values["until"] < first):
        days = f"from {first} to {last}" if first != last else f"of {first} alone"
        yield f"the corpus has articles {days}, none of the days that were given"


def _alone(trials: Trials, search: SearchParts) -> Iterator[str]:
    """Yield the sentence on how many articles have each word, with its relatives and as written."""
    counted = []
    for part in search.texts[:MOST_SEARCH_PARTS]:
        number = trials.count(render(part), alone=True)
        written = trials.count(f"={part.text}", alone=True) if isinstance(part, Word) and not part.exact else number
        as_written = f" ({written} as written)" if written != number else ""
        counted.append(f"{shown_part(part)} {number}{as_written}")
    more = f" and {len(search.texts) - MOST_SEARCH_PARTS} more" if len(search.texts) > MOST_SEARCH_PARTS else ""
    if counted:
        yield f"articles with each word alone: {', '.join(counted)}{more}"


def _slips(corpus: Corpus, trials: Trials, search: SearchParts) -> list[tuple[str, OfferedSearch | None]]:
    """Return a sentence for each word that no article has and that is near others, with the search that has the other.

    The words are mended one after the other, so that the last search has none of the slips.
    """
    slips: list[tuple[str, OfferedSearch | None]] = []
    mended = search.query
    typed = [leaf.text for part in search.texts for leaf, _ in leaves(part) if not isinstance(leaf, Prefix)]
    for word in list(dict.fromkeys(word for text in typed for word in tokens(text)))[:MOST_SEARCH_PARTS]:
        if word in QUESTION_WORDS or word in stop_words() or trials.count(word, alone=True).articles:
            continue
        near = [one for one in near_words(corpus, word) if one not in stop_words()]
        if not near:
            continue
        best = max(near, key=lambda one: trials.count(_with(mended, word, one)).articles)
        mended = _with(mended, word, best)
        offer = trials.offer(mended)
        slips.append((_slip(word, best, offer or trials.offer(best), whole=offer is not None), offer))
    return slips


def _slip(word: str, near: str, offer: OfferedSearch | None, *, whole: bool) -> str:
    finds = f"; {_offered(offer)}" if offer and whole else f" ({offer.count.in_words})" if offer else ""
    return f'no article has "{word}"; did you mean {near}?{finds}'.replace("?;", "?")


def _with(query: str, word: str, by: str) -> str:
    """Return the query with another word in place of this one, in whatever case it was typed."""
    return re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", by, query, flags=re.IGNORECASE)


def _other_readings(corpus: Corpus, trials: Trials, search: SearchParts) -> Iterator[OfferedSearch | None]:
    """Yield searches that read the words in another way, the likeliest first; None for those that find nothing."""
    for other in (*fielded(search), *valued(corpus, search)):
        yield trials.offer(other.query)
    if reading := dated(search):
        yield trials.offer(reading.query)
    if question := content(search):
        yield trials.offer(question.query) or _most_of(trials, question)
        search = question
    for other in named(corpus, dated(search) or search):
        yield trials.offer(other.query)
    for part in search.required[:MOST_SEARCH_PARTS]:
        if form := looser(part):
            alone = len(search.required) == 1 and not search.excluded
            yield trials.offer(form if alone else search.query.replace(shown_part(part), form, 1))


def _most_of(trials: Trials, search: SearchParts) -> OfferedSearch | None:
    """Return the search without the one part whose absence leaves the most articles, None if none leaves any."""
    fewer = [search.without(part).query for part in search.required[:MOST_SEARCH_PARTS] if len(search.required) > 1]
    return max(filter(None, map(trials.offer, fewer)), key=lambda offer: offer.count.articles, default=None)


def _unlike(query: str, before: list[OfferedSearch], offers: Iterator[OfferedSearch | None]) -> list[OfferedSearch]:
    """Return the first offers that find something and differ from the search and from each other."""
    known = {query, *(offer.query for offer in before)}
    unlike: list[OfferedSearch] = []
    for offer in offers:
        if offer and offer.query not in known:
            known.add(offer.query)
            unlike.append(offer)
        if len(unlike) == MOST_OFFERS:
            break
    return unlike


def _without_one(trials: Trials, search: SearchParts) -> Iterator[OfferedSearch]:
    """Yield the search without one of its parts or filters, where that finds something."""
    parts: list[tuple[Node, str]] = [(part, shown_part(part)) for part in search.required[:MOST_SEARCH_PARTS]]
    parts += [(part, f"NOT {shown_part(part)}") for part in search.excluded[:MOST_SEARCH_PARTS]]
    for part, name in parts:
        rest = search.without(part)
        if rest.required and (offer := trials.offer(rest.query, left_out=name)):
            yield offer
    for name, options in OPTIONS.items():
        if not any(trials.filters.get(option) not in (None, (), False) for option in options):
            continue
        count = trials.count(search.query or None, without=options)
        if count.articles:
            yield OfferedSearch(search.query, count, f"the filter {name}")


def _of_known_words(trials: Trials, search: SearchParts) -> OfferedSearch | None:
    """Return the search without all its words that no article has, None if there are none, or nothing else."""
    missing = []
    for part in search.texts:
        number = trials.count(render(part), alone=True)
        if number.exact and not number.articles:
            missing.append(part)
    rest = SearchParts(tuple(part for part in search.required if part not in missing), search.excluded)
    return trials.offer(rest.query) if missing and rest.texts else None


def _either(trials: Trials, search: SearchParts) -> OfferedSearch | None:
    """Return the search for any of the words, if there are several."""
    texts = search.texts[:MOST_SEARCH_PARTS]
    fields = tuple(part for part in search.required if part not in search.texts)
    if len(texts) < 2:
        return None
    either = f"({' OR '.join(map(shown_part, texts))})"
    return trials.offer(SearchParts(fields).query + f" {either}" if fields else either[1:-1])

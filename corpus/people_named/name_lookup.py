"""Whom a typed name means among the stored mentions (`named_in_mentions`): by the names over time, then as written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.people_named.cut_text import CutText
from corpus.people_named.known_names import BODY, KnownNames, canonical_body, known_names
from corpus.people_named.known_spots import known_spots
from corpus.store import Corpus
from corpus.vocabulary.names import Names
from corpus.vocabulary.names_file import names_of
from corpus.vocabulary.tokens import Tokens, tokens

MOST_SHOWN = 8  # names in a sentence
MOST_MEANT = 50  # stored names that one typed name may mean
LONGEST_TYPED = 200  # characters
# Each name once: SQLite jumps from one to the next in the index, which holds a row a mention.
_NAMES = """WITH RECURSIVE each(name) AS (
        SELECT min(name) FROM mentions INDEXED BY mentions_name WHERE name >= :first
        UNION ALL SELECT (SELECT min(name) FROM mentions INDEXED BY mentions_name WHERE name > each.name)
        FROM each WHERE each.name < :last)
    SELECT name FROM each WHERE name < :last AND name LIKE :like ESCAPE '\\' ORDER BY name"""
_BEHIND_ALL = "\U0010ffff"  # no name comes behind it


@dataclass(frozen=True, slots=True)
class NamedInMentions:
    """The stored `names` that a typed name means, the surest first; none if nobody is called so.

    `canonical` is its name in the names file, None if it isn't there. `others` is the number of further names.
    """

    typed: str
    names: tuple[str, ...]
    canonical: str | None = None
    others: int = 0


def named_in_mentions(corpus: Corpus, typed: str) -> NamedInMentions:
    """Return whom a typed name means.

    A body is meant under each of its names, and with it its offices ("BP3MI": BP3MI NTT, BP3MI Bali). Of a person, the
    official of the names file is meant, then who is called exactly so, then everybody with these words in the name.
    """
    typed = " ".join(typed[:LONGEST_TYPED].split())
    known = known_names(names_of(corpus.path))
    canonical = _canonical(typed, known)
    name = canonical or typed
    sought = tokens(name)
    if not sought:
        return NamedInMentions(typed, ())
    is_body = canonical is not None and canonical not in known.names.officials
    if not is_body and any(stored_names(corpus, first=name, last=f"{name}\0")):
        return NamedInMentions(typed, (name,), canonical)
    stored = list(_names_with(corpus, sought))
    same = [one for one in stored if tokens(one) == sought]
    if canonical is not None and canonical in _bodies(known):
        of_others = {tokens(one) for one in _bodies(known)} - {sought}
        offices = [one for one in stored if tokens(one)[: len(sought)] == sought and one not in same]
        same += [one for one in offices if not any(tokens(one)[: len(other)] == other for other in of_others
                                                   if len(other) > len(sought))]  # fmt: skip
    names = same or stored
    return NamedInMentions(typed, tuple(names[:MOST_MEANT]), canonical, max(0, len(names) - MOST_MEANT))


def meaning_sentence(meant: NamedInMentions) -> str | None:
    """Return a sentence on whom a typed name means, where that is nobody, several, or called otherwise; else None."""
    if not meant.names:
        return f"nobody called {meant.typed} is named in the articles"
    if meant.names == (meant.typed,):
        return None
    more = f" and {len(meant.names) - MOST_SHOWN + meant.others:,} more" if len(meant.names) > MOST_SHOWN else ""
    return f"{meant.typed} means {', '.join(meant.names[:MOST_SHOWN])}{more} here"


def _bodies(known: KnownNames) -> set[str]:
    return {canonical_body(one) for one in known.names.lineages.values() if one.kind in ("body", "office")}


def _canonical(typed: str, known: KnownNames) -> str | None:
    """Return the name in the names file of what is typed: of a body, with its place; of an official."""
    if official := known.officials.get(tokens(typed)):
        return official
    for written in (typed, typed.upper()):
        words = CutText(written)
        for spot in known_spots(words, known, written).every:
            if spot.kind == BODY and spot.first == 0 and spot.last == len([one for one in words.words if one]) - 1:
                return spot.name
    fitting = known.by_word.get(tokens(typed)[0], ()) if len(tokens(typed)) == 1 else ()
    return fitting[0] if len(fitting) == 1 and len(tokens(fitting[0])) == 1 else None


def body_meant(name: str, names: Names) -> str | None:
    """Return the name under which the body called so is counted (BP2MI: KP2MI); None for a person and others."""
    known = known_names(names)
    canonical = _canonical(name, known) if tokens(name) else None
    return canonical if canonical not in known.names.officials else None


def _names_with(corpus: Corpus, sequence: Tokens) -> Iterator[str]:
    """Yield the stored names with these words, next to each other."""
    length = len(sequence)
    longest = max(sequence, key=len)
    for name in stored_names(corpus, longest if longest.isascii() and longest.isalnum() else ""):
        words = tokens(name)
        if any(words[n : n + length] == sequence for n in range(len(words) - length + 1)):
            yield name


def stored_names(corpus: Corpus, part: str = "", *, first: str = "", last: str = _BEHIND_ALL) -> Iterator[str]:
    """Yield every name of a mention, once, in the order of the alphabet, from `first` on and before `last`.

    `part`, of letters and figures, stands in the name, in any case.
    """
    rows = corpus.conn.execute(_NAMES, {"first": first, "last": last, "like": f"%{part}%"})
    return (str(name) for (name,) in rows.fetchall())

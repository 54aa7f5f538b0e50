"""The evidence that a form of the tail needs beside its words (`evidence_for`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.strings.dateline_words import is_place
from pipelines.strings.person_names import clean_name, is_agency, split_names
from pipelines.strings.squashed import squash
from pipelines.tail.other_stories import OfSite, is_headline
from pipelines.tail.tail_forms import TailForm

ENDS_OF_A_SENTENCE = (".", "!", "?", "”", '"', "…")
MIN_SENTENCE_WORDS = 5
MIN_SENTENCE = 120  # characters of a line that is prose without a sign at its end
QUOTES = "“”\"'‘’"
MARKS = " ()*[]/"  # of a sign-off: "(*)", "**", "/"
# "4. Surat sehat", "- Laki-laki: 164 orang", "c) paspor"
LIST_ITEM = re.compile(r"^\s*(?:[-–•*·▪]|\(?(?:\d{1,2}|[a-z])[.)])\s")
CODE = re.compile(r"[A-Z]-\d")
NAME_GROUPS = ("author", "editor", "sign", "initials")  # of a form, of which at most one is set where one is asked for
MIN_HOUSE_LETTERS = 3  # of an outlet's own name


@dataclass(frozen=True)
class TailContext:
    """What the page says of itself: the outlet's own names, and the writers that its metadata name."""

    own: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    of_site: OfSite | None = None
    """Says by the page's markup whether lines behind others are the site's; None where there is no page."""

    is_teaser: Callable[[str], bool] = is_headline
    """Says of a line behind a bare "Baca juga" whether it is another story's title; by its capitals without a page."""

    behind: Callable[[str], Sequence[str]] | None = None
    """Gives the page's lines right behind the one with these words, whether they were extracted or not."""

    @cached_property
    def own_squashed(self) -> frozenset[str]:
        """The own names, squashed."""
        return frozenset(name for each in self.own if len(name := squash(each)) >= MIN_HOUSE_LETTERS)

    def is_own(self, house: str) -> bool:
        """True for one of the outlet's own names, also with its ending ("Contoh.com") or a region behind it.

        >>> TailContext(("Warta Teluk",)).is_own("WartaTeluk.com"), TailContext(("Warta Teluk",)).is_own("Teluk")
        (True, False)
        """
        squashed = squash(house)
        return any(
            squashed == own or (len(own) > MIN_HOUSE_LETTERS and squashed.startswith(own)) for own in self.own_squashed
        )


@dataclass(frozen=True, slots=True)
class FormPlace:
    """Where a form matched: the words before it on its line, the line above, and the text above as one string."""

    before: str
    above: str
    text: Callable[[], str]


def is_prose(text: str) -> bool:
    """True for a line that holds a sentence.

    >>> is_prose("Acara itu selesai pukul sepuluh malam."), is_prose("Kritik Jenderal ke Kapolri"), is_prose("(zik)")
    (True, False, False)
    """
    ended = text.rstrip(" )*]").endswith((*ENDS_OF_A_SENTENCE, ":", ";", ","))
    words = text.count(" ") + 1
    return words >= MIN_SENTENCE_WORDS and (ended or (len(text) > MIN_SENTENCE))


def evidence_for(form: TailForm, match: re.Match[str], at: FormPlace, context: TailContext) -> str | None:
    """Return the evidence in words, "" where the form needs none; None where some of it lacks."""
    reasons: list[str] = []
    for need in sorted(form.needs):
        if not _CHECKS[need](match, at, context):
            return None
        reasons.append(_WORDS[need])
    return ", ".join(reasons)


def _sentence(_match: re.Match[str], at: FormPlace, _context: TailContext) -> bool:
    return not at.before or _ended(at.before)


def _behind(_match: re.Match[str], at: FormPlace, _context: TailContext) -> bool:
    return _ended(at.before) if at.before.strip(MARKS) else _ended(at.above)


def _ended(words: str) -> bool:
    return words.rstrip(MARKS).endswith(ENDS_OF_A_SENTENCE)


def _new(match: re.Match[str], at: FormPlace, context: TailContext) -> bool:
    """True where the name is not that of somebody in the text, and does not follow a mere quotation."""
    groups = match.groupdict()
    name = next((groups[key] or "" for key in NAME_GROUPS if groups.get(key)), "")
    if any(squash(name) == squash(writer) for writer in context.writers):
        return True
    if at.before[:1] in QUOTES and at.before[-1:] in QUOTES and at.before:
        return False
    above = f"{at.text()}\n{at.before}"
    first = name.split()[0] if name else ""
    return bool(first) and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", above, re.IGNORECASE) is None


def _person(match: re.Match[str], _at: FormPlace, context: TailContext) -> bool:
    groups = match.groupdict()
    name = next((groups[key] or "" for key in NAME_GROUPS if groups.get(key)), "").title()
    return any(
        clean_name(part, context.own) and not is_place(part) and not is_agency(part) for part in split_names(name)
    )


def _own(match: re.Match[str], _at: FormPlace, context: TailContext) -> bool:
    return context.is_own(match["house"])


def _place(match: re.Match[str], _at: FormPlace, _context: TailContext) -> bool:
    return is_place(match["place"])


def _writer(match: re.Match[str], _at: FormPlace, context: TailContext) -> bool:
    return squash(match["author"]) in {squash(writer) for writer in context.writers}


def _sure(match: re.Match[str], at: FormPlace, _context: TailContext) -> bool:
    groups = match.groupdict()
    signs = groups.get("initials") or groups.get("sign") or ""
    if not at.before or _ended(at.before):
        return LIST_ITEM.match(at.before) is None or "/" in signs
    initials = "".join(word[0] for word in at.before.lower().split()[-len(signs) :])
    return signs.lower() != initials and not CODE.search(signs) and LIST_ITEM.match(at.before) is None


_CHECKS = {
    "behind": _behind,
    "new": _new,
    "own": _own,
    "person": _person,
    "place": _place,
    "sentence": _sentence,
    "sure": _sure,
    "writer": _writer,
}
_WORDS = {
    "behind": "behind a sentence",
    "new": "the name stands nowhere in the text",
    "own": "the outlet's own name",
    "person": "a person's name",
    "place": "a known place",
    "sentence": "behind a sentence",
    "sure": "no abbreviation, no list",
    "writer": "whom the page names as its writer",
}

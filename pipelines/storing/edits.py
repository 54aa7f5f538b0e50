"""Compare two readings of an article: was its headline or its text edited, and does the page say so (`edits_between`).

Compared is what refining gives: counters, adverts and related links are cut before, and case, punctuation and spaces
do not count. What was not seen when this was written, and what happens then:

- A line that differs at each load in words that are not among `COUNTER` (a clock, an advert, another headline): known
  by a second load of the page (`again`; pipelines/storing/unstable.py), without which it is an edit.
- A correction notice in other words than those of corpus/versions/correction_notices.py: the edit is `changed` (or
  `headline`), not `corrected`.
- An edit of punctuation or case alone ("tidak, bersalah"): not noticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.event_kinds import EditKind
from corpus.fingerprint import text_sha256
from corpus.models import Article
from corpus.versions.correction_forms import CorrectionKind
from corpus.versions.correction_notices import headline_of, lines_beside, notices_in
from corpus.versions.counters import COUNTED_WORDS, own_text
from corpus.versions.word_changes import word_changes
from pipelines.storing.unstable import is_another_load, is_another_title, line_words


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an article that are compared: headline, text, and the lines beside it that may be a notice."""

    title: str
    text: str
    cut: tuple[str, ...] = ()


def wording_of(article: Article) -> Wording:
    """Return the words of a refined article."""
    removed = ((line.rule, line.text) for line in article.removed)
    return Wording(article.title, article.text, lines_beside(removed, ((o.reason, o.text) for o in article.outside)))


def edits_between(before: Wording, after: Wording, again: Wording | None = None) -> tuple[EditKind, ...]:
    """Return which edits lie between two readings; nothing where only counters, typography or spaces differ.

    `again` is a second reading of the page just after `after`: what differs between these two is no edit.

    >>> old = Wording("Rapat di Kupang", "Kepala balai hadir.\\nDibaca 12 kali")
    >>> edits_between(old, Wording("Rapat di Kupang", "Kepala  balai hadir\\nDibaca 13 kali"))
    ()
    >>> edits_between(old, Wording("Rapat di Ende", "Wakil kepala balai hadir.\\nRalat: semula tertulis kepala."))
    ('headline', 'corrected')
    >>> edits_between(*(Wording("Rapat", f"Kepala balai hadir.\\nPukul 0{n}.12 di kota ini") for n in (7, 8, 9)))
    ()
    """
    kinds: list[EditKind] = []
    if _headline_differs(before, after, again):
        kinds.append("headline")
    if correction_between(before, after, again):
        kinds.append("corrected")
    elif _fingerprint(before.text) != _fingerprint(after.text) and not (
        again and is_another_load(*(line_words(own_text(wording.text)) for wording in (before, after, again)))
    ):
        kinds.append("changed")
    return tuple(kinds)


def correction_between(before: Wording, after: Wording, again: Wording | None = None) -> CorrectionKind | None:
    """Return the kind of correction that the page now announces and did not before; None if it announces none.

    A notice counts that stands in both loads and was not there, or where each load has more notices than before.

    >>> correction_between(Wording("Rapat di Ende", "Dibuka."), Wording("Rapat di Ende (Ralat)", "Dibuka."))
    'ralat'
    """
    old, new, newer = (_notices(wording) for wording in (before, after, again or after))
    added = [kind for line, kind in new.items() if line in newer and line not in old]
    if added:
        return added[0]
    return next(reversed(new.values())) if min(len(new), len(newer)) > len(old) else None


def sizes_of(before: Wording, after: Wording, edits: tuple[EditKind, ...]) -> Mapping[EditKind, tuple[int, int]]:
    """Return the size of each edit: words that came in and went out, of the headline's for `headline`."""
    sizes: dict[EditKind, tuple[int, int]] = {}
    for kind in edits:
        of_headline = kind == "headline"
        old, new = (before.title, after.title) if of_headline else (before.text, after.text)
        changes = word_changes(old, new, headline=of_headline)
        sizes[kind] = changes.words_in, changes.words_out
    return sizes


def _headline_differs(before: Wording, after: Wording, again: Wording | None) -> bool:
    titles = [COUNTED_WORDS.sub("", wording.title) for wording in (before, after, again or after)]
    if text_sha256(titles[0]) == text_sha256(titles[1]):
        return False
    old, new, newer = (tuple(word for line in line_words(title) for word in line) for title in titles)
    return again is None or not is_another_title(old, new, newer)


def _fingerprint(text: str) -> str:
    return text_sha256(own_text(text))


def _notices(wording: Wording) -> dict[str, CorrectionKind]:
    """Return the fingerprint of each notice of a correction, with its kind; a headline that says so is one."""
    notices = {notice.sha256: kind for notice in notices_in(wording.text, wording.cut) if (kind := notice.correction)}
    if correction := headline_of(wording.title):
        notices.setdefault("headline", correction.kind)
    return notices

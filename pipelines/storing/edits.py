"""Compare two readings of an article: was its headline or its text edited, and does the page say so (`edits_between`).

Compared is what refining gives: counters, adverts and related links are cut before, and case, punctuation and spaces
do not count. What was not seen when this was written, and what happens then:

- A line that differs at each load in words that are not among `COUNTER` (a clock, an advert, another headline): known
  by a second load of the page (`again`; pipelines/storing/unstable.py), without which it is an edit.
- A correction notice in other words than `NOTICE`: the edit is `changed` (or `headline`), not `corrected`.
- An edit of punctuation or case alone ("tidak, bersalah"): not noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.event_kinds import EditKind
from corpus.fingerprint import text_sha256
from corpus.models import Article
from pipelines.storing.unstable import is_another_load, is_another_title, line_words

COUNTER_WORDS = """ago artikel baca bagikan berita comment comments detik dibaca dibagikan dilihat diperbarui hari hit
    hits ini jam jt jumlah k kali komentar lalu like likes menit min minutes oleh orang pembaca pengunjung rb read reads
    sebanyak share shares sudah suka tayang tayangan telah total update updated view
    viewed viewer viewers views x yang"""
COUNTER = frozenset(COUNTER_WORDS.split())  # "Dibaca: 1.204 kali", "12 Komentar", "Views 310", "3 jam yang lalu"
MOST_COUNTER_WORDS = 12
COUNTED = re.compile(  # within a line: "... di Kupang. Dibaca 1.204 kali", "310 views"
    r"""\b (?: dibaca | dilihat | dibagikan | viewed | views? | hits? ) \s? :? \s? \d[\d.,]{0,12}
            (?: \s (?: kali | times | x ) )? \b
      | \b \d[\d.,]{0,12} \s? (?: rb | jt | k )? \s?
            (?: views? | viewers? | shares? | likes? | hits | komentar | comments? ) \b""",
    re.IGNORECASE | re.VERBOSE,
)
NOTICE = re.compile(  # "Ralat: ...", "(Koreksi) ...", "Artikel ini telah diperbarui pada ..."
    r"""^\W{0,5} (?: ralat | koreksi | diralat | pembetulan | permintaan\ maaf | hak\ koreksi ) \b
            \s? (?: [:)\]-] | redaksi\b )
      | \b (?: artikel | berita | judul | naskah | tulisan | laporan | teks )\ (?: ini\ | di\ atas\ | tersebut\ )?
            (?: telah | sudah )\ (?: kami\ )?
            (?: di(?: perbarui | perbaiki | koreksi | ralat | revisi | sunting | ubah | betulkan )
              | mengalami\ (?: perubahan | perbaikan | koreksi | revisi ) )
      | \b catatan\ redaksi \b""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an article that are compared: headline, text, and the lines that were cut from the page."""

    title: str
    text: str
    cut: tuple[str, ...] = ()


def wording_of(article: Article) -> Wording:
    """Return the words of a refined article."""
    return Wording(article.title, article.text, tuple(line.text for line in article.removed))


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
    if _has_new_notice(before, after, again):
        kinds.append("corrected")
    elif _fingerprint(before.text) != _fingerprint(after.text) and not (
        again and is_another_load(*(line_words(own_text(wording.text)) for wording in (before, after, again)))
    ):
        kinds.append("changed")
    return tuple(kinds)


def _headline_differs(before: Wording, after: Wording, again: Wording | None) -> bool:
    titles = [COUNTED.sub("", wording.title) for wording in (before, after, again or after)]
    if text_sha256(titles[0]) == text_sha256(titles[1]):
        return False
    old, new, newer = (tuple(word for line in line_words(title) for word in line) for title in titles)
    return again is None or not is_another_title(old, new, newer)


def _has_new_notice(before: Wording, after: Wording, again: Wording | None) -> bool:
    """True if the page has a notice that was not there: in both loads, or more notices than before in each."""
    old, new, newer = (_notices(wording) for wording in (before, after, again or after))
    return bool((new & newer) - old) or min(len(new), len(newer)) > len(old)


def own_text(text: str) -> str:
    """Return the text without the lines, and the words in them, that are counters."""
    return "\n".join(COUNTED.sub("", line) for line in text.split("\n") if not is_counter(line))


def _fingerprint(text: str) -> str:
    return text_sha256(own_text(text))


def is_counter(line: str) -> bool:
    """True for a line of nothing but a number and the words of a counter.

    >>> is_counter("Dibaca: 1.204 kali"), is_counter("Sebanyak 12 pegawai dibina"), is_counter("Komentar")
    (True, False, False)
    >>> is_counter("Artikel ini telah dibaca 1.204 kali"), is_counter("Diperbarui 3 jam yang lalu")
    (True, True)
    """
    words = _WORD.findall(line.casefold()[:200])
    numbers = [word for word in words if word[0].isdigit()]
    return len(numbers) > 0 and len(words) <= MOST_COUNTER_WORDS and COUNTER.issuperset(set(words) - set(numbers))


def _notices(wording: Wording) -> frozenset[str]:
    lines: Sequence[Iterable[str]] = (wording.text.split("\n"), wording.cut)
    return frozenset(text_sha256(line) for group in lines for line in group if NOTICE.search(line))

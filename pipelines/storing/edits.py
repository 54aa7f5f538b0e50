"""Compare two readings of an article: was its headline or its text edited, and does the page say so (`edits_between`).

Compared is what refining gives: counters, adverts and related links are cut before, and case, punctuation and spaces
do not count. What was not seen when this was written, and what happens then:

- A counter in words that are not among `COUNTER`, left in the text by an outlet's layout: an edit at each look.
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


def edits_between(before: Wording, after: Wording) -> tuple[EditKind, ...]:
    """Return which edits lie between two readings; nothing where only counters, typography or spaces differ.

    >>> old = Wording("Rapat di Kupang", "Kepala balai hadir.\\nDibaca 12 kali")
    >>> edits_between(old, Wording("Rapat di Kupang", "Kepala  balai hadir\\nDibaca 13 kali"))
    ()
    >>> edits_between(old, Wording("Rapat di Ende", "Wakil kepala balai hadir.\\nRalat: semula tertulis kepala."))
    ('headline', 'corrected')
    """
    kinds: list[EditKind] = []
    if text_sha256(before.title) != text_sha256(after.title):
        kinds.append("headline")
    corrected = _notices(after) - _notices(before)
    if corrected:
        kinds.append("corrected")
    elif _fingerprint(before.text) != _fingerprint(after.text):
        kinds.append("changed")
    return tuple(kinds)


def _fingerprint(text: str) -> str:
    return text_sha256("\n".join(COUNTED.sub("", line) for line in text.split("\n") if not is_counter(line)))


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

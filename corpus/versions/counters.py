"""Lines and words of a text that count or date it ("Dibaca 1.204 kali", "Artikel ini telah diperbarui pada 3 Mei").

A change of them is no edit: `own_text` is the text without them.
"""

from __future__ import annotations

import re

COUNTER_WORDS = """ago artikel baca bagikan berita comment comments detik dibaca dibagikan dilihat diperbarui hari hit
    hits ini jam jt jumlah k kali komentar lalu like likes menit min minutes oleh orang pembaca pengunjung rb read reads
    sebanyak share shares sudah suka tayang tayangan telah total update updated view
    viewed viewer viewers views x yang"""
COUNTER = frozenset(COUNTER_WORDS.split())  # "Dibaca: 1.204 kali", "12 Komentar", "Views 310", "3 jam yang lalu"
MOST_COUNTER_WORDS = 12
COUNTED_WORDS = re.compile(  # within a line: "... di Kupang. Dibaca 1.204 kali", "310 views"
    r"""\b (?: dibaca | dilihat | dibagikan | viewed | views? | hits? ) \s? :? \s? \d[\d.,]{0,12}
            (?: \s (?: kali | times | x ) )? \b
      | \b \d[\d.,]{0,12} \s? (?: rb | jt | k )? \s?
            (?: views? | viewers? | shares? | likes? | hits | komentar | comments? ) \b""",
    re.IGNORECASE | re.VERBOSE,
)
STAMPED = re.compile(  # "Terakhir diperbarui: 3 Mei 2024 10:00 WITA", "Berita ini telah diperbarui pukul 17.00 WIB"
    r"""^ \W* (?: (?: artikel | berita | tulisan | konten | judul ) \s (?: ini \s )? )?
        (?: (?: telah | sudah | terakhir | last ) \s )? (?: kami \s )?
        (?: diperbarui | dimutakhirkan | diupdate | di-update | updated | tayang | terbit | dipublikasikan ) \b""",
    re.IGNORECASE | re.VERBOSE,
)
MOST_STAMP_WORDS = 12
_NOT_OF_STAMPS = re.compile(
    r"\b(?:karena|setelah|untuk|salah|keliru|kesalahan|kekeliruan|koreksi|ralat)", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


def own_text(text: str) -> str:
    """Return the text without the lines, and the words in them, that are counters.

    >>> own_text("Balai dibuka di Kupang. Dibaca 1.204 kali\\n12 Komentar\\nIa hadir.")
    'Balai dibuka di Kupang. \\nIa hadir.'
    """
    return "\n".join(
        COUNTED_WORDS.sub("", line) for line in text.split("\n") if not is_counter(line) and not is_stamp(line)
    )


def is_counter(line: str) -> bool:
    """Return True for a line of nothing but a number and the words of a counter.

    >>> is_counter("Dibaca: 1.204 kali"), is_counter("Sebanyak 12 pegawai dibina"), is_counter("Komentar")
    (True, False, False)
    >>> is_counter("Artikel ini telah dibaca 1.204 kali"), is_counter("Diperbarui 3 jam yang lalu")
    (True, True)
    """
    words = _WORD.findall(line.casefold()[:200])
    numbers = [word for word in words if word[0].isdigit()]
    return len(numbers) > 0 and len(words) <= MOST_COUNTER_WORDS and COUNTER.issuperset(set(words) - set(numbers))


def is_stamp(line: str) -> bool:
    """Return True for a line of nothing but when the page was brought up to date.

    >>> is_stamp("Artikel ini telah diperbarui pada 12 November 2023, 10.00 WIB."), is_stamp("Data diperbarui 2023")
    (True, False)
    >>> is_stamp("Artikel ini telah diperbarui pada 12 November 2023 karena salah nama.")
    False
    """
    if not STAMPED.search(line) or _NOT_OF_STAMPS.search(line):
        return False
    words = _WORD.findall(line)
    return len(words) <= MOST_STAMP_WORDS and any(word[0].isdigit() for word in words)

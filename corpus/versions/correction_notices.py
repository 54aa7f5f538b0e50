"""Recognise corrections: notices at the head or tail of a page (`notices_in`), and headlines (`headline_of`).

What was not seen when this was written, and what happens then:

- A correction in other words than those of `corpus/data/corrections.toml`, or in the middle of a text: an edit like
  others, or nothing.
- A notice in a box that the page's rules put outside the article without its words: not seen.
- A correction that a speaker is quoted with ("Artikel ini telah diralat," kata ...): none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.fingerprint import text_sha256
from corpus.versions.correction_forms import CorrectionKind, NoticeKind, correction_forms

HEAD_LINES, TAIL_LINES = 3, 6  # paragraphs of a text in which a notice may stand
LONGEST_NOTICE = 1_500  # characters; a longer line is prose
MOST_BEFORE_STATEMENT = 400  # characters of a line before the words that say it
LEAST_NAME_WORDS = 4  # of a headline that names an article
_HINTS = (
    "ralat", "koreksi", "hak jawab", "cabut", "tarik", "keliru", "kesalahan", "redaksi", "perbarui", "mutakhir",
    "pembetulan", "correct", "update", "perbaik", "revisi", "sunting", "betulkan", "seharusnya", "yang benar",
    "amended", "ketidakakuratan", "hapus", "ubah", "bukan",
)  # fmt: skip
_HEADLINE_HINTS = ("ralat", "koreksi", "jawab", "cabut", "penarikan")
_OF_OTHERS = re.compile("also|next|more|related|stor|teaser|choice|comment|tag|title|link|caption")  # rules
_OWN_OUTSIDE = frozenset({"standfirst", "unexplained"})
_SPACES = re.compile(r"\s+")
_QUOTED = re.compile(
    r"""["“”„«] (?P<double> [^"“”„«»\n]{12,300}) ["“”»] | (?<!\w) ['‘] (?P<single> [^'‘’"“”\n]{12,300}) ['’] (?!\w)""",
    re.VERBOSE,
)
_TITLED = re.compile(r"\b(?:berjudul|bertajuk|bertitel|judul)\b\s*:?\s*$", re.IGNORECASE)
_WITHDRAWN = re.compile(r"\b(?:(?:di|men)?(?:cabut|tarik)|pencabutan|penarikan|withdrawn|retracted)\b", re.IGNORECASE)
_TITLED_FIRST = re.compile(r"^(?:yang\s)?(?:berjudul|bertajuk|dengan\sjudul)\b", re.IGNORECASE)
_MARKS = " \"'“”‘’:-–—()[]"
_BEHIND_COLON = re.compile(
    r"""\b (?: berita | artikel | tulisan ) \s (?: yang \s )? (?: di (?: ralat | koreksi | cabut | perbaiki | maksud )
        | semula | awal | asli | sebelumnya | terdahulu ) \s? : \s? (.{12,300}) $""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"“”]{4,500}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """A line that says that the article was corrected: the kind, the rule that knows it, and the line itself."""

    kind: NoticeKind
    rule: str
    line: str

    @property
    def correction(self) -> CorrectionKind | None:
        """The kind of correction; None for a page that was brought up to date."""
        return None if self.kind == "update" else self.kind

    @property
    def sha256(self) -> str:
        """The fingerprint of the line's words."""
        return text_sha256(self.line)


@dataclass(frozen=True, slots=True)
class HeadlineCorrection:
    """A headline of an article that is itself a correction; `named` is what it says of the corrected one."""

    kind: CorrectionKind
    rule: str
    named: str


def notices_in(text: str, beside: Iterable[str] = ()) -> tuple[CorrectionNotice, ...]:
    """Return the notices at the head and the tail of a text, and in the lines `beside` it (cut, or outside of it).

    >>> [(notice.kind, notice.line) for notice in notices_in("Balai dibuka.\\nRalat: semula tertulis balai ditutup.")]
    [('ralat', 'Ralat: semula tertulis balai ditutup.')]
    >>> notices_in("Koreksi harga emas berlanjut.\\nPemerintah mencabut izin perusahaan itu.")
    ()
    """
    lines = text.split("\n")
    outer = lines if len(lines) <= HEAD_LINES + TAIL_LINES else [*lines[:HEAD_LINES], *lines[-TAIL_LINES:]]
    every = [*_joined(outer), *beside]
    notices = (notice for line in every if len(line) <= LONGEST_NOTICE and (notice := _notice(line)))
    return tuple({notice.sha256: notice for notice in notices}.values())


def lines_beside(removed: Iterable[tuple[str, str]], outside: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return the lines of a page that may hold a notice, though they are not in the text.

    `removed` are (rule, text) of what was cut, `outside` (reason, text) of what stands outside. What is another
    article's, or the headline once more, is left out.

    >>> lines_beside([("disclaimer", "Catatan Redaksi: ..."), ("read_also", "Baca juga: ...")], [("menu", None)])
    ('Catatan Redaksi: ...',)
    """
    cut = (text for rule, text in removed if not _OF_OTHERS.search(rule))
    return (*cut, *(text for reason, text in outside if text and reason in _OWN_OUTSIDE))


def headline_of(title: str) -> HeadlineCorrection | None:
    """Return what a headline says that names its article a correction; None for any other headline.

    >>> headline_of("[RALAT] Balai Contoh Bina 12 Pegawai").named
    'Balai Contoh Bina 12 Pegawai'
    >>> headline_of("Koreksi Harga Emas Berlanjut"), headline_of("Pencabutan Izin Tiga Perusahaan")
    (None, None)
    """
    small = title.casefold()
    if not any(hint in small for hint in _HEADLINE_HINTS):
        return None
    plain = _SPACES.sub(" ", title).strip()
    for form in correction_forms().headlines:
        if match := form.match(plain):
            kind = form.kind_of(match)
            assert kind != "update"
            named = _TITLED_FIRST.sub("", match["named"].strip(_MARKS)).strip(_MARKS)
            return HeadlineCorrection(kind, form.rule, named)
    return None


def says_withdrawn(*words: str | None) -> bool:
    """Return True where what a page says in place of its article is that the newsroom withdrew it.

    >>> says_withdrawn("Berita ini telah dicabut", None), says_withdrawn("Artikel tidak ditemukan", "Galat")
    (True, False)
    """
    return any(text and _WITHDRAWN.search(text) for text in words)


def named_headlines(title: str, text: str, named: str) -> tuple[str, ...]:
    """Return the headlines that a correction names as the corrected article's, the surest first.

    Those in quotes behind "berjudul" come first, then what stands behind "Berita yang diralat:" (a link, as a rule),
    then others in quotes, then the rest of its own headline.

    >>> named_headlines("Ralat Berita", 'Berita berjudul "Balai Contoh Bina Pegawai" keliru.', "")
    ('Balai Contoh Bina Pegawai',)
    """
    titled: list[str] = []
    quoted: list[str] = []
    behind: list[str] = []
    for line in (title, *text.split("\n")):
        behind += [match[1] for match in _BEHIND_COLON.finditer(line)]
        for match in _QUOTED.finditer(line):
            name = match["double"] or match["single"]
            (titled if _TITLED.search(line[: match.start()][-40:]) else quoted).append(name)
    names = (_SPACES.sub(" ", name).strip(" .,;:") for name in (*titled, *behind, *quoted, named))
    return tuple(dict.fromkeys(name for name in names if len(_WORD.findall(name)) >= LEAST_NAME_WORDS))


def named_addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses that stand in a text."""
    return tuple(dict.fromkeys(match[0].rstrip(".,;:)]'’") for match in _ADDRESS.finditer(text)))


def _joined(lines: Sequence[str]) -> Iterable[str]:
    """Yield the lines, each heading of a notice ("Koreksi", alone) together with the line below it."""
    before = ""
    for line in lines:
        plain = _SPACES.sub(" ", line).strip()
        if plain.casefold().strip("*:()[] ") in {"koreksi", "catatan redaksi", "redaksi", "hak jawab", "ralat"}:
            if before:
                yield before
            before = f"{plain.strip('*:()[] ')}:"
            continue
        yield f"{before} {plain}".strip()
        before = ""
    if before:
        yield before


def _notice(line: str) -> CorrectionNotice | None:
    small = line.casefold()
    if not any(hint in small for hint in _HINTS):
        return None
    plain = _SPACES.sub(" ", line).strip()
    for form in correction_forms().notices:
        match = form.match(plain)
        if match and match.start() <= MOST_BEFORE_STATEMENT and not _is_in_quotes(plain, match.start()):
            return CorrectionNotice(form.kind_of(match), form.rule, plain)
    return None


def _is_in_quotes(line: str, at: int) -> bool:
    """Return True where quotes are open at this place of the line: somebody is quoted with it."""
    before = line[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")

"""The language of a text, by two detectors: langdetect, and CLD2, which knows Indonesian from its neighbours.

langdetect takes Malay, Javanese and Sundanese for Indonesian. CLD2 separates the four (benchmarks/RESULTS.md has
the figures it was chosen by), and where words stand that only one of two languages uses (data/markers.toml), they
have the last word. CLD2 is asked first, because it is a hundred times as fast; where it is sure of nearly the whole
text, langdetect is not asked (it changed none of 4,841 texts). Without CLD2 (no wheel for this Python) langdetect and
those words decide alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from corpus.urls import host_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.strings.word_count import count_words, is_latin, without_printed_signs

LANGDETECT_CHARACTERS = 1000  # characters that langdetect is given
MAX_LANGUAGE_TEXT = 50_000  # characters of a text whose words are looked at
MIN_LANGUAGE_WORDS = 12  # a shorter text gets no language
MIN_LOCAL_TEXT_WORDS = 30  # below, a text may be of any language
MIN_MALAY_TEXT_WORDS = 100  # below, Malay needs a word that only Malay uses, or the page's own word
MIN_CLD2_SHARE = 90  # percent of a text above which CLD2's word is taken alone
MIN_PROBABILITY = 0.80  # of langdetect's first guess
CLEAR_LEAD_WORDS = 2  # marker words of one language more than of its neighbour that settle it
MIN_MARKER_SHARE = 0.05  # of a text's words that must be Javanese or Sundanese markers
MIN_FUNCTION_WORD_SHARE = 0.02  # of a text's words; Indonesian news has 0.1
FUNCTION_WORDS = frozenset({"dan", "dari", "dengan", "di", "itu", "ke", "pada", "tidak", "untuk", "yang"})
ENGLISH_WORDS = frozenset({"and", "of", "the", "to"})
MIN_ENGLISH_SHARE = 0.05  # of a text's words; English news has 0.14
ARCHIPELAGO = frozenset({"id", "jv", "ms", "su", "tl"})  # what langdetect says of the four languages it mixes up
CLD2_NAMES = {"iw": "he", "jw": "jv", "un": None}
HYPHENATED_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SMALL_ASCII_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")  # the same in small ASCII letters, in half the time


@dataclass(frozen=True, slots=True)
class Language:
    """An ISO 639-1 code, or why there is none."""

    code: str | None
    note: str | None = None


def claimed_language(page: ParsedPage) -> str | None:
    """The language that the page gives for itself, "id" or "ms"; its host's country where it gives none."""
    lang = (page.tree.get("lang") or page.claims.first("og:locale", "content-language") or "").lower()
    country = host_of(page.url).rsplit(".", 1)[-1]
    return {"id": "id", "in": "id", "ms": "ms"}.get(lang[:2]) or {"id": "id", "my": "ms"}.get(country)


def read_language(text: str, claimed: str | None = None) -> Language:
    """Return the language, with the reason if there is none.

    `claimed` (see `claimed_language`) settles Indonesian against Malay where a short text's words don't.

    >>> read_language("BP2MI")
    Language(code=None, note='too short to tell: 2 words')
    """
    words = _hyphenated_words(text.lower().replace("\n", " "))
    if len(words) < MIN_LANGUAGE_WORDS and count_words(text) < MIN_LANGUAGE_WORDS:
        return Language(None, f"too short to tell: {len(words)} word{'s' * (len(words) != 1)}")
    second, is_sure = _cld2_code(text)
    first = second if is_sure else langdetect_code(text)
    if first in ARCHIPELAGO or (second in ARCHIPELAGO and first != "en"):
        code = _regional_language(words, second, claimed)
        return Language(code, None if code else "Indonesian or Malay: the voices disagree on a short text")
    return Language(first.split("-")[0] if first else None, None if first else "no detector is sure")  # "zh-cn"


def is_local(lines: Sequence[str]) -> bool:
    """True for a text with Indonesian or Malay function words, and for one that is too short to tell.

    >>> is_local(["Balai itu dibuka dan pegawai yang datang dilayani."]), is_local(["It was opened and all came."] * 9)
    (True, False)
    """
    text = " ".join(lines).lower()
    if not is_latin(text):
        return False
    words = _hyphenated_words(text)
    function_words = Counter(filter(FUNCTION_WORDS.__contains__, words))
    others = function_words.total() - max(function_words.values(), default=0)  # "di" alone is Italian's too
    enough = MIN_FUNCTION_WORD_SHARE * len(words)
    return len(words) < MIN_LOCAL_TEXT_WORDS or (function_words.total() >= enough and others >= enough / 2)


def is_english(lines: Sequence[str]) -> bool:
    """True for a text with English function words: there 04/09 may be the ninth of April.

    >>> is_english(["The council of the town opened it."]), is_english(["Der Rat der Stadt hat sie eröffnet."])
    (True, False)
    """
    words = _hyphenated_words(" ".join(lines).lower())
    return sum(map(ENGLISH_WORDS.__contains__, words)) > MIN_ENGLISH_SHARE * len(words)


@lru_cache(maxsize=1)  # several ask for the words of one text
def _hyphenated_words(text: str) -> list[str]:
    """The words of a text in small letters."""
    plain = without_printed_signs(text[:MAX_LANGUAGE_TEXT])
    return (SMALL_ASCII_WORD if plain.isascii() else HYPHENATED_WORD).findall(plain)


def langdetect_code(text: str) -> str | None:
    """Return langdetect's language code, None if it is not sure."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    try:
        detector.append(text[:LANGDETECT_CHARACTERS])
        guesses = detector.get_probabilities()
    except LangDetectException:  # no letters to read
        return None
    return str(guesses[0].lang) if guesses and guesses[0].prob >= MIN_PROBABILITY else None


def _cld2_code(text: str) -> tuple[str | None, bool]:
    """Return CLD2's language code (None if it has none or is not installed), and whether it is sure of it."""
    cld2 = _cld2()
    if cld2 is None:
        return None, False
    try:
        reliable, _, guesses = cld2.detect(text)
    except cld2.error:
        return None, False
    _, name, percent, _ = guesses[0]
    code = CLD2_NAMES.get(str(name), str(name))
    return code, bool(reliable and code and percent >= MIN_CLD2_SHARE)


def _regional_language(words: Sequence[str], second: str | None, claimed: str | None) -> str | None:
    """Indonesian, Malay, Javanese or Sundanese: by CLD2, corrected by words that only one of two languages uses."""
    counts = Counter(words)
    scores = {code: sum(counts[word] for word in marks & counts.keys()) for code, marks in _markers().items()}
    if local := _local(words, scores, second):
        return local
    lead = scores["ms"] - scores["id"]
    if abs(lead) >= CLEAR_LEAD_WORDS or second not in {"id", "ms"}:
        return "ms" if lead > 0 else "id"
    if second == "ms" and lead <= 0 and len(words) < MIN_MALAY_TEXT_WORDS:  # CLD2 calls Indonesian of this length Malay
        return claimed if claimed in {"id", "ms"} else None
    return second


def _local(words: Sequence[str], scores: Mapping[str, int], second: str | None) -> str | None:
    """Javanese or Sundanese, where CLD2 or the words say so; else None."""
    if second in {"jv", "su"} and scores["id"] < CLEAR_LEAD_WORDS + scores[second]:
        return second
    best = max(("jv", "su"), key=lambda code: scores[code])
    return best if scores[best] >= MIN_MARKER_SHARE * len(words) and scores[best] > scores["id"] else None


@lru_cache(maxsize=1)
def _markers() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("pipelines") / "data/markers.toml").read_text("utf-8"))
    return {code: frozenset(words) for code, words in table.items()}


@lru_cache(maxsize=1)
def _factory() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.seed = 0  # unseeded, it gives other answers each time
    return factory


@lru_cache(maxsize=1)
def _cld2() -> Any:
    try:
        import pycld2
    except ImportError:
        return None
    return pycld2

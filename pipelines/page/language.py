"""The language of a text, by two detectors (CLD2, langdetect) and by words that one language uses and another does not.

langdetect takes Malay, Javanese and Sundanese for Indonesian. CLD2 separates the four (benchmarks/RESULTS.md has the
figures it was chosen by) and is asked first, because it is a hundred times as fast; where it is sure of nearly the
whole text, langdetect is not asked. Both take other regional languages for Indonesian, and a text with quotations for
the quotations' language: there words decide (data/markers.toml). Without CLD2 (no wheel for this Python) langdetect
and those words decide alone.
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
MIN_MARKERS = 3  # words of a regional language that a text in it has at least
MIN_MARKER_SHARE = 0.05  # of a text's words that are those of its regional language at least
MIN_FRAME_SHARE = 0.2  # of a text's words that stand outside of its quotations, to tell its language
MIN_FRAME_MARKERS = 0.1  # of those words that are Indonesian or Malay ones; Indonesian news has 0.36
QUOTED = re.compile(r"“[^“”]{20,}”|\"[^\"]{20,}\"|«[^«»]{20,}»")
MAX_STRAY_SHARE = 0.03  # of a text's words that are Indonesian or Malay ones, in a text of another language
MIN_NATIONAL_SHARE = 0.05  # of a text's words, above which it is Indonesian or Malay in part
MORE = 1.5  # times the words of another language (each list holds a third of a text's words): the text's own
NATIONAL = frozenset({"en", "id", "ms", "shared"})  # the lists of data/markers.toml that are no regional language's
CODES = frozenset({"jv", "su"})  # regional languages with a code of two letters
REGIONAL_NAMES = {
    "ace": "Acehnese",
    "ban": "Balinese",
    "bbc": "Batak",
    "bjn": "Banjarese",
    "bug": "Buginese",
    "mad": "Madurese",
    "min": "Minangkabau",
    "nij": "Ngaju",
}
CLAIMS = frozenset({"id", "ms"})
MIN_FUNCTION_WORD_SHARE = 0.02  # of a text's words; Indonesian news has 0.1
FUNCTION_WORDS = frozenset({"dan", "dari", "dengan", "di", "itu", "ke", "pada", "tidak", "untuk", "yang"})
ENGLISH_WORDS = frozenset({"and", "of", "the", "to"})
MIN_ENGLISH_SHARE = 0.05  # of a text's words; English news has 0.14
ARCHIPELAGO = frozenset({"id", "jv", "ms", "su", "tl"})  # what langdetect says of the four languages it mixes up
CLD2_NAMES = {"iw": "he", "jw": "jv", "un": None}
OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\ua71f\ua800-\ufaff\ufb50-\ufdff\ufe70-\ufefe]+")  # no Latin letters
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
    return {"id": "id", "in": "id", "ms": "ms"}.get(lang[:2]) or {"bn": "ms", "id": "id", "my": "ms"}.get(country)


def read_language(text: str, claimed: str | None = None) -> Language:
    """Return the language, with the reason if there is none.

    `claimed` (see `claimed_language`) settles Indonesian against Malay where a short text's words don't.

    >>> read_language("BP2MI")
    Language(code=None, note='too short to tell: 2 words')
    """
    words = _hyphenated_words(text.lower().replace("\n", " "))
    if len(words) < MIN_LANGUAGE_WORDS and count_words(text) < MIN_LANGUAGE_WORDS:
        return Language(None, f"too short to tell: {len(words)} word{'s' * (len(words) != 1)}")
    plain = _without_other_scripts(text)
    second, is_sure = _cld2_code(plain)
    if is_sure and second not in ARCHIPELAGO:
        return Language(second)
    first = second if is_sure else langdetect_code(plain)
    scores: Mapping[str, int] = _scores(Counter(words))
    if not is_latin(plain) or (second == "tl" and is_sure and _national(scores) <= MIN_NATIONAL_SHARE * len(words)):
        return _by_detectors(first)
    if (frame := _frame(plain, scores)) is not None:
        words, scores = frame
    return _language_of_words(words, scores, first, second, claimed)


def _by_detectors(first: str | None) -> Language:
    return Language(first.split("-")[0] if first else None, None if first else "no detector is sure")  # "zh-cn"


def _frame(text: str, scores: Mapping[str, int]) -> tuple[list[str], Mapping[str, int]] | None:
    """The words outside of quotation marks, and their scores, where an Indonesian text quotes much of another language.

    None where the text has little of another language, or where what stands outside is short or no Indonesian.
    """
    others = max((scores[code] for code in scores if code not in {"id", "ms", "shared"}), default=0)
    if others < MIN_MARKERS or others * MORE < _national(scores) or not QUOTED.search(text):
        return None
    words = _hyphenated_words(QUOTED.sub(" ", text).lower().replace("\n", " "))
    outside = _scores(Counter(words))
    enough = max(MIN_LANGUAGE_WORDS, MIN_FRAME_SHARE * len(text.split()))
    return (words, outside) if len(words) >= enough and _national(outside) >= MIN_FRAME_MARKERS * len(words) else None


def _national(scores: Mapping[str, int]) -> int:
    """The number of words that are Indonesian or Malay."""
    return scores.get("shared", 0) + scores.get("id", 0) + scores.get("ms", 0)


def _without_other_scripts(text: str) -> str:
    """The text without the words of another script that a text in Latin letters quotes, such as a prayer in Arabic."""
    if without_printed_signs(text).isascii() or not OTHER_SCRIPT.search(text) or not is_latin(text):
        return text
    return OTHER_SCRIPT.sub(" ", text)


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


def _language_of_words(
    words: Sequence[str], scores: Mapping[str, int], first: str | None, second: str | None, claimed: str | None
) -> Language:
    """Return the language whose words stand most in the text; where they say nothing, the detectors' one.

    An Indonesian text with long quotations has more words of Indonesian. `first` is langdetect's code, `second` CLD2's.
    """
    national = _national(scores)
    regional = max((code for code in scores if code not in NATIONAL), key=lambda code: scores[code], default=None)
    most = scores[regional] if regional else 0
    if regional and most >= national and most >= max(MIN_MARKERS, MIN_MARKER_SHARE * len(words)):
        if regional in CODES:
            return Language(regional)
        return Language(None, f"{REGIONAL_NAMES[regional]} by its words, which has no code of two letters")
    stray = scores[second] + CLEAR_LEAD_WORDS if len(words) < MIN_MALAY_TEXT_WORDS and second else 0
    if second in CODES and national < max(stray, MAX_STRAY_SHARE * len(words)):
        return Language(second)
    if not {first, second} & ARCHIPELAGO and national <= MIN_NATIONAL_SHARE * len(words):
        return _by_detectors(first)
    if (english := scores["en"] if scores["en"] >= MIN_MARKERS else 0) > MORE * national:
        return Language("en")
    if english and english * MORE >= national and claimed not in CLAIMS:
        return Language(None, "Indonesian and English in nearly equal parts")
    code = _indonesian_or_malay(words, scores, second, claimed)
    return Language(code, None if code else "Indonesian or Malay: the voices disagree on a short text")


def _indonesian_or_malay(
    words: Sequence[str], scores: Mapping[str, int], second: str | None, claimed: str | None
) -> str | None:
    """Indonesian or Malay by CLD2, corrected by words that only one of the two uses; None for a short text in doubt."""
    lead = scores["ms"] - scores["id"]
    if abs(lead) >= CLEAR_LEAD_WORDS or second not in {"id", "ms"}:
        return "ms" if lead > 0 else "id"
    if len(words) < MIN_MALAY_TEXT_WORDS:  # CLD2 calls some Indonesian of this length Malay, and some Malay Indonesian
        if second == "ms" and lead <= 0:
            return claimed if claimed in CLAIMS else None
        if claimed == "ms" and lead >= 0:
            return claimed
    return second


def _scores(counts: Mapping[str, int]) -> Counter[str]:
    """How many of the words stand in each list of markers."""
    scores: Counter[str] = Counter()
    lists = _markers()
    for word in counts.keys() & lists.keys():
        for code in lists[word]:
            scores[code] += counts[word]
    return scores


@lru_cache(maxsize=1)
def _markers() -> dict[str, list[str]]:
    """The lists of data/markers.toml that each of their words stands in."""
    table: dict[str, list[str]] = tomllib.loads((files("pipelines") / "data/markers.toml").read_text("utf-8"))
    lists: dict[str, list[str]] = {}
    for code, words in table.items():
        for word in dict.fromkeys(words):
            lists.setdefault(word, []).append(code)
    return lists


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

"""Which language is the text in? langdetect's word, with Malay, Javanese and Sundanese told apart by marker words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any

READ = 1000  # characters that langdetect is given
MIN_WORDS = 20  # a shorter text gets no language
SURE = 0.80
LOCAL_SHARE = 0.05  # of a text's words that must be Javanese or Sundanese markers
ARCHIPELAGO = frozenset({"id", "jv", "ms", "su", "tl"})  # what langdetect says of the four languages it mixes up
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code, or None where the text is too short or too unsure to tell.

    >>> language_of("BP2MI")
    """
    words = WORD.findall(text.lower())
    if len(words) < MIN_WORDS:
        return None
    code = _detect(text[:READ])
    return _in_the_archipelago(words) if code in ARCHIPELAGO else code


def _in_the_archipelago(words: list[str]) -> str:
    """Indonesian, Malay, Javanese or Sundanese by their marker words; Indonesian where nothing speaks against it."""
    counts = Counter(words)
    scores = {code: sum(counts[word] for word in marks) for code, marks in _markers().items()}
    local = max("jv", "su", key=lambda code: scores[code])
    if scores[local] >= LOCAL_SHARE * len(words) and scores[local] > scores["id"]:
        return local
    return "ms" if scores["ms"] > scores["id"] else "id"


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


def _detect(text: str) -> str | None:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    try:
        detector.append(text)
        guesses = detector.get_probabilities()
    except LangDetectException:  # no letters to read
        return None
    return str(guesses[0].lang) if guesses and guesses[0].prob >= SURE else None

"""Compare language detectors on Indonesian, Malay, Javanese and Sundanese: confusion tables on your own texts.

    python benchmarks/languages.py FOLDER

FOLDER holds news.id.txt and news.ms.txt (a sentence a line, in document order; twelve in a row make a document)
and nusax_valid.csv (columns indonesian, javanese, sundanese, english: one review a row). Detectors that are not
installed are left out: pip install pycld2 py3langid lingua-language-detector.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

DOCUMENT = 12
SHORT = 4  # reviews put together as a short document
CODES = ("id", "ms", "jv", "su", "en")
Detect = Callable[[str], str | None]
Case = tuple[str, str, str]
"""A set's name, the true language, the text."""


def cases(folder: Path) -> Iterator[Case]:
    """Documents of news, single reviews, and reviews in fours."""
    for code in ("id", "ms"):
        lines = (folder / f"news.{code}.txt").read_text(encoding="utf-8").splitlines()
        for start in range(len(lines) - DOCUMENT + 1):
            yield "news, 12 sentences", code, " ".join(lines[start : start + DOCUMENT])
        for line in lines:
            yield "news, 1 sentence", code, line
    with (folder / "nusax_valid.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name, code in (("indonesian", "id"), ("javanese", "jv"), ("sundanese", "su"), ("english", "en")):
        texts = [row[name] for row in rows]
        for text in texts:
            yield "review", code, text
        for start in range(0, len(texts) - SHORT + 1, SHORT):
            yield "four reviews", code, " ".join(texts[start : start + SHORT])


def detectors() -> Iterator[tuple[str, Detect]]:
    """Those that are installed: ours, langdetect alone, and candidates for the second voice."""
    from pipelines.page import language

    yield "kliping", lambda text: language.read_language(text).code
    yield "langdetect alone", lambda text: language.langdetect_code(text)
    for name, make in (("pycld2", _cld2), ("py3langid", _langid), ("lingua, 5 languages", _lingua)):
        try:
            yield name, make()
        except ImportError:
            print(f"({name} is not installed)", file=sys.stderr)


def _cld2() -> Detect:
    import pycld2

    def detect(text: str) -> str | None:
        try:
            _, _, guesses = pycld2.detect(text)
        except pycld2.error:
            return None
        return str(guesses[0][1]) if guesses[0][1] != "un" else None

    return detect


def _langid() -> Detect:
    import py3langid

    return lambda text: str(py3langid.classify(text)[0])


def _lingua() -> Detect:
    from lingua import Language, LanguageDetectorBuilder

    chosen = (Language.INDONESIAN, Language.MALAY, Language.ENGLISH, Language.TAGALOG, Language.DUTCH)
    detector = LanguageDetectorBuilder.from_languages(*chosen).build()

    def detect(text: str) -> str | None:
        result = detector.detect_language_of(text)
        return result.iso_code_639_1.name.lower() if result else None

    return detect


def table(name: str, detect: Detect, texts: list[Case]) -> None:
    """Print one detector's confusion table."""
    started, counts = time.process_time(), Counter()
    for kind, true, text in texts:
        code = {"jw": "jv"}.get(detected := detect(text), detected)
        counts[kind, true, code if code in CODES else "none" if code is None else "other"] += 1
    took = 1000 * (time.process_time() - started) / len(texts)
    print(f"\n### {name} ({took:.2f} ms a text)\n")
    columns = (*CODES, "other", "none")
    print("| set | true | " + " | ".join(columns) + " |\n|---|---|" + "---|" * len(columns))
    for kind, true in dict.fromkeys((kind, true) for kind, true, _ in texts):
        print(f"| {kind} | {true} | " + " | ".join(str(counts[kind, true, c] or "") for c in columns) + " |")


def main(folder: str) -> None:
    """Print a table for each detector."""
    texts = list(cases(Path(folder)))
    for name, detect in detectors():
        table(name, detect, texts)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

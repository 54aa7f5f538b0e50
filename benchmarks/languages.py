"""Compare language detectors on Indonesian, its neighbours and mixed documents: confusion tables on your own texts.

    python benchmarks/languages.py FOLDER

FOLDER holds news.id.txt and news.ms.txt (a sentence a line, in document order; twelve in a row make a document)
and nusax_valid.csv (columns indonesian, javanese, sundanese, english and other languages: one review a row). To these
come the made-up documents of language_rows.toml, and news with reviews of another language as quotations in it.
Detectors that are not installed are left out: pip install pycld2 py3langid lingua-language-detector.
"""

from __future__ import annotations

import csv
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

DOCUMENT = 12
SHORT = 4  # reviews put together as a short document
CODES = ("id", "ms", "jv", "su", "en")
REGIONAL = (
    "acehnese", "balinese", "banjarese", "buginese", "madurese", "minangkabau", "ngaju", "toba_batak"
)  # fmt: skip
FRAME, QUOTED = 8, 4  # sentences of news, and reviews in another language that it quotes
ROWS = Path(__file__).parent / "language_rows.toml"
Detect = Callable[[str, str | None], str | None]
Case = tuple[str, str, str, str | None]
"""A set's name, the true language, the text, and what its page says of its language."""


def cases(folder: Path) -> Iterator[Case]:
    """Documents of news, single reviews, and reviews in fours."""
    for code in ("id", "ms"):
        lines = (folder / f"news.{code}.txt").read_text(encoding="utf-8").splitlines()
        for start in range(len(lines) - DOCUMENT + 1):
            yield "news, 12 sentences", code, " ".join(lines[start : start + DOCUMENT]), None
        for line in lines:
            yield "news, 1 sentence", code, line, None
    with (folder / "nusax_valid.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    codes = (("indonesian", "id"), ("javanese", "jv"), ("sundanese", "su"), ("english", "en"))
    for name, code in (*codes, *((name, f"none ({name})") for name in REGIONAL)):
        texts = [row[name] for row in rows]
        for text in texts:
            yield "review", code, text, None
        for start in range(0, len(texts) - SHORT + 1, SHORT):
            yield "four reviews", code, " ".join(texts[start : start + SHORT]), None
    yield from _quoting(folder, rows)
    yield from made_up()


def _quoting(folder: Path, rows: list[dict[str, str]]) -> Iterator[Case]:
    """Indonesian news of eight sentences with four reviews in another language as quotations between them."""
    news = (folder / "news.id.txt").read_text(encoding="utf-8").splitlines()
    for name in ("javanese", "sundanese", "english", "minangkabau", "balinese"):
        for start in range(0, len(rows) - QUOTED + 1, QUOTED):
            quoted = [f"“{row[name]}”" for row in rows[start : start + QUOTED]]
            frame = news[FRAME * start : FRAME * (start + 1)]
            pairs = zip(frame, [*quoted, *[""] * (FRAME - QUOTED)], strict=True)
            yield f"news with 4 quotations, {name}", "id", " ".join(text for pair in pairs for text in pair), None


def made_up() -> Iterator[Case]:
    """The made-up documents."""
    for row in tomllib.loads(ROWS.read_text("utf-8"))["row"]:
        for text in row["texts"]:
            yield row["set"], row["true"], text, row.get("claimed")


def detectors() -> Iterator[tuple[str, Detect]]:
    """Those that are installed: ours, langdetect alone, and candidates for the second voice."""
    from pipelines.page import language

    yield "kliping", lambda text, claimed: language.read_language(text, claimed).code
    yield "langdetect alone", lambda text, _: language.langdetect_code(text)
    for name, make in (("pycld2", _cld2), ("py3langid", _langid), ("lingua, 5 languages", _lingua)):
        try:
            yield name, make()
        except ImportError:
            print(f"({name} is not installed)", file=sys.stderr)


def _cld2() -> Detect:
    import pycld2

    def detect(text: str, _: str | None) -> str | None:
        try:
            _, _, guesses = pycld2.detect(text)
        except pycld2.error:
            return None
        return str(guesses[0][1]) if guesses[0][1] != "un" else None

    return detect


def _langid() -> Detect:
    import py3langid

    return lambda text, _: str(py3langid.classify(text)[0])


def _lingua() -> Detect:
    from lingua import Language, LanguageDetectorBuilder

    chosen = (Language.INDONESIAN, Language.MALAY, Language.ENGLISH, Language.TAGALOG, Language.DUTCH)
    detector = LanguageDetectorBuilder.from_languages(*chosen).build()

    def detect(text: str, _: str | None) -> str | None:
        result = detector.detect_language_of(text)
        return result.iso_code_639_1.name.lower() if result else None

    return detect


def table(name: str, detect: Detect, texts: list[Case]) -> None:
    """Print one detector's confusion table."""
    started, counts = time.process_time(), Counter()
    for kind, true, text, claimed in texts:
        code = {"jw": "jv"}.get(detected := detect(text, claimed), detected)
        counts[kind, true, code if code in CODES else "none" if code is None else "other"] += 1
    took = 1000 * (time.process_time() - started) / len(texts)
    print(f"\n### {name} ({took:.2f} ms a text)\n")
    columns = (*CODES, "other", "none")
    print("| set | true | " + " | ".join(columns) + " |\n|---|---|" + "---|" * len(columns))
    for kind, true in dict.fromkeys((kind, true) for kind, true, *_ in texts):
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

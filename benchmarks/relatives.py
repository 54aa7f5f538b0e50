"""Measure a search's recall and precision on judged lists: 200 single words, and 108 other searches.

    python benchmarks/relatives.py TEXT_FILE

The lists were fixed before the rules were written, and half of each was set aside: the half with an odd checksum
(`is_aside`). judged_lists/words.txt has words of news, drawn by a hash, each with the forms of the same texts that a
reader takes for it, and behind | those that only look like them. judged_lists/ways.txt has phrases, spellings, numbers
and laws, each with made-up strings to find and not to find. TEXT_FILE has an article a line; a word should find the
lines that have one of its forms. Prints precision and recall beside raw FTS5, and beside PySastrawi if it is installed
(`pip install PySastrawi`, never a part of kliping: its list of roots may not be used commercially).
"""

from __future__ import annotations

import importlib
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from corpus.models import Outlet
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.tokens import TOKENIZER, tokens
from corpus.vocabulary.word_index import refresh

LISTS = Path(__file__).parent / "judged_lists"
FIRST_ID = 19478 << 20  # 2023-05-01
FRAME = "Catatan pagi {} begitu adanya."

Ask = Callable[[str], set[int]]
"""query -> numbers of the texts that are found."""


def judged_words() -> dict[str, tuple[list[str], list[str]]]:
    """Return word -> (forms to find, itself first, forms that only look like it)."""
    rows = {}
    for line in _lines("words.txt"):
        word, _, forms = line.partition(":")
        right, _, wrong = forms.partition("|")
        rows[word] = ([word, *right.split()], wrong.split())
    return rows


def judged_ways() -> dict[str, tuple[list[str], list[str]]]:
    r"""Return query -> (strings to find, itself first, strings that only look like it); \u escapes are read."""
    rows = {}
    for line in _lines("ways.txt"):
        typed, right, wrong = ([one.strip() for one in part.split(";")] for part in line.split("::"))
        query = typed[0].replace(r"\u00ad", "\u00ad").replace(r"\u200b", "\u200b")
        plain = typed[0].strip('"').replace(r"\u00ad", "").replace(r"\u200b", "")
        rows[query] = ([plain, *right], wrong)
    return rows


def is_aside(query: str) -> bool:
    """Return True if the query was set aside while the rules were written."""
    return zlib.crc32(query.encode()) % 2 == 1


@contextmanager
def opened(texts: Sequence[str]) -> Iterator[Ask]:
    """Give kliping's search over these texts."""
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "judged.db") as corpus:
        corpus.put_outlet(Outlet("koran", "Koran", "media", "koran.example"))
        with corpus.transaction() as sql:
            sql.executemany(
                """INSERT INTO articles (id, outlet, key, url, title, text, published_day, words, text_sha256, complete,
                extractor, rules_version) VALUES (?, 'koran', ?, ?, 'x', ?, '2023-05-01', 5, ?, 1, 'made up', '1')""",
                [(FIRST_ID + n, f"k/{n}", f"https://k/{n}", text, str(n)) for n, text in enumerate(texts)],
            )
        refresh(corpus)
        most = len(texts)
        yield lambda query: {hit.id - FIRST_ID for hit in search(corpus, query, limit=most, seconds=None).hits}


def raw(texts: Sequence[str], stemmed: Callable[[str], str] = str) -> Ask:
    """Return a search by FTS5 as it comes, over the words as they are or `stemmed`."""
    sql = sqlite3.connect(":memory:")
    sql.execute(f"CREATE VIRTUAL TABLE t USING fts5(text, tokenize='{TOKENIZER}')")
    as_stored = [text if stemmed is str else " ".join(map(stemmed, tokens(text))) for text in texts]
    sql.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", enumerate(as_stored))

    def ask(query: str) -> set[int]:
        words = query if stemmed is str else " ".join(map(stemmed, tokens(query)))
        try:
            return {row[0] for row in sql.execute("SELECT rowid FROM t WHERE t MATCH ?", (words,))}
        except sqlite3.OperationalError:  # what raw FTS5 does with a slash or a comma
            return set()

    return ask


def score(ask: Ask, truth: Mapping[str, set[int]], among: Mapping[str, set[int]] | None = None) -> tuple[float, float]:
    """Return recall and precision, each the mean over queries; `among` has the texts that were judged for a query."""
    recalls, precisions = [], []
    for query, right in truth.items():
        result = ask(query) if among is None else ask(query) & among[query]
        recalls.append(len(result & right) / len(right))
        precisions.append(len(result & right) / len(result) if result else 0.0)
    return sum(recalls) / len(recalls), sum(precisions) / len(precisions)


def as_texts(
    judged: Mapping[str, tuple[list[str], list[str]]],
) -> tuple[list[str], dict[str, set[int]], dict[str, set[int]]]:
    """Return a text for each form or string of a list, query -> texts to find, and query -> texts that were judged."""
    numbers = {one: n for n, one in enumerate({one: 0 for groups in judged.values() for g in groups for one in g})}
    right = {query: {numbers[one] for one in groups[0]} for query, groups in judged.items()}
    among = {query: {numbers[one] for group in groups for one in group} for query, groups in judged.items()}
    return [FRAME.format(one) for one in numbers], right, among


def in_lines(lines: Sequence[str], judged: Mapping[str, tuple[list[str], list[str]]]) -> dict[str, set[int]]:
    """Return query -> lines that have one of its forms."""
    having: dict[str, set[int]] = {}
    for n, line in enumerate(lines):
        for word in tokens(line):
            having.setdefault(word, set()).add(n)
    found_in = {query: [having.get(form, set()) for form in right] for query, (right, _) in judged.items()}
    return {query: set().union(*sets) for query, sets in found_in.items() if any(sets)}


def _lines(name: str) -> list[str]:
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _print(texts: Sequence[str], truth: Mapping[str, set[int]], among: Mapping[str, set[int]] | None) -> None:
    systems = {"raw FTS5": raw(texts)}
    try:
        factory = importlib.import_module("Sastrawi.Stemmer.StemmerFactory")
        systems["PySastrawi"] = raw(texts, cache(factory.StemmerFactory().create_stemmer().stem))
    except ImportError:
        print("PySastrawi is not installed", file=sys.stderr)
    with opened(texts) as ours:
        for name, ask in {"kliping": ours, **systems}.items():
            row = [
                score(ask, {query: right for query, right in truth.items() if is_aside(query) == aside}, among)
                for aside in (False, True)
            ]
            print(f"| {name} | " + " | ".join(f"{value:.3f}" for pair in row for value in pair) + " |")


def main() -> int:
    """Measure and print."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    lines = [line for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line]
    words, ways = judged_words(), judged_ways()
    print(f"{len(words)} words, {len(ways)} others, {len(lines)} lines\n")
    print(
        "| system | recall, seen | precision, seen | recall, set aside | precision, set aside |\n|---|---|---|---|---|"
    )
    _print(lines, in_lines(lines, words), None)
    texts, right, among = as_texts(ways)
    _print(texts, right, among)
    return 0


if __name__ == "__main__":
    sys.exit(main())

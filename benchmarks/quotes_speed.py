"""CPU time of reading quotes: `python benchmarks/quotes_speed.py [ROUNDS]`, a row for each kind of text.

Articles: the made-up ones of benchmarks/quotes/articles, per 350 words, the best of the rounds (others may compute
beside it). Hard texts: 200,000 words of one kind, in seconds; four times as many words should take four times as long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.quotes.gold import ARTICLES, read_folder
from corpus.quotes.extraction import quotes_of

WORDS = 350
HARD: dict[str, Callable[[int], str]] = {
    "one paragraph": lambda n: "Maria Contoh mengatakan loket dibuka. “Kami siap,” kata dia. " * (n // 9),
    "all quotes": lambda n: "“Kami siap melayani warga,” " * (n // 4),
    "one quote": lambda n: "“" + "kami siap " * (n // 2) + "”",
    "marks that open": lambda n: "“kata " * n,
    "marks that close": lambda n: "kata” " * n,
    "straight marks": lambda n: '"kata ' * n,
    "single marks": lambda n: "'kata " * n,
    "unclosed paragraphs": lambda n: "“kami siap\n" * (n // 2),
    "capitals": lambda n: "Maria " * n,
    "verbs": lambda n: "Maria mengatakan " * (n // 2),
    "commas": lambda n: "Maria, " * n,
    "brackets": lambda n: "Kepala ( " * n,
    "interview": lambda n: "Tanya: Apa itu sebenarnya?\nJawab: Itu sudah jelas sekali.\n" * (n // 9),
}


def seconds(call: Callable[[], object]) -> float:
    """Return the CPU seconds of a call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main(rounds: int = 20) -> None:
    """Print the rows."""
    golds = read_folder(ARTICLES)
    words = sum(len(gold.text.split()) for gold in golds)
    for gold in golds:
        quotes_of(gold.title, gold.text)  # lists are read once
    best = min(seconds(lambda: [quotes_of(gold.title, gold.text) for gold in golds]) for _ in range(rounds))
    print(f"articles: {best / words * WORDS * 1000:.2f} ms of CPU per {WORDS} words ({len(golds)} articles)")
    for name, make in HARD.items():
        times = [seconds(partial(quotes_of, "", make(number))) for number in (50_000, 200_000)]
        print(f"{name}: 50,000 words {times[0]:.2f} s, 200,000 words {times[1]:.2f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

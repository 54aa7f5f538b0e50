"""Names that words of speech, ranks or forms of address introduce (`by_speech`): "kata Siti Aminah", "Ibu Maria"."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.people_named.cut_text import Gap, WordSort
from corpus.people_named.name_runs import Introduction, NameRuns
from corpus.vocabulary.stemming import roots


def by_speech(runs: NameRuns) -> Iterator[Introduction]:
    """Yield names that words of speech, ranks or forms of address stand beside."""
    words, lists = runs.words, runs.lists
    signs = lists.speech_signs
    for n in [n for n, low in enumerate(words.low) if low in signs]:
        low = words.low[n]
        if low in lists.before_speaker and n + 1 < len(words) and words.gap(n) is Gap.SPACE and words.is_capital(n + 1):
            yield from _named_from(runs, n + 1, "speaker")
        elif low in lists.behind_speaker and n > 0 and words.gap(n - 1) is Gap.SPACE and words.is_capital(n - 1):
            first = runs.run_up_to(n - 1)
            if first is not None and runs.has_name_word(first, n - 1):
                yield Introduction(first, n - 1, "speaker")
        elif words.is_capital(n) and (low in lists.address or (low in lists.ranks and low not in lists.weak_ranks)):
            yield from _named_from(runs, n, "address" if low in lists.address else "rank")


def _named_from(runs: NameRuns, n: int, rule: str) -> Iterator[Introduction]:
    words = runs.words
    while n + 1 < len(words) and words.is_capital(n) and words.sort(n) in (WordSort.RANK, WordSort.ADDRESS):
        if words.gap(n) not in (Gap.SPACE, Gap.POINT):
            return
        n += 1
    run = runs.run_from(n) if n < len(words) else None
    if run is None or not runs.has_name_word(*run):
        return
    first, last = run
    if last > first or (rule == "address" and words.low[first] not in roots()):
        yield Introduction(first, last, rule)

"""What two sequences of words have in common, in order (`equal_runs`), with work that grows with their length alone.

Short stretches are aligned with as few changes as there can be (Myers 1986, "An O(ND) difference algorithm"). A long
one is first cut at the sequences of words that stand once in each (the patience diff of Bazaar and Git does so with
lines). A stretch that neither can part, because too much of it differs, counts as replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Run = tuple[int, int, int]
"""Equal words: (place in the one, place in the other, how many)."""

SHORT = 2_000  # words of both: such a stretch is aligned at once
MOST_CHANGES = 200  # words in and out of a short stretch; with more, it is cut, or counts as replaced
ANCHORS = (8, 3, 1)  # words of a sequence that stands once: of the longest that there are
MOST_CUTS = 12  # one within the other


def equal_runs(one: Sequence[str], other: Sequence[str]) -> list[Run]:
    """Return the runs of equal words, in order; what lies between them was taken out of `one` or put into `other`.

    >>> equal_runs("kepala balai hadir".split(), "wakil kepala balai tidak hadir".split())
    [(0, 1, 2), (2, 4, 1)]
    """
    runs: list[Run] = []
    for run in _aligned(one, other, 0, len(one), 0, len(other), 0):
        if runs and runs[-1][0] + runs[-1][2] == run[0] and runs[-1][1] + runs[-1][2] == run[1]:
            before = runs.pop()
            run = (before[0], before[1], before[2] + run[2])
        runs.append(run)
    return runs


def _aligned(one: Sequence[str], other: Sequence[str], i1: int, i2: int, j1: int, j2: int, cuts: int) -> Iterator[Run]:
    """Yield the runs of two stretches."""
    head = 0
    while i1 + head < i2 and j1 + head < j2 and one[i1 + head] == other[j1 + head]:
        head += 1
    if head:
        yield i1, j1, head
    i1, j1, tail = i1 + head, j1 + head, 0
    while i1 < i2 - tail and j1 < j2 - tail and one[i2 - 1 - tail] == other[j2 - 1 - tail]:
        tail += 1
    i2, j2 = i2 - tail, j2 - tail
    if i1 < i2 and j1 < j2:
        yield from _between(one, other, i1, i2, j1, j2, cuts)
    if tail:
        yield i2, j2, tail


def _between(one: Sequence[str], other: Sequence[str], i1: int, i2: int, j1: int, j2: int, cuts: int) -> Iterator[Run]:
    """Yield the runs of two stretches that begin and end differently."""
    size = i2 - i1 + j2 - j1
    if size <= SHORT and (runs := _fewest_changes(one, other, i1, i2, j1, j2, MOST_CHANGES)) is not None:
        yield from runs
        return
    lengths = ANCHORS if cuts < MOST_CUTS else ()
    anchors = next(filter(None, (_anchors(one, other, i1, i2, j1, j2, length) for length in lengths)), [])
    a, b = i1, j1
    for i, j in [*anchors, (i2, j2)] if anchors else ():
        if i >= a and j >= b:
            yield from _aligned(one, other, a, i, b, j, cuts + 1)
            if i < i2:
                yield i, j, 1
            a, b = i + 1, j + 1


def _anchors(
    one: Sequence[str], other: Sequence[str], i1: int, i2: int, j1: int, j2: int, length: int
) -> list[tuple[int, int]]:
    """Return the places of sequences of so many words that stand once in each: the longest list in order."""
    old = [tuple(one[i : i + length]) for i in range(i1, i2 - length + 1)]
    new = [tuple(other[j : j + length]) for j in range(j1, j2 - length + 1)]
    in_one, in_other = Counter(old), Counter(new)
    places = {words: j for j, words in enumerate(new, j1)}
    pairs = [(i, places[w]) for i, w in enumerate(old, i1) if in_one[w] == 1 and in_other.get(w) == 1]
    ends: list[int] = []  # the smallest place in `other` that ends a list of each length
    last: list[int] = []  # its pair
    before: list[int] = []  # pair -> the pair before it in its list, -1 for none
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [j], [number]
    chain, number = [], last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _fewest_changes(
    one: Sequence[str], other: Sequence[str], i1: int, i2: int, j1: int, j2: int, most: int
) -> list[Run] | None:
    """Return the runs with the fewest words in and out; None where these are more than `most`."""
    n, m = i2 - i1, j2 - j1
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    for changes in range(min(most, n + m) + 1):
        trail.append(dict(furthest))
        for k in range(-changes, changes + 1, 2):
            down = k == -changes or (k != changes and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            y = x - k
            while x < n and y < m and one[i1 + x] == other[j1 + y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            if x >= n and y >= m:
                return _walked_back(trail, i1, j1, n, m)
    return None


def _walked_back(trail: Sequence[dict[int, int]], i1: int, j1: int, n: int, m: int) -> list[Run]:
    """Return the runs on the way that the search took."""
    runs: list[Run] = []
    x, y = n, m
    for changes in range(len(trail) - 1, -1, -1):
        furthest, k = trail[changes], x - y
        down = k == -changes or (k != changes and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
        came = k + 1 if down else k - 1
        start_x = furthest.get(came, 0) if changes else 0
        start_y = start_x - came if changes else 0
        turn_x, turn_y = (
            (start_x, start_y) if not changes else (start_x, start_y + 1) if down else (start_x + 1, start_y)
        )
        if x > turn_x:
            runs.append((i1 + turn_x, j1 + turn_y, x - turn_x))
        x, y = start_x, start_y
    return runs[::-1]

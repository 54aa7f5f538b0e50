"""Entries of fingerprints are read in order, wherever in the file they stand."""

import random
from collections import defaultdict

from corpus.lineage.print_entries import PARTS, RECENT, STEP, PrintEntries
from corpus.store import Corpus


def test_entries_are_the_same_while_they_go_to_their_places(corpus: Corpus) -> None:
    rng = random.Random(1)
    known: dict[int, set[int]] = defaultdict(set)
    values = [-(1 << 31), (1 << 31) - 1, *(rng.randrange(-(1 << 31), 1 << 31) for _ in range(2_000))]
    with corpus.transaction() as sql:
        entries = PrintEntries(sql)
        for _ in range(4):
            new = [(rng.choice(values), rng.randrange(-1_000, 1_000)) for _ in range(STEP * PARTS // 100)]
            entries.put([*new, *new[:100]])
            entries.put(new[:1_000])
            gone = rng.sample(new, 500)
            entries.delete(gone)
            for value, rank in new:
                known[value].add(rank)
            for value, rank in gone:
                known[value].discard(rank)
            of_all = {value: sorted(known[value]) for value in values}
            assert {value: entries.all_of(value) for value in values} == of_all
            assert entries.first_of(values, 3) == {value: tuple(ranks[:3]) for value, ranks in of_all.items()}
        query = f"SELECT count(*) FROM shingles WHERE hash < {RECENT >> 1}"
        assert 0 < sql.execute(query).fetchone()[0] < sum(map(len, known.values()))
        entries.put([(values[0], 5_000)] * STEP * PARTS)
        known[values[0]].add(5_000)
        assert sql.execute(query).fetchone()[0] == sum(map(len, known.values()))
        entries.clear()
        assert entries.first_of(values[:1]) == {values[0]: ()}

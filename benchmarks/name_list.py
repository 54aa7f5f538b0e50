"""What a name of `kliping search --list` costs, and what `names propose` costs, on a large corpus.

    python benchmarks/name_list.py CORPUS

Prints CPU time a name for lists of rare, middling and common words, with and without a query beside; the corpus is one
of benchmarks/search_corpus.py.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from corpus.name_lists.name_search import search_names
from corpus.store import Corpus
from corpus.vocabulary.names_file import shipped_names
from corpus.vocabulary.spellings import propose

NAMES = 200


def lists(corpus: Corpus) -> dict[str, list[str]]:
    """Lists of names by what they are made of."""
    rng = random.Random(3)
    terms = [str(term) for (term,) in corpus.conn.execute("SELECT term FROM forms ORDER BY df DESC LIMIT 20000")]
    known = shipped_names()
    bodies = [name.name for lineage in known.lineages.values() for name in lineage.names]
    return {
        "two rare words": [f"{rng.choice(terms[8000:])} {rng.choice(terms[8000:])}" for _ in range(NAMES)],
        "two middling words": [f"{rng.choice(terms[300:3000])} {rng.choice(terms[300:3000])}" for _ in range(NAMES)],
        "one middling word": [rng.choice(terms[1000:8000]) for _ in range(NAMES)],
        "shipped names": [*known.officials, *bodies],
        "the commonest words": terms[:20],
    }


def main() -> None:
    """Measure, and print a row for each list."""
    with Corpus(Path(sys.argv[1]), read_only=True) as corpus:
        list(search_names(corpus, ["pegawai"]))
        for kind, names in lists(corpus).items():
            for query in (None, "year:2015"):
                begin = time.process_time()
                results = list(search_names(corpus, names, query))
                each = (time.process_time() - begin) * 1e3 / len(names)
                with_articles = sum(bool(one.articles) for one in results)
                print(f"{kind}, {query or 'no query'}: {len(names)} names, {with_articles} found, {each:.1f} ms a name")
        begin = time.process_time()
        proposals = propose(corpus, shipped_names())
        print(f"propose: {time.process_time() - begin:.1f} s, {len(proposals)} forms")


if __name__ == "__main__":
    main()

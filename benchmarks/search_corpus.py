"""A generated corpus to measure searches on: Zipf's law over Indonesian roots with real affixes, articles out of order.

1 article in 50 has no date, 1 in 50 was dated anew, 1 in 50 is another outlet's copy; writers, places and outlets are
as uneven as words, the smallest outlet has 1 article in 1,000; each article has a grade.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from corpus.crawl.runs import keep_topic
from corpus.fingerprint import text_sha256
from corpus.models import Outlet
from corpus.store import Corpus
from corpus.topics import parse_topic
from corpus.vocabulary.stemming import roots

TOPIC = parse_topic('name = "measured"\n[ask]\nsearch = ["pegawai"]\n[grade]\nphrases = ["pegawai"]\n')
WORDS = 350
FIRST_DAY = date(2008, 1, 1)
DAYS = 6_000
OUTLETS = 20
SMALLEST = "media_kecil"
AFFIXES = ("{}", "me{}", "di{}", "ber{}", "ter{}", "pe{}an", "per{}an", "{}an", "ke{}an", "me{}kan", "di{}kan", "{}nya")
SYLLABLES = [a + b for a in "bcdfghjklmnprstwy" for b in "aeiou"]
INSERT = """INSERT INTO articles (id, outlet, key, url, title, text, authors, place, published_day, words, text_sha256,
    complete, extractor, rules_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'made up', '1')"""


def vocabulary(rng: random.Random) -> list[str]:
    """Some 150,000 words: real roots, then made-up ones, each with its affixed forms, mixed over the ranks."""
    made = {"".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))) for _ in range(18_000)}
    every = [*sorted(roots()), *sorted(made - roots())]
    rng.shuffle(every)
    words = [form.format(root) for root in every for form in rng.sample(AFFIXES, k=rng.randint(4, len(AFFIXES)))]
    rng.shuffle(words)
    return list(dict.fromkeys(words))


def texts(words: Sequence[str], number: int, rng: random.Random) -> Iterator[str]:
    """Articles of about `WORDS` words; every tenth names the body and its officials."""
    weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(words))))
    text = ""
    for n in range(number):
        if n % 50 == 23:  # the article before once more, at the next outlet
            yield text
            continue
        drawn = rng.choices(words, cum_weights=weights, k=WORDS)
        if n % 10 == 0:
            drawn[20:24] = [("BNP2TKI", "BP2MI", "KP2MI")[n // 10 % 3], "membina", "pegawai", "NTT"]
        text = " ".join(drawn)
        yield text


def build(corpus: Corpus, number: int, rng: random.Random, slugs: Sequence[str] = ()) -> None:
    """Fill the corpus as it comes from outlets asked one after the other; `slugs` are those of the large ones."""
    slugs = slugs or [f"media_{n}" for n in range(OUTLETS)]
    words = vocabulary(rng)
    for slug in (*slugs, SMALLEST):
        corpus.put_outlet(Outlet(slug, slug.replace("_", " ").title(), "media", f"{slug.replace('_', '-')}.example"))
    topic_id = keep_topic(corpus, TOPIC)
    writers = [f"{first} {last}".title() for first, last in zip(words[500:900], words[900:1300], strict=True)]
    places = [word.capitalize() for word in words[1_300:1_400]]
    seqs: dict[int, int] = {}
    rows, misdated, grades = [], [], []
    for n, text in enumerate(texts(words, number, rng)):
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        serial = (day - date(1970, 1, 1)).days
        seqs[serial] = seqs.get(serial, -1) + 1
        article_id, published = serial << 20 | seqs[serial], day.isoformat()
        if n % 50 == 7:
            published = None
        elif n % 50 == 11:
            published = (FIRST_DAY + timedelta(days=rng.randrange(DAYS))).isoformat()
        if published != day.isoformat():
            misdated.append((article_id, published))
        outlet = SMALLEST if n % 1_000 == 999 else slugs[n % OUTLETS]
        key = f"{outlet.replace('_', '-')}.example/{n}"
        title = " ".join(text.split()[:8]).capitalize()
        rows.append((article_id, outlet, key, f"https://{key}", title, text, json.dumps(_uneven(writers, rng)),
                     next(iter(_uneven(places, rng)), None), published, WORDS, text_sha256(text)))  # fmt: skip
        grades.append((article_id, topic_id, rng.choices((0, 1, 2, 3), (85, 10, 4, 1))[0]))
        if len(rows) == 1_000 or n == number - 1:
            with corpus.transaction() as sql:
                sql.executemany("INSERT INTO article_ids (key, id) VALUES (?, ?)", [(row[2], row[0]) for row in rows])
                sql.executemany(INSERT, rows)
                sql.executemany("INSERT INTO misdated VALUES (?, ?)", misdated)
                sql.executemany("INSERT INTO grades VALUES (?, ?, ?)", grades)
            rows, misdated, grades = [], [], []


def _uneven(values: Sequence[str], rng: random.Random) -> list[str]:
    """One of the values, the first ones oftener than the last; none in 3 cases of 10."""
    return [values[int(len(values) * rng.random() ** 3)]] if rng.random() < 0.7 else []

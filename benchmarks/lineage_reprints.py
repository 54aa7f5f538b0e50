"""Families of reprints: what is copied, by whom, and how it was changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from benchmarks.lineage_edits import (
    AGENCIES,
    MEDIA,
    Body,
    Paragraphs,
    change_sentences,
    change_words,
    first_half,
    make_body,
    own,
    part_of,
    size_of,
    within,
)
from benchmarks.lineage_made import Family, Made, Why
from benchmarks.lineage_maker import Maker, make_copy, make_root

Change = Callable[[random.Random, Body], Paragraphs]


def _whole(_: random.Random, body: Body) -> Paragraphs:
    return body.chunks()


def _embedded(rng: random.Random, body: Body) -> Paragraphs:
    return within(rng, own(rng, round(size_of(body.chunks()) * 1.5)), body.chunks())


def _excerpt(rng: random.Random, body: Body) -> Paragraphs:
    inner = part_of(rng, body.chunks(), 0.4)
    return within(rng, own(rng, size_of(inner)), inner)


CHANGES: dict[str, Change] = {
    "verbatim": _whole,
    "headline": _whole,
    "words": lambda rng, body: change_words(rng, body.chunks()),
    "sentences": lambda rng, body: change_sentences(rng, body.chunks()),
    "half words": lambda rng, body: change_words(rng, first_half(body.chunks())),
    "half sentences": lambda rng, body: change_sentences(rng, first_half(body.chunks())),
    "embedded": _embedded,
    "excerpt": _excerpt,
}


def _reprints(m: Maker, changes: Sequence[Change], paragraphs: tuple[int, int] = (7, 13)) -> list[Made]:
    """A root and a copy for each change, at different outlets."""
    why: Why = m.rng.choices(("agency", "credit", "earliest"), (60, 15, 25))[0]
    media = m.rng.sample(MEDIA, len(changes) + 1)
    facts = m.facts()
    body = make_body(m.rng, m.name("root"), facts, m.rng.randint(*paragraphs))
    root = make_root(m, "root", body, facts, m.rng.choice(AGENCIES) if why == "agency" else media[-1], why)
    copies = [
        make_copy(m, f"copy-{n}", change(m.rng, body), facts, outlet, root, n)
        for n, (change, outlet) in enumerate(zip(changes, media, strict=False))
    ]
    return [root, *copies]


def reprints(m: Maker) -> Family:
    """1 to 6 copies made in the way that the kind names."""
    return m.family(_reprints(m, [CHANGES[m.kind]] * m.rng.randint(1, 6)))


def mixed(m: Maker) -> Family:
    """A release and copies of several kinds."""
    return m.family(_reprints(m, m.rng.sample(list(CHANGES.values()), m.rng.randint(3, 7))))


def forty(m: Maker) -> Family:
    """A release and 39 copies of all kinds."""
    return m.family(_reprints(m, [m.rng.choice(list(CHANGES.values())) for _ in range(39)]))


def short(m: Maker) -> Family:
    """A release of 45 to 90 words, and copies of it as it is."""
    return m.family(_reprints(m, [_whole] * m.rng.randint(1, 4), (3, 3)))


def merged(m: Maker) -> Family:
    """Two releases, each with a copy, and an article made of both: 60 and 40 parts of its words."""
    out: list[Made] = []
    bodies: list[Body] = []
    media = m.rng.sample(MEDIA, 4)
    facts = m.facts()
    for n in range(2):
        told = replace(m.facts(), day=facts.day + timedelta(days=n))
        bodies.append(body := make_body(m.rng, m.name(f"root-{n}"), told, m.rng.randint(9, 12)))
        root = make_root(m, f"root-{n}", body, told, AGENCIES[n], "agency")
        out += [root, make_copy(m, f"copy-{n}", body.chunks(), told, media[n], root, n)]
    more = bodies[0].chunks()
    need, size = size_of(more) / 1.5, size_of(bodies[1].chunks())
    less = part_of(m.rng, bodies[1].chunks(), min(need / size, 1.0) * 0.9)
    parts = [more, less] if m.rng.random() < 0.5 else [less, more]
    paragraphs = [paragraph for part in parts for paragraph in part]
    both = make_copy(m, "both", paragraphs, replace(facts, day=facts.day + timedelta(days=2)), media[2], out[0], 0)
    return m.family([*out, both])

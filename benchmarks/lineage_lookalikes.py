"""Families of articles that only look like reprints: rival reports, boilerplate, series, short texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from benchmarks.lineage_edits import (
    AGENCIES,
    MEDIA,
    OUTLETS,
    Chunk,
    Paragraphs,
    body_of,
    make_body,
    own,
    size_of,
    within,
)
from benchmarks.lineage_made import Family, Made
from benchmarks.lineage_maker import Maker, make_copy
from benchmarks.lineage_sentences import FIRST, LAST, PLACES, PRICED, lead, numbers, priced, quotation, sentence, speech


def rivals(m: Maker) -> Family:
    """3 to 5 reports of one event by different outlets that share quotations and nothing else."""
    facts = m.facts()
    spoken = [quotation(m.rng, speech(m.rng, 22), facts.person) for _ in range(3)]
    outlets = [*m.rng.sample(MEDIA, m.rng.randint(2, 4)), m.rng.choice(AGENCIES)]
    aim = m.rng.uniform(0.14, 0.3)
    out: list[Made] = []
    for n, outlet in enumerate(outlets):
        quoted: Paragraphs = [[(text, None, 0)] for text in spoken[: m.rng.choice((2, 3))]]
        said = size_of(quoted)
        paragraphs: Paragraphs = [[(lead(m.rng, facts), None, 0)], *own(m.rng, round(said / aim) - said)]
        for quote in quoted:
            paragraphs = within(m.rng, paragraphs, [quote])
        out.append(m.own_article(f"report-{n}", facts, paragraphs, outlet, m.rng.uniform(0, 12)))
    return m.family(out)


def one_quote(m: Maker) -> Family:
    """Reports of different days and places that repeat one quotation."""
    person = f"{m.rng.choice(FIRST)} {m.rng.choice(LAST)}"
    quote = quotation(m.rng, speech(m.rng, m.rng.randint(12, 40)), person)
    out = []
    for n, outlet in enumerate(m.rng.sample(MEDIA, m.rng.randint(3, 8))):
        facts = m.facts()
        paragraphs = within(m.rng, make_body(m.rng, "", facts, 8).chunks(source=False), [[(quote, None, 0)]])
        out.append(m.own_article(f"report-{n}", facts, paragraphs, outlet))
    return m.family(out)


def boilerplate(m: Maker) -> Family:
    """36 unrelated releases of one agency that end with the same paragraph about it; three of them are copied."""
    about: list[Chunk] = [(f"Tentang Balai Perantau: {' '.join(sentence(m.rng) for _ in range(6))}", None, 0)]
    out = []
    for n in range(36):
        facts = m.facts()
        body = make_body(m.rng, m.name(f"release-{n}"), facts, m.rng.randint(5, 10))
        made = m.own_article(f"release-{n}", facts, [*body.chunks(source=False), about], AGENCIES[0])
        out.append(made)
        if n < 3:  # the copy takes the paragraph along: it is verbatim from the release, too
            text, _, _ = about[0]
            taken: list[Chunk] = [(text, made.name, len(body.text) + 1)]
            root = replace(made, why="agency")
            out[-1] = root
            copy = [*body.chunks(), *([taken] if n else [])]
            out.append(make_copy(m, f"copy-{n}", copy, facts, MEDIA[n], root, n))
    return m.family(out)


def series(m: Maker, members: int) -> Family:
    """One template with other numbers each day, at one outlet; another outlet copies one of the days."""
    length, prose = m.rng.choice((60, 160, 350)), m.rng.choice((0.1, 0.6, 1.5))
    template = [sentence(m.rng)]
    goods = list(PRICED)
    m.rng.shuffle(goods)
    while len(" ".join(template).split()) < length and goods:
        more = int(prose + m.rng.random())
        template += [priced(m.rng, goods.pop()), *(sentence(m.rng) for _ in range(more))]
    place, outlet, other = m.rng.choice(PLACES), *m.rng.sample(MEDIA, 2)
    start = m.facts().day
    title = f"Daftar Harga dan Kurs Pasar {place}"
    out, bodies = [], []
    for n in range(members):
        facts = replace(m.facts(), place=place, day=start + timedelta(days=n))
        opening = f"Pasar {place} pada {facts.printed_day} mencatat {m.rng.randint(11, 99)} transaksi utama."
        texts = [[opening], *[[numbers(m.rng, line) if "{}" in line else line] for line in template]]
        bodies.append(body := body_of(m.name(f"day-{n}"), texts))
        made = m.own_article(f"day-{n}", facts, body.chunks(source=False), outlet)
        out.append(replace(made, title=f"{title}, {facts.printed_day}"))
    if members > 5:
        chosen = m.rng.randrange(members)
        root = out[chosen] = replace(out[chosen], why="earliest")
        day = (root.published_at or m.at(start)).date()
        copy = make_copy(m, "copy", bodies[chosen].chunks(), replace(m.facts(), place=place, day=day), other, root, 1)
        if copy.published_at and root.published_at and copy.date_confidence is None:
            copy = replace(copy, published_at=root.published_at + timedelta(hours=m.rng.uniform(0.3, 5)))
        out.append(copy)
    return m.family(out)


def short_by_chance(m: Maker) -> Family:
    """The same few words at several outlets, weeks apart: a notice under a video, a caption, a list of prayer times."""
    text = sentence(m.rng)
    while len(text.split()) < 12:
        text = f"{text} {sentence(m.rng)}"
    out = []
    for n, outlet in enumerate(m.rng.sample(MEDIA[1::3], m.rng.randint(2, 5))):
        facts = m.facts()
        made = replace(m.own_article(f"note-{n}", facts, [[(text, None, 0)]], outlet), text=text)
        out.append(made)
    return m.family(out)


def short_notes(m: Maker) -> Family:
    """Short texts that share nothing."""
    out = []
    for n in range(4):
        facts = m.facts()
        out.append(m.own_article(f"note-{n}", facts, own(m.rng, 12), m.rng.choice(MEDIA)))
    return m.family(out)


def singles(m: Maker) -> Family:
    """Articles of their own."""
    out = []
    for n in range(6):
        facts = m.facts()
        body = make_body(m.rng, "", facts, m.rng.randint(4, 14))
        out.append(m.own_article(f"single-{n}", facts, body.chunks(source=False), m.rng.choice(OUTLETS)))
    return m.family(out)

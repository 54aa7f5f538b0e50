"""Makes single articles of a family: originals and copies, with what their pages print about time and source."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from benchmarks.lineage_edits import (
    FIRST_DAY,
    PERIOD,
    WIB,
    Body,
    Paragraphs,
    write,
)
from benchmarks.lineage_made import Family, Made, Why
from benchmarks.lineage_sentences import FIRST, LAST, Facts, headline, make_facts
from corpus.models import Outlet


@dataclass(slots=True)
class Maker:
    """Makes the articles of one family; the number keeps names apart."""

    rng: random.Random
    number: int
    kind: str

    def facts(self) -> Facts:
        """An event of a chance day."""
        return make_facts(self.rng, FIRST_DAY + timedelta(days=self.rng.randrange(PERIOD)))

    def name(self, part: str) -> str:
        """The article's name."""
        return f"{self.kind}-{self.number}/{part}"

    def at(self, day: date, hours: float = 0.0) -> datetime:
        """An instant so many hours after nine of that day."""
        return datetime(day.year, day.month, day.day, 9, tzinfo=WIB) + timedelta(minutes=round(hours * 60))

    def own_article(self, part: str, facts: Facts, paragraphs: Paragraphs, outlet: Outlet, hours: float = 0) -> Made:
        """An article that copies nothing."""
        writing = write(self.rng, paragraphs, outlet, facts, furniture=outlet.kind == "media")
        name = self.name(part)
        return Made(
            name, outlet, headline(self.rng, facts), writing.text, name, published_at=self.at(facts.day, hours),
            place=facts.place, authors=(f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)}",),
            credit=f"Humas/{outlet.name}" if outlet.kind == "agency" and self.rng.random() < 0.5 else None,
        )  # fmt: skip

    def family(self, articles: Sequence[Made]) -> Family:
        """The family of these articles."""
        return Family(f"{self.kind}-{self.number}", self.kind, tuple(articles))


def make_root(m: Maker, part: str, body: Body, facts: Facts, outlet: Outlet, why: Why) -> Made:
    """The article that the others copy, with the time that it prints by the rule under which it is the root."""
    made = replace(m.own_article(part, facts, body.chunks(source=False), outlet), why=why)
    chance = m.rng.random()
    if why == "agency" and chance < 0.35:  # the agency prints a day only, or posts late, or prints nothing
        return replace(made, published_at=None, published_day=facts.day)
    if why == "agency" and chance < 0.6:
        return replace(made, published_at=m.at(facts.day, m.rng.uniform(8, 60)))
    if why == "agency" and chance < 0.7:
        return replace(made, published_at=None)
    if why == "credit" and chance < 0.5:  # the page was edited: its time is later than that of the copies
        return replace(made, published_at=m.at(facts.day, m.rng.uniform(24, 90)))
    return made


def make_copy(m: Maker, part: str, paragraphs: Paragraphs, facts: Facts, outlet: Outlet, root: Made, nth: int) -> Made:
    """An article that has words of the root, and perhaps of others: the one with most words is its story's root."""
    writing = write(m.rng, paragraphs, outlet, facts, furniture=True)
    new_title = m.kind == "headline" or m.rng.random() < 0.4
    made = Made(
        m.name(part), outlet, headline(m.rng, facts) if new_title else root.title, writing.text, root.name,
        edges=writing.edges(), why=root.why, published_at=m.at(facts.day, m.rng.uniform(0.4, 50)), place=facts.place,
        authors=(f"{m.rng.choice(FIRST)} {m.rng.choice(LAST)}",) if m.rng.random() < 0.6 else (),
    )  # fmt: skip
    made = _timed(m, made, facts, root)
    if (root.why == "credit" and (nth % 2 == 0 or m.rng.random() < 0.4)) or (root.why == "agency" and nth % 3 == 2):
        return _credited(m, made, root)
    return made


def _timed(m: Maker, made: Made, facts: Facts, root: Made) -> Made:
    """With a time that is exact, a day only, missing, or earlier than the root's where that decides nothing."""
    chance = m.rng.random()
    if root.why in ("agency", "credit") and chance < 0.2:  # a wrong earlier time that looks reliable
        return replace(made, published_at=m.at(facts.day, -m.rng.uniform(1, 30)), date_confidence="confirmed")
    if root.why == "earliest" and chance < 0.1:  # an earlier time that the page itself contradicts
        return replace(made, published_at=m.at(facts.day, -m.rng.uniform(24, 60)), date_confidence="disputed")
    if chance < 0.35:
        return replace(made, published_at=None, published_day=(made.published_at or m.at(facts.day)).date())
    return replace(made, published_at=None) if chance < 0.42 else made


def _credited(m: Maker, made: Made, root: Made) -> Made:
    """With a credit line or a reprint notice that names the root's outlet."""
    chance = m.rng.random()
    if chance < 0.35:
        return replace(made, credit=root.outlet.site)
    if chance < 0.6:
        return replace(made, credit=root.outlet.name)
    return replace(
        made, credit=root.outlet.name, reprint_of_outlet=root.outlet.name, reprint_of_title=root.title,
        reprint_of_url=f"https://{root.key}" if chance > 0.75 else None,
    )  # fmt: skip

"""What must add up in a corpus does, and each thing that does not is told in a sentence."""

from datetime import UTC, datetime

import pytest

from corpus.crawl.balance import read_snapshot
from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.ledger import invariants
from corpus.crawl.listing_counts import EntryCounts
from corpus.crawl.runs import ListingAnswer, end_run, note_listing, start_run
from corpus.store import Corpus
from corpus.topics import parse_topic

MONDAY = datetime(2024, 3, 4, 20, 0, tzinfo=UTC)
TOPIC = 'name = "asn"\n[ask]\nsearch = ["BP2MI pegawai"]\n[grade]\nphrases = ["pegawai"]\n'
FORGET_FIRST = (
    "DELETE FROM run_outcomes WHERE frontier_id = 1; DELETE FROM captures WHERE frontier_id = 1;"
    "DELETE FROM frontier WHERE id = 1"
)


@pytest.fixture
def whole(filled: Corpus) -> Corpus:
    """The made-up corpus after one more run: a listing gave four links, of which each came to another end."""
    run = start_run(filled, "crawl", topic=parse_topic(TOPIC), clock=MONDAY, options={}, versions={})
    frontier = Frontier(filled, run)
    with filled.transaction() as sql:
        frontier.discover(FrontierEntry("suara_kota", "listing", "search", "one", "https://suara-kota.example/?s=a"))
        parent = sql.execute("SELECT id FROM frontier WHERE key = 'one'").fetchone()[0]
        for n in range(5):
            rejected = "off_topic" if n == 4 else None
            frontier.discover(FrontierEntry("suara_kota", "article", "search", f"x/{n}", f"https://x.example/{n}",
                                    parent_id=parent, rejected=rejected))  # fmt: skip
        rows = {r[0]: r[1] for r in sql.execute("SELECT key, id FROM frontier WHERE parent_id = ?", (parent,))}
        note_listing(
            filled,
            run,
            ListingAnswer(
                "suara_kota", "search", "a", MONDAY, "answered", None, links=7, new=5, counts=EntryCounts({"known": 1})
            ),
        )
        frontier.settle(rows["x/0"], "duplicate", article_key="suara-kota.example/opini-pegawai")
        frontier.settle(rows["x/1"], "rejected", "too_short")
        frontier.settle(rows["x/2"], "failed", "timeout")
    end_run(filled, run, state="finished", exit_code=0)
    return filled


def test_a_sound_corpus_adds_up(whole: Corpus, corpus: Corpus) -> None:
    assert invariants(whole) == []


def test_an_empty_corpus_adds_up(corpus: Corpus) -> None:
    assert invariants(corpus) == []


BREAKS = [
    ("DELETE FROM articles WHERE outlet = 'warta_timur'", "a stored address has no article: "),
    (FORGET_FIRST, "an article has no stored address: "),
    ("UPDATE frontier SET article_key = (SELECT article_key FROM frontier WHERE id = 2) WHERE id = 1",
     "two stored addresses have one article: 2"),
    ("DELETE FROM articles WHERE key LIKE '%opini%'", "a duplicate's article is not there: "),
    ("DELETE FROM article_captures", "an article has no page in the archive: "),
    ("UPDATE frontier SET reason = NULL WHERE state = 'failed'", "a rejected or failed address has no reason: "),
    ("UPDATE run_outcomes SET reason = '' WHERE outcome = 'rejected'", "a rejected or failed address has no reason: "),
    ("UPDATE frontier SET state = 'pending', reason = NULL WHERE state = 'failed'",
     "the newest run saw another outcome of an address: "),
    ("UPDATE run_outcomes SET reason = 'dns' WHERE reason = 'timeout'", "the newest run saw another outcome"),
    ("DELETE FROM run_outcomes WHERE outcome = 'pending'", "the run that found an address has no outcome of it: "),
    ("UPDATE ledger SET links = 5", "a listing has more new and known links than links: 1"),
    ("UPDATE ledger SET entries = 3", "the entries of a listing are not the sum of what became of them: 1"),
    ("UPDATE ledger SET entries = NULL", "the entries of a listing are not the sum of what became of them: 1"),
    ("INSERT INTO listing_examples (ledger_id, outcome, url) VALUES (9, 'unreadable', 'x')",
     "an example of an entry has no listing that counts it: 1"),
    ("INSERT INTO listing_examples (ledger_id, outcome, url) VALUES (1, 'unknown_form', 'x')",
     "an example of an entry has no listing that counts it: 1"),
    ("DELETE FROM ledger", "run 2, suara_kota: the ledger tells of 0 new links, the frontier has 5; rows of"),
    ("UPDATE ledger SET new = 40, links = 41", "the ledger tells of 40 new links, the frontier has 5; addresses are"),
    ("UPDATE frontier SET state = 'done' WHERE key = 'x/3'", "the corpus: discovered 9 is not stored 4 + duplicate 1"),
    ("UPDATE run_outcomes SET outcome = 'lost' WHERE outcome = 'pending'", "run 2: discovered 5 is not stored 0 +"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "sentence"), BREAKS)
def test_each_thing_that_does_not_add_up_is_told(whole: Corpus, damage: str, sentence: str) -> None:
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        whole.conn.execute(f"PRAGMA {pragma}")
    whole.conn.executescript(damage)
    assert [fault for fault in invariants(whole) if sentence in fault] != []


def test_known_entries_that_were_not_handed_on_are_no_links(whole: Corpus) -> None:
    counts = EntryCounts.of(
        [("known", "https://x.example/0"), ("known", "https://x.example/1"), ("unreadable", "Apel")]
    )
    answer = ListingAnswer("suara_kota", "feed", "f", MONDAY, "answered", links=1, counts=counts)
    note_listing(whole, 2, answer)
    assert invariants(whole) == []


def test_only_some_of_many_are_named(whole: Corpus) -> None:
    whole.conn.execute("DELETE FROM article_captures")
    assert invariants(whole)[0].endswith(" and 1 more")


def test_what_was_left_unfetched_and_then_opened_adds_up(whole: Corpus) -> None:
    """Twice new: in the run that found it and left it, and in the one that opened it."""
    run = start_run(whole, "crawl", topic=None, clock=MONDAY, options={}, versions={})
    frontier = Frontier(whole, run)
    with whole.transaction():
        frontier.adopt(["suara_kota"])
        assert (
            frontier.discover(FrontierEntry("suara_kota", "article", "tag", "x/4", "https://x.example/4")) == "reopened"
        )
        note_listing(whole, run, ListingAnswer("suara_kota", "tag", "t", MONDAY, "answered", None, links=1, new=1))
    assert invariants(whole) == []


def test_reading_sees_one_state_while_another_writes(whole: Corpus) -> None:
    with read_snapshot(whole), Corpus(whole.path) as other:
        before = whole.conn.execute("SELECT count(*) FROM articles").fetchone()
        other.conn.execute("DELETE FROM articles")
        assert whole.conn.execute("SELECT count(*) FROM articles").fetchone() == before

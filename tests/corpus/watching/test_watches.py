"""A saved search tells what is new, once, with copies folded; the feed is well formed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from corpus.errors import QueryError
from corpus.models import Article
from corpus.store import Corpus
from corpus.watching.watches import ATOM, FEED_SIZE, add_watch, atom, mark_seen, news, recent, remove_watch, watches

NOW = datetime(2024, 4, 1, tzinfo=UTC)
Keep = Callable[..., object]
Another = Callable[..., Article]


def titles(corpus: Corpus) -> list[str]:
    entries = news(corpus, watches(corpus)[0])
    mark_seen(corpus, entries)
    return [hit.title for hit in entries.hits]


def test_what_was_there_is_seen(filled: Corpus) -> None:
    add_watch(filled, "pegawai", "pegawai", NOW)
    assert titles(filled) == []


def test_what_is_new_is_told_once(filled: Corpus, keep: Keep, another: Another) -> None:
    add_watch(filled, "pegawai", "pegawai", NOW)
    keep(another(1, title="Baru", day=date(2010, 1, 1)), another(2, text="Tentang padi."))
    assert titles(filled) == ["Baru"]
    assert titles(filled) == []


def test_several_runs_are_told_together(filled: Corpus, keep: Keep, another: Another) -> None:
    add_watch(filled, "pegawai", "pegawai", NOW)
    keep(another(1, title="Satu"))
    keep(another(2, title="Dua"), command="import")
    assert sorted(titles(filled)) == ["Dua", "Satu"]


def test_a_rebuild_is_no_news(filled: Corpus, keep: Keep, another: Another) -> None:
    add_watch(filled, "pegawai", "pegawai", NOW)
    keep(another(1), command="refine")
    assert titles(filled) == []


def test_copies_are_folded(filled: Corpus, keep: Keep, another: Another) -> None:
    add_watch(filled, "pegawai", "pegawai", NOW)
    keep(another(1, outlet="suara_kota"), another(1, outlet="warta_timur"))
    entries = news(filled, watches(filled)[0])
    assert ([hit.copies for hit in entries.hits], entries.number) == ([1], 1)


def test_of_many_the_newest_are_shown_and_all_are_counted(
    filled: Corpus, keep: Keep, another: Another, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.watching.watches.MAX_NEW", 2)
    add_watch(filled, "pegawai", "pegawai", NOW)
    keep(*(another(n, day=date(2024, 1, 1 + n)) for n in range(5)))
    entries = news(filled, watches(filled)[0])
    assert ([hit.title for hit in entries.hits], entries.number) == (["Berita 4", "Berita 3"], 5)


def test_what_came_while_the_news_were_shown_is_told_the_next_time(
    filled: Corpus, keep: Keep, another: Another
) -> None:
    add_watch(filled, "pegawai", "pegawai", NOW)
    keep(another(1, title="Satu"))
    shown, shown_twice = (news(filled, watches(filled)[0]) for _ in range(2))
    keep(another(2, title="Dua"))
    mark_seen(filled, shown)
    assert titles(filled) == ["Dua"]
    mark_seen(filled, shown_twice)  # another program, which was slower
    assert titles(filled) == []


def test_an_article_of_two_searches_is_one_entry_that_stays_as_it_is(
    filled: Corpus, keep: Keep, another: Another
) -> None:
    add_watch(filled, "a", "pegawai", NOW)
    add_watch(filled, "b", "berita", NOW)
    keep(another(1), another(2, day=date(2010, 1, 1)))
    result = [(one, hit) for one in watches(filled) for hit in news(filled, one).hits]
    first, later = (ET.fromstring(atom(result, now)) for now in (NOW, datetime(2025, 1, 1, tzinfo=UTC)))
    entries = first.findall(f"{{{ATOM}}}entry")
    assert [[c.get("term") for c in e.findall(f"{{{ATOM}}}category")] for e in entries] == [["a", "b"], ["a", "b"]]
    days = [e.findtext(f"{{{ATOM}}}updated") for e in entries]
    assert days == ["2009-12-31T17:00:00+00:00", "2024-03-07T17:00:00+00:00"]  # midnight in WIB; first seen on the 8th
    assert days == [e.findtext(f"{{{ATOM}}}updated") for e in later.findall(f"{{{ATOM}}}entry")]


def test_a_search_that_cannot_be_asked_is_not_saved(filled: Corpus) -> None:
    with pytest.raises(QueryError, match="at least 4 letters"):
        add_watch(filled, "x", "me*", NOW)
    assert watches(filled) == []


def test_a_feed_keeps_so_many_from_the_newest_runs(filled: Corpus, keep: Keep, another: Another) -> None:
    keep(*(another(n, title=f"Lama {n}", text="Loket.") for n in range(FEED_SIZE)))
    add_watch(filled, "loket", "loket", NOW)
    keep(another(99, title="Baru", text="Loket.", day=date(2010, 1, 1)))
    one = watches(filled)[0]
    new = news(filled, one).hits
    recent_titles = [hit.title for hit in recent(filled, one, new)]
    assert ([hit.title for hit in new], len(recent_titles), "Baru" in recent_titles) == (["Baru"], FEED_SIZE - 1, False)
    assert "Baru" in [hit.title for hit in recent(filled, one)]


@pytest.mark.parametrize("name", ["", " ", "\udcff"])
def test_a_name_is_text(filled: Corpus, name: str) -> None:
    with pytest.raises(QueryError, match="needs a name"):
        add_watch(filled, name, "pegawai", NOW)
    with pytest.raises(QueryError, match="there is no saved search"):
        remove_watch(filled, name)


def test_a_name_is_given_once(filled: Corpus) -> None:
    add_watch(filled, "pegawai", "pegawai", NOW)
    with pytest.raises(QueryError, match="already"):
        add_watch(filled, "pegawai", "asn", NOW)
    remove_watch(filled, "pegawai")
    with pytest.raises(QueryError, match="no saved search"):
        remove_watch(filled, "pegawai")


def test_the_feed_is_well_formed(filled: Corpus, keep: Keep, another: Another) -> None:
    add_watch(filled, "a <b> & \x0c", "pegawai", NOW)
    keep(another(1, title="Judul <i> & \x01", text="Pegawai <script>alert(1)</script>."))
    one = watches(filled)[0]
    feed = ET.fromstring(atom([(one, hit) for hit in news(filled, one).hits], NOW))
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert [e.findtext(f"{{{ATOM}}}title") for e in entries] == ["Judul <i> & (Suara Kota)"] or "Judul" in str(
        entries[0].findtext(f"{{{ATOM}}}title")
    )
    for tag in ("id", "updated", "link"):
        assert entries[0].find(f"{{{ATOM}}}{tag}") is not None

"""What leads to an article is found and taken out at once; what others share with it stays."""

from datetime import UTC, datetime

import pytest

from corpus.crawl.frontier import Frontier
from corpus.crawl.frontier_entries import FrontierEntry
from corpus.crawl.ledger import invariants
from corpus.crawl.listing_counts import EntryCounts
from corpus.crawl.runs import ListingAnswer, note_listing, start_run
from corpus.crawl.tombstones import is_removed
from corpus.erasure.deletion import Moved, any_value_holds, erase, scrub
from corpus.erasure.marks import blanked, is_named, marks_in, marks_of, runs
from corpus.erasure.registry import ERASED_TABLES, OTHER_ROWS
from corpus.erasure.trace import is_shared, marks, trace
from corpus.models import Article, Capture
from corpus.revisits.article_events import LookNote, note_look, stray_history
from corpus.store import Corpus

AT = datetime(2024, 3, 9, tzinfo=UTC)
KEY = "suara-kota.example/bp2mi-ntt-gagalkan"


def _erase(corpus: Corpus, key: str = KEY) -> int:
    article_trace = trace(corpus, corpus.id_of(key))
    erase(corpus, article_trace, marks(corpus, article_trace), "permintaan", {})
    return article_trace.article_id


def _every_text(corpus: Corpus) -> str:
    """All values of all tables, one after another."""
    tables = [r[0] for r in corpus.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql > ''")]
    return "\n".join(str(row) for t in tables for row in corpus.conn.execute(f'SELECT * FROM "{t}"'))


def test_no_table_tells_of_it(filled: Corpus) -> None:
    assert "gagalkan" in _every_text(filled).lower()
    _erase(filled)
    scrub(filled)
    assert "gagalkan" not in _every_text(filled).lower()
    assert "keberangkatan" not in _every_text(filled).lower()


def test_its_second_looks_and_events_go_with_it_and_those_of_others_stay(filled: Corpus) -> None:
    run, capture = filled.conn.execute("SELECT max(run_id), max(id) FROM captures").fetchone()
    other = filled.conn.execute("SELECT key FROM articles WHERE key <> ? ORDER BY id", (KEY,)).fetchone()[0]
    for key in (KEY, other):
        for day in (9, 16, 23):
            note = LookNote(key, datetime(2026, 3, day, tzinfo=UTC), "gone" if day < 20 else "same", (), capture)
            note_look(filled, run, note)
    tables = ("looks", "events", "looks_due")
    filled.conn.execute("INSERT OR REPLACE INTO looks_due SELECT key, outlet, 0, 1 FROM articles")
    _erase(filled)
    for table in tables:
        left = {row[0] for row in filled.conn.execute(f"SELECT article_key FROM {table}")}
        assert KEY not in left
        assert other in left
    assert stray_history(filled) == []


def test_its_addresses_are_never_asked_again(filled: Corpus) -> None:
    """Neither the article's own row, nor one that was refused and waits for its next try, nor a further page."""
    own = filled.conn.execute("SELECT id, outlet FROM frontier WHERE article_key = ?", (KEY,)).fetchone()
    filled.conn.execute(
        """INSERT INTO frontier (outlet, kind, way, key, url, parent_id, state, reason, run_id)
        SELECT outlet, 'part', 'part', 'p', url || '?page=2', id, 'failed', 'http_403', run_id
        FROM frontier WHERE id = ?""",
        (own[0],),
    )
    filled.conn.execute("UPDATE frontier SET retry_at = 0, refusals = 2 WHERE article_key = ? OR parent_id = ?",
                        (KEY, own[0]))  # fmt: skip
    waiting = "SELECT count(*) FROM frontier WHERE retry_at IS NOT NULL OR refusals > 0"
    assert filled.conn.execute(waiting).fetchone()[0] == 2
    _erase(filled)
    assert filled.conn.execute(waiting).fetchone()[0] == 0
    assert list(Frontier(filled, 1).retrying.due(own[1], None)) == []


def test_its_writers_name_goes_with_it(filled: Corpus) -> None:
    _erase(filled, "kantor-berita.example/berita/pembinaan-pegawai-ntt")
    scrub(filled)
    assert "maria" not in _every_text(filled).lower()
    assert b"maria" not in filled.path.read_bytes().lower()


def test_the_others_keep_all_that_is_theirs(filled: Corpus) -> None:
    before = filled.conn.execute("SELECT * FROM articles WHERE key <> ? ORDER BY id", (KEY,)).fetchall()
    _erase(filled)
    assert filled.conn.execute("SELECT * FROM articles ORDER BY id").fetchall() == before
    assert invariants(filled) == []


def test_its_address_counts_as_known(filled: Corpus) -> None:
    _erase(filled)
    scrub(filled)
    run = start_run(filled, "crawl", topic=None, clock=datetime(2024, 3, 9, tzinfo=UTC), options={}, versions={})
    entry = FrontierEntry("suara_kota", "article", "feed", KEY, f"https://{KEY}", title="BP2MI-NTT Gagalkan")
    with filled.transaction():
        assert Frontier(filled, run).discover(entry) == "known"
    assert "gagalkan" not in _every_text(filled).lower()


def test_aliases_leave_tombstones_too(filled: Corpus) -> None:
    filled.conn.execute("INSERT INTO aliases VALUES ('lain.example/nama-lain', ?)", (KEY,))
    _erase(filled)
    assert is_removed(filled.conn, "lain.example/nama-lain")
    assert filled.conn.execute("SELECT count(*) FROM aliases").fetchone() == (0,)


def test_the_examples_of_listings_forget_it(filled: Corpus) -> None:
    """Its address, its words without an address, and an example that was cut go; another page's address stays."""
    title, text = filled.conn.execute("SELECT title, text FROM articles WHERE key = ?", (KEY,)).fetchone()
    other = "https://suara-kota.example/2024/rapat-lain"
    examples = [f"https://m.{KEY}?ref=x", f"Terbaru: {title}", text[40:200], "https://lain.example/" + "a" * 600, other]
    run = start_run(filled, "crawl", topic=None, clock=datetime(2024, 3, 9, tzinfo=UTC), options={}, versions={})
    for example in examples:
        counts = EntryCounts.of([("unknown_form", example)])
        note_listing(
            filled, run, ListingAnswer("suara_kota", "feed", "f", AT, "failed", "unread_entries", counts=counts)
        )
    _erase(filled)
    scrub(filled)
    assert [row[0] for row in filled.conn.execute("SELECT url FROM listing_examples")] == [other]
    assert invariants(filled) == []
    assert "gagalkan" not in _every_text(filled).lower()


def test_a_cut_line_of_another_article_forgets_it(filled: Corpus) -> None:
    other = filled.conn.execute("SELECT id FROM articles WHERE key <> ?", (KEY,)).fetchone()[0]
    filled.conn.execute(
        "INSERT INTO removed_lines (article_id, rule, position, text) VALUES (?, 'baca_juga', 2, ?)",
        (other, "Baca Juga: BP2MI-NTT Gagalkan Keberangkatan Ilegal"),
    )
    _erase(filled)
    assert filled.conn.execute("SELECT text FROM removed_lines ORDER BY id DESC").fetchone() == ("(removed)",)


TITLE, WORDING = "BP2MI-NTT Gagalkan Keberangkatan Ilegal", "polisi menggagalkan keberangkatan empat calon pekerja pada"
OTHERS = "Simak juga kabar lain dari kantor pelayanan di kota itu"


@pytest.fixture
def beside(filled: Corpus) -> int:
    """Another article, which has words beside its text and two photos; and those of the article itself."""
    own, other = filled.id_of(KEY), filled.conn.execute("SELECT id FROM articles WHERE key <> ?", (KEY,)).fetchone()[0]
    filled.conn.execute("DELETE FROM outside")
    filled.conn.execute("DELETE FROM images")
    filled.conn.executemany(
        "INSERT INTO outside (article_id, part, position, reason, words, text) VALUES (?, 0, ?, 'other_article', 9, ?)",
        [(other, 4, f"Terbaru: {TITLE}"), (other, 5, f"... {WORDING} ..."), (other, 6, OTHERS), (own, 1, "Wartapenuh")],
    )
    filled.conn.executemany(
        "INSERT INTO images (article_id, position, url, caption, credit, alt) VALUES (?, 0, ?, ?, ?, ?)",
        [
            (other, "https://a.example/bp2mi-ntt-gagalkan-keberangkatan-ilegal.jpg", TITLE, WORDING, TITLE),
            (other, "https://a.example/2.jpg", OTHERS, "Budi", None),
            (own, "https://a.example/tanoge.jpg", "Orang yang menyebut Tanoge", "Rambutan", "Rambutan"),
        ],
    )
    return other


def test_words_beside_its_text_and_its_captions_go_with_it(filled: Corpus, beside: int) -> None:
    _erase(filled)
    scrub(filled)
    for table in ("page_words", "outside", "images"):
        assert {row[0] for row in filled.conn.execute(f"SELECT article_id FROM {table}")} <= {beside}
    data = filled.path.read_bytes()
    assert [word for word in (b"Wartapenuh", b"Tanoge", b"tanoge", b"Rambutan") if word in data] == []


def test_words_beside_another_article_and_its_captions_forget_it(filled: Corpus, beside: int) -> None:
    _erase(filled)
    scrub(filled)
    texts = [row[0] for row in filled.conn.execute("SELECT text FROM outside WHERE article_id = ?", (beside,))]
    assert texts == ["(removed)", "(removed)", OTHERS]
    photos = filled.conn.execute("SELECT url, caption, credit, alt FROM images WHERE article_id = ?", (beside,))
    assert photos.fetchall() == [("(removed)",) * 4, ("https://a.example/2.jpg", OTHERS, "Budi", None)]
    assert b"gagalkan" not in filled.path.read_bytes().lower()


def test_words_that_another_article_has_too_stay_beside_others(filled: Corpus, beside: int) -> None:
    """The article that is removed has a copy, whose words are not its own alone."""
    shared = "Deputi meminta seluruh pegawai menjaga integritas dan melayani pekerja migran"
    filled.conn.execute("UPDATE outside SET text = ? WHERE position = 6", (shared,))
    _erase(filled, "warta-timur.example/2023/11/21/deputi-bina-pegawai")
    assert filled.conn.execute("SELECT text FROM outside WHERE position = 6").fetchone() == (shared,)


def test_a_standfirst_is_among_what_identifies_it(filled: Corpus, beside: int) -> None:
    words = "Empat orang dari Lembata dan Alor hampir berangkat tanpa dokumen"
    filled.conn.execute("UPDATE outside SET text = ?, reason = 'standfirst' WHERE position = 1", (words,))
    known = marks(filled, trace(filled, filled.id_of(KEY)))
    assert "orang dari lembata dan alor hampir" in known.windows


def test_the_registry_has_every_table_and_every_column_that_others_fill(corpus: Corpus) -> None:
    tables = corpus.conn.execute(
        """SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')
        AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite_%'"""
    )
    assert set(ERASED_TABLES) == {row[0] for row in tables}
    for mention in OTHER_ROWS:
        corpus.conn.execute(f"SELECT {mention.column} FROM {mention.table}")
    texts = {
        (table, row[1])
        for table in ("outside", "images")
        for row in corpus.conn.execute(f"PRAGMA table_info({table})")
        if row[2] == "TEXT"
    }
    assert texts - {("outside", "reason")} <= {(mention.table, mention.column) for mention in OTHER_ROWS}


def test_a_word_within_a_word_of_another_article_is_no_leftover(filled: Corpus) -> None:
    filled.conn.execute("UPDATE articles SET lead = 'Soal keberangkatannya' WHERE key <> ?", (KEY,))
    _erase(filled)
    assert any_value_holds(filled, b"berangkat")
    assert not any_value_holds(filled, b"berangkat", whole_word=True)
    filled.conn.execute("UPDATE articles SET lead = 'a-berangkat_2'")
    assert any_value_holds(filled, b"berangkat", whole_word=True)


def test_an_erasure_that_fails_changes_nothing(filled: Corpus) -> None:
    before = _every_text(filled)
    article_trace = trace(filled, filled.id_of(KEY))
    filled.conn.execute("CREATE TEMP TRIGGER no BEFORE UPDATE ON article_ids BEGIN SELECT raise(ABORT, 'no'); END")
    with pytest.raises(Exception, match="no"):
        erase(filled, article_trace, marks(filled, article_trace), "x", {})
    assert _every_text(filled) == before


def test_kept_records_are_where_they_were_moved_to(filled: Corpus) -> None:
    archive, offset = filled.conn.execute('SELECT archive, "offset" FROM captures ORDER BY id').fetchone()
    article_trace = trace(filled, filled.id_of(KEY))
    erase(
        filled, article_trace, marks(filled, article_trace), "x", {(archive, offset): Moved("run-1-r1.warc.gz", 7, 9)}
    )
    row = filled.conn.execute('SELECT archive, "offset", length FROM captures ORDER BY id').fetchone()
    assert row == ("run-1-r1.warc.gz", 7, 9)


def test_a_page_of_no_article_whose_record_went_is_forgotten(filled: Corpus) -> None:
    sql = filled.conn
    archive, offset = sql.execute('SELECT archive, "offset" FROM captures ORDER BY id').fetchone()
    columns = "url, outlet, status, fetched_at, sha256, archive, length, run_id, frontier_id"
    sql.execute(
        f"""INSERT INTO captures ({columns}, "offset") SELECT {columns}, 99999 FROM captures ORDER BY id DESC LIMIT 1"""
    )
    article_trace = trace(filled, filled.id_of(KEY))
    others = sql.execute(
        "SELECT count(*) FROM article_captures WHERE article_id <> ?", (article_trace.article_id,)
    ).fetchone()
    erase(
        filled, article_trace, marks(filled, article_trace), "x", {(archive, offset): Moved("run-1-r1.warc.gz", 7, 9)}
    )
    assert sql.execute('SELECT count(*) FROM captures WHERE "offset" = 99999').fetchone() == (0,)
    assert sql.execute("SELECT count(*) FROM captures").fetchone() == others


def test_what_a_copy_shares_is_no_mark(filled: Corpus, articles: tuple[Article, ...]) -> None:
    article_trace = trace(filled, filled.id_of(str(articles[0].key)))
    known = marks(filled, article_trace)
    assert (known.pieces, known.rare) == (("Pembinaan Pegawai di NTT",), ())
    assert article_trace.copies == (filled.id_of(str(articles[1].key)),)
    assert is_shared(filled, "seluruh pegawai menjaga integritas", article_trace.article_id)


@pytest.mark.parametrize(
    "page",
    [
        b'{"title": {"rendered": "Lapor\\u2019an Warga \\u2013 Kupang Ditutup"}}',
        b"<h2>Lapor&rsquo;an <b>Warga</b> &#8211; Kupang&nbsp;Ditutup</h2>",
        "<title>Lapor\u2019an Warga \u2013 KUPANG ditutup</title>".encode(),
        b'<img alt="Lapor&#39;an Warga - Kupang Ditutup">',
        b"?judul=Lapor%27an%20Warga%20-%20Kupang%20Ditutup&x=1",
    ],
)
def test_a_title_is_known_in_every_spelling(page: bytes) -> None:
    known = marks_of(["Lapor\u2019an Warga \u2013 Kupang Ditutup"], (), ())
    assert is_named(known, page)
    assert marks_in(known, page)[0] == {"title"}
    assert not marks_in(known, blanked(page, known.titles))[0]


@pytest.mark.parametrize(
    "page", [b"https://x.example/berita/rapat-kerja-kupang", b"\\/berita\\/rapat-kerja-kupang\\/amp"]
)
def test_an_address_is_known_in_every_spelling(page: bytes) -> None:
    known = marks_of([], (), ["http://x.example/berita/rapat-kerja-kupang"])
    assert marks_in(known, page)[0] == {"address"}


@pytest.mark.parametrize("url", ["https://x.example/", "https://x.example/berita", "https://x.example"])
def test_a_front_page_or_section_is_no_articles_mark(url: str) -> None:
    assert marks_of("", (), [url]).addresses == ()


def test_a_short_title_names_nothing() -> None:
    assert marks_of(["Opini"], (), ()).titles == ()


def test_blanking_keeps_what_is_not_letters() -> None:
    page = '{"a":"Kabar \u201cDuka\u201d dari Kupang"}'.encode()
    assert blanked(page, ["kabar duka dari kupang"]) == '{"a":"xxxxx \u201cxxxx\u201d xxxx xxxxxx"}'.encode()


def test_many_tags_between_words_cost_no_time() -> None:
    page = b"kabar " + b"<i></i>&nbsp;" * 20_000 + b"lain"
    assert blanked(page, ["kabar duka dari kupang"]) == page
    assert runs(b"<" * 50_000) == []


def test_the_words_of_its_earlier_versions_go_with_it_and_are_looked_for_elsewhere(filled: Corpus) -> None:
    article = filled.conn.execute("SELECT id, url, outlet FROM articles WHERE key = ?", (KEY,)).fetchone()
    run, row = filled.conn.execute(
        "SELECT run_id, id FROM frontier WHERE article_key = ? AND kind = 'article'", (KEY,)
    ).fetchone()
    title, text = (
        "Petugas Kota Cegah Empat Warga Berangkat",
        "Xilofon berbunyi di pelabuhan lama sebelum kapal datang.",
    )
    later = Article(article[1], title, text, outlet=article[2], key=KEY, words=9)
    for number, words in enumerate((later, Article(article[1], "Lain Lagi", "Isi lain.", outlet=article[2], key=KEY))):
        page = Capture(article[1], b"", AT, archive="run-9.warc.gz", offset=number, length=1, sha256="x")
        with filled.transaction():
            filled.keep(words, [filled.add_capture(page, article[2], run, row)], AT)
    filled.conn.execute("UPDATE frontier SET title = ? WHERE article_key <> ?", (title.upper(), KEY))
    assert "xilofon" in _every_text(filled).lower()
    assert b"Xilofon" in filled.path.read_bytes() + filled.path.with_name("kliping.db-wal").read_bytes()
    known = marks(filled, trace(filled, article[0]))
    assert any("petugas kota cegah" in each for each in known.titles)
    assert "xilofon" in {word.lower() for word in known.rare}
    _erase(filled)
    scrub(filled)
    assert "xilofon" not in _every_text(filled).lower()
    assert "cegah empat" not in _every_text(filled).lower()
    assert b"xilofon" not in filled.path.read_bytes().lower()

"""The second crawl asks only for what is new, and sees edits of the articles that are due for a second look."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from crawler.run.revisits import MAX_REVISITS

SITE = "http://exposemedia.id"
TODAY = datetime.now(UTC).date()
LONG_AGO = TODAY - timedelta(days=40)


def rest(web):
    """WordPress's REST search with ETags."""

    def answer(request):
        if request.parts.path != "/wp-json/wp/v2/posts":
            return None
        size = int(request.query["per_page"])
        page = int(request.query["page"]) - 1
        posts = [{"link": p.url, "title": {"rendered": p.title}, "date_gmt": f"{p.day}T02:00:00"} for p in web.articles]
        body = json.dumps(posts[page * size :][:size])
        tag = f'"{hash(body)}"'
        if request.headers.get("If-None-Match") == tag:
            return 304, {"ETag": tag}, ""
        return 200, {"ETag": tag, "X-WP-TotalPages": str(-(-len(posts) // size))}, body

    return answer


def pages_of(web):
    return [request for request in web.log if "robots.txt" not in request.url]


@pytest.fixture
def crawled(desk, web, made):
    """A site of 60 articles, crawled once; its log is empty again."""
    desk.outlet("exposemedia")
    web.articles = made.pieces(SITE + "/bp2mi-bina-pegawai-angkatan-{n}/", 60, LONG_AGO)
    web.answer = rest(web)
    assert desk.crawl()["balance"]["stored"] == 60
    first = len(pages_of(web))
    web.log.clear()
    return first


def test_a_second_crawl_of_an_unchanged_site_asks_next_to_nothing(desk, web, crawled):
    report = desk.crawl()
    assert len(pages_of(web)) <= 0.05 * crawled
    assert (report["unchanged"], report["articles_new"]) == (1, 0)
    assert desk.ledger()[-1] == ("rest", "answered", "unchanged")
    assert "1 listing has not changed" in report["said"]


def test_what_is_new_is_found_behind_a_changed_listing(desk, web, crawled, made):
    (new,) = made.pieces(SITE + "/bp2mi-bina-pegawai-baru-{n}/", 1, LONG_AGO)
    web.articles.insert(0, new)
    report = desk.crawl()
    assert (report["articles_new"], report["known"]) == (1, 60)
    assert len(pages_of(web)) == 2


def test_another_topic_is_not_told_that_nothing_has_changed(desk, web, crawled):
    ran = desk.run(
        "crawl", "-k", "BP2MI pegawai", "--outlets", desk.folder / "outlets", "--outlet", "uji", "--contact",
        "a@example.org", "--allow-private", "--corpus", desk.corpus, "--json",
    )  # fmt: skip
    assert json.loads(ran.stdout.splitlines()[0])["unchanged"] == 0
    assert not any("If-None-Match" in request.headers for request in web.log if "wp-json" in request.url)


def test_an_unchanged_first_query_still_leads_to_the_second(desk, web, made):
    desk.outlet("rri")
    desk.folder.joinpath("two.toml").write_text(
        'name = "dua"\n[ask]\nsearch = ["BP2MI pegawai", "BP2MI pembinaan"]\n[grade]\nphrases = ["pegawai"]\n'
    )
    by_query = {
        "BP2MI pegawai": made.pieces("http://rri.co.id/daerah/{n}/bp2mi-bina-pegawai", 3, LONG_AGO),
        "BP2MI pembinaan": made.pieces("http://rri.co.id/daerah/10{n}/bp2mi-bina-pegawai", 3, LONG_AGO),
    }
    web.articles = [piece for pieces in by_query.values() for piece in pieces]

    def answer(request):
        if request.parts.path != "/search":
            return None
        body = made.listing(*by_query[request.query["q"]]) if request.query["page"] == "1" else made.listing()
        stamp = "Tue, 05 Mar 2024 02:00:00 GMT"
        if request.headers.get("If-Modified-Since") == stamp and request.query["q"] == "BP2MI pegawai":
            return 304, {}, ""
        return 200, {"Last-Modified": stamp}, body

    web.answer = answer
    options = ("--outlets", desk.folder / "outlets", "--outlet", "uji", "--contact", "a@example.org",
               "--allow-private", "--corpus", desk.corpus, "--json")  # fmt: skip
    assert desk.run("crawl", "two.toml", *options).returncode == 0
    later = made.Piece("http://rri.co.id/daerah/200/bp2mi-bina-pegawai", "BP2MI bina pegawai lagi", LONG_AGO)
    by_query["BP2MI pembinaan"].insert(0, later)
    web.articles.append(later)
    ran = desk.run("crawl", "two.toml", *options)
    report = json.loads(ran.stdout.splitlines()[0])
    assert (report["unchanged"], report["articles_new"]) == (1, 1), ran.stderr


def test_an_edit_of_an_article_that_is_due_is_a_version(desk, web, made):
    desk.outlet("exposemedia")
    (young, other) = web.articles = made.pieces(SITE + "/bp2mi-bina-pegawai-angkatan-{n}/", 2, TODAY)
    (old,) = made.pieces(SITE + "/bp2mi-bina-pegawai-lama-{n}/", 1, LONG_AGO)
    web.articles.append(old)
    web.answer = rest(web)
    desk.crawl()
    web.log.clear()
    desk.crawl()
    assert [request for request in pages_of(web) if "wp-json" not in request.url] == []  # fetched a moment ago

    hours_pass(desk)
    edited = young.html.replace("Kepala BP2MI", "Kepala BP2MI yang baru")
    listed = web.answer
    web.answer = lambda request: edited if request.url == young.url else listed(request)
    web.log.clear()
    report = desk.crawl()
    assert (report["looked_again"], report["edited"], report["articles_new"]) == (3, 1, 0)
    looked_at = {request.url for request in pages_of(web) if "wp-json" not in request.url}
    assert looked_at == {young.url, other.url, old.url}
    assert desk.ask("SELECT max(seq) FROM versions") == [(2,)]
    assert desk.ask("SELECT count(*) FROM articles WHERE text LIKE '%yang baru%'") == [(1,)]
    assert "looked again at 3 articles: 1 edited, 0 gone, 0 back" in report["said"]
    assert desk.ask("SELECT kind, from_capture IS NOT NULL, to_capture IS NOT NULL FROM events") == [("changed", 1, 1)]
    assert dict(desk.ask("SELECT result, count(*) FROM looks GROUP BY 1")) == {"changed": 1, "same": 2}


def test_more_articles_than_are_looked_at_stay_due_and_are_told(desk, web, made):
    desk.outlet("exposemedia")
    web.articles = made.pieces(SITE + "/bp2mi-bina-pegawai-angkatan-{n}/", 4, TODAY)
    web.answer = rest(web)
    desk.crawl()
    hours_pass(desk)
    report = desk.crawl("--limit", "3")
    assert (report["still_due"], report["looked_again"]) == (1, 3)
    assert "1 article is still due for a second look" in report["said"]


def test_at_most_two_hundred_are_looked_at_in_a_run():
    assert MAX_REVISITS == 200


@pytest.fixture
def gone(desk, web, made):
    """Six articles; of five the page is none any more from now on, the sixth is not answered at all."""
    desk.outlet("exposemedia")
    web.articles = made.pieces(SITE + "/bp2mi-bina-pegawai-angkatan-{n}/", 6, TODAY)
    listed = web.answer = rest(web)
    desk.crawl()
    hours_pass(desk)
    stub = "<html><title>{}</title><article><h1>{}</h1><p>{}</p></article></html>"
    pages = [
        404, 410, "<html><title>404</title>Halaman tidak ditemukan</html>",
        stub.format("Masuk", "Masuk", "Silakan masuk untuk melanjutkan."), stub.format("Berita", "Berita", "Memuat..."),
        500,
    ]  # fmt: skip
    answers = dict(zip([article.url for article in web.articles], pages, strict=True))
    web.answer = lambda request: answers.get(request.url) or listed(request)


def test_an_article_that_is_gone_stays_as_it_is_stored(desk, web, gone):
    before = desk.ask("SELECT * FROM articles")
    report = desk.crawl()
    assert (report["looked_again"], report["edited"]) == (6, 0)
    assert desk.ask("SELECT * FROM articles") == before
    assert desk.ask("SELECT state, count(*) FROM frontier WHERE kind = 'article' GROUP BY 1") == [("stored", 6)]


def test_a_look_that_found_no_article_is_kept_and_told(desk, web, gone):
    report = desk.crawl()
    assert "5 were no articles any more, and stay as they were" in report["said"]
    fetches = desk.ask("SELECT passed_over, status FROM captures WHERE passed_over IS NOT NULL ORDER BY status")
    assert fetches == [("not_the_article", status) for status in (200, 200, 200, 404, 410)]
    for (number,) in desk.ask("SELECT articles.id FROM articles ORDER BY key LIMIT 5"):
        shown = desk.run("show", str(number), "--corpus", desk.corpus).stdout
        assert "the page was no article any more, or another one; what was held is kept" in shown
    checked = desk.run("doctor", "--corpus", desk.corpus)
    assert "archive" in checked.stdout + checked.stderr
    assert "that no row of the corpus names" not in checked.stdout + checked.stderr
    web.log.clear()
    desk.crawl()
    lately = {request.url for request in pages_of(web) if "wp-json" not in request.url}
    assert lately <= {web.articles[5].url}  # the one that gave nothing at all


def test_refine_passes_the_same_looks_over(desk, web, gone):
    desk.crawl()
    state = stored_rows(desk)
    refined = desk.run("refine", "--outlets", desk.folder / "outlets", "--corpus", desk.corpus)
    assert refined.returncode == 0, refined.stderr
    assert stored_rows(desk) == state
    forget_articles(desk)
    assert desk.run("refine", "--outlets", desk.folder / "outlets", "--corpus", desk.corpus).returncode == 0
    assert stored_rows(desk)["captures"] == state["captures"]


def test_a_stump_does_not_take_the_place_of_the_article(desk, web, made):
    desk.outlet("exposemedia")
    (young,) = web.articles = made.pieces(SITE + "/bp2mi-bina-pegawai-angkatan-{n}/", 1, TODAY)
    whole = "".join(f"<p>Balai itu menerima {n} pegawai pada hari ke-{n} di kantor baru.</p>" for n in range(3, 30))
    young_page = young.html.replace("</article>", whole + "</article>")
    listed = rest(web)
    edited = young_page.replace("kantor baru", "kantor lama")
    pages = iter([young_page, young.html, edited, edited])  # an edit is loaded twice
    web.answer = lambda request: next(pages) if request.url == young.url else listed(request)
    desk.crawl()
    before = desk.ask("SELECT * FROM articles")

    hours_pass(desk)
    report = desk.crawl()
    assert (report["looked_again"], report["edited"]) == (1, 0)
    assert "1 came back much shorter or cut, and stays as it was" in report["said"]
    assert desk.ask("SELECT * FROM articles") == before
    assert desk.ask("SELECT passed_over FROM captures ORDER BY id") == [(None,), ("much_shorter",)]
    shown = desk.run("show", str(before[0][0]), "--corpus", desk.corpus).stdout
    assert "the text had come back as less than half of what it was; what was held is kept" in shown

    hours_pass(desk)
    assert desk.crawl()["edited"] == 1
    state = stored_rows(desk)
    assert state["versions"] == [(1, 1), (2, 3)]
    forget_articles(desk)
    refined = desk.run("refine", "--outlets", desk.folder / "outlets", "--corpus", desk.corpus)
    assert refined.returncode == 0, refined.stderr
    assert stored_rows(desk) == state


def stored_rows(desk):
    requests = {
        "articles": "SELECT id, key, title, text, published_at FROM articles",
        "versions": "SELECT seq, capture_id FROM versions ORDER BY seq, capture_id",
        "captures": "SELECT id, passed_over FROM captures ORDER BY id",
        "article_captures": "SELECT * FROM article_captures",
    }
    return {name: desk.ask(query) for name, query in requests.items()}


def forget_articles(desk):
    import sqlite3

    with sqlite3.connect(desk.corpus) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM articles")
    connection.close()


def hours_pass(desk, hours=20):
    import sqlite3

    from corpus.file.checksums import accept_tables

    with sqlite3.connect(desk.corpus) as connection:
        for table, column in (("captures", "fetched_at"), ("looks", "at"), ("runs", "started_at")):
            connection.execute(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, ?)", (f"-{hours} hours",)
            )
        connection.execute("UPDATE looks_due SET due_at = due_at - ?", (3600 * hours,))
        accept_tables(connection, ["captures", "looks", "runs"])
    connection.close()

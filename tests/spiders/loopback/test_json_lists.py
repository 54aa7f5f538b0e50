"""Lists that are sent as JSON, in the shapes of the sites that send them: each article once, none asked in vain."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from time import monotonic, sleep

import pytest

from corpus.crawl.balance import invariants
from corpus.store import Corpus
from crawler.archive.members import members
from crawler.archive.reader import responses
from crawler.archive.record_heads import field

PORTAL = "portal.kemnaker.go.id/api/v1/news"
DAY = date(2024, 3, 5)
TEXT = (
    "<p>Jakarta - Menteri menyampaikan pembinaan pegawai BP2MI angkatan {n} di kantor kementerian pada pagi hari"
    " bersama para kepala balai.</p><p>Para pegawai angkatan {n} mendengar arahan tentang disiplin, pelayanan dan"
    " kejujuran, lalu bertanya jawab dengan pimpinan sampai sore.</p><p>Menurut panitia nomor {n}, kegiatan seperti ini"
    " akan diadakan lagi di daerah lain bersama pemerintah setempat dan organisasi masyarakat.</p>"
    "<p>Kementerian berharap para pegawai angkatan {n} melayani warga dengan ramah dan cepat, mencatat setiap laporan"
    " yang masuk, serta meneruskan"
    " keluhan kepada atasan pada hari yang sama sehingga tidak ada berkas yang tertinggal di meja.</p>"
)


def sent(number, slug="pembinaan-pegawai-bp2mi-angkatan-{n}", **more):
    """Items of the ministry's list, the newest first."""
    return [
        {
            "id": n,
            "title": f"Pembinaan Pegawai BP2MI Angkatan {n}",
            "url": f"/news/{n}",
            "slug": slug.format(n=n),
            "created_at": f"{DAY - timedelta(days=n)} 08:30:00",
            "body": TEXT.format(n=n),
            "section": {"name": "Siaran Pers"},
            **more,
        }
        for n in range(1, number + 1)
    ]


def whole_records(desk):
    """Each record of the archive, head and body, unpacked."""
    paths = (desk.folder / "kliping-archive").glob("*.warc.gz")
    return [member.url.encode() + b"".join(member.pieces()) for path in paths for member in members(path)]


@pytest.fixture
def ministry(desk, web):
    """The ministry's interface with 7 articles on the topic, 3 a page; its pages are an empty shell."""
    desk.outlet("kemnaker")
    items = sent(7)

    def answer(request):
        if request.place != PORTAL:
            return "<html><body><div id=app></div><script src=/app.js></script></body></html>"
        page = int(request.query["page"])
        wanted = items if "BP2MI" in request.query.get("search", "BP2MI") else []
        return json.dumps({"data": wanted[(page - 1) * 3 : page * 3], "message": "Sukses"})

    web.answer = answer
    return items


def test_an_article_is_stored_with_the_text_that_the_list_sends(desk, web, ministry):
    report = desk.crawl()
    assert report["balance"]["stored"] == report["balance"]["discovered"] == 7, (report, desk.ledger())
    title, text, day, at, section, url, complete = desk.ask(
        "SELECT title, text, published_day, published_at, section, url, complete FROM articles ORDER BY key LIMIT 1"
    )[0]
    assert (title, day) == ("Pembinaan Pegawai BP2MI Angkatan 1", "2024-03-04")
    assert at == "2024-03-04T08:30:00+07:00"
    assert (section, complete) == ("Siaran Pers", 1)
    assert url == "http://kemnaker.go.id/news/detail/pembinaan-pegawai-bp2mi-angkatan-1"
    assert text.startswith("Menteri menyampaikan pembinaan pegawai BP2MI angkatan 1")
    assert desk.article_keys() == {
        f"kemnaker.go.id/news/detail/pembinaan-pegawai-bp2mi-angkatan-{n}" for n in range(1, 8)
    }
    assert web.places("/news/detail/") == []
    assert [request.place for request in web.log] == ["portal.kemnaker.go.id/robots.txt", *[PORTAL] * 4]


@pytest.mark.hostile
def test_the_item_is_archived_as_it_was_sent_under_the_articles_own_address(desk, web, ministry):
    desk.crawl()
    (path,) = (desk.folder / "kliping-archive").glob("*.warc.gz")
    records = {record.url: record for _, _, record in responses(path, say=print)}
    record = records["http://kemnaker.go.id/news/detail/pembinaan-pegawai-bp2mi-angkatan-1"]
    assert (record.content_type, record.made_from) == ("application/json", "item of a list sent as JSON")
    assert json.loads(record.body) == ministry[0]
    heads = [member.head for member in members(path) if member.url == record.url]
    assert [field(head, "WARC-Source-URI") for head in heads] == [
        f"http://{PORTAL}?search=BP2MI+pegawai&page=1&limit=15"
    ]
    assert desk.ask("SELECT DISTINCT content_type, requested_url FROM captures") == [("application/json", None)]
    origins = dict(desk.ask("SELECT DISTINCT field, origin FROM origins WHERE origin = 'sent'"))
    assert set(origins) >= {"title", "text", "published_day", "section"}


@pytest.mark.hostile
def test_an_article_that_two_lists_send_is_archived_once(desk, web, ministry):
    desk.outlet("kemnaker", ways=("json_search", "json_news"), ladder=())
    desk.crawl()
    assert [way for way, *_ in desk.ledger()].count("json_news") == 4
    assert desk.ask("SELECT count(*), count(DISTINCT url) FROM captures") == [(7, 7)]


@pytest.mark.hostile
def test_another_crawl_asks_no_more_than_the_list_and_looks_at_none_again(desk, web, ministry):
    desk.crawl()
    before = len(web.log)
    assert desk.ask("SELECT count(*) FROM looks_due") == [(0,)]
    desk.crawl()
    assert desk.ask("SELECT count(*), sum(state = 'stored') FROM frontier WHERE kind = 'article'") == [(7, 7)]
    assert [request.place for request in web.log[before:]] == ["portal.kemnaker.go.id/robots.txt", PORTAL]


@pytest.mark.hostile
def test_refined_again_from_the_archive_the_corpus_is_the_same(desk, web, ministry):
    desk.crawl()
    before = desk.ask("SELECT * FROM articles ORDER BY id")
    web.answer = lambda request: 500
    ran = desk.run("refine", "--corpus", desk.corpus, "--outlets", desk.folder / "outlets")
    assert ran.returncode == 0, ran.stderr
    assert desk.ask("SELECT * FROM articles ORDER BY id") == before
    deep = desk.run("doctor", "--deep", "--corpus", desk.corpus)
    assert (deep.returncode, "wrong" in deep.stdout) == (0, False), deep.stdout


@pytest.mark.hostile
def test_a_replay_gives_the_same_articles(desk, web, ministry):
    columns = "key, title, text, published_at"
    desk.crawl()
    before = desk.ask(f"SELECT {columns} FROM articles ORDER BY key")
    times = desk.ask("SELECT url, fetched_at FROM captures ORDER BY url")
    desk.corpus.rename(desk.folder / "lama.db")
    (desk.folder / "kliping-archive").rename(desk.folder / "lama")
    web.answer = lambda request: 500
    desk.crawl("--replay", desk.folder / "lama")
    assert desk.ask(f"SELECT {columns} FROM articles ORDER BY key") == before
    assert desk.ask("SELECT url, fetched_at FROM captures ORDER BY url") == times


@pytest.mark.hostile
def test_a_removed_article_is_gone_from_archive_and_list(desk, web, ministry):
    desk.crawl()
    assert b"Angkatan 3" in b"".join(whole_records(desk))
    (number,) = desk.ask("SELECT id FROM articles WHERE key LIKE '%angkatan-3'")[0]
    options = ("--corpus", desk.corpus, "--outlets", desk.folder / "outlets")
    ran = desk.run("remove", number, "--reason", "uji", "--yes", *options)
    assert ran.returncode == 0, ran.stderr
    for whole in whole_records(desk):
        assert b"angkatan-3" not in whole
        assert b"Angkatan 3" not in whole
    assert desk.ask("SELECT count(*) FROM articles") == [(6,)]
    desk.crawl()
    assert desk.ask("SELECT count(*) FROM articles") == [(6,)]
    assert b"Angkatan 3" not in desk.corpus.read_bytes()


@pytest.mark.hostile
@pytest.mark.parametrize("killed_at", [2, 5])
def test_killed_at_any_moment_it_gives_the_same_corpus(desk, web, ministry, killed_at):
    desk.crawl()
    columns = "key, id, title, text, published_at, section, text_sha256"
    whole = desk.ask(f"SELECT {columns} FROM articles ORDER BY key")
    for path in (desk.corpus, *desk.folder.glob("kliping.db-*"), *(desk.folder / "kliping-archive").iterdir()):
        path.unlink(missing_ok=True)
    web.log.clear()
    process = desk.start(*desk.crawling())
    deadline = monotonic() + 60
    while len(web.log) < killed_at and process.poll() is None and monotonic() < deadline:
        sleep(0.001)
    sleep(killed_at / 50)  # somewhere among the articles
    assert process.poll() is None, "it ended before it was killed"
    process.kill()
    process.wait()
    desk.crawl()
    assert desk.ask(f"SELECT {columns} FROM articles ORDER BY key") == whole
    assert desk.ask("SELECT count(*) FROM captures") == [(7,)]
    with Corpus(desk.corpus, read_only=True) as corpus:
        assert invariants(corpus) == []


@pytest.mark.hostile
def test_a_walk_that_holds_the_words_of_a_removed_article_is_forgotten(desk, web, ministry):
    desk.crawl()
    (number,) = desk.ask("SELECT id FROM articles WHERE key LIKE '%angkatan-3'")[0]
    walk = {
        "callback": "parse_json",
        "cb_kwargs": {"walk": {"terms": ["x"], "held": [{"sent": json.dumps(ministry[2])}]}},
    }
    with sqlite3.connect(desk.corpus) as connection:
        connection.execute(
            """INSERT INTO frontier (outlet, kind, way, key, url, request, state, run_id)
            VALUES ('uji', 'listing', 'json_search', 'x', 'http://portal.kemnaker.go.id/', ?, 'pending', 1)""",
            (json.dumps(walk),),
        )
    connection.close()
    ran = desk.run("remove", number, "--reason", "uji", "--yes", "--corpus", desk.corpus)
    assert ran.returncode == 0, ran.stderr
    assert desk.ask("SELECT state, reason, request FROM frontier WHERE key = 'x'") == [("failed", "superseded", "{}")]


@pytest.mark.hostile
def test_an_archive_with_such_articles_is_imported_into_another_corpus(desk, web, ministry):
    desk.crawl()
    before = desk.ask("SELECT key, title, text, published_at FROM articles ORDER BY key")
    desk.corpus.rename(desk.folder / "lama.db")
    (desk.folder / "kliping-archive").rename(desk.folder / "lama")
    ran = desk.run(
        "import", desk.folder / "lama", "--corpus", desk.corpus, "--outlets", desk.folder / "outlets", "--host",
        "kemnaker.go.id",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert desk.ask("SELECT key, title, text, published_at FROM articles ORDER BY key") == before


@pytest.mark.hostile
def test_the_check_asks_each_list_and_tests_the_search(desk, web, ministry):
    options = ("uji", "--outlets", desk.folder / "outlets", "--contact", "a@example.org", "--allow-private", "--json")

    def check():
        rows = [json.loads(line) for line in desk.run("outlets", "check", *options).stdout.splitlines()]
        return {row["way"]: (row["result"], row["why"]) for row in rows}

    assert check() == {"json_search": ("works", None), "json_news": ("works", None)}
    answer = web.answer
    web.answer = lambda request: answer(replace(request, url=request.url.partition("?")[0] + "?page=1"))
    assert check()["json_search"] == ("changed", "a word that nobody writes finds pages")
    web.answer = lambda request: json.dumps({"data": None, "message": "Unauthenticated."})
    assert check() == dict.fromkeys(("json_search", "json_news"), ("changed", "no_json_list"))


def placed(*rows):
    """Rows of a rubric's page as Nuxt sends them: each value named by its place."""
    data = [
        {"data": 1, "prerenderedAt": 0},
        ["ShallowReactive", 2],
        {"settings": 3, "rubric-content": 5},
        {"data": 4},
        [],
    ]
    data += [{"latest": 6}, {"status": 7, "data": 8}, "Success", []]
    for row in rows:
        data[8].append(len(data))
        data.append({name: len(data) + place for place, name in enumerate(row, 1)})
        data += row.values()
    return json.dumps(data)


@pytest.mark.hostile
def test_tempo_is_asked_for_tags_and_for_the_data_of_its_rubrics(desk, web, all_once, made):
    """By a tag, page by page; and the newest of a rubric, whose page holds no link."""
    desk.outlet("tempo", ways=("json_tag", "json_rubrics"))
    web.articles = made.pieces("http://www.tempo.co/hukum/pembinaan-pegawai-bp2mi-{n}0000001", 5)

    def row(piece):
        address = piece.url.removeprefix("http://www.tempo.co/")
        tags = ["bp2mi", "pegawai"]
        return {
            "canonical_url": address,
            "title_digital": piece.title,
            "published_at": f"{piece.day} 09:00:00",
            "t": tags,
        }

    def answer(request):
        if request.place == "www.tempo.co/api/gateway/articles":
            assert request.query["tags[]"] == "bp2mi"
            page = int(request.query["page"])
            return json.dumps({"code": 200, "data": [row(p) for p in web.articles[:4][(page - 1) * 2 : page * 2]]})
        if request.place == "www.tempo.co/hukum/_payload.json":
            return placed(*(row(piece) for piece in web.articles[3:]))
        return placed() if request.place == "www.tempo.co/ekonomi/_payload.json" else None

    web.answer = answer
    all_once()
    ways = [(way, reason) for way, _, reason in desk.ledger()]
    assert sorted(ways, key=str) == [
        ("json_rubrics", "nothing_found"), ("json_rubrics", None),
        ("json_tag", "nothing_found"), ("json_tag", None), ("json_tag", None),
    ]  # fmt: skip


@pytest.fixture
def jawapos(desk, web, made):
    """Its interface by POST with 5 articles on the topic among others, 4 a page; its index with the newest four."""
    desk.outlet("jawapos", ways=())
    web.articles = made.pieces("http://www.jawapos.com/nasional/240305000{n}/pembinaan-pegawai-bp2mi-{n}", 5)

    def row(piece):
        _, _, _, category, number, slug = piece.url.split("/")
        named = {"article_id": number, "slug": slug, "title": piece.title, "category": {"slug": category}}
        return {**named, "published_at": f"{piece.day} 08:10:08"}

    other = {
        "article_id": "2403050099",
        "slug": "banjir-di-kota",
        "title": "Banjir di kota",
        "category": {"slug": "metro"},
    }
    rows = [row(piece) for piece in web.articles]
    rows = [*rows[:3], {**other, "published_at": "2024-03-05 07:00:00"}, *rows[3:]]
    web.is_up = True

    def answer(request):
        if request.place == "www.jawapos.com/indeks":
            data = {"props": {"pageProps": {"initialArticles": {"data": rows[:4]}}}}
            return f'<html><script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></html>'
        if request.place != "api.jawapos.com/api-jp-graphql":
            return None
        if request.method != "POST" or not web.is_up:
            return json.dumps({"errors": [{"message": "Internal server error"}], "data": {"articles": None}})
        page = json.loads(request.body)["variables"]["page"]
        data = {"paginatorInfo": {"hasMorePages": page * 4 < len(rows)}, "data": rows[(page - 1) * 4 : page * 4]}
        return json.dumps({"data": {"articles": data}})

    web.answer = answer


@pytest.mark.hostile
def test_jawapos_is_asked_by_post_page_by_page(desk, web, jawapos, all_once):
    all_once()
    asked = [request for request in web.log if request.place == "api.jawapos.com/api-jp-graphql"]
    assert [json.loads(request.body)["variables"] for request in asked] == [{"page": 1}, {"page": 2}]
    assert desk.ask("SELECT way, entries, taken, off_topic FROM ledger") == [
        ("json_all", 4, 3, 1),
        ("json_all", 2, 2, 0),
    ]
    assert web.places("/indeks") == []


@pytest.mark.hostile
def test_where_its_interface_fails_the_data_of_its_index_are_read(desk, web, jawapos):
    web.is_up = False
    desk.crawl()
    assert desk.ledger() == [("json_all", "failed", "no_json_list"), ("json_index", "answered", None)]
    assert desk.ask("SELECT count(*) FROM articles") == [(3,)]

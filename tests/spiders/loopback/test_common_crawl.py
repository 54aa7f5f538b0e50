"""Pages that Common Crawl holds: its index and its files, played on loopback in the shape that its clients know."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

HERE = "http://www.bnp2tki.go.id/read/{n}/pembinaan-pegawai-bnp2tki-{n}"
OLD, NEW = "CC-MAIN-2016-10", "CC-MAIN-2018-13"
COLLECTIONS = [
    {"id": NEW, "name": "March 2018", "cdx-api": f"https://index.commoncrawl.org/{NEW}-index",
     "from": "2018-03-17T00:00:00", "to": "2018-03-24T23:59:59"},
    {"id": OLD, "name": "February 2016"},
]  # fmt: skip
FILE = "crawl-data/{}/segments/1/warc/CC-MAIN-00001.warc.gz"
DAYS = {OLD: "20160305070809", NEW: "20180320101112"}


@dataclass
class Index:
    """Collections with their rows, page by page, and the files that the rows point into."""

    pages: dict[str, list[list[dict[str, str]]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    busy: int = 0

    def hold(
        self, collection, url, html, *, kind="text/html; charset=utf-8", status=200, page=0, warc="", stamp=None, **row
    ):
        """A capture of an address: its record in the collection's file, its row in the index."""
        body = html if isinstance(html, bytes) else html.encode()
        stamp = stamp or DAYS[collection]
        day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}Z"
        http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nX-Crawl-Content-Encoding: gzip\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}\r\n{warc}"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        packed = gzip.compress(head.encode() + http + b"\r\n\r\n")
        file = FILE.format(collection)
        before = self.files.get(file, b"")
        self.files[file] = before + packed
        pages = self.pages.setdefault(collection, [])
        pages += [[] for _ in range(page + 1 - len(pages))]
        pages[page].append({
            "urlkey": "id,go,bnp2tki)/", "timestamp": stamp, "url": url, "mime": "text/html", "status": str(status),
            "digest": "X", "length": str(len(packed)), "offset": str(len(before)), "filename": file, **row,
        })  # fmt: skip

    def __call__(self, request):
        if request.place == "index.commoncrawl.org/collinfo.json":
            return json.dumps(COLLECTIONS)
        if request.parts.hostname == "index.commoncrawl.org" and request.parts.path.endswith("-index"):
            return self._rows(request)
        file = request.parts.path.lstrip("/")
        if request.parts.hostname == "data.commoncrawl.org" and file in self.files:
            first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers["Range"]).groups())
            return 206, {"Content-Type": "application/octet-stream"}, self.files[file][first : last + 1]
        return None

    def _rows(self, request):
        if self.busy:
            self.busy -= 1
            return 503, {"Retry-After": "1"}, "Please slow down"
        collection = request.parts.path.strip("/").removesuffix("-index")
        pages = self.pages.get(collection, [])
        if request.query.get("showNumPages"):
            return json.dumps({"pages": max(1, len(pages)), "pageSize": 5, "blocks": len(pages)})
        number = int(request.query["page"])
        if number >= max(1, len(pages)):
            return 400, {}, json.dumps({"message": f"Page {number} invalid"})
        rows = [row for row in (pages[number] if pages else []) if row["status"] == "200"]
        if not rows:
            return 404, {}, json.dumps({"message": f"No Captures found for: {request.query['url']}"})
        return 200, {"Content-Type": "text/x-ndjson"}, "\n".join(map(json.dumps, rows))


@pytest.fixture
def index(web):
    """The index and the files, as the web."""
    web.answer = Index()
    return web.answer


@pytest.fixture
def article(made):
    """A made-up article's address and page."""

    def make(n, title=None):
        url = HERE.format(n=n)
        return url, made.Piece(url, title or f"Pembinaan pegawai ke-{n}", date(2016, 3, 1)).html

    return make


def crawl(desk, *arguments, slug="bnp2tki", code=0):
    desk.outlet(slug)
    return desk.crawl("--way", "commoncrawl", *arguments, code=code)


def ledger(desk):
    return [(answer, reason) for way, answer, reason in desk.ledger() if way == "commoncrawl"]


def asked_of(web, host):
    return [request for request in web.log if request.parts.hostname == host and request.parts.path != "/robots.txt"]


def test_pages_of_two_collections_are_fetched_by_their_bytes(desk, web, index, article):
    for n in (1, 2):
        index.hold(OLD, *article(n), page=n - 1)  # two pages of the index
    index.hold(NEW, *article(3))
    report = crawl(desk)
    assert report["balance"]["stored"] == 3, (report, desk.ledger())
    assert desk.article_keys() == {f"bnp2tki.go.id/read/{n}/pembinaan-pegawai-bnp2tki-{n}" for n in (1, 2, 3)}
    assert {request.parts.hostname for request in web.log} == {"index.commoncrawl.org", "data.commoncrawl.org"}
    pages = [request.parts.path[1:-6] for request in asked_of(web, "index.commoncrawl.org") if "page" in request.query]
    assert sorted(pages) == [OLD, OLD, NEW]


def test_the_capture_is_the_records(desk, web, index, article):
    url, html = article(1)
    index.hold(OLD, url, html)
    crawl(desk)
    (capture,) = desk.ask("SELECT url, requested_url, fetched_at, status, content_type FROM captures")
    assert (capture[0], capture[2][:19]) == (url, "2016-03-05T07:08:09")
    assert capture[1].startswith(f"http://data.commoncrawl.org/{FILE.format(OLD)}#bytes=0-")
    assert capture[3:] == (200, "text/html; charset=utf-8")
    (segment,) = desk.folder.glob("**/kliping-*.warc.gz")
    plain = gzip.decompress(segment.read_bytes())
    assert plain.count(b"WARC-Target-URI: " + url.encode()) == 2  # the answer and its request
    assert b"WARC-Source-URI: " + capture[1].encode() in plain
    assert html.encode() in plain


def test_its_evidence_is_whole_and_can_be_removed(desk, web, index, article):
    for n in (1, 2):
        index.hold(OLD, *article(n))
    crawl(desk)
    assert desk.run("doctor", "--deep", "--corpus", desk.corpus).returncode == 0
    ran = desk.run("remove", HERE.format(n=1), "--reason", "permintaan", "--yes", "--corpus", desk.corpus)
    assert ran.returncode == 0, ran.stderr
    left = b"".join(gzip.decompress(segment.read_bytes()) for segment in desk.folder.glob("**/kliping-*.warc.gz"))
    assert (b"/read/1/" in left, b"/read/2/" in left) == (False, True)
    assert crawl(desk)["balance"]["stored"] == 0  # and no crawl brings it back


def test_of_two_captures_the_first_is_taken(desk, index, article):
    url, html = article(1)
    index.hold(NEW, url, html.replace("Kepala", "Mantan kepala"))
    index.hold(OLD, url, html)
    assert crawl(desk)["balance"]["stored"] == 1
    assert desk.ask("SELECT count(*) FROM captures WHERE fetched_at LIKE '2016-03-05%'") == [(1,)]
    assert desk.ask("SELECT count(*) FROM articles WHERE text LIKE '%Mantan%'") == [(0,)]


def test_an_index_that_holds_nothing_is_no_failure(desk, index):
    assert crawl(desk)["balance"]["discovered"] == 0
    assert set(ledger(desk)) == {("answered", "nothing_found")}


def test_only_collections_of_the_window_are_asked(desk, web, index, article):
    index.hold(OLD, *article(1))
    index.hold(NEW, *article(2))
    report = crawl(desk, "--since", "2018-01-01")
    assert report["balance"]["stored"] == 1
    assert not web.places(f"/{OLD}-index")
    assert {request.query["from"] for request in asked_of(web, "index.commoncrawl.org") if "url" in request.query} == {
        "20180101"
    }


def test_a_page_whose_rows_are_all_sifted_out_leads_on(desk, index, article):
    index.hold(OLD, *article(1), status=404)
    index.hold(OLD, *article(2), page=1)
    assert crawl(desk)["balance"]["stored"] == 1


def test_a_busy_index_is_asked_again_later(desk, web, index, article):
    index.hold(OLD, *article(1))
    index.busy = 1
    assert crawl(desk)["balance"]["stored"] == 1
    assert index.busy == 0


def test_a_collection_that_fails_does_not_stand_before_the_others(desk, web, index, article):
    index.hold(NEW, *article(1))
    web.answer = lambda request: 502 if f"{OLD}-index" in request.url else index(request)
    assert crawl(desk, code=3)["balance"]["stored"] == 1  # what the other collection holds was not seen
    assert ("failed", "http_502") in ledger(desk)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda packed: packed[:-40], "cut_short"),  # the file ends within the record
        (lambda packed: b"<Error>" + packed, "bad_encoding"),
        (lambda packed: gzip.compress(b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n"), "not_a_record"),
        (lambda packed: gzip.compress(bytes(6 << 20)), "too_large"),
    ],
    ids=["cut", "no gzip", "no response", "a bomb"],
)
def test_what_is_no_whole_page_is_not_stored(desk, index, article, spoil, reason):
    index.hold(OLD, *article(1))
    file = FILE.format(OLD)
    whole = index.files[file]
    index.files[file] = spoil(whole)
    if reason in {"too_large", "not_a_record"}:  # the row says how long it is
        index.pages[OLD][0][0]["length"] = str(len(index.files[file]))
    report = crawl(desk, code=4)  # not one page could be had
    assert (report["balance"]["stored"], report["balance"]["reasons"]) == (0, {reason: 1})
    assert desk.ask("SELECT count(*) FROM captures") == [(0,)]


def test_a_record_that_was_cut_when_it_was_made_is_not_stored(desk, index, article):
    index.hold(OLD, *article(1), warc="WARC-Truncated: length\r\n")
    index.hold(OLD, *article(2), truncated="length")  # the index says so itself: not even asked for
    report = crawl(desk, code=4)  # not one page could be had
    assert (report["balance"]["discovered"], report["balance"]["reasons"]) == (1, {"cut_short": 1})


def test_a_record_of_another_address_or_answer_is_refused(desk, index, article):
    url, html = article(1)
    index.hold(OLD, HERE.format(n=7), html)
    index.pages[OLD][0][0]["url"] = url
    index.hold(OLD, *article(2), status=301)
    index.pages[OLD][0][1]["status"] = "200"  # the index says so, the record does not
    report = crawl(desk, code=4)  # not one page could be had
    assert (report["balance"]["stored"], report["balance"]["reasons"]) == (0, {"not_a_record": 2})


def test_a_server_that_sends_the_whole_file_is_not_believed(desk, web, index, article):
    index.hold(OLD, *article(1))
    whole = index.files[FILE.format(OLD)]
    web.answer = lambda request: whole if request.parts.hostname == "data.commoncrawl.org" else index(request)
    assert crawl(desk, code=4)["balance"]["reasons"] == {"not_a_record": 1}


def test_a_page_in_an_old_charset_is_read(desk, index, article):
    url, html = article(1, "Pembinaan pegawai “BNP2TKI” – angkatan 1")
    index.hold(OLD, url, html.encode("windows-1252"), kind="text/html; charset=windows-1252")
    crawl(desk)
    assert desk.ask("SELECT title FROM articles") == [("Pembinaan pegawai “BNP2TKI” – angkatan 1",)]


def test_what_the_index_names_is_asked_of_its_own_host_alone(desk, web, index, article):
    index.hold(OLD, *article(1), filename="//jahat.example/a.warc.gz")
    index.hold(OLD, *article(2), filename="../../x?y=.warc.gz")
    index.hold(OLD, *article(3), offset="-5")
    index.hold(OLD, "http://lain.example/pembinaan-pegawai-bnp2tki", "<html></html>")
    crawl(desk)
    assert {request.parts.hostname for request in web.log} <= {"index.commoncrawl.org", "data.commoncrawl.org"}
    assert desk.ask("SELECT count(*) FROM articles") == [(0,)]


def test_any_outlet_can_be_asked_for_there(desk, web, index, made):
    url = "http://exposemedia.id/bp2mi-bina-pegawai-angkatan-1/"
    index.hold(NEW, url, made.Piece(url, "BP2MI bina pegawai angkatan 1").html)
    assert crawl(desk, slug="exposemedia")["balance"]["stored"] == 1
    assert {request.parts.hostname for request in web.log} == {"index.commoncrawl.org", "data.commoncrawl.org"}
    assert {request.query["url"] for request in web.log if "url" in request.query} == {"exposemedia.id/*"}


def test_the_next_ordinary_crawl_goes_on_with_what_was_left_open(desk, web, index, made):
    url = "http://exposemedia.id/bp2mi-bina-pegawai-angkatan-1/"
    index.hold(NEW, url, made.Piece(url, "BP2MI bina pegawai angkatan 1").html)
    crawl(desk, "--limit", "1", slug="exposemedia")
    assert desk.article_keys() == set()
    desk.crawl("--limit", "20")
    assert len(desk.article_keys()) == 1
    assert not any(reason == "spider_error" for _, _, reason in desk.ledger())


def test_a_young_article_from_there_is_not_looked_at_again(desk, web, index, made):
    url, yesterday = HERE.format(n=1), datetime.now(UTC) - timedelta(days=1)
    html = made.Piece(url, "Pembinaan pegawai ke-1", yesterday.date() - timedelta(days=1)).html
    index.hold(NEW, url, html, stamp=f"{yesterday:%Y%m%d%H%M%S}")
    crawl(desk)
    web.log.clear()
    assert (crawl(desk)["looked_again"], asked_of(web, "data.commoncrawl.org")) == (0, [])


def test_a_replay_reads_the_pages_from_its_own_archive(desk, web, index, article, tmp_path):
    index.hold(OLD, *article(1))
    crawl(desk)
    (segment,) = desk.folder.glob("**/kliping-*.warc.gz")
    web.log.clear()
    ran = desk.run(
        "crawl", desk.folder / "topic.toml", "--outlets", desk.folder / "outlets", "--outlet", "uji", "--way",
        "commoncrawl", "--replay", segment, "--corpus", tmp_path / "b.db", "--json",
    )  # fmt: skip
    report = json.loads(ran.stdout.splitlines()[0])
    assert (report["balance"]["stored"], web.log) == (1, []), ran.stderr


def test_what_robots_txt_forbids_there_is_not_asked(desk, web, index):
    web.answer = lambda request: (
        "User-agent: *\nDisallow: /" if request.url == "http://index.commoncrawl.org/robots.txt" else index(request)
    )
    crawl(desk, code=4)
    assert ledger(desk) == [("refused", "robots")]
    assert not asked_of(web, "index.commoncrawl.org")


def test_a_site_that_is_gone_is_looked_for_there_when_the_other_archive_is_shut(desk, web, index, article):
    index.hold(OLD, *article(1))
    desk.outlet("bnp2tki")
    assert desk.crawl()["balance"]["stored"] == 1
    assert [way for way, *_ in desk.ledger()][:2] == ["cdx", "commoncrawl"]


def test_a_way_that_nobody_has_is_told_in_a_sentence(desk):
    desk.outlet("exposemedia")
    ran = desk.run("crawl", "-k", "x", "--outlet", "exposemedia", "--way", "comoncrawl", "--contact", "a@example.org")
    assert 'did you mean "commoncrawl"?' in ran.stderr
    assert ran.returncode == 2

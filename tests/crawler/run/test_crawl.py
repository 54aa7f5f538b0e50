"""A crawl of a small site: everything found is stored once, and its evidence is kept."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawler.conftest import CommandResult, Desk, Site, article, broken_invariants, title_of

NUMBERS = list(range(30))


@pytest.fixture(scope="module")
def crawled(shared_desk: Desk, shared_site: Site) -> CommandResult:
    shared_site.put_articles(NUMBERS, zipped=True)
    shared_site.put_search(NUMBERS)
    return shared_desk.crawl("--since", "2023-01-01")


def records(desk: Desk, kind: str) -> list[tuple[str, dict[str, str], dict[str, str], bytes]]:
    """(address, WARC headers, HTTP headers, payload as it came over the wire), read by warcio alone."""
    result = []
    for segment in sorted(desk.archive.glob("*.warc.gz")):
        with segment.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == kind:
                    http = dict(record.http_headers.headers) if record.http_headers else {}
                    url = record.rec_headers.get_header("WARC-Target-URI") or ""
                    result.append((url, dict(record.rec_headers.headers), http, record.raw_stream.read()))
    return result


def test_every_article_is_stored_once(crawled: CommandResult, shared_desk: Desk) -> None:
    titles = [row[0] for row in shared_desk.ask("SELECT title FROM articles ORDER BY id")]
    assert sorted(titles) == sorted(title_of(n) for n in NUMBERS)


def test_every_page_is_asked_for_once(crawled: CommandResult, shared_site: Site) -> None:
    assert set(shared_site.articles_asked().values()) == {1}


def test_every_invariant_holds(crawled: CommandResult, shared_desk: Desk) -> None:
    assert broken_invariants(shared_desk) == {}


def test_it_ends_well_and_the_sum_balances(crawled: CommandResult) -> None:
    assert crawled.code == 0
    assert "discovered 30 = stored 30 + duplicate 0 + rejected 0 + failed 0 + pending 0" in crawled.out


def test_the_newest_headlines_are_told_and_the_rest_counted(crawled: CommandResult) -> None:
    assert "Pembinaan Pegawai Angkatan 29 di Balai Contoh (Warta Contoh" in crawled.out
    assert "... and 15 more" in crawled.out


def test_the_site_is_told_whom_to_write_to(crawled: CommandResult, shared_site: Site) -> None:
    assert all("+mailto:redaksi@example.org" in headers["User-Agent"] for _, headers in shared_site.heard)


def test_a_page_is_archived_as_it_came_over_the_wire(
    crawled: CommandResult, shared_desk: Desk, shared_site: Site
) -> None:
    wire = {url: payload for url, _, _, payload in records(shared_desk, "response")}
    assert wire[f"{shared_site.url}/berita/judul-7"] == gzip.compress(article(7).encode(), mtime=0)


def test_the_hash_of_a_capture_is_that_of_its_payload(crawled: CommandResult, shared_desk: Desk) -> None:
    wire = {url: hashlib.sha256(payload).hexdigest() for url, _, _, payload in records(shared_desk, "response")}
    hashes = dict(shared_desk.ask("SELECT url, sha256 FROM captures"))
    assert hashes
    assert hashes == {url: wire[url] for url in hashes}


def test_a_record_stands_where_its_capture_says(crawled: CommandResult, shared_desk: Desk) -> None:
    for url, archive, offset, length in shared_desk.ask("SELECT url, archive, offset, length FROM captures"):
        data = (shared_desk.archive / archive).read_bytes()[offset : offset + length]
        assert f"WARC-Target-URI: {url}\r\n" in gzip.decompress(data).decode("latin-1")


def test_request_records_do_not_name_the_person_who_asks(crawled: CommandResult, shared_desk: Desk) -> None:
    sent = records(shared_desk, "request")
    assert len(sent) == len(records(shared_desk, "response"))
    assert not any({"user-agent", "from", "cookie"} & {name.lower() for name in http} for _, _, http, _ in sent)


def test_no_byte_of_the_archive_holds_the_contact(crawled: CommandResult, shared_desk: Desk) -> None:
    assert not any(b"example.org" in gzip.decompress(p.read_bytes()) for p in shared_desk.archive.iterdir())


def test_listings_and_robots_are_archived_too(crawled: CommandResult, shared_desk: Desk, shared_site: Site) -> None:
    urls = {url for url, _, _, _ in records(shared_desk, "response")}
    assert {f"{shared_site.url}/robots.txt", f"{shared_site.url}/cari?q=pegawai&page=1"} <= urls


def test_a_segment_begins_with_what_the_run_was_asked(crawled: CommandResult, shared_desk: Desk) -> None:
    warcinfo = records(shared_desk, "warcinfo")[0][3].decode()
    clock = shared_desk.one("SELECT clock FROM runs")
    assert f"clock: {clock[:19]}" in warcinfo
    assert "topic: coba" in warcinfo
    assert "since: 2023-01-01" in warcinfo


def test_an_article_knows_its_capture_day_and_grade(crawled: CommandResult, shared_desk: Desk) -> None:
    row = shared_desk.ask(
        """SELECT published_day, grade, captures.status FROM articles JOIN grades ON grades.article_id = articles.id
        JOIN article_captures ON article_captures.article_id = articles.id JOIN captures ON captures.id = capture_id
        WHERE title = ?""",
        title_of(3),
    )
    assert row == [("2024-01-04", 3, 200)]


def test_the_ledger_has_a_row_for_each_listing(crawled: CommandResult, shared_desk: Desk) -> None:
    rows = shared_desk.ask("SELECT answer, reason, links, new, known FROM ledger ORDER BY id")
    assert rows == [("answered", None, 10, 10, 0)] * 3 + [("answered", "nothing_found", 0, 0, 0)]


def test_the_words_are_entered_before_the_crawl_is_over(crawled: CommandResult, shared_desk: Desk) -> None:
    assert shared_desk.ask("SELECT count(*) > 0, (SELECT count(*) FROM forms_due) FROM forms") == [(1, 0)]


def test_the_corpus_holds_no_lock_when_the_crawl_is_over(crawled: CommandResult, shared_desk: Desk) -> None:
    assert shared_desk.run("search", "pegawai", "--json").code == 0


def test_the_folder_of_the_archive_is_kept_relative_to_the_corpus(crawled: CommandResult, shared_desk: Desk) -> None:
    assert not any(Path(row[0]).is_absolute() for row in shared_desk.ask("SELECT archive FROM captures"))

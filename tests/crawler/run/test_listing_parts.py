"""A part of a listing that could not be seen is never "looked at": every mixture of two parts, and its exit code."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.runs import Balance
from crawler.run.report import OutletReport, RunReport
from tests.crawler.conftest import Answer, Desk, Site, article, title_of

pytestmark = pytest.mark.hostile
SEEN = ("links", "off_topic", "empty")
UNSEEN = ("unread", "gone", "taken_away", "failing", "forbidden", "too_large", "robots", "html")
PAGES = ("links", "off_topic", "empty", "unread", "gone", "taken_away", "failing", "forbidden", "robots", "html")
PAIRS = list(itertools.combinations_with_replacement((*SEEN, *UNSEEN), 2))
WALKS = [(first, second) for first in ("links", "off_topic", "unread") for second in PAGES]
BOMB = b"<urlset>" + b" " * (60 << 20) + b"</urlset>"
HTML = "<html><head><title>Warta Contoh</title></head><body><p>Selamat datang.</p></body></html>"
ANSWERS = {
    "empty": Answer("<urlset></urlset>"),
    "gone": Answer("tidak ada", 404),
    "taken_away": Answer("sudah dihapus", 410),
    "failing": Answer("gangguan", 501),
    "forbidden": Answer("tidak boleh", 403),
    "robots": Answer("<urlset></urlset>"),
    "too_large": Answer(BOMB, zipped=True),
    "html": Answer(HTML),
}
Reports = dict[str, tuple[OutletReport, list[str]]]


def sitemap_of(kind: str, number: int) -> Answer:
    path = {"links": f"/berita/pegawai-{number}", "off_topic": f"/berita/banjir-{number}", "unread": f"/foto/{number}"}
    return ANSWERS.get(kind) or Answer(f"<urlset><url><loc>{path[kind]}</loc></url></urlset>")


def table_of(kind: str, page: int) -> Answer:
    if kind != "empty" and kind in ANSWERS:
        return ANSWERS[kind]
    links = {"links": f"/berita/pegawai-{page}", "off_topic": f"/berita/banjir-{page}", "unread": ""}
    rows = [] if kind == "empty" else [{"judul": title_of(1) if kind == "links" else "Apel", "tautan": links[kind]}]
    return Answer(json.dumps({"recordsFiltered": 2, "data": rows}), kind="application/json")


def crawled(folder: Path, sites: dict[str, Site], base: str, ways: str, body: str) -> Reports:
    """Crawl the sites as outlets of one run: slug -> its report, and the results of its ways."""
    desk = Desk(folder)
    desk.put_topic()
    for slug, site in sites.items():
        site.put_articles([1])
        for number in (1, 2):
            site.put(f"/berita/pegawai-{number}", article(number))
        desk.put_outlet(slug, base=base, ways=ways, home=site.url, body=body)
    try:
        ran = desk.crawl("--json")
    finally:
        for site in sites.values():
            site.close()
    results = desk.run("ledger", "--json").rows
    return {row["outlet"]: (report_of(row), [r["result"] for r in results if r.get("outlet") == row["outlet"]])
            for row in ran.rows}  # fmt: skip


def report_of(row: dict[str, Any]) -> OutletReport:
    fields = {"requested" if name == "asked" else name: value for name, value in row.items() if name != "run"}
    return OutletReport(**(fields | {"balance": Balance(**row["balance"]), "refusals": ()}))


def exit_code(report: OutletReport) -> int:
    return RunReport(1, [report], report.balance, []).exit_code


def slug_of(pair: tuple[str, str]) -> str:
    return "_and_".join(pair)


@pytest.fixture(scope="module")
def sitemaps(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    sites = {slug_of(pair): Site() for pair in PAIRS}
    for pair, site in zip(PAIRS, sites.values(), strict=True):
        names = [f"/{'tutup' if kind == 'robots' else 'peta'}-{n}.xml" for n, kind in enumerate(pair, 1)]
        index = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
        site.put("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>")
        site.put("/robots.txt", "User-agent: *\nDisallow: /tutup-", kind="text/plain")
        for number, (name, kind) in enumerate(zip(names, pair, strict=True), 1):
            site.routes[name] = sitemap_of(kind, number)
    folder = tmp_path_factory.mktemp("sitemaps")
    return crawled(folder, sites, "SitemapSpider", '("sitemap",)', 'sitemaps = ("/sitemap.xml",)')


@pytest.mark.parametrize("pair", PAIRS, ids=slug_of)
def test_two_sitemaps_of_one_index(sitemaps: Reports, pair: tuple[str, str]) -> None:
    report, [result] = sitemaps[slug_of(pair)]
    seen = [kind for kind in pair if kind in SEEN]
    assert exit_code(report) == (0 if len(seen) == 2 else 3 if seen else 4)
    if "links" in pair:
        assert result == "found"
    else:
        named = "nothing on the topic" if "off_topic" in pair else "nothing found"
        assert result == (named if len(seen) == 2 else "could not look")


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    sites = {slug_of(walk): Site() for walk in WALKS}
    for walk, site in zip(WALKS, sites.values(), strict=True):
        closed = "Disallow: /data?start=1" if walk[1] == "robots" else "Disallow: /tutup"
        site.put("/robots.txt", f"User-agent: *\n{closed}", kind="text/plain")
        for start, kind in enumerate(walk):
            site.routes[f"/data?start={start}&length=100"] = table_of(kind, start + 1)
    folder = tmp_path_factory.mktemp("walks")
    return crawled(folder, sites, "DataTableSpider", '("data",)', 'data_url = "/data?start={start}&length={length}"')


@pytest.mark.parametrize("walk", WALKS, ids=slug_of)
def test_two_pages_of_one_walk(walks: Reports, walk: tuple[str, str]) -> None:
    first, second = walk
    report, [result] = walks[slug_of(walk)]
    ended = second in {"links", "off_topic", "empty", "gone"}  # a page that is not there stands behind the last
    code = 4 if first == "unread" else 0 if ended else 3
    assert exit_code(report) == code
    if code == 4:
        assert result == "could not look"
    elif "links" in walk:
        assert result == "found"
    else:
        assert result == ("nothing on the topic" if ended else "could not look")

"""An address that leads to another known outlet gives an article of that outlet, also where it is not asked itself."""

from __future__ import annotations

from tests.crawler.conftest import Desk, Site, article, broken_invariants


def test_an_old_address_goes_to_the_outlet_that_it_leads_to(desk: Desk, site: Site) -> None:
    desk.put_outlet("baru")
    path = desk.outlets / "baru.py"
    path.write_text(path.read_text().replace("127.0.0.1", "localhost").replace("127\\.0\\.0\\.1", "localhost"))
    site.put_search(range(4))
    new = f"http://localhost:{site.port}/berita/judul-"
    for n in (0, 1):
        site.put(f"/berita/lama-{n}", status=301, headers={"Location": f"{new}{n}"})
        site.put(f"/berita/judul-{n}", article(n))
    site.put("/berita/lain", status=302, headers={"Location": f"{new}0?utm_source=x"})
    urls = desk.folder / "alamat.txt"
    urls.write_text("".join(f"{site.url}/berita/{slug}\n" for slug in ("lama-0", "lama-1", "lain")))
    ran = desk.crawl("--outlet", "warta_contoh", "--urls", urls)
    assert ran.code == 0, ran.err
    stored = [("baru", "localhost/judul-0"), ("baru", "localhost/judul-1")]
    assert desk.ask("SELECT outlet, key FROM articles ORDER BY key") == stored
    assert desk.fates() == {"lama-0": ("stored", None), "lama-1": ("stored", None), "lain": ("duplicate", None)}
    assert "warta_contoh: 2 pages led to the outlet baru, and are stored there" in ran.err
    assert len(desk.ask("SELECT 1 FROM aliases WHERE article_key LIKE 'localhost/%'")) == 3
    assert broken_invariants(desk) == {}
    assert desk.run("refine", "--outlets", desk.outlets).code == 0
    assert desk.ask("SELECT outlet, key FROM articles ORDER BY key") == stored
    asked = sum(site.requested.values())
    again = desk.crawl("--outlet", "warta_contoh", "--urls", urls)
    assert (again.code, sum(site.requested.values())) == (0, asked), again.err

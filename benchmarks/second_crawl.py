"""Count the requests of a second crawl of an unchanged site: a made-up site on loopback, two families.

python benchmarks/second_crawl.py [--articles 1000]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

OUTLET = """
from spiders.families.{module} import {family}


class ContohSpider({family}):
    name = "contoh"
    outlet = "Contoh"
    kind = "media"
    site = "127.0.0.1"
    home = "http://127.0.0.1:{port}"
    sitemaps = ("/sitemap.xml",)
"""
FAMILIES = {"WordPress REST": ("wordpress", "WordPressSpider"), "sitemaps": ("sitemap", "SitemapSpider")}
CHILD = 250  # addresses in a sitemap


class Site(BaseHTTPRequestHandler):
    """A site of many articles; its listings have ETags."""

    articles = 1000
    requested: ClassVar[Counter[str]] = Counter()
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, and count what was asked."""
        body, kind = self._body()
        tag = f'"{hash(body)}"'
        status = 404 if body is None else 304 if self.headers.get("If-None-Match") == tag else 200
        self.requested["robots.txt" if "robots" in self.path else "not modified" if status == 304 else "pages"] += 1
        data = (body or "") if status == 200 else ""
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("ETag", tag), ("Content-Length", str(len(data.encode())))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data.encode())

    def _body(self) -> tuple[str | None, str]:
        parts = urlsplit(self.path)
        requested = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        host = f"http://{self.headers['Host']}"
        if parts.path == "/wp-json/wp/v2/posts":
            size = int(requested["per_page"])
            numbers = range(self.articles)[(int(requested["page"]) - 1) * size :][:size]
            posts = [{"link": f"{host}/bp2mi-bina-pegawai-{n}/", "title": {"rendered": f"Pegawai BP2MI {n}"},
                      "date_gmt": "2023-11-20T02:00:00"} for n in numbers]  # fmt: skip
            return json.dumps(posts), "application/json"
        if parts.path == "/sitemap.xml":
            rows = "".join(f"<sitemap><loc>{host}/s-{n}.xml</loc></sitemap>" for n in range(self.articles // CHILD))
            return f"<sitemapindex>{rows}</sitemapindex>", "application/xml"
        if parts.path.startswith("/s-"):
            first = int(parts.path[3:-4]) * CHILD
            rows = "".join(f"<url><loc>{host}/bp2mi-bina-pegawai-{first + n}/</loc></url>" for n in range(CHILD))
            return f"<urlset>{rows}</urlset>", "application/xml"
        if parts.path.startswith("/bp2mi-bina-pegawai-"):
            number = parts.path.strip("/").rsplit("-", 1)[1]
            text = f"<p>Kepala BP2MI membina pegawai angkatan {number}. {'Mereka mendengar arahan. ' * 30}</p>"
            title = f"Pegawai BP2MI {number}"
            return f"<html><title>{title}</title><article><h1>{title}</h1>{text}</article></html>", "text/html"
        return None, "text/html"

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def main() -> None:
    """Print a table in Markdown."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=1000)
    Site.articles = arguments.parse_args().articles
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("| listed by | crawl | requests | of the first | answered 304 | s |\n|---|---|---|---|---|---|")
    for name, (module, family) in FAMILIES.items():
        with tempfile.TemporaryDirectory() as folder:
            outlet = Path(folder) / "outlets" / "contoh.py"
            outlet.parent.mkdir()
            outlet.write_text(OUTLET.format(module=module, family=family, port=server.server_port))
            first = 0
            for crawl in ("first", "second"):
                Site.requested.clear()
                began = time.monotonic()
                _crawl(Path(folder))
                number = Site.requested.total()
                first = first or number
                unchanged = Site.requested["not modified"]
                print(f"| {name} | {crawl} | {number:,} | {100 * number / first:.1f} % | {unchanged} "
                      f"| {time.monotonic() - began:.0f} |", flush=True)  # fmt: skip


def _crawl(folder: Path) -> None:
    command = [
        sys.executable, "-m", "crawler.cli", "crawl", "-k", "BP2MI pegawai", "--outlets", str(folder / "outlets"),
        "--outlet", "contoh", "--limit", "none", "--contact", "a@example.org", "--allow-private", "--quiet",
        "--corpus", str(folder / "kliping.db"),
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "KLIPING_DELAY": "0"}, cwd=folder)


if __name__ == "__main__":
    main()

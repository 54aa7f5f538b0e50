"""The private parts of libraries that the program leans on are there, and work as they did when they were seen.

Each test fails with a sentence that names the part and the file that needs it. `make newest` runs them under the
newest versions of all libraries.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "pipelines", "spiders", "crawler")
LIBRARIES = ("mediacloud", "pebble", "scrapy", "trafilatura", "twisted")
INTERNALS = {
    "mediacloud": "crawler/discovery/mediacloud_internals.py",
    "pebble": "pipelines/storing/pebble_internals.py",
    "scrapy": "crawler/fetching/scrapy_internals.py",
    "trafilatura": "pipelines/body/trafilatura_internals.py",
    "twisted": "crawler/fetching/twisted_internals.py",
}
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
PAGE = b"<html>Kupang</html>"


@contextmanager
def part(library: str, name: str) -> Iterator[None]:
    """Fail in one sentence where anything goes wrong with a part of a library."""
    seen = ""
    try:
        yield
    except Exception as error:
        seen = f"line {_line_of(error)}, {type(error).__name__}: {str(error).partition(chr(10))[0]}"
    if seen:
        pytest.fail(
            f"{name} of {library} {version(library)} has gone or works otherwise ({seen}); "
            f"{INTERNALS[library]} needs it",
            pytrace=False,
        )


def _line_of(error: Exception) -> int:
    trace = error.__traceback__
    while trace and trace.tb_next and trace.tb_next.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    return trace.tb_lineno if trace else 0


# mediacloud


@pytest.mark.private
def test_mediacloud_shows_each_answer_to_a_hook_of_its_session() -> None:
    pytest.importorskip("mediacloud")
    with part("mediacloud", "BaseApi._make_session and its _session"):
        from crawler.discovery.mediacloud_internals import media_cloud_client

        client = media_cloud_client("kunci", "http://127.0.0.1:9/api/", "kliping", 60, lambda _answer: None)
        client._make_session()  # asks for the service's rate, and goes on where nobody answers
        assert len(client._session.hooks["response"]) == 1
        assert client._session.headers["User-Agent"] == "kliping"
        assert client._session.limit_statuses == set()
        assert "limit_statuses" in inspect.getsource(type(client._session).send)


# Scrapy


@pytest.mark.private
def test_scrapy_counts_a_hop_as_a_redirect() -> None:
    with part("scrapy", "downloadermiddlewares.redirect.BaseRedirectMiddleware._redirect"):
        from scrapy import Request
        from scrapy.exceptions import IgnoreRequest
        from scrapy.http import Response
        from scrapy.utils.test import get_crawler

        from crawler.fetching.scrapy_internals import Hop

        hops = Hop.from_crawler(get_crawler(settings_dict={"REDIRECT_MAX_TIMES": 2}))
        asked = Request("https://a.example/1", method="POST", body="x")
        for n in (2, 3):
            answer = Response(asked.url, request=asked)
            asked = hops.hop(asked, answer, f"https://a.example/{n}", "meta refresh")
        assert (asked.url, asked.method, asked.body) == ("https://a.example/3", "GET", b"")
        assert asked.meta["redirect_urls"] == ["https://a.example/1", "https://a.example/2"]
        with pytest.raises(IgnoreRequest):
            hops.hop(asked, Response(asked.url, request=asked), "https://a.example/4", "meta refresh")


@pytest.mark.private
def test_scrapy_connects_without_a_check() -> None:
    with part("scrapy", "core.downloader.contextfactory._ScrapyClientContextFactory"):
        from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory

        factory = _ScrapyClientContextFactory(verify_certificates=False)
        assert factory.creatorForNetloc(b"suara.example", 443) is not None


@pytest.mark.private
def test_scrapy_has_a_lenient_connection_and_its_factory() -> None:
    with part("scrapy", "core.downloader.handlers.http11._LenientHTTP11ClientProtocol and _LenientHTTP11ClientFactory"):
        from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
        from twisted.web._newclient import HTTP11ClientProtocol

        assert issubclass(_LenientHTTP11ClientProtocol, HTTP11ClientProtocol)
        made = _LenientHTTP11ClientFactory(None, "tests").buildProtocol(None)
        assert isinstance(made, _LenientHTTP11ClientProtocol)


@pytest.mark.private
@pytest.mark.parametrize("name", ["_pool", "_contextFactory"])
def test_the_handler_of_scrapy_keeps_its_pool_and_context_factory(name: str) -> None:
    with part("scrapy", f"core.downloader.handlers.http11.HTTP11DownloadHandler.{name}"):
        from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

        assert _sets(HTTP11DownloadHandler.__init__, name)
        assert f"self.{name}" in inspect.getsource(HTTP11DownloadHandler.download_request)


@pytest.mark.private
def test_the_pool_of_scrapys_handler_is_twisteds_with_scrapys_factory() -> None:
    with part("scrapy", "core.downloader.handlers.http11.HTTP11DownloadHandler._pool._factory"):
        from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

        source = inspect.getsource(HTTP11DownloadHandler.__init__)
        assert "self._pool._factory = _LenientHTTP11ClientFactory" in source


@pytest.mark.private
def test_the_engine_of_scrapy_can_be_woken() -> None:
    with part("scrapy", "core.engine.ExecutionEngine._slot.nextcall.schedule"):
        from scrapy.core.engine import ExecutionEngine, _Slot
        from scrapy.utils.reactor import CallLaterOnce

        assert _sets(ExecutionEngine.__init__, "_slot")
        assert _sets(_Slot.__init__, "nextcall")
        assert callable(CallLaterOnce.schedule)


# Twisted


@pytest.mark.private
def test_the_pool_of_twisted_takes_another_factory() -> None:
    with part("twisted", "web.client.HTTPConnectionPool._factory"):
        from twisted.web.client import HTTPConnectionPool

        assert "_factory" in vars(HTTPConnectionPool)
        assert "self._factory(" in inspect.getsource(HTTPConnectionPool._newConnection)


@pytest.mark.private
def test_the_factory_of_twisted_has_a_quiescent_callback() -> None:
    with part("twisted", "web.client._HTTP11ClientFactory._quiescentCallback"):
        from twisted.web.client import _HTTP11ClientFactory

        assert _sets(_HTTP11ClientFactory.__init__, "_quiescentCallback")


@pytest.mark.private
def test_an_answer_of_twisted_can_be_given_up_in_its_head() -> None:
    from twisted.internet.testing import StringTransport
    from twisted.web.http_headers import Headers

    with part("twisted", "web._newclient: HTTP11ClientProtocol._parser.state, STATUS, HEADER and Request"):
        from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, Request

        protocol = HTTP11ClientProtocol()
        protocol.makeConnection(StringTransport())
        answer = protocol.request(Request(b"GET", b"/", Headers({b"Host": [b"suara.example"]}), None))
        assert protocol._parser.state == STATUS
        protocol.dataReceived(b"HTTP/1.1 200 OK\r\nServer: x\r\n")
        assert protocol._parser.state == HEADER
    with part("twisted", "web._newclient: HTTP11ClientProtocol._giveUp and ResponseNeverReceived.reasons"):
        from twisted.python.failure import Failure

        failed: list[Any] = []
        answer.addErrback(failed.append)
        protocol._giveUp(Failure(ValueError("too much")))
        protocol.connectionLost(Failure(ConnectionError()))
        assert any(reason.check(ValueError) for reason in failed[0].value.reasons)


# pebble


@pytest.mark.private
def test_the_pool_of_pebble_has_its_locks_where_we_look() -> None:
    with part("pebble", "ProcessPool._pool_manager.worker_manager.workers_channel.mutex"):
        from pebble import ProcessPool

        from pipelines.storing.pebble_internals import locks_of

        pool = ProcessPool(max_workers=1)
        try:
            assert pool.active  # it starts
            assert len(locks_of(pool)) == 2
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


@pytest.mark.private
def test_pebble_has_a_grace_for_its_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    with part("pebble", "CONSTS.term_timeout"):
        from pebble import CONSTS
        from pebble.common import process

        from pipelines.storing.pebble_internals import set_grace

        monkeypatch.setattr(CONSTS, "term_timeout", CONSTS.term_timeout)
        set_grace(0.5)
        assert CONSTS.term_timeout == 0.5
        assert "CONSTS.term_timeout" in inspect.getsource(process)


# trafilatura


PROSE = "Balai bahasa di Kupang membuka kelas menulis bagi warga pada hari Senin, kata kepala balai itu. "
LINK = '<a href="/berita/1">Kelas menulis di Kupang dibuka</a>'
CONTAINERS = {
    "paragraphs": f"<div class='entry-content'><h2>Sub</h2><p>{PROSE * 3}</p><p>{PROSE} {LINK}</p><h3>Akhir</h3></div>",
    "no frame": f"<section>Awal <p>{PROSE * 4}</p><div><b>Tebal</b> lalu {PROSE}</div></section>",
    "breaks": f"<div class='post-body'>{PROSE}<br><br>{PROSE * 3}<br/> <br/>{PROSE}</div>",
    "boxes": f"<div><div class='share-box'>Bagikan</div><p>{PROSE * 4}</p><div id='tags'>Kupang</div>"
    f"<p class='teaser'>{PROSE}</p><div class='caption'>Foto</div><p style='border: 1px'>{PROSE}</p></div>",
    "all in a box": f"<div><div class='widget'><p>{PROSE * 4}</p></div><p>Pendek</p></div>",
    "links": f"<div><p>{PROSE * 4}</p><p>{LINK}</p><ul><li>{LINK}</li><li>{LINK}</li></ul><div>{LINK}</div></div>",
    "list of links behind": f"<div><p>{PROSE * 4}</p><ol class='comments'><li>{LINK}</li></ol>{LINK}</div>",
    "table": f"<div><p>{PROSE * 4}</p><table><tr><th>Kota</th><td><p>Kupang</p></td></tr></table> behind</div>",
    "quotes": f"<div><blockquote><p>{PROSE}</p>{PROSE}</blockquote> rest <pre>kode</pre><p>{PROSE * 3}</p></div>",
    "comments": f"<div><p>{PROSE * 4}</p><div id='comments'><p>{PROSE}</p></div></div>",
    "doubled": f"<div><p>{PROSE * 4}</p><p>{PROSE * 4}</p><p>a</p><p>a</p></div>",
    "too short": "<div class='post-body'><p>Kupang</p><div>Senin</div></div>",
    "hidden": f"<div><p>{PROSE * 4}</p><p aria-hidden='true'>{PROSE}</p><header>Judul</header><p>{PROSE}</p></div>",
    "forum": f"<div><script type='application/ld+json'>{{'@type': 'x'}}</script><p>{PROSE * 4}</p></div>",
    "another article": f"<div><p>{PROSE * 3}</p><div class='infinite-scroll'><p>{PROSE}</p></div></div>",
}


@pytest.mark.private
@pytest.mark.parametrize("shape", CONTAINERS)
def test_the_steps_of_trafilatura_give_what_its_public_function_gives(shape: str) -> None:
    with part("trafilatura", "core, htmlprocessing, main_extractor and xpaths"):
        from lxml import html
        from trafilatura import bare_extraction
        from trafilatura.settings import Extractor

        from pipelines.body.trafilatura_internals import KNOWN_VERSION, read_by_steps

        options = Extractor(output_format="python", fast=True, precision=True, comments=False)
        page = f"<html><body><article>{CONTAINERS[shape]}</article></body></html>"
        public = bare_extraction(html.document_fromstring(page), options=options)
        text = public.text if public is not None else ""
        ours = read_by_steps(html.document_fromstring(page), options, KNOWN_VERSION)
        assert _lines(ours) == _lines(text)


def _lines(text: str) -> list[str]:
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _sets(method: Callable[..., Any], name: str) -> bool:
    """True where the method sets this attribute of its object."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    return any(
        isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == name
        for node in ast.walk(tree)
    )


# Nothing else leans on private parts.


OF_PYTHON = {"_Decompress", "_Element", "_exit", "_replace"}  # types of zlib and lxml, os._exit, a named tuple's method


def private_uses(path: Path, methods: set[str]) -> Iterator[str]:
    """Line and name of each private name of a library that a file uses; `methods` are all of ours."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = OF_PYTHON | methods
    own |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
    own |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LIBRARIES:
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from (f"{node.lineno}: {name}" for name in names if name.startswith("_"))
        elif (
            isinstance(node, ast.Attribute)
            and node.attr.startswith("_")
            and not node.attr.startswith("__")
            and node.attr not in own
            and imported & {*LIBRARIES}
        ):
            yield f"{node.lineno}: {ast.unparse(node)}"


def test_private_parts_are_used_in_their_own_files_only() -> None:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    methods = {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    uses = {str(path.relative_to(ROOT)): list(private_uses(path, methods)) for path in files}
    assert {file for file, places in uses.items() if places} <= set(INTERNALS.values())
    assert all(uses[file] for file in INTERNALS.values())


@pytest.mark.parametrize("library", LIBRARIES)
def test_each_of_these_files_names_the_version_it_was_seen_in(library: str) -> None:
    first = (ROOT / INTERNALS[library]).read_text(encoding="utf-8").partition("\n")[0]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    assert f"{library} (seen in " in first.lower()
    assert f"{library}=={first.partition('seen in ')[2].partition(')')[0]}" in locked

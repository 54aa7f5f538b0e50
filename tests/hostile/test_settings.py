"""The settings that a crawl really runs with, read back from within: what is safe and polite is on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from harness import Desk

PEEKING = """
import json
import os
from pathlib import Path

from spiders.families.base import OutletSpider


class PeekSpider(OutletSpider):
    name = "peek"
    outlet = "Peek"
    kind = "other"
    site = "127.0.0.1"

    async def start(self):
        told = self.settings.copy_to_dict()
        del told["KLIPING_OPERATION"]
        Path(os.environ["PEEK"]).write_text(json.dumps(told, default=str))
        return
        yield
"""

SAFE: dict[str, Any] = {
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "REFERER_ENABLED": False,
    "COMPRESSION_ENABLED": False,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_MAXSIZE": 5 << 20,
    "DOWNLOAD_TIMEOUT": 60,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "RETRY_TIMES": 1,
    "REDIRECT_MAX_TIMES": 5,
    "HTTPPROXY_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "KLIPING_OUTLET_DELAY": 2.0,
    "KLIPING_ALLOW_PRIVATE": False,
    "TWISTED_DNS_RESOLVER": "crawler.fetching.guard.GuardedResolver",
}
OURS = {
    "DOWNLOADER_MIDDLEWARES": {
        "crawler.fetching.guard.GuardMiddleware", "crawler.fetching.guard.HopGuard", "crawler.fetching.manners.Manners",
        "crawler.archive.unpack.Unpack",
        "crawler.fetching.recorder.Recorder",
    },
    "SPIDER_MIDDLEWARES": {"crawler.run.acknowledge.Acknowledge", "crawler.fetching.failures.WholeAnswers"},
}  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    desk = Desk(tmp_path_factory.mktemp("peek"))
    desk.environment["PEEK"] = str(desk.folder / "told.json")
    desk.outlets.mkdir()
    (desk.outlets / "peek.py").write_text(PEEKING, encoding="utf-8")
    ran = desk.run("crawl", "-k", "x", "--contact", "a@example.org", "--outlets", str(desk.outlets), "--outlet", "peek")
    assert ran.code == 0, ran.err
    return dict(json.loads(Path(desk.environment["PEEK"]).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", SAFE)
def test_a_crawl_runs_with_the_safe_setting(settings: dict[str, Any], name: str) -> None:
    assert settings[name] == SAFE[name]


def test_only_the_web_has_a_handler(settings: dict[str, Any]) -> None:
    handlers = settings["DOWNLOAD_HANDLERS"]
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


@pytest.mark.parametrize("name", OURS)
def test_our_own_parts_are_in_place(settings: dict[str, Any], name: str) -> None:
    assert set(settings[name]) >= OURS[name]


def test_who_asks_is_said_with_a_contact(settings: dict[str, Any]) -> None:
    assert settings["USER_AGENT"].startswith("kliping/")
    assert "a@example.org" in settings["USER_AGENT"]

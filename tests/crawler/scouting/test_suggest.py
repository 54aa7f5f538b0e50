"""Sites that the corpus names and that are no outlets yet."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from corpus.models import Outlet, RemovedLine
from crawler.scouting.suggest import hosts_in, suggestions
from spiders.loader import outlets

RULES = [spider.address() for spider in outlets().values()]


@pytest.fixture
def named(corpus, keep, articles):
    """Articles that credit and name sites, and one of a host that was imported."""
    corpus.put_outlet(Outlet("kabar_flores", "kabar-flores.example", "other", "kabarflores.com", None, "host"))
    cut = RemovedLine(
        "sign_off", 9, "Artikel ini telah tayang di Suara-NTB.com dengan judul Apel, https://suara-ntb.com/1"
    )
    keep(
        replace(articles[0], credit="suara-ntb.com", removed=(cut, replace(cut, position=10))),
        replace(articles[2], credit="www.suara-ntb.com", removed=()),
        replace(articles[3], credit="bp2mi.go.id", removed=(RemovedLine("share", 3, "Ikuti kami di t.me/kabar"),)),
        replace(articles[1], outlet="kabar_flores", key="kabarflores.com/x", title="Lain", text="Lain sama sekali"),
    )
    return corpus


def test_sites_are_counted_by_article(named):
    counts = {s.host: (s.credited, s.named, s.pages) for s in suggestions(named, RULES)}
    assert counts == {"suara-ntb.com": (2, 1, 0), "kabarflores.com": (0, 0, 1)}


def test_the_most_often_met_comes_first(named):
    assert [s.host for s in suggestions(named, RULES)] == ["suara-ntb.com", "kabarflores.com"]


def test_outlets_and_platforms_are_no_suggestions(named):
    assert not {"bp2mi.go.id", "t.me"} & {s.host for s in suggestions(named, RULES)}


def test_the_command_prints_them(named, path, kliping):
    named.close()
    ran = kliping("outlets", "suggest", "--corpus", path, "--json")
    assert [json.loads(line)["host"] for line in ran.out.splitlines()] == ["suara-ntb.com", "kabarflores.com"]
    ran = kliping("outlets", "suggest", "--corpus", path)
    assert "suara-ntb.com" in ran.out
    assert "kliping outlets new https://suara-ntb.com/" in ran.err


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Sumber : bp2mi.go.id", ["bp2mi.go.id"]),
        ("Baca di https://m.kabar.co.id/berita/1?x=2.", ["kabar.co.id"]),
        ("Rapat itu selesai pukul 10.30 WIB. Kepala BP2MI hadir.", []),
        ("redaksi@kabar.id", []),
        ("berkas.pdf dan gambar.jpg", []),
    ],
)
def test_hosts_are_read_from_texts(text, hosts):
    assert list(hosts_in(text)) == hosts

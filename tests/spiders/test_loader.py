"""The registry: shipped outlets, a user's own, and hosts that nobody knows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from corpus.errors import KlipingError
from spiders.families.base import OutletSpider
from spiders.loader import OutletLoader, host_outlet, outlet_for, outlets
from spiders.own_outlets import fault_of

GOOD = """
from spiders.families.wordpress import WordPressSpider

class KoranSpider(WordPressSpider):
    name = "{name}"
    outlet = "Koran"
    kind = "{kind}"
    site = "koran.example"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    return tmp_path


def write(folder: Path, file: str, name: str | None = None, kind: str = "media") -> Path:
    path = folder / f"{file}.py"
    path.write_text(GOOD.format(name=name or file, kind=kind), encoding="utf-8")
    return path


def test_a_users_outlet_is_loaded_beside_the_shipped_ones(folder):
    write(folder, "koran")
    known = outlets([folder])
    assert known["koran"].facts().origin == "user"
    assert known["bp2mi"].facts().origin == "shipped"
    assert "koran" not in outlets()


def test_scrapy_loads_the_same_outlets(folder):
    write(folder, "koran")
    loader = OutletLoader.from_settings(Settings({"KLIPING_OUTLETS": [str(folder)]}))
    assert loader.list() == list(outlets([folder]))
    assert loader.load("koran").name == "koran"
    with pytest.raises(KeyError):
        loader.load("tidak_ada")


def test_families_are_no_outlets():
    assert all(issubclass(spider, OutletSpider) and spider.name for spider in outlets().values())


def test_a_file_named_otherwise_than_its_outlet_is_told(folder):
    path = write(folder, "koran", "harian")
    with pytest.raises(KlipingError, match="harian") as raised:
        outlets([folder])
    assert str(path) in str(raised.value)


def test_a_shipped_outlets_name_cannot_be_taken(folder):
    write(folder, "bp2mi")
    with pytest.raises(KlipingError, match="already"):
        outlets([folder])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("import tidak_ada_sama_sekali", "ModuleNotFoundError"),
        ("class (", "line 1"),
        ("1 / 0", "ZeroDivisionError"),
        ("x = 1", "0 outlets"),
        (GOOD.format(name="koran", kind="surat"), "kind 'surat'"),
        (GOOD.format(name="koran", kind="media").replace('site = "koran.example"', ""), "site is missing"),
        (GOOD.format(name="koran", kind="media") + "    article_url = '(['\n", "article_url"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(folder, text, sentence):
    path = folder / "koran.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KlipingError) as raised:
        outlets([folder])
    assert str(path) in str(raised.value)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(KlipingError, match="not a folder"):
        outlets([tmp_path / "tidak-ada"])


def test_private_files_are_left_alone(folder):
    (folder / "_bersama.py").write_text("1 / 0", encoding="utf-8")
    assert outlets([folder]) == outlets()


def test_an_address_goes_to_the_outlet_of_its_form_before_that_of_its_host(folder):
    write(folder, "koran")
    text = GOOD.format(name="harian", kind="media").replace("KoranSpider", "HarianSpider")
    text += '    article_url = r"https?://koran\\.example/harian/(?P<id>\\d+)"\n'
    (folder / "harian.py").write_text(text, encoding="utf-8")
    known = outlets([folder])
    assert outlet_for("https://koran.example/harian/12", known) is known["harian"]
    assert outlet_for("https://koran.example/kepala-lantik-pegawai/", known) is known["koran"]
    assert outlet_for("https://www.koran.example/redaksi", known) in {known["harian"], known["koran"]}
    assert outlet_for("https://tidak-dikenal.example/a", known) is None


def test_an_unknown_host_becomes_an_outlet_without_ways():
    spider = host_outlet("https://www.suara-ntb.example/berita/1")
    facts = spider.facts()
    assert (facts.slug, facts.site, facts.kind, facts.origin) == (
        "suara-ntb_example", "suara-ntb.example", "other", "host",
    )  # fmt: skip
    assert list(spider().begin()) == []
    assert spider.address().is_article("https://suara-ntb.example/berita/1")


HEAD = """from spiders.families.{} import {} as Family


class UjiSpider(Family):
    name, outlet, kind, site = "uji", "Uji", "media", "uji.example"
    """
LISTED = HEAD.format("listing", "ListingSpider")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("import sys; sys.exit(3)", "cannot be loaded: SystemExit: 3"),
        (
            LISTED + 'site = "https://uji.example/"',
            "is not a host; write it in small letters, without https:// or a path",
        ),
        (LISTED + "delay = 0.1", "delay: 0.1 seconds is too fast"),
        (LISTED + 'delay = "5"', "delay: '5' is of the wrong kind; write a number: delay = 5"),
        (LISTED + 'search_ulr = "/cari"', "did you mean 'search_url'?"),
        (LISTED + 'ways = ("serach",)', "'serach' is not a way in; its families have home, index, search, tag"),
        (LISTED + 'body = "div.isi"', """body: 'div.isi' is of the wrong kind; write body = ("...",)"""),
        (LISTED + 'body = ("div[class=",)', "body: 'div[class=' is not a CSS selector"),
        (LISTED + 'junk = ("(",)', "junk: '(' is not a regular expression"),
        (LISTED + 'index_url = "/{section}"', 'sections is missing; write sections = ("news", "daerah")'),
        (LISTED + 'search_url = "/cari?q={kata}"', "can't be filled in ('kata'); it may hold {query}"),
        (LISTED + 'ways = ("search",)', "'search' is one of the ways in, and search_url, by which it asks, is missing"),
        (LISTED + 'ladder = ("index",)', "'index' is one of the ways in, and index_url, by which it asks, is missing"),
        (
            LISTED + 'reach = "all"',
            'reach: \'all\' is of the wrong kind; write reach = (("index", "the newest 20 pages"),)',
        ),
        (LISTED + 'reach = ("home", "all")', "reach: ('home', 'all') is of the wrong kind"),
        (LISTED + 'ways, reach = ("home",), (("rumah", "all"),)', "reach: 'rumah' is none of home"),
        (LISTED + "per_page = 0", "per_page: 0 is too small; it must be at least 1"),
        (LISTED + "by_name_only = True", "by_name_only is True, and terms is missing"),
    ],
)
def test_a_fault_in_a_users_outlet_is_told_in_a_sentence(tmp_path, text, sentence):
    (tmp_path / "uji.py").write_text(text, encoding="utf-8")
    with pytest.raises(KlipingError) as raised:
        outlets([tmp_path])
    assert str(raised.value).startswith(f"{tmp_path / 'uji.py'}: ")
    assert sentence in str(raised.value)
    assert "walk" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_users_outlet_may_have_names_of_its_own(tmp_path):
    own = 'kanal, offices, feeds, delay = 5, ("a",), ["/feed"], 3'
    (tmp_path / "uji.py").write_text(HEAD.format("feed", "FeedSpider") + own, encoding="utf-8")
    assert outlets([tmp_path])["uji"].kanal == 5


def test_the_shipped_outlets_would_pass_as_a_users_own():
    assert {slug: fault for slug, spider in outlets().items() if (fault := fault_of(spider))} == {}


def test_a_way_that_is_dropped_may_leave_what_was_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "mini.py").write_text(
        "from spiders.outlets.idntimes import IdntimesSpider\n\n\n"
        'class MiniSpider(IdntimesSpider):\n    name = "mini"\n    ways = ("sitemap",)\n',
        "utf-8",
    )
    assert outlets([tmp_path])["mini"].bases().keys() == {"articles", "sitemap"}

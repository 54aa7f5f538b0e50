"""One article has one key, whatever its address came with; two articles have two."""

import hashlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import KlipingError
from corpus.urls import (
    KEYS_VERSION,
    AddressRule,
    article_key,
    check_web_address,
    clean_url,
    fold_host,
    names_user,
    slug_of_host,
    split,
)

SPELLINGS = (
    "https://warta.example/berita/pembinaan-pegawai",
    "http://warta.example/berita/pembinaan-pegawai",
    "https://www.warta.example/berita/pembinaan-pegawai/",
    "https://m.warta.example/berita/pembinaan-pegawai",
    "https://amp.warta.example/berita/pembinaan-pegawai",
    "https://WARTA.example:443/berita//pembinaan-pegawai#komentar",
    "https://warta.example/berita/pembinaan-pegawai?utm_source=wa&utm_medium=share",
    "https://warta.example/berita/pembinaan-pegawai?fbclid=IwAR0x&_gl=1*abc",
    "https://warta.example/berita/pembinaan-pegawai?page=all",
    "https://warta.example/berita/pembinaan-pegawai?page=2&amp;utm_campaign=x",
    "https://warta.example/berita/pembinaan-pegawai/amp?outputType=amp",
    "https://warta.example/berita/pembinaan-pegawai?single=1&gclid=1",
    "https://warta.example/berita/pembinaan-pegawai?amp=1&noamp=mobile",
    "https://warta.example/berita/pembinaan-pegawai?print=print-search",
    "https://warta.example/berita/pembinaan-pegawai?tmpl=component&print=1&page=",
    "https://warta.example/berita/pembinaan-pegawai?pgrelated=2&theme=light",
    "https://warta.example/berita/pembinaan-pegawai?all=yes&m=1",
    "https://warta.example/berita/pembinaan-pegawai?page=all/2",
    "https://warta.example/amp/berita/pembinaan-pegawai/",
    "https://warta.example/berita/pembinaan-pegawai/all",
    "https://warta.example/berita/pembinaan-pegawai/print/",
    "https://warta.example/berita/pembinaan-pegawai/komentar",
    "https://warta.example/berita/pembinaan-pegawai/whatsapp:/send",
    "https://warta.example/berita/pembinaan-pegawai/whatsapp://send",
    "https://warta.example/index.php/berita/pembinaan-pegawai",
    "https://warta.example/index.php?/berita/pembinaan-pegawai",
    "https://warta.example/berita/pembinaan%2Dpegawai",
)

AGENCY = AddressRule(
    "badan.example",
    ("badan.example", "kementerian.example"),
    ((r"https?://[^/]+/(?:index\.php/)?berita-detail/(?P<slug>[a-z0-9-]+)", "berita-detail/{slug}"),),
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_all_spellings_are_one_article(spelling: str) -> None:
    assert article_key(spelling) == "warta.example/berita/pembinaan-pegawai"


@pytest.mark.parametrize(
    "other",
    ["https://warta.example/berita/pembinaan-asn", "https://lain.example/berita/pembinaan-pegawai",
     "https://warta.example/berita/pembinaan-pegawai?id=7", "https://warta.example/?p=12"],
)  # fmt: skip
def test_another_article_has_another_key(other: str) -> None:
    assert article_key(other) != article_key(SPELLINGS[0])


DIFFERENT = [
    ("/?p=12", "/?p=13"),
    ("/?p=12&amp=1", "/?p=13&amp=1"),
    ("/index.php?id=12&print=1", "/index.php?id=13&print=1"),
    ("/berita.php?berita_id=12&page=2", "/berita.php?berita_id=13&page=2"),
    ("/cetak.php?print=12", "/cetak.php?print=13"),
    ("/cetak.php?print=1", "/cetak.php?print=2"),
    ("/index.php?page=12", "/index.php?page=13"),
    ("/index.php?/berita/12", "/index.php?/berita/13"),
    ("/index.php/berita/12", "/index.php/berita/13"),
    ("/print/12", "/print/13"),
    ("/berita/12/print", "/berita/13/print"),
    ("/amp/12/apel", "/amp/13/apel"),
    ("/berita/1", "/berita/2"),
    ("/apel-pagi/2", "/rapat-kerja/2"),
    ("/apel-pagi?page=2", "/rapat-kerja?page=2"),
    ("/berita?m=202301", "/berita?m=202302"),
    ("/berita?m=1&id=4", "/berita?m=1&id=5"),
    ("/berita?theme=4", "/berita?theme=5"),
    ("/14440-2/", "/14440/"),
    ("/25105/", "/?p=25105"),
    ("/berita/hz5T", "/berita/hz5t"),
    ("/berita/a%2Fb", "/berita/a%2Fc"),
    ("/all/apel-pagi", "/apel-pagi"),
]


@pytest.mark.parametrize(("one", "another"), DIFFERENT)
def test_what_names_the_article_stays_in_the_key(one: str, another: str) -> None:
    assert article_key(f"https://warta.example{one}") != article_key(f"https://warta.example{another}")


def test_an_outlets_own_form_is_known_in_all_its_twins() -> None:
    pattern = r"https?://(?:(?P<sub>[a-z]+)\.)?warta\.example/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/(?P<id>\d+)"
    rule = AddressRule("warta.example", ("*.warta.example",), ((pattern, "{sub}/{id}"),))
    for path in (
        "//2024/03/05/7/a",
        "/index.php/2024/03/05/7/a",
        "/amp/2024/03/05/7/a",
        "/%32024/03/05/7/a",
        "?/2024/03/05/7",
    ):
        url = f"https://NTT.warta.example{path}"
        assert rule.is_article(url)
        assert article_key(url, rule) == "warta.example/ntt/7"
        assert rule.day_of(url) == date(2024, 3, 5)


def test_a_change_of_keys_has_a_new_version() -> None:
    keys = " ".join(article_key(f"https://warta.example{path}") for pair in DIFFERENT for path in pair)
    spelled = " ".join(
        article_key(url) for url in (*SPELLINGS, "https://m.warta.example/a;jsessionid=0A1B2C3D4E?sid=8f0c2d41")
    )
    # a new hash: raise KEYS_VERSION, so that corpora follow (corpus/keys/key_changes.py)
    assert (KEYS_VERSION, hashlib.sha256(f"{keys} {spelled}".encode()).hexdigest()[:12]) == (1, "710ac2613d4e")


def test_the_order_of_parameters_says_nothing() -> None:
    assert article_key("https://a.example/x?id=1&cat=2") == article_key("https://a.example/x?cat=2&id=1")


@pytest.mark.parametrize(
    "spelling",
    [
        "https://badan.example/berita-detail/apel-pagi",
        "http://www.kementerian.example/index.php/berita-detail/apel-pagi?x=1",
    ],
)
def test_an_outlets_hosts_share_their_articles(spelling: str) -> None:
    assert article_key(spelling, AGENCY) == "badan.example/berita-detail/apel-pagi"
    assert AGENCY.is_article(spelling)


def test_a_list_is_no_article() -> None:
    assert not AGENCY.is_article("https://badan.example/berita?page=2")
    assert not AGENCY.is_article("https://palsu-badan.example/berita-detail/apel-pagi")


def test_subdomains_by_star() -> None:
    rule = AddressRule("antara.example", ("antara.example", "*.antara.example"))
    assert rule.owns("https://ntt.antara.example/berita/1")
    assert not rule.owns("https://antara.example.jahat.example/berita/1")
    assert not rule.is_article("https://ntt.antara.example/")


def test_only_what_tracks_is_cleaned() -> None:
    assert clean_url("https://a.example/x?b=2&utm_source=y&a=1#z") == "https://a.example/x?b=2&a=1"
    assert clean_url(" https://a.example/x ") == "https://a.example/x"


@pytest.mark.parametrize(
    "text", ["", "berita", "ftp://a.example", "javascript:alert(1)", "http://", "file:///etc/passwd", "http://[x"]
)
def test_what_is_no_web_address_is_said(text: str) -> None:
    with pytest.raises(KlipingError, match="is not a web address"):
        check_web_address(text)


WITH_USERS = [
    "https://budi:rahasia@a.example/berita",
    "https://budi@a.example/",
    " HTTPS:\\\\budi:rahasia@a.example",
    "https:budi:rahasia@a.example/",
    "ht\ntps://budi:rahasia@a.example/",
    "//budi:rahasia@a.example/",
    "ftp://budi:rahasia@a.example/",
    "https://web.archive.org/web/2016/https://budi:rahasia@a.example/berita",
]


@pytest.mark.parametrize("text", [*WITH_USERS, "https://budi:ra/hasia@a.example/"])
def test_an_address_that_names_a_user_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(KlipingError) as refusal:
        check_web_address(text)
    assert "budi" not in str(refusal.value)
    assert names_user(text) == (text in WITH_USERS)


@pytest.mark.parametrize("text", ["https://a.example/@budi", "https://a.example?ke=budi@b.example", "a.example/@budi"])
def test_an_at_sign_elsewhere_names_no_user(text: str) -> None:
    assert not names_user(text)


@pytest.mark.parametrize(
    ("host", "slug"),
    [("www.suara-ntb.co.id", "suara-ntb_co_id"), ("suara.ntb.co.id", "suara_ntb_co_id"), ("", "unknown_host")],
)
def test_a_slug_is_made_of_a_host(host: str, slug: str) -> None:
    assert slug_of_host(host) == slug


def test_a_short_host_keeps_its_name() -> None:
    assert fold_host("m.id") == "m.id"


@settings(max_examples=300, database=None, deadline=None)
@given(st.text(max_size=60) | st.text(max_size=40).map(lambda text: f"https://a.example/{text}"))
def test_no_address_is_too_odd(text: str) -> None:
    for address in (text, clean_url(text)):
        split(address)
        assert isinstance(article_key(address), str)
        assert AGENCY.is_article(address) in {True, False}


@pytest.mark.parametrize(
    "url",
    [
        "https://contoh.example/berita/7?sid=8f0c2d41",
        "https://contoh.example/berita/7?PHPSESSID=0000000a",
        "https://contoh.example/berita/7;jsessionid=0000A1B2.node1",
        "https://contoh.example/berita/7?ref=home&from=whatsapp",
    ],
)
def test_a_session_or_a_referrer_is_no_part_of_an_article_s_name(url: str) -> None:
    assert article_key(url) == "contoh.example/berita/7"


def test_a_session_is_not_asked_for_and_a_story_number_stays() -> None:
    assert clean_url("https://contoh.example/b;jsessionid=A1?id=3&sid=8f0c2d41") == "https://contoh.example/b?id=3"
    assert article_key("https://contoh.example/modules.php?sid=20231120") == "contoh.example/modules.php?sid=20231120"

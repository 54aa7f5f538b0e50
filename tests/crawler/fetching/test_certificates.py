"""A host whose certificate can't be trusted is not asked, unless the outlet excepts that very host; then it is told."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawler.conftest import Desk, Site, listing, title_of

WHY = "its certificate ended on 1 March 2026, seen on 3 March"
NOW = datetime.now(UTC)
FAULTS = ("ended", "another's", "self-signed")


@dataclass
class Office:
    """An authority that the crawl is told to trust, and the certificates it gives."""

    folder: Path

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._sign("Kantor Contoh", self.key, None, NOW + timedelta(days=9), itself=True)
        self.file = self._write("kantor", self.certificate, self.key)

    def give(self, fault: str | None = None) -> Path:
        """A certificate with its key for 127.0.0.1, with one fault or none."""
        key = ec.generate_private_key(ec.SECP256R1())
        end = NOW - timedelta(days=1) if fault == "ended" else NOW + timedelta(days=9)
        name: x509.GeneralName = x509.IPAddress(ip_address("127.0.0.1"))
        if fault == "another's":
            name = x509.DNSName("lain.example")
        made = self._sign("Warta Contoh", key, name, end, itself=fault == "self-signed")
        return self._write(f"warta-{fault}", made, key)

    def _sign(self, name: str, key: Any, alias: Any, end: datetime, *, itself: bool) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if itself else self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=9))
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=alias is None, path_length=None), critical=True)
        )
        if alias is not None:
            builder = builder.add_extension(x509.SubjectAlternativeName([alias]), critical=False)
        return builder.sign(key if itself else self.key, hashes.SHA256())

    def _write(self, name: str, certificate: x509.Certificate, key: Any) -> Path:
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        path = self.folder / f"{name}.pem"
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        path.write_bytes(certificate.public_bytes(pem) + private)
        return path


class SecureSite(Site):
    """The site of conftest.py over TLS."""

    def __init__(self, certificate: Path) -> None:
        super().__init__()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"


Open = Callable[..., SecureSite]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def opened(office: Office) -> Iterator[Open]:
    """Opens a site with one article over TLS: `opened("ended")`."""
    sites: list[SecureSite] = []

    def begin(fault: str | None = None) -> SecureSite:
        site = SecureSite(office.give(fault))
        sites.append(site)
        site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
        site.put_articles([1])
        return site

    yield begin
    for site in sites:
        site.close()


@pytest.fixture
def desk(tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SSL_CERT_FILE", str(office.file))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Desk(tmp_path)


def excepting(desk: Desk, site: SecureSite, slug: str = "warta_contoh") -> None:
    desk.put_outlet(slug, home=site.url, body=f'unverified_tls = {{"127.0.0.1": {WHY!r}}}')


def test_a_certificate_of_a_known_authority_is_taken(desk: Desk, opened: Open) -> None:
    desk.put_outlet(home=opened().url)
    ran = desk.crawl("--json")
    assert desk.fates() == {"judul-1": ("stored", None)}
    assert ran.rows[0]["unverified"] == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_host_whose_certificate_fails_is_not_asked_and_told_so(desk: Desk, opened: Open, fault: str) -> None:
    site = opened(fault)
    desk.put_outlet(home=site.url)
    ran = desk.crawl()
    assert not site.requested
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", "tls")]
    assert ran.code == 4
    assert "no outlet could be searched, so this says nothing about what was published" in ran.err
    assert "tls: no secure connection" in ran.err


@pytest.mark.parametrize("fault", FAULTS)
def test_an_exception_opens_the_host_and_is_told(desk: Desk, opened: Open, fault: str) -> None:
    excepting(desk, opened(fault))
    ran = desk.crawl()
    assert desk.fates() == {"judul-1": ("stored", None)}
    assert ran.code == 0
    assert f"warta_contoh: 127.0.0.1 was asked without checking its certificate: {WHY}" in ran.err


def test_the_run_keeps_the_exception_for_methods_and_json(desk: Desk, opened: Open) -> None:
    excepting(desk, opened("ended"))
    assert desk.crawl("--json").rows[0]["unverified"] == {"127.0.0.1": WHY}
    page = desk.run("methods")
    assert f"127.0.0.1 (warta_contoh) was asked without checking its certificate in run 1: {WHY}." in page.out
    assert page.out.count(WHY) == 1
    assert desk.run("methods", "--json").rows[0]["runs"][0]["options"]["unverified_tls"] == {
        "warta_contoh": {"127.0.0.1": WHY}
    }


def test_an_exception_is_for_one_host_and_not_for_where_it_leads(desk: Desk, opened: Open) -> None:
    site, other = opened("ended"), opened("self-signed")
    to = f"https://localhost:{other.port}/berita/judul-1"
    site.put("/berita/judul-1", status=302, headers={"Location": to})
    excepting(desk, site)
    desk.crawl()
    assert desk.fates() == {"judul-1": ("failed", "tls")}
    assert not other.requested


def test_an_exception_is_for_one_outlet(desk: Desk, opened: Open) -> None:
    site = opened("ended")
    excepting(desk, site)
    desk.put_outlet("warta_lain", home=site.url)
    rows = {row["outlet"]: row["unverified"] for row in desk.crawl("--json").rows}
    assert rows == {"warta_contoh": {"127.0.0.1": WHY}, "warta_lain": {}}
    assert desk.ask("SELECT answer, reason FROM ledger WHERE outlet = 'warta_lain'") == [("failed", "tls")]


def test_an_exception_that_was_not_used_is_not_told(desk: Desk, site: Site) -> None:
    desk.put_outlet(home=site.url, body=f'unverified_tls = {{"127.0.0.1": {WHY!r}}}')
    site.put("/cari?q=pegawai&page=1", listing([("/berita/judul-1", title_of(1))]))
    site.put_articles([1])
    assert desk.crawl("--json").rows[0]["unverified"] == {}


def test_a_host_without_tls_is_told_as_one_without(desk: Desk, site: Site) -> None:
    desk.put_outlet(home=f"https://127.0.0.1:{site.port}")
    desk.crawl()
    assert desk.ask("SELECT answer, reason FROM ledger") == [("failed", "tls")]


def test_a_check_of_the_outlet_says_that_it_is_the_certificate(desk: Desk, opened: Open) -> None:
    desk.put_outlet(home=opened("ended").url)
    options = ("--outlets", desk.outlets, "--contact", "a@example.org", "--allow-private", "--json")
    ran = desk.run("outlets", "check", "warta_contoh", *options)
    assert (ran.rows[0]["result"], ran.rows[0]["why"][:24]) == ("could not look", "tls: no secure connectio")
    assert ran.code == 4


@pytest.mark.parametrize(
    "exceptions", ['"127.0.0.1"', '{"https://127.0.0.1": "ended"}', '{"*": "all"}', '{"127.0.0.1": " "}']
)
def test_an_exception_without_a_host_or_a_reason_is_refused_in_a_sentence(desk: Desk, exceptions: str) -> None:
    desk.put_outlet(body=f"unverified_tls = {exceptions}")
    ran = desk.crawl()
    assert ran.in_a_sentence()
    assert "unverified_tls" in ran.err

"""Three people go from an empty folder to their aim: a journalist, a student and an analyst, command by command."""

from __future__ import annotations

import csv
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import programs
from tests.crawler.conftest import Site, listing, page

TOWNS = ("Kupang", "Mataram", "Ende", "Serang", "Medan", "Bitung")
QUERY = "Balai Latihan Warga pembinaan pegawai"  # what `topic new` makes of body and subject
OUTLET = """
from spiders.families.listing import ListingSpider


class WartaUjiSpider(ListingSpider):
    name = "warta_uji"
    outlet = "Warta Uji"
    kind = "media"
    site = "127.0.0.1"
    home = {home!r}
    ways = ("search",)
    search_url = "/cari?q={{query}}&page={{page}}"
    article_url = r"https?://127\\.0\\.0\\.1(?::\\d+)?/berita/(?P<slug>[a-z0-9-]+)"
"""


@dataclass
class Person:
    """Somebody at a terminal of 80 columns, in a folder of their own; nothing of theirs stands in the environment."""

    home: Path
    folder: Path

    def kliping(self, *arguments: object, code: int = 0) -> str:
        """Run a command that must end with `code`; returns what it printed to stdout."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KLIPING_")}
        environment |= {
            "KLIPING_DELAY": "0.01", "KLIPING_CONFIG": str(self.home / "config.toml"), "COLUMNS": "80",
            "XDG_STATE_HOME": str(self.home / "state"),
        }  # fmt: skip
        ran = programs.run("-m", "crawler.cli", *arguments, cwd=self.folder, env=environment)
        assert ran.returncode == code, f"{arguments} ended with {ran.returncode}:\n{ran.stdout}\n{ran.stderr}"
        assert "Traceback" not in ran.stderr
        self.messages = ran.stderr
        return ran.stdout

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file in the folder."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def _story(n: int, town: str) -> list[str]:
    return [
        (
            f"{town} - Kepala Balai Latihan Warga membuka pembinaan pegawai angkatan {n} di aula kantor pada hari itu. "
            "Sebanyak empat puluh pegawai hadir dan menandatangani pakta integritas di hadapan inspektorat."
        ),
        (
            f"Menurut panitia nomor {n * 7 + 3}, disiplin masuk kerja dan keramahan di loket menjadi ukuran penilaian. "
            "Warga yang datang tidak boleh dimintai biaya apa pun oleh petugas."
        ),
        f"Kegiatan serupa akan digelar di kabupaten lain sebelum musim hujan ke-{n} berakhir, kata ketua panitia.",
    ]


@pytest.fixture
def person(site: Site, tmp_path: Path) -> Person:
    """A person beside a news site with six articles of six towns, and an outlet file for it."""
    cards = []
    for n, town in enumerate(TOWNS, 1):
        stamp = f'<meta property="article:published_time" content="2023-{n + 6:02}-20T08:00:00+07:00">'
        title = f"Balai Latihan Warga Bina Pegawai di {town}"
        site.put(f"/berita/bina-pegawai-{n}", page(title, _story(n, town), stamp))
        cards.append((f"/berita/bina-pegawai-{n}", title))
    for blank in ("+", "%20"):
        site.put(f"/cari?q={QUERY.replace(' ', blank)}&page=1", listing(cards))
    site.put("/cari", listing([]))  # the page behind it, and any other search
    folder, outlets = tmp_path / "kerja", tmp_path / "outlets"
    folder.mkdir()
    outlets.mkdir()
    (outlets / "warta_uji.py").write_text(OUTLET.format(home=site.url), encoding="utf-8")
    someone = Person(tmp_path, folder)
    someone.kliping("init", "--contact", "redaksi@contoh.id")
    someone.kliping("trust", outlets)
    return someone


def _collect(person: Person) -> None:
    """What docs/mulai.md does first: a topic, a folder's settings, a crawl."""
    person.kliping("topic", "new", "pembinaan", "--body", "Balai Latihan Warga", "--search", "pembinaan pegawai")
    person.kliping("init", "--here", "--topic", "pembinaan.toml")
    person.kliping("crawl", "--outlet", "warta_uji", "--allow-private", "--since", "1/7/2023")


def test_a_journalist_gets_from_an_empty_folder_to_a_clipping(person: Person) -> None:
    _collect(person)
    shown = person.kliping("search", "membina Kupang")
    assert [address.rpartition("/")[2] for address in re.findall(r"http://127\S+", shown)] == ["bina-pegawai-1"]
    assert "2023-07-20" in shown
    two = person.kliping("show", 1)
    assert "Kepala Balai Latihan Warga membuka pembinaan pegawai angkatan 1" in two
    person.kliping("search", "pembinaan", "--sort", "terlama")
    several = person.kliping("show", 1, 2, 3)
    assert [town for town in TOWNS if f"Bina Pegawai di {town}" in several] == list(TOWNS[:3])
    person.kliping("search", "pegawai sejak:20/11/2023", "-o", "kliping.csv")
    assert [row["published_day"] for row in person.rows("kliping.csv")] == ["2023-12-20", "2023-11-20"]
    nothing = person.kliping("search", "pembinan Kupang")
    assert "pembinaan" in nothing + person.messages
    assert "1 articles" not in shown + several + nothing + person.messages


def test_a_student_defends_how_the_corpus_was_made(person: Person) -> None:
    _collect(person)
    again = person.kliping("crawl", "--outlet", "warta_uji", "--allow-private", "--since", "1/7/2023", "--json")
    report = json.loads(again.splitlines()[0])
    assert (report["articles_new"], report["known"]) == (0, 6)
    topic = person.folder / "pembinaan.toml"
    topic.write_text(
        'name = "pembinaan"\n[ask]\nsearch = ["pembinaan pegawai"]\n'
        '[grade]\nphrases = ["Bina Pegawai di Ende"]\nall = [["pakta integritas"]]\n',
        encoding="utf-8",
    )
    changed = person.kliping("topic", "grade", "pembinaan.toml")
    assert re.search(r"\b5\b", changed + person.messages), "five grades changed"
    assert json.loads(person.kliping("search", "grade:3", "--json").splitlines()[0])["title"].endswith("di Ende")
    person.kliping("sample", 4, "--seed", 7, "-o", "lembar.csv")
    with (person.folder / "lembar.csv").open(encoding="utf-8-sig", newline="") as file:
        sheet = list(csv.DictReader(file))
    assert not {"grade", "outlet"} & set(sheet[0])
    with (person.folder / "isi.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sheet[0])
        writer.writeheader()
        writer.writerows(row | {"label": "yes"} for row in sheet)
    person.kliping("label", "--file", "isi.csv", "--coder", "Rina")
    page_of_methods = person.kliping("methods", "--markdown")
    assert "| addresses identified | 6 |" in page_of_methods
    assert "Labels: 4 yes, 0 no, 0 unsure." in page_of_methods
    assert person.kliping("kwic", "pegawai", "--format", "csv", "-n", 3).count("\n") == 4
    person.kliping("trend", "pegawai", "-o", "tren.svg")
    assert "<svg" in (person.folder / "tren.svg").read_text(encoding="utf-8")[:400]


def test_an_analyst_takes_the_rows_to_other_tools(person: Person) -> None:
    _collect(person)
    person.kliping("search", "pegawai", "-o", "hits.jsonl")
    lines = (person.folder / "hits.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["published_day"] for line in lines] == [
        f"2023-{month:02}-20" for month in range(12, 6, -1)
    ]
    document = json.loads(person.kliping("search", "pegawai", "--format", "json"))
    result = document["result"]
    assert (result["total"], result["exact"], result["stories"]) == (6, True, 6)
    stats = json.loads(person.kliping("stats", "--format", "json"))
    assert "warta_uji" in json.dumps(stats)
    (person.folder / "nama.csv").write_text("nama\nBalai Latihan Warga\nOrang Lain\n", encoding="utf-8")
    person.kliping("search", "--list", "nama.csv", "-o", "hasil.csv")
    assert [(row["name"], row["articles"]) for row in person.rows("hasil.csv")] == [
        ("Balai Latihan Warga", "6"),
        ("Orang Lain", "0"),
    ]
    person.kliping("export", "pegawai", "-o", "berita.csv", "--with-text")
    with (person.folder / "berita.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 6
    script = (
        "from corpus.search import search\nfrom corpus.store import Corpus\n"
        "with Corpus('kliping.db', read_only=True) as corpus:\n    print(search(corpus, 'membina').total)"
    )
    ran = programs.run("-c", script, cwd=person.folder)
    assert ran.stdout == "6\n", ran.stderr

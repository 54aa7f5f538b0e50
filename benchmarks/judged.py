"""Measure a search's recall and precision: 60 queries over 500 made-up articles, each judged by how it was made.

    python benchmarks/judged.py

Articles are written from families of words: forms that a reader takes for one thing, and words that only look like
them. What a query should find is told by family, never by what a search gives. Every second query was set aside
while rules were written. Prints recall and precision beside raw FTS5 and beside a stemmer alone.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from corpus.linguistics.texts import tokenize
from corpus.models import Outlet
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.stemming import stem
from corpus.vocabulary.word_index import refresh

TOWNS = ("Kupang", "Mataram", "Cilacap", "Nunukan", "Medan", "Malang", "Serang", "Ambon")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Sabtu")
FRAMES = (
    "Acara di {town} pada hari {day} mencatat {word} sebagai bahan utama; warga setempat menyimak sampai sore.",
    "Menurut catatan redaksi, soal {word} muncul lagi di {town}, {day} siang, dan ramai dibahas banyak orang.",
    "Hujan turun di {town} sejak {day} pagi. Walau begitu, {word} tetap menjadi pokok cerita dalam surat pembaca.",
)
COPIES = 3  # articles a form

# family -> (forms that are one thing to a reader, words that only look like them)
FAMILIES: dict[str, tuple[str, str]] = {
    "bina": ("pembinaan membina dibina binaan pembinaannya", "binatang bintang"),
    "lindung": ("pelindungan perlindungan melindungi dilindungi pelindung", "lindu"),
    "latih": ("pelatihan melatih dilatih latihan berlatih pelatih", "latar"),
    "lantik": ("pelantikan melantik dilantik", "cantik"),
    "kirim": ("pengiriman mengirim dikirim kiriman", "krim"),
    "selundup": ("penyelundupan menyelundupkan diselundupkan penyelundup", "selada"),
    "pulang": ("pemulangan memulangkan dipulangkan kepulangan pulang", "peluang"),
    "penempatan": ("penempatan menempatkan ditempatkan", "tempat setempat"),
    "beri": ("berikan memberi memberikan diberikan pemberian", "ikan"),
    "perintah": ("perintah memerintahkan diperintahkan", "pemerintah pemerintahan"),
    "kinerja": ("kinerja kinerjanya", "kerja bekerja"),
    "tangani": ("penanganan menangani ditangani", "tangan"),
    "ajar": ("mengajar belajar pelajaran pembelajaran diajarkan", "wajar"),
    "awas": ("pengawasan mengawasi diawasi pengawas", "kawasan"),
    "pimpin": ("pimpinan memimpin dipimpin kepemimpinan pemimpin", "pipi"),
    "rekrut": ("perekrutan merekrut direkrut rekrutmen", "rektor"),
    "tipu": ("penipuan menipu ditipu tertipu penipu", "tipis"),
    "siksa": ("penyiksaan menyiksa disiksa siksaan", "sisa"),
    "tahan": ("penahanan menahan ditahan tahanan", "pertahanan"),
    "pegawai": ("pegawai kepegawaian pegawainya", "pagar"),
    "disiplin": ("disiplin kedisiplinan mendisiplinkan", "diskon"),
    "pengalaman": ("pengalaman mengalami dialami", "alam"),
    "urus": ("pengurus mengurus diurus kepengurusan", "kurus"),
    "evaluasi": ("evaluasi mengevaluasi dievaluasi", "evakuasi"),
    "pengadilan": ("pengadilan", "keadilan"),
    "wewenang": ("wewenang berwenang kewenangan", "wenang"),
    "jaga": ("penjagaan menjaga dijaga penjaga", "jagat"),
    "pisah": ("perpisahan memisahkan terpisah pemisahan", "pisang"),
    "badan": (";".join(("BNP2TKI", "BP2MI", "KP2MI", "Badan Perlindungan Pekerja Migran Indonesia",
                        "Kementerian Pelindungan Pekerja Migran Indonesia",
                        "Badan Pelindungan Pekerja Migran Indonesia")), "BPJS;Badan Pusat Statistik"),
    "pmi": ("PMI;Pekerja Migran Indonesia;TKI;Tenaga Kerja Indonesia", "donor darah PMI;relawan Palang Merah PMI"),
    "kantor": ("BP3MI;BP3TKI;UPT BP2MI", "BP3S"),
    "lasro": ("Lasro Simbolon;Larso Simbolon", "Laso Simatupang"),
    "benny": ("Benny Rhamdani;Beny Ramdhani;Benni Ramdani", "Bonny Rahmadi"),
    "karding": ("Abdul Kadir Karding;Menteri Karding;Menteri Kading", "Kardinal Suharyo"),
}  # fmt: skip
QUERIES = (
    ("membina", "bina"), ("pembinaan", "bina"), ("dibina", "bina"), ("binatang", "~binatang"),
    ("perlindungan", "lindung"), ("pelindungan", "lindung"), ("melindungi", "lindung"), ("pelatihan", "latih"),
    ("berlatih", "latih"), ("dilantik", "lantik"), ("pelantikan", "lantik"), ("pengiriman", "kirim"),
    ("penyelundup", "selundup"), ("menyelundupkan", "selundup"), ("pemulangan", "pulang"), ("pulang", "pulang"),
    ("penempatan", "penempatan"), ("tempat", "~tempat"), ("menempatkan", "penempatan"), ("berikan", "beri"),
    ("ikan", "~ikan"), ("pemberian", "beri"), ("perintah", "perintah"), ("pemerintah", "~pemerintah"),
    ("kinerja", "kinerja"), ("bekerja", "~kerja"), ("menangani", "tangani"), ("tangan", "~tangan"),
    ("belajar", "ajar"), ("pengawas", "awas"), ("kawasan", "~kawasan"), ("memimpin", "pimpin"),
    ("rekrutmen", "rekrut"), ("merekrut", "rekrut"), ("penipu", "tipu"), ("penyiksaan", "siksa"),
    ("penahanan", "tahan"), ("kepegawaian", "pegawai"), ("kedisiplinan", "disiplin"), ("mengalami", "pengalaman"),
    ("kurus", "~kurus"), ("kepengurusan", "urus"), ("dievaluasi", "evaluasi"), ("pengadilan", "pengadilan"),
    ("berwenang", "wewenang"), ("menjaga", "jaga"), ("perpisahan", "pisah"), ("BP2MI", "badan"),
    ("BNP2TKI", "badan"), ("kp2mi", "badan"), ("“Badan Pelindungan Pekerja Migran Indonesia”", "=badan"),
    ("PMI", "pmi"), ("TKI", "pmi"), ("bp3mi", "kantor"), ("Larso Simbolon", "lasro"), ("lasro", "lasro"),
    ("Benny Rhamdani", "benny"), ("Karding", "karding"), ("pelindung OR pengawas", "lindung|awas"),
    ("pegawai -disiplin kupang", "pegawai&Kupang"),
)  # fmt: skip
assert len(QUERIES) == 60


@dataclass(frozen=True, slots=True)
class Made:
    """An article with how it was made: its family ("~" before it for a look-alike), the form and the town."""

    family: str
    form: str
    town: str
    text: str


def articles() -> Iterator[Made]:
    """Some 500 articles."""
    number = 0
    for family, groups in FAMILIES.items():
        for like, group in zip(("", "~"), groups, strict=True):
            for form in group.split(";") if ";" in group or family in ("badan", "pmi", "kantor") else group.split():
                for copy in range(COPIES):
                    town, day = TOWNS[number % len(TOWNS)], DAYS[number % len(DAYS)]
                    text = FRAMES[copy % len(FRAMES)].format(town=town, day=day, word=form)
                    yield Made(like + family, form, town, f"{text} Catatan nomor {number}.")
                    number += 1


def judged(made: Made, kind: str) -> bool:
    """Whether a reader wants the article, by how it was made."""
    match kind[0]:
        case "~":  # the look-alike itself
            return made.family.startswith("~") and kind[1:] in made.form
        case "=":  # a written-out name in its two spellings
            return made.form.replace("Perlindungan", "Pelindungan") == "Badan Pelindungan Pekerja Migran Indonesia"
    if "&" in kind:
        family, town = kind.split("&")
        return made.family == family and made.town == town
    if kind == "badan" and made.family == "kantor":
        return made.form == "UPT BP2MI"  # the body's name stands in its office's
    if kind == "pmi" and made.family == "badan":
        return "Pekerja Migran Indonesia" in made.form  # it is spoken of in the body's name
    return made.family in kind.split("|")


System = Callable[[str], set[int]]


def build(folder: Path) -> tuple[list[Made], dict[str, System]]:
    """The articles, and the three ways to search them: query -> numbers of articles."""
    made = list(articles())
    corpus = Corpus(folder / "judged.db")
    corpus.put_outlet(Outlet("koran", "Koran", "media", "koran.example"))
    first = date(2023, 1, 1)
    ids = {}
    with corpus.transaction() as sql:
        for n, one in enumerate(made):
            day = first + timedelta(days=n)
            ids[(day - date(1970, 1, 1)).days << 20] = n
            sql.execute(
                """INSERT INTO articles (id, outlet, key, url, title, text, published_day, words, text_sha256, complete,
                extractor, rules_version) VALUES (?, 'koran', ?, ?, ?, ?, ?, 20, ?, 1, 'made up', '1')""",
                ((day - date(1970, 1, 1)).days << 20, f"k/{n}", f"https://k/{n}", f"Catatan {n}", one.text,
                 day.isoformat(), str(n)),
            )  # fmt: skip
    refresh(corpus)

    def ours(query: str) -> set[int]:
        return {ids[hit.id] for hit in search(corpus, query, limit=1_000, seconds=None).hits}

    return made, {"kliping": ours, "raw FTS5": _raw(made), "a stemmer alone": _stemmed(made)}


def _index(texts: list[str]) -> sqlite3.Connection:
    sql = sqlite3.connect(":memory:")
    sql.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    sql.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", enumerate(texts))
    return sql


def _raw(made: list[Made]) -> System:
    sql = _index([one.text for one in made])

    def ask(query: str) -> set[int]:
        try:
            return {row[0] for row in sql.execute("SELECT rowid FROM t WHERE t MATCH ?", (query,))}
        except sqlite3.OperationalError:  # what raw FTS5 does with a curly quote or a minus
            return set()

    return ask


def _stemmed(made: list[Made]) -> System:
    sql = _index([" ".join(map(stem, tokenize(one.text))) for one in made])

    def ask(query: str) -> set[int]:
        words = [word if word in ("OR", "NOT") else " ".join(map(stem, tokenize(word))) for word in query.split()]
        try:
            return {row[0] for row in sql.execute("SELECT rowid FROM t WHERE t MATCH ?", (" ".join(words),))}
        except sqlite3.OperationalError:
            return set()

    return ask


def score(made: list[Made], ask: System, queries: tuple[tuple[str, str], ...]) -> tuple[float, float, list[str]]:
    """Recall and precision, each the mean over queries, and the queries that are not perfect."""
    recalls, precisions, odd = [], [], []
    for query, kind in queries:
        right = {n for n, one in enumerate(made) if judged(one, kind)}
        result = ask(query)
        recalls.append(len(result & right) / len(right))
        precisions.append(len(result & right) / len(result) if result else 0.0)
        if result != right:
            odd.append(f"{query}: {len(right - result)} missed, {len(result - right)} wrong "
                       f"({sorted({made[n].form for n in result ^ right})})")  # fmt: skip
    return sum(recalls) / len(recalls), sum(precisions) / len(precisions), odd


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        made, systems = build(Path(folder))
        print(f"{len(made)} articles, {len(QUERIES)} queries\n")
        print("| system | recall, seen | precision, seen | recall, set aside | precision, set aside |")
        print("|---|---|---|---|---|")
        for name, ask in systems.items():
            seen, aside = score(made, ask, QUERIES[::2]), score(made, ask, QUERIES[1::2])
            print(f"| {name} | {seen[0]:.3f} | {seen[1]:.3f} | {aside[0]:.3f} | {aside[1]:.3f} |")
        for line in score(made, systems["kliping"], QUERIES[::2])[2]:
            print(line, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

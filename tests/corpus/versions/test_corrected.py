"""Corrections as rows: notices that a page had from the first, articles that correct others, and who followed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from corpus.deriving.batches import derive_due
from corpus.models import Article, RemovedLine
from corpus.search import search
from corpus.store import Corpus
from corpus.versions.corrected import corrected, have_followed
from corpus.versions.correction_rows import CORRECTIONS
from tests.conftest import CLOCK, Keep

Another = Callable[..., Article]
HEADLINE = "Kepala Balai Contoh Lantik Lima Pejabat Baru"


def derive(corpus: Corpus, *, anew: bool = False) -> list[tuple[object, ...]]:
    deque(derive_due(corpus, CORRECTIONS, anew=anew), maxlen=0)
    rows = corpus.conn.execute(
        """SELECT keyed.key, corrections.form, kind, other.key FROM corrections
        JOIN articles AS keyed ON keyed.id = article_id
        LEFT JOIN articles AS other ON other.id = other_id ORDER BY 1, 2"""
    )
    return [tuple(str(value).rpartition("/")[2] for value in row) for row in rows]


def story(another: Another, n: int, title: str, text: str = "Isi berita itu.", **more: object) -> Article:
    return replace(another(n, text=text, title=title, day=date(2024, 1, n)), **more)


def test_a_notice_that_was_there_from_the_first_is_found_in_the_text_and_among_cut_lines(
    corpus: Corpus, keep: Keep, another: Another
) -> None:
    note = "Catatan Redaksi: Artikel ini telah dikoreksi karena nama keliru."
    keep(
        story(another, 1, "Rapat Satu", "Balai dibuka.\nRalat: semula tertulis ditutup."),
        story(
            another, 2, "Rapat Dua", removed=(RemovedLine("disclaimer", 4, note), RemovedLine("title_repeated", 0, "x"))
        ),
        story(another, 3, "Rapat Tiga", removed=(RemovedLine("read_also", 4, "Ralat: Rapat Satu"),)),
        story(another, 4, "Koreksi Harga Emas Berlanjut", "Harga emas turun.\nPemerintah mencabut izin tambang itu."),
    )
    expected = [("berita-1", "notice", "ralat", "None"), ("berita-2", "notice", "koreksi", "None")]
    assert derive(corpus) == expected == derive(corpus, anew=True)
    assert [hit.title for hit in search(corpus, "is:corrected").hits] == ["Rapat Dua", "Rapat Satu"]
    assert [hit.title for hit in search(corpus, "is:ralat").hits] == ["Rapat Satu"]
    assert corrected(corpus.conn, [corpus.id_of("suara_kota.example/berita-1")])


CORRECTING = {
    "the rest of the headline": ("[RALAT] " + HEADLINE, "Jumlah pejabat itu enam."),
    "a headline in quotes": ("Ralat Berita Pelantikan", f"Berita berjudul “{HEADLINE}” keliru; pejabat itu enam."),
    "an address": ("Ralat", "Lihat https://suara_kota.example/berita-1 yang keliru."),
    "a headline behind a colon": ("Ralat Berita Pelantikan Kemarin", f"Berita yang diralat: {HEADLINE}."),
    "a reply that came": (
        "Balai Contoh Membantah",
        f"Redaksi menerima hak jawab dari Balai Contoh atas berita dengan judul '{HEADLINE}' yang tayang kemarin.",
    ),
    "words of the newsroom": ("Permintaan Maaf", f'Dengan ini redaksi meralat berita berjudul "{HEADLINE}" kemarin.'),
}


@pytest.mark.parametrize("how", CORRECTING)
def test_an_article_that_corrects_is_linked_whichever_came_first(
    corpus: Corpus, keep: Keep, another: Another, how: str
) -> None:
    title, text = CORRECTING[how]
    if how == "an address":
        title = "Ralat Berita Pelantikan Kemarin"
    every = [story(another, 1, HEADLINE), story(another, 2, title, text), story(another, 3, "Berita Lain Sama Sekali")]
    results = []
    for order in permutations(every):
        for one in order:
            corpus.drop_article(str(one.key))
        for one in order:
            keep(one)
            rows = derive(corpus)
        results.append(rows)
    kind = "hak_jawab" if how == "a reply that came" else "ralat"
    assert results == [[("berita-2", "article", kind, "berita-1")]] * 6
    origin, other = (corpus.id_of(f"suara_kota.example/berita-{n}") for n in (1, 2))
    rows_of = corrected(corpus.conn, [origin, other])
    assert {number: [(one.kind, one.by_id) for one in rows] for number, rows in rows_of.items()} == {
        origin: [(kind, other)]
    }
    assert {hit.id for hit in search(corpus, f"is:{kind}").hits} == {origin, other}


@pytest.mark.parametrize(
    "others",
    [
        [{"outlet": "warta_timur", "key": "warta_timur.example/b"}],  # another outlet's
        [{"published_day": date(2024, 2, 1)}],  # younger than the correction
        [{}, {"key": "suara_kota.example/berita-9", "url": "https://suara_kota.example/berita-9"}],  # two of the name
        [{"title": "Kepala Balai Contoh Lantik Lima Pejabat"}],  # a part of the name
    ],
    ids=str,
)
def test_what_is_not_sure_is_not_linked(
    corpus: Corpus, keep: Keep, another: Another, others: list[dict[str, object]]
) -> None:
    for number, facts in enumerate(others):
        keep(replace(story(another, 1, HEADLINE, f"Isi ke-{number}."), **facts))
    keep(story(another, 2, f"[RALAT] {HEADLINE}", "Jumlah pejabat itu enam."))
    assert derive(corpus) == [("berita-2", "article", "ralat", "None")]


def test_a_link_goes_with_the_article_and_with_its_headline(corpus: Corpus, keep: Keep, another: Another) -> None:
    keep(one := story(another, 1, HEADLINE), story(another, 2, f"[RALAT] {HEADLINE}", "Jumlah pejabat itu enam."))
    assert derive(corpus)[0][3] == "berita-1"
    keep(replace(one, title="Judul yang Lain Sama Sekali Kini"), fetched_at=CLOCK + timedelta(days=1))
    assert derive(corpus)[0][3] == "None"
    keep(one, fetched_at=CLOCK + timedelta(days=2))
    assert derive(corpus)[0][3] == "berita-1"
    corpus.drop_article(str(one.key))
    assert derive(corpus)[0][3] == "None"


def test_a_copy_has_followed_where_it_says_what_the_correction_says(
    corpus: Corpus, keep: Keep, another: Another
) -> None:
    wrong = "Kepala balai melantik lima pejabat baru di Kupang kemarin.\nAcara itu dihadiri warga."
    half = wrong.replace("lima pejabat", "enam pejabat")  # one of two changes
    right = half.replace("dihadiri warga", "dihadiri pegawai")
    keep(
        one := story(another, 1, HEADLINE, wrong),
        *(story(another, n, HEADLINE, wrong, outlet="warta_timur", key=f"warta_timur.example/{n}") for n in (2, 3, 4)),
        story(another, 6, HEADLINE, half, outlet="warta_timur", key="warta_timur.example/6"),
        story(another, 5, HEADLINE, right, outlet="warta_timur", key="warta_timur.example/5"),
    )
    ids = [
        corpus.id_of("suara_kota.example/berita-1"),
        *(corpus.id_of(f"warta_timur.example/{n}") for n in (2, 3, 4, 5, 6)),
    ]
    derive(corpus)
    assert have_followed(corpus.conn, ids[0], ids[1:]) == {}
    later = CLOCK + timedelta(days=1)
    keep(replace(one, text=f"{right}\nRalat: semula tertulis lima pejabat, seharusnya enam."), fetched_at=later)
    third, fourth = (story(another, n, HEADLINE, outlet="warta_timur", key=f"warta_timur.example/{n}") for n in (3, 4))
    keep(replace(third, text=right), replace(fourth, text=f"{wrong}\nKoreksi: jumlah itu keliru."), fetched_at=later)
    derive(corpus)
    followed = have_followed(corpus.conn, ids[0], ids[1:])
    assert [followed[number] for number in ids[1:]] == [False, True, True, True, False]
    since = corrected(corpus.conn, ids[:1])[ids[0]][0].since
    assert since == later.isoformat(timespec="seconds")

"""What stands in a text is found as it stands and by signs that look alike; what nobody sees is ignored."""

from collections.abc import Callable, Sequence

import pytest

from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.tokens import TOKENIZER, tokens

TEXTS = (
    "Pembinaan dan pelatihan di balai.",
    "Lahan 40 m² dan rumus H₂O di papan.",
    "Ia tinggal di Straße lama.",
    "Ia mengkla\ufb01kasi soal itu.",
    "Nomor １２３ ditulis lebar.",
    "Rapat 3½ jam penuh.",
    "Ayat Qurʼan dibaca.",
    "Ayat Qur’an dibacakan.",
    "Salat Jumʼat bersama Nuʼman.",
    "Sebanyak 10² petak.",
)
FINDS = {
    "pem\u200bbinaan": {0}, "\ufeffpem\u00adbi\u2060naan": {0}, "pem\u200cbi\u200dnaan": {0},
    '"\u200epembi\u00adnaan\u00a0dan\u200f"': {0}, "\u2066pelatihan\u2069 balai": {0}, "=pem\u00adbinaan": {0},
    "m²": {1}, "=m²": {1}, "m2": {1}, "=m2": set(), '"40 m²"': {1}, '"40 m2"': {1}, "=H₂O": {1}, "h2o": {1},
    "straße": {2}, "strasse": {2}, '"Straße lama"': {2}, '"strasse lama"': {2}, "=strasse": set(),
    "mengkla\ufb01kasi": {3}, "mengklafikasi": {3}, "=mengklafikasi": set(),
    "１２３": {4}, "123": {4}, "=１２３": {4}, "3½": {5}, '"3½ jam"': {5},
    "Qur'an": {6, 7}, "qur’an": {6, 7}, "Qur`an": {6, 7}, "Qurʼan": {6, 7}, "Qurʻan": {6, 7}, "quran": {6, 7},
    "\"ayat Qur'an\"": {6, 7}, '"ayat quran"': {6, 7}, "=Qurʼan": {6}, "Al-Qur'an": {6, 7},
    "ＰＥＭＢＩＮＡＡＮ": {0}, "=ＰＥＭＢＩＮＡＡＮ": set(),
    "Jum'at": {8}, "jumat": {8}, "Nu'man": {8},
    '"bersama Nu’man"': {8}, "102": set(), "=10²": {9}, "nuʼman -balai": {8},
}  # fmt: skip


@pytest.fixture(scope="module")
def typed(of_texts: Callable[[Sequence[str]], Corpus]) -> Corpus:
    """A corpus with an article a text."""
    return of_texts(TEXTS)


@pytest.mark.parametrize(("query", "right"), FINDS.items())
def test_a_sign_finds_what_a_reader_takes_for_it(typed: Corpus, query: str, right: set[int]) -> None:
    assert {int(hit.title[6:-1]) for hit in search(typed, query).hits} == right


def test_words_are_cut_as_the_index_cuts_them(typed: Corpus) -> None:
    typed.conn.execute("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, articles_fts, instance)")
    rows = typed.conn.execute("SELECT doc, term FROM temp.seen WHERE col = 'text' ORDER BY doc, offset").fetchall()
    assert TOKENIZER in typed.conn.execute("SELECT sql FROM sqlite_schema WHERE name = 'articles_fts'").fetchone()[0]
    assert [row[1] for row in rows] == [word for text in TEXTS for word in tokens(text)]


def test_a_word_that_is_longer_than_the_index_holds_is_cut_as_there(typed: Corpus) -> None:
    assert len(tokens("a\u02bc" * 30_000)[0].encode()) <= 32_768
    assert search(typed, "a\u02bc" * 5_000).hits == ()

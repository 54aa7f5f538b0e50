"""`kliping search` and `show` tell what the corpus holds, to people and to programs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.models import Article
from corpus.query.facets import FACETS
from corpus.query.fields import QUERY_FIELDS
from corpus.store import Corpus
from crawler.console.options import _spell_out_not
from crawler.console.output import plain

Run = Callable[..., Any]

GRADED = "grade 3 for pembinaan-pegawai"


@pytest.fixture
def ask(kliping: Run, filled: Corpus) -> Run:
    """A command on the filled corpus: `ask("search", "pegawai")`."""
    return lambda command, *arguments: kliping(command, "--corpus", filled.path, *arguments)


def test_a_hit_is_four_lines(ask: Run) -> None:
    ran = ask("search", "kupang menggelar")
    assert ran.out.splitlines()[:4] == [
        "  1. Pembinaan Pegawai di NTT",
        f"     2023-11-20 · Kantor Berita · Kupang · credit: bp2mi.example · {GRADED} · +1 copy · id 20637024256",
        "     https://kantor-berita.example/berita/pembinaan-pegawai-ntt",
        "     BP2MI menggelar pembinaan pegawai di Kantor BP3MI Nusa Tenggara Timur, Kupang, pada Senin pagi.",
    ]
    assert ran.err == "2 articles match, 1 story.\n"


def test_words_need_no_quotes(ask: Run) -> None:
    assert ask("search", "pembinaan", "pegawai").out == ask("search", "pembinaan pegawai").out


def test_a_minus_is_no_option(ask: Run) -> None:
    assert ask("search", "pegawai", "-integritas").out.count(" · id ") == 1


@pytest.mark.parametrize(
    ("argument", "meant"),
    [("-pekerja", "NOT pekerja"), ('-"apel pagi"', 'NOT "apel pagi"'), ("-apel pagi", 'NOT "apel pagi"'),
     ("-(ASN OR PNS)", "NOT (ASN OR PNS)"), ("-n", "-n"), ("-n5", "-n5"), ("--new", "--new"), ("-h", "-h"), ("-", "-")],
)  # fmt: skip
def test_which_arguments_are_a_minus(argument: str, meant: str) -> None:
    assert _spell_out_not(argument, whole=False) == meant


@pytest.mark.parametrize(
    ("arguments", "hits"),
    [(["-integritas pegawai"], 1), (["--sort", "oldest", "-integritas pegawai"], 1),
     (["pegawai", "-menjaga integritas"], 1), (["pegawai", "-integritas menjaga"], 2),
     (["-n", "5", "--", "pegawai -integritas"], 1)],
)  # fmt: skip
def test_several_words_behind_a_minus_are_a_phrase_or_the_whole_search(
    ask: Run, arguments: list[str], hits: int
) -> None:
    assert ask("search", *arguments).out.count(" · id ") == hits


def test_nothing_found_is_well(ask: Run) -> None:
    ran = ask("search", "tidakada")
    assert (ran.code, ran.out, ran.err) == (0, "", "No article matches.\n")


def test_undated_articles_are_said(ask: Run) -> None:
    assert "1 more matches but has no date" in ask("search", "pegawai", "--since", "2014-01-01").err


def test_json_has_every_field(ask: Run) -> None:
    row = ask("search", "opini", "--json").rows[0]
    assert list(row) == [
        "id", "title", "outlet", "outlet_name", "published_at", "published_day", "url", "place", "credit", "grade",
        "topic", "copies", "snippet", "damaged", "story_id",
    ]  # fmt: skip
    assert row["published_day"] is None


def test_json_times_are_iso(ask: Run) -> None:
    assert ask("search", "gagalkan", "--json").rows[0]["published_at"] == "2024-01-05T20:15:00+07:00"


def test_pages_follow(ask: Run) -> None:
    first = ask("search", "-n", 1)
    page = first.err.split("--before ")[1].strip()
    assert ask("search", "-n", 1, "--before", page).out != first.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--since", "kapan"), "since: 'kapan' is not a day"),
        (("--until", "2024-02-30"), "until: '2024-02-30' is not a day"),
        (("--outlet", "warta_timor"), 'did you mean "warta_timur"?'),
        (("--topic", "pembinan"), 'did you mean "pembinaan-pegawai"?'),
        (("me*",), "give at least 4 letters"),
        (("“”",), "nothing to look for"),
        (("--grade", "7"), "7 is not in the range"),
    ],
)
def test_what_cannot_be_asked(ask: Run, arguments: tuple[str, ...], sentence: str) -> None:
    ran = ask("search", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_new_alone_lists_the_newest(ask: Run) -> None:
    assert ask("search", "--new").out.count(" · id ") == 3


EVIL = "Judul \x1b[31mmerah\x1b]0;milikku\x07 \x9b2J \u202ekilab\u202c \u2066x\u2069\x00"


def test_a_page_cannot_drive_the_terminal(kliping: Run, filled: Corpus, articles: tuple[Article, ...]) -> None:
    evil = replace(articles[2], title=EVIL, text=f"Naskah {EVIL}\nberita.", place=EVIL, authors=(EVIL,))
    with filled.transaction():
        stored = filled.keep(evil, [3], evil.published_at)  # type: ignore[arg-type]
    for command in (("search", "naskah"), ("show", stored.id), ("show", stored.id, "--cuts")):
        out = kliping(*command, "--corpus", filled.path).out
        assert "merah" in out
        assert not set(out) & set("\x1b\x07\x9b\x00\u202e\u202c\u2066\u2069")


def test_plain_keeps_the_words() -> None:
    assert plain("a\tb\r\nc\x1b[1;31md\x85e") == "a\tb\ncde"


def test_a_terminal_gets_matches_in_colour(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.console.output.is_terminal", lambda: True)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[33m\x1b[1mintegritas\x1b[0m" in ask("search", "integritas").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in ask("search", "integritas").out


BALANCE = "words of 2 pages: 126 seen = 40 in the text + 12 fields + 5 cut + 59 outside + 10 unexplained; 2 added"


def test_show_tells_where_everything_comes_from(ask: Run) -> None:
    out = ask("show", 20637024256, "--cuts").out
    for line in (
        "Pembinaan Pegawai di NTT",
        "Outlet     Kantor Berita (kantor_berita; agency, tied to BP2MI)",
        "Published  2023-11-20T09:30:00+07:00 (visible)",
        "Printed    Senin, 20 November 2023 | 09:30 WIB",
        "By         Maria Bere",
        "Credit     bp2mi.example",
        "Grade      3 for pembinaan-pegawai: pembinaan pegawai (lead)",
        "Copies     warta_timur (id 20638072832)",
        f"Page       {BALANCE}",
        "  Apel pegawai di halaman kantor (photo: Budi Tafa) https://kantor-berita.example/foto/apel.jpg",
        "  [Peserta apel] https://kantor-berita.example/foto/2.jpg",
        "Evidence   run-1.warc.gz at 0, fetched 2024-03-08T03:00:00+00:00",
        "  [baca_juga] Baca Juga: Pelaut Ajukan Permohonan",
    ):
        assert line in out.splitlines()


def test_show_takes_the_number_of_a_hit(ask: Run) -> None:
    ask("search", "gagalkan OR opini")
    assert "Opini" in ask("show", 2).out
    ran = ask("show", 3)
    assert ran.code == 2
    assert ran.err.startswith('kliping: there is no hit 3: the search "gagalkan OR opini" of 20')
    assert ran.err.endswith(" printed 2 hits\n")


@pytest.mark.parametrize(
    "address",
    ["https://suara-kota.example/opini-pegawai", "http://www.suara-kota.example/opini-pegawai/?utm_source=wa#x"],
)
def test_show_takes_an_address_however_written(ask: Run, address: str) -> None:
    assert "Opini: Pegawai Publik" in ask("show", address).out


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("1", "there is no hit 1: no search was made in this corpus"),
        ("99999999999999999999", "is no id"),
        ("9999999999999999999", "there is no article 9999999999999999999"),
        ("https://lain.example/x", "no article with the address"),
        ("pegawai", "is no id, no address"),
    ],
)
def test_show_says_what_it_cannot_find(ask: Run, target: str, sentence: str) -> None:
    ran = ask("show", target)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_show_as_json_is_the_whole_record(ask: Run) -> None:
    row = ask("show", 20637024256, "--json").rows[0]
    assert (row["authors"], row["complete"], row["editor"]) == (["Maria Bere"], True, None)
    assert row["grades"] == [{"topic": "pembinaan-pegawai", "grade": 3, "matches": {"pembinaan pegawai": ["lead"]}}]
    assert row["removed"] == [
        {"rule": "baca_juga", "position": 1, "text": "Baca Juga: Pelaut Ajukan Permohonan", "at": None, "behind": None}
    ]
    assert [page["seen"] for page in row["page_words"]] == [112, 14]
    assert row["outside"][1] == {
        "part": 0, "position": 31, "reason": "unexplained", "words": 10, "text": "Simak kabar petang ini"
    }  # fmt: skip
    assert row["images"][0] == {
        "position": -1, "url": "https://kantor-berita.example/foto/apel.jpg",
        "caption": "Apel pegawai di halaman kantor", "credit": "Budi Tafa", "alt": None,
    }  # fmt: skip


def test_show_of_an_article_whose_words_were_not_counted_prints_no_balance_and_no_photos(ask: Run) -> None:
    out = ask("show", 20638072832).out
    assert "Page " not in out
    assert "Photos" not in out


def test_hits_that_cannot_be_kept_are_said(ask: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "berkas"))
    ran = ask("search", "opini")
    assert ran.code == 0
    assert "numbers of the hits can't be stored" in ran.err


def test_the_help_names_every_field_and_facet(kliping: Run) -> None:
    page = kliping("search", "--help").out
    in_one_line, without_space = " ".join(page.split()), "".join(page.split())
    usable = list(QUERY_FIELDS)
    assert f"word's endings; {' '.join(f'{name}:' for name in usable)} narrow." in in_one_line
    assert f"by{','.join(FACETS)}." in without_space
    assert "{" not in page


def test_a_total_is_exact_or_at_least_so_many(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.search.TOTAL_CAP", 2)
    capped = ask("search", "pegawai OR bp2mi", "-n", 1)
    assert capped.err.startswith("At least 2 articles match, copies counted; the next page: --before ")
    assert ask("search", "pegawai OR bp2mi", "-n", 1, "--json").rows[-1] == {
        "result": {"total": 2, "exact": False, "stories": None, "notes": []}
    }
    exact = ask("search", "pegawai OR bp2mi", "-n", 1, "--exact")
    note, total = exact.err.splitlines()
    assert note == "(without a known day: 1; it stands at the end, in every order by day)"
    assert total.startswith("4 articles match, 3 stories; the next page: --before ")
    assert ask("search", "pegawai OR bp2mi", "-n", 1, "--exact", "--json").rows[-1]["result"]["total"] == 4


def test_stories_stand_beside_articles(ask: Run) -> None:
    whole, page = ask("search", "outlet:suara_kota").err, ask("search", "outlet:suara_kota", "-n", 1).err
    assert "2 articles match, 2 stories." in whole
    assert "2 articles match, 2 stories; the next page: --before " in page


def test_what_is_noted_stands_in_the_last_line_too(ask: Run) -> None:
    ran = ask("search", "(pegawai", "--json")
    assert [f"({note})" for note in ran.rows[-1]["result"]["notes"]] == ran.err.splitlines()[:-1] != []


def test_a_page_that_found_nothing_so_far_says_so(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.query.budget.COUNTED", 1)
    monkeypatch.setattr("corpus.query.budget.SEARCHED", 1)
    monkeypatch.setattr("corpus.query.narrow.MOST_LISTED", -1)
    ran = ask("search", "pegawai outlet:kantor_berita")
    assert "No article was found so far; the next page: --before " in ran.err
    assert "among the 1 newest articles" in ran.err
    assert ran.code == 0


def test_a_search_that_takes_too_long_ends_without_a_number(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(10_000_000))
    monkeypatch.setattr("corpus.query.time_limit.time.monotonic", lambda: float(next(now)))
    monkeypatch.setattr("corpus.query.time_limit.STEPS", 1)
    ran = ask("search", "pegawai", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "took longer than 60 s and was ended, without an answer" in ran.err


def test_a_day_as_people_write_it_is_shown_as_it_was_read(ask: Run) -> None:
    ran = ask("search", "--since", "1/5/2022", "sampai:'november 2024'", "--json")
    notes = ["since:1/5/2022 was read as 2022-05-01 and later"]
    assert [note for note in ran.rows[-1]["result"]["notes"] if "1/5" in note] == notes
    assert '(until:"november 2024" was read as 2024-11-30 and earlier)' in ran.err


def test_orders_have_indonesian_names(ask: Run) -> None:
    for english, indonesian in (("newest", "terbaru"), ("oldest", "terlama"), ("relevance", "relevan")):
        assert ask("search", "pegawai", "--sort", indonesian).out == ask("search", "pegawai", "--sort", english).out
    wrong = ask("search", "pegawai", "--sort", "terbru")
    assert (wrong.code, wrong.out) == (2, "")
    assert 'there is no order "terbru"; did you mean "terbaru"?' in wrong.err


def test_a_search_that_finds_nothing_says_why_in_every_form(ask: Run) -> None:
    offer = "`pembinaan pegawai` (2 articles)"
    assert offer in ask("search", "pembinan pegawai").err
    notes = ask("search", "pembinan pegawai", "--json").rows[-1]["result"]["notes"]
    assert any(offer in note for note in notes)
    assert ask("search", "pembinaan pegawai").err.startswith("2 articles match")

"""The commands for study, names and saved searches print rows, and say what is wrong in a sentence."""

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.models import Article
from corpus.store import Corpus

Run = Callable[..., Any]


@pytest.fixture
def ask(kliping: Run, filled: Corpus) -> Run:
    """A command on the filled corpus."""
    return lambda *arguments: kliping(*arguments, "--corpus", filled.path)


def test_kwic_prints_lines(ask: Run) -> None:
    *rows, last = ask("kwic", "menggelar", "-w", 2, "--json").rows
    assert last == {"result": {"total": 2, "exact": True, "stories": 1, "notes": []}}
    assert [(row["left"], row["node"], row["right"]) for row in rows] == [
        ("BP2MI", "menggelar", "pembinaan pegawai")
    ] * 2
    assert len(ask("kwic", "menggelar", "--originals", "--json").rows[:-1]) == 1
    assert ask("kwic", "menggelar", "--csv").out.startswith("left,node,right")


def test_words_are_counted(ask: Run) -> None:
    assert ask("words", "-n", 1, "--json").rows[0]["word"] == "pegawai"
    assert ask("words", "gagalkan").out.splitlines()[0] == "word\tcount\tper million\tarticles\tstories\tDP"


def test_how_many_articles_are_read_is_said(ask: Run) -> None:
    read = ask("words", "--most", 2, "--json")
    assert "(4 articles match; one in 2 of them is read" in read.err
    assert read.rows[-1]["result"].keys() == {"total", "exact", "stories", "notes"}
    assert (read.rows[-1]["result"]["total"], read.rows[-1]["result"]["exact"]) == (4, True)
    assert "one in 2 of them is read" in read.rows[-1]["result"]["notes"][0]
    counted = "(4 articles match, 3 stories: copies are counted, --originals leaves them out)\n"
    assert ask("words", "--most", 0).err == ask("words").err == counted
    assert ask("words", "--originals").err == ""
    of_two = ask("keywords", "--in", "pegawai", "--against", "gagalkan", "--most", 1)
    assert "(3 articles match; one in 3 of them is read" in of_two.err


def test_collocates_and_keywords_have_their_measures(ask: Run) -> None:
    assert {"near", "log_likelihood", "mi", "t"} < set(ask("collocates", "pegawai", "--json").rows[0])
    assert ask("keywords", "--in", "pegawai", "--against", "gagalkan").code == 0


@pytest.mark.parametrize(
    "command",
    [("words",), ("collocates", "pegawai"), ("keywords", "--in", "pegawai", "--least", 1), ("trend", "pegawai")],
)
def test_csv_has_the_columns_and_numbers_of_json(ask: Run, command: tuple[str, ...]) -> None:
    rows = ask(*command, "--json").rows[:-1]
    written = list(csv.reader(io.StringIO(ask(*command, "--csv").out)))
    assert rows or command[0] == "keywords"
    assert written[0] == list(rows[0]) if rows else written[0][0] == "word"
    assert written[1:] == [["" if cell is None else str(cell) for cell in row.values()] for row in rows]


@pytest.mark.parametrize("command", ["kwic", "collocates"])
def test_a_search_without_words_has_nothing_to_show(ask: Run, command: str) -> None:
    ran = ask(command, "year:2023")
    assert (ran.code, "the search has no word to show" in ran.err) == (2, True)


def test_trend_says_how_far_one_could_look(ask: Run) -> None:
    rows = ask("trend", "pegawai", "--by", "year", "--json").rows[:-1]
    assert [(row["span"], row["articles"], row["outlets"]) for row in rows] == [("2023", 2, 3), ("2024", 0, 3)]
    assert "1 more matches but has no date" in ask("trend", "pegawai").err


@pytest.mark.parametrize("command", ["kwic", "collocates", "trend"])
def test_words_to_look_for_are_asked_for(ask: Run, command: str) -> None:
    ran = ask(command)
    assert (ran.code, ran.out) == (2, "")
    assert "give the words to look for" in ran.err


@pytest.mark.parametrize("command", ["kwic", "words", "collocates"])
@pytest.mark.parametrize("how", [(), ("--json",)])
def test_that_nothing_was_found_is_said(ask: Run, command: str, how: tuple[str, ...]) -> None:
    ran = ask(command, "tidakadakataini", *how)
    assert (ran.code, ran.err.endswith("Nothing was found.\n")) == (0, True)


def test_names_are_listed_and_checked(ask: Run) -> None:
    assert "BNP2TKI" in ask("names", "list").out
    rows = {row["name"]: row["articles"] for row in ask("names", "check", "--json").rows}
    assert rows["BP2MI"] == 3
    assert ask("names", "propose").code == 0


def test_a_name_is_counted_as_a_search_finds_it(
    ask: Run, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    keep(another(1, text="Kantor di Nusa Tenggara Barat."), another(2, text="Kantor di NTB."))
    rows = {row["name"]: row for row in ask("names", "check", "--json").rows}
    assert (rows["NTB"]["articles"], rows["NTB"]["as_written"]) == (2, 1)
    assert {name: row["articles"] for name, row in rows.items()} == {
        name: sum(1 + hit["copies"] for hit in ask("search", name, "--json").rows[:-1]) for name in rows
    }
    assert ask("names", "check").out.startswith("kind\tname\ta search finds\tas written\n")


def test_a_watch_tells_what_is_new(
    ask: Run, keep: Callable[..., object], another: Callable[..., Article], tmp_path: Path
) -> None:
    assert ask("watch", "add", "p", "pegawai", "-gagalkan").code == 0
    keep(another(1, title="Baru"))
    assert ask("watch", "run", "--again").out.startswith("p  Baru · undated")
    assert [row["title"] for row in ask("watch", "run", "--json", "--feed", tmp_path / "f.atom").rows] == ["Baru"]
    assert b"<title>Baru" in (tmp_path / "f.atom").read_bytes()
    assert ask("watch", "run").err == "Nothing new.\n"
    assert ask("watch", "list", "--json").rows[0]["query"] == "pegawai NOT gagalkan"
    assert ask("watch", "remove", "q").code == 2


def test_a_feed_stays_full_when_nothing_is_new(
    ask: Run, keep: Callable[..., object], another: Callable[..., Article], tmp_path: Path
) -> None:
    feed = tmp_path / "f.atom"
    ask("watch", "add", "p", "loket")
    keep(another(1, title="Baru", text="Loket baru."))
    for news in ("1 new article, 1 story.\n", "Nothing new.\n"):
        assert ask("watch", "run", "--feed", feed).err == news
        assert feed.read_text(encoding="utf-8").count("<title>Baru") == 1


def test_a_search_that_can_no_more_be_asked_takes_no_news_from_the_others(
    ask: Run, filled: Corpus, keep: Callable[..., object], another: Callable[..., Article]
) -> None:
    for name in ("a", "b", "c"):
        ask("watch", "add", name, "pegawai")
    filled.conn.execute("UPDATE watches SET query = 'pegawai outlet:tidak_ada' WHERE name = 'b'")
    keep(another(1, title="Baru"))
    ran = ask("watch", "run")
    assert [line.split()[0] for line in ran.out.splitlines()] == ["a", "c"]
    assert (ran.code, 'b (pegawai outlet:tidak_ada): the corpus has no outlet "tidak_ada"' in ran.err) == (2, True)
    assert ask("watch", "run", "a", "c").err == "Nothing new.\n"


def test_a_feed_that_cannot_be_written_leaves_the_news_unseen(
    ask: Run, keep: Callable[..., object], another: Callable[..., Article], tmp_path: Path
) -> None:
    ask("watch", "add", "p", "pegawai")
    keep(another(1, title="Baru"))
    ran = ask("watch", "run", "--feed", tmp_path)
    assert (ran.code, ran.out, "can't be written" in ran.err) == (2, "", True)
    assert not list(tmp_path.parent.glob(".*.part"))
    assert "Baru" in ask("watch", "run").out


@pytest.mark.parametrize("command", [("run",), ("add", "p", "pegawai"), ("remove", "p")])
def test_a_watch_makes_no_corpus(kliping: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = kliping("watch", *command, "--corpus", tmp_path / "tidak-ada.db")
    assert (ran.code, "there is no corpus here" in ran.err) == (2, True), ran
    assert not (tmp_path / "tidak-ada.db").exists()


def test_a_search_without_a_name_is_not_saved(ask: Run) -> None:
    ran = ask("watch", "add", " ", "pegawai")
    assert (ran.code, "needs a name" in ran.err) == (2, True)


def test_a_search_is_explained(ask: Run, filled: Corpus) -> None:
    words = ("membina bp2mi day:2023-11 outlet:kantor_berita",)
    ran = ask("search", *words, "--explain")
    assert "Added: membina: and its relatives: pembinaan, bina" in ran.out
    assert "Added: bp2mi: and its names: bnp2tki" in ran.out
    assert "Filter: days: 2023-11-01 to 2023-11-30\n" in ran.out
    assert "Filter: articles.outlet = 'kantor_berita'\n" in ran.out
    sql = ran.out.partition("SQL: ")[2].partition("\n")[0]
    assert len(filled.conn.execute(sql).fetchall()) == 1  # the values stand in it
    assert ask("search", *words, "--explain").out == ran.out
    explained = ask("search", *words, "--explain", "--json").rows[-2]["explain"]
    assert (explained["sql"], explained["filters"][0]) == (sql, "days: 2023-11-01 to 2023-11-30")


def test_a_count_without_matches_names_the_command_that_says_why(ask: Run) -> None:
    assert "(no article matches; `kliping search` with the same words" in ask("kwic", "pembinan").err
    assert "(no article matches; `kliping search` with the same words" in ask("export", "pembinan", "-o", "-").err
    assert "did you mean pembinaan?" in ask("search", "pembinan").err
    assert "(1 articles)" not in ask("search", "pembinan").err


def test_literal_keeps_to_the_word(ask: Run) -> None:
    assert ask("search", "membina").out
    assert ask("search", "membina", "--literal").out == ""
    assert ask("export", "membina", "--literal", "-o", "-").out == ""


def test_facets_follow_the_hits(ask: Run) -> None:
    assert ask("search", "--facets", "outlet", "--json").rows[-2] == {
        "facet": "outlet", "counts": {"suara_kota": 2, "kantor_berita": 1, "warta_timur": 1}, "rest": 0,
        "stories": {"suara_kota": 2, "kantor_berita": 1, "warta_timur": 1}, "rest_stories": 0,
    }  # fmt: skip
    assert ask("search", "--facets", "penulis").code == 2


def test_snippets_in_html_are_safe(ask: Run) -> None:
    assert "<mark>menggagalkan</mark>" in ask("search", "menggagalkan", "--json", "--html").rows[0]["snippet"]


def test_a_search_loads_nothing_heavy(filled: Corpus) -> None:
    import subprocess

    code = f"""import sys; from crawler.cli import main; main(["search", "membina", "--corpus", {str(filled.path)!r}])
heavy = {{"scrapy", "trafilatura", "sqlite_utils", "rich"}} & set(sys.modules); sys.exit(len(heavy))"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0

"""Whose grades are shown: the default topic's, which a failed or dry run and an import leave as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.runs import end_run, keep_topic, start_run
from corpus.grading.default_topic import default_topic, topic_state
from corpus.grading.word_topics import named_apart
from corpus.search import search
from corpus.store import Corpus
from corpus.topics import Topic, parse_topic, topic_of_words
from crawler.run.operation import Operation
from crawler.run.run_plan import Plan
from tests.conftest import CLOCK, TOPIC

Run = Callable[..., Any]
Keep = Callable[..., object]
NAME = "pembinaan-pegawai"
EDITED = parse_topic(TOPIC.replace('phrases = ["pembinaan pegawai"]', 'phrases = ["keberangkatan"]'))
OTHER = topic_of_words("gempa bumi")


def grades(corpus: Corpus) -> list[tuple[str | None, int | None]]:
    return [(hit.topic, hit.grade) for hit in search(corpus).hits]


def ran(corpus: Corpus, topic: Topic | None, state: str = "finished", code: int = 0, command: str = "crawl",
        dry: bool = False) -> None:  # fmt: skip
    plan = Plan(command, corpus.path, topic=topic, options={"dry_run": dry})
    Operation(plan).close(state=state, exit_code=code)


@pytest.mark.parametrize("topic", [EDITED, OTHER], ids=["edited", "other"])
@pytest.mark.parametrize(
    "how",
    [
        {"dry": True},
        {"code": 4},
        {"code": 1},
        {"state": "interrupted", "code": 130},
        {"code": 2, "command": "import"},
    ],
    ids=str,
)
def test_a_dry_or_failed_run_changes_nobodys_grades(filled: Corpus, topic: Topic, how: dict[str, Any]) -> None:
    before = grades(filled)
    ran(filled, topic, **how)
    assert grades(filled) == before
    assert {name for name, _ in before} == {NAME}


def test_a_run_of_another_topic_or_an_import_without_one_changes_nobodys_grades(filled: Corpus) -> None:
    before = grades(filled)
    for topic, command in ((OTHER, "crawl"), (OTHER, "import"), (None, "import")):
        ran(filled, topic, command=command)
        assert grades(filled) == before


def test_an_edited_topic_counts_once_its_run_ended_well(filled: Corpus) -> None:
    before = topic_state(filled)
    ran(filled, EDITED, code=3)  # some outlets failed, the others were read
    after = topic_state(filled)
    assert before is not None
    assert after is not None
    assert after.id > before.id
    assert [grade for _, grade in grades(filled)] == [3, 1, 0]
    ran(filled, parse_topic(TOPIC))  # the edit is taken back: the text of before is in use again
    assert topic_state(filled) == before


def test_the_first_crawl_sets_the_default_and_no_later_one(corpus: Corpus, keep: Keep, another: Run) -> None:
    assert default_topic(corpus.conn) is None
    ran(corpus, OTHER, dry=True)
    ran(corpus, OTHER)  # it stored nothing: the corpus is empty still
    assert default_topic(corpus.conn) is None
    operation = Operation(Plan("crawl", corpus.path, topic=parse_topic(TOPIC)))
    keep(another(1))
    operation.close(state="finished", exit_code=0)
    stored = "SELECT value FROM meta WHERE name = 'default_topic'"
    assert corpus.conn.execute(stored).fetchone() == (NAME,)
    ran(corpus, OTHER)
    assert corpus.conn.execute(stored).fetchone() == (NAME,)


def test_a_run_of_another_topic_grades_by_the_default_too(filled: Corpus, keep: Keep, another: Run) -> None:
    operation = Operation(Plan("import", filled.path, topic=OTHER))
    keep(another(9))
    operation.close(state="finished", exit_code=0)
    assert None not in [grade for _, grade in grades(filled)]
    assert None not in [hit.grade for hit in search(filled, topic=OTHER.name).hits]


def test_an_older_corpus_has_the_newest_runs_topic(filled: Corpus) -> None:
    run = start_run(filled, "crawl", topic=OTHER, clock=CLOCK, options={}, versions={})
    filled.conn.execute("INSERT INTO grades SELECT id, ?, 0 FROM articles", (keep_topic(filled, OTHER),))
    end_run(filled, run, state="finished", exit_code=0)
    filled.conn.execute("DELETE FROM meta WHERE name = 'default_topic'")
    assert default_topic(filled.conn) == OTHER.name
    ran(filled, parse_topic(TOPIC))  # it stays so when the next run comes
    assert default_topic(filled.conn) == OTHER.name


# --- dry runs are no news, and no part of the methods -----------------------------------------------------


def test_a_dry_run_empties_no_new(kliping: Run, filled: Corpus) -> None:
    new = kliping("search", "--new", "--json", "--corpus", filled.path).out
    assert len(new.splitlines()) == 4
    ran(filled, OTHER, dry=True)
    ran(filled, OTHER, code=4)  # it could look nowhere
    assert kliping("search", "--new", "--json", "--corpus", filled.path).out == new
    ran(filled, OTHER)
    assert len(kliping("search", "--new", "--json", "--corpus", filled.path).rows) == 1


def test_a_dry_run_is_not_counted_in_methods(kliping: Run, desk: Any) -> None:
    desk.site.put("/cari?q=pegawai&page=1", f'<a href="{desk.site.url}/berita/satu">Pembinaan pegawai satu</a>')
    desk.site.put("/cari?q=gempa&page=1", f'<a href="{desk.site.url}/berita/dua">Gempa bumi dua</a>')
    for name in ("satu", "dua"):
        desk.site.put(
            f"/berita/{name}",
            f"<title>Berita {name}</title><article><h1>Berita {name}</h1><p>Senin (20/11/2023)</p>"
            f"<p>{'Pembinaan pegawai digelar di kantor balai pada pagi hari. ' * 12}</p></article>",
        )
    assert desk.crawl().code == 0
    before = kliping("methods", "--json", "--corpus", desk.corpus).out
    tried = desk.crawl("--dry-run", topic=desk.put_topic("gempa", search=("gempa",), phrases=("gempa",)))
    assert tried.code == 0
    assert desk.one("SELECT count(*) FROM frontier WHERE kind = 'article' AND state = 'pending'") == 1
    assert kliping("methods", "--json", "--corpus", desk.corpus).out == before
    assert json.loads(before)["flow"]["identified"] == 1
    assert len(kliping("search", "--new", "--json", "--corpus", desk.corpus).rows) == 2


# --- topic use, topic grade, refine --topic ---------------------------------------------------------------


@pytest.fixture
def edited(filled: Corpus, tmp_path: Path) -> Path:
    """The default topic's file after an edit that makes one article core, and two a trace."""
    path = tmp_path / "pembinaan.toml"
    path.write_text(EDITED.toml)
    return path


CHANGED = [
    {"from": 1, "to": 3, "articles": 1},
    {"from": 3, "to": 1, "articles": 2},
]


@pytest.mark.parametrize("command", [("topic", "grade"), ("refine", "--topic")], ids=" ".join)
def test_after_an_edit_all_is_graded_anew_and_what_changed_is_printed(
    kliping: Run, filled: Corpus, edited: Path, command: tuple[str, ...]
) -> None:
    ids = {n: filled.conn.execute("SELECT group_concat(article_id, ', ') FROM (SELECT article_id FROM grades "
           "WHERE grade = ? ORDER BY article_id DESC)", (n,)).fetchone()[0] for n in (3, 1)}  # fmt: skip
    done = kliping(*command, edited, "--corpus", filled.path)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"pembinaan-pegawai: 4 articles graded by {edited}.",
        f"  1 from trace (1) to core (3): {ids[1]}",
        f"  2 from core (3) to trace (1): {ids[3]}",
        "  1 unchanged",
    ]
    assert [grade for _, grade in grades(filled)] == [3, 1, 0]
    again = kliping(*command, edited, "--corpus", filled.path)
    assert again.out.splitlines()[1:] == ["  nothing changed"]
    page = kliping("methods", "--corpus", filled.path).out
    assert "grade" in [line.split()[1] for line in page.splitlines() if line.strip()[:1].isdigit()]  # among its runs


def test_what_an_edit_changed_as_json(kliping: Run, filled: Corpus, edited: Path) -> None:
    [row] = kliping("topic", "grade", edited, "--json", "--corpus", filled.path).rows
    assert [{k: v for k, v in change.items() if k != "examples"} for change in row["changes"]] == CHANGED
    assert (row["topic"], row["articles"], row["unchanged"], row["first"]) == (NAME, 4, 1, False)


def test_a_topic_that_is_not_the_default_grades_beside_it(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    (tmp_path / "gempa.toml").write_text(OTHER.toml)
    before = grades(filled)
    done = kliping("topic", "grade", "gempa.toml", "--corpus", filled.path)
    assert "  4 to off (0): " in done.out
    assert "default topic is pembinaan-pegawai: `--topic gempa-bumi`" in done.err
    assert grades(filled) == before


def test_a_topic_is_made_the_default_by_its_file_or_its_name(kliping: Run, filled: Corpus, tmp_path: Path) -> None:
    (tmp_path / "gempa.toml").write_text(OTHER.toml)
    done = kliping("topic", "use", "gempa.toml", "--corpus", filled.path)
    assert done.err == f"gempa-bumi is the default topic of {filled.path}; it was pembinaan-pegawai.\n"
    assert grades(filled) == [("gempa-bumi", 0)] * 3
    assert "grade 0 for gempa-bumi" in kliping("search", "--corpus", filled.path).out
    assert kliping("topic", "use", NAME, "--corpus", filled.path).code == 0
    assert {name for name, _ in grades(filled)} == {NAME}
    rows = kliping("topic", "use", "--json", "--corpus", filled.path).rows
    assert [(row["topic"], row["default"], row["grade_3"]) for row in rows] == [
        ("gempa-bumi", False, 0), (NAME, True, 2),
    ]  # fmt: skip
    assert "default" in kliping("topic", "use", "--corpus", filled.path).out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("topic", "use", "pembinan-pegawai"), 'no run has used a topic "pembinan-pegawai"; did you mean'),
        (("topic", "use", "tidak-ada.toml"), "tidak-ada.toml: cannot read the topic"),
        (("topic", "grade", "tidak-ada.toml"), "tidak-ada.toml: cannot read the topic"),
        (("refine", "--topic", "tidak-ada.toml"), "tidak-ada.toml: cannot read the topic"),
        (("refine", "--topic", "x.toml", "--outlet", "warta_timur"), "give it without --outlet"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    kliping: Run, filled: Corpus, arguments: tuple[str, ...], sentence: str
) -> None:
    done = kliping(*arguments, "--corpus", filled.path)
    assert (done.code, sentence in done.err, "Traceback" in done.err) == (2, True, False), done.err
    assert default_topic(filled.conn) == NAME


def test_each_answer_names_the_topic_of_its_grade(kliping: Run, filled: Corpus) -> None:
    keep_topic(filled, OTHER)
    assert "grade 3 for pembinaan-pegawai" in kliping("search", "kupang", "--corpus", filled.path).out
    assert "not graded for gempa-bumi" in kliping("search", "topic:gempa-bumi", "--corpus", filled.path).out
    rows = kliping("search", "kupang", "--json", "--corpus", filled.path).rows
    assert rows[0]["topic"] == NAME
    rows = kliping("export", "topic:gempa-bumi", "-o", "-", "--columns", "topic,grade", "--corpus", filled.path).rows
    assert rows == [{"topic": "gempa-bumi", "grade": None}] * 4
    facet = kliping("search", "--facets", "grade", "--json", "--corpus", filled.path).rows[-2]
    assert (facet["facet"], facet["topic"]) == ("grade", NAME)


def test_an_import_without_a_topic_grades_by_the_default(filled: Corpus, keep: Keep, another: Run) -> None:
    operation = Operation(Plan("import", filled.path))
    keep(another(9))
    operation.close(state="finished", exit_code=0)
    assert None not in [grade for _, grade in grades(filled)]


def test_a_crawl_of_another_topic_says_whose_grades_are_shown(desk: Any) -> None:
    desk.site.put_search([1])
    desk.site.put_articles([1])
    first = desk.crawl()
    assert (first.code, "default topic" in first.err) == (0, False)
    other = desk.crawl(topic=desk.put_topic("lain"))
    assert "default topic coba; `--topic lain` shows those of this run, `kliping topic use lain`" in other.err
    assert "default topic" not in desk.crawl("--quiet", topic=desk.put_topic("lain")).err
    again = desk.put_topic("lain", phrases=["Balai Contoh"])
    assert "default topic" not in desk.crawl("--dry-run", topic=again).err  # no option shows what it would grade
    desk.site.forget()
    desk.site.routes.clear()
    failed = desk.crawl(topic=again)
    assert (failed.code, "default topic" in failed.err) == (4, False)


def test_a_crawl_with_another_text_of_a_topic_says_what_changed(desk: Any) -> None:
    desk.site.put_search([1, 2])
    desk.site.put_articles([1, 2])
    desk.crawl()
    assert "all articles were graded by it" not in desk.crawl().err
    edited = desk.crawl(topic=desk.put_topic(phrases=["tidak ada di sini"]))
    assert "coba: its text is another than in the run before, and all articles were graded by it:" in edited.err
    assert "  2 from core (3) to off (0): " in edited.err


def test_words_do_not_take_the_place_of_a_files_rules(kliping: Run, filled: Corpus) -> None:
    """`-k 'pembinaan pegawai'` is called as the file is; it gets a name of its own, each time the same one."""
    before, state = grades(filled), topic_state(filled)
    for words in ("Pembinaan pegawai", "Pembinaan pegawai", "gempa bumi"):
        ran(filled, topic_of_words(words))
    assert (grades(filled), topic_state(filled)) == (before, state)
    names = [row[0] for row in filled.conn.execute("SELECT name FROM topics ORDER BY id")]
    assert names == [NAME, f"{NAME}-k", "gempa-bumi"]
    own = named_apart(filled, topic_of_words("Pembinaan pegawai"))
    assert parse_topic(own.toml) == own
    assert named_apart(filled, EDITED) == EDITED


def test_a_state_that_was_only_tried_is_noted_when_it_grades(filled: Corpus, tmp_path: Path, kliping: Run) -> None:
    """Then a later run that was interrupted doesn't take its place."""
    ran(filled, OTHER, dry=True)
    (tmp_path / "other.toml").write_text(OTHER.toml)
    assert kliping("topic", "grade", "other.toml", "--corpus", filled.path).code == 0
    state = topic_state(filled, OTHER.name)
    changed = parse_topic(OTHER.toml.replace('phrases = ["gempa', 'phrases = ["getar", "gempa'))
    operation = Operation(Plan("crawl", filled.path, topic=changed))
    filled.conn.execute(
        "INSERT INTO grades (article_id, topic_id, grade) SELECT id, ?, 0 FROM articles", (operation.topic_id,)
    )
    operation.close(state="interrupted", exit_code=130)
    assert topic_state(filled, OTHER.name) == state

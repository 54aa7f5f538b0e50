"""New ids for everything that is merged, by the data alone: runs, topics, articles, captures, rows of the frontier.

Each step makes a table in `w` that maps (src, old) to new. What the inputs share has one new id. Within an input the
order stays as it was, because ids of runs, rows and captures say what came first; between inputs time decides.
"""

from __future__ import annotations

from corpus.merging.workbench import Workbench

_SEGMENTS = """CREATE TABLE w.segments (
    src INTEGER NOT NULL, name TEXT NOT NULL, final TEXT NOT NULL, PRIMARY KEY (src, name)
) WITHOUT ROWID"""


def number_all(bench: Workbench, segments: list[tuple[int, str, str]]) -> None:
    """Make all maps; `segments` are (input, name of an archive file there, its name in the new archive)."""
    bench.run(_SEGMENTS, "CREATE TABLE w.corpora (src INTEGER PRIMARY KEY, uuid TEXT NOT NULL)")
    bench.sql.executemany("INSERT INTO w.corpora VALUES (?, ?)", [(n, one.uuid) for n, one in enumerate(bench.inputs)])
    bench.sql.executemany("INSERT INTO w.segments VALUES (?, ?, ?)", segments)
    _number_runs(bench)
    _number_topics(bench)
    _number_articles(bench)
    _choose_articles(bench)
    _number_captures(bench)
    _number_rows(bench)


def _map(name: str) -> str:
    return (
        f"CREATE TABLE w.{name} (src INTEGER, old INTEGER, new INTEGER NOT NULL, PRIMARY KEY (src, old)) WITHOUT ROWID"
    )


# A run is known by the corpus in which it ran and its id there. Copies of a corpus that went apart may have given an id
# to two runs: those differ in their beginning. `eff` rises with the id, where a machine's clock went back.
_SAME_RUN = "uuid, origin, command, started_at, clock, topic"
_RUN_ORIGINS = """SELECT :src AS src, r.id AS old, coalesce(m.corpus_uuid, own.uuid) AS uuid,
        coalesce(m.old_id, r.id) AS origin, max(r.started_at) OVER (ORDER BY r.id) AS eff,
        r.command, r.started_at, r.clock, t.sha256 AS topic
    FROM src.runs r CROSS JOIN w.corpora own ON own.src = :src
    LEFT JOIN (SELECT new_id, min(corpus_uuid) AS corpus_uuid, old_id FROM src.merged_runs GROUP BY new_id) m
        ON m.new_id = r.id
    LEFT JOIN src.topics t ON t.id = r.topic_id"""


def _number_runs(bench: Workbench) -> None:
    bench.run(
        f"CREATE TABLE w.run_origins AS {bench.union(_RUN_ORIGINS)}",
        _map("run_ids"),
        f"""INSERT INTO w.run_ids SELECT src, old, dense_rank() OVER (ORDER BY first, {_SAME_RUN})
        FROM (SELECT *, min(eff) OVER (PARTITION BY {_SAME_RUN}) AS first FROM w.run_origins)""",  # noqa: S608
    )


def _number_topics(bench: Workbench) -> None:
    """A topic's states stand in the order of the runs that first had them."""
    states = bench.union(
        """SELECT :src AS src, t.id AS old, t.name, t.sha256,
            coalesce((SELECT min(m.new) FROM src.runs r CROSS JOIN w.run_ids m ON m.src = :src AND m.old = r.id
                WHERE r.topic_id = t.id), 1 << 60) AS run
        FROM src.topics t"""
    )
    bench.run(
        _map("topic_ids"),
        f"""INSERT INTO w.topic_ids SELECT src, old, dense_rank() OVER (ORDER BY first, name, sha256)
        FROM (SELECT *, min(run) OVER (PARTITION BY sha256) AS first FROM ({states}))""",  # noqa: S608
    )


# Seen first: the oldest page that an article was read from. A key without an article has none, and keeps its day.
_KEYS = """SELECT :src AS src, k.id AS old, final_key(k.key) AS key, a.id IS NOT NULL AS held, k.id >> 20 AS day,
        CASE WHEN a.id IS NULL THEN '' ELSE min(
            coalesce((SELECT min(captured_at) FROM src.versions v WHERE v.article_id = a.id), '9'),
            coalesce((SELECT min(c.fetched_at) FROM src.article_captures x CROSS JOIN src.captures c
                ON c.id = x.capture_id WHERE x.article_id = a.id), '9')) END AS seen
    FROM src.article_ids k LEFT JOIN src.articles a ON a.id = k.id"""


def _number_articles(bench: Workbench) -> None:
    """Ids are given anew for each day, in the order of (first seen, key); the day is that of the input that saw it."""
    bench.run(
        f"CREATE TABLE w.key_rows AS {bench.union(_KEYS)}",
        "CREATE TABLE w.keys (key TEXT PRIMARY KEY, new INTEGER NOT NULL) WITHOUT ROWID",
        """INSERT INTO w.keys SELECT key, (day << 20) + row_number() OVER (PARTITION BY day ORDER BY seen, key) - 1
        FROM (SELECT *, row_number() OVER (PARTITION BY key ORDER BY held DESC, seen, day) AS place FROM w.key_rows)
        WHERE place = 1""",
        _map("article_ids"),
        "INSERT INTO w.article_ids SELECT src, old, new FROM w.key_rows CROSS JOIN w.keys USING (key)",
    )


_CANDIDATES = """SELECT :src AS src, a.id AS old, m.new, EXISTS (SELECT 1 FROM src.damaged d WHERE d.article_id = a.id)
        AS damaged, coalesce((SELECT max(c.fetched_at) FROM src.article_captures x CROSS JOIN src.captures c
            ON c.id = x.capture_id WHERE x.article_id = a.id), '') AS fetched
    FROM src.articles a CROSS JOIN w.article_ids m ON m.src = :src AND m.old = a.id"""


def _choose_articles(bench: Workbench) -> None:
    """Make `w.chosen`: for each article the input whose reading stands, by the newest page, then by its content.

    `number` is in how many inputs it is. One that is damaged for good stands only where no other has it.
    """
    contents = ", ".join(f'a."{name}"' for name in bench.columns("articles") if name != "id")
    shared = bench.union(
        f"""SELECT c.*, a.text_sha256, digest({contents}) AS content FROM w.candidates c
        CROSS JOIN src.articles a ON a.id = c.old
        WHERE c.src = :src AND c.new IN (SELECT new FROM w.candidates GROUP BY new HAVING count(*) > 1)"""  # noqa: S608
    )
    bench.run(
        f"CREATE TABLE w.candidates AS {bench.union(_CANDIDATES)}",
        "CREATE INDEX w.candidates_new ON candidates(new)",
        f"CREATE TABLE w.shared AS {shared}",
        "CREATE INDEX w.shared_new ON shared(new)",
        "CREATE TABLE w.chosen (new INTEGER PRIMARY KEY, src INTEGER, old INTEGER, number INTEGER, fetched TEXT)",
        """INSERT INTO w.chosen SELECT new, src, old, number, fetched FROM (
            SELECT *, count(*) OVER (PARTITION BY new) AS number, row_number() OVER (PARTITION BY new
                ORDER BY damaged, fetched DESC, text_sha256 DESC, content DESC, src) AS place FROM w.shared)
        WHERE place = 1""",
        """INSERT INTO w.chosen SELECT new, src, old, 1, fetched FROM w.candidates
        WHERE new NOT IN (SELECT new FROM w.chosen)""",
    )


# The same page: one address at one second with the same bytes. Of several such in one input the first is that of
# another input's first.
_CAPTURES = """SELECT :src AS src, c.id AS old, g.final || char(9) || printf('%016d', c.offset) AS pos,
        c.url, c.fetched_at, c.sha256, c.status, r.new AS run
    FROM src.captures c CROSS JOIN w.segments g ON g.src = :src AND g.name = c.archive
    CROSS JOIN w.run_ids r ON r.src = :src AND r.old = c.run_id"""


def _number_captures(bench: Workbench) -> None:
    """Make `w.capture_ids`; `pos` is where the page stands: the name of its archive file, a tab, the offset."""
    page = "url, fetched_at, sha256, status"
    bench.run(
        f"CREATE TABLE w.pages AS {bench.union(_CAPTURES)}",
        """CREATE TABLE w.capture_ids (src INTEGER, old INTEGER, new INTEGER NOT NULL, pos TEXT, PRIMARY KEY (src, old))
        WITHOUT ROWID""",
        f"""INSERT INTO w.capture_ids
        WITH counted AS (SELECT *, row_number() OVER (PARTITION BY src, {page} ORDER BY pos) AS nth FROM w.pages),
        placed AS (SELECT *, min(pos) OVER (PARTITION BY {page}, nth) AS place FROM counted),
        dated AS (SELECT *, min(run) OVER (PARTITION BY place) AS first,
            min(fetched_at) OVER (PARTITION BY place) AS at FROM placed)
        SELECT src, old, dense_rank() OVER (ORDER BY first, at, place), place FROM dated""",  # noqa: S608
        "CREATE INDEX w.capture_new ON capture_ids(new)",
    )


# A listing's key begins with the number of its run. The newest outcome tells what became of an address.
_ROWS = """SELECT :src AS src, f.id AS old, f.kind, r.new AS run, d.new AS settled,
        CASE WHEN f.kind = 'listing' THEN coalesce(k.new || substr(f.key, instr(f.key, ' ')), f.key)
            ELSE final_key(f.key) END AS ident,
        (SELECT n.run FROM w.newest n WHERE n.src = :src AND n.row = f.id) AS newest,
        row_number() OVER (PARTITION BY f.run_id ORDER BY f.id) AS nth
    FROM src.frontier f CROSS JOIN w.run_ids r ON r.src = :src AND r.old = f.run_id
    LEFT JOIN w.run_ids d ON d.src = :src AND d.old = f.settled_run_id
    LEFT JOIN w.run_ids k ON k.src = :src AND instr(f.key, ' ') > 1
        AND k.old = CAST(substr(f.key, 1, instr(f.key, ' ') - 1) AS INTEGER)"""


def _number_rows(bench: Workbench) -> None:
    bench.run(
        "CREATE TABLE w.newest (src INTEGER, row INTEGER, run INTEGER NOT NULL, PRIMARY KEY (src, row)) WITHOUT ROWID",
        *(
            f"INSERT INTO w.newest {text}"
            for text in bench.per(
                """SELECT :src, o.frontier_id, max(m.new) FROM src.run_outcomes o
                CROSS JOIN w.run_ids m ON m.src = :src AND m.old = o.run_id GROUP BY o.frontier_id"""
            )
        ),
        f"CREATE TABLE w.rows AS {bench.union(_ROWS)}",
        "ALTER TABLE w.rows ADD COLUMN new INTEGER",
        "CREATE INDEX w.rows_ident ON rows(kind, ident)",
        """CREATE TABLE w.row_groups AS
        WITH dated AS (SELECT *, min(run) OVER (PARTITION BY kind, ident) AS first FROM w.rows)
        SELECT kind, ident, first, row_number() OVER (ORDER BY first, min(CASE WHEN run = first THEN nth END), kind,
            ident) AS new FROM dated GROUP BY kind, ident""",
        "CREATE INDEX w.row_groups_ident ON row_groups(kind, ident)",
        """UPDATE w.rows SET new = (SELECT g.new FROM w.row_groups g WHERE g.kind = rows.kind
            AND g.ident = rows.ident)""",
        _map("row_ids"),
        "INSERT INTO w.row_ids SELECT src, old, new FROM w.rows",
        "CREATE INDEX w.rows_new ON rows(new)",
    )

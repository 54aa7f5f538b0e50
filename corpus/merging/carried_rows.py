"""The rows of all inputs that are no article's own, each once: runs, captures, ledger, labels, samples, removals.

Where inputs have a row of one key with different values, one stands by its values alone, so that the order of the
inputs decides nothing.
"""

from __future__ import annotations

from corpus.merging.workbench import Workbench


def carry_runs(bench: Workbench) -> None:
    """Write `outlets`, `topics` and `runs`."""
    outlets = f"SELECT {bench.named('outlets', 'x')} FROM src.outlets x"  # noqa: S608 - names are ours
    topics = f"""SELECT {bench.named("topics", "x", id="m.new AS id")} FROM src.topics x
        CROSS JOIN w.topic_ids m ON m.src = :src AND m.old = x.id"""  # noqa: S608
    runs = f"""SELECT {bench.named("runs", "x", id="m.new AS id", topic_id="t.new AS topic_id")} FROM src.runs x
        CROSS JOIN w.run_ids m ON m.src = :src AND m.old = x.id
        LEFT JOIN w.topic_ids t ON t.src = :src AND t.old = x.topic_id"""  # noqa: S608
    _carry(bench, "outlets", "slug", outlets, "origin = 'host'")
    _carry(bench, "topics", "id", topics, "title")
    _carry(bench, "runs", "id", runs, "state = 'running', ended_at IS NULL")
    bench.run("UPDATE main.runs SET state = 'died', ended_at = NULL WHERE state = 'running'")


def carry_captures(bench: Workbench) -> None:
    """Write `captures`: a page that inputs share stands where its archive file does, used if any input used it."""
    place = "(SELECT g.pos FROM w.capture_ids g WHERE g.src = :src AND g.old = c.id)"
    columns = bench.named(
        "captures",
        "c",
        id="m.new AS id",
        archive=f"substr({place}, 1, instr({place}, char(9)) - 1) AS archive",
        offset=f"CAST(substr({place}, instr({place}, char(9)) + 1) AS INTEGER) AS offset",
        run_id="r.new AS run_id",
        frontier_id="f.new AS frontier_id",
    )
    rows = f"""SELECT {columns} FROM src.captures c
        CROSS JOIN w.capture_ids m ON m.src = :src AND m.old = c.id
        CROSS JOIN w.run_ids r ON r.src = :src AND r.old = c.run_id
        CROSS JOIN w.row_ids f ON f.src = :src AND f.old = c.frontier_id"""  # noqa: S608 - names are ours
    _carry(bench, "captures", "id", rows, "run_id, frontier_id, passed_over IS NOT NULL, passed_over")


def carry_ledger(bench: Workbench) -> None:
    """Write `ledger` and its examples: a run's rows as often as the input that has most of them."""
    sums = bench.columns("ledger")[3:]
    own = ", ".join(f'l."{name}"' for name in sums)
    names = ", ".join(f'"{name}"' for name in sums)
    examples = """(SELECT group_concat(x) FROM (SELECT outcome || url AS x FROM src.listing_examples e
        WHERE e.ledger_id = l.id ORDER BY 1))"""
    rows = bench.union(
        f"""SELECT :src AS src, l.id AS old, r.new AS run, l.outlet, {own}, {examples} AS examples,
            row_number() OVER (PARTITION BY l.run_id ORDER BY l.id) AS nth
        FROM src.ledger l CROSS JOIN w.run_ids r ON r.src = :src AND r.old = l.run_id"""  # noqa: S608
    )
    bench.run(
        f"CREATE TABLE w.asked AS {rows}",
        f"""CREATE TABLE w.ledger_groups AS
        WITH counted AS (SELECT *, row_number() OVER (PARTITION BY src, run, outlet, {names}, examples ORDER BY nth)
            AS time FROM w.asked)
        SELECT *, dense_rank() OVER (ORDER BY run, first, outlet, {names}, examples, time) AS place FROM (
            SELECT *, min(nth) OVER (PARTITION BY run, outlet, {names}, examples, time) AS first FROM counted)""",  # noqa: S608
        f"""INSERT INTO main.ledger (id, run_id, outlet, {names})
        SELECT place, run, outlet, {names} FROM w.ledger_groups GROUP BY place ORDER BY place""",  # noqa: S608
        "CREATE INDEX w.ledger_old ON ledger_groups(src, old)",
        "CREATE TABLE w.ledger_first AS SELECT place, min(src) AS src, old FROM w.ledger_groups GROUP BY place",
    )
    examples_of = bench.union(
        """SELECT f.place, e.outcome, e.url, e.id FROM w.ledger_first f
        CROSS JOIN src.listing_examples e ON e.ledger_id = f.old WHERE f.src = :src"""
    )
    bench.run(
        f"""INSERT INTO main.listing_examples (ledger_id, outcome, url)
        SELECT place, outcome, url FROM ({examples_of}) ORDER BY place, outcome, url"""  # noqa: S608
    )


def carry_keys(bench: Workbench) -> None:
    """Write `article_ids`, `aliases` and `tombstones`. Of one alias that leads to two keys, that of an article."""
    bench.run("INSERT INTO main.article_ids (key, id) SELECT key, new FROM w.keys ORDER BY new")
    aliases = bench.union(
        "SELECT key, article_key FROM src.aliases WHERE NOT is_gone(key) AND NOT is_gone(article_key)"
    )
    tombstones = bench.union("SELECT key_sha256, reason, removed_at FROM src.tombstones")
    bench.run(
        f"""INSERT INTO main.aliases (key, article_key) SELECT key, article_key FROM (
            SELECT *, row_number() OVER (PARTITION BY key ORDER BY
                EXISTS (SELECT 1 FROM main.articles a WHERE a.key = article_key) DESC, article_key) AS place
            FROM ({aliases})) WHERE place = 1
            AND key NOT IN (SELECT key FROM main.articles) ORDER BY key""",  # noqa: S608
        f"""INSERT INTO main.tombstones (key_sha256, reason, removed_at) SELECT key_sha256, reason, removed_at FROM (
            SELECT *, row_number() OVER (PARTITION BY key_sha256 ORDER BY removed_at, reason) AS place
            FROM ({tombstones})) WHERE place = 1 ORDER BY key_sha256""",  # noqa: S608
    )


def carry_users_rows(bench: Workbench) -> None:
    """Write what people made: samples, labels, watches; and the validators of listings."""
    _carry_samples(bench)
    labels = f"""SELECT {bench.named("labels", "l", article_id="m.new AS article_id")} FROM src.labels l
        CROSS JOIN w.article_ids m ON m.src = :src AND m.old = l.article_id"""  # noqa: S608 - names are ours
    _carry(bench, "labels", "article_id, topic, coder", labels, "labelled_at DESC, label, note IS NULL, note")
    watches = f"""SELECT {bench.named("watches", "o", seen_run_id="coalesce(r.new, 0) AS seen_run_id")}
        FROM src.watches o LEFT JOIN w.run_ids r ON r.src = :src AND r.old = o.seen_run_id"""  # noqa: S608
    _carry(bench, "watches", "name", watches, "added_at, query, seen_run_id")
    validators = f"""SELECT {bench.named("validators", "o", run_id="r.new AS run_id")}
        FROM src.validators o CROSS JOIN w.run_ids r ON r.src = :src AND r.old = o.run_id"""  # noqa: S608
    _carry(bench, "validators", "url", validators, "run_id DESC")


def _carry_samples(bench: Workbench) -> None:
    """Samples are the same where they were drawn alike and hold the same articles."""
    columns = "topic, drawn_at, seed, strata, size, content"
    members = """(SELECT digest_all(p.position || ' ' || m.new || ' ' || p.stratum || ' ' || p.stratum_size)
        FROM src.sample_articles p CROSS JOIN w.article_ids m ON m.src = :src AND m.old = p.article_id
        WHERE p.sample_id = o.id)"""
    samples = bench.union(
        f"""SELECT :src AS src, o.id AS old, t.new AS topic, o.drawn_at, o.seed, o.strata, o.size, {members} AS content
        FROM src.samples o LEFT JOIN w.topic_ids t ON t.src = :src AND t.old = o.topic_id"""  # noqa: S608
    )
    bench.run(
        f"""CREATE TABLE w.drawn AS
        SELECT *, dense_rank() OVER (ORDER BY drawn_at, {columns}) AS new FROM ({samples})""",  # noqa: S608
        """INSERT INTO main.samples (id, topic_id, drawn_at, seed, strata, size)
        SELECT DISTINCT new, topic, drawn_at, seed, strata, size FROM w.drawn ORDER BY new""",
        *bench.per(
            """INSERT OR IGNORE INTO main.sample_articles (sample_id, position, article_id, stratum, stratum_size)
            SELECT d.new, p.position, m.new, p.stratum, p.stratum_size FROM w.drawn d
            CROSS JOIN src.sample_articles p ON p.sample_id = d.old
            CROSS JOIN w.article_ids m ON m.src = :src AND m.old = p.article_id WHERE d.src = :src"""
        ),
    )


_EDITS = "CASE kind WHEN 'back' THEN 0 WHEN 'headline' THEN 1 WHEN 'changed' THEN 2 WHEN 'corrected' THEN 3 ELSE 4 END"


def carry_history(bench: Workbench) -> None:
    """Write `looks` and `events`, in the order of time; an event that inputs saw alike on one day stands once."""
    visits = bench.union(
        """SELECT :src AS src, l.article_key, r.new AS run, l.at, l.result, c.new AS capture,
            row_number() OVER (PARTITION BY l.article_key, l.run_id, l.at, l.result ORDER BY l.id) AS nth, l.id AS old
        FROM src.looks l CROSS JOIN w.run_ids r ON r.src = :src AND r.old = l.run_id
        LEFT JOIN w.capture_ids c ON c.src = :src AND c.old = l.capture_id WHERE NOT is_gone(l.article_key)"""
    )
    events = bench.union(
        """SELECT :src AS src, e.article_key, e.day, e.kind, b.new AS before, c.new AS after, e.words_in, e.words_out,
            e.correction, row_number() OVER (PARTITION BY e.article_key, e.day, e.kind ORDER BY e.id) AS nth
        FROM src.events e LEFT JOIN w.capture_ids b ON b.src = :src AND b.old = e.from_capture
        LEFT JOIN w.capture_ids c ON c.src = :src AND c.old = e.to_capture WHERE NOT is_gone(e.article_key)"""
    )
    bench.run(
        f"""INSERT INTO main.looks (article_key, run_id, at, result, capture_id)
        SELECT article_key, run, at, result, capture FROM (SELECT *, row_number() OVER (
            PARTITION BY article_key, run, at, result, nth ORDER BY capture IS NULL, capture) AS place FROM ({visits}))
        WHERE place = 1 ORDER BY run, at, article_key, result, nth""",  # noqa: S608
        f"""INSERT INTO main.events (article_key, day, kind, from_capture, to_capture, words_in, words_out, correction)
        SELECT article_key, day, kind, before, after, words_in, words_out, correction FROM (
            SELECT *, row_number() OVER (PARTITION BY article_key, day, kind, nth ORDER BY
                after IS NULL, after, before, words_in, words_out, correction) AS place FROM ({events}))
        WHERE place = 1 ORDER BY day, coalesce(after, before), {_EDITS}, article_key, nth""",  # noqa: S608
    )


def _carry(bench: Workbench, table: str, key: str, rows: str, first: str) -> None:
    """Write a table: of the rows with one key, the one that comes first by `first`, then by all its values."""
    names = ", ".join(f'"{name}"' for name in bench.columns(table))
    bench.run(
        f"""INSERT INTO main."{table}" ({names}) SELECT {names} FROM (
            SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY {first}, {names}) AS merge_place
            FROM ({bench.union(rows)})) WHERE merge_place = 1 ORDER BY {key}"""  # noqa: S608 - names are ours
    )

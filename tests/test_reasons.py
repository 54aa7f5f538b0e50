"""Every reason, remark and ledger answer stands in corpus/reasons.py, and no second set of them anywhere."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.models import FAIL_REASONS, PASSED_OVER, REJECT_REASONS
from corpus.reasons import ANSWERS, REASON_ROWS, REASONS, ReasonKind, reason_is, reason_names, reason_row, reason_sql
from corpus.reasons_page import reasons_page
from corpus.schedules import EVERY_RUN, NEVER

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "pipelines", "spiders", "crawler")
REGISTRY = {ROOT / "corpus" / "reasons.py", ROOT / "corpus" / "reasons_page.py"}
FILES = [path for room in PACKAGES for path in sorted((ROOT / room).rglob("*.py")) if path not in REGISTRY]
WHERE = (  # what says where a reason stands; each has at least one of them
    ReasonKind.SET_ASIDE | ReasonKind.FAILED | ReasonKind.PASSED_OVER | ReasonKind.REMARK | ReasonKind.NOT_REQUESTED
)

# What takes a reason: the called name -> the place of the argument among the positional ones.
TAKING = {
    "ListingAnswer": (4, 5),
    "RefusedError": (0,),
    "Remark": (0,),
    "SetAside": (0,),
    "UnpackError": (0,),
    "_not_this": (0,),
    "note": (1, 2),
    "pass_over": (1,),
    "reason_is": (0,),
    "reason_meaning": (0,),
    "settle_failed": (2,),
    "shut": (1,),
}
WORDS = {"broken", "empty", "failed", "reason", "rejected", "remark", "settled_as"}  # names of values that are reasons
# Functions that give a reason. Names alone would say too much: a removal's reason is a person's own sentence.
GIVING = {
    ("corpus/crawl/tombstones.py", "REMOVED"),
    ("corpus/crawl/validators.py", "UNCHANGED"),
    ("corpus/crawl/way_results.py", "DOUBTED"),
    ("corpus/crawl/ledger.py", "NO_REQUEST"),
    ("crawler/fetching/failures.py", "ERRORS"),
    ("crawler/fetching/failures.py", "reason_of"),
    ("crawler/run/frontier_rows.py", "reason_not_to_fetch"),
    ("pipelines/gate/verdict.py", "_gone_or_wall"),
    ("pipelines/storing/newer_capture.py", "reason_against"),
    ("spiders/families/listing.py", "_empty"),
    ("spiders/parsing/xml.py", "remark_on"),
}
NO_REASON = {  # (file, word): other words that stand in such places
    ("corpus/erasure/returned.py", "standfirst"),  # why words are outside a text (OutsideWords)
    ("corpus/lineage/origin_order.py", "agency"),  # why an article is an origin (ORIGIN_REASONS)
    ("corpus/lineage/origin_order.py", "credited"),  # the same
    ("corpus/topics.py", "not UTF-8 text"),
    ("crawler/commands/search.py", "context"),
    ("crawler/run/acknowledge.py", "fault"),
    ("crawler/plain_scrapy.py", "shutdown"),
    ("crawler/run/scheduler.py", "fault"),
    ("pipelines/body/teaser_boxes.py", "teaser"),  # why words are outside a text, as in pipelines/balance/
    ("pipelines/body/link_rows.py", "teaser"),  # the same
}


WORDS_OUTSIDE = "pipelines/balance/"  # its reasons are why words are outside a text, and no reasons of a crawl


def name_of(node: ast.AST) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))


def texts(node: ast.AST | None) -> Iterator[str]:
    """The strings that an expression may give: of `a if b else c` a and c, of a table's rows each."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (text for value in node.values for text in texts(value))
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        yield from (text for value in node.elts for text in texts(value))
    elif isinstance(node, ast.Subscript | ast.Starred):
        yield from texts(node.value)
    elif isinstance(node, ast.Call) and name_of(node.func) == "next":
        yield from (text for value in node.args[1:] for text in texts(value))


def written(source: str) -> Iterator[str]:
    """Every string written where a reason or a ledger answer is meant."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for place in TAKING.get(name_of(node.func), ()):
                yield from texts(node.args[place] if place < len(node.args) else None)
            yield from (text for word in node.keywords if word.arg in WORDS for text in texts(word.value))
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                pairs = (
                    zip(target.elts, node.value.elts, strict=False)
                    if (isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple))
                    else [(target, node.value)]
                )
                yield from (text for to, value in pairs if name_of(to) in WORDS for text in texts(value))
        elif isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            if any(name_of(side) in WORDS for side in sides):
                yield from (text for side in sides for text in texts(side))
        elif isinstance(node, ast.arguments):
            named = [*zip(reversed(node.args), reversed(node.defaults), strict=False)]
            named += [(a, d) for a, d in zip(node.kwonlyargs, node.kw_defaults, strict=True) if d is not None]
            yield from (text for argument, value in named if argument.arg in WORDS for text in texts(value))


def given_by(source: str, name: str) -> list[str]:
    """The strings that a function returns, or that a constant is or has in the second place of its rows."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            inner = [part for part in ast.walk(node) if isinstance(part, ast.Return)]
            rows = [part.iter for part in ast.walk(node) if isinstance(part, ast.For)]
            tables = [row for table in rows for row in ast.walk(table) if isinstance(row, ast.Tuple)]
            firsts = [row.elts[0] for row in tables if isinstance(row.elts[0], ast.Constant)]
            return [text for part in (*(i.value for i in inner), *firsts) for text in texts(part)]
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(name_of(target) == name for target in targets):
                return list(texts(node.value))
    raise AssertionError(f"{name} is not there")


def is_known(word: str) -> bool:
    return reason_row(word) is not None or word in ANSWERS


def test_every_reason_that_is_written_stands_in_the_registry() -> None:
    strange, seen = [], 0
    for path in FILES:
        name = str(path.relative_to(ROOT))
        for word in written(path.read_text(encoding="utf-8")):
            seen += 1
            if not is_known(word) and (name, word) not in NO_REASON and not name.startswith(WORDS_OUTSIDE):
                strange.append(f"{name}: {word}")
    assert strange == []
    assert seen > 80


def test_every_reason_that_a_function_gives_stands_in_the_registry() -> None:
    for name, giver in sorted(GIVING):
        given = given_by((ROOT / name).read_text(encoding="utf-8"), giver)
        assert given, giver
        assert [word for word in given if not is_known(word)] == [], giver


def test_every_reason_of_the_registry_is_written_somewhere() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in FILES)
    others = {row.name for row in REASON_ROWS if not row.name.startswith("http_")}
    assert [name for name in sorted(others) if f'"{name}"' not in sources] == []


@pytest.mark.parametrize(
    "source",
    [
        "yield Remark('made_up')",
        "x = SetAside('made_up' if y else 'wall')",
        "remark = 'made_up' if here else None",
        "def f(*, empty='made_up'): pass",
        "op.frontier.finish(1, failed='made_up')",
        "if told.reason == 'made_up': pass",
        "self.note(request, 'made_up', None)",
        "a, reason = 1, 'made_up'",
    ],
)
def test_a_made_up_reason_is_seen(source: str) -> None:
    assert "made_up" in list(written(source))


def sets_of_reasons(source: str) -> Iterator[tuple[int, list[str]]]:
    """(line, reasons) of each literal or pattern that is a set of two reasons or more."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        words: list[str] = []
        if isinstance(node, ast.Set | ast.Tuple | ast.List):
            words = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        elif isinstance(node, ast.Dict):
            words = [k.value for k in node.keys if isinstance(k, ast.Constant) and isinstance(k.value, str)]
        elif isinstance(node, ast.Subscript) and name_of(node.value) == "Literal":
            words = list(texts(node.slice))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            quoted = re.findall(r"'(\w+)'", node.value)
            words = quoted if len(quoted) > 1 else re.split(r"[|()]+", node.value)
        reasons = [word for word in words if reason_row(word) is not None]
        if len(set(reasons)) > 1 and 2 * len(reasons) >= len(words):
            yield node.lineno, reasons


def test_no_second_set_of_reasons_exists() -> None:
    seconds = []
    for path in FILES:
        for line, reasons in sets_of_reasons(path.read_text(encoding="utf-8")):
            seconds.append(f"{path.relative_to(ROOT)}:{line}: {', '.join(reasons)}")
    assert seconds == []


@pytest.mark.parametrize(
    "source",
    [
        "A = frozenset({'http_404', 'http_410'})",
        "x in {'robots', 'refused_address', 'no_item'}",
        "B = re.compile('http_403|wall|given_up')",
        "C = \"reason IN ('robots', 'refused_address')\"",
        "R = Literal['wall', 'robots']",
    ],
)
def test_a_second_set_is_seen(source: str) -> None:
    assert list(sets_of_reasons(source))


def test_the_public_mappings_are_the_registrys() -> None:
    assert set(REJECT_REASONS) == reason_names(ReasonKind.SET_ASIDE)
    assert set(FAIL_REASONS) == reason_names(ReasonKind.FAILED)
    assert set(PASSED_OVER) == reason_names(ReasonKind.PASSED_OVER)
    assert FAIL_REASONS["tls"] == REASONS["tls"].meaning


def test_every_reason_says_where_it_stands_and_has_a_sentence() -> None:
    assert len(REASONS) == len(REASON_ROWS)
    assert [row.name for row in REASON_ROWS if not row.kinds & WHERE or not row.meaning.strip()] == []


def test_no_reason_is_both_set_aside_and_failed() -> None:
    assert not reason_names(ReasonKind.SET_ASIDE) & reason_names(ReasonKind.FAILED)


COMES_BACK_NEVER = {"gallery", "not_in_archive", "off_topic", "off_window", "removed", "superseded"}


def test_every_refusal_comes_back_but_those_that_cannot_pass() -> None:
    """A reason without a schedule loses an address for good: a new one here is thought about."""
    of_addresses = reason_names(ReasonKind.SET_ASIDE | ReasonKind.FAILED)
    assert {name for name in of_addresses if REASONS[name].schedule is NEVER} == COMES_BACK_NEVER


def test_no_other_reason_has_a_schedule() -> None:
    others = REASONS.keys() - reason_names(ReasonKind.SET_ASIDE | ReasonKind.FAILED)
    assert [name for name in others if REASONS[name].schedule is not NEVER] == []


def test_every_refusal_by_a_site_ends_the_ladder() -> None:
    """Robots.txt and the guard refuse an address, not the outlet."""
    refused = reason_names(ReasonKind.REFUSED) - {"robots", "refused_address"}
    assert refused < reason_names(ReasonKind.CLOSED)


def test_too_many_requests_is_no_refusal_but_passes() -> None:
    assert not reason_is("http_429", ReasonKind.REFUSED | ReasonKind.REPLY)
    assert reason_is("http_429", ReasonKind.CLOSED)
    assert REASONS["http_429"].schedule is EVERY_RUN


@pytest.mark.parametrize("kind", list(ReasonKind), ids=lambda kind: kind.name)
def test_the_condition_in_sql_says_the_same(kind: ReasonKind) -> None:
    statuses = [f"http_{status}" for status in (206, 304, 400, 403, 404, 407, 410, 418, 429, 451, 500, 503, 999)]
    words = [*(row.name for row in REASON_ROWS if not row.name.endswith("xx")), *statuses]
    with closing(sqlite3.connect(":memory:")) as sql:
        rows = [sql.execute(f"SELECT {reason_sql(kind, ':word')}", {"word": word}).fetchone() for word in words]
    assert [bool(row[0]) for row in rows] == [reason_is(word, kind) for word in words]


def test_the_page_of_reasons_is_the_registrys() -> None:
    assert (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8") == reasons_page()

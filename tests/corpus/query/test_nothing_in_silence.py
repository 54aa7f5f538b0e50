"""Each mark and word of a search is understood as docs/search.md says, or a note or error says what became of it."""

import contextlib
import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import QueryError
from corpus.query.parse import MAX_CHARACTERS, Query, parse
from corpus.query.tree import Field, Node, parts
from corpus.typed.word_marks import MOST_NOTES, few_notes, read_marks

READ = {
    "pegawai | disiplin": ("pegawai OR disiplin", '"|" was read as OR'),
    "pegawai|disiplin": ("pegawai OR disiplin", '"|" was read as OR'),
    "pegawai || disiplin": ("pegawai OR disiplin", '"||" was read as OR'),
    "pegawai && disiplin": ("pegawai AND disiplin", '"&&" was read as AND'),
    "pegawai & disiplin": ("pegawai AND disiplin", '"&" was read as AND'),
    "pegawai !disiplin": ("pegawai NOT disiplin", '"!disiplin" was read as -disiplin'),
    'pegawai !"apel pagi"': ('pegawai NOT "apel pagi"', "must not be there"),
    "pegawai \u2013disiplin": ("pegawai NOT disiplin", "was read as -disiplin"),
    "pegawai --disiplin": ("pegawai NOT disiplin", "was read as -disiplin"),
    "+pegawai disiplin": ("pegawai AND disiplin", "every word must be there anyway"),
    "guru +AND murid": ("guru AND murid", 'the "+" before AND was passed over'),
    'guru +=""': ("guru", 'not looked for: "+="""'),
    "+outlet:rmol disiplin": ("outlet:rmol AND disiplin", "every word must be there anyway"),
    "pegawai NEAR/500 disiplin": ("pegawai NEAR/100 disiplin", "NEAR/500 was read as NEAR/100, the most"),
    "pegawai NEAR5 disiplin": ("pegawai NEAR/5 disiplin", "NEAR5 was read as NEAR/5"),
    "pegawai w/5 disiplin": ("pegawai AND w/5 AND disiplin", "write NEAR/5 between two words"),
    "pegawai NEAR 5 disiplin": ("(pegawai NEAR/10 5) AND disiplin", "write NEAR/5 for a distance"),
    "pegawai NEAR:5 disiplin": ("pegawai NEAR/5 disiplin", "NEAR:5 was read as NEAR/5"),
    "pegawai ADJ disiplin": ("pegawai AND ADJ AND disiplin", "write NEAR/5 if it is meant as an operator"),
    "pegawai TIDAK disiplin": ("pegawai AND TIDAK AND disiplin", "write NOT if it is meant as an operator"),
    "pegawai dan/atau disiplin": ("pegawai AND dan/atau AND disiplin", "write OR if it is meant as an operator"),
    "pegawai /5 disiplin": ("pegawai AND /5 AND disiplin", '"/5" was read as a word; write NEAR/5'),
    "outlet:rmol, bp2mi guru": ("outlet:rmol AND bp2mi AND guru", "write outlet:rmol,bp2mi"),
    "year:2021 - 2023 guru": ("year:2021 AND 2023 AND guru", "write year:2021-2023"),
    "pegawai! guru": ("pegawai! AND guru", "a ! stands for no letter; pegawai* takes every ending"),
    "pegawai near disiplin": ("pegawai AND near AND disiplin", "write NEAR to use it"),
    "pegawai NEAR NOT disiplin": ("pegawai NOT disiplin", "NEAR stands between two words"),
    "NEAR/30(pegawai disiplin)": ("pegawai NEAR/30 disiplin", ""),
    "NEAR(pegawai 25)": ("pegawai", "passed over, with 25"),
    "guru NEAR()": ("guru", "NEAR stands between two words"),
    "pegawai dan disiplin": ("pegawai AND dan AND disiplin", "write DAN to use it"),
    "Pegawai Atau Disiplin": ("Pegawai AND Atau AND Disiplin", "write ATAU to use it"),
    "pegawai bukan guru": ("pegawai AND bukan AND guru", "write NOT to use it"),
    "pegawai AND": ("pegawai", "AND at character 9 stands beside nothing"),
    "AND pegawai": ("pegawai", "AND at character 1 stands beside nothing"),
    "pegawai AND OR guru": ("pegawai OR guru", "AND at character 9 stands beside nothing"),
    "OR pegawai OR": ("pegawai", "OR at character 12 stands beside nothing"),
    "pegawai OR OR guru": ("pegawai OR guru", "OR at character 9 stands beside nothing"),
    "pegawai NOT OR guru": ("pegawai OR guru", "NOT stands before nothing"),
    "guru NOT NOT pegawai": ("guru NOT pegawai", "NOT at character 10 stands behind another"),
    "guru NOT -pegawai": ("guru NOT pegawai", "were read as one NOT"),
    "guru -(!)": ("guru", "NOT stands before nothing"),
    "=pemb*": ("pemb*", 'the "=" before pemb* was passed over'),
    '"pemb* guru"': ('"pemb guru"', "a * can only stand behind the last letter"),
    "pegawai--guru": ("pegawai--guru", 'the words side by side: "pegawai guru"'),
    "pegawai,guru": ("pegawai,guru", 'the words side by side: "pegawai guru"'),
    "pegawai - guru": ("pegawai AND guru", 'not looked for: "-" (character 9)'),
    "pegawai \u2014 guru *": ("pegawai AND guru", '"\u2014" (character 9), "*" (character 16)'),
    "pegawai ()": ("pegawai", "nothing stands in the brackets at character 9"),
    "(pegawai": ("pegawai", "the bracket at character 1 is not closed"),
    '"pegawai guru': ('"pegawai guru"', "the quote at character 1 is not closed"),
    "title:(pegawai guru": ("judul:(pegawai AND guru)", "the bracket at character 7 is not closed"),
    "site:rmol.id pegawai": ("site:rmol.id AND pegawai", 'no field "site:"; read as words; did you mean outlet:'),
    "nama_media:rmol pegawai": ("nama_media:rmol AND pegawai", 'there is no field "nama_media:"'),
    "outlet :rmol pegawai": ("outlet AND :rmol AND pegawai", "write outlet:rmol, without a space"),
    "https://x.example/a?b=1#c": ("https://x.example/a?b=1#c", "`kliping show ADDRESS`"),
    "C:\\berita": ("C:\\berita", 'there is no field "C:"'),
    "/pega.*/": ("/pega. /", "there are no regular expressions"),
    "pegawai~2": ("pegawai", "related words are found without ~"),
    "pegawai^3": ("pegawai", "a weight (^) has no meaning"),
    '"apel pagi"~5 guru': ('"apel pagi" AND guru', '"~5" (character 12)'),
    "peg?wai": ("peg?wai", 'was read as "peg wai": a ? stands for no letter'),
    "pegawai? guru": ("pegawai? AND guru", "a ? stands for no letter"),
    "pega%": ("pega%", "pega* takes every ending"),
    "#asn guru": ("#asn AND guru", '"#asn" was read as asn'),
    "@bkn guru": ("@bkn AND guru", '"@bkn" was read as bkn'),
    "guru\U0001f600": ("guru\U0001f600", '"\U0001f600" behind a word is not looked for'),
    "\U0001f600 guru": ("guru", 'not looked for: "\U0001f600" (character 1)'),
    "[guru]": ("[guru]", '"[" before a word is not looked for'),
    "guru+murid": ("guru+murid", 'the words side by side: "guru murid"'),
    '"ASN OR PNS"': ('"ASN OR PNS"', 'inside quotes, "OR" was read as a word'),
    '"apel -pagi"': ('"apel -pagi"', 'inside quotes, marks are not looked for: "-pagi"'),
}


@pytest.mark.parametrize("typed", READ)
def test_what_was_understood_is_said(typed: str) -> None:
    understood, note = READ[typed]
    query = parse(typed)
    assert query.understood == understood
    assert note in " ".join(query.notes), query.notes


PLAIN = {
    "BP2MI-NTT Jum'at 20/11/2023 pukul 10:30": "BP2MI-NTT AND Jum'at AND 20/11/2023 AND pukul AND 10:30",
    "R&D Rp1,5 1.000.000 kompas.com": "R&D AND Rp1,5 AND 1.000.000 AND kompas.com",
    "Apa itu BP2MI?": "Apa AND itu AND BP2MI?",
    "pegawai, guru; dosen.": "pegawai, AND guru; AND dosen.",
    "\u201capel pagi\u201d \u300capel sore\u300d": '"apel pagi" AND "apel sore"',
    "\uff08ASN OR PNS\uff09 outlet\uff1armol": "(ASN OR PNS) AND outlet:rmol",
    "pegawai NEAR/0 guru": "pegawai NEAR/0 guru",
    "outlet:rmol|bp2mi guru": "(outlet:rmol OR outlet:bp2mi) AND guru",
    "year:2023.. year:>2021": "year:2023.. AND year:>2021",
    "sejak:20 november 2023 guru": 'since:"20 november 2023" AND guru',
    "sampai:minggu lalu": 'until:"minggu lalu"',
    "day:november 20, 2023 guru": 'day:"november 20, 2023" AND guru',
    "sejak:1 januari pegawai": 'since:"1 januari" AND pegawai',  # the error on the year speaks of both words
    "day:2023-11..2023-12": "day:2023-11..2023-12",
    "pegawai \uff2f\uff32 \uff4f\uff55\uff54\uff4c\uff45\uff54\uff1armol": "pegawai OR outlet:rmol",
    "dan": "dan",
}


@pytest.mark.parametrize("typed", PLAIN)
def test_what_the_page_describes_has_no_note(typed: str) -> None:
    query = parse(typed)
    assert (query.understood, query.notes) == (PLAIN[typed], ())


def test_a_long_list_of_notes_is_cut_and_counted() -> None:
    assert few_notes(["a", "b", "a"]) == ("a", "b")
    notes = parse(" ".join(f"#a{n}" for n in range(100))).notes
    assert (len(notes), notes[-1]) == (MOST_NOTES + 1, "88 more notes of these kinds are left out")
    assert parse("guru " + "! " * 900).notes[0].endswith('"!" (character 28) and 888 more')


MARKS = "|&!+-~^*?#@%$()[]{}<>=\"'“”«»‘’,.;:/\\_`…–— \U0001f600\uff5c\uff01\u3000"
TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from([*MARKS, "guru", "AND", "OR", "NOT", "NEAR", "NEAR/3", "dan", "or", "outlet:", "judul:", "year:",
                     "2023", "pemb*", "kemarin", "lalu", "site:", "10:30", "www.a.id", "bp2mi"]),
    max_size=24,
).map("".join)  # fmt: skip
SILENT = frozenset(".,;:!?…'’‘`´_-–—‐/&@()\"“”„‟«»″‹›「」『』〝〟〞＂[]*=|⁄")
"""Marks whose meaning docs/search.md gives, or that nobody takes for an operator."""


def _accounted(query: Query, typed: str) -> bool:
    """True if each mark that docs/search.md does not describe is in a note, a field's value or a word that is cut."""
    notes = " ".join([*query.notes, *_values(query.tree)])
    plain = unicodedata.normalize("NFKC", typed)
    strange = {c for c in plain if not c.isalnum() and unicodedata.category(c)[0] in "SP"} - SILENT
    return "..." in notes or all(c in unicodedata.normalize("NFKC", notes) for c in strange)


def _values(node: Node) -> Iterator[str]:
    if isinstance(node, Field):
        yield node.value
    for part in parts(node):
        yield from _values(part)


@settings(deadline=None, max_examples=400, database=None, derandomize=True)
@given(TEXTS)
def test_no_mark_goes_without_a_word(typed: str) -> None:
    query = _parsed(typed)
    assert query is None or len(query.notes) > MOST_NOTES or _accounted(query, typed), query


@settings(deadline=None, max_examples=300, database=None, derandomize=True)
@given(TEXTS)
def test_each_word_is_in_what_was_understood_or_in_a_note(typed: str) -> None:
    query = _parsed(typed)
    if query is None or len(query.notes) > MOST_NOTES:
        return
    rest = (query.understood + " ".join(query.notes)).casefold()
    written = re.sub(r"[^\W_]+:", " ", unicodedata.normalize("NFC", typed))  # a field's other names
    for word in re.findall(r"[a-z0-9]{2,}", written.casefold()):
        assert word in rest or word in ("and", "dan", "www"), (typed, query)


def _parsed(typed: str) -> Query | None:
    with contextlib.suppress(QueryError):
        return parse(typed)
    return None


HOSTILE = (
    *("!" * 400, "!+-" * 3_000, "a|" * 240, "~" * 9_000, "a~1" * 100, "'" * 9_999, "a-" * 4_000, "/" * 9_000 + "a/"),
    *("outlet:" + "a|" * 200 + "a", "sejak:" + "20 " * 400, "NEAR/" + "9" * 9_000 + " a", '"~' * 4_000, "x:" * 4_000),
)


@pytest.mark.parametrize("line", HOSTILE)
def test_a_hostile_line_is_read_or_refused(line: str) -> None:
    assert len(line) <= MAX_CHARACTERS
    _parsed(line)
    _parsed(f"guru {line} ")
    read_marks(line * 10)

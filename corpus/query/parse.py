"""Parse the text of a search into a tree of nodes (`parse`). docs/search.md describes the language.

A bracket, quote, operator or mark too many is ignored, and `Query.notes` says so. What has no meaning raises
QueryError, which names the place in the text and what was understood before it. corpus.query.tree has the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.messages.search_messages import SEARCH_EMPTY, SEARCH_TOO_LONG, SEARCH_TOO_MANY_WORDS
from corpus.query.grammar import Reader
from corpus.query.lexer import clean, lex
from corpus.query.tree import Node, render
from corpus.typed.word_marks import few_notes, marks_note

# The language (EBNF). Words, phrases and fields are cut out by corpus.query.lexer.
#
#   search      = [ group ] { OR [ group ] } ;            (* AND binds closer than OR *)
#   group       = part { [ AND ] part } ;                 (* AND stands between parts by itself *)
#   part        = [ NOT | "-" ] ( near | item ) ;         (* not beside a group's only part: something must be there *)
#   near        = leaf NEAR leaf { NEAR leaf }
#               | NEAR "(" leaf leaf { leaf } [ "," number ] ")" ;
#   item        = leaf | "(" search ")" | field ;
#   leaf        = [ "=" ] word | [ "=" ] phrase | prefix ;  (* = : exactly so, without relatives *)
#   phrase      = quote { word } [ "*" ] quote ;          (* a quote that is not closed goes to the end *)
#   prefix      = word "*" ;                              (* MIN_PREFIX letters or more *)
#   field       = name ":" ( value | "(" values ")" )     (* name: a name or alias of corpus.query.fields *)
#               | title ":" item ;                        (* words, no field in them *)
#   value       = word { "," word } | phrase ;            (* a comma parts values where an article has one of them *)
#   values      = value { [ OR | AND ] value } ;
#   AND         = "AND" | "DAN" | "&" ;   OR = "OR" | "ATAU" | "|" ;
#   NOT         = "NOT" | "KECUALI" ;     NEAR = "NEAR" [ "/" number ] ;   (* in capitals; "!" before a part: minus *)
#
# What is too much is passed over, with a note: a bracket, a last quote, an operator beside nothing, a star in a word,
# marks that stand alone or mean something in other tools (corpus.typed.word_marks).

MAX_CHARACTERS = 10_000
MAX_TERMS = 500


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search: its text, its tree, and `notes`, sentences about what was ignored."""

    text: str
    tree: Node
    notes: tuple[str, ...] = ()

    @property
    def understood(self) -> str:
        """The search as it was understood, written in the search language."""
        return render(self.tree)


def parse(query: str) -> Query:
    """Parse a search. Raises QueryError if it is empty, too long or has no meaning.

    >>> parse("“pembinaan pegawai” BP2MI-NTT -haji OR larso*").understood
    '("pembinaan pegawai" AND BP2MI-NTT NOT haji) OR larso*'
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(SEARCH_TOO_LONG(n=len(query), most=MAX_CHARACTERS))
    text = clean(query)
    pieces = list(lex(text))
    if (number := sum(piece.kind != "marks" for piece in pieces)) > MAX_TERMS:
        raise QueryError(SEARCH_TOO_MANY_WORDS(n=number, most=MAX_TERMS))
    reader = Reader(text, pieces)
    tree = reader.read()
    if tree is None:
        raise QueryError(SEARCH_EMPTY())
    notes = few_notes([*reader.notes, *filter(None, [marks_note(reader.runs)])])
    return Query(query, tree, notes)

"""Read the pieces of a search into a tree (`Reader`). A bracket or an operator too many is ignored, with a note."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.errors import QueryError
from corpus.query.fields import QUERY_FIELDS
from corpus.query.lexer import Piece
from corpus.query.tree import All, AnyOf, Field, InTitle, Leaf, Near, Node, Phrase, Prefix, Word, parts
from corpus.vocabulary.tokens import tokens

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
#   AND         = "AND" | "DAN" ;      OR   = "OR" | "ATAU" ;
#   NOT         = "NOT" | "KECUALI" ;  NEAR = "NEAR" [ "/" number ] ;    (* in capitals *)
#
# What is too much is passed over, with a note: a bracket, a last quote, an operator beside nothing, a star in a word.

MIN_PREFIX = 4  # letters before `*`; fewer would gather a large part of the index
MAX_DEPTH = 20  # brackets in brackets; FTS5's own parser ends at about 100
MAX_DISTANCE = 100


@dataclass(slots=True)
class _Group:
    """The parts of one AND. `last` is the list with the newest part, `near` the distance of a NEAR before the next.

    `exclusion_at` is the position of the first NOT or minus.
    """

    required: list[Node] = field(default_factory=list)
    excluded: list[Node] = field(default_factory=list)
    last: list[Node] = field(default_factory=list)
    near: int | None = None
    exclusion_at: int | None = None

    def note_exclusion(self, piece: Piece) -> None:
        """Store the position of the first NOT or minus."""
        self.exclusion_at = piece.at if self.exclusion_at is None else self.exclusion_at

    def node(self, problem: Problem) -> Node | None:
        """Return the group as a node, None if it is empty."""
        if not self.required and self.excluded:
            raise problem("the search has only words that must not match; add a word to look for", self.exclusion_at)
        if len(self.required) == 1 and not self.excluded:
            return self.required[0]
        return All(tuple(self.required), tuple(self.excluded)) if self.required else None


class Problem:
    """Makes errors that name the position in the search. `at` is the position of the piece read last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def __call__(self, sentence: str, at: int | None = None) -> QueryError:
        """Return an error with the sentence and the position: `at`, or that of the piece read last."""
        place = self.at if at is None else at
        around = " ".join(self.text[max(0, place - 12) : place + 20].split())
        return QueryError(f'{sentence} (at character {place + 1}, by "{around}")')


class Reader:
    """Reads the pieces from left to right. `notes` are sentences about what was ignored."""

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.at = 0
        self.problem = Problem(text)
        self.notes: list[str] = []

    def read(self) -> Node | None:
        """Return the tree of the whole search, None if it is empty. An unmatched closing bracket is ignored."""
        nodes: list[Node] = []
        while self.at < len(self.pieces):
            if part := self._alternatives(0):
                nodes.append(part)
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        return All(tuple(nodes))

    def _next(self) -> Piece | None:
        if self.at >= len(self.pieces):
            return None
        piece = self.pieces[self.at]
        self.at += 1
        self.problem.at = piece.at
        return piece

    def _alternatives(self, depth: int) -> Node | None:
        if depth > MAX_DEPTH:
            raise self.problem(f"the search has more than {MAX_DEPTH} brackets inside each other; write it flatter")
        opening, groups, negated = self.at - 1, [_Group()], False
        while piece := self._next():
            if piece.kind == ")":
                if depth == 0:
                    self.notes.append(f"the closing bracket at character {piece.at + 1} closes nothing; passed over")
                break
            if piece.kind == "OR":
                groups.append(_Group())
            elif piece.kind == "NOT":
                negated = True
                groups[-1].note_exclusion(piece)
            elif piece.kind == "NEAR":
                negated = self._near(groups[-1], piece, depth, negated=negated)
            elif piece.kind != "AND":
                if piece.minus:
                    groups[-1].note_exclusion(piece)
                if (node := self._atom(piece, depth)) is not None:
                    self._add(groups[-1], node, excluded=negated or piece.minus)
                negated = False
        else:
            if depth > 0:
                place = self.pieces[opening].at + 1
                self.notes.append(f"the bracket at character {place} is not closed; read to the end")
        if negated:
            self.notes.append("NOT stands before nothing; passed over")
        nodes = [node for group in groups if (node := group.node(self.problem)) is not None]
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        return AnyOf(tuple(nodes))

    def _add(self, group: _Group, node: Node, *, excluded: bool) -> None:
        if group.near is not None and not excluded:
            group.last[-1] = self._joined(group.last[-1], node, group.near)
        else:
            group.last = group.excluded if excluded else group.required
            group.last.append(node)
        group.near = None

    def _near(self, group: _Group, piece: Piece, depth: int, *, negated: bool) -> bool:
        """Read NEAR between two words, or before brackets: NEAR(satu dua, 5). True if a NOT is still to be used."""
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if following is not None and following.kind == "(" and following.at == piece.end:
            self.at += 1
            inner = self._alternatives(depth + 1)
            if inner is not None:
                self._add(group, self._listed(inner), excluded=negated or piece.minus)
            return False
        if group.last and following is not None:
            group.near = min(int(piece.text), MAX_DISTANCE)
        else:
            self.notes.append("NEAR stands between two words or phrases; passed over")
        return negated

    def _listed(self, node: Node) -> Node:
        """Return the node of FTS5's own notation: NEAR(satu dua, 5)."""
        listed = list(parts(node)) if isinstance(node, All) and not node.excluded else [node]
        distance, last = 10, listed[-1]
        if len(listed) > 1 and isinstance(last, Word) and last.text.isdecimal() and len(last.text) < 4:
            distance = min(int(last.text), MAX_DISTANCE)
            listed.pop()
        near = listed[0]
        for part in listed[1:]:
            near = self._joined(near, part, distance)
        return near

    def _joined(self, left: Node, right: Node, distance: int) -> Near:
        near = left.parts if isinstance(left, Near) else (left,)
        nodes: list[Leaf] = []
        for part in (*near, right):
            if not isinstance(part, (Word, Phrase, Prefix)):
                raise self.problem("NEAR stands between words or phrases; brackets and fields can't be near")
            nodes.append(part)
        return Near(tuple(nodes), max(distance, left.distance if isinstance(left, Near) else 0))

    def _atom(self, piece: Piece, depth: int) -> Node | None:
        if piece.kind == "field":
            return self._field(piece, depth)
        if piece.kind == "(":
            return self._alternatives(depth + 1)
        return self._phrase(piece) if piece.kind == "phrase" else self._word(piece)

    def _phrase(self, piece: Piece) -> Node | None:
        if not piece.text:
            self.notes.append(f"the quote at character {piece.at + 1} closes nothing; passed over")
            return None
        if not piece.closed:
            self.notes.append(f"the quote at character {piece.at + 1} is not closed; read to the end")
        if piece.text.endswith("*"):
            return self._prefix(piece, piece.text.rstrip("* "))
        return Phrase(self._starless(piece, piece.text), piece.at, piece.exact)

    def _word(self, piece: Piece) -> Node:
        if piece.no_field:
            self.notes.append(f'there is no field "{piece.no_field}:"; read as words')
        bare = piece.text.rstrip("*")
        if bare == piece.text or not bare[-1:].isalnum():  # "BP2MI-*": a star behind no letter means nothing
            return Word(self._starless(piece, bare), piece.at, piece.exact)
        return self._prefix(piece, bare)

    def _prefix(self, piece: Piece, bare: str) -> Node:
        if len((tokens(bare) or ("",))[-1]) < MIN_PREFIX:
            raise self.problem(f"{piece.text}: give at least {MIN_PREFIX} letters before the *")
        return Prefix(self._starless(piece, bare), piece.at)

    def _starless(self, piece: Piece, text: str) -> str:
        if "*" not in text:
            return text
        self.notes.append(f"a * can only stand behind the last letter; passed over (by character {piece.at + 1})")
        return " ".join(text.replace("*", " ").split())

    def _field(self, piece: Piece, depth: int) -> Node | None:
        row = QUERY_FIELDS[piece.text]
        if row.refusal is not None:
            raise self.problem(row.refusal)
        value = self._next()
        if value is None or not value.text or value.kind in ("AND", "OR", "NOT", "NEAR", ")", "field"):
            raise self.problem(f"{piece.text}: needs a value, as {piece.text}:{row.example}", piece.at)
        if value.minus:
            raise self.problem(f"the minus stands before the field, as -{piece.text}:{row.example}", piece.at)
        if row.takes_words:
            inner = self._atom(value, depth)
            if inner is not None and any(isinstance(n, Field) for n in _nodes(inner)):
                raise self.problem("judul: takes words; a field can't stand in it", piece.at)
            return None if inner is None else InTitle(inner)
        if value.kind == "(":
            return self._spread(piece, self._alternatives(depth + 1))
        return self._valued(piece, value.text)

    def _valued(self, piece: Piece, value: str) -> Node:
        """Return the field with its value or values: outlet:satu,dua becomes outlet:satu OR outlet:dua."""
        several = [one for one in value.split(",") if one] if QUERY_FIELDS[piece.text].one_each else []
        nodes = [Field(piece.text, one.strip(), piece.at) for one in several or [value]]
        return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))

    def _spread(self, piece: Piece, node: Node | None) -> Node | None:
        """Return the field with each value in brackets: outlet:(satu OR dua) becomes outlet:satu OR outlet:dua."""
        match node:
            case Word(text, _, _) | Phrase(text, _, _):
                return self._valued(piece, text)
            case AnyOf(several) | All(several, ()):
                nodes = tuple(n for part in several if (n := self._spread(piece, part)))
                return AnyOf(nodes) if isinstance(node, AnyOf) or QUERY_FIELDS[piece.text].one_each else All(nodes)
            case None:
                return None
        raise self.problem(f"{piece.text}:( ) takes values, with OR between them", piece.at)


def _nodes(node: Node) -> list[Node]:
    return [node, *(inner for part in parts(node) for inner in _nodes(part))]
